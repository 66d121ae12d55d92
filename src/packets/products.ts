/** Products of sources, destinations and services: what most rules are, and what little is left of one after others. */
import { type Diagram, EMPTY, type Node } from "./diagram.js";
import { covers, type Domain, type Intervals, intersect, meets, subtract } from "./intervals.js";

export type Addresses = Intervals<number | bigint>;

/** All packets from, to and of these; `service` is a set over the fields behind the addresses. */
export interface Product {
  readonly sources: Addresses;
  readonly destinations: Addresses;
  readonly service: Node;
}

/** The product that holds no packet. */
export const NOTHING: Product = { sources: [], destinations: [], service: EMPTY };

export function isNothing({ sources, destinations, service }: Product): boolean {
  return service === EMPTY || sources.length === 0 || destinations.length === 0;
}

/** Whether two products share a packet. */
export function doMeet(diagram: Diagram, a: Product, b: Product): boolean {
  return (
    !isNothing(a) &&
    !isNothing(b) &&
    spansMeet(a.sources, b.sources) &&
    spansMeet(a.destinations, b.destinations) &&
    (a.service === b.service || diagram.and(a.service, b.service) !== EMPTY) &&
    meets(a.sources, b.sources) &&
    meets(a.destinations, b.destinations)
  );
}

/** What two products share; nothing where they do not meet, the very same product where it lies in the other. */
export function shared(diagram: Diagram, a: Product, b: Product): Product {
  if (!spansMeet(a.sources, b.sources) || !spansMeet(a.destinations, b.destinations)) return NOTHING;
  // Services are compared before addresses: their answer is remembered, and mostly no.
  const service = diagram.and(a.service, b.service);
  if (service === EMPTY) return NOTHING;
  const sourcesA = a.sources === b.sources || covers(b.sources, a.sources);
  const destinationsA = a.destinations === b.destinations || covers(b.destinations, a.destinations);
  if (sourcesA && destinationsA && service === a.service) return a;
  const sourcesB = a.sources === b.sources || covers(a.sources, b.sources);
  const destinationsB = a.destinations === b.destinations || covers(a.destinations, b.destinations);
  if (sourcesB && destinationsB && service === b.service) return b;
  // The same list where one holds the other: what is cut often stays one list in memory.
  const sources = sourcesA ? a.sources : sourcesB ? b.sources : intersect(a.sources, b.sources);
  if (sources.length === 0) return NOTHING;
  const destinations = destinationsA
    ? a.destinations
    : destinationsB
      ? b.destinations
      : intersect(a.destinations, b.destinations);
  return destinations.length === 0 ? NOTHING : { sources, destinations, service };
}

/** `one` without `taken`, which meets it, in disjoint parts: its other sources, of the shared ones its other destinations, of those shared its other services. */
export function partsWithout(
  diagram: Diagram,
  domain: Domain<number | bigint>,
  one: Product,
  taken: Product,
): Product[] {
  const left: Product[] = [];
  let { sources, destinations } = one;
  if (!covers(taken.sources, sources)) {
    left.push({ ...one, sources: subtract(sources, taken.sources, domain) });
    sources = intersect(sources, taken.sources);
  }
  if (!covers(taken.destinations, destinations)) {
    left.push({ ...one, sources, destinations: subtract(destinations, taken.destinations, domain) });
    destinations = intersect(destinations, taken.destinations);
  }
  const service = diagram.diff(one.service, taken.service);
  if (service !== EMPTY) left.push({ sources, destinations, service });
  return left;
}

/** Whether the stretches from first to last of two non-empty sets meet: the quick answer that mostly suffices. */
function spansMeet(a: Addresses, b: Addresses): boolean {
  return (a[0] as number) <= (b[b.length - 1] as number) && (b[0] as number) <= (a[a.length - 1] as number);
}
