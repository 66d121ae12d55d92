/** Why hosts may lie elsewhere than behind the one route that leads to them: it is for more than their zone. */
import type { Device, Doubt, Interface, Router } from "../model/device.js";
import { covers, meets } from "../packets/intervals.js";
import { DEFAULT_LENGTH, type Way } from "./forwarding-table.js";
import type { RoutedDevice } from "./routed-device.js";
import type { Bindings } from "./segments.js";
import type { Door } from "./topology.js";
import type { ZoneAddresses } from "./zone-space.js";

/** What is asked of. */
export interface Somewhere {
  readonly routed: RoutedDevice;
  /** Zones that hold what no route names: a default route is their own. */
  readonly internet: ReadonlySet<string>;
  /** Devices that may have routes nobody read, and what is said of these. */
  readonly incomplete: readonly Incomplete[];
  /** By zone: a port that the map binds it to and that has no place of its own. */
  readonly placeless: ReadonlyMap<string, Door>;
}

/** A device that may have routes nobody read. */
interface Incomplete {
  readonly device: Device;
  /** What is said of it, behind its name. */
  readonly lacks: string;
}

/** The routes of one family over an interface. */
interface Behind {
  readonly family: 4 | 6;
  readonly ways: readonly Way[];
}

/**
 * Why hosts may lie elsewhere that no route leads to which is for their zone alone, but a default one or a summary: another device
 * may have learnt a longer one to them, it may stand in what was not understood, or their network may be that of an interface
 * whose address was not read.
 */
export function elsewhereOpen(asked: Somewhere, one: Interface, behind: Behind, zone: ZoneAddresses): string[] {
  const { routed, incomplete, internet } = asked;
  if (internet.has(zone.zone) || !leadTo(behind, zone, ({ addresses }) => !covers(zone[behind.family], addresses)))
    return [];
  const others = incomplete.filter(({ device }) => device !== routed.device);
  return [
    ...behindOther(routed, one, behind.family, zone, routed.unread),
    ...others.map(({ device, lacks }) => `${zone.zone} may lie behind ${device.id}, ${lacks}`),
  ];
}

/**
 * The same where nothing but a default route leads there, of interfaces whose address somebody else gives. What passes these is
 * looked at anyway: of what is sure alone it takes.
 */
export function elsewhereGiven(asked: Somewhere, one: Interface, behind: Behind, zone: ZoneAddresses): string[] {
  const { routed, internet } = asked;
  if (internet.has(zone.zone) || !leadTo(behind, zone, isDefault)) return [];
  const given = routed.unwritten.filter(({ addressDoubt }) => addressDoubt !== undefined);
  return behindOther(routed, one, behind.family, zone, given);
}

/**
 * The same of a zone that the map binds to a port of a bridge without a known place, or of one with no other port that is known, or
 * to one without an address: its hosts lie behind that port, and where a default route leads may be anywhere.
 */
export function elsewherePlaceless(asked: Somewhere, one: Interface, behind: Behind, zone: ZoneAddresses): string[] {
  const port = asked.placeless.get(zone.zone);
  if (port === undefined || port.interface === one || asked.internet.has(zone.zone)) return [];
  if (!leadTo(behind, zone, isDefault)) return [];
  return [
    `${zone.zone} may lie behind ${port.interface.id} of ${port.device.id}, which the map binds to it: nothing tells what else is on its segment`,
  ];
}

/** By zone, the first port that the map binds it to of a bridge that has no place, or that has no address itself. */
export function placelessOf(devices: readonly Device[], bindings: Bindings): ReadonlyMap<string, Door> {
  const found = new Map<string, Door>();
  for (const device of devices) {
    const bridging = new Set(device.routers.flatMap(({ id, bridges }) => (bridges === true ? [id] : [])));
    const isPlaceless = ({ bridge, router, kind, addresses }: Interface) =>
      bridge !== undefined || bridging.has(router) || (kind === "routed" && addresses.length === 0);
    for (const one of device.interfaces.filter(isPlaceless)) {
      const zone = bindings.get(`${device.id}/${one.id}`);
      if (zone !== undefined && !found.has(zone)) found.set(zone, { device, interface: one });
    }
  }
  return found;
}

function isDefault({ prefixLength }: Way): boolean {
  return prefixLength <= DEFAULT_LENGTH;
}

/** Whether a route of some kind leads to hosts of a zone. */
function leadTo({ family, ways }: Behind, zone: ZoneAddresses, isOfKind: (way: Way) => boolean): boolean {
  return ways.some((way) => meets(way.addresses, zone[family]) && isOfKind(way));
}

function behindOther(
  { device }: RoutedDevice,
  one: Interface,
  family: 4 | 6,
  { zone }: ZoneAddresses,
  others: readonly Interface[],
): string[] {
  const found = others.find((other) => other !== one && other.router === one.router && mayHaveMore(other, family));
  if (found === undefined) return [];
  return [`${zone} may lie behind ${found.id} of ${device.id}, which may have networks that are not in the file`];
}

/** Whether an interface may have an address of a family that is not known: it shows none, or one beside those that it shows was not read. */
function mayHaveMore({ addresses, unreadAddress, addressDoubtOf }: Interface, family: 4 | 6): boolean {
  if (!addresses.some((owned) => owned.family === family)) return true;
  return unreadAddress === true && (addressDoubtOf ?? family) === family;
}

/** The devices that may have routes which lead where those of others do not. */
export function incompleteOf(devices: readonly Device[]): readonly Incomplete[] {
  return devices.flatMap((device) => {
    const lacks = whyRoutesLack(device);
    return lacks === undefined ? [] : [{ device, lacks }];
  });
}

function whyRoutesLack({ routers, doubts }: Device): string | undefined {
  if (routers.some(lacksRoutes)) return "which learns routes that are not in the file";
  return doubts.some(mayLead) ? "of whose file not all was understood" : undefined;
}

/** Whether what was not understood may be a route, or the address of an interface in another network. */
function mayLead({ scope, hidesAddress }: Doubt): boolean {
  return scope === "device" || (scope === "interfaces" && hidesAddress === true);
}

/** Whether a router may have routes that the export lacks. */
export function lacksRoutes({ dynamicRouting, steersOnly }: Router): boolean {
  return dynamicRouting !== undefined && steersOnly !== true;
}
