/** Where the zones are: which addresses of which zone lie on or behind which interface of which device (design 6). */
import type { Device, Interface } from "../model/device.js";
import { covers, type Intervals, intersect, meets, subtract, union } from "../packets/intervals.js";
import { domainOf } from "./address-bounds.js";
import { type Bound, contestedHere, leftOf } from "./contested.js";
import {
  elsewhereGiven,
  elsewhereOpen,
  elsewherePlaceless,
  incompleteOf,
  lacksRoutes,
  placelessOf,
  type Somewhere,
} from "./elsewhere.js";
import { DEFAULT_LENGTH, type ForwardingTable, type Way } from "./forwarding-table.js";
import { behindGiven, leadsToGiven, perhapsGiven } from "./given-hops.js";
import { connectedNetworks, touchedAddresses } from "./networks.js";
import type { RoutedDevice } from "./routed-device.js";
import type { Topology } from "./topology.js";
import type { ZoneAddresses } from "./zone-space.js";

/** Both families of addresses. */
const FAMILIES = [4, 6] as const;

/** Addresses of a zone that one interface of a given device leads to without another given device in between. */
export interface Attachment {
  readonly zone: string;
  readonly device: Device;
  readonly interface: Interface;
  readonly 4: Intervals<number | bigint>;
  readonly 6: Intervals<number | bigint>;
  /** The part that lies on the segment itself, not behind a router that was not given. */
  readonly onSegment: Readonly<Record<4 | 6, Intervals<number | bigint>>>;
  /** The part that is there only where a route to another given device is not: nobody wrote whether it is. */
  readonly unless: Readonly<Record<4 | 6, Intervals<number | bigint>>>;
  /** The part that the zone has by another interface that the map binds to it, while it binds this one to another zone. */
  readonly contested: Readonly<Record<4 | 6, Intervals<number | bigint>>>;
  /** Set where routes alone lead there, and the interface may well be another one: their next hop is on no network of it. */
  readonly isGuessed?: true;
  /** Why it may be otherwise; empty: the export tells it. */
  readonly doubts: readonly string[];
  /** Whether it has some of these addresses by another interface as well, by a route that is as good. */
  readonly isOneOfSeveral: boolean;
  /** Whether packets go there only while a better route is gone. */
  readonly backup: boolean;
  /** The part that only a default route leads to, and why it may lie behind another interface or device; left out: it does not. */
  readonly elsewhere?: Readonly<Record<4 | 6, Intervals<number | bigint>>> & { readonly why: string };
}

/**
 * Attachments of all zones to all devices, in the order of devices, interfaces, zones.
 * @param internet ids of zones that hold what no route names: a default route is their own.
 */
export function attachZones(
  devices: readonly RoutedDevice[],
  zones: readonly ZoneAddresses[],
  internet: ReadonlySet<string>,
  topology: Topology,
  bound: Bound,
): readonly Attachment[] {
  const given = devices.map(({ device }) => device);
  const open = zones.filter(({ zone }) => internet.has(zone));
  const touched = { 4: touchedAddresses(given, open, 4), 6: touchedAddresses(given, open, 6) };
  const incomplete = incompleteOf(given);
  const placeless = placelessOf(given, bound.bindings);
  return devices.flatMap((routed) =>
    routed.device.interfaces
      .filter((one) => one.enabled && (one.kind === "routed" || one.kind === "tunnel"))
      .flatMap((one) =>
        attachInterface({ routed, touched, internet, topology, bound, incomplete, placeless }, one, zones),
      ),
  );
}

/** What is asked of while attaching. */
interface Attaching extends Somewhere {
  readonly touched: Readonly<Record<4 | 6, Intervals<number | bigint>>>;
  readonly topology: Topology;
  readonly bound: Bound;
}

function attachInterface(attaching: Attaching, one: Interface, zones: readonly ZoneAddresses[]): Attachment[] {
  const { routed } = attaching;
  const connected = { 4: connectedNetworks(one, 4), 6: connectedNetworks(one, 6) };
  const ways = { 4: waysBehind(attaching, one, 4), 6: waysBehind(attaching, one, 6) };
  const rivals = { 4: doubtfullyGiven(attaching, one, 4), 6: doubtfullyGiven(attaching, one, 6) };
  const equal = { 4: ways[4].filter(({ isEqual }) => isEqual), 6: ways[6].filter(({ isEqual }) => isEqual) };
  const none = { 4: [], 6: [] };
  return zones.flatMap((zone) => {
    const { contested, why: disputed } = contestedHere(
      attaching.bound,
      { device: routed.device, interface: one },
      zone.zone,
    );
    const own = (parts: Readonly<Record<4 | 6, Intervals<number | bigint>>>) => ({
      4: intersect(parts[4], zone[4]),
      6: intersect(parts[6], zone[6]),
    });
    const attach = (
      parts: ReturnType<typeof own>,
      onSegment: ReturnType<typeof own>,
      backup: boolean,
    ): Attachment[] => {
      if (parts[4].length === 0 && parts[6].length === 0) return [];
      const doubts = [4, 6].flatMap((family) => wayDoubts(attaching, one, ways[family as 4 | 6], zone, backup));
      const told = (why: typeof elsewhereOpen) =>
        FAMILIES.flatMap((family) => why(attaching, one, { family, ways: ways[family] }, zone));
      const [open] = [...told(elsewhereOpen), ...told(elsewherePlaceless)];
      const given = told(elsewhereGiven);
      const [why] = open === undefined ? given : [open];
      const unnamed = (family: 4 | 6) =>
        leftOf(parts[family], namedBehind(connected[family], ways[family], family), family);
      const unless = { 4: intersect(parts[4], rivals[4]), 6: intersect(parts[6], rivals[6]) };
      const isGuessed = FAMILIES.every(
        (family) =>
          !meets(connected[family], parts[family]) && ways[family].every((way) => isGuess(attaching, one, way)),
      );
      const attachment = {
        ...(isGuessed ? { isGuessed: true as const } : {}),
        zone: zone.zone,
        device: routed.device,
        interface: one,
        ...parts,
        onSegment,
        unless,
        contested: { 4: intersect(parts[4], contested[4]), 6: intersect(parts[6], contested[6]) },
        isOneOfSeveral: [...equal[4], ...equal[6]].some(({ addresses }) => meets(addresses, ownOf(addresses, zone))),
        backup,
        ...(why === undefined ? {} : { elsewhere: { 4: unnamed(4), 6: unnamed(6), why } }),
      };
      const unread = open === undefined ? [] : [open];
      return [{ ...attachment, doubts: [...new Set([...doubts, ...unread, ...disputed])] }];
    };
    const main = { 4: behind(connected[4], ways[4], 4, false), 6: behind(connected[6], ways[6], 6, false) };
    const spare = { 4: behind([], ways[4], 4, true), 6: behind([], ways[6], 6, true) };
    const surely = { 4: leftOf(connected[4], contested[4], 4), 6: leftOf(connected[6], contested[6], 6) };
    return [...attach(own(main), own(surely), false), ...attach(own(spare), none, true)];
  });
}

function behind(
  connected: Intervals<number | bigint>,
  ways: readonly WayBehind[],
  family: 4 | 6,
  backup: boolean,
): Intervals<number | bigint> {
  const wanted = ways.filter((way) => (way.backup ?? false) === backup);
  return union([connected, ...wanted.map(({ addresses }) => addresses)], domainOf(family));
}

/**
 * The routes over an interface that lead out of the given devices. What a given device touches is not behind somebody
 * else's default route; a route that names it does lead there, through routers that were not given.
 */
function waysBehind({ routed, touched, topology }: Attaching, one: Interface, family: 4 | 6): WayBehind[] {
  const { device, tables } = routed;
  return [...tables]
    .flatMap(([router, table]) => table[family].ways.map((way) => ({ ...way, router })))
    .filter((way) => way.interface === one.id && way.via !== "connected")
    .filter((way) => !leadsToGiven(way, { device, interface: one }, topology))
    .map((way) => {
      if (way.prefixLength > DEFAULT_LENGTH) return way;
      return { ...way, addresses: subtract(way.addresses, touched[family], domainOf(family)) };
    });
}

const DOUBTFULLY_GIVEN = new WeakMap<ForwardingTable, Intervals<number | bigint>>();

/** What routes may lead to another given device, by the router of an interface: the same for all of its interfaces. */
function doubtfullyGiven(attaching: Attaching, { router }: Interface, family: 4 | 6): Intervals<number | bigint> {
  const table = attaching.routed.tables.get(router)?.[family];
  if (table === undefined) return [];
  const found = DOUBTFULLY_GIVEN.get(table) ?? findDoubtfullyGiven(attaching, table, family);
  DOUBTFULLY_GIVEN.set(table, found);
  return found;
}

/** Those that may not be there, and those whose next hop may be an address that an interface of one was not seen to have. */
function findDoubtfullyGiven(
  { routed, topology }: Attaching,
  { ways }: ForwardingTable,
  family: 4 | 6,
): Intervals<number | bigint> {
  const { device, interfaces } = routed;
  const doubtful = ways.filter((way) => {
    const over = interfaces.get(way.interface);
    if (over === undefined || way.via === "connected") return false;
    const self = { device, interface: over };
    const isGiven = leadsToGiven(way, self, topology);
    if (isGiven || way.via.nextHop === undefined) return isGiven && way.doubt !== undefined;
    if (perhapsGiven(openOf(routed), self, way, topology).length > 0) return true;
    return topology.namelessBeside(self, family) !== undefined;
  });
  return union(
    doubtful.map(({ addresses }) => addresses),
    domainOf(family),
  );
}

/** A way of one of the routers of a device: with a leak it is another than that of the interface. */
interface WayBehind extends Way {
  readonly router: string;
}

/** Why a zone may lie elsewhere than behind these routes. */
function wayDoubts(
  { routed, internet, topology }: Attaching,
  one: Interface,
  ways: readonly WayBehind[],
  zone: ZoneAddresses,
  backup: boolean,
): string[] {
  const self = { device: routed.device, interface: one };
  return ways
    .filter((way) => (way.backup ?? false) === backup)
    .flatMap((way) => {
      const own = ownOf(way.addresses, zone);
      if (!meets(way.addresses, own)) return [];
      const uncertain = routeDoubt(routed, one, way);
      const elsewhere = internet.has(zone.zone) || covers(own, way.addresses) ? [] : [...elsewhereOf(routed, one)];
      return [
        ...(uncertain === undefined ? [] : [uncertain]),
        ...elsewhere.map((where) => `${zone.zone} may lie ${where}`),
        ...perhapsGiven(openOf(routed), self, way, topology).map(
          (other) => `${zone.zone} may lie ${behindGiven(self, other)}`,
        ),
      ];
    });
}

/** Whether a route may lead over another interface: its next hop lies on no network of this one that was read. */
function isGuess({ routed, topology }: Attaching, one: Interface, way: WayBehind): boolean {
  if (way.doubt === "several" && way.isEqual !== true) return true;
  return perhapsGiven(openOf(routed), { device: routed.device, interface: one }, way, topology).length > 0;
}

/** Interfaces that may be on networks which were not read. */
function openOf({ unwritten, misread }: RoutedDevice): readonly Interface[] {
  return [...unwritten, ...misread];
}

/** Where networks may lie that no route names: what was not understood of an interface, or of the device, may lead there. */
function* elsewhereOf({ device, misread }: RoutedDevice, one: Interface): Generator<string> {
  const others = misread.filter((other) => other !== one && other.router === one.router);
  const names = others.map(({ id }) => id).join(", ");
  if (others.length > 0) yield `behind ${names} of ${device.id}: which networks do is not in the file`;
  if (device.doubts.some(({ scope }) => scope === "device"))
    yield `elsewhere than behind ${one.id} of ${device.id}: not all of its file was understood`;
}

/** What is connected, and what routes lead to that are no default ones. */
function namedBehind(
  connected: Intervals<number | bigint>,
  ways: readonly WayBehind[],
  family: 4 | 6,
): Intervals<number | bigint> {
  const named = ways.filter(({ prefixLength }) => prefixLength > DEFAULT_LENGTH);
  return union([connected, ...named.map(({ addresses }) => addresses)], domainOf(family));
}

/** The addresses of a zone that are of the family of others. */
function ownOf([first]: Intervals<number | bigint>, zone: ZoneAddresses): Intervals<number | bigint> {
  return typeof first === "bigint" ? zone[6] : zone[4];
}

/** Why a route may not be the one that is used; under a routing protocol a longer one may be there that the file lacks. Of equal ones any is. */
function routeDoubt({ device }: RoutedDevice, one: Interface, way: WayBehind): string | undefined {
  if (way.doubt !== undefined && way.isEqual !== true) return `the route of ${device.id} over ${one.id} is not certain`;
  const router = device.routers.find(({ id }) => id === way.router);
  if (router === undefined || !lacksRoutes(router)) return undefined;
  return `${device.id} learns routes that are not in the file: what lies behind ${one.id} is not certain`;
}
