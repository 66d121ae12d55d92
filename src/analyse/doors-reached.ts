/** By which doors packets to a device itself may come in: those that routes lead to, and all of them where something is not known. */
import type { Device } from "../model/device.js";
import { everything, intersect, subtract } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import { connectedNetworks } from "../resolve/networks.js";
import type { Plant } from "../resolve/plant.js";
import { isReady } from "../resolve/topology.js";
import { ownSet } from "./doors.js";
import { notJoined } from "./not-joined.js";
import type { RulesOf } from "./pairs.js";
import { findArrivals } from "./paths.js";
import { attachedOf, traitsOf } from "./traits.js";
import type { Arrival, Lost } from "./way.js";
import { sourceReasons, tooManyWays } from "./ways.js";

/** The ways to a device, and why there may be others. */
export interface FoundDoors {
  readonly arrivals: readonly Arrival[];
  readonly lost: readonly Lost[];
  readonly reasons: readonly string[];
}

/** Who asks for whom. */
export interface DoorsAsked {
  readonly plant: Plant;
  readonly rules: RulesOf;
  readonly device: Device;
  readonly zone: string;
}

/**
 * By which doors of a device packets of a zone may come in to the device itself: as routes lead, and by every one where something
 * is not known, a device that is not given before all.
 */
export function doorsReached({ plant, rules, device, zone }: DoorsAsked, family: 4 | 6): FoundDoors {
  const sources = attachedOf(plant, zone, family);
  const found = findArrivals(plant, rules, { device, from: zone, family, sources });
  const { arrivals, lost, cut } = found;
  const known = [
    ...plant.missing,
    ...(sources.length === 0 ? [`no given device leads to zone ${zone}`] : []),
    ...(cut === undefined
      ? []
      : [tooManyWays(`lead from ${zone} to ${device.id}`, found, arrivals.length, rules.budget)]),
    ...sourceReasons(plant, zone, sources, family),
  ];
  const beside = (reason: string | undefined) => besidesRoutes(plant, device, zone, family, reason);
  const isJoined = [...arrivals, ...beside(known[0])].some(isLed) || (arrivals.length > 0 && traitsOf(plant).learns());
  const strangers = notJoined(zone, device.id, family);
  const reasons = known.length > 0 || isJoined ? known : [strangers];
  const besides = beside(reasons[0]);
  const { min, max } = domainOf(family);
  return {
    arrivals: [...arrivals, ...besides],
    lost: cut !== undefined ? [{ sources: [min, max], destinations: [min, max] }] : lost,
    reasons: [...new Set([...reasons, ...[...arrivals, ...besides].flatMap(({ because }) => because ?? [])])],
  };
}

/** Whether routes lead there. Where none do, something that was not given joins the zone and the device, as with pairs of zones. */
function isLed({ because }: Arrival): boolean {
  return because === undefined;
}

/** By interfaces that take no part in routing (management ports), and by every one where something is not known. */
function besidesRoutes(
  plant: Plant,
  device: Device,
  zone: string,
  family: 4 | 6,
  reason: string | undefined,
): Arrival[] {
  const domain = domainOf(family);
  const own = plant.zones.find((one) => one.zone === zone)?.[family] ?? [];
  return device.interfaces
    .filter((one) => one.enabled && (isReady(one) || one.kind === "other"))
    .filter((one) => one.addresses.length > 0 || one.addressDoubt !== undefined || one.kind === "tunnel")
    .flatMap((one): Arrival[] => {
      const isBeside = one.kind === "other" && one.addresses.some((address) => address.family === family);
      if (reason === undefined && !isBeside) return [];
      const addresses = ownSet(device, family, one.router);
      const near = intersect(own, connectedNetworks(one, family));
      const isNear = isBeside && near.length > 0;
      const because = reason ?? `what leads to the management port ${one.id} of ${device.id} is not known`;
      const sources = subtract(isNear && reason === undefined ? near : own, addresses, domain);
      const destinations = one.addressDoubt === undefined ? addresses : everything(domain);
      if (sources.length === 0 || destinations.length === 0) return [];
      const entry = { family, ingress: one.id, egress: undefined, sources, destinations };
      const direct = isNear && reason === undefined;
      return [{ hops: [], entry, direct, uncertain: !direct, ...(direct ? {} : { because }) }];
    });
}
