/** Where hosts can be, as the exports show it: segments, what routes lead to, the outside. Each may be a zone. */
import type { Device, Interface, Route } from "../model/device.js";
import { readPrefix } from "../packets/address.js";
import { DEFAULT_LENGTH } from "../resolve/forwarding-table.js";
import { type Door, isReady, type Span, spanOf, type Topology } from "../resolve/topology.js";
import { isPrivate } from "../resolve/zone-space.js";
import { guessKind } from "./guess-kind.js";

/**
 * - `segment`: interfaces of given devices on one network.
 * - `link`: one that has room for two routers only.
 * - `behind`: networks behind a router that was not given.
 * - `pool`: addresses that clients of a portal get.
 * - `internet`: where a default route leaves the given devices.
 */
export interface Place {
  readonly kind: "segment" | "link" | "behind" | "pool" | "internet";
  /** Networks, each as first and last address; all prefixes but those of a pool. */
  readonly networks: readonly Span[];
  /** Interfaces of given devices on it, or that lead there. */
  readonly doors: readonly Door[];
  /** The router behind which it lies. */
  readonly via?: number | bigint;
}

/** All places of the given devices: segments in the order of the devices, then what lies behind, then the outside. */
export function placesOf(devices: readonly Device[], topology: Topology): Place[] {
  const doors = devices.flatMap((device) =>
    device.interfaces.filter(isReady).map((one): Door => ({ device, interface: one })),
  );
  const groups = groupBySegment(doors);
  const outside = new Set(doors.filter((door) => leadsOutside(door, topology)));
  const behind = placesBehind(devices, doors, topology, outside);
  const segments = groups
    .filter((group) => !group.some((door) => outside.has(door)))
    .map((group) => asSegment(group))
    .filter(({ networks, doors: own }) => networks.length > 0 || own.some(hasUnknownAddress));
  const merged = segments.map((segment) => withWider(segment, behind));
  const apart = behind.filter(
    (one) => !merged.some(({ networks }) => one.networks.every((net) => networks.includes(net))),
  );
  const known = [...merged, ...apart].flatMap(({ networks }) => networks);
  const pools = poolsOf(devices).filter(
    ({ networks }) => !networks.every((pool) => known.some((own) => isInside(pool, own))),
  );
  return [...merged, ...apart, ...pools, ...outsideOf(devices, [...outside], topology)];
}

/** Interfaces with a network in common are on one segment; other networks of these are on it too. */
function groupBySegment(doors: readonly Door[]): Door[][] {
  const groups: Door[][] = [];
  const byNetwork = new Map<string, Door[]>();
  for (const door of doors) {
    const keys = networksOf(door).map((span) => span.join("-"));
    const met = [...new Set(keys.flatMap((key) => byNetwork.get(key) ?? []))];
    const joined = groups.filter((group) => group.some((other) => met.includes(other)));
    const group = [...joined.flat(), door];
    for (const one of joined) groups.splice(groups.indexOf(one), 1);
    groups.push(group);
    for (const key of keys) byNetwork.set(key, [...(byNetwork.get(key) ?? []), door]);
  }
  return groups;
}

/** Networks of hosts: link-local ones (RFC 3927, RFC 4291) and single addresses are none. */
function networksOf({ interface: one }: Door): Span[] {
  return one.addresses.flatMap(spanOf).filter(([from, to]) => from !== to && !isLinkLocal(from));
}

function isLinkLocal(address: number | bigint): boolean {
  return typeof address === "bigint" ? address >> 118n === 0x3fan : address >>> 16 === 0xa9fe;
}

function hasUnknownAddress({ interface: one }: Door): boolean {
  return one.addressDoubt !== undefined;
}

function asSegment(doors: readonly Door[]): Place {
  const networks = withoutDoubles(doors.flatMap(networksOf));
  const isLink =
    networks.length > 0 &&
    networks.some(isPointToPoint) &&
    networks.every((one) => isPointToPoint(one) || typeof one[0] === "bigint");
  return { kind: isLink ? "link" : "segment", networks, doors };
}

/** Room for two routers: /30 and /31 (RFC 3021), /126 and /127 (RFC 6164). */
function isPointToPoint([from, to]: Span): boolean {
  return BigInt(to) - BigInt(from) < 4n;
}

function withoutDoubles(spans: readonly Span[]): Span[] {
  return [...new Map(spans.map((span) => [span.join("-"), span])).values()];
}

/** What routes lead to behind routers that were not given, by router. */
function placesBehind(
  devices: readonly Device[],
  doors: readonly Door[],
  topology: Topology,
  outside: ReadonlySet<Door>,
): Place[] {
  const connected = doors.flatMap(networksOf);
  const found = new Map<string, { networks: Span[]; doors: Door[]; via?: number | bigint }>();
  for (const device of devices) {
    for (const route of device.routes.filter(({ prefixLength }) => prefixLength > DEFAULT_LENGTH)) {
      const door = doorOf(device, route);
      if (door === undefined || topology.isLink(door) || isGiven(route, door, topology)) continue;
      const [network] = spanOf({ ...route, address: route.network, kind: "primary" });
      if (network === undefined || isLinkLocal(network[0])) continue;
      const isOutside = outside.has(findDoor(doors, door)) && !isPrivate(network[0]);
      if (isOutside || connected.some((own) => isInside(network, own))) continue;
      const key = String(route.nextHop ?? `${device.id} ${door.interface.id}`);
      const place = found.get(key) ?? {
        networks: [],
        doors: [],
        ...(route.nextHop !== undefined && { via: route.nextHop }),
      };
      place.networks.push(network);
      if (!place.doors.some((one) => one.interface === door.interface)) place.doors.push(door);
      found.set(key, place);
    }
  }
  const known = new Set<string>();
  return [...found.values()].flatMap(({ networks, ...place }): Place[] => {
    const fresh = withoutDoubles(networks).filter((span) => !known.has(span.join("-")));
    for (const span of fresh) known.add(span.join("-"));
    return fresh.length === 0 ? [] : [{ kind: "behind", networks: fresh, ...place }];
  });
}

function findDoor(doors: readonly Door[], { interface: one }: Door): Door {
  const found = doors.find((door) => door.interface === one);
  if (found === undefined) throw new Error("a route leads by an interface that is none");
  return found;
}

/** The interface that a route leads out by; undefined where it drops packets or nothing tells. */
function doorOf(device: Device, { egress, nextHop, router }: Route): Door | undefined {
  const one = device.interfaces.find(
    (candidate) =>
      isReady(candidate) &&
      (egress === undefined ? candidate.router === router && holds(candidate, nextHop) : candidate.id === egress),
  );
  return one === undefined ? undefined : { device, interface: one };
}

function holds(one: Interface, address: number | bigint | undefined): boolean {
  if (address === undefined) return false;
  return one.addresses
    .flatMap(spanOf)
    .some(([from, to]) => typeof from === typeof address && from <= address && address <= to);
}

/** Whether a route leads to another given device: what lies behind it stands in that one's own export. */
function isGiven({ nextHop }: Route, door: Door, topology: Topology): boolean {
  return nextHop !== undefined && topology.owners(door, nextHop).some(({ interface: one }) => one !== door.interface);
}

function isInside([from, to]: Span, [low, high]: Span): boolean {
  return typeof from === typeof low && low <= from && to <= high;
}

/** A segment inside a network that its own router leads to is a part of that network, as is the rest. */
function withWider(segment: Place, behind: readonly Place[]): Place {
  if (segment.kind !== "segment") return segment;
  const wider = behind
    .filter(({ doors }) => doors.some((door) => segment.doors.some(({ interface: one }) => one === door.interface)))
    .flatMap(({ networks }) => networks)
    .filter((network) => segment.networks.some((own) => isInside(own, network)));
  if (wider.length === 0) return segment;
  const own = segment.networks.filter((network) => !wider.some((one) => isInside(network, one)));
  return { ...segment, networks: [...wider, ...own] };
}

/** Whether packets to everywhere leave the given devices here, or its name says that the internet is there. */
function leadsOutside(door: Door, topology: Topology): boolean {
  const { device, interface: one } = door;
  const words = [one.description ?? "", one.zone ?? "", one.id];
  const isNamed = guessKind(words).kind === "internet";
  const isDefault = defaultRoutes(device, topology).some((route) => doorOf(device, route)?.interface === one);
  const own = one.addresses.filter(({ kind }) => kind !== "virtual").map(({ address }) => address);
  const isPublic = own.some((address) => typeof address === "number" && !isPrivate(address));
  const isUnknown = own.length === 0 && hasUnknownAddress(door);
  if (isDefault) return isNamed || isPublic || isUnknown;
  return isNamed && (isPublic || isUnknown);
}

/** One place for everything outside, where a default route leads out of the given devices. */
function outsideOf(devices: readonly Device[], doors: readonly Door[], topology: Topology): Place[] {
  const hasDefault = devices.some((device) => defaultRoutes(device, topology).length > 0);
  if (doors.length === 0 && !hasDefault) return [];
  return [{ kind: "internet", networks: withoutDoubles(doors.flatMap(networksOf)), doors }];
}

/** Default routes that lead out of the given devices. */
function defaultRoutes(device: Device, topology: Topology): Route[] {
  return device.routes.filter((route) => {
    const door = route.prefixLength === 0 ? doorOf(device, route) : undefined;
    return door !== undefined && !topology.isLink(door) && !isGiven(route, door, topology);
  });
}

/** Pools of portals that are switched on. */
function poolsOf(devices: readonly Device[]): Place[] {
  return devices.flatMap((device) => {
    const portals = (device.posture?.portals ?? []).filter(({ enabled }) => enabled);
    const networks = withoutDoubles(
      portals.flatMap(({ profiles }) => profiles).flatMap(({ pools }) => pools.flatMap(spanOfText)),
    );
    return networks.length === 0
      ? []
      : [
          {
            kind: "pool" as const,
            networks,
            doors: doorsOfPortal(
              device,
              portals.flatMap(({ interfaces }) => interfaces),
            ),
          },
        ];
  });
}

/** A pool as it is told: `10.9.0.10-10.9.0.99`, `10.9.0.0/24`, `10.9.0.1`. */
function spanOfText(text: string): Span[] {
  const [from, to] = text.split("-").map((part) => readPrefix(part.trim()));
  return from === undefined ? [] : [[from.from, (to ?? from).to]];
}

function doorsOfPortal(device: Device, ids: readonly string[]): Door[] {
  return device.interfaces.filter(({ id }) => ids.includes(id)).map((one) => ({ device, interface: one }));
}
