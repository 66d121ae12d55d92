/** Which earlier rules of a list can meet a rule at all: by the stretches of their addresses, through an index. */
import type { Intervals } from "../packets/intervals.js";
import type { Product } from "../packets/products.js";

/** A rule in more buckets than this is listed once, beside them. */
const MAX_BUCKETS_OF_RULE = 64;
const RULES_PER_BUCKET = 4;

/**
 * The rules of one list in one family, by what they match at most. A group of hosts spans nearly everything and meets nearly
 * nothing: by first and last address alone 2.9 million pairs of 10,000 rules had to be looked at, of which 36,000 met.
 */
export class RuleIndex {
  private readonly sources: Side;
  private readonly destinations: Side;

  /** @param most what each rule matches at most, in order. */
  constructor(most: readonly Pick<Product, "sources" | "destinations">[]) {
    this.sources = new Side(most.map((one) => one.sources));
    this.destinations = new Side(most.map((one) => one.destinations));
  }

  /** Numbers of rules before `index` whose addresses meet its own, ascending. IPv6: or come close, being rounded outwards. */
  earlierMeeting(index: number): number[] {
    const { sources, destinations } = this;
    const bySource = sources.near(index);
    const byDestination = destinations.near(index);
    const near = countOf(bySource) < countOf(byDestination) ? bySource : byDestination;
    const found: number[] = [];
    for (const list of near) {
      for (const other of list) {
        if (other >= index) break;
        if (sources.meet(other, index) && destinations.meet(other, index)) found.push(other);
      }
    }
    return near.length === 1 ? found : [...new Set(found)].sort((a, b) => a - b);
  }

  /** Numbers of rules before `index` that hold both addresses, ascending. IPv6: or come close. */
  earlierHolding(index: number, source: number | bigint, destination: number | bigint): number[] {
    const { sources, destinations } = this;
    const [src, dst] = [Number(source), Number(destination)];
    const bySource = sources.at(src);
    const byDestination = destinations.at(dst);
    const near = countOf(bySource) < countOf(byDestination) ? bySource : byDestination;
    const found: number[] = [];
    for (const list of near) {
      for (const other of list) {
        if (other >= index) break;
        if (sources.holds(other, src) && destinations.holds(other, dst)) found.push(other);
      }
    }
    return near.length === 1 ? found : found.sort((a, b) => a - b);
  }
}

/** One side of all rules. */
class Side {
  /** First and last address of each stretch of each rule, one rule behind the other. */
  private readonly ends: Float64Array;
  /** Where in `ends` each rule begins; one more for the end of the last. */
  private readonly begins: Int32Array;
  /** Lower ends of the buckets, ascending, the first one below everything. */
  private readonly starts: Float64Array;
  /** Rule numbers by bucket, ascending, and those of rules that are in too many. */
  private readonly lists: number[][];
  private readonly wide: number[] = [];

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
    const firsts = this.ends.filter((_, at) => at % 2 === 0).sort();
    this.starts = Float64Array.from([-1, ...new Set(firsts.filter((_, at) => at % RULES_PER_BUCKET === 0))]);
    this.lists = Array.from(this.starts, () => []);
    for (let index = 0; index < sets.length; index++) {
      const buckets = this.bucketsOf(index, MAX_BUCKETS_OF_RULE);
      if (buckets === undefined) this.wide.push(index);
      else for (const bucket of buckets) this.lists[bucket]?.push(index);
    }
  }

  /** Lists, each ascending, that together hold every rule that can meet this one on this side. */
  near(index: number): readonly (readonly number[])[] {
    const buckets = this.bucketsOf(index, this.starts.length) ?? [];
    const lists = buckets.map((bucket) => this.lists[bucket] ?? []).filter((list) => list.length > 0);
    return this.wide.length > 0 ? [this.wide, ...lists] : lists;
  }

  /** Lists, each ascending, that together hold every rule with this address once. */
  at(value: number): readonly (readonly number[])[] {
    const list = this.lists[this.bucketOf(value)] ?? [];
    return this.wide.length > 0 ? [this.wide, list] : [list];
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

  /** The buckets a rule reaches into, ascending; undefined when they are more than `limit`. */
  private bucketsOf(index: number, limit: number): number[] | undefined {
    const found: number[] = [];
    let next = 0;
    for (let at = this.begins[index] as number; at < (this.begins[index + 1] as number); at += 2) {
      const last = this.bucketOf(this.ends[at + 1] as number);
      const first = Math.max(next, this.bucketOf(this.ends[at] as number));
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

function countOf(lists: readonly (readonly number[])[]): number {
  return lists.reduce((sum, list) => sum + list.length, 0);
}

/** A 128-bit address as a double that is not on the wrong side of it. */
function outwards(value: number | bigint, direction: 1 | -1): number {
  return typeof value === "number" ? value : Number(value) * (1 + direction * 1e-12);
}
