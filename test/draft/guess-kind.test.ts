/** Kinds of zones by the words of people. */
import { describe, expect, it } from "vitest";
import { guessKind, wordsOf } from "../../src/draft/guess-kind.js";
import { KIND_ROWS } from "../../src/draft/kind-words.js";
import { hostNameOf, nameOf, shownText } from "../../src/draft/shown-text.js";
import { ZONE_KINDS } from "../../src/zones/map.js";

const ROWS = [
  { texts: ["Z-RCA robot cell A"], kind: "cell", isOpen: false },
  { texts: ["CELL07"], kind: "cell", isOpen: false },
  { texts: ["PackagingLine"], kind: "cell", isOpen: false },
  { texts: ["link to asa-sis"], kind: "safety", isOpen: true },
  { texts: ["VENDOR_VPN"], kind: "vendor", isOpen: true },
  { texts: ["VPN der Lieferanten"], kind: "vendor", isOpen: true },
  { texts: ["SCADA servers", "DMZ"], kind: "operations", isOpen: true },
  { texts: ["xyzzy", "office-lan"], kind: "enterprise", isOpen: false },
  { texts: ["guest wifi"], kind: "wireless", isOpen: true },
  { texts: ["xyzzy"], kind: "operations", isOpen: true },
  { texts: [], kind: "operations", isOpen: true },
] as const;

describe("guessKind", () => {
  it.each(ROWS)("takes $texts for $kind", ({ texts, kind, isOpen }) => {
    const guess = guessKind(texts);
    expect({ kind: guess.kind, isOpen: guess.isOpen }).toEqual({ kind, isOpen });
  });

  it("knows every kind once, and every word for one kind", () => {
    expect(KIND_ROWS.map(({ kind }) => kind).sort()).toEqual([...ZONE_KINDS].sort());
    const words = KIND_ROWS.flatMap((row) => row.words);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    expect(words.filter((word) => wordsOf(word)[0] !== word)).toEqual([]);
  });
});

describe("texts of configurations", () => {
  it("hides secrets", () => {
    expect(shownText("uplink, password hunter2")).not.toContain("hunter2");
    expect(shownText("psk=Xk29dkw!")).not.toContain("Xk29");
    expect(nameOf("VPN secret hunter2")).not.toContain("hunter2");
    expect(hostNameOf("pw: hunter2")).not.toContain("hunter2");
  });

  it("shows nothing that steers a terminal, and no second line", () => {
    expect(shownText("a\u001b[31mb\nkind: safety")).toBe("a\\x1b[31mb\\x0akind: safety");
    expect(nameOf("\u202ecell\n- b: {")).toMatch(/^[\p{L}\p{N}-]+$/u);
  });

  it("makes names that a map can have", () => {
    expect(nameOf("Z-OPS site operations")).toBe("z-ops-site-operations");
    expect(nameOf("10.1.1.0/24")).toBe("");
    expect(nameOf("---")).toBe("");
    expect(hostNameOf("SRV ERP/1")).toBe("SRV-ERP-1");
    expect(hostNameOf("10.1.1.1")).toBe("");
    expect(nameOf("x".repeat(200)).length).toBeLessThan(64);
  });
});
