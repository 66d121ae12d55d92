/** Cutting one side of many products where any of them begins or ends: which of them hold each stretch of addresses. */
import type { Domain } from "./intervals.js";
import type { Addresses, Product } from "./products.js";

/** Addresses that the same products hold on one side. */
export interface Stretch {
  readonly values: Addresses;
  /** In the order of the list they came from; never empty. */
  readonly held: readonly Product[];
}

/** Addresses of one side by the products that hold them, in order of the smallest address of each. */
export function sweep(
  products: readonly Product[],
  side: "sources" | "destinations",
  domain: Domain<number | bigint>,
): Stretch[] {
  const edges = edgesOf(products, side, domain);
  const open = new Set<number>();
  const found = new Map<string, { values: (number | bigint)[]; held: Product[] }>();
  for (let index = 0; index < edges.length; ) {
    const { at } = edges[index] as Edge;
    for (; index < edges.length && edges[index]?.at === at; index++) {
      const { product, opens } = edges[index] as Edge;
      if (opens) open.add(product);
      else open.delete(product);
    }
    const next = edges[index];
    if (open.size === 0 || next === undefined) continue;
    const held = open.size === 1 ? [...open] : [...open].sort((a, b) => a - b);
    const key = held.join();
    const known = found.get(key) ?? { values: [], held: held.map((number) => products[number] as Product) };
    if (known.values.length === 0) found.set(key, known);
    append(known.values, at, before(next.at, domain), domain);
  }
  return [...found.values()];
}

/** Where a product begins, or stands no longer. */
interface Edge {
  readonly at: number | bigint;
  readonly product: number;
  readonly opens: boolean;
}

/** Ends lie one behind the last address, so that the highest of all may lie outside the domain. */
function edgesOf(
  products: readonly Product[],
  side: "sources" | "destinations",
  { one }: Domain<number | bigint>,
): Edge[] {
  const edges: Edge[] = [];
  for (const [product, { [side]: values }] of products.entries()) {
    for (let index = 0; index < values.length; index += 2) {
      edges.push({ at: values[index] as number | bigint, product, opens: true });
      edges.push({ at: plus(values[index + 1] as number | bigint, one), product, opens: false });
    }
  }
  // An interval that begins where another of its product ends does not occur: they would be one.
  return edges.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Adds an interval behind all others, joined to the last where they touch. */
function append(
  values: (number | bigint)[],
  from: number | bigint,
  to: number | bigint,
  domain: Domain<number | bigint>,
) {
  const last = values.at(-1);
  if (last !== undefined && plus(last, domain.one) === from) values[values.length - 1] = to;
  else values.push(from, to);
}

/** Both of one family: two numbers or two bigints. */
function plus(value: number | bigint, one: number | bigint): number | bigint {
  return ((value as number) + (one as number)) as number | bigint;
}

function before(value: number | bigint, { one }: Domain<number | bigint>): number | bigint {
  return ((value as number) - (one as number)) as number | bigint;
}
