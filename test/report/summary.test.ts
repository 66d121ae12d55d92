/** The summary line, and findings grouped by what has to change. */
import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { groupByCause } from "../../src/report/causes.js";
import { FORMATS } from "../../src/report/formats.js";
import { count, type Summary, summarize, summaryText } from "../../src/report/summary.js";
import { unpainted, wrap } from "../../src/report/terminal/page.js";
import { displayWidth } from "../../src/source/visible.js";
import { CORE, EDGE, finding, place, plantResult } from "./plant-result.js";

const NONE: Summary = {
  open: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
  known: 0,
  advice: 0,
  accepted: 0,
  pairs: { violated: 0, unproved: 0, proved: 0 },
  failedInputs: 0,
  disabled: 0,
};

describe("summaryText", () => {
  it.each([
    { trap: "nothing found", summary: NONE, map: false, text: "no open findings" },
    {
      trap: "zero pairs of a map are said",
      summary: NONE,
      map: true,
      text: "no open findings; pairs: 0 violated, 0 unproved, 0 proved",
    },
    {
      trap: "severities that have findings, worst first",
      summary: { ...NONE, open: { ...NONE.open, info: 1, critical: 2 } },
      map: false,
      text: "2 critical, 1 info",
    },
    {
      trap: "a failed input never hides behind a clean result",
      summary: { ...NONE, failedInputs: 2 },
      map: false,
      text: "no open findings; 2 inputs NOT ANALYSED",
    },
    {
      trap: "unproved pairs are counted without findings",
      summary: { ...NONE, pairs: { violated: 0, unproved: 7, proved: 1 } },
      map: true,
      text: "no open findings; pairs: 0 violated, 7 unproved, 1 proved",
    },
  ])("$trap", ({ summary, map, text }) => expect(summaryText(summary, map)).toBe(text));

  it("does not count advice and accepted findings as open", () => {
    const findings = [finding({ status: "advice" }), finding({ status: "accepted" })];
    expect(summarize(plantResult({ findings }))).toMatchObject({ open: NONE.open, advice: 1, accepted: 1 });
  });

  it.each([
    [0, "0 pairs"],
    [1, "1 pair"],
    [2, "2 pairs"],
  ])("%i", (number, text) => expect(count(number, "pair")).toBe(text));
});

describe("groupByCause", () => {
  it("joins what one place causes, whatever the check and the pair", () => {
    const causes = groupByCause([
      finding({ severity: "critical", check: "any-any-rule" }),
      finding({ from: "Z-ENT" }),
      finding({ locations: [place(CORE, 6)] }),
      finding({ from: "Z-OPS" }),
    ]);
    expect(
      causes.map((cause) => [cause.severity, cause.checks.map((group) => [group.check, group.findings.length])]),
    ).toEqual([
      [
        "critical",
        [
          ["any-any-rule", 1],
          ["cell-to-cell", 2],
        ],
      ],
      ["high", [["cell-to-cell", 1]]],
    ]);
  });

  it("keeps the same line of two inputs apart", () => {
    expect(groupByCause([finding(), finding({ locations: [place(EDGE, 7)] })])).toHaveLength(2);
  });

  it("collects each place once, those of the first finding first", () => {
    const [cause] = groupByCause([
      finding({ locations: [place(CORE, 7), place(EDGE, 3)] }),
      finding({ locations: [place(CORE, 7), place(EDGE, 3), place(EDGE, 4)] }),
    ]);
    expect(cause?.locations.map((at) => at.line)).toEqual([7, 3, 4]);
  });

  it.each([
    { trap: "device and rule", more: {}, name: "core-1, access list ACL-RCA-IN line 40" },
    {
      trap: "device and title where no rule is to blame",
      more: { rule: undefined },
      name: "core-1, One cell reaches another",
    },
    { trap: "neither", more: { rule: undefined, device: undefined }, name: "One cell reaches another" },
  ])("is named by $trap", ({ more, name }) => {
    const { rule, device, ...rest } = finding();
    const named = { ...rest, ...("rule" in more ? {} : { rule }), ...("device" in more ? {} : { device }) };
    expect(groupByCause([JSON.parse(JSON.stringify(named))])[0]?.name).toBe(name);
  });
});

describe("FORMATS", () => {
  it.each(FORMATS.map((format) => [format.id, format] as const))(
    "%s renders, and ends with a line end",
    async (id, format) => {
      const render = await format.load();
      const text = render(plantResult(), { color: false, width: 80 });
      expect(text.endsWith("\n")).toBe(true);
      expect(text.length).toBeGreaterThan(500);
      const golden = readdirSync(new URL("../golden/", import.meta.url)).find(
        (name) => name.startsWith("plant") && (name.includes(id) || id === "terminal"),
      );
      expect(existsSync(new URL(`../golden/${golden}`, import.meta.url))).toBe(true);
    },
  );
});

describe("wrap", () => {
  it.each([
    { trap: "an empty text is one line", text: "", width: 10, lines: [""] },
    { trap: "breaks at blanks", text: "one two three", width: 7, lines: ["one two", "three"] },
    {
      trap: "a word that is too long is broken",
      text: "a 0123456789abc b",
      width: 6,
      lines: ["a", "012345", "6789ab", "c b"],
    },
    { trap: "wide characters take two columns", text: "電気電気電", width: 4, lines: ["電気", "電気", "電"] },
    { trap: "blanks in a row count as one", text: "a   b", width: 10, lines: ["a b"] },
  ])("$trap", ({ text, width, lines }) => {
    expect(wrap(text, width)).toEqual(lines);
    for (const line of wrap(text, width)) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });

  it("shortens a word as long as a file before it breaks it: that took minutes", () => {
    expect(wrap(`a ${"x".repeat(2_000_000)}`, 80)).toHaveLength(5);
  });

  it("is measured without colours", () => expect(unpainted("\u001b[1;31mx\u001b[0m y")).toBe("x y"));
});
