/** Ends of declared flows. */
import { type Intervals, normalize } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Plant } from "../resolve/plant.js";
import type { FlowEnd } from "../zones/map.js";

/** The addresses of an end in one family; of a device none. */
export function endAddresses(plant: Plant, end: FlowEnd, family: 4 | 6): Intervals<number | bigint> {
  if (end.kind === "device") return [];
  if (end.kind === "zone") return plant.zones.find(({ zone }) => zone === end.zone)?.[family] ?? [];
  const own = end.ranges.filter((range) => range.family === family).map(({ from, to }) => [from, to] as const);
  return normalize<number | bigint>(own, domainOf(family));
}
