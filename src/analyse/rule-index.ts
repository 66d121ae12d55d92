/** Which earlier rules of a list can meet a rule at all: by the first and last of their addresses, through an index. */
import type { Intervals } from "../packets/intervals.js";
import type { Product } from "../packets/products.js";

/** A rule in more buckets than this is listed once, beside them. */
const MAX_BUCKETS_OF_RULE = 8;
const RULES_PER_BUCKET = 8;

/** The rules of one list in one family, by the first and last addresses of what they match at most. */
export class RuleIndex {
  /** First source, last source, first destination, last destination of each rule; IPv6 rounded outwards. */
  private readonly spans: Float64Array;
  private readonly bySource: Buckets;
  private readonly byDestination: Buckets;

  /** @param most what each rule matches at most, in order. */
  constructor(most: readonly Pick<Product, "sources" | "destinations">[]) {
    this.spans = new Float64Array(most.length * 4);
    for (const [index, { sources, destinations }] of most.entries()) {
      setSpan(this.spans, index * 4, sources);
      setSpan(this.spans, index * 4 + 2, destinations);
    }
    this.bySource = new Buckets(this.spans, 0);
    this.byDestination = new Buckets(this.spans, 2);
  }

  /** Numbers of rules before `index` whose spans meet its own, ascending. They may still match no packet of it. */
  earlierMeeting(index: number): number[] {
    const { spans } = this;
    const at = index * 4;
    if ((spans[at] as number) > (spans[at + 1] as number) || (spans[at + 2] as number) > (spans[at + 3] as number))
      return [];
    const bySource = this.bySource.near(index);
    const byDestination = this.byDestination.near(index);
    const near = countOf(bySource) < countOf(byDestination) ? bySource : byDestination;
    const found: number[] = [];
    for (const list of near) {
      for (const other of list) {
        if (other >= index) break;
        if (this.meet(other, index)) found.push(other);
      }
    }
    return near.length === 1 ? found : [...new Set(found)].sort((a, b) => a - b);
  }

  private meet(a: number, b: number): boolean {
    const { spans } = this;
    const i = a * 4;
    const j = b * 4;
    return (
      (spans[i] as number) <= (spans[j + 1] as number) &&
      (spans[j] as number) <= (spans[i + 1] as number) &&
      (spans[i + 2] as number) <= (spans[j + 3] as number) &&
      (spans[j + 2] as number) <= (spans[i + 3] as number)
    );
  }
}

/** One side of all rules: rule numbers by stretches of the address space, and the rules that are in many of these. */
class Buckets {
  /** Lower ends of the stretches, ascending, the first one below everything. */
  private readonly starts: Float64Array;
  private readonly lists: number[][];
  private readonly wide: number[] = [];

  /** @param side 0: sources, 2: destinations, as `spans` holds them. */
  constructor(
    private readonly spans: Float64Array,
    private readonly side: number,
  ) {
    const count = spans.length / 4;
    const firsts = Array.from({ length: count }, (_, index) => spans[index * 4 + side] as number).sort((a, b) => a - b);
    const starts = firsts.filter((_, index) => index % RULES_PER_BUCKET === 0);
    this.starts = Float64Array.from([-1, ...new Set(starts)]);
    this.lists = Array.from(this.starts, () => []);
    for (let index = 0; index < count; index++) {
      const [from, to] = this.stretch(index);
      if (to - from >= MAX_BUCKETS_OF_RULE) this.wide.push(index);
      else for (let bucket = from; bucket <= to; bucket++) this.lists[bucket]?.push(index);
    }
  }

  /** Lists, each ascending, that together hold every rule that can meet this one on this side. */
  near(index: number): readonly (readonly number[])[] {
    const [from, to] = this.stretch(index);
    const lists = this.lists.slice(from, to + 1).filter((list) => list.length > 0);
    return this.wide.length > 0 ? [this.wide, ...lists] : lists;
  }

  private stretch(index: number): readonly [number, number] {
    const from = this.spans[index * 4 + this.side] as number;
    const to = this.spans[index * 4 + this.side + 1] as number;
    return [this.bucketOf(from), this.bucketOf(to)];
  }

  /** The last stretch that begins at or below a value. */
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

/** An empty side spans nothing: its first is above its last. */
function setSpan(spans: Float64Array, at: number, set: Intervals<number | bigint>): void {
  const from = set[0];
  const to = set.at(-1);
  spans[at] = from === undefined ? 1 : outwards(from, -1);
  spans[at + 1] = to === undefined ? 0 : outwards(to, 1);
}

/** A 128-bit address as a double that is not on the wrong side of it. */
function outwards(value: number | bigint, direction: 1 | -1): number {
  return typeof value === "number" ? value : Number(value) * (1 + direction * 1e-12);
}
