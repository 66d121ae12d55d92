/** The counts every report begins with. */
import { SEVERITIES, type Severity } from "../judge/finding.js";
import type { CheckResult } from "./result.js";

export interface Summary {
  /** Open findings by severity. */
  readonly open: Readonly<Record<Severity, number>>;
  /** Open findings that are in the baseline. */
  readonly known: number;
  readonly advice: number;
  readonly accepted: number;
  /** Ordered pairs of zones by verdict. */
  readonly pairs: Readonly<Record<"violated" | "unproved" | "proved", number>>;
  /** Inputs that could not be analysed. */
  readonly failedInputs: number;
  /** Checks that were not asked: the profile leaves them out, or the map switches them off. */
  readonly disabled: number;
}

export function summarize(result: CheckResult): Summary {
  const open = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const pairs = { violated: 0, unproved: 0, proved: 0 };
  for (const finding of result.findings) if (finding.status === "open") open[finding.severity]++;
  for (const pair of result.pairs) pairs[pair.verdict]++;
  return {
    open,
    known: result.findings.filter((finding) => finding.status === "known").length,
    advice: result.findings.filter((finding) => finding.status === "advice").length,
    accepted: result.findings.filter((finding) => finding.status === "accepted").length,
    pairs,
    failedInputs: failedIn(result),
    disabled: result.settings.profile.disabled.length,
  };
}

/** Whether every configuration that was given failed: then nothing is known of any device. */
export function isBare(result: CheckResult): boolean {
  return failedIn(result) > 0 && !result.inputs.some(({ role }) => role === "configuration");
}

/** What a result comes to, as one sentence without full stop. */
export function resultText(result: CheckResult): string {
  if (isBare(result)) return `nothing was analysed: ${count(failedIn(result), "input")} NOT ANALYSED`;
  return summaryText(summarize(result), result.map !== undefined);
}

/** The files that a run read, and tried to; earlier reports beside them are none of them. */
export function filesOf({ inputs }: Pick<CheckResult, "inputs">): string[] {
  return inputs.flatMap(({ file, role }) => (role === "skipped" ? [] : [file]));
}

function failedIn({ inputs }: CheckResult): number {
  return inputs.filter(({ role }) => role === "failed").length;
}

/** The summary as one sentence without full stop: findings, pairs where a map was given, inputs that failed. */
export function summaryText(summary: Summary, hasMap: boolean): string {
  const found = SEVERITIES.filter((severity) => summary.open[severity] > 0);
  const findings = found.map((severity) => `${summary.open[severity]} ${severity}`).join(", ");
  const parts = [findings === "" ? "no open findings" : findings];
  if (summary.known > 0) parts.push(`${summary.known} in the baseline`);
  if (hasMap) {
    const { violated, unproved, proved } = summary.pairs;
    parts.push(`pairs: ${violated} violated, ${unproved} unproved, ${proved} proved`);
  }
  if (summary.disabled > 0) parts.push(`${count(summary.disabled, "check")} not asked`);
  if (summary.failedInputs > 0) parts.push(`${count(summary.failedInputs, "input")} NOT ANALYSED`);
  return parts.join("; ");
}

/** `1 pair`, `3 pairs`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
