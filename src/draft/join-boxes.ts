/** Boxes made fewer: those that differ in one thing only become one. */
import type { Carrier } from "../analyse/carriers.js";
import { type Intervals, union } from "../packets/intervals.js";
import type { Product } from "../packets/products.js";
import type { PacketSpace } from "../packets/space.js";
import { domainOf } from "../resolve/address-bounds.js";

/** A box with the rules that let it through. */
export interface RuledBox extends Product {
  readonly carriers: readonly Carrier[];
}

/** The same packets in fewer boxes, as far as joining two of them at a time goes. */
export function joinBoxes(space: PacketSpace, boxes: readonly RuledBox[]): readonly RuledBox[] {
  const domain = domainOf(space.layout.family);
  const text = (set: Intervals<number | bigint>) => set.join(",");
  const both = (a: Intervals<number | bigint>, b: Intervals<number | bigint>) => union([a, b], domain);
  const byService = joinBy(
    boxes,
    ({ sources, destinations }) => `${text(sources)} ${text(destinations)}`,
    (a, b) => ({ ...a, service: space.diagram.or(a.service, b.service) }),
  );
  const bySource = joinBy(
    byService,
    ({ destinations, service }) => `${text(destinations)} ${service}`,
    (a, b) => ({ ...a, sources: both(a.sources, b.sources) }),
  );
  const byDestination = joinBy(
    bySource,
    ({ sources, service }) => `${text(sources)} ${service}`,
    (a, b) => ({ ...a, destinations: both(a.destinations, b.destinations) }),
  );
  return byDestination.length < boxes.length ? joinBoxes(space, byDestination) : byDestination;
}

/** The one box that holds all of them, and more. */
export function hullOf(space: PacketSpace, boxes: readonly RuledBox[]): RuledBox {
  const domain = domainOf(space.layout.family);
  return {
    sources: union(
      boxes.map(({ sources }) => sources),
      domain,
    ),
    destinations: union(
      boxes.map(({ destinations }) => destinations),
      domain,
    ),
    service: space.diagram.union(boxes.map(({ service }) => service)),
    carriers: [...new Set(boxes.flatMap(({ carriers }) => carriers))],
  };
}

function joinBy(
  boxes: readonly RuledBox[],
  keyOf: (box: RuledBox) => string,
  merge: (a: Product, b: Product) => Product,
): RuledBox[] {
  const found = new Map<string, RuledBox>();
  for (const box of boxes) {
    const key = keyOf(box);
    const known = found.get(key);
    const carriers = known === undefined ? box.carriers : [...new Set([...known.carriers, ...box.carriers])];
    found.set(key, known === undefined ? box : { ...merge(known, box), carriers });
  }
  return [...found.values()];
}
