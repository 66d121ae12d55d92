/** Changes that were tried, in each report: lines as they are entered, what was checked, what to look at. */
import { describe, expect, it } from "vitest";
import { renderJson } from "../../src/report/json.js";
import { renderMarkdown } from "../../src/report/markdown.js";
import { type CheckedChange, checkedText, type Proposal } from "../../src/report/proposal.js";
import { renderTerminal } from "../../src/report/terminal.js";
import { finding, plantResult } from "./plant-result.js";

const CHECKED: CheckedChange = {
  kind: "checked",
  what: "takes the rule out",
  file: "configs/core-1.cfg",
  where: "configuration mode",
  lines: ["ip access-list extended ACL-RCA-IN", " no 40"],
  repairs: 2,
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
      "analysed again with it: 2 of 2 gone, and 1 elsewhere; nothing passes that was stopped, no declared flow that was open is blocked " +
        "(so too with all proposed changes, entered in this order); brings 2 x undeclared-conduit (low)",
    );
    expect(checkedText({ ...CHECKED, elsewhere: 0, brings: [], fitsOthers: false }, 3)).toBe(
      "analysed again with it: 2 of 3 gone; nothing passes that was stopped, no declared flow that was open is blocked",
    );
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
