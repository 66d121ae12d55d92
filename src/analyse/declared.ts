/** The packets that the map declares for a pair of zones. */
import type { FlagTest, PortRange, ServiceExpression } from "../model/expression.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { type Intervals, normalize } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import { ServiceSets } from "../resolve/service-sets.js";
import type { Flow, FlowEnd } from "../zones/map.js";

/** A flow, as far as it goes from one zone of a pair to the other. */
export interface DeclaredFlow {
  readonly flow: Flow;
  readonly packets: Node;
}

/** Flows of the map from one zone to the other, as packets of `within`; flows that have none there are left out. */
export function declaredFlows(
  plant: Plant,
  space: PacketSpace,
  from: string,
  to: string,
  within: Node = space.fresh,
): DeclaredFlow[] {
  const services = new ServiceSets({ services: [] }, space);
  return flowsBetween(plant, from, to).flatMap((flow) => {
    const packets = space.diagram.and(flowPackets(plant, space, services, flow, from, to, flow.service), within);
    return packets === EMPTY ? [] : [{ flow, packets }];
  });
}

/**
 * Replies to the flows in the other direction, as far as they look like fresh packets: UDP and ICMP. A path of stateless
 * filters only has to let them through, so there they are declared too (design 2).
 */
export function declaredReplies(plant: Plant, space: PacketSpace, from: string, to: string): Node {
  const services = new ServiceSets({ services: [] }, space);
  const replies = flowsBetween(plant, to, from).map((flow) =>
    mirrored(space, flowPackets(plant, space, services, flow, to, from, flow.service), plant, flow, from, to, services),
  );
  return space.diagram.union(replies);
}

/**
 * Everything that answers one flow, sessions included: what a path of stateless filters has to let back.
 * @param only the services that are asked about; left out: all of the flow.
 */
export function answersTo(
  plant: Plant,
  space: PacketSpace,
  flow: Flow,
  { from, to }: { readonly from: string; readonly to: string },
  only: ServiceExpression = { kind: "any" },
): Node {
  const { diagram } = space;
  const services = new ServiceSets({ services: [] }, space);
  const src = space.field("src", endAddresses(plant, space, flow.to, to));
  const dst = space.field("dst", endAddresses(plant, space, flow.from, from));
  const ofFlow = services.of(answerService(flow.service)).upper;
  const wanted = only.kind === "any" ? ofFlow : diagram.and(ofFlow, services.of(answerService(only)).upper);
  const headers = diagram.and(diagram.and(src, dst), wanted);
  return diagram.diff(headers, space.tails);
}

/** Types of ICMP requests with the type that answers them. */
const ICMP_ANSWERS: Readonly<Record<4 | 6, ReadonlyMap<number, number>>> = {
  4: new Map([
    [8, 0],
    [13, 14],
    [15, 16],
    [17, 18],
  ]),
  6: new Map([[128, 129]]),
};

/** By protocol number. */
const ECHO_REPLIES: ReadonlyMap<number, ServiceExpression> = new Map([
  [1, { kind: "icmp", family: 4, type: 0 }],
  [58, { kind: "icmp", family: 6, type: 129 }],
]);

/** Protocols whose answers look as what they answer, but for their ports: all but TCP and ICMP. */
const UNCHANGED: ServiceExpression = {
  kind: "not",
  of: { kind: "union", of: [6, 1, 58].map((protocol) => ({ kind: "protocol", protocol })) },
};

const ACKNOWLEDGES: readonly FlagTest[] = [{ mask: 16, value: 16 }];

/** The service of an answer: as `mirrorService`, and TCP with ACK set. Of ICMP as a whole only echoes have to be answered. */
function answerService(service: ServiceExpression): ServiceExpression {
  switch (service.kind) {
    case "ports":
      if (service.protocol !== 6) return mirrorService(service);
      return { kind: "ports", protocol: 6, flags: ACKNOWLEDGES, ...sides(service.destination, service.source) };
    case "protocol":
      if (service.protocol === 6) return { kind: "ports", protocol: 6, flags: ACKNOWLEDGES };
      return ECHO_REPLIES.get(service.protocol) ?? service;
    case "union":
      return { kind: "union", of: service.of.map(answerService) };
    case "any":
      return {
        kind: "union",
        of: [UNCHANGED, ...ECHO_REPLIES.values(), { kind: "ports", protocol: 6, flags: ACKNOWLEDGES }],
      };
    default:
      return mirrorService(service);
  }
}

const FLOWS = new WeakMap<Plant, ReadonlyMap<string, readonly Flow[]>>();

function flowsBetween(plant: Plant, from: string, to: string): readonly Flow[] {
  const known = FLOWS.get(plant) ?? flowsByPair(plant);
  FLOWS.set(plant, known);
  return known.get(pairKey(from, to)) ?? [];
}

/** Every flow under each pair of zones that it has ends in, in the order of the map. */
function flowsByPair(plant: Plant): ReadonlyMap<string, readonly Flow[]> {
  const zonesOf = (ends: readonly FlowEnd[]) =>
    new Set(ends.flatMap((end) => (end.kind === "device" || end.zone === undefined ? [] : [end.zone])));
  const found = new Map<string, Flow[]>();
  for (const flow of (plant.map?.conduits ?? []).flatMap((conduit) => conduit.flows)) {
    for (const from of zonesOf(flow.from)) {
      for (const to of zonesOf(flow.to)) {
        const key = pairKey(from, to);
        const list = found.get(key);
        if (list === undefined) found.set(key, [flow]);
        else list.push(flow);
      }
    }
  }
  return found;
}

function pairKey(from: string, to: string): string {
  return `${from}\n${to}`;
}

function flowPackets(
  plant: Plant,
  space: PacketSpace,
  services: ServiceSets,
  flow: Flow,
  from: string,
  to: string,
  service: ServiceExpression,
): Node {
  const { diagram } = space;
  const src = space.field("src", endAddresses(plant, space, flow.from, from));
  const dst = space.field("dst", endAddresses(plant, space, flow.to, to));
  return diagram.and(diagram.and(src, dst), diagram.and(services.of(service).upper, space.fresh));
}

function mirrored(
  space: PacketSpace,
  forward: Node,
  plant: Plant,
  flow: Flow,
  from: string,
  to: string,
  services: ServiceSets,
): Node {
  if (forward === EMPTY) return EMPTY;
  const reply = mirrorService(flow.service);
  const { diagram } = space;
  const src = space.field("src", endAddresses(plant, space, flow.to, from));
  const dst = space.field("dst", endAddresses(plant, space, flow.from, to));
  return diagram.and(diagram.and(src, dst), diagram.and(services.of(reply).upper, space.fresh));
}

/** The service of a reply that starts nothing by itself: ports change places, an ICMP request becomes its answer, and nothing of ICMP asks back. TCP replies are never fresh. */
export function mirrorService(service: ServiceExpression): ServiceExpression {
  switch (service.kind) {
    case "ports":
      if (service.protocol === 6) return { kind: "none" };
      return { kind: "ports", protocol: service.protocol, ...sides(service.destination, service.source) };
    case "icmp":
      return icmpAnswers(service.family, service.type);
    case "union":
      return { kind: "union", of: service.of.map(mirrorService) };
    case "protocol":
      if (service.protocol === 1) return icmpAnswers(4);
      if (service.protocol === 58) return icmpAnswers(6);
      return service.protocol === 6 ? { kind: "none" } : service;
    case "any":
      return { kind: "union", of: [UNCHANGED, icmpAnswers(4), icmpAnswers(6)] };
    default:
      return { kind: "none" };
  }
}

/** What answers requests of a type; left out: of any. */
function icmpAnswers(family: 4 | 6, request?: number): ServiceExpression {
  const answers = [...ICMP_ANSWERS[family]].filter(([type]) => request === undefined || request === type);
  return { kind: "union", of: answers.map(([, type]) => ({ kind: "icmp", family, type })) };
}

function sides(source: readonly PortRange[] | undefined, destination: readonly PortRange[] | undefined) {
  return { ...(source === undefined ? {} : { source }), ...(destination === undefined ? {} : { destination }) };
}

/** The addresses of a flow's ends that lie in one zone. */
export function endAddresses(
  plant: Plant,
  space: PacketSpace,
  ends: readonly FlowEnd[],
  zone: string,
): Intervals<number | bigint> {
  const { family } = space.layout;
  const own = plant.zones.find((one) => one.zone === zone)?.[family] ?? [];
  const pairs = ends.flatMap((end) => {
    if (end.kind === "device" || end.zone !== zone) return [];
    if (end.kind === "zone") return pairList(own);
    return end.ranges.filter((range) => range.family === family).map((range) => [range.from, range.to] as const);
  });
  return normalize<number | bigint>(pairs, domainOf(family));
}

function pairList(set: Intervals<number | bigint>): (readonly [number | bigint, number | bigint])[] {
  return Array.from(
    { length: set.length / 2 },
    (_, index) => [set[2 * index] as number | bigint, set[2 * index + 1] as number | bigint] as const,
  );
}
