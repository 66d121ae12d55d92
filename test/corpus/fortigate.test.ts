/** Every FortiOS file of the shared corpus: no throw, fast, every line accounted for. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FORTIGATE } from "../../parsers/fortigate/index.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { splitLines } from "../../src/source/source-file.js";

const CORPUS = "../shared/corpus/fortios";
const present = existsSync(CORPUS);
const files = present ? readdirSync(CORPUS).filter((name) => name.endsWith(".conf")) : [];

describe.skipIf(!present)("FortiOS corpus (skipped where ../shared is absent)", () => {
  it("has files", () => expect(files.length).toBeGreaterThan(100));

  it.each(files)("%s", (name) => {
    const text = readFileSync(join(CORPUS, name), "utf8");
    const file = { path: name, text, encoding: "utf-8", sha256: "" } as const;
    const detection = FORTIGATE.detect(file);
    expect(detection?.platform).toBe("fortios");
    const started = performance.now();
    const { devices, account } = FORTIGATE.parse(file, detection!, new Diagnostics());
    expect(performance.now() - started).toBeLessThan(5000);
    expect(devices).toHaveLength(1);
    const counts = account.counts();
    expect(counts.modelled + counts.ignored + counts.notUnderstood).toBe(counts.lines);
    expect(counts.lines).toBe(splitLines(text).length);
    expect(account.unclaimed()).toEqual([]);
  });
});
