/** What is kept of a run for those after it: a record small enough to keep one of every night for years. */
import { z } from "zod";
import { UsageError } from "../diagnostics/usage-error.js";
import { SEVERITIES } from "../judge/finding.js";
import { markOf } from "./follow-up.js";
import type { CheckResult } from "./result.js";
import { summarize } from "./summary.js";

const count = z.int().min(0);
const counts = <const Keys extends readonly string[]>(keys: Keys) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, count])) as Record<Keys[number], typeof count>);
/** The first 16 digits of fingerprints. */
const marks = z.array(z.string().regex(/^[0-9a-f]{16}$/));

const RECORD = z.strictObject({
  version: z.literal(1),
  tool: z.string(),
  /** For which dates were judged. */
  day: z.iso.date(),
  open: counts(SEVERITIES),
  pairs: counts(["violated", "unproved", "proved"]),
  failedInputs: count,
  openFindings: marks,
  acceptedFindings: marks,
});

export type RunRecord = z.infer<typeof RECORD>;

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
  const [issue] = read.error.issues;
  throw new UsageError(`the record ${path} cannot be used: ${issue?.path.join(".")}: ${issue?.message}`, help);
}
