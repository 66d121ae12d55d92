/** The ways of a zone pair over single devices: which slices must be looked at, and what keeps them from being all. */
import type { Device, Interface } from "../model/device.js";
import { type Intervals, normalize, size, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment } from "../resolve/attachments.js";
import type { Plant } from "../resolve/plant.js";
import type { SliceScope } from "./rule-sets.js";

/** One slice of a pair. `direct`: both zones lie there, what surely passes it surely passes. Otherwise only a way round. */
export interface Way {
  readonly device: Device;
  readonly scope: SliceScope;
  readonly direct: boolean;
}

export interface PairWays {
  readonly ways: readonly Way[];
  /** Devices that join both zones. */
  readonly joint: readonly Device[];
  /** Both zones on one segment: packets there meet no given router. */
  readonly sharedSegments: readonly { readonly device: Device; readonly interface: Interface }[];
  /** Why the ways may not be all there are. */
  readonly reasons: readonly string[];
}

/**
 * The ways from one zone to another in one family.
 *
 * Every packet that arrives leaves by a given device the target zone is attached to (the given devices are all that join
 * the zones). Where the source zone is attached to that device alone and its routes are known, it comes in by the
 * interfaces of that zone; otherwise by any interface of that router. Pairs that no single device joins are left open.
 */
export function pairWays(plant: Plant, from: string, to: string, family: 4 | 6): PairWays {
  const sources = plant.attachments.filter((one) => one.zone === from && one[family].length > 0);
  const targets = plant.attachments.filter((one) => one.zone === to && one[family].length > 0);
  const joint = plant.devices
    .map(({ device }) => device)
    .filter((device) => has(sources, device) && has(targets, device));
  const ways: Way[] = [];
  const sharedSegments: { device: Device; interface: Interface }[] = [];
  for (const target of targets) {
    for (const source of sources) {
      if (source.device !== target.device) continue;
      if (source.interface === target.interface)
        sharedSegments.push({ device: source.device, interface: source.interface });
      else if (joins(source, target, family)) ways.push(way(source.interface.id, source[family], target, family, true));
    }
    ways.push(...waysRound(target, sources, family));
  }
  return {
    ways,
    joint,
    sharedSegments,
    reasons: [
      ...unreached(plant, from, sources, family),
      ...unreached(plant, to, targets, family),
      ...routeDoubts(sources, targets),
    ],
  };
}

function has(attachments: readonly Attachment[], device: Device): boolean {
  return attachments.some((one) => one.device === device);
}

/** Whether the device forwards between the two interfaces at all: one router, and one that forwards this family. */
function joins(source: Attachment, target: Attachment, family: 4 | 6): boolean {
  if (source.interface.router !== target.interface.router) return false;
  const router = source.device.routers.find((one) => one.id === source.interface.router);
  return router !== undefined && (family === 4 ? router.forwards.ipv4 : router.forwards.ipv6);
}

function way(
  ingress: string,
  sources: Intervals<number | bigint>,
  target: Attachment,
  family: 4 | 6,
  direct: boolean,
): Way {
  const destinations = subtract(target[family], ownAddresses(target.device, family), domainOf(family));
  return {
    device: target.device,
    direct,
    scope: { family, ingress, egress: target.interface.id, sources, destinations },
  };
}

/** Packets to an address of the device itself end there; they are no matter of the pair. */
function ownAddresses(device: Device, family: 4 | 6): Intervals<number | bigint> {
  const own = device.interfaces.flatMap((one) => one.addresses.filter((address) => address.family === family));
  return normalize<number | bigint>(
    own.map(({ address }) => [address, address] as const),
    domainOf(family),
  );
}

/** Ways into the target by the device's other interfaces, where the source can reach those at all. */
function waysRound(target: Attachment, sources: readonly Attachment[], family: 4 | 6): Way[] {
  const { device } = target;
  const onlyHere = sources.every((one) => one.device === device);
  const router = device.routers.find((one) => one.id === target.interface.router);
  if (router === undefined || !(family === 4 ? router.forwards.ipv4 : router.forwards.ipv6)) return [];
  if (onlyHere && router.dynamicRouting === undefined) return [];
  const from = union(
    sources.map((one) => one[family]),
    domainOf(family),
  );
  const direct = new Set(sources.filter((one) => one.device === device).map((one) => one.interface.id));
  return device.interfaces
    .filter((one) => one.enabled && one.router === router.id && (one.kind === "routed" || one.kind === "tunnel"))
    .filter((one) => one !== target.interface && !(direct.has(one.id) && onlyHere))
    .map((one) => way(one.id, from, target, family, false));
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
  const share = size(missing) === size(own) ? "no part" : "a part";
  return share === "no part" ? [] : [`a part of zone ${zone} lies behind no interface of a given device`];
}

function routeDoubts(sources: readonly Attachment[], targets: readonly Attachment[]): string[] {
  return [...new Set([...sources, ...targets].flatMap((one) => one.doubts))];
}
