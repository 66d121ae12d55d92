/** What surely passes between the routers of a way: bridges, and filters of switches on the segments that packets cross. */
import type { Device } from "../model/device.js";
import { EMPTY, FULL, type Node } from "../packets/diagram.js";
import { normalize, subtract, union } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Bridge } from "../resolve/bridges.js";
import type { Carrying } from "../resolve/carried.js";
import { connectedNetworks } from "../resolve/networks.js";
import type { Plant } from "../resolve/plant.js";
import type { Door } from "../resolve/topology.js";
import { type Crossing, mayMeetOn } from "./between.js";
import { surelyBridged } from "./bridged.js";
import { type DoubtfulOwn, doubtfulAmong, doubtfulOwn } from "./doubtful-own.js";
import { crossedBy } from "./net.js";
import type { Reason } from "./reasons.js";
import type { SliceScope } from "./rule-sets.js";
import { traitsOf } from "./traits.js";
import type { Slices } from "./way-outcome.js";
import type { PairWays } from "./ways.js";

/** More filters than these are not looked at: nothing then surely passes. */
const MOST_FILTERS = 400;

/** One device on a way; the last one may be where packets are for. */
interface Point {
  readonly device: Device;
  readonly scope: Pick<SliceScope, "ingress" | "egress">;
}

/** The segments of a way, from the host that sends to the one that is sent to. */
export function crossingsOf(points: readonly Point[]): Crossing[] {
  const doorsOf = ({ device }: Point, id: string | undefined): Door[] =>
    device.interfaces.filter((one) => one.id === id).map((one) => ({ device, interface: one }));
  const [first] = points;
  const before = first === undefined ? [] : [doorsOf(first, first.scope.ingress)];
  const behind = points.map((point, index) => {
    const next = points[index + 1];
    return [...doorsOf(point, point.scope.egress), ...(next === undefined ? [] : doorsOf(next, next.scope.ingress))];
  });
  return [...before, ...behind].filter((doors) => doors.length > 0);
}

/** Every segment that packets between two zones may cross. */
export function crossingsBetween({ ways, net, sharedSegments }: PairWays): Crossing[] {
  return [
    ...ways.flatMap(({ hops }) => crossingsOf(hops)),
    ...(net === undefined ? [] : crossedBy(net)).flatMap((hop) => crossingsOf([hop])),
    ...crossingsOn(sharedSegments),
  ];
}

/** Segments that two zones share. */
export function crossingsOn(shared: PairWays["sharedSegments"]): Crossing[] {
  return shared.map(({ device, interface: one }) => [{ device, interface: one }]);
}

type Ends = Pick<SliceScope, "sources" | "destinations">;

/** What stands between routers: what of it surely passes from host to host, and why more may not. */
export interface Between {
  /** Whichever way packets take. */
  readonly must: Node;
  /** By a way that crosses these segments and no others. */
  readonly on: (crossings: readonly Crossing[]) => Node;
  readonly reasons: readonly Reason[];
}

export function betweenRouters(
  plant: Plant,
  space: PacketSpace,
  slices: Slices,
  ends: Ends,
  crossings: () => readonly Crossing[],
): Between {
  const { diagram, layout } = space;
  const carried = carriedOn(plant, layout.family, ends, crossings);
  const own = doubtfulAmong(doubtfulOwn(plant, layout.family), [ends.sources, ends.destinations]);
  const bridged = surelyBridged(plant, space, slices, ends);
  const everywhere = own.length === 0 ? bridged : diagram.diff(bridged, ownPackets(space, own));
  const past = new Map<string, Node>();
  const passing = (some: readonly Carrying[]): Node => {
    const key = some.map((one) => carried.indexOf(one)).join();
    const found = past.get(key) ?? diagram.and(everywhere, surelyCarried(plant, space, slices, ends, some));
    past.set(key, found);
    return found;
  };
  const must = passing(carried);
  const met = (crossed: readonly Crossing[]) => carriedOn(plant, layout.family, ends, () => crossed);
  return {
    must,
    on: (crossed) => (carried.length === 0 ? must : passing(met(crossed))),
    reasons: [...plant.bridges.map(bridgeReason), ...carried.map(carriedReason), ...own.map(ownReason)],
  };
}

/** What is from or for an address of which it is not known whether it is a device's or a host's. */
function ownPackets(space: PacketSpace, own: readonly DoubtfulOwn[]): Node {
  const addresses = union(
    own.map((one) => one.addresses),
    domainOf(space.layout.family),
  );
  return space.diagram.or(space.field("src", addresses), space.field("dst", addresses));
}

function ownReason({ text, device, at }: DoubtfulOwn): Reason {
  return { text, device, at };
}

function bridgeReason({ device, ports, text }: Bridge): Reason {
  return { text, device, at: ports[0]?.at[0] ?? device.at };
}

function carriedReason(carrying: Carrying): Reason {
  return { text: carriedText(carrying), device: carrying.device, at: carrying.filter.at };
}

/** Why it is not known whether packets meet a filter, as a sentence. */
export function carriedText({ device, filter }: Carrying): string {
  return `whether packets come by ${filter.name} of the switch ${device.id} is not in the files`;
}

/** The filters that packets may meet. Ends on no network of a given device lie behind routers that nothing is known of. */
function carriedOn(plant: Plant, family: 4 | 6, ends: Ends, crossings: () => readonly Crossing[]): readonly Carrying[] {
  if (plant.carried.length === 0) return [];
  const all = crossings();
  const isBeyond = [ends.sources, ends.destinations].some((end) => isOutside(plant, end, family));
  return plant.carried.filter(
    (one) => (one.isAstray && isBeyond) || all.some((doors) => mayMeetOn(one, doors, family)),
  );
}

function isOutside(plant: Plant, addresses: SliceScope["sources"], family: 4 | 6): boolean {
  const domain = domainOf(family);
  const networks = plant.devices.flatMap(({ device }) =>
    device.interfaces.map((one) => connectedNetworks(one, family)),
  );
  const pairs = networks.flatMap((one) => pairsIn(one));
  return subtract(addresses, normalize<number | bigint>(pairs, domain), domain).length > 0;
}

function pairsIn(networks: SliceScope["sources"]): (readonly [number | bigint, number | bigint])[] {
  const pairs: (readonly [number | bigint, number | bigint])[] = [];
  for (let at = 0; at + 1 < networks.length; at += 2) pairs.push([networks[at] ?? 0, networks[at + 1] ?? 0]);
  return pairs;
}

/**
 * What all of them surely let pass. Where a device translates addresses, nothing is sure: which ones packets have when they
 * meet a switch is not followed.
 */
function surelyCarried(
  plant: Plant,
  space: PacketSpace,
  slices: Slices,
  packets: Ends,
  filters: readonly Carrying[],
): Node {
  const { family } = space.layout;
  if (filters.length === 0) return FULL;
  if (traitsOf(plant).translates() || filters.length > MOST_FILTERS) return EMPTY;
  const ways = filters.map(({ alone, filter: { name } }) => ({
    hops: [{ device: alone, scope: { family, ingress: name, egress: name, ...packets } }],
    direct: true,
    uncertain: true,
  }));
  return slices.along(ways).reduce((left, { must }) => space.diagram.and(left, must), FULL);
}
