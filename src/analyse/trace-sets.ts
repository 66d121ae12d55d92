/** One packet, answered by the engine's sets: the second opinion beside the evaluator's walk. */
import type { Device } from "../model/device.js";
import type { Packet } from "../model/packet.js";
import type { InterfaceId } from "../model/rule.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import type { Intervals } from "../packets/intervals.js";
import { PacketSpace } from "../packets/space.js";
import { type Bounds, domainOf } from "../resolve/address-bounds.js";
import { dialledPassages } from "./nat/dialled.js";
import { DeviceRules, type ResolvedRule, RuleSlicer, type SliceScope } from "./rule-sets.js";
import { withoutSession } from "./sessions.js";
import { evaluateSlice, type SliceOutcome } from "./slice.js";
import type { Slicing } from "./slicing.js";

/** A packet, or all that differ in an address that is left out. */
export type AskedPacket = Omit<Packet, "src" | "dst"> & {
  readonly src: number | bigint | undefined;
  readonly dst: number | bigint | undefined;
};

/** What surely and what possibly passes of what is asked about, as a verdict; of several packets, of any of them. */
export type SetVerdict = "permit" | "deny" | "unknown";

type Ask<Answer> = (packet: AskedPacket, ingress: InterfaceId, egress: InterfaceId | "self") => Answer;

/** Answers packets on one device. Rules are resolved once; a slice is as small as the packet's own addresses. */
export function createSetTracer(device: Device): Ask<SetVerdict> {
  const ask = createSetAnswers(device);
  return (...asked) => ask(...asked).verdict;
}

/** A verdict, with the rules of which no set says exactly which addresses they match, although no doubt is about these. */
export interface SetAnswer {
  readonly verdict: SetVerdict;
  readonly scattered: () => readonly ResolvedRule[];
}

/** The same with what keeps a verdict open. */
export function createSetAnswers(device: Device): Ask<SetAnswer> {
  const rules = new DeviceRules(device);
  const services = new Map(device.services.map((object) => [object.id, object]));
  return (packet, ingress, egress) => {
    const scope: SliceScope = {
      family: packet.family,
      ingress,
      egress: egress === "self" ? undefined : egress,
      sources: addressesOf(packet.src, packet.family),
      destinations: addressesOf(packet.dst, packet.family),
    };
    const space = new PacketSpace(packet.family);
    const one = packetNode(space, packet);
    const opens = isOpening(packet);
    const slicing: Slicing = {
      rules,
      slicer: new RuleSlicer(rules, space, space.universe),
      space,
      within: one,
      meet: (rule, step) => (opens ? rule : withoutSession(rule, step, services)),
    };
    const passages = egress === "self" ? [] : dialledPassages(rules, scope);
    const slices =
      passages.length > 0
        ? passages.map((passage) => evaluateSlice(slicing, scope, passage))
        : [evaluateSlice({ ...slicing, slicer: new RuleSlicer(rules, space, one) }, scope)];
    return { verdict: verdictOf(slices), scattered: () => slices.flatMap(scatteredIn) };
  };
}

function scatteredIn({ byFilter }: SliceOutcome): ResolvedRule[] {
  const open = byFilter.flatMap(({ rules }) => rules.filter(({ lower, upper }) => lower !== upper));
  return open
    .map(({ resolved }) => resolved)
    .filter(({ source, destination }) => [source, destination].some(isScattered));
}

/** A wildcard that stands for too many ranges is taken for anything between nothing and its span. */
function isScattered({ lower, upper, doubts }: Bounds): boolean {
  return lower !== upper && doubts.length === 0;
}

/** What all choices of translations that the packet may meet agree on. */
function verdictOf(slices: readonly SliceOutcome[]): SetVerdict {
  const met = slices.filter(({ whole }) => whole !== EMPTY);
  if (met.every(({ may }) => may === EMPTY)) return "deny";
  return met.every((slice) => slice.surely !== EMPTY) ? "permit" : "unknown";
}

/** Whether a packet can open a session: every one but TCP with ACK or RST. */
function isOpening(packet: AskedPacket): boolean {
  return packet.protocol !== 6 || (packet.flags & 20) === 0;
}

function addressesOf(address: number | bigint | undefined, family: 4 | 6): Intervals<number | bigint> {
  const { min, max } = domainOf(family);
  return address === undefined ? [min, max] : [address, address];
}

function packetNode(space: PacketSpace, packet: AskedPacket): Node {
  const hasPorts = packet.protocol !== 1 && packet.protocol !== 58;
  return space.diagram.and(
    space.universe,
    space.all([
      space.field("src", addressesOf(packet.src, packet.family)),
      space.field("dst", addressesOf(packet.dst, packet.family)),
      space.field("protocol", [packet.protocol, packet.protocol]),
      space.field("dstPort", hasPorts ? [packet.dstPort, packet.dstPort] : [packet.icmpType, packet.icmpType]),
      space.field("srcPort", hasPorts ? [packet.srcPort, packet.srcPort] : [packet.icmpCode, packet.icmpCode]),
      space.field("flags", [packet.flags, packet.flags]),
      space.field("tail", packet.tail ? [1, 1] : [0, 0]),
    ]),
  );
}
