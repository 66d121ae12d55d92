/** Zones that no given devices join, and those that are devices themselves. */
import { type Intervals, subtract } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import { deviceAddresses } from "./doors.js";
import { notJoined } from "./not-joined.js";
import { addressesOf } from "./ways.js";

interface ZonePair {
  readonly from: string;
  readonly to: string;
  readonly family: 4 | 6;
}

/**
 * Why what passes between two zones is open that no given devices join. What a zone of addresses of given devices alone (a loopback)
 * is sent, no device forwards: that is told of the device, and nothing lies between.
 */
export function zonesNotJoined(plant: Plant, pair: ZonePair): string {
  const { sources, destinations } = addressesOf(plant, pair);
  const { from, to, family } = pair;
  const own = deviceAddresses(plant, family);
  const isOwn = (addresses: Intervals<number | bigint>) =>
    addresses.length > 0 && subtract(addresses, own, domainOf(family)).length === 0;
  const ends = [...(isOwn(sources) ? [from] : []), ...(isOwn(destinations) ? [to] : [])];
  if (ends.length === 0) return notJoined(from, to, family);
  const holds = ends.length === 1 ? "holds" : "hold";
  return `${ends.join(" and ")} ${holds} addresses of given devices alone: what is for these is told of the devices, and no pair of zones decides it`;
}
