/** Whether the flows that the map declares get through, and what denies the rest. */
import type { Device } from "../model/device.js";
import type { Rule, Table } from "../model/rule.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { complement, type Intervals, intersect, normalize, subtract, union } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import { unicast } from "../resolve/zone-space.js";
import type { FlowEnd } from "../zones/map.js";
import { claimedWhereItLies } from "./claims.js";
import { type DeclaredFlow, endAddresses } from "./declared.js";
import { deviceAddresses } from "./doors.js";
import { givenAway } from "./doubtful-own.js";
import { deniers } from "./fold.js";
import { edgeAddresses } from "./network-edges.js";
import { ofPlantIn } from "./of-plant.js";
import type { Reason } from "./reasons.js";
import type { SlicedRule } from "./rule-sets.js";
import type { FilterOutcome, SliceOutcome } from "./slice.js";
import type { WayOutcome } from "./way-outcome.js";

export interface FlowState {
  readonly declared: DeclaredFlow;
  readonly state: "open" | "blocked" | "unknown";
  /** Some of what is blocked, usable hosts and ports only. */
  readonly blocked: Node;
  /** Of a blocked flow, what gets there all the same, or may; left out: nothing of it. */
  readonly part?: FlowPart;
  /** The rules that deny that part. */
  readonly blockedBy: readonly Denial[];
  /** Why it cannot be told whether answers get back; left out: it can, or other reasons are known of the pair. */
  readonly because?: Reason;
}

/** What of a flow gets there though the rest is blocked, and from which of its ends. */
export interface FlowPart {
  readonly packets: Node;
  readonly isSure: boolean;
  readonly sources: readonly FlowEnd[];
}

/** Where a flow starts, and the headers between addresses that hosts can have (`usableHosts`). */
export interface FlowStart {
  readonly plant: Plant;
  readonly zone: string;
  readonly hosts: Node;
  /** Whether some of such packets are between hosts whichever addresses the devices have of which not all was read. */
  readonly areSure: (packets: () => Node) => boolean;
  /** Why a gateway that hosts may have stops some of such packets, though they surely pass by another one. */
  readonly stopped: (packets: Node) => Reason | undefined;
}

/** What passes one way: surely, perhaps, and through what. */
export interface Passage {
  readonly must: Node;
  readonly may: Node;
  readonly outcomes: readonly WayOutcome[];
  /** Why no more of it is known. */
  readonly because?: Reason;
  /** Why a gateway that hosts may have stops some of what surely passes by another one; left out: not asked. */
  readonly stopped?: (packets: Node) => Reason | undefined;
}

/** What the answers to a flow are, and what of them gets back; left out where filters keep state. */
export interface Return extends Passage {
  readonly answers: Node;
}

/**
 * Whether a declared flow gets through, its answers included (design 2). Only usable hosts, source ports from 1024 and
 * destination ports above 0 count. A flow to nothing but the devices themselves is no matter of these filters: unknown.
 * @param back asked only of a flow that is not blocked on its way there.
 */
export function flowState(
  space: PacketSpace,
  declared: DeclaredFlow,
  start: FlowStart,
  there: Passage,
  back: () => readonly Return[],
): FlowState {
  const { diagram } = space;
  const usable = diagram.and(usablePart(space, declared.packets), start.hosts);
  const forward = stateOf(space, usable, there, start);
  const worst =
    forward.state === "blocked"
      ? forward
      : back().reduce((left, one) => worseOf(left, returned(space, start, one)), forward);
  if (worst.state === "blocked") return { declared, ...worst, ...partOf(space, declared, start, usable, there) };
  if (worst.state !== "open") return { declared, ...worst };
  const because = isToGroups(space, declared) ? OF_GROUPS : whyNotOpen(usable, start);
  return because === undefined ? { declared, ...worst } : { declared, ...worst, state: "unknown", because };
}

/** Why a flow that surely passes is not known to be open. */
function whyNotOpen(usable: Node, { areSure, stopped }: FlowStart): Reason | undefined {
  if (usable === EMPTY) return OF_DEVICES;
  return areSure(() => usable) ? stopped(usable) : MAYBE_OF_DEVICES;
}

/** What of a blocked flow gets there: the rest of it is denied, or the answers are. */
function partOf(
  space: PacketSpace,
  { flow }: DeclaredFlow,
  { plant, zone, areSure }: FlowStart,
  usable: Node,
  { must, may }: Passage,
): Pick<FlowState, "part"> {
  const { diagram } = space;
  const packets = diagram.and(usable, may);
  if (packets === EMPTY) return {};
  const sendsSome = (end: FlowEnd) =>
    diagram.and(packets, space.field("src", endAddresses(plant, space, [end], zone))) !== EMPTY;
  // Of all that is usable: what passes of it may be thousands of products, each to be compared with each of those of `must`.
  const surely = diagram.and(usable, must);
  const isSure = surely !== EMPTY && areSure(() => surely);
  return { part: { packets, isSure, sources: flow.from.filter(sendsSome) } };
}

function isToGroups(space: PacketSpace, { packets }: DeclaredFlow): boolean {
  return !space.diagram.isWithin(packets, space.field("dst", unicast(space.layout.family)));
}

const OF_GROUPS: Reason = {
  text: "it goes to addresses of no single host (multicast, broadcast): which devices carry such packets on is not looked at",
};

const OF_DEVICES: Reason = {
  text: "no host has its addresses: given devices have them or take them for their own, and packets to a device itself are no matter of what it forwards",
};

const MAYBE_OF_DEVICES: Reason = {
  text: "its addresses are so few that given devices may have them themselves: not all of their own were read",
};

type State = Omit<FlowState, "declared">;

/** What of the answers gets back. */
function returned(space: PacketSpace, start: FlowStart, back: Return): State {
  const usable = space.diagram.and(usableAnswers(space, back.answers), start.hosts);
  const found = stateOf(space, usable, back, start);
  if (found.state === "blocked") return found;
  const because = found.state === "open" ? back.stopped?.(usable) : back.because;
  return because === undefined ? found : { ...found, state: "unknown", because };
}

function worseOf(one: State, other: State): State {
  return one.state === "open" || other.state === "blocked" ? other : one;
}

function stateOf(
  space: PacketSpace,
  usable: Node,
  { must, may, outcomes }: Passage,
  { areSure }: Pick<FlowStart, "areSure">,
): State {
  const { diagram } = space;
  const blocked = diagram.somethingLeft(usable, may);
  if (blocked === EMPTY) return { state: diagram.isWithin(usable, must) ? "open" : "unknown", blocked, blockedBy: [] };
  if (!areSure(() => diagram.diff(usable, may)))
    return { state: "unknown", blocked: EMPTY, blockedBy: [], because: MAYBE_OF_DEVICES };
  const blockedBy = outcomes
    .filter(({ way }) => way.direct)
    .flatMap(({ hops }) => hops.flatMap((hop) => denials(space, hop, blocked)));
  return { state: "blocked", blocked, blockedBy: [...new Map(blockedBy.map((one) => [one.rule, one])).values()] };
}

/** Answers to usable packets: source and destination port have changed places. */
function usableAnswers(space: PacketSpace, answers: Node): Node {
  const { diagram } = space;
  const ports = space.field("protocol", [6, 6, 17, 17, 132, 132]);
  const ordinary = space.all([ports, space.field("dstPort", [1024, 65535]), space.field("srcPort", [1, 65535])]);
  const plain = diagram.diff(
    ordinary,
    diagram.diff(space.field("protocol", [6, 6]), space.flags({ mask: 63, value: 16 })),
  );
  return diagram.and(answers, diagram.or(plain, diagram.not(ports)));
}

/**
 * Headers between addresses that a host can have: not those that given devices have or take for their own, nor first and
 * last of their IPv4 networks, nor those of groups.
 */
export function usableHosts(plant: Plant, space: PacketSpace): Node {
  const hosts = hostAddresses(plant, space.layout.family);
  return space.diagram.and(space.field("src", hosts), space.field("dst", hosts));
}

/** What of declared packets hosts can be meant to send: between usable addresses, from and to ordinary ports. */
export function usablePackets(plant: Plant, space: PacketSpace, packets: Node): Node {
  return space.diagram.and(usablePart(space, packets), usableHosts(plant, space));
}

/** Headers to addresses that no given device has: what is for a device itself ends there, whichever way leads past it. */
export function toNoDevice(plant: Plant, space: PacketSpace): Node {
  return space.field("dst", otherAddresses(plant, space.layout.family));
}

/** Headers from such addresses: a device with an address of a zone's network is no host of the zone, whichever way leads past it. */
export function fromNoDevice(plant: Plant, space: PacketSpace): Node {
  return space.field("src", otherAddresses(plant, space.layout.family));
}

const otherAddresses = ofPlantIn((plant, family) => complement(deviceAddresses(plant, family), domainOf(family)));

const hostAddresses = ofPlantIn((plant, family): Intervals<number | bigint> => {
  const claims = plant.devices.flatMap(({ device }) => device.claims ?? []);
  const claimed = normalize<number | bigint>(
    claims.filter(({ from }) => typeof from === typeof domainOf(family).min).map(({ from, to }) => [from, to] as const),
    domainOf(family),
  );
  const given = givenAway(plant, family).map(({ addresses }) => addresses);
  const taken = union(
    [edgeAddresses(plant, family), claimed, claimedWhereItLies(plant, family), ...given],
    domainOf(family),
  );
  return subtract(intersect(otherAddresses(plant, family), unicast(family)), taken, domainOf(family));
});

function usablePart(space: PacketSpace, packets: Node): Node {
  const { diagram } = space;
  const ports = space.field("protocol", [6, 6, 17, 17, 132, 132]);
  const ordinary = space.all([space.field("srcPort", [1024, 65535]), space.field("dstPort", [1, 65535])]);
  const tcp = space.field("protocol", [6, 6]);
  const synOnly = space.flags({ mask: 63, value: 2 });
  const withPorts = diagram.and(ports, ordinary);
  const opening = diagram.or(diagram.and(withPorts, diagram.and(tcp, synOnly)), diagram.diff(withPorts, tcp));
  return diagram.and(packets, diagram.or(opening, diagram.not(ports)));
}

/** A rule that denies, and where. */
export interface Denial {
  readonly device: Device;
  readonly rule: Rule;
  readonly table?: Table;
  readonly step: string;
}

/** The rules that deny a part of a slice: what nobody else let through. */
function denials(space: PacketSpace, outcome: SliceOutcome, part: Node): Denial[] {
  const { diagram } = space;
  return outcome.byFilter.flatMap((one) => {
    const start = diagram.diff(diagram.and(part, outcome.whole), one.must);
    return deniers(space, one.rules, start).map((rule) => denial(outcome, one, rule));
  });
}

/** How many rules are named as the evidence that nothing else passes. */
const NAMED_DENIALS = 8;

/** The first rules of each step on the direct ways that deny something of a slice, until there are enough of them. */
export function someDenials(outcomes: readonly WayOutcome[]): Denial[] {
  const found = new Map<Rule, Denial>();
  const hops = outcomes.filter(({ way }) => way.direct).flatMap((outcome) => outcome.hops);
  for (const hop of hops) {
    for (const one of hop.byFilter) {
      for (const rule of one.denying(NAMED_DENIALS)) {
        if (found.size === NAMED_DENIALS) return [...found.values()];
        const { resolved } = rule;
        if (!found.has(resolved.rule)) found.set(resolved.rule, denial(hop, one, rule));
      }
    }
  }
  return [...found.values()];
}

function denial({ device }: SliceOutcome, { filter }: FilterOutcome, { resolved }: SlicedRule): Denial {
  const { rule, table } = resolved;
  return { device, rule, ...(table === undefined ? {} : { table }), step: filter.name };
}
