/** The ways of a zone pair over single devices: which slices must be looked at, and what keeps them from being all. */
import type { Device, Interface, Router } from "../model/device.js";
import { type Intervals, intersect, normalize, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment } from "../resolve/attachments.js";
import type { Plant } from "../resolve/plant.js";
import type { SliceScope } from "./rule-sets.js";
import type { SliceOutcome } from "./slice.js";

type Addresses = Intervals<number | bigint>;

/** One slice of a pair. `direct`: both zones lie there, what surely passes it surely passes. Otherwise only a way round. */
export interface Way {
  readonly device: Device;
  readonly scope: SliceScope;
  readonly direct: boolean;
  /** Whether the packets may go another way instead: a route that is not certain leads here. */
  readonly uncertain: boolean;
  /** Why packets may go here although no route says so; of ways round only. */
  readonly because?: string;
}

/** A way with what passes on it. */
export interface WayOutcome {
  readonly way: Way;
  readonly outcome: SliceOutcome;
}

/** Both zones lie at one interface: packets there may meet no given router. */
export interface SharedSegment {
  readonly device: Device;
  readonly interface: Interface;
  /** What of the zones lies on the segment itself. */
  readonly onSegment: {
    readonly sources: Intervals<number | bigint>;
    readonly destinations: Intervals<number | bigint>;
  };
  /** What of them lies there or behind unknown routers of the segment. */
  readonly behind: { readonly sources: Intervals<number | bigint>; readonly destinations: Intervals<number | bigint> };
}

export interface PairWays {
  readonly ways: readonly Way[];
  /** Devices that join both zones. */
  readonly joint: readonly Device[];
  readonly sharedSegments: readonly SharedSegment[];
  /** Why the ways may not be all there are. */
  readonly reasons: readonly string[];
  /** Whether the zones hold addresses of the family, or may hold some that are not known. */
  readonly exists: boolean;
}

/**
 * The ways from one zone to another in one family.
 *
 * Every packet that arrives leaves by a given device the target zone is attached to (the given devices are all that join
 * the zones). Where the source zone is attached to that device's router alone and its routes are known, it comes in by
 * the interfaces of that zone; otherwise by any interface of that router. A device joins two zones when one of its
 * routers forwards between them, or they share a segment; two routers (VRFs, VDOMs) of one device are joined by something
 * else. Pairs that no single device joins are left open.
 */
export function pairWays(plant: Plant, from: string, to: string, family: 4 | 6): PairWays {
  const sources = plant.attachments.filter((one) => one.zone === from && one[family].length > 0);
  const targets = plant.attachments.filter((one) => one.zone === to && one[family].length > 0);
  const meetings = targets.flatMap((target) =>
    sources.filter((source) => source.device === target.device).map((source) => ({ source, target })),
  );
  const shared = meetings.filter(({ source, target }) => source.interface === target.interface);
  const routed = meetings.filter(
    ({ source, target }) => source.interface !== target.interface && joins(source, target, family),
  );
  const joint = new Set([...shared, ...routed].map(({ target }) => target.device));
  return {
    ways: [
      ...routed.map(({ source, target }) => directWay(plant, source, target, family)),
      ...targets.flatMap((target) => waysRound(plant, target, sources, family)),
      ...routed.flatMap((meeting) => waysUnwritten(plant, meeting, family)),
    ],
    joint: plant.devices.map(({ device }) => device).filter((device) => joint.has(device)),
    sharedSegments: shared.map(({ source, target }) => sharedSegment(source, target, family)),
    reasons: [
      ...unreached(plant, from, sources, family),
      ...unreached(plant, to, targets, family),
      ...new Set([...sources, ...targets].flatMap((one) => one.doubts)),
      ...openZones(plant, [from, to], family),
      ...leaks([...sources, ...targets]),
    ],
    exists: [from, to].every((zone) => hasAddresses(plant, zone, family)),
  };
}

function hasAddresses(plant: Plant, zone: string, family: 4 | 6): boolean {
  const known = plant.zones.find((one) => one.zone === zone)?.[family] ?? [];
  return known.length > 0 || plant.open.some((one) => one.zone === zone && one.family === family);
}

function openZones(plant: Plant, zones: readonly string[], family: 4 | 6): string[] {
  const open = plant.open.filter((one) => one.family === family && zones.includes(one.zone));
  return [...new Set(open.map(({ reason }) => reason))];
}

/** Static routes that lead from one router of a device into another (VRF leaks, reference/cisco.md 2.7): a way round. */
function leaks(attachments: readonly Attachment[]): string[] {
  const devices = [...new Set(attachments.map(({ device }) => device))];
  return devices.flatMap((device) => {
    const routers = new Map(device.interfaces.map((one) => [one.id, one.router]));
    const leak = device.routes.find(
      ({ egress, router }) => egress !== undefined && (routers.get(egress) ?? router) !== router,
    );
    return leak === undefined
      ? []
      : [`a route of ${leak.router} leads over ${leak.egress} into another router of ${device.id}`];
  });
}

/** Whether the device forwards between the two interfaces at all: one router, and one that forwards this family. */
function joins(source: Attachment, target: Attachment, family: 4 | 6): boolean {
  return source.interface.router === target.interface.router && forwards(routerOf(source), family);
}

function routerOf({ device, interface: one }: Attachment): Router | undefined {
  return device.routers.find(({ id }) => id === one.router);
}

function forwards(router: Router | undefined, family: 4 | 6): boolean {
  return router !== undefined && (family === 4 ? router.forwards.ipv4 : router.forwards.ipv6);
}

function directWay(plant: Plant, source: Attachment, target: Attachment, family: 4 | 6): Way {
  return {
    device: target.device,
    direct: true,
    uncertain: [source, target].some(({ doubts, backup }) => backup || doubts.length > 0),
    scope: scopeOf(plant, source.interface.id, source[family], target, family),
  };
}

/** Two zones at one router. */
interface Meeting {
  readonly source: Attachment;
  readonly target: Attachment;
}

/**
 * Interfaces whose networks nobody wrote down may have hosts of either zone behind them: clients of a VPN with addresses of
 * a pool, what a provider's address connects. Of the internet, only links with an address from somebody else do.
 */
function waysUnwritten(plant: Plant, { source, target }: Meeting, family: 4 | 6): Way[] {
  const { device } = target;
  const internet = new Set(plant.map?.zones.filter(({ kind }) => kind === "internet").map(({ id }) => id));
  const unwritten = plant.devices.find((one) => one.device === device)?.unwritten ?? [];
  const others = (zone: string) =>
    unwritten
      .filter((one) => one.router === target.interface.router && one !== source.interface && one !== target.interface)
      .filter(({ addressDoubt }) => !internet.has(zone) || addressDoubt !== undefined);
  const way = (ingress: string, egress: string, open: string): Way => ({
    device,
    direct: false,
    uncertain: true,
    because: `which networks lie behind ${open} is not in the file`,
    scope: { ...scopeOf(plant, ingress, source[family], target, family), egress, destinations: target[family] },
  });
  return [
    ...others(source.zone).map(({ id }) => way(id, target.interface.id, id)),
    ...others(target.zone).map(({ id }) => way(source.interface.id, id, id)),
  ];
}

/** A slice towards a target: what longer routes lead elsewhere or drop does not leave by its interface. */
function scopeOf(
  plant: Plant,
  ingress: string,
  sources: Addresses,
  target: Attachment,
  family: 4 | 6,
): SliceScope & { readonly egress: string } {
  const { device, interface: egress } = target;
  const domain = domainOf(family);
  const own = normalize<number | bigint>(
    ownAddresses(device, family, egress.router).map((address) => [address, address] as const),
    domain,
  );
  const routed = plant.devices.find((one) => one.device === device)?.tables.get(egress.router)?.[family];
  const leaving = (routed?.ways ?? []).filter((way) => way.interface === egress.id).map(({ addresses }) => addresses);
  const destinations = intersect(target[family], union(leaving, domain));
  const hosts = (addresses: Addresses) => subtract(addresses, own, domain);
  return { family, ingress, egress: egress.id, sources: hosts(sources), destinations: hosts(destinations) };
}

/**
 * Packets from or to an address of the device itself start or end there; they are no matter of the pair. An interface that
 * is switched off has none, and one of another router (VRF, VDOM) is somebody else's.
 * @param router left out: those of all routers.
 */
export function ownAddresses(device: Device, family: 4 | 6, router?: string): (number | bigint)[] {
  return device.interfaces
    .filter((one) => one.enabled && (router === undefined || one.router === router))
    .flatMap((one) => one.addresses.filter((address) => address.family === family).map(({ address }) => address));
}

function sharedSegment(source: Attachment, target: Attachment, family: 4 | 6): SharedSegment {
  return {
    device: source.device,
    interface: source.interface,
    onSegment: { sources: source.onSegment[family], destinations: target.onSegment[family] },
    behind: { sources: source[family], destinations: target[family] },
  };
}

/** Ways into the target by the router's other interfaces, where the source can reach those at all. */
function waysRound(plant: Plant, target: Attachment, sources: readonly Attachment[], family: 4 | 6): Way[] {
  const { device } = target;
  const router = routerOf(target);
  if (router === undefined || !forwards(router, family)) return [];
  const here = sources.filter((one) => one.device === device && one.interface.router === router.id);
  const onlyHere = here.length === sources.length;
  if (onlyHere && router.dynamicRouting === undefined) return [];
  const from = union(
    sources.map((one) => one[family]),
    domainOf(family),
  );
  const direct = new Set(here.map((one) => one.interface.id));
  return device.interfaces
    .filter((one) => one.enabled && one.router === router.id && (one.kind === "routed" || one.kind === "tunnel"))
    .filter((one) => one !== target.interface && !(direct.has(one.id) && onlyHere))
    .map((one) => ({
      device,
      direct: false,
      uncertain: true,
      because: "ways over several devices are not analysed",
      scope: scopeOf(plant, one.id, from, target, family),
    }));
}

/** Parts of a zone that lie behind no interface of a given device: nothing shows what guards them. */
function unreached(plant: Plant, zone: string, attachments: readonly Attachment[], family: 4 | 6): string[] {
  const own = plant.zones.find((one) => one.zone === zone)?.[family] ?? [];
  const reached = union(
    attachments.map((one) => one[family]),
    domainOf(family),
  );
  const missing = subtract(own, reached, domainOf(family));
  if (missing.length === 0 || attachments.length === 0) return [];
  return [`a part of zone ${zone} lies behind no interface of a given device`];
}
