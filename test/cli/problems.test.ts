/** Problems on standard error: what a person can read of them. */
import { afterEach, expect, it, vi } from "vitest";
import { printProblems } from "../../src/cli/problems.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { rangeOnLine } from "../../src/source/range.js";

afterEach(() => vi.restoreAllMocks());

it("says where else to look, and counts what a long file has too much of", () => {
  const written: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  const diagnostics = new Diagnostics();
  const related = [{ at: rangeOnLine("zones.yaml", 1, 3, 1), message: "the first one" }];
  for (let line = 2; line < 152; line++) {
    diagnostics.add("zones/duplicate-key", rangeOnLine("zones.yaml", line, 3, 1), { message: '"a" twice', related });
  }
  printProblems(diagnostics.all());
  expect(written[0]).toBe('zones.yaml:2:3: error: "a" twice (zones/duplicate-key)\n  zones.yaml:1:3: the first one\n');
  expect(written).toHaveLength(101);
  expect(written.at(-1)).toBe("and 50 more like these\n");
});
