/** Addresses that a draft has no zone for: what they surely exchange with its zones, a check of it says at once. */
import type { Analysis, ZonePair } from "../analyse/analysis.js";
import { BudgetExceeded, EMPTY } from "../packets/diagram.js";
import { UNMAPPED } from "../resolve/zone-space.js";

/** Zones that exchange packets with addresses of no zone, in the order of the map. */
export function openToUnmapped({ pairs }: Analysis): string[] {
  const met = pairs.filter(({ from, to }) => from === UNMAPPED || to === UNMAPPED).filter(surelyPasses);
  const ids = met.map(({ from, to }) => (from === UNMAPPED ? to : from));
  const order = [...new Set(pairs.map(({ from }) => from))];
  return order.filter((id) => ids.includes(id));
}

/** A pair that is too much to answer is left open by a check too. */
function surelyPasses({ families, answer }: ZonePair): boolean {
  try {
    return families.some((family) => answer(family).must !== EMPTY);
  } catch (error) {
    if (error instanceof BudgetExceeded) return false;
    throw error;
  }
}
