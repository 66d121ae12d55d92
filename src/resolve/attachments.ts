/** Where the zones are: which addresses of which zone lie on or behind which interface of which device (design 6). */
import type { Device, Interface } from "../model/device.js";
import { contains, type Intervals, intersect, subtract, union } from "../packets/intervals.js";
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

/** Explicit bindings of the map: `device/interface` → zone. */
export type Bindings = ReadonlyMap<string, string>;

/** Attachments of all zones to all devices, in the order of devices, interfaces, zones. */
export function attachZones(
  devices: readonly RoutedDevice[],
  zones: readonly ZoneAddresses[],
  bindings: Bindings,
): readonly Attachment[] {
  const given = devices.map(({ device }) => device);
  const touched = { 4: touchedAddresses(given, 4), 6: touchedAddresses(given, 6) };
  return devices.flatMap((routed) =>
    routed.device.interfaces
      .filter((one) => one.enabled && (one.kind === "routed" || one.kind === "tunnel"))
      .flatMap((one) => attachInterface(routed, one, zones, bindings, touched, given)),
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
  bindings: Bindings,
  touched: Readonly<Record<4 | 6, Intervals<number | bigint>>>,
  given: readonly Device[],
): Attachment[] {
  const behind = { 4: reach(routed, one, 4, touched[4], given), 6: reach(routed, one, 6, touched[6], given) };
  const bound = bindings.get(`${routed.device.id}/${one.id}`);
  return zones.flatMap((zone) => {
    const own = (family: 4 | 6) => zonePart(zone, one, behind[family].addresses, family, bound);
    const [v4, v6] = [own(4), own(6)];
    if (v4.length === 0 && v6.length === 0) return [];
    return [
      {
        zone: zone.zone,
        device: routed.device,
        interface: one,
        4: v4,
        6: v6,
        doubts: [...behind[4].doubts, ...behind[6].doubts],
      },
    ];
  });
}

/** What of a zone lies here. An interface the map binds to a zone takes all its connected prefixes there, even those the map forgot. */
function zonePart(
  zone: ZoneAddresses,
  one: Interface,
  behind: Intervals<number | bigint>,
  family: 4 | 6,
  bound: string | undefined,
): Intervals<number | bigint> {
  const connected = connectedNetworks(one, family);
  const domain = domainOf(family);
  if (bound === undefined) return intersect(behind, zone[family]);
  const routed = intersect(subtract(behind, connected, domain), zone[family]);
  return bound === zone.zone ? union([routed, connected], domain) : routed;
}

/** The addresses an interface leads to without another given device in between. */
function reach(
  routed: RoutedDevice,
  one: Interface,
  family: 4 | 6,
  touched: Intervals<number | bigint>,
  given: readonly Device[],
): { addresses: Intervals<number | bigint>; doubts: string[] } {
  const domain = domainOf(family);
  const table = routed.tables.get(one.router)?.[family];
  const doubts: string[] = [];
  const parts: Intervals<number | bigint>[] = [connectedNetworks(one, family)];
  for (const way of table?.ways ?? []) {
    if (way.interface !== one.id || way.via === "connected") continue;
    if (leadsToGiven(way, one, given, routed.device)) continue;
    const addresses = subtract(way.addresses, touched, domain);
    if (addresses.length === 0) continue;
    parts.push(addresses);
    if (way.doubt !== undefined) doubts.push(`the route of ${routed.device.id} over ${one.id} is not certain`);
  }
  return { addresses: union(parts, domain), doubts };
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
