/** From where to where the addresses of rules reach: most rules of a list are told from a slice by four comparisons. */

import type { Rule } from "../model/rule.js";
import { MAX_IPV4 } from "../packets/address.js";
import { type Intervals, meets } from "../packets/intervals.js";
import type { Bounds } from "../resolve/address-bounds.js";

/** A rule with its addresses of one family. */
export interface Addressed {
  readonly rule: Pick<Rule, "doubts">;
  readonly source: Bounds;
  readonly destination: Bounds;
}

/** Packets of one family. */
export interface Scope {
  readonly family: 4 | 6;
  readonly sources: Intervals<number | bigint>;
  readonly destinations: Intervals<number | bigint>;
}

/** Shorter lists are as quickly looked through as measured. */
const FEW = 16;

/** Of a set without addresses: what no other set reaches. */
const NO_ENDS = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const;

/** By place four numbers: first and last source, first and last destination. Of IPv6 none: its numbers fit no such array. */
const KNOWN = new WeakMap<readonly Addressed[], Float64Array>();

/** The rules of a list that can meet packets of a slice, in order, until `see` says that it has seen enough. */
export function seeMeeting<R extends Addressed>(rules: readonly R[], scope: Scope, see: (rule: R) => boolean): void {
  const isMeasured =
    scope.family === 4 && rules.length >= FEW && scope.sources.length > 0 && scope.destinations.length > 0;
  if (!isMeasured) {
    for (let index = 0; index < rules.length; index++) {
      const rule = rules[index] as R;
      if (canMeet(rule, scope) && see(rule)) return;
    }
    return;
  }
  const hulls = hullsOf(rules);
  const [firstSource, lastSource] = ends(scope.sources);
  const [firstDestination, lastDestination] = ends(scope.destinations);
  // Every slice looks at every rule of its lists here: nothing is made for one that is far.
  for (let index = 0; index < rules.length; index++) {
    const place = 4 * index;
    // Destinations first: packets from everywhere are looked at more often than packets to everywhere.
    if ((hulls[place + 2] ?? 0) > lastDestination || (hulls[place + 3] ?? 0) < firstDestination) continue;
    if ((hulls[place] ?? 0) > lastSource || (hulls[place + 1] ?? 0) < firstSource) continue;
    const rule = rules[index] as R;
    if (canMeet(rule, scope) && see(rule)) return;
  }
}

/** Whether addresses meet. */
export function canMeet({ rule, source, destination }: Addressed, scope: Scope): boolean {
  if (isAnything(rule)) return true;
  return meets(source.upper, scope.sources) && meets(destination.upper, scope.destinations);
}

function isAnything({ doubts }: Addressed["rule"]): boolean {
  return doubts?.some((doubt) => doubt.effect === "anything") ?? false;
}

function hullsOf(rules: readonly Addressed[]): Float64Array {
  const known = KNOWN.get(rules);
  if (known !== undefined) return known;
  const hulls = new Float64Array(4 * rules.length);
  for (let index = 0; index < rules.length; index++) {
    const { rule, source, destination } = rules[index] as Addressed;
    const isAll = isAnything(rule);
    putEnds(hulls, 4 * index, isAll ? EVERYTHING : source.upper);
    putEnds(hulls, 4 * index + 2, isAll ? EVERYTHING : destination.upper);
  }
  KNOWN.set(rules, hulls);
  return hulls;
}

const EVERYTHING: Intervals<number> = [0, MAX_IPV4];

function putEnds(hulls: Float64Array, place: number, set: Intervals<number | bigint>): void {
  const found = ends(set);
  hulls[place] = found[0];
  hulls[place + 1] = found[1];
}

/** First and last of a set; of none, such as no other set reaches. */
function ends(set: Intervals<number | bigint>): readonly [number, number] {
  return set.length === 0 ? NO_ENDS : [Number(set[0]), Number(set[set.length - 1])];
}
