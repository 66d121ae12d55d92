/** Rules that can never match: covered by earlier ones, alone or together. Exact, per table (design 6). */
import type { Device } from "../model/device.js";
import type { Rule, Table } from "../model/rule.js";
import { BudgetExceeded, EMPTY } from "../packets/diagram.js";
import { contains, covers, type Domain, everything, type Intervals } from "../packets/intervals.js";
import { isNothing, NOTHING, type Product } from "../packets/products.js";
import { partLeft } from "../packets/remaining.js";
import type { SharedDiagrams } from "../packets/shared-diagrams.js";
import type { PacketSpace } from "../packets/space.js";
import { domainOf } from "../resolve/address-bounds.js";
import { Remainder } from "./remainder.js";
import { RuleIndex } from "./rule-index.js";
import { type DeviceRules, type ResolvedRule, RuleSlicer } from "./rule-sets.js";

export interface DeadRule {
  readonly device: Device;
  readonly table: Table;
  readonly rule: Rule;
  /** Earlier rules that together cover it, in order. */
  readonly coveredBy: readonly Rule[];
}

/** All dead rules of a device, in table order. */
export function deadRules(rules: DeviceRules, diagrams: SharedDiagrams): DeadRule[] {
  return rules.device.tables.flatMap((table) => deadInTable(rules, table, diagrams));
}

/** A rule is dead when it matches something in theory and, in both families, earlier rules surely take all of it. */
function deadInTable(rules: DeviceRules, table: Table, diagrams: SharedDiagrams): DeadRule[] {
  const families = ([4, 6] as const).map((family) => new TableScan(rules, table, diagrams.roomySpace(family)));
  const dead: DeadRule[] = [];
  const enabled = table.rules.filter((rule) => rule.enabled);
  const order = new Map(enabled.map((rule, index) => [rule, index]));
  for (const [index, rule] of enabled.entries()) {
    if (rule.implicit === true) continue;
    const answers = families.map((scan) => scan.coversOf(index));
    if (answers.some((answer) => answer === "alive") || answers.every((answer) => answer === "empty")) continue;
    const covering = new Set(answers.flatMap((answer) => (Array.isArray(answer) ? answer : [])));
    dead.push({
      device: rules.device,
      table,
      rule,
      coveredBy: [...covering].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
    });
  }
  return dead;
}

/** An earlier rule and what it surely takes. */
interface Cover {
  readonly rule: Rule;
  readonly takes: Product;
}

/** Asks of one table in one family, rule by rule, which earlier rules cover it. */
class TableScan {
  private readonly resolved: readonly ResolvedRule[];
  private readonly slicer: RuleSlicer;
  /** What each rule may match at most. */
  private readonly wholes: readonly Product[];
  private readonly index: RuleIndex;
  private readonly domain: Domain<number | bigint>;
  private readonly covers: (Cover | "none" | undefined)[] = [];

  constructor(
    rules: DeviceRules,
    table: Table,
    private readonly space: PacketSpace,
  ) {
    const { family } = space.layout;
    this.resolved = rules.ofTable(table, family);
    this.slicer = new RuleSlicer(rules, this.space, this.space.universe);
    this.domain = domainOf(family);
    this.wholes = this.resolved.map((resolved) => this.most(resolved));
    this.index = new RuleIndex(this.wholes);
  }

  /**
   * `empty`: it matches nothing in this family anyway; `alive`; or the earlier rules that cover it. Where that takes too much
   * to find out, it is not said to be dead.
   */
  coversOf(index: number): "empty" | "alive" | Rule[] {
    this.space.diagram.base.beginQuestion();
    try {
      return this.coversWithinBudget(index);
    } catch (error) {
      if (error instanceof BudgetExceeded) return "alive";
      throw error;
    }
  }

  private coversWithinBudget(index: number): "empty" | "alive" | Rule[] {
    const target = this.resolved[index];
    const whole = this.wholes[index];
    if (target === undefined || whole === undefined || isNothing(whole)) return "empty";
    if (this.hasUncovered(index, target.rule, whole)) return "alive";
    const alone = this.coverAlone(index, target.rule, whole);
    if (alone !== undefined) return [alone];
    const candidates = this.coversAmong(this.index.earlierMeeting(index), target.rule);
    const taken = candidates.map(({ takes }) => takes);
    if (partLeft(this.space.diagram.base, this.domain, whole, taken, 0).length > 0) return "alive";
    const rest = new Remainder(this.space, this.domain, whole);
    const covering: Rule[] = [];
    for (const { rule, takes } of candidates) {
      if (!rest.take(takes)) continue;
      covering.push(rule);
      if (rest.isEmpty) return covering;
    }
    return "alive";
  }

  /**
   * Whether one of a few ends is among what no earlier rule takes. Most rules are alive, and most of their packets show
   * it: only for the others all has to be taken away.
   */
  private hasUncovered(index: number, rule: Rule, whole: Product): boolean {
    const { base } = this.space.diagram;
    for (let number = 0; number < SAMPLES; number++) {
      const source = sampleOf(whole.sources, number);
      const destination = sampleOf(whole.destinations, number + 1);
      let left = whole.service;
      for (const { takes } of this.coversAmong(this.index.earlierHolding(index, source, destination), rule)) {
        if (!contains(takes.sources, source) || !contains(takes.destinations, destination)) continue;
        left = base.diff(left, takes.service);
        if (left === EMPTY) break;
      }
      if (left !== EMPTY) return true;
    }
    return false;
  }

  /** The first earlier rule that takes all of it: what most dead rules have, and what tells most of them. */
  private coverAlone(index: number, rule: Rule, whole: Product): Rule | undefined {
    const { base } = this.space.diagram;
    const [source, destination] = [sampleOf(whole.sources, 0), sampleOf(whole.destinations, 0)];
    const candidates = this.coversAmong(this.index.earlierHolding(index, source, destination), rule);
    return candidates.find(
      ({ takes }) =>
        covers(takes.sources, whole.sources) &&
        covers(takes.destinations, whole.destinations) &&
        base.diff(whole.service, takes.service) === EMPTY,
    )?.rule;
  }

  /** Those of some earlier rules that take something wherever `rule` applies. */
  private coversAmong(earlier: readonly number[], rule: Rule): Cover[] {
    const found: Cover[] = [];
    for (const number of earlier) {
      const cover = this.coverBy(number);
      if (cover !== undefined && meetsInterfaces(cover.rule, rule)) found.push(cover);
    }
    return found;
  }

  /** What one rule surely takes from all below it; `undefined`: nothing. */
  private coverBy(index: number): Cover | undefined {
    const known = this.covers[index];
    if (known !== undefined) return known === "none" ? undefined : known;
    const candidate = this.resolved[index];
    const isCover = candidate !== undefined && isSure(candidate.rule);
    const cover = isCover ? { rule: candidate.rule, takes: this.least(candidate) } : undefined;
    this.covers[index] = cover ?? "none";
    return cover;
  }

  /** All that a rule may match. */
  private most({ rule, source, destination }: ResolvedRule): Product {
    if (rule.doubts?.some(({ effect }) => effect === "anything")) {
      const all = everything(this.domain);
      return { sources: all, destinations: all, service: this.space.universe };
    }
    if (source.upper.length === 0 || destination.upper.length === 0) return NOTHING;
    return {
      sources: source.upper,
      destinations: destination.upper,
      service: this.slicer.service(rule).upper,
    };
  }

  /** All that a rule without doubts of its own surely matches. */
  private least({ rule, source, destination }: ResolvedRule): Product {
    return {
      sources: source.lower,
      destinations: destination.lower,
      service: this.slicer.service(rule).lower,
    };
  }
}

const SAMPLES = 6;

/** Ends of intervals, taken from all over a set that is not empty. */
function sampleOf(set: Intervals<number | bigint>, number: number): number | bigint {
  return set[Math.floor((number * set.length) / SAMPLES) % set.length] ?? 0;
}

/** Whether what a rule surely matches is surely decided by it. */
function isSure({ action, doubts }: Rule): boolean {
  return action !== "unknown" && (doubts === undefined || doubts.length === 0);
}

/** Whether an earlier rule applies wherever the later one does. */
function meetsInterfaces({ match: earlier }: Rule, { match: later }: Rule): boolean {
  return isWithin(later.ingress, earlier.ingress) && isWithin(later.egress, earlier.egress);
}

function isWithin(inner: readonly string[] | undefined, outer: readonly string[] | undefined): boolean {
  if (outer === undefined) return true;
  return inner?.every((id) => outer.includes(id)) ?? false;
}
