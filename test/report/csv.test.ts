/** CSV: one row a finding, no cell that a spreadsheet takes for a formula. */
import { describe, expect, it } from "vitest";
import { csvCell, renderCsv } from "../../src/report/csv.js";
import { requirementRows } from "../../src/report/requirements.js";
import { expectGolden } from "./golden.js";
import { hostileResult } from "./hostile.js";
import { finding, plantResult } from "./plant-result.js";

describe("renderCsv", () => {
  it("matches the golden file", () => expectGolden("plant.csv", renderCsv(plantResult()).replaceAll("\r\n", "\n")));

  it("has a row for each finding and each requirement, and the same cells in all", () => {
    for (const result of [plantResult(), hostileResult()]) {
      const rows = renderCsv(result).split("\r\n").slice(0, -1);
      const requirements = requirementRows(result, result.day).length;
      expect(rows).toHaveLength(1 + result.findings.length + requirements);
      expect(rows.filter((row) => row.startsWith('"","requirement",'))).toHaveLength(requirements);
      for (const row of rows) expect(row.match(/"(?:[^"]|"")*"/g)).toHaveLength(18);
    }
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1", "|calc", '=HYPERLINK("http://x")'])(
    "takes the formula out of %j",
    (text) => {
      expect(csvCell(text)).toMatch(/^"'/);
    },
  );

  it("leaves other text alone, quotes doubled", () => {
    expect(csvCell('say "no"')).toBe('"say ""no"""');
    expect(csvCell("10.1.0.0/24 -> any")).toBe('"10.1.0.0/24 -> any"');
    expect(renderCsv(plantResult({ findings: [finding({ message: "=cmd()" })] }))).toContain(`"'=cmd()"`);
  });
});
