/** Why nothing can be asked of a pair of zones. */
import { hasAddresses } from "../analyse/ways.js";
import type { Plant } from "../resolve/plant.js";

/** Why there is no family that both zones have addresses of. */
export function whyNothingIsAsked(plant: Plant, zones: readonly string[]): string {
  const empty = zones.filter((zone) => !([4, 6] as const).some((family) => hasAddresses(plant, zone, family)));
  if (empty.length === 0) return `${zones.join(" and ")} have addresses of different families`;
  const taken = plant.misfits.find(({ emptied }) => emptied !== undefined && empty.includes(emptied));
  return taken?.message ?? empty.map((zone) => `zone ${zone} has no addresses`).join(", ");
}
