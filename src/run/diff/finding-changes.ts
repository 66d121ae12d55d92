/** Open findings of both sides against each other. */
import { type Finding, SEVERITIES } from "../../judge/finding.js";
import type { FindingChanges, WorseFinding } from "../../report/diff/result.js";

const VERDICTS: readonly Finding["verdict"][] = ["violated", "unproved", "indicated"];

/** The open findings of a side, and the texts they were found in. */
export interface FoundIn {
  readonly findings: readonly Finding[];
  readonly texts: readonly string[];
}

/** By fingerprint: lines may have moved. What is advice or accepted on a side is not open there. */
export function findingChanges(sideBefore: FoundIn, sideAfter: FoundIn): FindingChanges {
  const [before, after] = [sideBefore.findings, sideAfter.findings];
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
  const edited = [
    ...editedRules(gone, appeared),
    ...renamedThings(gone, appeared, (was, is) => !names(sideAfter, was) && !names(sideBefore, is)),
  ];
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

/**
 * Findings about a list, an object or the like that got another name: they say the same but for one word, which stands in
 * the texts of its own side alone. Whoever renames a thing repairs nothing and breaks nothing.
 */
function renamedThings(
  gone: readonly Finding[],
  appeared: readonly Finding[],
  isNewName: (before: string, after: string) => boolean,
): WorseFinding[] {
  const waiting = gone.filter(({ rule }) => rule === undefined);
  return appeared.flatMap((after) => {
    if (after.rule !== undefined) return [];
    const place = waiting.findIndex((before) => {
      const [was, is] = keyOf(before) === keyOf(after) ? onlyOthers(before.message, after.message) : [];
      return was !== undefined && is !== undefined && isNewName(was, is);
    });
    return waiting.splice(place, place < 0 ? 0 : 1).map((before) => ({ before, after }));
  });
}

/** The word in which two sentences differ, in each; nothing where they differ in more, or in a number. */
function onlyOthers(before: string, after: string): [string, string] | [] {
  const [was, is] = [before.split(" "), after.split(" ")];
  if (was.length !== is.length) return [];
  const places = was.flatMap((word, place) => (word === is[place] ? [] : [place]));
  const [place] = places;
  const [one, other] = [was[place ?? -1] ?? "", is[place ?? -1] ?? ""].map((word) =>
    word.replace(/^["(]+|[",:;)]+$/g, ""),
  );
  return places.length === 1 && one && other && /\p{L}/u.test(one) && /\p{L}/u.test(other) ? [one, other] : [];
}

function names({ texts }: FoundIn, word: string): boolean {
  return texts.some((text) => text.includes(word));
}

function keyOf({ check, device, from, to }: Finding): string {
  return JSON.stringify([check, device, from, to]);
}

function isWorse(before: Finding, after: Finding): boolean {
  const rank = ({ severity, verdict }: Finding) => [SEVERITIES.indexOf(severity), VERDICTS.indexOf(verdict)] as const;
  const [was, is] = [rank(before), rank(after)];
  return is[0] < was[0] || is[1] < was[1];
}
