/** Collects what a finding shows from the facts its policy pointed at. */
import type { BoxFacts, DoubtFacts, LocationFacts, RuleFactsForPolicies, WitnessFacts } from "../facts/common.js";
import { type EvidencePath, isRecord } from "./said.js";
import { ruleOf } from "./wording.js";

export interface Evidence {
  /** In the order of the paths, each place once. */
  readonly locations: readonly LocationFacts[];
  readonly boxes: readonly BoxFacts[];
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
  doubts?: DoubtFacts[];
}

/**
 * Follows every path into `slice`; a path to a list stands for each of its items, one to a witness for that witness.
 * @throws Error when a path leads nowhere: the policy and the facts do not fit.
 */
export function collectEvidence(slice: unknown, paths: readonly EvidencePath[]): Evidence {
  const about = paths.map((path) => lookUp(slice, path));
  const rule = ruleOf(about[0]);
  const shown = paths.flatMap((path, index) => showAll(about[index], path));
  const device = shown.find((part) => part.rule !== undefined)?.rule?.device ?? deviceOf(shown);
  const witness = shown.find((part) => part.witness !== undefined)?.witness;
  return {
    about,
    locations: unique(shown.flatMap(placesOf)),
    boxes: joined(shown, (part) => part.boxes),
    doubts: joined(shown, (part) => part.doubts),
    ...(rule === undefined ? {} : { rule }),
    ...(witness === undefined ? {} : { witness }),
    ...(device === undefined ? {} : { device }),
  };
}

function deviceOf(shown: readonly Shown[]): string | undefined {
  return shown.find((part) => part.device !== undefined)?.device;
}

/** The lists of places of one part: each holds a place once. */
function placesOf({ rule, locations, location }: Shown): (readonly LocationFacts[])[] {
  const lists = [rule?.locations, locations, location && [location]];
  return lists.filter((list) => list !== undefined && list.length > 0) as LocationFacts[][];
}

/** The lists of all parts after one another; the one there is as it is, since most findings show one. */
function joined<T>(shown: readonly Shown[], listOf: (part: Shown) => readonly T[] | undefined): readonly T[] {
  const lists = shown.map(listOf).filter((list) => list !== undefined && list.length > 0) as (readonly T[])[];
  return lists.length === 1 ? (lists[0] ?? []) : lists.flat();
}

function showAll(at: unknown, path: EvidencePath): Shown[] {
  return Array.isArray(at) ? at.map((item) => show(item, path)) : [show(at, path)];
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
  if (path.at(-1)?.toString().endsWith("witness") && isWitness(facts)) return { witness: facts };
  return isDoubt(facts) ? { doubts: [facts] } : (facts as Shown);
}

function isWitness(facts: object): facts is WitnessFacts {
  return "protocol" in facts;
}

function isDoubt(facts: object): facts is DoubtFacts {
  return "reason" in facts;
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
