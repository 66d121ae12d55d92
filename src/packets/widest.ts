/** Taking away first what holds most of a product: where most of it is covered, little is left to be cut. */
import type { Diagram } from "./diagram.js";
import { type Domain, size } from "./intervals.js";
import { doMeet, type Product, partsWithout } from "./products.js";

/** Among fewer products cutting at once is as quick. */
const MANY = 48;
/** How many go first at most. */
const FIRST = 16;
/** The part of the whole that one holds to go first. */
const WIDE = 0.2;
/** Into more parts than these the whole is not broken. */
const MAX_PARTS = 64;

/** What is left of `whole`, in disjoint parts, and what has to be taken from these yet. */
export interface Begun {
  readonly left: readonly Product[];
  readonly others: readonly Product[];
}

/**
 * `whole` without the widest of `met`, which lie in it; the whole of it where none is wide. Of 2,000 rules that each say what
 * they are not about, a few cover nearly everything: cut at once where any of them ends, there were millions of pieces.
 */
export function withoutWidest(
  diagram: Diagram,
  domain: Domain<number | bigint>,
  whole: Product,
  met: readonly Product[],
): Begun {
  if (met.length < MANY) return { left: [whole], others: met };
  const all = sizeOf(diagram, whole);
  const bySize = met
    .map((one) => ({ one, part: sizeOf(diagram, one) / all }))
    .filter(({ part }) => part >= WIDE)
    .sort((a, b) => b.part - a.part);
  const first = new Set<Product>();
  let left: readonly Product[] = [whole];
  for (const { one } of bySize.slice(0, FIRST)) {
    const next = left.flatMap((part) =>
      doMeet(diagram, part, one) ? partsWithout(diagram, domain, part, one) : [part],
    );
    if (next.length > MAX_PARTS) break;
    left = next;
    first.add(one);
  }
  return { left, others: first.size === 0 ? met : met.filter((one) => !first.has(one)) };
}

/** In arbitrary units that are the same for what lies in one whole. */
function sizeOf(diagram: Diagram, { sources, destinations, service }: Product): number {
  return Number(size(sources)) * Number(size(destinations)) * diagram.share(service);
}
