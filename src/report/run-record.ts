/** Makes the record of a run, and reads those of earlier ones. */
import { firstIssue } from "../diagnostics/first-issue.js";
import { UsageError } from "../diagnostics/usage-error.js";
import type { CheckResult } from "./result.js";
import { markOf, RECORD, type RunRecord } from "./run-record-shape.js";
import { summarize } from "./summary.js";

export function recordOf(result: CheckResult, day: string): RunRecord {
  const { open, pairs, failedInputs } = summarize(result);
  const marked = (status: "open" | "accepted") =>
    result.findings.flatMap((one) => (one.status === status ? [markOf(one)] : [])).sort();
  return {
    version: 1,
    tool: `zoneproof ${result.version}`,
    day,
    open,
    pairs,
    failedInputs,
    openFindings: marked("open"),
    acceptedFindings: marked("accepted"),
  };
}

/** @throws UsageError when the text is none: a trend with a hole in it would mislead. */
export function readRunRecord(text: string, path: string): RunRecord {
  const help = "check --history writes one for each run; move what is none away";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`the record ${path} is no JSON`, help);
  }
  const read = RECORD.safeParse(value);
  if (read.success) return read.data;
  throw new UsageError(`the record ${path} cannot be used: ${firstIssue(read.error)}`, help);
}
