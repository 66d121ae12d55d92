/** Collects what a finding shows from the facts its policy pointed at. */
import type { BoxFacts, DoubtFacts, LocationFacts, RuleFactsForPolicies, WitnessFacts } from "../facts/common.js";
import { type EvidencePath, isRecord } from "./said.js";
import { ruleOf } from "./wording.js";

export interface Evidence {
  /** In the order of the paths, each place once. */
  readonly locations: readonly LocationFacts[];
  readonly boxes: readonly BoxFacts[];
  /** How many packets are in boxes that are not shown, in decimal; left out: all are. */
  readonly morePackets?: string;
  readonly doubts: readonly DoubtFacts[];
  readonly witness?: WitnessFacts;
  /** What the paths lead to. */
  readonly about: readonly unknown[];
  /** The rule that the first path is about. */
  readonly rule?: RuleFactsForPolicies;
  /** The device of the first rule, or else the first that is named. */
  readonly device?: string;
}

/** What is found at one path, by the field names that all facts share (src/facts). */
interface Shown {
  rule?: { device: string; locations: LocationFacts[] };
  device?: string;
  location?: LocationFacts;
  locations?: LocationFacts[];
  witness?: WitnessFacts;
  boxes?: BoxFacts[];
  more_packets?: string;
  doubts?: DoubtFacts[];
}

/**
 * Follows every path into `slice`; a path to a list stands for each of its items, one to a witness for that witness.
 * @param isTogether whether it is of rules together: of each its first place is shown, and not the objects behind it.
 * @throws Error when a path leads nowhere: the policy and the facts do not fit.
 */
export function collectEvidence(slice: unknown, paths: readonly EvidencePath[], isTogether = false): Evidence {
  const about: unknown[] = [];
  const shown: Shown[] = [];
  for (const path of paths) {
    const at = lookUp(slice, path);
    about.push(at);
    if (Array.isArray(at)) for (const item of at) shown.push(show(item, path));
    else shown.push(show(at, path));
  }
  const rule = ruleOf(about[0]);
  const device = shown.find((part) => part.rule !== undefined)?.rule?.device ?? deviceOf(shown);
  const witness = shown.find((part) => part.witness !== undefined)?.witness;
  const morePackets = morePacketsOf(shown);
  return {
    about,
    locations: placesOf(shown, isTogether),
    boxes: joined(shown, (part) => part.boxes),
    doubts: eachDoubtOnce(shown),
    ...(rule === undefined ? {} : { rule }),
    ...(witness === undefined ? {} : { witness }),
    ...(morePackets === undefined ? {} : { morePackets }),
    ...(device === undefined ? {} : { device }),
  };
}

function deviceOf(shown: readonly Shown[]): string | undefined {
  return shown.find((part) => part.device !== undefined)?.device;
}

function morePacketsOf(shown: readonly Shown[]): string | undefined {
  const counts = shown.flatMap(({ more_packets: count }) =>
    count === undefined || count === "0" ? [] : [BigInt(count)],
  );
  return counts.length === 0 ? undefined : String(counts.reduce((sum, count) => sum + count, 0n));
}

/** The places of all parts, each once; the lists of one part hold a place once. */
function placesOf(shown: readonly Shown[], isTogether: boolean): readonly LocationFacts[] {
  const lists: (readonly LocationFacts[])[] = [];
  for (const { rule, locations, location } of shown) {
    const ofRule = isTogether ? rule?.locations.slice(0, 1) : rule?.locations;
    if (ofRule !== undefined && ofRule.length > 0) lists.push(ofRule);
    if (locations !== undefined && locations.length > 0) lists.push(locations);
    if (location !== undefined) lists.push([location]);
  }
  return unique(lists);
}

/** The lists of all parts after one another; the one there is as it is, since most findings show one. */
function joined<T>(shown: readonly Shown[], listOf: (part: Shown) => readonly T[] | undefined): readonly T[] {
  const lists: (readonly T[])[] = [];
  for (const part of shown) {
    const list = listOf(part);
    if (list !== undefined && list.length > 0) lists.push(list);
  }
  return lists.length === 1 ? (lists[0] ?? []) : lists.flat();
}

function lookUp(slice: unknown, path: EvidencePath): unknown {
  let at: unknown = slice;
  for (const key of path) {
    if (Array.isArray(at)) at = at[Number(key)];
    else at = isRecord(at) ? at[key] : undefined;
  }
  return at;
}

/** The slice is ours (src/facts): witness and doubt are told by their names, other shared fields have one meaning each. */
function show(facts: unknown, path: EvidencePath): Shown {
  if (!isRecord(facts)) throw new Error(`a policy points at facts that are not there: ${path.join(".")}`);
  const last = path.at(-1);
  if (typeof last === "string" && last.endsWith("witness") && isWitness(facts)) return { witness: facts };
  return isDoubt(facts) ? { doubts: [facts] } : (facts as Shown);
}

function isWitness(facts: object): facts is WitnessFacts {
  return "protocol" in facts;
}

function isDoubt(facts: object): facts is DoubtFacts {
  return "reason" in facts;
}

/** Parts that are unproved for one reason give it once: two zones behind one doubtful listener share its doubts. */
function eachDoubtOnce(shown: readonly Shown[]): readonly DoubtFacts[] {
  const doubts = joined(shown, (part) => part.doubts);
  if (doubts.length < 2) return doubts;
  const seen = new Map(doubts.map((doubt) => [JSON.stringify(doubt), doubt]));
  return seen.size === doubts.length ? doubts : [...seen.values()];
}

function unique(lists: readonly (readonly LocationFacts[])[]): readonly LocationFacts[] {
  if (lists.length === 1) return lists[0] ?? [];
  const seen = new Map<string, LocationFacts>();
  for (const location of lists.flat()) {
    const key = `${location.file}:${location.line}:${location.column}:${location.end_line}:${location.end_column}`;
    if (!seen.has(key)) seen.set(key, location);
  }
  return [...seen.values()];
}
