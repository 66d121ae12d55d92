import { describe, expect, it } from "vitest";
import { readSaid, readServices } from "../../src/judge/said.js";

const GOOD = {
  check: "cell-to-cell",
  verdict: "violated",
  status: "open",
  severity: "high",
  message: "core-1 lets cell-a reach cell-b",
  rule: "ACL-RCA-IN 40",
  subject: ["ACL-RCA-IN", "40"],
  evidence: [
    ["carriers", 0],
    ["carriers", 0, "excess"],
  ],
};

describe("readSaid", () => {
  it("reads a finding", () => {
    expect(readSaid([GOOD])).toEqual({ findings: [GOOD], notAssessed: [] });
  });

  it("leaves out what the policy leaves out, and what nobody asked for", () => {
    const { rule: _rule, subject: _subject, ...least } = GOOD;
    expect(readSaid([{ ...least, mood: "grim" }]).findings).toEqual([least]);
  });

  it("reads whether rules are meant together", () => {
    const [each, all] = readSaid([
      { ...GOOD, together: false },
      { ...GOOD, together: true },
    ]).findings;
    expect(each).toEqual(GOOD);
    expect(all).toEqual({ ...GOOD, together: true });
  });

  it("tells what was not assessed from what was found", () => {
    const unseen = { check: "admin-telnet-http", not_assessed: "no management in the export" };
    expect(readSaid([unseen, GOOD])).toEqual({
      findings: [GOOD],
      notAssessed: [{ check: "admin-telnet-http", notAssessed: "no management in the export" }],
    });
  });

  const faults: { fault: string; value: unknown; says: RegExp }[] = [
    { fault: "no reason", value: [{ check: "cell-to-cell", not_assessed: 1 }], says: /cell-to-cell gave no reason/ },
    { fault: "no list", value: { a: 1 }, says: /no list of findings/ },
    { fault: "nothing", value: undefined, says: /no list of findings/ },
    { fault: "a text for a finding", value: ["bad"], says: /\(no check\).*"message"/ },
    {
      fault: "what a check says beside findings",
      value: [{ check: "mine", no_finding: "hello" }],
      says: /mine gave what is no finding: "hello"/,
    },
    { fault: "a long one", value: [{ check: "mine", no_finding: "x".repeat(999) }], says: /no finding: "x{199}…$/ },
    { fault: "an empty message", value: [{ ...GOOD, message: " " }], says: /"message": " "/ },
    { fault: "no message", value: [{ ...GOOD, message: undefined }], says: /cell-to-cell.*"message"/ },
    { fault: "a verdict that is not one", value: [{ ...GOOD, verdict: "proved" }], says: /"verdict": "proved"/ },
    { fault: "a status that is not one", value: [{ ...GOOD, status: "shut" }], says: /"status": "shut"/ },
    { fault: "a severity that is not one", value: [{ ...GOOD, severity: 9 }], says: /"severity": 9/ },
    { fault: "a rule that is no text", value: [{ ...GOOD, rule: 10 }], says: /"rule": 10/ },
    { fault: "a subject that is no list", value: [{ ...GOOD, subject: "x" }], says: /"subject"/ },
    { fault: "a subject of numbers", value: [{ ...GOOD, subject: [1] }], says: /"subject"/ },
    { fault: "together that is no truth value", value: [{ ...GOOD, together: 1 }], says: /"together": 1/ },
    { fault: "no evidence", value: [{ ...GOOD, evidence: [] }], says: /"evidence"/ },
    { fault: "evidence that is no path", value: [{ ...GOOD, evidence: ["carriers"] }], says: /"evidence"/ },
    { fault: "a path of objects", value: [{ ...GOOD, evidence: [[{}]] }], says: /"evidence"/ },
  ];
  for (const { fault, value, says } of faults) {
    it(`refuses ${fault}`, () => {
      expect(() => readSaid(value)).toThrow(says);
    });
  }
});

describe("readServices", () => {
  const said = {
    ...{ process: ["modbus-tcp"], engineering: [], safety_engineering: [] },
    ...{ remote_desktop: ["rdp"], clear_text: [], without_integrity: [] },
  };

  it("reads what services may be, and no more", () => {
    expect(readServices({ ...said, mood: "grim" })).toEqual(said);
  });

  it.each([
    ["no answer", undefined, "process"],
    ["a list in place of them", [], "process"],
    ["what is no list", { ...said, clear_text: "telnet" }, "clear_text"],
    ["what is no id", { ...said, remote_desktop: [3389] }, "remote_desktop"],
  ])("refuses %s", (_, value, field) => {
    expect(() => readServices(value)).toThrow(`the policies do not say which services are "${field}"`);
  });
});
