/** Addresses of a network that no host of it has. */
import type { Device, InterfaceAddress } from "../model/device.js";
import { prefix4 } from "../packets/address.js";
import { EMPTY } from "../packets/diagram.js";
import { DOMAIN4, type Intervals, normalize } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import { doubtfulInterfaces, isUnread } from "../resolve/topology.js";
import type { ZoneMap } from "../zones/map.js";
import { ofPlant, ofPlantIn } from "./of-plant.js";
import type { WayOutcome } from "./way-outcome.js";

/**
 * First and last of the IPv4 networks that given devices are on. No host has them, and a router that is on the network keeps
 * what is for them: to send it to all hosts there is off by default (RFC 2644, reference/cisco.md, fortios.md, pfsense.md).
 */
export const edgeAddresses = ofPlantIn((plant, family): Intervals<number | bigint> => {
  const edges = family === 4 ? plant.devices.flatMap(({ device }) => networksOf(device).flatMap(edgesOf)) : [];
  return normalize<number | bigint>(
    edges.map((address) => [address, address] as const),
    domainOf(family),
  );
});

interface Network {
  readonly from: number;
  readonly to: number;
  readonly prefixLength: number;
}

function networksOf(device: Device): Network[] {
  return device.interfaces.flatMap(({ addresses }) => addresses.flatMap(networkOf));
}

function networkOf({ address, prefixLength }: InterfaceAddress): Network[] {
  return typeof address === "bigint" ? [] : [prefix4(address, prefixLength)];
}

/** Network and broadcast addresses; a network of two or one has none (RFC 3021). */
function edgesOf({ from, to, prefixLength }: Network): number[] {
  return prefixLength > 30 ? [] : [from, to];
}

/**
 * Ways without the packets from the first or last address of a network that their zone's hosts are on: no host sends from these
 * (RFC 1122 3.2.1.3), so that they are forged, and no part of a verdict (design 2).
 */
export function fromHosts(plant: Plant, space: PacketSpace, outcomes: readonly WayOutcome[]): WayOutcome[] {
  const edges = space.layout.family === 4 ? edgesOfNobody(plant) : [];
  if (edges.length === 0) return [...outcomes];
  const others = space.diagram.not(space.field("src", edges));
  return outcomes.map((outcome) => {
    const { must, may, byRules } = outcome;
    if (may === EMPTY) return outcome;
    const [surely, perhaps, rules] = [must, may, byRules].map((packets) => space.diagram.and(packets, others));
    return { ...outcome, must: surely ?? EMPTY, may: perhaps ?? EMPTY, byRules: rules ?? EMPTY };
  });
}

/**
 * Those of `edgeAddresses` that nobody has by anything that is given: networks of interfaces all of whose addresses are known,
 * for nothing known as a host's or another network's. A map that says another mask may be the one that is right.
 */
const edgesOfNobody = ofPlant((plant): Intervals<number | bigint> => {
  const known = plant.devices.flatMap(({ device }) => knownNetworks(plant, device));
  const given = [...plant.devices.flatMap(({ device }) => networksOf(device)), ...routesToHosts(plant)];
  const isFree = (edge: number) =>
    given.every((network) => isEdgeOrApart(network, edge)) && isEdgeByMap(plant.map, edge);
  const edges = known.flatMap(edgesOf).filter(isFree);
  return normalize<number | bigint>(
    edges.map((edge) => [edge, edge] as const),
    DOMAIN4,
  );
});

function knownNetworks(plant: Plant, device: Device): Network[] {
  const doubtful = doubtfulInterfaces(device);
  return device.interfaces.flatMap((one): Network[] => {
    const isKnown = one.enabled && one.kind === "routed" && one.addressDoubt === undefined && !isUnread(one, doubtful);
    if (!isKnown || plant.topology.namelessBeside({ device, interface: one }, 4) !== undefined) return [];
    return one.addresses.filter(({ kind }) => kind !== "virtual").flatMap(networkOf);
  });
}

/** Routes for so few addresses that each is one's own. */
function routesToHosts({ devices }: Plant): Network[] {
  return devices.flatMap(({ device }) =>
    device.routes.flatMap(({ network, prefixLength }) =>
      typeof network === "bigint" || prefixLength < 31 ? [] : [prefix4(network, prefixLength)],
    ),
  );
}

function isEdgeOrApart({ from, to, prefixLength }: Network, address: number): boolean {
  if (address < from || address > to) return true;
  return prefixLength <= 30 && (address === from || address === to);
}

/** Whether the map does not speak of it as of a host: by name, or as one in the middle of its smallest network. */
function isEdgeByMap(map: ZoneMap | undefined, address: number): boolean {
  if (map === undefined) return true;
  const holds = ({ from, to }: { readonly from: number | bigint; readonly to: number | bigint }) =>
    typeof from === "number" && from <= address && address <= to;
  if (map.hosts.some(({ ranges }) => ranges.some((range) => holds(range)))) return false;
  const [smallest] = map.zones
    .flatMap(({ networks }) => networks.filter(holds))
    .toSorted((a, b) => b.prefixLength - a.prefixLength);
  return smallest === undefined || smallest.from === address || smallest.to === address;
}
