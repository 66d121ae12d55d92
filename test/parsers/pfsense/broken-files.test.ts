/** Files that end too early or are no configuration: said with their place, and nothing of the device is taken for known. */
import { describe, expect, it } from "vitest";
import { PFSENSE } from "../../../parsers/pfsense/index.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";

function read(text: string) {
  const diagnostics = new Diagnostics();
  const file = { path: "pf-ra.xml", text, encoding: "utf-8", sha256: "" } as const;
  const { devices, account } = PFSENSE.parse(file, { platform: "pfsense", confidence: 1, reasons: [] }, diagnostics);
  return { devices, counts: account.counts(), codes: diagnostics.all().map(({ code, at }) => `${at.line} ${code}`) };
}

describe("broken files", () => {
  it("that end inside an element leave the whole device open", () => {
    const text =
      "<pfsense>\n<system><hostname>pf-ra</hostname></system>\n<interfaces><lan><enable/><if>igb1</if></lan></interfaces>\n<filter><rule>";
    const { devices, codes } = read(text);
    expect(codes).toContain("4 pfsense/truncated");
    expect(devices[0]?.doubts.some(({ scope }) => scope === "device")).toBe(true);
  });

  it("without a root element are no configuration", () => {
    const { devices, codes, counts } = read("<!-- pfsense -->\n");
    expect(codes).toEqual(["1 pfsense/no-root"]);
    expect(devices).toEqual([]);
    expect(counts.lines).toBe(1);
  });
});
