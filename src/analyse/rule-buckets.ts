/** Rules by the stretches of their addresses: in buckets from fine to coarse. */
import type { Intervals } from "../packets/intervals.js";

/** A rule in more buckets than this on both sides is listed once, beside them. */
const MAX_BUCKETS_OF_RULE = 64;
const RULES_PER_BUCKET = 4;
/** A rule of a long list in more buckets than this on the other side stands beside them. */
const MAX_BUCKETS_IN_LIST = 8;
/** For a rule in more buckets than this on a side all rules are looked at, one after the other. */
export const MANY_BUCKETS = 256;
/** Where more rules than this stand in one bucket, they are told apart by their other side when a packet is looked for. */
export const LONG_LIST = 32;

/** Rules in buckets by their narrower side, and those for which its buckets are too fine. */
export class Level {
  private readonly bySource: Buckets;
  private readonly byDestination: Buckets;
  /** Those in too many buckets on both sides, ascending. */
  readonly tooWide: readonly number[];

  /** @param rules ascending. */
  constructor(sources: Side, destinations: Side, rules: readonly number[]) {
    this.bySource = new Buckets(sources, rules);
    this.byDestination = new Buckets(destinations, rules);
    this.tooWide = rules.filter((index) => !this.list(index));
  }

  private list(index: number): boolean {
    const bySource = this.bySource.of(index, MAX_BUCKETS_OF_RULE);
    const byDestination = this.byDestination.of(index, (bySource?.length ?? MAX_BUCKETS_OF_RULE + 1) - 1);
    if (byDestination !== undefined) this.byDestination.list(index, byDestination);
    else if (bySource !== undefined) this.bySource.list(index, bySource);
    return byDestination !== undefined || bySource !== undefined;
  }

  /** Lists, each ascending, that together hold every rule listed here that can meet this one; undefined: too many lists. */
  near(index: number): readonly (readonly number[])[] | undefined {
    const bySource = this.bySource.near(index, MANY_BUCKETS);
    const byDestination = bySource && this.byDestination.near(index, MANY_BUCKETS);
    return byDestination && [...bySource, ...byDestination];
  }

  /** Lists, each ascending, that together hold every rule listed here that holds both addresses. */
  at(source: number, destination: number): (readonly number[])[] {
    const { bySource, byDestination } = this;
    return [...bySource.at(source, byDestination, destination), ...byDestination.at(destination, bySource, source)];
  }
}

/** Stretches of addresses, each with the rules listed there. */
class Buckets {
  /** Lower ends, ascending, the first one below everything. */
  private readonly starts: Float64Array;
  /** Rule numbers by bucket, ascending. */
  private readonly lists: number[][];
  /** By bucket with a long list, its rules by their buckets on the other side: those in few of them, and the others. */
  private readonly split = new Map<number, { readonly near: ReadonlyMap<number, number[]>; readonly far: number[] }>();

  constructor(
    private readonly side: Side,
    rules: readonly number[],
  ) {
    const firsts = side.firstsOf(rules).sort();
    this.starts = Float64Array.from([-1, ...new Set(firsts.filter((_, at) => at % RULES_PER_BUCKET === 0))]);
    this.lists = Array.from(this.starts, () => []);
  }

  /** Lists a rule in its buckets. Rules are to come in their order. */
  list(index: number, buckets: readonly number[]): void {
    for (const bucket of buckets) this.lists[bucket]?.push(index);
  }

  /** Lists, each ascending, that together hold every listed rule that can meet this one on this side; undefined: more than `limit`. */
  near(index: number, limit: number): readonly (readonly number[])[] | undefined {
    const buckets = this.of(index, limit);
    return buckets?.map((bucket) => this.lists[bucket] ?? []).filter((list) => list.length > 0);
  }

  /** Lists, each ascending, that together hold every listed rule with this address here and that one on the other side. */
  at(value: number, others: Buckets, otherValue: number): (readonly number[])[] {
    const bucket = this.bucketOf(value);
    const list = this.lists[bucket] ?? [];
    if (list.length <= LONG_LIST) return [list];
    let split = this.split.get(bucket);
    if (split === undefined) {
      split = others.splitUp(list);
      this.split.set(bucket, split);
    }
    return [split.far, split.near.get(others.bucketOf(otherValue)) ?? []];
  }

  private splitUp(list: readonly number[]): { near: Map<number, number[]>; far: number[] } {
    const [near, far] = [new Map<number, number[]>(), [] as number[]];
    for (const index of list) {
      const buckets = this.of(index, MAX_BUCKETS_IN_LIST);
      if (buckets === undefined) far.push(index);
      for (const bucket of buckets ?? []) {
        const known = near.get(bucket);
        if (known === undefined) near.set(bucket, [index]);
        else known.push(index);
      }
    }
    return { near, far };
  }

  /** The buckets a rule reaches into, ascending; undefined when they are more than `limit`. */
  of(index: number, limit: number): number[] | undefined {
    const { ends, begins } = this.side;
    const found: number[] = [];
    let next = 0;
    for (let at = begins[index] as number; at < (begins[index + 1] as number); at += 2) {
      const last = this.bucketOf(ends[at + 1] as number);
      const first = Math.max(next, this.bucketOf(ends[at] as number));
      if (last - first + 1 > limit - found.length) return undefined;
      for (let bucket = first; bucket <= last; bucket++) found.push(bucket);
      next = Math.max(next, last + 1);
    }
    return found;
  }

  /** The last bucket that begins at or below a value. */
  private bucketOf(value: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] as number) <= value) low = middle;
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

  constructor(sets: readonly Intervals<number | bigint>[]) {
    this.begins = new Int32Array(sets.length + 1);
    this.ends = new Float64Array(sets.reduce((sum, set) => sum + set.length, 0));
    let place = 0;
    for (const [index, set] of sets.entries()) {
      for (let at = 0; at < set.length; at++) {
        this.ends[place++] = outwards(set[at] as number | bigint, at % 2 === 0 ? -1 : 1);
      }
      this.begins[index + 1] = place;
    }
  }

  /** The first address of each stretch of these rules. */
  firstsOf(rules: readonly number[]): Float64Array {
    const { ends, begins } = this;
    let size = 0;
    for (const rule of rules) size += ((begins[rule + 1] as number) - (begins[rule] as number)) / 2;
    const firsts = new Float64Array(size);
    let place = 0;
    for (const rule of rules) {
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
    const [endA, endB] = [begins[a + 1] as number, begins[b + 1] as number];
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
