/** What translations of one device make of packets that pass it, for people: those that nothing behind it looks at as well. */
import type { NatRule } from "../../model/device.js";
import { EMPTY, type Node } from "../../packets/diagram.js";
import { type Intervals, intersect, normalize } from "../../packets/intervals.js";
import { valuesOf } from "../../packets/split.js";
import type { SliceScope } from "../rule-sets.js";
import type { Slicing } from "../slicing.js";
import { asTheyAre, viewBehind } from "./address-view.js";
import { changeOf } from "./changes.js";
import { metAt, type Passage, type Point, type Stage, taken } from "./choices.js";
import { plainView } from "./header-view.js";

export interface ToldChanges {
  /** Whether all of the packets surely take the translations that were chosen for them; where none were, yes. */
  readonly surely: Readonly<Record<NatRule["kind"], boolean>>;
  /** Of a device behind which nothing looks at the source: what may translate it, in order. */
  readonly unseen: readonly UnseenChange[];
}

export interface UnseenChange {
  readonly nat: NatRule;
  readonly from: Intervals<number | bigint>;
  readonly to: Intervals<number | bigint>;
  /** Whether it surely translates all that it may. */
  readonly surely: boolean;
}

/** @param packets that pass the device, told as sets tell them. */
export function toldChanges(
  slicing: Slicing,
  scope: SliceScope,
  passage: Passage | undefined,
  packets: Node,
): ToldChanges {
  const { diagram } = slicing.space;
  const stage = passage?.forwarded ?? { scope, view: plainView(scope) };
  const at: Point = { stage, kind: "source", by: passage?.destination ?? [] };
  const isTaken = (point: Point, chosen: readonly NatRule[]) =>
    chosen.length === 0 || diagram.isWithin(packets, taken(slicing, point, chosen).must);
  if (passage === undefined) return { surely: CERTAIN, unseen: unseenAt(slicing, at, packets) };
  const { incoming, destination, source } = passage;
  const surely = {
    destination: isTaken({ stage: incoming, kind: "destination" }, destination),
    source: isTaken(at, source ?? []),
  };
  return { surely, unseen: source === undefined ? unseenAt(slicing, at, packets) : [] };
}

const CERTAIN = { destination: true, source: true };

function unseenAt(slicing: Slicing, at: Point, packets: Node): UnseenChange[] {
  const { rules, space } = slicing;
  const { diagram } = space;
  const { scope } = at.stage;
  const found: UnseenChange[] = [];
  let left = packets;
  let others: Node = EMPTY;
  for (const { nat, cut } of metAt(slicing, at).met) {
    const takes = diagram.and(cut.upper, left);
    if (takes === EMPTY) continue;
    if (nat.exempt !== true) {
      const { address } = changeOf(rules, [nat], scope.family);
      const from = intersect(seenOf(slicing, at.stage, takes), address.from);
      const to = viewBehind(asTheyAre(from), address).seen;
      found.push({ nat, from, to, surely: diagram.isWithin(takes, diagram.diff(cut.lower, others)) });
    }
    left = diagram.diff(left, cut.lower);
    others = diagram.or(others, cut.upper);
  }
  return found;
}

/** Sources of packets as they come; where another device changed these, all that may come. */
function seenOf({ space }: Slicing, { view, scope }: Stage, packets: Node): UnseenChange["from"] {
  const { shift } = view.source;
  if (shift === undefined || Number(shift) !== 0) return scope.sources;
  return normalize(valuesOf(space, packets, "src"), space.domain);
}
