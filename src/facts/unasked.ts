/** Why nothing can be asked of a pair of zones. */
import type { Plant } from "../resolve/plant.js";

/** Why there is no family that both zones have addresses of. */
export function whyNothingIsAsked(plant: Plant, zones: readonly string[]): string {
  const held = plant.zones.filter((one) => one[4].length + one[6].length > 0);
  const some = new Set([...held, ...plant.open].map(({ zone }) => zone));
  const empty = zones.filter((zone) => !some.has(zone));
  if (empty.length === 0) return `${zones.join(" and ")} have addresses of different families`;
  const taken = plant.misfits.find(({ emptied }) => emptied !== undefined && empty.includes(emptied));
  return taken?.message ?? empty.map((zone) => `zone ${zone} has no addresses`).join(", ");
}
