/** Every Cisco file of the shared corpus: no throw, fast, every line accounted for. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CISCO } from "../../parsers/cisco/index.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { splitLines } from "../../src/source/source-file.js";

const CORPUS = "../shared/corpus/cisco";
const present = existsSync(CORPUS);
const files = present
  ? readFileSync(join(CORPUS, "INDEX.tsv"), "utf8")
      .split("\n")
      .slice(1)
      .flatMap((row) => row.split("\t")[0] || [])
  : [];

function parse(name: string) {
  const text = readFileSync(join(CORPUS, name), "latin1");
  const file = { path: name, text, encoding: "latin1", sha256: "" } as const;
  const detection = CISCO.detect(file);
  const started = performance.now();
  const parsed = CISCO.parse(file, detection ?? { platform: "ios", confidence: 0, reasons: [] }, new Diagnostics());
  return { ...parsed, text, platform: detection?.platform, time: performance.now() - started };
}

describe.skipIf(!present)("Cisco corpus (skipped where ../shared is absent)", () => {
  it("has files", () => expect(files.length).toBeGreaterThan(300));

  it.each(files)("%s", (name) => {
    const { devices, account, text, time } = parse(name);
    expect(time).toBeLessThan(5000);
    expect(devices).toHaveLength(1);
    const counts = account.counts();
    expect(counts.modelled + counts.ignored + counts.notUnderstood).toBe(counts.lines);
    expect(counts.lines).toBe(splitLines(text).length);
    expect(account.unclaimed()).toEqual([]);
  });

  it.each([
    ["ios", 200, 15_000],
    ["asa", 200, 2_400],
    ["nxos", 200, 6_000],
    ["iosxr", 200, 19_000],
  ])("of the lines of %s, at most one of %i that could change what passes is not understood", (name, most, least) => {
    const all = files.map(parse).filter(({ platform }) => platform === name);
    const sum = (key: "lines" | "notUnderstoodFiltering") =>
      all.reduce((total, { account }) => total + account.counts()[key], 0);
    expect(sum("lines")).toBeGreaterThan(least);
    expect(sum("notUnderstoodFiltering") / sum("lines")).toBeLessThan(1 / most);
  });
});
