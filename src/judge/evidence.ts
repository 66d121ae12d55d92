/** Collects what a finding shows from the facts its policy pointed at. */
import type { BoxFacts, DoubtFacts, LocationFacts, WitnessFacts } from "../facts/common.js";
import { type EvidencePath, isRecord } from "./said.js";

export interface Evidence {
  /** In the order of the paths, each place once. */
  readonly locations: readonly LocationFacts[];
  readonly boxes: readonly BoxFacts[];
  readonly doubts: readonly DoubtFacts[];
  readonly witness?: WitnessFacts;
  /** The device of the first rule among them. */
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
  const shown = paths.flatMap((path) => follow(slice, path));
  const rule = shown.find((part) => part.rule !== undefined)?.rule;
  const device = rule?.device ?? shown.find((part) => part.device !== undefined)?.device;
  const witness = shown.find((part) => part.witness !== undefined)?.witness;
  return {
    locations: unique(
      shown.flatMap((part) => [
        ...(part.rule?.locations ?? []),
        ...(part.locations ?? []),
        ...(part.location === undefined ? [] : [part.location]),
      ]),
    ),
    boxes: shown.flatMap((part) => part.boxes ?? []),
    doubts: shown.flatMap((part) => part.doubts ?? []),
    ...(witness === undefined ? {} : { witness }),
    ...(device === undefined ? {} : { device }),
  };
}

function follow(slice: unknown, path: EvidencePath): Shown[] {
  let at: unknown = slice;
  for (const key of path) {
    if (Array.isArray(at)) at = at[Number(key)];
    else at = isRecord(at) ? at[key] : undefined;
  }
  if (Array.isArray(at)) return at.map((item) => show(item, path));
  return [show(at, path)];
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

function unique(locations: readonly LocationFacts[]): LocationFacts[] {
  const seen = new Map<string, LocationFacts>();
  for (const location of locations) {
    const key = `${location.file}:${location.line}:${location.column}:${location.end_line}:${location.end_column}`;
    if (!seen.has(key)) seen.set(key, location);
  }
  return [...seen.values()];
}
