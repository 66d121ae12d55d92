/** What the segments of given devices say of zones: prefixes the map forgot, and where it cannot be told whose they are. */
import type { Device, Interface } from "../model/device.js";
import type { DoubtId } from "../model/expression.js";
import { formatRange } from "../packets/address.js";
import { type Intervals, intersect, meets, pairsOf } from "../packets/intervals.js";
import { connectedNetworks, networksHere } from "./networks.js";
import { type PerFamily, unicast, type ZonePrefix } from "./zone-space.js";

/** Explicit bindings of the map: `device/interface` → zone. */
export type Bindings = ReadonlyMap<string, string>;

/** Why a zone may hold more addresses of a family than is known. */
export interface OpenZone {
  readonly zone: string;
  readonly family: 4 | 6;
  readonly reason: string;
}

export interface SegmentClaims {
  /** Prefixes that belong to the only zone of their segment. */
  readonly adopted: readonly ZonePrefix[];
  readonly open: readonly OpenZone[];
}

/** The connected prefixes of interfaces the map binds: they belong to the bound zone. */
export function boundPrefixes(devices: readonly Device[], bindings: Bindings): ZonePrefix[] {
  return segmentInterfaces(devices).flatMap(({ device, one }) => {
    const zone = bindings.get(`${device.id}/${one.id}`);
    if (zone === undefined) return [];
    return ([4, 6] as const).flatMap((family) => prefixesOf(one, family).map((prefix) => ({ ...prefix, zone })));
  });
}

/**
 * A segment belongs to the zone that claims one of its prefixes, and so do its other prefixes that nobody claims: IPv6
 * that the map forgot still counts (design 6). Where several zones lie on it, whose they are stays open; so does what an
 * interface adds whose addresses are not in the export.
 * @param claimed what the networks and bindings of the map give to each zone.
 */
export function segmentClaims(
  devices: readonly Device[],
  bindings: Bindings,
  claimed: PerFamily<Claims>,
): SegmentClaims {
  const unclaimed: Unclaimed[] = [];
  const open: OpenZone[] = [];
  const all = segmentInterfaces(devices);
  for (const here of all) {
    const { device, one } = here;
    const own = zonesOn(device, one, bindings, claimed);
    const zones = own.length > 0 ? own : zonesOfVlan(here, all, bindings, claimed);
    if (zones.length === 0) continue;
    for (const family of [4, 6] as const) {
      const reasons = unknownAddresses(device, one, family);
      open.push(...reasons.flatMap((reason) => zones.map((zone) => ({ zone, family, reason }))));
      const forgotten = prefixesOf(one, family).filter((prefix) => !isClaimed(prefix, claimed[family]));
      unclaimed.push(...forgotten.map((prefix) => ({ prefix, zones, place: `${device.id} ${one.id}` })));
    }
  }
  return {
    adopted: unclaimed.flatMap((one) => adopt(one, unclaimed)),
    open: [...open, ...boundPorts(devices, bindings), ...unclaimed.flatMap((one) => contest(one, unclaimed))],
  };
}

type Claims = ReadonlyMap<string, Intervals<number | bigint>>;
type Prefix = Omit<ZonePrefix, "zone">;

/** A prefix that no zone claims, with the zones of its segment. */
interface Unclaimed {
  readonly prefix: Prefix;
  readonly zones: readonly string[];
  readonly place: string;
}

function isClaimed({ from, to }: Prefix, claimed: Claims): boolean {
  return [...claimed.values()].some((own) => meets(own, [from, to]));
}

/** The zones that a prefix may belong to, all segments it lies on taken together. */
function rivals({ prefix }: Unclaimed, all: readonly Unclaimed[]): string[] {
  return [...new Set(all.filter((other) => overlap(other.prefix, prefix)).flatMap(({ zones }) => zones))].sort();
}

function adopt(one: Unclaimed, all: readonly Unclaimed[]): ZonePrefix[] {
  const [zone, ...others] = rivals(one, all);
  return zone === undefined || others.length > 0 ? [] : [{ ...one.prefix, zone }];
}

function contest(one: Unclaimed, all: readonly Unclaimed[]): OpenZone[] {
  const zones = rivals(one, all);
  const { family, from, to } = one.prefix;
  if (zones.length < 2) return [];
  const reason = `${formatRange(from, to)} on ${one.place} is in no zone of the map, and ${zones.join(" and ")} lie there`;
  return zones.map((zone) => ({ zone, family, reason }));
}

function overlap(a: Prefix, b: Prefix): boolean {
  return a.family === b.family && a.from <= b.to && b.from <= a.to;
}

/** Zones that the map binds to a switch port: which hosts of its VLAN are theirs, and what they reach inside it, stays open. */
function boundPorts(devices: readonly Device[], bindings: Bindings): OpenZone[] {
  return devices.flatMap((device) =>
    device.interfaces
      .filter(({ kind }) => kind === "switched" || kind === "other")
      .flatMap((one) => {
        const zone = bindings.get(`${device.id}/${one.id}`);
        const reason = `${one.id} of ${device.id} is no routed interface: which addresses lie there is not in the file, and networks in the map would tell them in its place`;
        return zone === undefined ? [] : ([4, 6] as const).map((family) => ({ zone, family, reason }));
      }),
  );
}

/** An interface that packets of its segment can come in by. */
interface Segment {
  readonly device: Device;
  readonly one: Interface;
}

/** Interfaces of given devices that packets of a segment can come in by. */
function segmentInterfaces(devices: readonly Device[]): Segment[] {
  return devices.flatMap((device) =>
    device.interfaces
      .filter((one) => one.enabled && (one.kind === "routed" || one.kind === "tunnel"))
      .map((one) => ({ device, one })),
  );
}

function zonesOn(device: Device, one: Interface, bindings: Bindings, claimed: PerFamily<Claims>): string[] {
  const bound = bindings.get(`${device.id}/${one.id}`);
  const zones = ([4, 6] as const).flatMap((family) => {
    const networks = connectedNetworks(one, family);
    return [...claimed[family]].filter(([, own]) => meets(own, networks)).map(([zone]) => zone);
  });
  return [...new Set(bound === undefined ? zones : [bound, ...zones])].sort();
}

/**
 * The zones of a VLAN that one switch routes IPv4 of and another IPv6: a number means one VLAN in the whole plant, and that two
 * switches of one VLAN have different networks of one family shows that it does not.
 */
function zonesOfVlan(
  { device, one }: Segment,
  all: readonly Segment[],
  bindings: Bindings,
  claimed: PerFamily<Claims>,
): string[] {
  if (one.vlan === undefined) return [];
  const families = familiesOn(one);
  const others = all.filter(
    (other) =>
      other.device !== device &&
      other.one.vlan === one.vlan &&
      other.one.addresses.length > 0 &&
      !familiesOn(other.one).some((family) => families.includes(family)),
  );
  return [...new Set(others.flatMap((other) => zonesOn(other.device, other.one, bindings, claimed)))].sort();
}

/** The families that an interface has networks of, link-local ones apart. */
function familiesOn(one: Interface): (4 | 6)[] {
  return ([4, 6] as const).filter((family) => prefixesOf(one, family).length > 0);
}

/** The unicast networks of an interface; link-local ones are no way anywhere. */
function prefixesOf(one: Interface, family: 4 | 6): Prefix[] {
  return networksHere(one)
    .filter((network) => network.family === family)
    .flatMap(({ from: first, to: last, prefixLength }) =>
      pairsOf(intersect<number | bigint>([first, last], unicast(family)))
        .filter(([from]) => !isLinkLocal(from))
        .map(([from, to]) => ({ family, from, to, prefixLength })),
    );
}

/** RFC 4291 2.5.6: never forwarded. */
function isLinkLocal(address: number | bigint): boolean {
  return typeof address === "bigint" && address >> 118n === 0x3fan;
}

/**
 * An interface whose address of a family is given by somebody else connects prefixes that nobody wrote down; so may one of which
 * a statement was not understood.
 */
function unknownAddresses(device: Device, one: Interface, family: 4 | 6): string[] {
  const doubt = one.addressDoubt ?? doubtAbout(device, one.id);
  if (doubt === undefined || prefixesOf(one, family).length > 0) return [];
  const router = device.routers.find(({ id }) => id === one.router);
  if (router !== undefined && !(family === 4 ? router.forwards.ipv4 : router.forwards.ipv6)) return [];
  const why = device.doubts.find(({ id }) => id === doubt)?.reason ?? "its addresses are not in the export";
  return [`${device.id} ${one.id} may have IPv${family} addresses that are not in the export: ${why}`];
}

function doubtAbout({ doubts }: Device, id: string): DoubtId | undefined {
  return doubts.find(({ scope, interfaces }) => scope === "interfaces" && interfaces?.includes(id))?.id;
}
