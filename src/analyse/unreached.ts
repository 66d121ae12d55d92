/** Parts of zones that lie behind no interface of a given device: nothing shows what guards them. */
import { covers, type Intervals, meets, subtract, union } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Attachment } from "../resolve/attachments.js";
import type { Plant } from "../resolve/plant.js";
import { isReady } from "../resolve/topology.js";
import { UNMAPPED } from "../resolve/zone-space.js";

/** @returns the reason why a pair with the zone stays open; none where all of it lies behind given devices, or nothing does. */
export function unreached(
  plant: Plant,
  zone: string,
  attachments: readonly Attachment[],
  family: 4 | 6,
): readonly string[] {
  if (attachments.length === 0 || missingOf(plant, zone, attachments, family).length === 0) return [];
  return [`a part of zone ${zone} lies behind no interface of a given device`];
}

const KNOWN = new WeakMap<Plant, Record<4 | 6, boolean | undefined>>();

/**
 * Whether packets from some sources get nowhere with the addresses of a zone that lie behind no interface: nobody said that
 * these are there (they are on no map), and no router has a route for them. All of that is known only where everything
 * fits, routers learn nothing, no statement that may route was left unread, and no unknown router stands on a segment of the
 * sources or before them, since it may know another way.
 */
export function neverArrives(
  plant: Plant,
  zone: string,
  targets: readonly Attachment[],
  sources: readonly Attachment[],
  family: 4 | 6,
): boolean {
  if (zone !== UNMAPPED || hasStranger(plant, sources)) return false;
  const known = KNOWN.get(plant) ?? { 4: undefined, 6: undefined };
  KNOWN.set(plant, known);
  const isUnrouted = known[family] ?? hasNoRoute(plant, missingOf(plant, zone, targets, family), family);
  known[family] = isUnrouted;
  return isUnrouted;
}

/** Whether a route of a given device, in any family, leads to a router that was not given on a segment of some sources. */
function hasStranger({ attachments }: Plant, sources: readonly Attachment[]): boolean {
  const interfaces = new Set(sources.map((one) => one.interface));
  return attachments.some(
    (one) =>
      interfaces.has(one.interface) && !([4, 6] as const).every((family) => covers(one.onSegment[family], one[family])),
  );
}

/** By where a zone is attached in one family, which all questions about it share. */
const MISSING = new WeakMap<readonly Attachment[], Addresses>();

function missingOf(plant: Plant, zone: string, attachments: readonly Attachment[], family: 4 | 6): Addresses {
  // Zones that are attached nowhere share a list.
  if (attachments.length === 0) return addressesOf(plant, zone, family);
  const missing = MISSING.get(attachments) ?? findMissing(plant, zone, attachments, family);
  MISSING.set(attachments, missing);
  return missing;
}

function addressesOf(plant: Plant, zone: string, family: 4 | 6): Addresses {
  return plant.zones.find((one) => one.zone === zone)?.[family] ?? [];
}

function findMissing(plant: Plant, zone: string, attachments: readonly Attachment[], family: 4 | 6): Addresses {
  const own = addressesOf(plant, zone, family);
  const reached = union(
    attachments.map((one) => subtract(one[family], one.unless[family], domainOf(family))),
    domainOf(family),
  );
  return subtract(own, reached, domainOf(family));
}

type Addresses = Intervals<number | bigint>;

/** What a route leads to is attached, unless it leads to a given device; ports that take no part in forwarding attach nothing. */
function hasNoRoute({ devices, misfits }: Plant, addresses: Addresses, family: 4 | 6): boolean {
  if (misfits.some(({ doors }) => doors.length > 0)) return false;
  return devices.every(({ device, tables, interfaces }) => {
    const isKnown =
      device.routers.every(({ dynamicRouting }) => dynamicRouting === undefined) &&
      device.doubts.every(({ scope, reroutes }) => !reroutes && (scope === "match" || scope === "rule"));
    const apart = [...tables.values()].flatMap((table) =>
      table[family].ways.filter((way) => {
        const egress = interfaces.get(way.interface);
        return egress !== undefined && !isReady(egress) && egress.kind !== "loopback";
      }),
    );
    return isKnown && !apart.some((way) => meets(way.addresses, addresses));
  });
}
