/** What of the checks is not as they are by themselves, in words: every report shows it. */
import type { JudgingSettings } from "./result.js";
import { count } from "./summary.js";

/** One sentence each, without full stop; none where everything is as usual. */
export function settingsLines({ profile, own, tuned }: JudgingSettings): string[] {
  const { id, disabled, severities } = profile;
  const byReason = new Map<string, string[]>();
  for (const { check, reason } of disabled) byReason.set(reason, [...(byReason.get(reason) ?? []), check]);
  return [
    ...(id === "iec62443" ? [] : [`the profile is ${id}`]),
    ...[...byReason].map(([reason, checks]) => `${count(checks.length, "check")} ${reason}: ${checks.join(", ")}`),
    ...severities.map(({ check, severity, usual }) => `${check} is ${severity} here, by itself ${usual}`),
    ...(own === undefined
      ? []
      : [`${own.label} adds ${listOf(own.checks.filter((one) => !own.overrides.includes(one)))}`]),
    ...(own === undefined || own.overrides.length === 0
      ? []
      : [`${own.label} stands in place of the shipped ${listOf(own.overrides)}`]),
    ...tuned.map(
      ({ check, name, value, usual }) =>
        `${check} measures by ${name} ${JSON.stringify(value)}, by itself ${JSON.stringify(usual)}`,
    ),
  ];
}

function listOf(checks: readonly string[]): string {
  return checks.length === 0 ? "no check" : checks.join(", ");
}
