/** Changes that were tried, in each report: lines as they are entered, what was checked, what to look at. */
import { describe, expect, it } from "vitest";
import { renderJson } from "../../src/report/json.js";
import { renderMarkdown } from "../../src/report/markdown.js";
import { type CheckedChange, checkedText, heldText, type Proposal } from "../../src/report/proposal.js";
import { renderTerminal } from "../../src/report/terminal.js";
import { CORE, finding, place, plantResult } from "./plant-result.js";

const CHECKED: CheckedChange = {
  kind: "checked",
  what: "takes the rule out",
  file: "configs/core-1.cfg",
  where: "configuration mode",
  lines: ["ip access-list extended ACL-RCA-IN", " no 40"],
  repairs: 2,
  judgedBy: [{ check: "any-any-rule", gone: 2, left: 0 }],
  elsewhere: 1,
  brings: [
    { check: "undeclared-conduit", severity: "low", message: "one" },
    { check: "undeclared-conduit", severity: "low", message: "another" },
  ],
  fitsOthers: true,
  cautions: ["whether core-1 itself needs it"],
};

function resultWith(proposal: Proposal) {
  return plantResult({
    findings: [finding({ fingerprint: "01" })],
    proposals: new Map([["01", proposal]]),
  });
}

const TERMINAL = { color: false, width: 100 };

describe("checkedText", () => {
  it("counts what is gone and what comes, each check once", () => {
    expect(checkedText(CHECKED, 2)).toBe(
      "2 of 2 findings gone with it, and 1 elsewhere; brings 2 x undeclared-conduit (low)",
    );
    expect(checkedText({ ...CHECKED, elsewhere: 0, brings: [] }, 3)).toBe("2 of 3 findings gone with it");
  });
});

describe("heldText", () => {
  it("says once what holds for all changes, and of none nothing", () => {
    const none = { kind: "none", why: "it would block the declared flow F-1" } as const;
    expect(heldText([CHECKED, none, undefined, null])).toContain(
      "with it, and with all of them entered in this order,",
    );
    expect(heldText([{ ...CHECKED, fitsOthers: false }])).not.toContain("all of them");
    expect(heldText([none, undefined])).toBeUndefined();
  });

  it("stands once in a report with several changes", () => {
    const findings = [finding({ fingerprint: "01" }), finding({ fingerprint: "02", locations: [place(CORE, 8)] })];
    const proposals = new Map<string, Proposal>([
      ["01", CHECKED],
      ["02", { ...CHECKED, lines: ["no 100"] }],
    ]);
    const result = plantResult({ findings, proposals });
    for (const text of [renderTerminal(result, TERMINAL), renderMarkdown(result)]) {
      expect(text.match(/nothing\s+passes\s+that\s+was\s+stopped/g)).toHaveLength(1);
      expect(text).toContain("no 100");
    }
    expect(renderTerminal(result, TERMINAL)).toContain("look first: as in 1");
  });
});

describe("a change that was tried", () => {
  it("is shown on a terminal with its lines whole", () => {
    const text = renderTerminal(resultWith(CHECKED), TERMINAL);
    expect(text).toContain("a change that takes the rule out (configuration mode):");
    expect(text).toContain("\n        ip access-list extended ACL-RCA-IN\n         no 40\n");
    expect(text).toContain("look first: whether core-1 itself needs it");
  });

  it("is shown in Markdown as a block", () => {
    expect(renderMarkdown(resultWith(CHECKED))).toContain("```\nip access-list extended ACL-RCA-IN\n no 40\n```");
  });

  it("is told to scripts, and null where none was asked for", () => {
    const { plan } = JSON.parse(renderJson(resultWith(CHECKED)));
    expect(plan[0].proposal).toEqual(CHECKED);
    expect(JSON.parse(renderJson(plantResult())).plan[0].proposal).toBeNull();
  });

  it("says why there is none", () => {
    const none = resultWith({ kind: "none", why: "it would block the declared flow F-1 of C-1" });
    expect(renderTerminal(none, TERMINAL)).toContain(
      "no change is proposed: it would block the declared flow F-1 of C-1",
    );
    expect(renderMarkdown(none)).toContain("it would block the declared flow F-1 of C-1");
  });

  it("breaks no line of a terminal by what stands in a configuration", () => {
    const text = renderTerminal(resultWith({ ...CHECKED, lines: ["no \u001b[2Jx\ny"] }), TERMINAL);
    expect(text).not.toContain("\u001b[2J");
  });
});
