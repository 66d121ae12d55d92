/** Sets of integers as sorted, disjoint, non-adjacent closed intervals: address sets before they become diagrams. */

/** `[from, to, from, to, …]`, ascending; numbers for IPv4 and ports, bigints for IPv6. */
export type Intervals<T extends number | bigint> = readonly T[];

/** The integers a set lives in. */
export interface Domain<T extends number | bigint> {
  readonly min: T;
  readonly max: T;
  readonly one: T;
}

export const DOMAIN4: Domain<number> = { min: 0, max: 0xffffffff, one: 1 };
export const DOMAIN6: Domain<bigint> = { min: 0n, max: (1n << 128n) - 1n, one: 1n };

const plus = <T extends number | bigint>(value: T, one: T): T => ((value as bigint) + (one as bigint)) as T;
const minus = <T extends number | bigint>(value: T, one: T): T => ((value as bigint) - (one as bigint)) as T;

/** The whole domain. */
export function everything<T extends number | bigint>(domain: Domain<T>): Intervals<T> {
  return [domain.min, domain.max];
}

/** Sorts and merges `[from, to]` pairs in any order, overlapping or adjacent. */
export function normalize<T extends number | bigint>(
  pairs: readonly (readonly [T, T])[],
  domain: Domain<T>,
): Intervals<T> {
  if (pairs.length === 0) return [];
  const sorted = pairs.length === 1 ? pairs : pairs.toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  const merged: T[] = [];
  // By index: most code here runs too seldom to be compiled, and then iterators cost more than what they are for.
  for (let index = 0; index < sorted.length; index++) {
    const pair = sorted[index] as readonly [T, T];
    const from = pair[0];
    const to = pair[1];
    const end = merged[merged.length - 1];
    if (end !== undefined && (from <= end || minus(from, domain.one) === end)) {
      if (to > end) merged[merged.length - 1] = to;
    } else merged.push(from, to);
  }
  return merged;
}

export function union<T extends number | bigint>(sets: readonly Intervals<T>[], domain: Domain<T>): Intervals<T> {
  const used = sets.filter((set) => set.length > 0);
  if (used.length <= 1) return used[0] ?? [];
  if (typeof domain.one === "number") return unionOfNumbers(used as readonly (readonly number[])[]) as Intervals<T>;
  return normalize(used.flatMap(pairsOf), domain);
}

/** Each end in one double, so that they are sorted without a comparison of ours; a last number counts one behind itself. */
function unionOfNumbers(sets: readonly Intervals<number>[]): Intervals<number> {
  const ends = new Float64Array(sets.reduce((sum, set) => sum + set.length, 0));
  let place = 0;
  for (let number = 0; number < sets.length; number++) {
    const set = sets[number] as Intervals<number>;
    for (let index = 0; index < set.length; index += 2) {
      ends[place++] = 2 * (set[index] as number) + 1;
      ends[place++] = 2 * (set[index + 1] as number) + 2;
    }
  }
  ends.sort();
  const merged: number[] = [];
  let open = 0;
  for (let index = 0; index < ends.length; index++) {
    const end = ends[index] as number;
    const begins = end % 2 === 1;
    open += begins ? 1 : -1;
    if (begins && open === 1) {
      const from = (end - 1) / 2;
      // An end at the same place came before it, and what touches is one.
      if (merged[merged.length - 1] === from - 1) merged.pop();
      else merged.push(from);
    } else if (open === 0) merged.push(end / 2 - 1);
  }
  // A copy has no room left over for more: the sets of all groups live as long as their rules.
  return merged.slice();
}

/** Sets of so few numbers are looked through as quickly as searched. */
const FEW = 16;

/** The place of the first interval that ends at `value` or behind it: of a large set most lies before a small one. */
function firstReaching<T extends number | bigint>(set: Intervals<T>, value: T): number {
  if (set.length <= FEW || (set[1] as T) >= value) return 0;
  let below = 0;
  let above = set.length / 2;
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if ((set[2 * middle + 1] as T) < value) below = middle;
    else above = middle;
  }
  return 2 * above;
}

export function intersect<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): Intervals<T> {
  if (a.length === 0 || b.length === 0) return [];
  let result: T[] | undefined;
  let i = firstReaching(a, b[0] as T);
  let j = firstReaching(b, a[0] as T);
  while (i < a.length && j < b.length) {
    const from = (a[i] as T) > (b[j] as T) ? (a[i] as T) : (b[j] as T);
    const endA = a[i + 1] as T;
    const endB = b[j + 1] as T;
    const endsFirst = endA < endB;
    const to = endsFirst ? endA : endB;
    if (from <= to) result = lengthened(result, from, to);
    if (endsFirst) i += 2;
    else j += 2;
  }
  return result ?? [];
}

/** Most sets have one interval: an array that begins as one takes a third of the room of one that is pushed to. */
function lengthened<T extends number | bigint>(set: T[] | undefined, from: T, to: T): T[] {
  if (set === undefined) return [from, to];
  set.push(from, to);
  return set;
}

/** Whether two sets share an element. */
export function meets<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): boolean {
  if (a.length === 0 || b.length === 0) return false;
  let i = firstReaching(a, b[0] as T);
  let j = firstReaching(b, a[0] as T);
  while (i < a.length && j < b.length) {
    if ((a[i + 1] as T) < (b[j] as T)) i += 2;
    else if ((b[j + 1] as T) < (a[i] as T)) j += 2;
    else return true;
  }
  return false;
}

export function complement<T extends number | bigint>(set: Intervals<T>, domain: Domain<T>): Intervals<T> {
  const result: T[] = [];
  let from = domain.min;
  for (let index = 0; index < set.length; index += 2) {
    const start = set[index] as T;
    if (start > from) result.push(from, minus(start, domain.one));
    const end = set[index + 1] as T;
    if (end === domain.max) return result;
    from = plus(end, domain.one);
  }
  result.push(from, domain.max);
  return result;
}

/** What is in `a` and not in `b`. */
export function subtract<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>, domain: Domain<T>): Intervals<T> {
  if (!meets(a, b)) return a;
  let result: T[] | undefined;
  let j = firstReaching(b, a[0] as T);
  for (let i = 0; i < a.length; i += 2) {
    let from = a[i] as T;
    const to = a[i + 1] as T;
    while (j < b.length && (b[j + 1] as T) < from) j += 2;
    while (j < b.length && (b[j] as T) <= to && from <= to) {
      if ((b[j] as T) > from) result = lengthened(result, from, minus(b[j] as T, domain.one));
      from = plus(b[j + 1] as T, domain.one);
      // What reaches beyond this interval takes of the next as well.
      if (from <= to) j += 2;
    }
    if (from <= to) result = lengthened(result, from, to);
  }
  return result ?? [];
}

/** Whether every element of `part` is in `whole`. */
export function covers<T extends number | bigint>(whole: Intervals<T>, part: Intervals<T>): boolean {
  let i = part.length === 0 ? 0 : firstReaching(whole, part[0] as T);
  for (let j = 0; j < part.length; j += 2) {
    while (i < whole.length && (whole[i + 1] as T) < (part[j] as T)) i += 2;
    if (i >= whole.length || (whole[i] as T) > (part[j] as T) || (whole[i + 1] as T) < (part[j + 1] as T)) return false;
  }
  return true;
}

export function contains<T extends number | bigint>(set: Intervals<T>, value: T): boolean {
  for (let index = firstReaching(set, value); index < set.length; index += 2) {
    if ((set[index + 1] as T) >= value) return (set[index] as T) <= value;
  }
  return false;
}

/** How many elements. */
export function size(set: Intervals<number | bigint>): bigint {
  let small = 0;
  let large = 0n;
  for (let index = 0; index < set.length; index += 2) {
    const [from, to] = [set[index], set[index + 1]];
    if (typeof from === "number" && typeof to === "number") small += to - from + 1;
    else if (from !== undefined && to !== undefined) large += BigInt(to) - BigInt(from) + 1n;
  }
  return BigInt(small) + large;
}

/** The intervals as pairs. */
export function pairsOf<T extends number | bigint>(set: Intervals<T>): (readonly [T, T])[] {
  const pairs: (readonly [T, T])[] = [];
  for (let index = 0; index < set.length; index += 2) pairs.push([set[index] as T, set[index + 1] as T]);
  return pairs;
}

/**
 * An interval as the fewest prefixes, `[first, length]` with `length` counted in a word of `bits`.
 * @returns undefined when they are more than `most`.
 */
export function prefixesOf(
  from: number | bigint,
  to: number | bigint,
  bits: number,
  most: number,
): (readonly [number | bigint, number])[] | undefined {
  return typeof from === "number" && typeof to === "number"
    ? prefixes4(from, to, bits, most)
    : prefixes6(BigInt(from), BigInt(to), bits, most);
}

function prefixes4(from: number, to: number, bits: number, most: number): (readonly [number, number])[] | undefined {
  const prefixes: (readonly [number, number])[] = [];
  for (let start = from; start <= to; ) {
    if (prefixes.length === most) return undefined;
    let hostBits = 0;
    while (hostBits < bits && start % 2 ** (hostBits + 1) === 0 && start + 2 ** (hostBits + 1) - 1 <= to) hostBits++;
    prefixes.push([start, bits - hostBits]);
    start += 2 ** hostBits;
  }
  return prefixes;
}

function prefixes6(from: bigint, to: bigint, bits: number, most: number): (readonly [bigint, number])[] | undefined {
  const prefixes: (readonly [bigint, number])[] = [];
  for (let start = from; start <= to; ) {
    if (prefixes.length === most) return undefined;
    let hostBits = 0;
    while (
      hostBits < bits &&
      start % (1n << BigInt(hostBits + 1)) === 0n &&
      start + (1n << BigInt(hostBits + 1)) - 1n <= to
    ) {
      hostBits++;
    }
    prefixes.push([start, bits - hostBits]);
    start += 1n << BigInt(hostBits);
  }
  return prefixes;
}
