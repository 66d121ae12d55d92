/** Which earlier rules of a list can meet a rule at all: by the stretches of their addresses, through an index. */
import type { Product } from "../packets/products.js";
import { Level, LONG_LIST, MANY_BUCKETS, Side } from "./rule-buckets.js";

/** How often the rules that are too wide are tried with buckets of their own. */
const MAX_LEVELS = 4;

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
