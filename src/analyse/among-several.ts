/** Ways out by which more than one may take a packet: given devices on a segment, and what was not given. */
import { intersect, subtract } from "../packets/intervals.js";
import { domainOf } from "../resolve/address-bounds.js";
import type { Detour } from "./detours.js";
import type { Exit } from "./standing.js";

type WayOut = Pick<Exit, "destinations" | "next" | "uncertain"> & { readonly arrives: Exit["destinations"] };

/**
 * A way out in parts: who of several takes what it leads to is not known. Where one given device is there and leads on, it takes them,
 * or somebody who stops nothing does: so what passes it surely arrives.
 * @param leading devices on the segment that lead on to some of the destinations by another interface.
 */
export function amongSeveral<Way extends WayOut>(
  found: Way,
  leading: readonly Detour[],
  family: 4 | 6,
): readonly Way[] {
  const { arrives, destinations, next } = found;
  if (next.length < 2 && (next.length === 0 || arrives.length === 0)) return [found];
  const [only] = next.length === 1 ? leading : [];
  const taken = only === undefined ? [] : intersect(destinations, only.addresses);
  if (taken.length === 0) return [{ ...found, uncertain: true }];
  const parts: readonly Way[] = [
    { ...found, destinations: subtract(destinations, taken, domainOf(family)), uncertain: true },
    { ...found, destinations: taken, next: [], uncertain: true },
    { ...found, destinations: taken, arrives: [] },
  ];
  return parts.filter((part) => part.destinations.length > 0);
}
