import { describe, expect, it } from "vitest";
import type { Finding, FindingStatus, Severity } from "../../src/judge/finding.js";
import type { CheckResult } from "../../src/report/result.js";
import { EXIT, exitCodeOf, type FailOn } from "../../src/run/exit-code.js";

type Verdict = "violated" | "unproved" | "proved";

interface Case {
  readonly trap: string;
  readonly findings?: readonly (readonly [Severity, FindingStatus])[];
  readonly pairs?: readonly Verdict[];
  readonly failed?: true;
  readonly broken?: true;
  readonly mapFailed?: true;
  readonly failOn?: FailOn;
  readonly exit: number;
}

const CASES: readonly Case[] = [
  { trap: "nothing found", exit: EXIT.clean },
  { trap: "an open finding at the threshold", findings: [["high", "open"]], exit: EXIT.findings },
  { trap: "an open finding above it", findings: [["critical", "open"]], exit: EXIT.findings },
  { trap: "an open finding below it", findings: [["medium", "open"]], exit: EXIT.clean },
  {
    trap: "advice and what was accepted",
    findings: [
      ["critical", "advice"],
      ["critical", "accepted"],
    ],
    exit: EXIT.clean,
  },
  { trap: "a lower threshold", findings: [["low", "open"]], failOn: "low", exit: EXIT.findings },
  { trap: "the lowest threshold", findings: [["info", "open"]], failOn: "info", exit: EXIT.findings },
  { trap: "a higher threshold", findings: [["high", "open"]], failOn: "critical", exit: EXIT.clean },
  { trap: "never", findings: [["critical", "open"]], pairs: ["violated"], failOn: "never", exit: EXIT.clean },
  { trap: "a pair that is unproved, by default", pairs: ["unproved"], exit: EXIT.clean },
  {
    trap: "a pair that is unproved, asked for",
    pairs: ["proved", "unproved"],
    failOn: "unproved",
    exit: EXIT.findings,
  },
  {
    trap: "a pair that is violated, its finding below the threshold",
    pairs: ["violated"],
    failOn: "unproved",
    exit: EXIT.findings,
  },
  { trap: "every pair proved, asked for", pairs: ["proved"], failOn: "unproved", exit: EXIT.clean },
  { trap: "unproved still fails on high", findings: [["high", "open"]], failOn: "unproved", exit: EXIT.findings },
  { trap: "unproved does not fail on medium", findings: [["medium", "open"]], failOn: "unproved", exit: EXIT.clean },
  { trap: "an input that could not be analysed", failed: true, exit: EXIT.notAnalysed },
  { trap: "an input of which a part could not be analysed", broken: true, exit: EXIT.notAnalysed },
  { trap: "not analysed goes before findings", failed: true, findings: [["high", "open"]], exit: EXIT.notAnalysed },
  { trap: "not analysed, although nothing is to fail", failed: true, failOn: "never", exit: EXIT.notAnalysed },
  {
    trap: "a map that could not be used goes before all",
    mapFailed: true,
    failed: true,
    findings: [["high", "open"]],
    exit: EXIT.usage,
  },
  {
    trap: "a map that could not be used, although nothing is to fail",
    mapFailed: true,
    failOn: "never",
    exit: EXIT.usage,
  },
];

/** As much of a result as the exit code looks at. */
function result({ findings = [], pairs = [], failed, broken }: Case): CheckResult {
  const at = { file: "fw-edge.conf", line: 1, column: 1, endLine: 1, endColumn: 2 };
  const message = "";
  const parts = {
    findings: findings.map(([severity, status]) => ({ severity, status }) as Finding),
    pairs: pairs.map((verdict) => ({ verdict })),
    inputs: [{ file: "fw-edge.conf", sha256: "", devices: [], role: failed ? "failed" : "configuration" }],
    diagnostics: broken ? [{ code: "run/duplicate-device", severity: "error", message, at }] : [],
  };
  return parts as unknown as CheckResult;
}

describe("exitCodeOf", () => {
  it.each(CASES)("$trap: $exit", (row) => {
    expect(exitCodeOf(result(row), row.mapFailed ?? false, row.failOn ?? "high")).toBe(row.exit);
  });

  it("has the numbers of the design", () => {
    expect(EXIT).toEqual({ clean: 0, findings: 1, usage: 2, notAnalysed: 3 });
  });
});
