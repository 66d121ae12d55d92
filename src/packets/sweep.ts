/** Cutting one side of many products where any of them begins or ends: which of them hold each stretch of addresses. */
import type { Domain } from "./intervals.js";
import type { Addresses, Product } from "./products.js";

/** Addresses that the same products hold on one side. */
export interface Stretch {
  readonly values: Addresses;
  /** In the order of the list they came from; never empty. */
  readonly held: readonly Product[];
}

/** For so few products stretches are compared one by one. */
const FEW = 8;
/** So few numbers are sorted where they are. */
const FEW_NUMBERS = 32;

/** Addresses of one side by the products that hold them, in order of the smallest address of each. */
export function sweep(
  products: readonly Product[],
  side: "sources" | "destinations",
  domain: Domain<number | bigint>,
): Stretch[] {
  const only = products[0];
  if (only !== undefined && products.length === 1) return [{ values: only[side], held: products }];
  const { at, product, count } = edgesOf(products, side, domain);
  OPEN.makeRoom(products.length);
  const byHash = products.length > FEW ? new Map<number, Found[]>() : undefined;
  const all: Found[] = [];
  for (let index = 0; index < count; ) {
    const here = at[index] as number | bigint;
    for (; index < count && at[index] === here; index++) OPEN.toggle(product[index] as number);
    if (OPEN.size === 0 || index === count) continue;
    const alike = byHash === undefined ? all : byHash.get(OPEN.hash);
    let stretch = alike === undefined ? undefined : sameAsOpen(alike);
    if (stretch === undefined) {
      stretch = openedIn(products);
      all.push(stretch);
      if (alike !== undefined && alike !== all) alike.push(stretch);
      else byHash?.set(OPEN.hash, [stretch]);
    }
    append(stretch.values, here, before(at[index] as number | bigint, domain), domain);
  }
  return all;
}

interface Found {
  readonly hash: number;
  /** Places of the products in the list, ascending. */
  readonly numbers: readonly number[];
  readonly values: (number | bigint)[];
  readonly held: Product[];
}

function sameAsOpen(stretches: readonly Found[]): Found | undefined {
  for (const one of stretches) if (one.hash === OPEN.hash && OPEN.is(one.numbers)) return one;
  return undefined;
}

function openedIn(products: readonly Product[]): Found {
  const numbers = OPEN.numbers();
  const held: Product[] = [];
  for (const number of numbers) held.push(products[number] as Product);
  return { hash: OPEN.hash, numbers, values: [], held };
}

/** The products that hold the place where a sweep is, with a hash that costs nothing to keep. */
class OpenSet {
  hash = 0;
  size = 0;
  /** The open ones in no order, `size` of them. */
  private open = new Int32Array(0);
  /** Where each of them stands in `open`, from 1; 0: it is not open. */
  private place = new Int32Array(0);

  /** For the numbers below `count`, none of which is open: whoever begins ends, so that a sweep leaves nothing behind. */
  makeRoom(count: number): void {
    if (this.place.length >= count) return;
    this.open = new Int32Array(2 * count);
    this.place = new Int32Array(2 * count);
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

  is(numbers: readonly number[]): boolean {
    if (numbers.length !== this.size) return false;
    for (const number of numbers) if (this.place[number] === 0) return false;
    return true;
  }

  /** Ascending. */
  numbers(): number[] {
    if (this.size > FEW_NUMBERS) return Array.from(this.open.slice(0, this.size).sort());
    const numbers: number[] = [];
    for (let index = 0; index < this.size; index++) {
      const number = this.open[index] as number;
      let at = index;
      for (; at > 0 && (numbers[at - 1] as number) > number; at--) numbers[at] = numbers[at - 1] as number;
      numbers[at] = number;
    }
    return numbers;
  }
}

/** One for all sweeps: none begins within another, and those of most are small, their arrays no less dear for it. */
const OPEN = new OpenSet();

/** Where products begin or stand no longer, ascending, the first `count` of them; the two are told apart by which comes first. */
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
  if (CODES.length < count) {
    CODES = new Float64Array(2 * count);
    NUMBERS = new Int32Array(2 * count);
  }
  const [codes, numbers] = [CODES, NUMBERS];
  let place = 0;
  for (let number = 0; number < factor; number++) {
    const values = (products[number] as (typeof products)[number])[side];
    for (let index = 0; index < values.length; index++) {
      codes[place++] = ((values[index] as number) + (index % 2)) * factor + number;
    }
  }
  if (count > FEW_NUMBERS) codes.subarray(0, count).sort();
  else sortFew(codes, count);
  for (let index = 0; index < count; index++) {
    const code = codes[index] as number;
    const at = Math.floor(code / factor);
    numbers[index] = code - at * factor;
    codes[index] = at;
  }
  return { at: codes, product: numbers, count };
}

/** Those of one sweep after the other, as `OPEN`. */
let CODES = new Float64Array(0);
let NUMBERS = new Int32Array(0);

function sortFew(codes: Float64Array, count: number): void {
  for (let index = 1; index < count; index++) {
    const code = codes[index] as number;
    let at = index;
    for (; at > 0 && (codes[at - 1] as number) > code; at--) codes[at] = codes[at - 1] as number;
    codes[at] = code;
  }
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
