/** Where the zones are: which addresses of which zone lie on or behind which interface of which device (design 6). */
import type { Device, Interface } from "../model/device.js";
import { contains, type Intervals, intersect, meets, subtract, union } from "../packets/intervals.js";
import { domainOf } from "./address-bounds.js";
import { connectedNetworks, type ForwardingTable, forwardingTable, type Way } from "./forwarding-table.js";
import type { ZoneAddresses } from "./zone-space.js";

/** Addresses of a zone that one interface of a given device leads to without another given device in between. */
export interface Attachment {
  readonly zone: string;
  readonly device: Device;
  readonly interface: Interface;
  readonly 4: Intervals<number | bigint>;
  readonly 6: Intervals<number | bigint>;
  /** The part that lies on the segment itself, not behind a router that was not given. */
  readonly onSegment: Readonly<Record<4 | 6, Intervals<number | bigint>>>;
  /** Why it may be otherwise; empty: the export tells it. */
  readonly doubts: readonly string[];
}

/** A device with what its routers know. */
export interface RoutedDevice {
  readonly device: Device;
  readonly interfaces: ReadonlyMap<string, Interface>;
  /** By router id. */
  readonly tables: ReadonlyMap<string, Readonly<Record<4 | 6, ForwardingTable>>>;
}

export function routedDevice(device: Device): RoutedDevice {
  const tables = device.routers.map(
    (router) =>
      [router.id, { 4: forwardingTable(device, router.id, 4), 6: forwardingTable(device, router.id, 6) }] as const,
  );
  return { device, interfaces: new Map(device.interfaces.map((one) => [one.id, one])), tables: new Map(tables) };
}

/** Attachments of all zones to all devices, in the order of devices, interfaces, zones. */
export function attachZones(devices: readonly RoutedDevice[], zones: readonly ZoneAddresses[]): readonly Attachment[] {
  const given = devices.map(({ device }) => device);
  const touched = { 4: touchedAddresses(given, 4), 6: touchedAddresses(given, 6) };
  return devices.flatMap((routed) =>
    routed.device.interfaces
      .filter((one) => one.enabled && (one.kind === "routed" || one.kind === "tunnel"))
      .flatMap((one) => attachInterface(routed, one, zones, touched, given)),
  );
}

/** All addresses on segments that a given device is connected to. */
function touchedAddresses(devices: readonly Device[], family: 4 | 6): Intervals<number | bigint> {
  const networks = devices.flatMap((device) =>
    device.interfaces
      .filter((one) => one.enabled && one.kind !== "loopback")
      .map((one) => connectedNetworks(one, family)),
  );
  return union(networks, domainOf(family));
}

function attachInterface(
  routed: RoutedDevice,
  one: Interface,
  zones: readonly ZoneAddresses[],
  touched: Readonly<Record<4 | 6, Intervals<number | bigint>>>,
  given: readonly Device[],
): Attachment[] {
  const behind = { 4: reach(routed, one, 4, touched[4], given), 6: reach(routed, one, 6, touched[6], given) };
  const connected = { 4: connectedNetworks(one, 4), 6: connectedNetworks(one, 6) };
  return zones.flatMap((zone) => {
    const own = { 4: intersect(behind[4].addresses, zone[4]), 6: intersect(behind[6].addresses, zone[6]) };
    if (own[4].length === 0 && own[6].length === 0) return [];
    const onSegment = { 4: intersect(connected[4], zone[4]), 6: intersect(connected[6], zone[6]) };
    const doubts = ([4, 6] as const).flatMap((family) =>
      behind[family].doubtful.filter(({ addresses }) => meets(addresses, own[family])).map(({ doubt }) => doubt),
    );
    return [
      { zone: zone.zone, device: routed.device, interface: one, ...own, onSegment, doubts: [...new Set(doubts)] },
    ];
  });
}

/** The addresses an interface leads to without another given device in between. */
function reach(
  routed: RoutedDevice,
  one: Interface,
  family: 4 | 6,
  touched: Intervals<number | bigint>,
  given: readonly Device[],
): { addresses: Intervals<number | bigint>; doubtful: { addresses: Intervals<number | bigint>; doubt: string }[] } {
  const domain = domainOf(family);
  const table = routed.tables.get(one.router)?.[family];
  const doubtful: { addresses: Intervals<number | bigint>; doubt: string }[] = [];
  const parts: Intervals<number | bigint>[] = [connectedNetworks(one, family)];
  for (const way of table?.ways ?? []) {
    if (way.interface !== one.id || way.via === "connected") continue;
    if (leadsToGiven(way, one, given, routed.device)) continue;
    const addresses = subtract(way.addresses, touched, domain);
    if (addresses.length === 0) continue;
    parts.push(addresses);
    const doubt = routeDoubt(routed, one, way);
    if (doubt !== undefined) doubtful.push({ addresses, doubt });
  }
  return { addresses: union(parts, domain), doubtful };
}

/** Why a route may not be the one that is used; under a routing protocol a longer one may be there that the file lacks. */
function routeDoubt({ device }: RoutedDevice, one: Interface, way: Way): string | undefined {
  if (way.doubt !== undefined) return `the route of ${device.id} over ${one.id} is not certain`;
  const router = device.routers.find(({ id }) => id === one.router);
  if (router?.dynamicRouting === undefined) return undefined;
  return `${device.id} learns routes that are not in the file: what lies behind ${one.id} is not certain`;
}

/** Whether the next hop is an address of another given device: then the way goes on there. */
function leadsToGiven(way: Way, one: Interface, given: readonly Device[], self: Device): boolean {
  if (way.via === "connected") return false;
  const { nextHop } = way.via;
  if (nextHop === undefined) return false;
  const family = typeof nextHop === "bigint" ? 6 : 4;
  if (!contains(connectedNetworks(one, family), nextHop)) return false;
  return given.some((device) => device !== self && ownsAddress(device, nextHop));
}

function ownsAddress(device: Device, address: number | bigint): boolean {
  return device.interfaces.some((one) => one.addresses.some((own) => own.address === address));
}
