/** Findings grouped by cause: the lines that have to change. */
import type { Finding, Severity } from "../judge/finding.js";

/** One cause with all that is said about it. */
export interface Cause {
  /** Of the worst finding. */
  readonly severity: Severity;
  /** What people call it: the device and the rule, or what is wrong where no rule is to blame. */
  readonly name: string;
  /** Worst first. */
  readonly checks: readonly CauseCheck[];
  /** All places, those of the worst finding first, each once. */
  readonly locations: Finding["locations"];
}

/** What one check says about the cause: often the same for many pairs of zones. */
export interface CauseCheck {
  readonly check: string;
  readonly findings: readonly [Finding, ...Finding[]];
}

/**
 * Groups findings whose first place is the same, in the order of the first of each group. Three hundred findings that
 * one rule causes are one cause.
 * @param findings worst first, as `CheckResult` has them.
 */
export function groupByCause(findings: readonly Finding[]): Cause[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) push(groups, causeOf(finding), finding);
  return [...groups.values()].flatMap((group) => {
    const [worst] = group;
    if (worst === undefined) return [];
    return [{ severity: worst.severity, name: nameOf(worst), checks: byCheck(group), locations: placesOf(group) }];
  });
}

/** The first place alone: a device's name is not part of it, since a map line may concern several. */
function causeOf(finding: Finding): string {
  const place = finding.locations[0];
  return place ? `${place.file}\n${place.line}\n${place.end_line}` : `\n${finding.device ?? ""}\n${finding.check}`;
}

function nameOf({ device, rule, title }: Finding): string {
  return [device, rule ?? title].filter((part) => part !== undefined).join(", ");
}

function byCheck(findings: readonly Finding[]): CauseCheck[] {
  const checks = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const known = checks.get(finding.check);
    if (known) known.push(finding);
    else checks.set(finding.check, [finding]);
  }
  return [...checks].map(([check, grouped]) => ({ check, findings: grouped }));
}

function placesOf(findings: readonly Finding[]): Finding["locations"] {
  const places = new Map<string, Finding["locations"][number]>();
  for (const place of findings.flatMap((finding) => finding.locations)) {
    const key = `${place.file}\n${place.line}\n${place.column}\n${place.end_line}\n${place.end_column}`;
    if (!places.has(key)) places.set(key, place);
  }
  return [...places.values()];
}

function push<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}
