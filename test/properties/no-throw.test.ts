/** No text makes a parser throw, and every line of every text is accounted for. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { VENDORS } from "../../parsers/vendors.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { splitLines } from "../../src/source/source-file.js";
import { fc } from "../seeded.js";

const FIXTURES = new URL("../fixtures/", import.meta.url);
const SAMPLES = new URL("../../samples/halden-pack/weak/configs/", import.meta.url);
const SAMPLE_OF: Readonly<Record<string, string>> = {
  cisco: "core-1.cfg",
  fortigate: "fw-edge.conf",
  pfsense: "pf-ra.xml",
};
const PLATFORM_OF: Readonly<Record<string, string>> = { cisco: "ios", fortigate: "fortios", pfsense: "pfsense" };

function linesOf(vendor: string): string[] {
  const folder = new URL(`${vendor}/`, FIXTURES);
  const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  const sample = readFileSync(new URL(SAMPLE_OF[vendor] ?? "", SAMPLES), "utf8");
  return [...texts, sample].flatMap(splitLines);
}

const vendors = await Promise.all(VENDORS.map((load) => load()));

describe.each(vendors.map((vendor) => [vendor.id, vendor] as const))("the parser of %s", (id, vendor) => {
  const lines = linesOf(id);
  const any = fc.constantFrom(...lines);
  /** Lines of real texts, some cut, some with words of others or with junk. */
  const line = fc.oneof(
    { weight: 6, arbitrary: any },
    { weight: 2, arbitrary: fc.tuple(any, fc.nat(40)).map(([text, end]) => text.slice(0, end)) },
    { weight: 2, arbitrary: fc.tuple(any, any).map(([a, b]) => `${a} ${b}`) },
    { weight: 1, arbitrary: fc.string() },
  );
  /** A stretch of a real text with a few lines that do not belong there. */
  const stretch = fc
    .tuple(fc.nat(lines.length - 1), fc.nat(80), fc.array(fc.tuple(fc.nat(80), line), { maxLength: 4 }))
    .map(([start, length, strangers]) => {
      const part = lines.slice(start, start + length);
      for (const [place, text] of strangers) part.splice(place, 1, text);
      return part;
    });

  it("takes any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(line, { maxLength: 60 }), stretch), (parts) => {
        const text = parts.join("\n");
        const file = { path: "device.cfg", text, encoding: "utf-8", sha256: "" } as const;
        const detection = vendor.detect(file) ?? { platform: PLATFORM_OF[id] ?? "", confidence: 0, reasons: [] };
        const { account } = vendor.parse(file, detection, new Diagnostics());
        const { lines: all, modelled, ignored, notUnderstood } = account.counts();
        expect(modelled + ignored + notUnderstood).toBe(all);
        expect(all).toBe(splitLines(text).length);
      }),
      { numRuns: 1000 },
    );
  });
});
