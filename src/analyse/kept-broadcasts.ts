/** Packets for a whole network: broadcasts, which are no part of a verdict where the routers on that network keep them (design 2). */
import type { Device, Interface } from "../model/device.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { DOMAIN4, normalize } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";
import { doubtfulInterfaces, isUnread } from "../resolve/topology.js";
import { edgesOf, isEdgeOrApart, networkOf } from "./network-edges.js";
import { whyAstray } from "./route-ways.js";
import type { SliceOutcome } from "./slice.js";
import type { WayOutcome } from "./way-outcome.js";

/**
 * Ways without the packets that a router on them keeps as broadcasts of the network they would leave it for. Where something is
 * translated on a way nothing is left out: which address a router there sees hangs on that.
 */
export function withoutBroadcasts(space: PacketSpace, outcomes: readonly WayOutcome[]): WayOutcome[] {
  if (space.layout.family !== 4) return [...outcomes];
  const { diagram } = space;
  return outcomes.map((outcome) => {
    const { hops, way } = outcome;
    if (outcome.may === EMPTY || way.dialled !== undefined || hops.some((hop) => hop.isTranslated)) return outcome;
    const kept = hops.flatMap(keptOn).map((address) => [address, address] as const);
    if (kept.length === 0) return outcome;
    const others = diagram.not(space.field("dst", normalize<number | bigint>(kept, DOMAIN4)));
    const part = (packets: Node) => diagram.and(packets, others);
    return { ...outcome, must: part(outcome.must), may: part(outcome.may), byRules: part(outcome.byRules) };
  });
}

/** First and last addresses of the networks that packets leave a device for. */
function keptOn({ device, scope }: SliceOutcome): number[] {
  const [ingress, egress] = [scope.ingress, scope.egress].map((id) => device.interfaces.find((one) => one.id === id));
  return ingress === undefined || egress === undefined ? [] : keptBetween(device, ingress, egress);
}

/**
 * First and last addresses of the networks of an interface that its device keeps as broadcasts, of what comes in by another one.
 * Only its own router knows them as that: one that a route leaks them to, a policy, and a route for the very address send them on
 * to a host or router there that may have another mask. Nor is it known where a statement of the interface was not understood.
 */
function keptBetween(device: Device, ingress: Interface, egress: Interface): number[] {
  if (egress.keepsBroadcasts !== true || egress.kind !== "routed" || ingress.router !== egress.router) return [];
  if (whyAstray(device, ingress) !== undefined) return [];
  if (egress.addressDoubt !== undefined || isUnread(egress, doubtfulInterfaces(device))) return [];
  const edges = edgesOn(egress);
  return edges.filter((edge) => !isSentByPolicy(ingress, edge) && !isRouted(device, egress, edge));
}

function isSentByPolicy({ policyRouted = [] }: Interface, address: number): boolean {
  return policyRouted.some(({ from, to }) => from <= address && address <= to);
}

function isRouted({ routes }: Device, { router }: Interface, address: number): boolean {
  return routes.some((route) => route.router === router && route.network === address && route.prefixLength === 32);
}

/** Not what is an ordinary address of another network on the same interface. */
function edgesOn({ addresses }: Interface): number[] {
  const networks = addresses.filter(({ kind }) => kind !== "virtual").flatMap(networkOf);
  return networks.flatMap(edgesOf).filter((edge) => networks.every((network) => isEdgeOrApart(network, edge)));
}
