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
  const only = products[0];
  if (only !== undefined && products.length === 1) return [{ values: only[side], held: products }];
  const { at, product, count } = edgesOf(products, side, domain);
  const open = new OpenSet(products.length);
  const found = new Map<number, Found[]>();
  const all: Found[] = [];
  for (let index = 0; index < count; ) {
    const here = at[index] as number | bigint;
    for (; index < count && at[index] === here; index++) open.toggle(product[index] as number);
    if (open.size === 0 || index === count) continue;
    const bucket = found.get(open.hash);
    let stretch = bucket?.find((one) => open.is(one.numbers));
    if (stretch === undefined) {
      const numbers = open.numbers();
      stretch = { numbers, values: [], held: Array.from(numbers, (number) => products[number] as Product) };
      all.push(stretch);
      if (bucket === undefined) found.set(open.hash, [stretch]);
      else bucket.push(stretch);
    }
    append(stretch.values, here, before(at[index] as number | bigint, domain), domain);
  }
  return all;
}

interface Found {
  /** Places of the products in the list, ascending. */
  readonly numbers: Int32Array;
  readonly values: (number | bigint)[];
  readonly held: Product[];
}

/** The products that hold the place where a sweep is, with a hash that costs nothing to keep. */
class OpenSet {
  hash = 0;
  size = 0;
  /** The open ones in no order, `size` of them. */
  private readonly open: Int32Array;
  /** Where each of them stands in `open`, from 1; 0: it is not open. */
  private readonly place: Int32Array;

  constructor(count: number) {
    this.open = new Int32Array(count);
    this.place = new Int32Array(count);
  }

  /** A product begins here if it was closed, and ends if it was open. */
  toggle(number: number): void {
    const { open, place } = this;
    this.hash ^= Math.imul(number + 1, 0x9e3779b1);
    const at = place[number] as number;
    if (at === 0) {
      open[this.size++] = number;
      place[number] = this.size;
      return;
    }
    const last = open[--this.size] as number;
    open[at - 1] = last;
    place[last] = at;
    place[number] = 0;
  }

  is(numbers: Int32Array): boolean {
    return numbers.length === this.size && numbers.every((number) => this.place[number] !== 0);
  }

  /** Ascending. */
  numbers(): Int32Array {
    return this.open.slice(0, this.size).sort();
  }
}

/** Where products begin or stand no longer, ascending; the two are told apart by which comes first. */
interface Edges {
  readonly at: ArrayLike<number | bigint>;
  readonly product: ArrayLike<number>;
  readonly count: number;
}

/** Ends lie one behind the last address, so that the highest of all may lie outside the domain. */
function edgesOf(
  products: readonly Product[],
  side: "sources" | "destinations",
  domain: Domain<number | bigint>,
): Edges {
  return typeof domain.one === "number"
    ? narrowEdges(products as readonly { [S in typeof side]: readonly number[] }[], side)
    : wideEdges(products, side);
}

/** An address and the number of its product in one double, so that they are sorted without a comparison of ours. */
function narrowEdges(
  products: readonly { sources: readonly number[]; destinations: readonly number[] }[],
  side: "sources" | "destinations",
): Edges {
  const factor = products.length;
  let count = 0;
  for (const one of products) count += one[side].length;
  const codes = new Float64Array(count);
  let place = 0;
  for (let number = 0; number < factor; number++) {
    const values = (products[number] as (typeof products)[number])[side];
    for (let index = 0; index < values.length; index++) {
      codes[place++] = ((values[index] as number) + (index % 2)) * factor + number;
    }
  }
  codes.sort();
  const product = new Int32Array(count);
  for (let index = 0; index < count; index++) {
    const code = codes[index] as number;
    const at = Math.floor(code / factor);
    product[index] = code - at * factor;
    codes[index] = at;
  }
  return { at: codes, product, count };
}

function wideEdges(products: readonly Product[], side: "sources" | "destinations"): Edges {
  const edges = products.flatMap((one, product) =>
    one[side].map((value, index) => ({ at: BigInt(value) + BigInt(index % 2), product })),
  );
  edges.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { at: edges.map(({ at }) => at), product: edges.map(({ product }) => product), count: edges.length };
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
