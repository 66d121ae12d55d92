/** Addresses of a network that no host of it has. */
import type { Device, InterfaceAddress } from "../model/device.js";
import { prefix4 } from "../packets/address.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { covers, DOMAIN4, type Intervals, normalize } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment } from "../resolve/attachments.js";
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

/** The IPv4 network of an address; of another one none. */
export function networkOf({ address, prefixLength }: InterfaceAddress): Network[] {
  return typeof address === "bigint" ? [] : [prefix4(address, prefixLength)];
}

/** Network and broadcast addresses; a network of two or one has none (RFC 3021). */
export function edgesOf({ from, to, prefixLength }: Network): number[] {
  return prefixLength > 30 ? [] : [from, to];
}

/**
 * Ways without the packets from the first or last address of a network whose other addresses given devices have, all of them: of a
 * link between two routers. Nobody has these two (RFC 1122 3.2.1.3): they are forged, and no part of a verdict (design 2). Where
 * somebody else may be on the network, he may have another mask.
 */
export function fromHosts(
  plant: Plant,
  space: PacketSpace,
  zone: string,
  outcomes: readonly WayOutcome[],
): readonly WayOutcome[] {
  const edges = space.layout.family === 4 ? edgesOfNobody(plant, zone) : [];
  if (edges.length === 0) return outcomes;
  const others = space.diagram.not(space.field("src", edges));
  return outcomes.map((outcome) => {
    const { must, may, byRules } = outcome;
    if (may === EMPTY) return outcome;
    const part = (packets: Node) => space.diagram.and(packets, others);
    return { ...outcome, must: part(must), may: part(may), byRules: part(byRules) };
  });
}

/** Those of links that a zone is on. None that anything given speaks of as of a host's, or as of an ordinary one of another network. */
function edgesOfNobody(plant: Plant, zone: string): Intervals<number | bigint> {
  const others = knownNetworks(plant);
  const edges = plant.attachments
    .filter((one) => one.zone === zone)
    .flatMap((attachment) => linksAt(plant, attachment))
    .flatMap(({ from, to }) => [from, to])
    .filter((edge) => others.every((one) => isEdgeOrApart(one, edge)) && !isNamed(plant.map, edge));
  return normalize<number | bigint>(
    edges.map((edge) => [edge, edge] as const),
    DOMAIN4,
  );
}

/** Of all interfaces and of routes to hosts. */
const knownNetworks = ofPlant((plant): readonly Network[] => [
  ...plant.devices.flatMap(({ device }) => networksOf(device)),
  ...routesToHosts(plant),
]);

/** Networks of an interface that are full of given devices, where all their addresses are known. */
function linksAt({ topology }: Plant, { device, interface: one, onSegment }: Attachment): Network[] {
  const door = { device, interface: one };
  const isKnown = one.kind === "routed" && one.addressDoubt === undefined && !isUnread(one, doubtfulInterfaces(device));
  if (!isKnown || topology.namelessBeside(door, 4) !== undefined) return [];
  const taken = topology.deviceAddressesAt(door, 4);
  const networks = one.addresses.filter(({ kind }) => kind !== "virtual").flatMap(networkOf);
  return networks.filter(
    ({ from, to, prefixLength }) =>
      prefixLength <= 30 && covers(taken, [from + 1, to - 1]) && covers(onSegment[4], [from, from, to, to]),
  );
}

/** Routes for so few addresses that each is one's own. */
function routesToHosts({ devices }: Plant): Network[] {
  return devices.flatMap(({ device }) =>
    device.routes.flatMap(({ network, prefixLength }) =>
      typeof network === "bigint" || prefixLength < 31 ? [] : [prefix4(network, prefixLength)],
    ),
  );
}

/** Whether an address is the first or last of a network, or none of it. */
export function isEdgeOrApart({ from, to, prefixLength }: Network, address: number): boolean {
  if (address < from || address > to) return true;
  return prefixLength <= 30 && (address === from || address === to);
}

/** Whether the map speaks of it as of a host: as one of few, or as the end of a flow. */
function isNamed(map: ZoneMap | undefined, address: number): boolean {
  const ends = map?.conduits.flatMap(({ flows }) => flows.flatMap(({ from, to }) => [...from, ...to])) ?? [];
  const ranges = [
    ...(map?.hosts ?? []).flatMap((host) => host.ranges),
    ...ends.flatMap((end) => (end.kind === "addresses" ? end.ranges : [])),
    ...(map?.zones ?? []).flatMap(({ networks }) => networks.filter(({ prefixLength }) => prefixLength > 30)),
  ];
  return ranges.some(({ from, to }) => typeof from === "number" && from <= address && address <= to);
}
