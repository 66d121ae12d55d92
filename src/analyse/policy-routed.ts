/** What policies decide about before a router looks at its table. */
import type { Interface, PolicyRouted } from "../model/device.js";
import { contains, type Intervals, intersect, normalize, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Way } from "../resolve/forwarding-table.js";
import { connectedNetworks, touchedAddresses } from "../resolve/networks.js";
import type { Plant } from "../resolve/plant.js";
import type { Door } from "../resolve/topology.js";
import { ofPlantIn } from "./of-plant.js";

type Addresses = Intervals<number | bigint>;

/** A way, or the part of one, that a policy may send packets past. */
export interface SteeredWay extends Way {
  readonly isSteered?: true;
}

/** The ways of a router for some destinations, for what comes in by an interface: apart where a policy of it comes first. */
export function steeredWays(
  ways: readonly Way[],
  ingress: Interface,
  family: 4 | 6,
  destinations: Addresses,
): readonly SteeredWay[] {
  const { policyRouted = [] } = ingress;
  const domain = domainOf(family);
  const pairs = policyRouted.filter((one) => one.family === family).map(({ from, to }) => [from, to] as const);
  const steered = intersect(destinations, normalize<number | bigint>(pairs, domain));
  if (steered.length === 0) return ways;
  return ways
    .flatMap((way): SteeredWay[] => [
      { ...way, addresses: subtract(way.addresses, steered, domain) },
      { ...way, addresses: intersect(way.addresses, steered), isSteered: true },
    ])
    .filter(({ addresses }) => addresses.length > 0);
}

/** Packets that came in by an interface, and where they are for. */
interface Steered {
  readonly ingress: Interface;
  readonly destinations: Addresses;
}

/**
 * What policies for what comes in by an interface may hand to a router that was not given and that is behind a door: it may know a
 * way to all but what given devices are on, as behind a default route.
 */
export function handedToStrangers(plant: Plant, egress: Door, packets: Steered, family: 4 | 6): Addresses {
  return subtract(handed(plant, egress, packets, family), touchedBy(plant, family), domainOf(family));
}

/** A way out by which packets come back in. */
interface Returned {
  readonly egress: Interface;
  readonly destinations: Addresses;
  readonly arrives: Addresses;
  readonly next: readonly Door[];
  readonly uncertain: true;
  readonly mayBeMissing: true;
  readonly because: string;
}

/**
 * What such a router may send back by the same door, as it may know no other way: a firewall that a policy puts between networks
 * of its router. The router then leads it on as what comes in there.
 * @param routed what routes lead to, one for everywhere aside: policies that come behind these decide nothing about it.
 */
export function returnedByStrangers(
  plant: Plant,
  door: Door,
  packets: Steered,
  family: 4 | 6,
  routed: Addresses,
): readonly Returned[] {
  const egress = door.interface;
  if (egress === packets.ingress) return [];
  const domain = domainOf(family);
  const first = handed(plant, door, packets, family, ({ asDefault }) => asDefault === undefined);
  const others = handed(plant, door, packets, family, ({ asDefault }) => asDefault === true);
  const destinations = union([first, subtract(others, routed, domain)], domain);
  if (destinations.length === 0) return [];
  const because = `a policy hands packets to a router behind ${egress.id} of ${door.device.id} that was not given, and may send them back`;
  return [{ egress, destinations, arrives: [], next: [door], uncertain: true, mayBeMissing: true, because }];
}

function handed(
  plant: Plant,
  egress: Door,
  { ingress, destinations }: Steered,
  family: 4 | 6,
  isAsked: (one: PolicyRouted) => boolean = () => true,
): Addresses {
  const policies = (ingress.policyRouted ?? []).filter(
    (one) => one.family === family && isAsked(one) && mayLeadToStranger(plant, egress, one),
  );
  if (policies.length === 0 || plant.topology.isLink(egress)) return [];
  const ranges = policies.map(({ from, to }): Addresses => [from, to]);
  return intersect(destinations, union(ranges, domainOf(family)));
}

/** A next hop on no network of the device is looked for in its routes, or leaves packets to them: which is not documented for all. */
function mayLeadToStranger({ topology }: Plant, egress: Door, { family, nextHops }: PolicyRouted): boolean {
  if (nextHops === undefined) return true;
  const networksOf = (one: Interface) => connectedNetworks(one, family);
  const networks = networksOf(egress.interface);
  return nextHops.some((hop) => {
    const isNear = egress.device.interfaces.some((one) => contains(networksOf(one), hop));
    const isThere = !isNear || networks.length === 0 || contains(networks, hop);
    return isThere && topology.owners(egress, hop).length === 0;
  });
}

const touchedBy = ofPlantIn(({ devices, zones, map }, family): Addresses => {
  const internet = new Set(map?.zones.filter(({ kind }) => kind === "internet").map(({ id }) => id));
  const open = zones.filter(({ zone }) => internet.has(zone));
  return touchedAddresses(
    devices.map(({ device }) => device),
    open,
    family,
  );
});
