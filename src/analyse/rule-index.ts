/** Which earlier rules of a list can meet a rule at all: by the stretches of their addresses, through an index. */
import type { Intervals } from "../packets/intervals.js";
import type { Product } from "../packets/products.js";

/** A rule in more buckets than this on both sides is listed once, beside them. */
const MAX_BUCKETS_OF_RULE = 64;
const RULES_PER_BUCKET = 4;
/** For a rule in more buckets than this on a side all rules are looked at, one after the other. */
const MANY_BUCKETS = 256;
/** Where more rules than this stand in one bucket, they are told apart by their other side when a packet is looked for. */
const LONG_LIST = 32;
/** How often the rules that are too wide are tried with buckets of their own. */
const MAX_LEVELS = 4;
/** A rule of a long list in more buckets than this on the other side stands beside them. */
const MAX_BUCKETS_IN_LIST = 8;

/**
 * The rules of one list in one family, by what they match at most. A group of hosts spans nearly everything and meets nearly
 * nothing: by first and last address alone 2.9 million pairs of 10,000 rules had to be looked at, of which 36,000 met. Each
 * rule is listed on its narrower side: those from anywhere to one host are found by that host.
 */
export class RuleIndex {
  private readonly sources: Side;
  private readonly destinations: Side;
  /** From fine to coarse: each lists the rules that are too wide for the one before. */
  private readonly levels: Level[] = [];
  /** Rules that are too wide for every level, ascending. */
  private readonly wide: readonly number[];
  /** By rule, the last question that found it. */
  private readonly foundIn: Int32Array;
  private questions = 0;

  /**
   * @param most what each rule matches at most, in order.
   * @param isListed which rules can be found; the others can only be asked about.
   */
  constructor(
    most: readonly Pick<Product, "sources" | "destinations">[],
    isListed: (index: number) => boolean = () => true,
  ) {
    this.sources = new Side(most.map((one) => one.sources));
    this.destinations = new Side(most.map((one) => one.destinations));
    this.foundIn = new Int32Array(most.length);
    let left: readonly number[] = Array.from(most.keys()).filter(isListed);
    while (left.length > 0 && this.levels.length < MAX_LEVELS) {
      const level = new Level(this.sources, this.destinations, left);
      this.levels.push(level);
      if (level.tooWide.length < LONG_LIST) break;
      left = level.tooWide;
    }
    this.wide = this.levels.at(-1)?.tooWide ?? [];
  }

  /** Numbers of rules before `index` whose addresses meet its own, ascending. IPv6: or come close, being rounded outwards. */
  earlierMeeting(index: number): number[] {
    const lists = this.listsNear(index);
    if (lists === undefined) return this.inOrder(0, index, index);
    return this.earlierIn(lists, index, (other) => this.meet(other, index));
  }

  /** Numbers of rules before `index` that hold both addresses, ascending. IPv6: or come close. */
  earlierHolding(index: number, source: number | bigint, destination: number | bigint): number[] {
    const { sources, destinations } = this;
    const [src, dst] = [Number(source), Number(destination)];
    const lists = this.listsAt(src, dst);
    return this.earlierIn(lists, index, (other) => sources.holds(other, src) && destinations.holds(other, dst));
  }

  /** Whether one of the rules before `index` that hold both addresses, in any order, is wanted. IPv6: or that come close. */
  someEarlierHolding(
    index: number,
    source: number | bigint,
    destination: number | bigint,
    isWanted: (other: number) => boolean,
  ): boolean {
    const { sources, destinations } = this;
    const [src, dst] = [Number(source), Number(destination)];
    for (const list of this.listsAt(src, dst)) {
      for (const other of list) {
        if (other >= index) break;
        if (sources.holds(other, src) && destinations.holds(other, dst) && isWanted(other)) return true;
      }
    }
    return false;
  }

  /** Numbers of rules between `index` and `end` whose addresses meet its own, ascending. IPv6: or come close, being rounded outwards. */
  laterMeeting(index: number, end = this.foundIn.length): number[] {
    const lists = end - index < MANY_BUCKETS ? undefined : this.listsNear(index);
    if (lists === undefined) return this.inOrder(index + 1, end, index);
    return this.laterIn(lists, index, (other) => this.meet(other, index)).filter((other) => other < end);
  }

  /**
   * Numbers of rules behind `index` that hold both addresses, ascending, as far as the first of which `isLast` says so.
   * IPv6: or come close.
   */
  laterHolding(
    index: number,
    source: number | bigint,
    destination: number | bigint,
    isLast: (other: number) => boolean,
  ): number[] {
    const { sources, destinations } = this;
    const [src, dst] = [Number(source), Number(destination)];
    const lists = this.listsAt(src, dst);
    const isMet = (other: number) => sources.holds(other, src) && destinations.holds(other, dst);
    return this.laterIn(lists, index, isMet, isLast);
  }

  /**
   * Numbers of wanted rules before `index` whose addresses meet its own, the nearest first: of all, or in each of the lists
   * that hold them.
   * All of them have to be listed.
   * @param looks how many wanted rules are looked at; `isAll` tells whether these were enough.
   */
  nearestMeeting(
    index: number,
    looks: number,
    isWanted: (other: number) => boolean,
  ): { readonly found: readonly number[]; readonly isAll: boolean } {
    const found: number[] = [];
    const lists = this.listsNear(index);
    let left = looks;
    const look = (other: number) => {
      if (left-- > 0 && this.meet(other, index)) found.push(other);
    };
    if (lists === undefined) {
      for (let other = index - 1; other >= 0 && left >= 0; other--) if (isWanted(other)) look(other);
      return { found, isAll: left >= 0 };
    }
    const question = ++this.questions;
    for (const list of lists) {
      for (let place = firstAfter(list, index - 1) - 1; place >= 0 && left >= 0; place--) {
        const other = list[place] as number;
        if (this.foundIn[other] === question || !isWanted(other)) continue;
        this.foundIn[other] = question;
        look(other);
      }
    }
    return { found, isAll: left >= 0 };
  }

  /** Lists that together hold every rule that can meet this one; undefined: so many that all rules are soon looked at. */
  private listsNear(index: number): (readonly number[])[] | undefined {
    const lists = [this.wide];
    for (const level of this.levels) {
      const here = level.near(index);
      if (here === undefined) return undefined;
      lists.push(...here);
    }
    return lists;
  }

  /** Lists that together hold every rule that holds both addresses. */
  private listsAt(source: number, destination: number): (readonly number[])[] {
    return [this.wide, ...this.levels.flatMap((level) => level.at(source, destination))];
  }

  private meet(a: number, b: number): boolean {
    return this.sources.meet(a, b) && this.destinations.meet(a, b);
  }

  private inOrder(from: number, to: number, index: number): number[] {
    const found: number[] = [];
    for (let other = from; other < to; other++) if (this.meet(other, index)) found.push(other);
    return found;
  }

  private laterIn(
    lists: readonly (readonly number[])[],
    index: number,
    isMet: (other: number) => boolean,
    isLast: (other: number) => boolean = () => false,
  ): number[] {
    const question = ++this.questions;
    const found: number[] = [];
    let last = Number.POSITIVE_INFINITY;
    for (const list of lists) {
      for (let place = firstAfter(list, index); place < list.length; place++) {
        const other = list[place] as number;
        if (other > last) break;
        if (this.foundIn[other] === question) continue;
        this.foundIn[other] = question;
        if (!isMet(other)) continue;
        found.push(other);
        if (isLast(other)) last = other;
      }
    }
    return found.filter((other) => other <= last).sort((a, b) => a - b);
  }

  private earlierIn(lists: readonly (readonly number[])[], index: number, isMet: (other: number) => boolean): number[] {
    const question = ++this.questions;
    const found: number[] = [];
    for (const list of lists) {
      for (const other of list) {
        if (other >= index) break;
        if (this.foundIn[other] === question) continue;
        this.foundIn[other] = question;
        if (isMet(other)) found.push(other);
      }
    }
    return found.sort((a, b) => a - b);
  }
}

/** Rules in buckets by their narrower side, and those for which its buckets are too fine. */
class Level {
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
class Side {
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

/** Where the first number above `value` stands in an ascending list. */
function firstAfter(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A 128-bit address as a double that is not on the wrong side of it. */
function outwards(value: number | bigint, direction: 1 | -1): number {
  return typeof value === "number" ? value : Number(value) * (1 + direction * 1e-12);
}
