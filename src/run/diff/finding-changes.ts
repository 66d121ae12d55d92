/** Open findings of both sides against each other. */
import { type Finding, SEVERITIES } from "../../judge/finding.js";
import type { FindingChanges } from "../../report/diff/result.js";

const VERDICTS: readonly Finding["verdict"][] = ["violated", "unproved", "indicated"];

/** By fingerprint: lines may have moved. What is advice or accepted on a side is not open there. */
export function findingChanges(before: readonly Finding[], after: readonly Finding[]): FindingChanges {
  const isOpen = ({ status }: Finding) => status === "open";
  const earlier = new Map(before.filter(isOpen).map((finding) => [finding.fingerprint, finding]));
  const later = after.filter(isOpen);
  const kept = new Set(later.map(({ fingerprint }) => fingerprint));
  const both = later.flatMap((finding) => {
    const was = earlier.get(finding.fingerprint);
    return was === undefined ? [] : [{ before: was, after: finding }];
  });
  const worse = both.filter(({ before: was, after: is }) => isWorse(was, is));
  return {
    appeared: later.filter(({ fingerprint }) => !earlier.has(fingerprint)),
    gone: [...earlier.values()].filter(({ fingerprint }) => !kept.has(fingerprint)),
    worse,
    stayed: both.length - worse.length,
  };
}

function isWorse(before: Finding, after: Finding): boolean {
  const rank = ({ severity, verdict }: Finding) => [SEVERITIES.indexOf(severity), VERDICTS.indexOf(verdict)] as const;
  const [was, is] = [rank(before), rank(after)];
  return is[0] < was[0] || is[1] < was[1];
}
