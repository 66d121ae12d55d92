/** Recorded exceptions: what a valid one covers is accepted, and comes back a step more severe when it has expired. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/nearest.js";
import type { ExceptionFacts } from "../facts/map.js";
import { type AppliedException, type Finding, SEVERITIES, type Severity } from "./finding.js";
import { optional } from "./to-finding.js";

/**
 * The findings with what the exceptions make of them: none is left out. Where several fit, one that is valid counts. One of
 * which nobody can tell whether it has expired, because no day was given, does not.
 */
export function applyExceptions(findings: readonly Finding[], exceptions: readonly ExceptionFacts[]): Finding[] {
  const byCheck = new Map<string, ExceptionFacts[]>();
  for (const one of exceptions)
    for (const check of one.checks) byCheck.set(check, [...(byCheck.get(check) ?? []), one]);
  if (byCheck.size === 0) return [...findings];
  return findings.map((finding) => {
    const fitting = (byCheck.get(finding.check) ?? []).filter((one) => one.expired !== undefined && fits(one, finding));
    const best = fitting.find(({ expired }) => expired === false) ?? fitting[0];
    return best === undefined ? finding : applied(finding, best, best.expired === true);
  });
}

/** Reports what exceptions name and no check is called: a mistyped one accepts nothing, and nobody would see why. */
export function reportUnknownChecks(
  exceptions: readonly ExceptionFacts[],
  checks: readonly string[],
  diagnostics: Diagnostics,
): void {
  for (const { id, checks: named, location } of exceptions) {
    for (const name of named.filter((one) => !checks.includes(one))) {
      const { file, line, column, end_line: endLine, end_column: endColumn } = location;
      diagnostics.add(
        "zones/unknown-check",
        { file, line, column, endLine, endColumn },
        {
          message: `the exception ${id} is for the check "${name}", which there is not`,
          help: didYouMean(name, checks) ?? "zoneproof policy list names them",
        },
      );
    }
  }
}

/**
 * Reports exceptions that fit no finding, none of whose checks is mistyped or switched off: nothing is accepted by them, be it
 * that they name the wrong things or that what they were for is mended.
 */
export function reportIdleExceptions(
  exceptions: readonly ExceptionFacts[],
  findings: readonly Finding[],
  { looked, diagnostics }: { readonly looked: ReadonlySet<string>; readonly diagnostics: Diagnostics },
): void {
  const asked = exceptions.filter((one) => one.expired !== undefined && one.checks.every((check) => looked.has(check)));
  for (const one of asked) {
    if (findings.some((finding) => one.checks.includes(finding.check) && fits(one, finding))) continue;
    const { file, line, column, end_line: endLine, end_column: endColumn } = one.location;
    diagnostics.add(
      "zones/idle-exception",
      { file, line, column, endLine, endColumn },
      {
        message: `the exception ${one.id} fits nothing that was found`,
        help: "correct what it names, or take it out of the map when it is no longer needed",
      },
    );
  }
}

/** Everything that an exception names has to be what the finding is about. */
function fits({ zone, conduit, flow, device }: ExceptionFacts, finding: Finding): boolean {
  const zones = [finding.zone, finding.from, finding.to];
  if (zone !== undefined && !zones.includes(zone)) return false;
  if (conduit !== undefined && finding.conduit !== conduit) return false;
  if (flow !== undefined && finding.flow !== flow) return false;
  return device === undefined || finding.device === device;
}

function applied(finding: Finding, facts: ExceptionFacts, expired: boolean): Finding {
  const exception: AppliedException = {
    id: facts.id,
    reason: facts.reason,
    ...optional("compensating", facts.compensating),
    approvedBy: facts.approved_by,
    expires: facts.expires,
    expired,
  };
  if (!expired) return { ...finding, status: "accepted", exception };
  const message = `${finding.message}; the exception ${facts.id} expired on ${facts.expires}`;
  // Advice does not count, whatever anybody wrote about it.
  const severity = finding.status === "open" ? stepUp(finding.severity) : finding.severity;
  return { ...finding, message, severity, exception };
}

function stepUp(severity: Severity): Severity {
  return SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - 1)] ?? severity;
}
