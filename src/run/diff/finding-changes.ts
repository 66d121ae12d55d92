/** Open findings of both sides against each other. */
import { type Finding, SEVERITIES } from "../../judge/finding.js";
import type { FindingChanges, WorseFinding } from "../../report/diff/result.js";

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
  const gone = [...earlier.values()].filter(({ fingerprint }) => !kept.has(fingerprint));
  const appeared = later.filter(({ fingerprint }) => !earlier.has(fingerprint));
  const edited = editedRules(gone, appeared);
  const [was, is] = [new Set(edited.map((one) => one.before)), new Set(edited.map((one) => one.after))];
  const all = [...both, ...edited];
  const worse = all.filter((one) => isWorse(one.before, one.after));
  return {
    appeared: appeared.filter((finding) => !is.has(finding)),
    gone: gone.filter((finding) => !was.has(finding)),
    worse,
    stayed: all.length - worse.length,
  };
}

/**
 * Findings about a rule that was written anew: one of a check went and one came, of the same device and pair of zones.
 * A rule that is narrowed and still wrong is no new finding; what it lets through more is told packet by packet.
 */
function editedRules(gone: readonly Finding[], appeared: readonly Finding[]): WorseFinding[] {
  const keyOf = ({ check, device, from, to }: Finding) => JSON.stringify([check, device, from, to]);
  const waiting = new Map<string, Finding[]>();
  for (const finding of gone) {
    if (finding.rule === undefined) continue;
    waiting.set(keyOf(finding), [...(waiting.get(keyOf(finding)) ?? []), finding]);
  }
  return appeared.flatMap((after) => {
    const before = after.rule === undefined ? undefined : waiting.get(keyOf(after))?.shift();
    return before === undefined ? [] : [{ before, after }];
  });
}

function isWorse(before: Finding, after: Finding): boolean {
  const rank = ({ severity, verdict }: Finding) => [SEVERITIES.indexOf(severity), VERDICTS.indexOf(verdict)] as const;
  const [was, is] = [rank(before), rank(after)];
  return is[0] < was[0] || is[1] < was[1];
}
