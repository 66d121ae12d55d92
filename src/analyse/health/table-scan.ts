/** One table in one family and one view: what its rules match, and what earlier ones leave of them. */
import type { Rule } from "../../model/rule.js";
import { BudgetExceeded, EMPTY, FULL, type Node } from "../../packets/diagram.js";
import { contains, covers, type Domain, everything, type Intervals } from "../../packets/intervals.js";
import { isNothing, NOTHING, type Product } from "../../packets/products.js";
import { partLeft } from "../../packets/remaining.js";
import type { PacketSpace } from "../../packets/space.js";
import { domainOf } from "../../resolve/address-bounds.js";
import { RuleIndex } from "../rule-index.js";
import type { ResolvedRule, RuleSlicer } from "../rule-sets.js";
import type { InterfaceShapes } from "./interface-shapes.js";
import { Remainder } from "./remainder.js";

/** A packet that a rule may decide. */
export interface Sample {
  readonly source: number | bigint;
  readonly destination: number | bigint;
  /** The bits behind its addresses, by level of the diagram. */
  readonly header: Uint8Array;
}

/**
 * `empty`: it matches nothing here; `alive`; `undecided`: to find out takes too much; or the earlier rules that take all of
 * it, by number, ascending.
 */
export type Answer = "empty" | "alive" | "undecided" | readonly number[];

/** A rule with ports without the later fragments that it lets by, whatever their ports were: nobody wrote it for these. */
function asWritten(rule: Rule): Rule {
  if (rule.match.fragments !== "by-address") return rule;
  const { fragments: _byAddress, ...match } = rule.match;
  return { ...rule, match };
}

/** Numbers are those of the enabled rules of the table. */
export class TableScan {
  /** What each rule may match at most. */
  readonly wholes: readonly Product[];
  readonly index: RuleIndex;
  readonly domain: Domain<number | bigint>;
  /** Whether no rule matches anything here. */
  readonly isEmpty: boolean;
  /** By number of a rule, a packet that no earlier rule takes, where a few looks showed one. */
  readonly uncovered: (Sample | undefined)[] = [];
  /** Whether a question about its rules was left open because it took too much. */
  isCutShort = false;
  private readonly headers = new Map<number, Uint8Array>();
  private readonly exact: (boolean | undefined)[] = [];
  private readonly taken: (Product | "nothing" | undefined)[] = [];

  constructor(
    private readonly resolved: readonly ResolvedRule[],
    private readonly slicer: RuleSlicer,
    readonly shapes: InterfaceShapes,
    readonly space: PacketSpace,
  ) {
    this.domain = domainOf(space.layout.family);
    this.wholes = resolved.map((one, index) =>
      shapes.isNowhere(index) && !isOpen(one.rule) ? NOTHING : this.most(one),
    );
    this.isEmpty = this.wholes.every(isNothing);
    this.index = new RuleIndex(this.wholes);
  }

  coversOf(index: number): Answer {
    this.space.diagram.base.beginQuestion();
    try {
      return this.coversWithinBudget(index);
    } catch (error) {
      if (!(error instanceof BudgetExceeded)) throw error;
      this.isCutShort = true;
      return "undecided";
    }
  }

  private coversWithinBudget(index: number): Answer {
    const whole = this.wholes[index];
    if (whole === undefined || isNothing(whole)) return "empty";
    if (this.isUncovered(index, whole)) return "alive";
    const alone = this.coverAlone(index, whole);
    if (alone !== undefined) return [alone];
    const covering = new Set<number>();
    for (const place of this.shapes.places(index, this.index.earlierMeeting(index))) {
      const here = this.coveringIn(place, whole);
      if (here === undefined) return "alive";
      for (const other of here) covering.add(other);
    }
    return [...covering].sort((a, b) => a - b);
  }

  /** The first rules of a list that together take all; undefined: something is left. */
  private coveringIn(candidates: readonly number[], whole: Product): number[] | undefined {
    const takers = candidates.flatMap((other) => {
      const takes = this.takes(other);
      return takes === undefined ? [] : [{ other, takes }];
    });
    const taken = takers.map(({ takes }) => takes);
    if (partLeft(this.space.diagram.base, this.domain, whole, taken, 0).length > 0) return undefined;
    const rest = new Remainder(this.space, this.domain, [whole]);
    const covering: number[] = [];
    for (const { other, takes } of takers) {
      if (rest.take(takes)) covering.push(other);
      if (rest.isEmpty) break;
    }
    return covering;
  }

  /**
   * Whether one of a few packets is taken by no earlier rule anywhere. Most rules are alive, and most of their packets show
   * it: only for the others all has to be taken away. Packets and not sets: with long lists of ports each difference of two
   * services cost more than all else.
   */
  private isUncovered(index: number, whole: Product): boolean {
    for (const sample of this.samples(whole)) {
      if (this.isTaken(index, sample)) continue;
      this.uncovered[index] = sample;
      return true;
    }
    return false;
  }

  /** Whether an earlier rule surely takes a packet, wherever it applies. */
  isTaken(index: number, sample: Sample): boolean {
    return this.index.someEarlierHolding(index, sample.source, sample.destination, (other) => {
      const takes = this.takes(other);
      return takes !== undefined && this.shapes.relation(other, index) !== "apart" && this.holds(other, takes, sample);
    });
  }

  /** Whether a product of a rule has a packet, where the index says that the rule may: it knows the most, and IPv6 in round numbers. */
  holds(index: number, product: Product, { source, destination, header }: Sample): boolean {
    const isKnown = product === this.wholes[index] && typeof source === "number";
    if (!isKnown && !(contains(product.sources, source) && contains(product.destinations, destination))) return false;
    const { base } = this.space.diagram;
    let at = product.service;
    while (at > FULL) at = header[base.level(at)] === 1 ? base.high(at) : base.low(at);
    return at === FULL;
  }

  /** A few packets of a product, different from one another. */
  *samples({ sources, destinations, service }: Product): Generator<Sample> {
    let last: Sample | undefined;
    for (let number = 0; number < SAMPLES; number++) {
      const source = sampleOf(sources, number);
      const destination = sampleOf(destinations, number + 1);
      if (number > 1 && source === last?.source && destination === last.destination) continue;
      last = { source, destination, header: this.headerOf(service, number % 2) };
      yield last;
    }
  }

  /** The lowest or the highest header of a service: mostly ends of its port ranges. */
  private headerOf(service: Node, preferred: number): Uint8Array {
    const key = service * 2 + preferred;
    const known = this.headers.get(key);
    if (known !== undefined) return known;
    const { base } = this.space.diagram;
    const header = new Uint8Array(this.space.layout.width).fill(preferred);
    let at = service;
    while (at > FULL) {
      const [first, other] = preferred === 1 ? [base.high(at), base.low(at)] : [base.low(at), base.high(at)];
      header[base.level(at)] = first === EMPTY ? 1 - preferred : preferred;
      at = first === EMPTY ? other : first;
    }
    this.headers.set(key, header);
    return header;
  }

  /** The first earlier rule that takes all of it: what most dead rules have, and what tells most of them. */
  private coverAlone(index: number, whole: Product): number | undefined {
    const [source, destination] = [sampleOf(whole.sources, 0), sampleOf(whole.destinations, 0)];
    return this.index.earlierHolding(index, source, destination).find((other) => {
      if (this.shapes.relation(other, index) !== "within") return false;
      const takes = this.takes(other);
      return takes !== undefined && this.isPart(whole, takes);
    });
  }

  isPart(part: Product, whole: Product): boolean {
    return (
      covers(whole.sources, part.sources) &&
      covers(whole.destinations, part.destinations) &&
      this.space.diagram.base.diff(part.service, whole.service) === EMPTY
    );
  }

  /** What a rule matches as it is written, where that is known exactly. */
  exactly(index: number): Product | undefined {
    const [one, whole] = [this.resolved[index], this.wholes[index]];
    if (one === undefined || whole === undefined || isNothing(whole)) return whole;
    const known = this.exact[index] ?? this.isExact(one);
    this.exact[index] = known;
    return known ? whole : undefined;
  }

  private isExact({ rule, source, destination }: ResolvedRule): boolean {
    if (!isSure(rule) || source.lower !== source.upper || destination.lower !== destination.upper) return false;
    const { lower, upper } = this.slicer.service(asWritten(rule));
    return lower === upper;
  }

  /** What one rule surely takes from all below it; undefined: nothing. */
  takes(index: number): Product | undefined {
    const known = this.taken[index];
    if (known !== undefined) return known === "nothing" ? undefined : known;
    const one = this.resolved[index];
    const takes = one !== undefined && isSure(one.rule) ? this.least(one, this.wholes[index] ?? NOTHING) : NOTHING;
    this.taken[index] = isNothing(takes) ? "nothing" : takes;
    return isNothing(takes) ? undefined : takes;
  }

  /** All that a rule may match. */
  private most({ rule, source, destination }: ResolvedRule): Product {
    if (isOpen(rule)) {
      const all = everything(this.domain);
      return { sources: all, destinations: all, service: this.space.universe };
    }
    if (source.upper.length === 0 || destination.upper.length === 0) return NOTHING;
    const service = this.slicer.service(asWritten(rule)).upper;
    return service === EMPTY ? NOTHING : { sources: source.upper, destinations: destination.upper, service };
  }

  /** All that a rule without doubts of its own surely matches; `most` itself where it is exact. */
  private least({ rule, source, destination }: ResolvedRule, most: Product): Product {
    const service = this.slicer.service(rule).lower;
    const isExact = source.lower === most.sources && destination.lower === most.destinations;
    if (isExact && service === most.service) return most;
    return isNothing(most) ? NOTHING : { sources: source.lower, destinations: destination.lower, service };
  }
}

const SAMPLES = 6;

/** Ends of intervals, taken from all over a set that is not empty. */
function sampleOf(set: Intervals<number | bigint>, number: number): number | bigint {
  return set[Math.floor((number * set.length) / SAMPLES) % set.length] ?? 0;
}

/** Whether a rule may match anything at all. */
export function isOpen({ doubts }: Rule): boolean {
  return doubts?.some(({ effect }) => effect === "anything") ?? false;
}

/** Whether what a rule surely matches is surely decided by it. */
function isSure({ action, doubts }: Rule): boolean {
  return action !== "unknown" && (doubts === undefined || doubts.length === 0);
}
