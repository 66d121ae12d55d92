/** Rules that earlier ones of the other action overrule in part. */
import type { Rule } from "../../model/rule.js";
import { BudgetExceeded } from "../../packets/diagram.js";
import { doMeet, isNothing, type Product } from "../../packets/products.js";
import { once } from "../../source/once.js";
import { RuleIndex } from "../rule-index.js";
import type { TableScan } from "./table-scan.js";

/** Of how many earlier rules, the nearest in each list of the index, it is asked whether they overlap with a rule. */
const LOOKS = 128;
/** In tables of fewer rules an index of its own for one action costs more than it saves. */
const FEW = 256;
/** How many of them are kept. */
const KEPT = 3;

/**
 * How a rule and an earlier one of the other action stand to each other, where each surely matches something of the other:
 * - `contradiction` (a correlation): neither lies within the other. Only their order says what happens to what they share.
 * - `exception` (the later one generalizes): the earlier one lies within the later one, as exceptions are written.
 * That the later one lies within the earlier one would make it dead, which is told elsewhere.
 */
export type Overlap = "contradiction" | "exception";

export interface Overruled {
  /** Number of the rule. */
  readonly rule: number;
  readonly kind: Overlap;
  /** The nearest earlier rules, ascending. */
  readonly by: readonly number[];
  /** How many there are besides `by`, of those looked at. */
  readonly more: number;
  /** Whether all earlier rules that could overlap were looked at; if not, there may be more, or a contradiction too. */
  readonly isCounted: boolean;
}

/**
 * Every rule of a table, but for dead ones, that an earlier one of the other action surely overlaps with. Contradictions go
 * before exceptions. Only what is known exactly counts, on both sides.
 * @param scans the table in both families, as packets are that no translation changed.
 * @param skipped numbers of rules that decide nothing.
 */
export function findOverruled(
  rules: readonly Rule[],
  scans: readonly TableScan[],
  skipped: ReadonlySet<number>,
): Overruled[] {
  const found: Overruled[] = [];
  const asking = scans.map((scan) => ({ scan, indexFor: indexByAction(rules, scan) }));
  for (let index = 0; index < rules.length; index++) {
    if (rules[index]?.implicit === true || skipped.has(index)) continue;
    const overruled = withinBudget(scans, () => overruledAt(index, rules, asking, skipped));
    if (overruled !== undefined) found.push(overruled);
  }
  return found;
}

/** A rule is not said to be overruled where that takes too much to find out. */
function withinBudget(scans: readonly TableScan[], find: () => Overruled | undefined): Overruled | undefined {
  for (const scan of scans) scan.space.diagram.base.beginQuestion();
  try {
    return find();
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    for (const scan of scans) scan.isCutShort = true;
    return undefined;
  }
}

/** A table and where to look for the rules of another action than one. */
interface Asking {
  readonly scan: TableScan;
  readonly indexFor: (action: Rule["action"]) => RuleIndex;
}

/** In most tables one action is rare: what most rules ask for is looked for among these alone. */
function indexByAction(rules: readonly Rule[], scan: TableScan): Asking["indexFor"] {
  const count = (action: Rule["action"]) => rules.filter((rule) => rule.action === action).length;
  const usual = count("permit") < count("deny") ? "deny" : "permit";
  const others = once(() => new RuleIndex(scan.wholes, (index) => rules[index]?.action !== usual));
  return (action) => (action === usual && rules.length > FEW ? others() : scan.index);
}

function overruledAt(
  index: number,
  rules: readonly Rule[],
  asking: readonly Asking[],
  skipped: ReadonlySet<number>,
): Overruled | undefined {
  const action = (rules[index] as Rule).action;
  const isWanted = (other: number): boolean => {
    const earlier = rules[other] as Rule;
    return earlier.action !== action && earlier.implicit !== true && !skipped.has(other);
  };
  const met = new Set<number>();
  let isCounted = true;
  for (const { scan, indexFor } of asking) {
    if (isNothing(scan.wholes[index] as Product)) continue;
    const { found, isAll } = indexFor(action).nearestMeeting(index, LOOKS, isWanted);
    for (const other of found) met.add(other);
    isCounted &&= isAll;
  }
  if (met.size === 0) return undefined;
  const scans = asking.map(({ scan }) => scan);
  const by: Record<Overlap, number[]> = { contradiction: [], exception: [] };
  for (const other of met) {
    const kind = overlapOf(other, index, scans);
    if (kind !== undefined) by[kind].push(other);
  }
  const kind: Overlap = by.contradiction.length > 0 ? "contradiction" : "exception";
  const all = by[kind].sort((a, b) => b - a);
  if (all.length === 0) return undefined;
  const nearest = all.slice(0, KEPT).reverse();
  return { rule: index, kind, by: nearest, more: all.length - nearest.length, isCounted };
}

function overlapOf(earlier: number, later: number, scans: readonly TableScan[]): Overlap | undefined {
  let isMet = false;
  let isWithin = true;
  for (const scan of scans) {
    const [one, other] = [scan.exactly(earlier), scan.exactly(later)];
    if (one === undefined || other === undefined) return undefined;
    if (isNothing(one)) continue;
    const { base } = scan.space.diagram;
    if (!isNothing(other) && scan.shapes.relation(earlier, later) !== "apart" && doMeet(base, one, other)) isMet = true;
    isWithin &&= scan.shapes.relation(later, earlier) === "within" && scan.isPart(one, other);
  }
  if (!isMet) return undefined;
  return isWithin ? "exception" : "contradiction";
}
