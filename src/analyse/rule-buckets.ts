/** Rules by the stretches of their addresses: in buckets from fine to coarse. */
import type { Product } from "../packets/products.js";

/** A rule in more buckets than this on both sides is listed once, beside them. */
const MAX_BUCKETS_OF_RULE = 64;
const RULES_PER_BUCKET = 4;
/** A rule of a long list in more buckets than this on the other side stands beside them. */
const MAX_BUCKETS_IN_LIST = 8;
/** For a rule in more buckets than this on a side all rules are looked at, one after the other. */
export const MANY_BUCKETS = 256;
/** Where more rules than this stand in one bucket, they are told apart by their other side when a packet is looked for. */
export const LONG_LIST = 32;

/**
 * The lists that one question is about: stretches of longer ones, each of them ascending. One object serves all questions,
 * one after the other: lists of lists made anew for each were an eighth of all that a run of 50,000 rules threw away.
 */
export class Lists {
  count = 0;
  readonly numbers: Int32Array[] = [];
  /** Where each begins in its `numbers`, and where it ends. */
  readonly from: number[] = [];
  readonly to: number[] = [];

  add(numbers: Int32Array, from: number, to: number): void {
    if (from === to) return;
    const { count } = this;
    this.numbers[count] = numbers;
    this.from[count] = from;
    this.to[count] = to;
    this.count++;
  }
}

/** Rules in buckets by their narrower side, and those for which its buckets are too fine. */
export class Level {
  private readonly bySource: Buckets;
  private readonly byDestination: Buckets;
  /** Those in too many buckets on both sides, ascending. */
  readonly tooWide: Int32Array;

  /** @param rules ascending. */
  constructor(sources: Side, destinations: Side, rules: Int32Array) {
    const [bySource, byDestination] = [new Buckets(sources, rules), new Buckets(destinations, rules)];
    const [inSources, inDestinations] = [new Int32Array(MAX_BUCKETS_OF_RULE), new Int32Array(MAX_BUCKETS_OF_RULE)];
    const tooWide: number[] = [];
    for (const index of rules) {
      const sourceCount = bySource.of(index, MAX_BUCKETS_OF_RULE, inSources);
      const fewer = (sourceCount ?? MAX_BUCKETS_OF_RULE + 1) - 1;
      const destinationCount = byDestination.of(index, fewer, inDestinations);
      if (destinationCount !== undefined) byDestination.list(index, inDestinations, destinationCount);
      else if (sourceCount !== undefined) bySource.list(index, inSources, sourceCount);
      else tooWide.push(index);
    }
    for (const buckets of [bySource, byDestination]) buckets.close();
    this.bySource = bySource;
    this.byDestination = byDestination;
    this.tooWide = Int32Array.from(tooWide);
  }

  /** Adds lists that together hold every rule listed here that can meet this one. @returns whether they are not too many. */
  near(index: number, lists: Lists): boolean {
    return this.bySource.near(index, MANY_BUCKETS, lists) && this.byDestination.near(index, MANY_BUCKETS, lists);
  }

  /** Adds lists that together hold every rule listed here that holds both addresses, each rule once. */
  at(source: number, destination: number, lists: Lists): void {
    const { bySource, byDestination } = this;
    bySource.at(source, { others: byDestination, otherValue: destination, lists });
    byDestination.at(destination, { others: bySource, otherValue: source, lists });
  }
}

/** The rules of one bucket with a long list by their buckets on the other side: those in few of them, and the others. */
interface Split {
  readonly near: ReadonlyMap<number, Int32Array>;
  readonly far: Int32Array;
}

/** What else is known of a packet that rules are looked for. */
interface OtherSide {
  readonly others: Buckets;
  readonly otherValue: number;
  readonly lists: Lists;
}

/** Stretches of addresses, each with the rules listed there. */
class Buckets {
  /** Lower ends, ascending, the first one below everything. */
  private readonly starts: Float64Array;
  /** Rule numbers, bucket after bucket, ascending in each. */
  private numbers = new Int32Array(0);
  /** Where in `numbers` each bucket begins; one more for the end of the last. */
  private readonly begins: Int32Array;
  /** What was listed, until all is: a bucket and a rule by turns. */
  private listed: number[] = [];
  private readonly split = new Map<number, Split>();

  constructor(
    private readonly side: Side,
    rules: Int32Array,
  ) {
    const firsts = side.firstsOf(rules).sort();
    const starts = [-1];
    for (let at = 0; at < firsts.length; at += RULES_PER_BUCKET) {
      const first = firsts[at] as number;
      if (first !== starts[starts.length - 1]) starts.push(first);
    }
    this.starts = Float64Array.from(starts);
    this.begins = new Int32Array(starts.length + 1);
  }

  /** Lists a rule in its buckets. Rules are to come in their order. */
  list(index: number, buckets: Int32Array, count: number): void {
    for (let at = 0; at < count; at++) {
      const bucket = buckets[at] as number;
      (this.begins[bucket + 1] as number)++;
      this.listed.push(bucket, index);
    }
  }

  /** After the last rule is listed, and before anything is looked for. */
  close(): void {
    const { begins, listed } = this;
    for (let bucket = 1; bucket < begins.length; bucket++) {
      (begins[bucket] as number) += begins[bucket - 1] as number;
    }
    const next = begins.slice();
    this.numbers = new Int32Array(listed.length / 2);
    for (let at = 0; at < listed.length; at += 2) {
      const place = (next[listed[at] as number] as number)++;
      this.numbers[place] = listed[at + 1] as number;
    }
    this.listed = [];
  }

  /** Adds lists that together hold every listed rule that can meet this one on this side. @returns whether they are at most `limit`. */
  near(index: number, limit: number, lists: Lists): boolean {
    const { side, begins, numbers } = this;
    let next = 0;
    let left = limit;
    for (let at = side.begins[index] as number; at < (side.begins[index + 1] as number); at += 2) {
      const last = this.bucketOf(side.ends[at + 1] as number);
      const first = Math.max(next, this.bucketOf(side.ends[at] as number));
      left -= Math.max(0, last - first + 1);
      if (left < 0) return false;
      for (let bucket = first; bucket <= last; bucket++)
        lists.add(numbers, begins[bucket] as number, begins[bucket + 1] as number);
      next = Math.max(next, last + 1);
    }
    return true;
  }

  /** Adds lists that together hold every listed rule with this address here and that one on the other side, each rule once. */
  at(value: number, { others, otherValue, lists }: OtherSide): void {
    const bucket = this.bucketOf(value);
    const [from, to] = [this.begins[bucket] as number, this.begins[bucket + 1] as number];
    if (to - from <= LONG_LIST) {
      lists.add(this.numbers, from, to);
      return;
    }
    let split = this.split.get(bucket);
    if (split === undefined) {
      split = others.splitUp(this.numbers.subarray(from, to));
      this.split.set(bucket, split);
    }
    const near = split.near.get(others.bucketOf(otherValue));
    lists.add(split.far, 0, split.far.length);
    if (near !== undefined) lists.add(near, 0, near.length);
  }

  private splitUp(list: Int32Array): Split {
    const [near, far] = [new Map<number, number[]>(), [] as number[]];
    const buckets = new Int32Array(MAX_BUCKETS_IN_LIST);
    for (const index of list) {
      const count = this.of(index, MAX_BUCKETS_IN_LIST, buckets);
      if (count === undefined) far.push(index);
      for (let at = 0; at < (count ?? 0); at++) {
        const bucket = buckets[at] as number;
        const known = near.get(bucket);
        if (known === undefined) near.set(bucket, [index]);
        else known.push(index);
      }
    }
    return {
      near: new Map([...near].map(([bucket, numbers]) => [bucket, Int32Array.from(numbers)])),
      far: Int32Array.from(far),
    };
  }

  /** Writes the buckets a rule reaches into, ascending. @returns how many; undefined when they are more than `limit`. */
  of(index: number, limit: number, into: Int32Array): number | undefined {
    const { ends, begins } = this.side;
    let count = 0;
    let next = 0;
    for (let at = begins[index] as number; at < (begins[index + 1] as number); at += 2) {
      const last = this.bucketOf(ends[at + 1] as number);
      const first = Math.max(next, this.bucketOf(ends[at] as number));
      if (last - first + 1 > limit - count) return undefined;
      for (let bucket = first; bucket <= last; bucket++) into[count++] = bucket;
      next = Math.max(next, last + 1);
    }
    return count;
  }

  /** The last bucket that begins at or below a value. */
  private bucketOf(value: number): number {
    const { starts } = this;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= value) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** One side of all rules. */
export class Side {
  /** First and last address of each stretch of each rule, one rule behind the other. */
  readonly ends: Float64Array;
  /** Where in `ends` each rule begins; one more for the end of the last. */
  readonly begins: Int32Array;

  constructor(rules: readonly Pick<Product, "sources" | "destinations">[], side: "sources" | "destinations") {
    this.begins = new Int32Array(rules.length + 1);
    let size = 0;
    for (let index = 0; index < rules.length; index++) size += (rules[index] as (typeof rules)[number])[side].length;
    this.ends = new Float64Array(size);
    let place = 0;
    for (let index = 0; index < rules.length; index++) {
      const set = (rules[index] as (typeof rules)[number])[side];
      for (let at = 0; at < set.length; at++) {
        this.ends[place++] = outwards(set[at] as number | bigint, at % 2 === 0 ? -1 : 1);
      }
      this.begins[index + 1] = place;
    }
  }

  /** The first address of each stretch of these rules. */
  firstsOf(rules: Int32Array): Float64Array {
    const { ends, begins } = this;
    let size = 0;
    // By index: an iterator makes an object for every rule.
    for (let number = 0; number < rules.length; number++) {
      const rule = rules[number] as number;
      size += ((begins[rule + 1] as number) - (begins[rule] as number)) / 2;
    }
    const firsts = new Float64Array(size);
    let place = 0;
    for (let number = 0; number < rules.length; number++) {
      const rule = rules[number] as number;
      for (let at = begins[rule] as number; at < (begins[rule + 1] as number); at += 2)
        firsts[place++] = ends[at] as number;
    }
    return firsts;
  }

  /** Whether a rule has this address. */
  holds(index: number, value: number): boolean {
    const { ends, begins } = this;
    const end = begins[index + 1] as number;
    for (let at = begins[index] as number; at < end && (ends[at] as number) <= value; at += 2) {
      if (value <= (ends[at + 1] as number)) return true;
    }
    return false;
  }

  /** Whether two rules share an address. */
  meet(a: number, b: number): boolean {
    const { ends, begins } = this;
    const endA = begins[a + 1] as number;
    const endB = begins[b + 1] as number;
    let i = begins[a] as number;
    let j = begins[b] as number;
    while (i < endA && j < endB) {
      if ((ends[i + 1] as number) < (ends[j] as number)) i += 2;
      else if ((ends[j + 1] as number) < (ends[i] as number)) j += 2;
      else return true;
    }
    return false;
  }
}

/** A 128-bit address as a double that is not on the wrong side of it. */
function outwards(value: number | bigint, direction: 1 | -1): number {
  return typeof value === "number" ? value : Number(value) * (1 + direction * 1e-12);
}
