/** What a run of `check` ends with (design 8). */
import type { Baseline } from "../judge/baseline.js";
import { SEVERITIES, type Severity } from "../judge/finding.js";
import type { CheckResult } from "../report/result.js";

/** From which severity an open finding fails the run. `unproved`: as `high`, and every pair that is not proved too. */
export const FAIL_ON = [...SEVERITIES, "unproved", "never"] as const;
export type FailOn = (typeof FAIL_ON)[number];

export const EXIT = { clean: 0, findings: 1, usage: 2, notAnalysed: 3 } as const;

/**
 * @param failed whether there is a map, or policies, that could not be used.
 * @param known pairs of the baseline that were not proved then.
 */
export function exitCodeOf(
  result: CheckResult,
  failed: boolean,
  failOn: FailOn,
  known: Baseline["pairs"] = [],
): number {
  if (failed) return EXIT.usage;
  if (!isComplete(result)) return EXIT.notAnalysed;
  return fails(result, failOn, known) ? EXIT.findings : EXIT.clean;
}

/** Whether every input that had to be analysed was: an error in one means that a part of it was not. */
function isComplete({ inputs, diagnostics }: CheckResult): boolean {
  return !inputs.some(({ role }) => role === "failed") && !diagnostics.some(({ severity }) => severity === "error");
}

function fails({ findings, pairs }: CheckResult, failOn: FailOn, known: Baseline["pairs"]): boolean {
  if (failOn === "never") return false;
  if (failOn === "unproved" && pairs.some((pair) => pair.verdict !== "proved" && !wasOpen(pair, known))) return true;
  const least: Severity = failOn === "unproved" ? "high" : failOn;
  const failing = SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1);
  return findings.some(({ status, severity }) => status === "open" && failing.includes(severity));
}

/** Whether the baseline has the pair no better than it is. */
function wasOpen({ from, to, verdict }: CheckResult["pairs"][number], known: Baseline["pairs"]): boolean {
  const entry = known.find((one) => one.from === from.id && one.to === to.id);
  return entry !== undefined && (entry.verdict === "violated" || entry.verdict === verdict);
}
