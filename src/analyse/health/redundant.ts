/** Rules that could go: what they decide, later rules of their table would decide the same way. */
import type { Rule } from "../../model/rule.js";
import { BudgetExceeded } from "../../packets/diagram.js";
import { doMeet, isNothing, type Product } from "../../packets/products.js";
import { remaining } from "../../packets/remaining.js";
import { Remainder } from "./remainder.js";
import type { Sample, TableScan } from "./table-scan.js";

/**
 * A rule that more others meet than this counts as redundant only when one later rule takes all of it. Measured on 10,000
 * generated rules: half the time of the whole search went into a few dozen wide rules, all of them needed.
 */
const MANY = 256;

/** What a later rule means for a rule whose packets would come to it. */
type Role = "takes" | "blocks" | "neither";

/**
 * Finds the redundant rules of one table, the last first: each counts without those found before it, so that all of them
 * can go together. Which rules could be left out, and which stay for it, is thereby a choice: of two equal ones the later
 * never decides anything, and is dead.
 */
export class RedundancySearch {
  private readonly gone = new Set<number>();
  private readonly treatments: Int32Array;

  /**
   * @param rules the enabled ones, in order.
   * @param scans the table in every family and view.
   * @param dead numbers of rules that decide nothing, which can go in any case.
   * @param coversOf the rules that leave nothing to a dead one: without one of these it would decide.
   */
  constructor(
    private readonly rules: readonly Rule[],
    private readonly scans: readonly TableScan[],
    private readonly dead: ReadonlySet<number>,
    private readonly coversOf: ReadonlyMap<number, readonly number[]>,
  ) {
    this.treatments = treatmentsOf(rules);
  }

  /** By number of a redundant rule, the later ones that would decide what it does. */
  all(): Map<number, readonly number[]> {
    const found = new Map<number, readonly number[]>();
    for (let index = this.rules.length - 1; index >= 0; index--) {
      const rule = this.rules[index];
      if (rule === undefined || rule.implicit === true || rule.action === "unknown" || this.dead.has(index)) continue;
      const deciders = this.decidersOf(index);
      if (deciders === undefined) continue;
      this.gone.add(index);
      found.set(index, deciders);
    }
    return found;
  }

  /** Later rules that decide everything alike that a rule may decide; undefined: not everything. */
  private decidersOf(index: number): number[] | undefined {
    if (this.scans.some((scan) => this.showsNeed(scan, index))) return undefined;
    const deciders = new Set<number>();
    for (const scan of this.scans) {
      const here = this.withinBudget(scan, index);
      if (here === undefined) return undefined;
      for (const other of here) deciders.add(other);
    }
    return deciders.size === 0 ? undefined : [...deciders].sort((a, b) => a - b);
  }

  /** Whether a few packets show that a rule is needed: most are, and most of their packets show it. */
  private showsNeed(scan: TableScan, index: number): boolean {
    const whole = scan.wholes[index];
    if (whole === undefined || isNothing(whole)) return false;
    const first = scan.uncovered[index];
    if (first !== undefined && this.isNeededFor(scan, index, first)) return true;
    for (const sample of scan.samples(whole)) {
      if (!scan.isTaken(index, sample) && this.isNeededFor(scan, index, sample)) return true;
    }
    return false;
  }

  /** Whether a packet that a rule surely gets would not surely be decided alike without it. */
  private isNeededFor(scan: TableScan, index: number, sample: Sample): boolean {
    const decides = (other: number): boolean => {
      const role = this.roleOf(scan, other, index);
      const product = role === "blocks" ? scan.wholes[other] : role === "takes" ? scan.takes(other) : undefined;
      return product !== undefined && scan.holds(other, product, sample);
    };
    const decider = scan.index.firstLaterHolding(index, sample.source, sample.destination, decides);
    return decider === undefined || this.roleOf(scan, decider, index) === "blocks";
  }

  /** As `decidersIn`; a rule counts as needed where that takes too much to find out. */
  private withinBudget(scan: TableScan, index: number): number[] | undefined {
    scan.space.diagram.base.beginQuestion();
    try {
      return this.decidersIn(scan, index);
    } catch (error) {
      if (!(error instanceof BudgetExceeded)) throw error;
      scan.isCutShort = true;
      return undefined;
    }
  }

  /** As `decidersOf`, in one family and view; none where the rule decides nothing there. */
  private decidersIn(scan: TableScan, index: number): number[] | undefined {
    const whole = scan.wholes[index];
    if (whole === undefined || isNothing(whole)) return [];
    const alone = this.deciderAlone(scan, index, whole);
    if (alone !== undefined) return [alone];
    const earlier = scan.index.earlierMeeting(index).filter((other) => !this.dead.has(other));
    const candidates = [...earlier, ...scan.index.laterMeeting(index)];
    if (candidates.length > MANY) return undefined;
    const deciders: number[] = [];
    for (const place of scan.shapes.places(index, candidates)) {
      const here = this.decidersAt(scan, index, place);
      if (here === undefined) return undefined;
      deciders.push(...here);
    }
    return deciders;
  }

  /** The first later rule that takes all of a rule, when none before it can decide otherwise: what most have. */
  private deciderAlone(scan: TableScan, index: number, whole: Product): number | undefined {
    const [sample] = scan.samples(whole);
    if (sample === undefined) return undefined;
    const isAlone = (other: number): boolean => {
      if (this.roleOf(scan, other, index) !== "takes" || scan.shapes.relation(other, index) !== "within") return false;
      const takes = scan.takes(other);
      return takes !== undefined && scan.isPart(whole, takes);
    };
    const alone = scan.index.firstLaterHolding(index, sample.source, sample.destination, isAlone);
    if (alone === undefined) return undefined;
    const { base } = scan.space.diagram;
    const isOpen = scan.index.laterMeeting(index, alone).every((other) => {
      const most = scan.wholes[other];
      return most === undefined || this.roleOf(scan, other, index) !== "blocks" || !doMeet(base, whole, most);
    });
    return isOpen ? alone : undefined;
  }

  private decidersAt(scan: TableScan, index: number, place: readonly number[]): number[] | undefined {
    const { space, domain, wholes } = scan;
    const before = place.flatMap((other) => (other < index ? (scan.takes(other) ?? []) : []));
    const whole = wholes[index];
    const rest = new Remainder(space, domain, whole ? remaining(space.diagram.base, domain, whole, before) : []);
    const deciders: number[] = [];
    for (const other of place) {
      if (rest.isEmpty) break;
      if (other < index) continue;
      const role = this.roleOf(scan, other, index);
      const most = wholes[other];
      if (role === "blocks" && most !== undefined && rest.meets(most)) return undefined;
      const takes = role === "takes" ? scan.takes(other) : undefined;
      if (takes !== undefined && rest.take(takes)) deciders.push(other);
    }
    return rest.isEmpty ? deciders : undefined;
  }

  private roleOf(scan: TableScan, other: number, index: number): Role {
    if (this.gone.has(other)) return "neither";
    if (this.dead.has(other)) return this.wakes(other, index) ? "blocks" : "neither";
    if (scan.shapes.relation(other, index) === "apart") return "neither";
    if (this.treatments[other] !== this.treatments[index]) return "blocks";
    return this.rules[other]?.implicit === true ? "neither" : "takes";
  }

  /** Whether a dead rule may decide otherwise once a rule is gone that leaves nothing to it. */
  private wakes(dead: number, index: number): boolean {
    return this.treatments[dead] !== this.treatments[index] && this.coversOf.get(dead)?.includes(index) === true;
  }
}

/** What a rule does to a packet, as far as the model tells: action, log, inspection, source translation. */
function treatmentOf({ action, log, facts }: Rule): string {
  const more = facts === undefined ? "" : [facts.profiles, facts.users, facts.translatesSource, facts.schedule];
  return `${action} ${log} ${more === "" ? "" : JSON.stringify(more)}`;
}

/** A number for each treatment there is, by rule. */
function treatmentsOf(rules: readonly Rule[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(rules, (rule) => {
    const text = treatmentOf(rule);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  });
}
