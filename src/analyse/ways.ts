/** The ways of a zone pair over the given devices: which slices must be looked at, and what keeps them from being all. */
import type { Device, Interface } from "../model/device.js";
import { covers, type Intervals, meets, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment } from "../resolve/attachments.js";
import type { Misfit } from "../resolve/misfits.js";
import { connectedNetworks } from "../resolve/networks.js";
import type { Plant } from "../resolve/plant.js";
import { areOnOneWire } from "../resolve/topology.js";
import type { Budget } from "./budget.js";
import { joinedBy } from "./joined.js";
import { crossedBy, findNet, type Net } from "./net.js";
import { type Ends, type FoundWays, findWays } from "./paths.js";
import { renamedHosts } from "./renamed.js";
import type { RulesByDevice } from "./target.js";
import { attachedOf, traitsOf } from "./traits.js";
import { unjoinedParts } from "./unjoined.js";
import { neverArrives, unreached } from "./unreached.js";
import type { Hop, Lost, Way } from "./way.js";

/** Both zones lie on the segment of an interface: packets there may meet no given router. */
export interface SharedSegment {
  readonly device: Device;
  readonly interface: Interface;
  /** Where they lie on the wire of two interfaces: the one of the first zone. */
  readonly other?: Interface;
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
  /** What may go a way that never arrives; everything where there are more ways than are followed. */
  readonly lost: readonly Lost[];
  /** All ways at once, where routers learn routes, or where the ways are too many. */
  readonly net?: Net;
  /** Whether `ways` are the direct ones alone, and the rest is in the net. */
  readonly isNetInstead: boolean;
  /** Whether not even the direct ones are all in `ways`. */
  readonly isDirectCut: boolean;
  /** Devices on the ways that join both zones. */
  readonly joint: readonly Device[];
  readonly sharedSegments: readonly SharedSegment[];
  /** Why the ways may not be all there are. */
  readonly reasons: readonly string[];
}

/**
 * The ways from one zone to another in one family: from device to device as their routes lead, and what two zones at one
 * segment have between them. Pairs that no given devices join are left open.
 */
export function pairWays(plant: Plant, rules: RulesByDevice, from: string, to: string, family: 4 | 6): PairWays {
  const sources = attachedOf(plant, from, family);
  const targets = attachedOf(plant, to, family);
  const shared = sharedSegments(plant, sources, targets, family);
  const found = waysAndNet(plant, rules, { from, to, family, sources });
  const { ways, lost, cut, net, isJoinedByNet, isDirectCut = false, tooMany } = found;
  const isNetInstead = cut !== undefined && net !== undefined;
  const hops = () => [...ways.flatMap((way) => way.hops), ...(isNetInstead ? crossedBy(net) : [])];
  const joint = new Set([
    ...shared.map(({ device }) => device),
    ...ways.filter((way) => way.direct).flatMap(({ hops }) => hops.map(({ device }) => device)),
    ...(net === undefined || targets.length === 0 || !isJoinedByNet ? [] : joinedBy(net, family)),
  ]);
  const { min, max } = domainOf(family);
  return {
    ways,
    ...(net === undefined ? {} : { net }),
    isNetInstead,
    isDirectCut,
    lost: cut !== undefined ? [{ sources: [min, max], destinations: [min, max] }] : lost,
    joint: plant.devices.filter(({ device }) => joint.has(device)).map(({ device }) => device),
    sharedSegments: shared,
    reasons: [
      ...(tooMany === undefined ? [] : [tooMany]),
      ...unreached(plant, from, sources, family),
      ...(neverArrives(plant, to, targets, sources, family) ? [] : unreached(plant, to, targets, family)),
      ...new Set([...sources, ...targets].flatMap((one) => one.doubts)),
      ...openZones(plant, [from, to], family),
      ...renamedHosts(plant, [sources, targets], family),
      // Whoever learns routes may join all of them.
      ...(net === undefined && joint.size > 0
        ? unjoinedParts(plant, { from, to, family }, [sources, targets], ways, shared)
        : []),
      ...misfitting(plant, hops, [...sources, ...targets], family),
    ],
  };
}

interface WaysAndNet extends FoundWays {
  readonly net: Net | undefined;
  /** Whether devices of the net may join the zones, by ways that are not followed one by one. */
  readonly isJoinedByNet: boolean;
  readonly isDirectCut?: boolean;
  /** Why not all ways were looked at, where they were not. */
  readonly tooMany?: string;
}

/** Why there is no net of the ways either. */
const WHY_NO_NET = {
  none: () => "addresses may be translated on them, so that they cannot be looked at all at once",
  "too large": ({ legs }: Budget) =>
    `to look at them all at once takes more than the ${legs} legs that one question may take`,
};

/**
 * Why a question is left open: the budget that was not enough, and the ways that were found with it.
 * @param what `lead from … to …`.
 */
export function tooManyWays(
  what: string,
  { cut, most }: Pick<FoundWays, "cut" | "most">,
  count: number,
  { hops }: Budget,
): string {
  if (cut === "ways") return `more than ${most} ways ${what}, the most that one question may follow`;
  return `the ways that ${what} meet more than ${hops} devices, dead ends counted, the most that one question may follow; ${count} of them were found by then`;
}

/** One by one as long as they are few; all at once where they are not, with the direct ones among them that are nearest. */
function waysAndNet(plant: Plant, rules: RulesByDevice, ends: Ends): WaysAndNet {
  const found = findWays(plant, rules, ends);
  const sought = found.cut || traitsOf(plant).learns() ? findNet(plant, rules, ends) : "none";
  const net = sought === "none" || sought === "too large" ? undefined : sought;
  if (found.cut === undefined) {
    return net?.learns ? { ...found, net, isJoinedByNet: true } : { ...found, net: undefined, isJoinedByNet: false };
  }
  if (net !== undefined) {
    // Where all that were found are direct, the direct ones are as many.
    const areMany = found.cut === "ways" && found.ways.every((way) => way.direct);
    const direct = areMany ? found : findWays(plant, rules, ends, { only: "direct" });
    if (direct.cut === undefined) return { ...direct, cut: found.cut, net, isJoinedByNet: net.learns };
    const some = findWays(plant, rules, ends, { only: "direct", nearest: true });
    return { ...some, cut: found.cut, net, isJoinedByNet: true, isDirectCut: true };
  }
  const why = WHY_NO_NET[sought === "none" ? "none" : "too large"](rules.budget);
  const tooMany = `${tooManyWays(`lead from ${ends.from} to ${ends.to}`, found, found.ways.length, rules.budget)}; ${why}`;
  const some = findWays(plant, rules, ends, { nearest: true });
  return { ...some, cut: found.cut, net, isJoinedByNet: false, isDirectCut: true, tooMany };
}

/** Whether a zone holds addresses of a family, or may hold some that are not known. */
export function hasAddresses(plant: Plant, zone: string, family: 4 | 6): boolean {
  const known = plant.zones.find((one) => one.zone === zone)?.[family] ?? [];
  return known.length > 0 || plant.open.some((one) => one.zone === zone && one.family === family);
}

function openZones(plant: Plant, zones: readonly string[], family: 4 | 6): string[] {
  const open = plant.open.filter((one) => one.family === family && zones.includes(one.zone));
  return [...new Set(open.map(({ reason }) => reason))];
}

/** What does not fit together where packets of the pair start, end or cross: which device they meet is then a guess. */
function misfitting(plant: Plant, hopsOf: () => readonly Hop[], ends: readonly Attachment[], family: 4 | 6): string[] {
  if (plant.misfits.length === 0) return [];
  const hops = hopsOf();
  const isMet = ({ device, interface: one, addresses }: Misfit["doors"][number]) =>
    ends.some(
      (end) =>
        end.device === device && end.interface === one && (addresses === undefined || meets(end[family], addresses)),
    ) ||
    hops.some(({ device: crossed, scope }) => {
      if (crossed !== device) return false;
      if (addresses !== undefined) return scope.egress === one.id && meets(scope.destinations, addresses);
      return scope.egress === one.id || scope.ingress === one.id;
    });
  return plant.misfits.filter(({ doors }) => doors.some(isMet)).map(({ message }) => message);
}

/** Where both zones are attached to one interface, or to two of one segment: a router there may know both. */
function sharedSegments(
  plant: Plant,
  sources: readonly Attachment[],
  targets: readonly Attachment[],
  family: 4 | 6,
): SharedSegment[] {
  return targets.flatMap((target) => {
    const { device, interface: one } = target;
    const self = { device, interface: one };
    const near = plant.topology.segment(self);
    const doorOf = (source: Attachment) => near.find((door) => door.interface === source.interface);
    return sources.flatMap((source) => {
      if (source.interface === one) return [sharedSegment(plant, source, target, family)];
      const door = doorOf(source);
      if (door === undefined) return [];
      return areOnOneWire(door, self)
        ? [{ ...sharedSegment(plant, source, target, family), other: source.interface }]
        : acrossSegment(source, target, [sources, targets], family);
    });
  });
}

function sharedSegment(plant: Plant, source: Attachment, target: Attachment, family: 4 | 6): SharedSegment {
  const elsewhere = elsewhereToo(plant, target.interface, family);
  const surely = (there: Intervals<number | bigint>) => subtract(there, elsewhere, domainOf(family));
  return {
    device: target.device,
    interface: target.interface,
    onSegment: { sources: surely(source.onSegment[family]), destinations: surely(target.onSegment[family]) },
    behind: { sources: source[family], destinations: target[family] },
  };
}

/** What of the networks of an interface another one has with a longer prefix: hosts may well lie there, and not here. */
function elsewhereToo(plant: Plant, one: Interface, family: 4 | 6): Intervals<number | bigint> {
  const own = connectedNetworks(one, family);
  const others = plant.misfits
    .filter(
      ({ code, doors }) => code === "topology/overlapping-networks" && doors.some((door) => door.interface === one),
    )
    .flatMap(({ doors }) => doors.filter((door) => door.interface !== one))
    .map((door) => connectedNetworks(door.interface, family));
  return union(
    others.filter((network) => covers(own, network)),
    domainOf(family),
  );
}

/** What of two zones is attached to two interfaces of a segment, and to neither of them together. */
function acrossSegment(
  source: Attachment,
  target: Attachment,
  [sources, targets]: readonly [readonly Attachment[], readonly Attachment[]],
  family: 4 | 6,
): SharedSegment[] {
  const domain = domainOf(family);
  const at = (all: readonly Attachment[], one: Interface) =>
    union(
      all.filter((other) => other.interface === one).map((other) => other[family]),
      domain,
    );
  const behind = {
    sources: subtract(source[family], at(sources, target.interface), domain),
    destinations: subtract(target[family], at(targets, source.interface), domain),
  };
  if (behind.sources.length === 0 || behind.destinations.length === 0) return [];
  const { device, interface: one } = target;
  return [{ device, interface: one, onSegment: { sources: [], destinations: [] }, behind }];
}

/** Why packets of a zone may come in elsewhere than where it is attached. */
export function sourceReasons(
  plant: Plant,
  zone: string,
  sources: readonly Attachment[],
  family: 4 | 6,
): readonly string[] {
  const doubts = new Set(sources.flatMap((one) => one.doubts));
  return [...unreached(plant, zone, sources, family), ...doubts, ...openZones(plant, [zone], family)];
}

/** The addresses of two zones. */
export function addressesOf(
  plant: Plant,
  { from, to, family }: { readonly from: string; readonly to: string; readonly family: 4 | 6 },
): SharedSegment["behind"] {
  const addresses = (zone: string) => plant.zones.find((one) => one.zone === zone)?.[family] ?? [];
  return { sources: addresses(from), destinations: addresses(to) };
}
