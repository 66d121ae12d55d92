/** No text makes the Cisco parser throw, and every line of every text is accounted for. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CISCO } from "../../parsers/cisco/index.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { splitLines } from "../../src/source/source-file.js";

const FOLDER = new URL("../fixtures/cisco/", import.meta.url);
const lines = [
  ...readdirSync(FOLDER).flatMap((name) => splitLines(readFileSync(new URL(name, FOLDER), "utf8"))),
  ...splitLines(readFileSync(new URL("../../samples/halden-pack/configs/core-1.cfg", import.meta.url), "utf8")),
];

/** Lines of real texts in any order, some cut, some with words of others or with junk. */
const line = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...lines) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...lines), fc.nat(40)).map(([text, end]) => text.slice(0, end)) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...lines), fc.constantFrom(...lines)).map(([a, b]) => `${a} ${b}`) },
  { weight: 1, arbitrary: fc.string() },
);

describe("the Cisco parser", () => {
  it("takes any text", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (parts) => {
        const text = parts.join("\n");
        const file = { path: "core-1.cfg", text, encoding: "utf-8", sha256: "" } as const;
        const detection = CISCO.detect(file) ?? { platform: "ios", confidence: 0, reasons: [] };
        const { devices, account } = CISCO.parse(file, detection, new Diagnostics());
        expect(devices).toHaveLength(1);
        expect(account.unclaimed()).toEqual([]);
        expect(account.counts().lines).toBe(splitLines(text).length);
      }),
      { numRuns: 2000 },
    );
  });
});
