/** Which earlier rules of a list can meet a rule at all: by the stretches of their addresses, through an index. */
import type { Product } from "../packets/products.js";
import { Level, Lists, LONG_LIST, MANY_BUCKETS, Side } from "./rule-buckets.js";

/** How often the rules that are too wide are tried with buckets of their own. */
const MAX_LEVELS = 4;

/**
 * The rules of one list in one family, by what they match at most. A group of hosts spans nearly everything and meets nearly
 * nothing: by first and last address alone 2.9 million pairs of 10,000 rules had to be looked at, of which 36,000 met. Each
 * rule is listed on its narrower side: those from anywhere to one host are found by that host.
 *
 * One question at a time: what a question calls must not ask the same index.
 */
export class RuleIndex {
  private readonly sources: Side;
  private readonly destinations: Side;
  /** From fine to coarse: each lists the rules that are too wide for the one before. */
  private readonly levels: Level[] = [];
  /** Rules that are too wide for every level, ascending. */
  private readonly wide: Int32Array;
  /** By rule, the last question that found it. */
  private readonly foundIn: Int32Array;
  private questions = 0;
  /** Those of the question that is asked. */
  private readonly lists = new Lists();

  /**
   * @param most what each rule matches at most, in order.
   * @param isListed which rules can be found; the others can only be asked about.
   */
  constructor(
    most: readonly Pick<Product, "sources" | "destinations">[],
    isListed: (index: number) => boolean = () => true,
  ) {
    this.sources = new Side(most, "sources");
    this.destinations = new Side(most, "destinations");
    this.foundIn = new Int32Array(most.length);
    const listed = new Int32Array(most.length);
    let count = 0;
    for (let index = 0; index < most.length; index++) if (isListed(index)) listed[count++] = index;
    let left: Int32Array = listed.subarray(0, count);
    while (left.length > 0 && this.levels.length < MAX_LEVELS) {
      const level = new Level(this.sources, this.destinations, left);
      this.levels.push(level);
      if (level.tooWide.length < LONG_LIST) break;
      left = level.tooWide;
    }
    this.wide = this.levels.at(-1)?.tooWide ?? new Int32Array(0);
  }

  /** Numbers of rules before `index` whose addresses meet its own, ascending. IPv6: or come close, being rounded outwards. */
  earlierMeeting(index: number): number[] {
    return this.findNear(index) ? this.listedMeeting(index, -1, index) : this.inOrder(0, index, index);
  }

  /** Numbers of rules before `index` that hold both addresses, ascending. IPv6: or come close. */
  earlierHolding(index: number, source: number | bigint, destination: number | bigint): number[] {
    const found: number[] = [];
    this.someEarlierHolding(index, source, destination, (other) => found.push(other) === 0);
    return sorted(found);
  }

  /** Whether one of the rules before `index` that hold both addresses, in any order, is wanted. IPv6: or that come close. */
  someEarlierHolding(
    index: number,
    source: number | bigint,
    destination: number | bigint,
    isWanted: (other: number) => boolean,
  ): boolean {
    const { sources, destinations, lists } = this;
    const [src, dst] = [Number(source), Number(destination)];
    this.findAt(src, dst);
    for (let number = 0; number < lists.count; number++) {
      const list = lists.numbers[number] as Int32Array;
      const to = lists.to[number] as number;
      for (let place = lists.from[number] as number; place < to; place++) {
        const other = list[place] as number;
        if (other >= index) break;
        if (sources.holds(other, src) && destinations.holds(other, dst) && isWanted(other)) return true;
      }
    }
    return false;
  }

  /** Numbers of rules between `index` and `end` whose addresses meet its own, ascending. IPv6: or come close, being rounded outwards. */
  laterMeeting(index: number, end = this.foundIn.length): number[] {
    const isListed = end - index >= MANY_BUCKETS && this.findNear(index);
    return isListed ? this.listedMeeting(index, index, end) : this.inOrder(index + 1, end, index);
  }

  /** Numbers between `after` and `end` in the lists that were found, of rules whose addresses meet those of one, ascending. */
  private listedMeeting(index: number, after: number, end: number): number[] {
    const { lists, foundIn } = this;
    const question = ++this.questions;
    const found: number[] = [];
    for (let number = 0; number < lists.count; number++) {
      const list = lists.numbers[number] as Int32Array;
      const to = lists.to[number] as number;
      for (let place = this.firstAfter(number, after); place < to; place++) {
        const other = list[place] as number;
        if (other >= end) break;
        if (foundIn[other] === question) continue;
        foundIn[other] = question;
        if (this.meet(other, index)) found.push(other);
      }
    }
    return sorted(found);
  }

  /** The first rule behind `index` that holds both addresses and is wanted. IPv6: or that comes close. */
  firstLaterHolding(
    index: number,
    source: number | bigint,
    destination: number | bigint,
    isWanted: (other: number) => boolean,
  ): number | undefined {
    const { sources, destinations, lists } = this;
    const [src, dst] = [Number(source), Number(destination)];
    this.findAt(src, dst);
    let first: number | undefined;
    for (let number = 0; number < lists.count; number++) {
      const list = lists.numbers[number] as Int32Array;
      const to = lists.to[number] as number;
      for (let place = this.firstAfter(number, index); place < to; place++) {
        const other = list[place] as number;
        if (first !== undefined && other > first) break;
        if (sources.holds(other, src) && destinations.holds(other, dst) && isWanted(other)) first = other;
      }
    }
    return first;
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
    let left = looks;
    if (!this.findNear(index)) {
      for (let other = index - 1; other >= 0 && left >= 0; other--) {
        if (isWanted(other) && left-- > 0 && this.meet(other, index)) found.push(other);
      }
      return { found, isAll: left >= 0 };
    }
    const { lists, foundIn } = this;
    const question = ++this.questions;
    for (let number = 0; number < lists.count; number++) {
      const list = lists.numbers[number] as Int32Array;
      const from = lists.from[number] as number;
      for (let place = this.firstAfter(number, index - 1) - 1; place >= from && left >= 0; place--) {
        const other = list[place] as number;
        if (foundIn[other] === question || !isWanted(other)) continue;
        foundIn[other] = question;
        if (left-- > 0 && this.meet(other, index)) found.push(other);
      }
    }
    return { found, isAll: left >= 0 };
  }

  /** Finds lists that together hold every rule that can meet this one. @returns false where all rules are as soon looked at. */
  private findNear(index: number): boolean {
    const { lists, wide } = this;
    lists.count = 0;
    lists.add(wide, 0, wide.length);
    for (const level of this.levels) if (!level.near(index, lists)) return false;
    return true;
  }

  /** Finds lists that together hold every rule that holds both addresses, each rule once. */
  private findAt(source: number, destination: number): void {
    const { lists, wide } = this;
    lists.count = 0;
    lists.add(wide, 0, wide.length);
    for (const level of this.levels) level.at(source, destination, lists);
  }

  /** Where the first number above `value` stands in one of the lists that were found. */
  private firstAfter(number: number, value: number): number {
    const list = this.lists.numbers[number] as Int32Array;
    let low = this.lists.from[number] as number;
    let high = this.lists.to[number] as number;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle] as number) > value) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private meet(a: number, b: number): boolean {
    return this.sources.meet(a, b) && this.destinations.meet(a, b);
  }

  private inOrder(from: number, to: number, index: number): number[] {
    const found: number[] = [];
    for (let other = from; other < to; other++) if (this.meet(other, index)) found.push(other);
    return found;
  }
}

/** Longer ones than this are sorted by V8. */
const FEW = 16;

/** The same list, ascending. Most have few numbers, for which a comparison of ours and a list to sort in cost the most. */
function sorted(numbers: number[]): number[] {
  if (numbers.length > FEW) return numbers.sort((a, b) => a - b);
  for (let at = 1; at < numbers.length; at++) {
    const number = numbers[at] as number;
    let place = at;
    for (; place > 0 && (numbers[place - 1] as number) > number; place--) numbers[place] = numbers[place - 1] as number;
    numbers[place] = number;
  }
  return numbers;
}
