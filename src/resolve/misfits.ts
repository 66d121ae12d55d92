/** What does not fit together in the given devices: told as diagnostics, and never proved around (design 6). */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Device, Interface, Route } from "../model/device.js";
import { formatRange } from "../packets/address.js";
import { contains, type Intervals, meets, subtract, union } from "../packets/intervals.js";
import type { ZoneMap } from "../zones/map.js";
import { domainOf } from "./address-bounds.js";
import type { Attachment } from "./attachments.js";
import { bindingsAgainstNetworks, takenByOthers } from "./bound-twice.js";
import { bridgesAmong } from "./bridges.js";
import { DEFAULT_LENGTH, type Way } from "./forwarding-table.js";
import { joinedVlansAmong } from "./joined-vlans.js";
import { connectedNetworks, networkOf } from "./networks.js";
import type { RoutedDevice } from "./routed-device.js";
import { type Door, isReady, type Topology } from "./topology.js";
import { isCluster } from "./twins.js";
import { unknownRoutes } from "./unknown-routes.js";

/** An interface that a misfit makes doubtful; with `addresses`, only for what goes there. */
export interface DoubtfulDoor extends Door {
  readonly addresses?: Intervals<number | bigint>;
}

/** Something that does not fit. Pairs of zones that meet one of its doors are never proved. */
export interface Misfit extends Pick<Diagnostic, "at" | "message" | "help" | "related"> {
  readonly code: Extract<Diagnostic["code"], `topology/${string}`>;
  readonly doors: readonly DoubtfulDoor[];
  /** The zone that has no addresses because of it. */
  readonly emptied?: string;
}

/** Everything that does not fit, in the order of devices. */
export function findMisfits(
  devices: readonly RoutedDevice[],
  topology: Topology,
  map: ZoneMap | undefined,
  attachments: readonly Attachment[],
): readonly Misfit[] {
  const given = devices.map(({ device }) => device);
  const unknown = map === undefined ? undefined : unknownRoutes(given);
  return [
    ...clusters(given),
    ...sharedAddresses(given),
    ...overlaps(given, topology),
    ...bridges(given),
    ...joinedVlans(given),
    ...(unknown === undefined ? [] : [{ ...unknown, code: "topology/learned-routes" as const, doors: [] }]),
    ...devices.flatMap((routed) => routesToNobody(routed, given, topology)),
    ...(map === undefined ? [] : [...contradictions(map, given), ...zonesWithoutDevice(map, given, attachments)]),
  ];
}

/** They keep no pair from being proved: a bridge opens nothing that routers do not. */
function bridges(devices: readonly Device[]): Misfit[] {
  const astray = bridgesAmong(devices).filter(({ networks }) => networks === undefined);
  return astray.map((bridge) => ({
    code: "topology/bridge-without-place",
    at: bridge.ports[0]?.at[0] ?? bridge.device.at,
    message: bridge.text,
    doors: [],
  }));
}

/** A host of one VLAN reaches those of the other without any router, whatever the lists of these say. */
function joinedVlans(devices: readonly Device[]): Misfit[] {
  return joinedVlansAmong(devices).map(({ sides: [one, other], doors }) => ({
    code: "topology/vlans-joined",
    at: one.at ?? one.device.at,
    message: `${who(one.device, other.device)} ${one.text} and ${other.text} by ${one.by} and ${other.by}, and ${doors.map(nameOf).join(" and ")} are there`,
    help: "take one of the ports out of the bridge, or give the VLANs that are no part of it numbers of their own",
    related: [{ at: other.at ?? other.device.at, message: "the other port" }],
    doors,
  }));
}

function who(one: Device, other: Device): string {
  return one === other ? `${one.id} joins` : `${one.id} and ${other.id} join`;
}

function clusters(devices: readonly Device[]): Misfit[] {
  return pairsOf(devices)
    .filter(([one, other]) => isCluster(one, other))
    .map(([one, other]) => ({
      code: "topology/same-device-twice",
      at: other.at,
      message: `${one.id} and ${other.id} have the same addresses: they are taken for one cluster, and a packet may meet either`,
      related: [{ at: one.at, message: "the first one" }],
      doors: [],
    }));
}

/**
 * One address on two devices that are no cluster: which of them answers is not known. Addresses shared on purpose (HSRP,
 * VRRP, CARP) are no claim of one device; the owner of a VRRP address has it as its own (RFC 5798 1.1).
 */
function sharedAddresses(devices: readonly Device[]): Misfit[] {
  const claims = new Map<number | bigint, { door: Door; at: Diagnostic["at"] }[]>();
  for (const door of doorsOf(devices)) {
    for (const { address, kind, at } of door.interface.addresses) {
      if (kind === "virtual" || isLinkLocal(address)) continue;
      claims.set(address, [...(claims.get(address) ?? []), { door, at }]);
    }
  }
  return [...claims].flatMap(([address, [first, ...others]]) => {
    const other = others.find(({ door }) => first !== undefined && isRival(first.door.device, door.device));
    if (first === undefined || other === undefined) return [];
    return {
      code: "topology/address-claimed-twice",
      at: other.at,
      message: `${nameOf(first.door)} and ${nameOf(other.door)} claim one address, ${formatRange(address, address)}`,
      help: "give the exports of one point in time, and of each device one; until one of them has it alone, what goes there is open",
      related: [{ at: first.at, message: "claimed here first" }],
      doors: [first, ...others].map(({ door }) => door),
    } satisfies Misfit;
  });
}

/** Equal networks of two devices are one segment; others that overlap are not, and a host may lie on either. */
function overlaps(devices: readonly Device[], topology: Topology): Misfit[] {
  const networks = doorsOf(devices)
    .flatMap((door) =>
      door.interface.addresses
        .filter(({ kind, address }) => kind !== "virtual" && !isLinkLocal(address))
        .map((own) => {
          const [from, to] = networkOf(own.address, own.prefixLength);
          return { door, own, from, to };
        }),
    )
    .sort((a, b) => a.own.family - b.own.family || (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const found: Misfit[] = [];
  let open: typeof networks = [];
  for (const network of networks) {
    open = open.filter(({ own, to }) => own.family === network.own.family && to >= network.from);
    const other = open.find((earlier) => doNotFit(earlier, network, topology));
    open.push(network);
    if (other === undefined) continue;
    found.push({
      code: "topology/overlapping-networks",
      at: network.own.at,
      message: `the networks of ${nameOf(other.door)} and ${nameOf(network.door)} overlap: ${formatRange(network.from, network.to)}`,
      help: "correct the mask that is too wide or too narrow; networks that are apart on purpose belong to routers (VRF) of their own",
      related: [{ at: other.own.at, message: "the other one" }],
      doors: [other.door, network.door],
    });
  }
  return found;
}

interface Connected {
  readonly door: Door;
  readonly own: Interface["addresses"][number];
  readonly from: number | bigint;
  readonly to: number | bigint;
}

/** Whether two networks that overlap cannot be one segment. */
function doNotFit(one: Connected, other: Connected, topology: Topology): boolean {
  if (one.door.interface === other.door.interface) return false;
  const isEqual = one.from === other.from && one.to === other.to;
  return one.door.device === other.door.device ? !isLink(one, other, topology) : !isEqual;
}

/** Whether two routers of one device are joined by a network: it says that they are, or one has the other as next hop. */
function isLink(one: Connected, other: Connected, topology: Topology): boolean {
  if (!topology.mayMeet(one.door, other.door)) return false;
  const isEqual = one.from === other.from && one.to === other.to;
  return topology.isLink(one.door) || (isEqual && one.own.address !== other.own.address);
}

/** Routes whose next hop is no given device's although other given devices are beside it, or touch where it leads. */
function routesToNobody(routed: RoutedDevice, given: readonly Device[], topology: Topology): Misfit[] {
  const { device } = routed;
  return device.routes.flatMap((route): Misfit[] => {
    const egress = egressOf(routed, route);
    const { nextHop } = route;
    if (egress === undefined || nextHop === undefined || route.prefixLength <= DEFAULT_LENGTH) return [];
    if (topology.owners({ device, interface: egress }, nextHop).length > 0) return [];
    const own = connectedNetworks(egress, route.family);
    if (!contains(own, nextHop)) return [];
    const hop = `${nameOf({ device, interface: egress })} sends it to ${formatRange(nextHop, nextHop)}`;
    const addresses = waysOf(routed, egress, route);
    const doors = [{ device, interface: egress, addresses }];
    const near = topology.neighbours({ device, interface: egress }).filter((door) => isRival(device, door.device));
    if (near.length > 0) {
      const names = [...new Set(near.map(nameOf))].join(", ");
      const message = `${hop}, which no given device has; on that network are ${names}`;
      return [{ code: "topology/next-hop-not-owned", at: route.at, message, doors }];
    }
    const target = doorsOf(given).find((door) => door.device !== device && touches(door, addresses, own, route.family));
    if (target === undefined) return [];
    const message = `${hop}, and how it gets from there to ${nameOf(target)} is not given`;
    return [{ code: "topology/gap", at: route.at, message, doors }];
  });
}

function egressOf({ interfaces }: RoutedDevice, { egress, nextHop, family, router }: Route): Interface | undefined {
  if (egress !== undefined) return interfaces.get(egress);
  return [...interfaces.values()].find(
    (one) =>
      one.router === router &&
      isReady(one) &&
      nextHop !== undefined &&
      contains(connectedNetworks(one, family), nextHop),
  );
}

function waysOf({ tables }: RoutedDevice, egress: Interface, route: Route): Intervals<number | bigint> {
  const ways = tables.get(route.router)?.[route.family].ways ?? [];
  const own = byRoute(ways).get(routeKey(egress.id, route.network, route.prefixLength, route.nextHop)) ?? [];
  return union(
    own.map(({ addresses }) => addresses),
    domainOf(route.family),
  );
}

const BY_ROUTE = new WeakMap<readonly Way[], ReadonlyMap<string, readonly Way[]>>();

/** The ways of a table by what they have of their route: each of thousands asks for its own. */
function byRoute(ways: readonly Way[]): ReadonlyMap<string, readonly Way[]> {
  const known = BY_ROUTE.get(ways);
  if (known !== undefined) return known;
  const found = new Map<string, Way[]>();
  for (const way of ways) {
    const { via, addresses, prefixLength } = way;
    const [first] = addresses;
    if (first === undefined) continue;
    const [network] = networkOf(first, prefixLength);
    const key = routeKey(way.interface, network, prefixLength, via === "connected" ? via : via.nextHop);
    const alike = found.get(key);
    if (alike === undefined) found.set(key, [way]);
    else alike.push(way);
  }
  BY_ROUTE.set(ways, found);
  return found;
}

function routeKey(
  over: string,
  network: number | bigint,
  length: number,
  nextHop: number | bigint | undefined | "connected",
) {
  return `${over} ${network}/${length} ${typeof nextHop} ${nextHop}`;
}

function touches(
  { interface: one }: Door,
  addresses: Intervals<number | bigint>,
  link: Intervals<number | bigint>,
  family: 4 | 6,
): boolean {
  return meets(subtract(connectedNetworks(one, family), link, domainOf(family)), addresses);
}

function contradictions(map: ZoneMap, devices: readonly Device[]): Misfit[] {
  return bindingsAgainstNetworks(map, devices).map(({ door, ...told }) => ({
    code: "topology/binding-against-networks",
    ...told,
    doors: [door],
  }));
}

/** Zones of the map that lie behind no given device: nothing is known of what guards them. */
function zonesWithoutDevice(map: ZoneMap, devices: readonly Device[], attachments: readonly Attachment[]): Misfit[] {
  const attached = new Set(attachments.map(({ zone }) => zone));
  const alone = map.zones.filter(({ id, kind }) => kind !== "internet" && !attached.has(id));
  const taken = alone.length === 0 ? undefined : takenByOthers(map, devices);
  return alone.map((zone) => {
    const why = taken?.get(zone);
    return {
      code: "topology/zone-without-device",
      at: zone.at,
      message: why ?? `no interface of a given device leads to zone ${zone.id}`,
      doors: [],
      ...(why !== undefined && { emptied: zone.id }),
    };
  });
}

function isRival(one: Device, other: Device): boolean {
  return one !== other && !isCluster(one, other);
}

function doorsOf(devices: readonly Device[]): Door[] {
  return devices.flatMap((device) => device.interfaces.filter(isReady).map((one) => ({ device, interface: one })));
}

function nameOf({ device, interface: one }: Door): string {
  return `${device.id} ${one.id}`;
}

function pairsOf<T>(all: readonly T[]): (readonly [T, T])[] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const));
}

/** RFC 4291 2.5.6: every link has the same ones. */
function isLinkLocal(address: number | bigint): boolean {
  return typeof address === "bigint" && address >> 118n === 0x3fan;
}
