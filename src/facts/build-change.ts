/** Change facts from the comparison of two sides. */
import type { Shift } from "../analyse/change/bounds.js";
import type { CourseChange, DeviceShift, PacketClass } from "../analyse/change/compare-devices.js";
import type { DecidingRule, PairChange } from "../analyse/change/compare-pairs.js";
import { boxesOf, packetsIn } from "../packets/boxes.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { likeFresh } from "../packets/like-fresh.js";
import type { PacketSpace } from "../packets/space.js";
import { type Describers, describeRule } from "./build-pair.js";
import type { ChangeStatus, CourseChangeFacts, FlowChangeFacts, PairChangeFacts, ShiftFacts } from "./change.js";
import type { RuleFactsForPolicies, WitnessFacts } from "./common.js";
import type { PairFacts } from "./pair.js";
import { type Names, SetDescriber } from "./sets.js";
import { type PairZones, type PartedShift, partedShifts, partedUndeclared } from "./shift-parts.js";

const SHOWN_BOXES = 5;
const SHOWN_RULES = 8;

/** What change facts are made with: the words of the side after, and the rules of both. */
export interface ChangeView {
  readonly names: Names;
  readonly describers: Describers;
}

/** What is known of a pair on both sides. */
export interface PairOnBoth {
  readonly from: string;
  readonly to: string;
  readonly before: PairFacts | undefined;
  readonly after: PairFacts | undefined;
  /** Per family. */
  readonly changes: readonly PairChange[];
  readonly zones: Pick<PairZones, "before" | "after">;
}

export function pairChangeFacts(pair: PairOnBoth, view: ChangeView): PairChangeFacts {
  const { from, to, before, after, changes } = pair;
  const zones = { from, to, ...pair.zones };
  const told = (parts: (change: PairChange, zones: PairZones) => PartedShift[]) =>
    changes.flatMap((change) => parts(change, zones).map((shift) => shiftFacts(change.space, shift, "start", view)));
  return {
    from,
    to,
    ...(after?.conduit === undefined ? {} : { conduit: after.conduit.id }),
    ...(before === undefined ? {} : { before: before.verdict }),
    ...(after === undefined ? {} : { after: after.verdict }),
    status: statusOf(changes.map((change) => ({ ...change, isOpen: change.open !== EMPTY }))),
    shifts: told(partedShifts),
    undeclared: told(partedUndeclared),
    flows: changes.flatMap((change) => flowFacts(change, view)),
  };
}

export function courseChangeFacts(change: CourseChange, view: ChangeView): CourseChangeFacts {
  const { ingress, egress, alike, space, shifts } = change;
  return {
    ingress,
    ...(egress === undefined ? {} : { egress }),
    alike: alike.map((one) => ({ ...one })),
    status: statusOf([change]),
    shifts: shifts.map((shift) => shiftFacts(space, shift, shift.packetClass, view)),
  };
}

function statusOf(
  changes: readonly { readonly shifts: readonly Shift[]; readonly isOpen: boolean; readonly isUndecided: boolean }[],
): ChangeStatus {
  if (changes.some(({ shifts }) => shifts.length > 0)) return "changed";
  if (changes.some(({ isUndecided }) => isUndecided)) return "undecided";
  return changes.some(({ isOpen }) => isOpen) ? "open" : "same";
}

/** Flows that are as they were are left out. */
function flowFacts({ space, flows }: PairChange, { names }: ChangeView): FlowChangeFacts[] {
  return flows
    .filter(({ before, after, stopped }) => before !== after || stopped !== EMPTY)
    .map(({ id, before, after, stopped }) => ({
      id,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(stopped === EMPTY ? {} : { stopped_witness: new SetDescriber(names).witness(space, stopped) }),
    }));
}

function shiftFacts(
  space: PacketSpace,
  { before, after, packets, carriedBy }: PartedShift | DeviceShift,
  packetClass: PacketClass,
  view: ChangeView,
): ShiftFacts {
  const sets = new SetDescriber(view.names);
  const like = toldAs(space, packets, packetClass);
  const all = boxesOf(space, like);
  const { protocols } = sets.describe(space, like, EMPTY);
  const boxes = all.slice(0, SHOWN_BOXES).map((box) => {
    const node = space.diagram.product(box);
    const part = packetClass === "start" ? node : space.diagram.and(packets, withAddressesOf(space, box));
    const [told] = sets.describe(space, node, EMPTY).boxes;
    if (told === undefined) throw new Error("a set that is not empty has no box");
    const { packets: held, ...sides } = told;
    // Of replies and fragments the box tells the packets that they are like, which are not as many.
    const size = packetClass === "start" && held !== undefined ? { packets: held } : {};
    return { ...sides, ...size, witness: named(sets.witness(space, part), packetClass) };
  });
  const left = all.slice(SHOWN_BOXES).reduce((sum, box) => sum + packetsIn(space, box), 0n);
  return {
    before,
    after,
    family: space.layout.family,
    packets: packetClass,
    boxes,
    more_boxes: Math.max(0, all.length - SHOWN_BOXES),
    more_packets: String(left),
    protocols,
    carried_by: rulesFacts(carriedBy, view),
    lines: [],
    more_lines: 0,
    lines_decide: false,
  };
}

function toldAs(space: PacketSpace, packets: Node, packetClass: PacketClass): Node {
  if (packetClass === "start") return packets;
  return likeFresh(space, packets, packetClass === "replies" ? "flags" : "dstPort");
}

/** Packets between the addresses of a box. */
function withAddressesOf(space: PacketSpace, { sources, destinations }: ReturnType<typeof boxesOf>[number]): Node {
  return space.diagram.and(space.field("src", sources), space.field("dst", destinations));
}

/** The packet as `zoneproof trace` reads it. */
function named(witness: WitnessFacts, packetClass: PacketClass): WitnessFacts {
  const word = { start: "", replies: " established", fragments: " fragment" }[packetClass];
  return { ...witness, text: `${witness.text}${word}` };
}

function rulesFacts(rules: readonly DecidingRule[], { describers }: ChangeView): RuleFactsForPolicies[] {
  const facts = rules.map(({ device, rule, table, step }) => describeRule(describers, device, rule, table, step));
  return [...new Set(facts)].slice(0, SHOWN_RULES);
}
