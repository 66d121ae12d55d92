/** The health of the rules of a device, table by table: dead, never matching, redundant, overruled in part. */
import type { Device } from "../../model/device.js";
import type { AddressExpression } from "../../model/expression.js";
import type { Rule, Table } from "../../model/rule.js";
import type { SharedDiagrams } from "../../packets/shared-diagrams.js";
import { filtersOf } from "../filters.js";
import { type DeviceRules, RuleSlicer } from "../rule-sets.js";
import { InterfaceShapes } from "./interface-shapes.js";
import { findOverruled, type Overlap, type Overruled } from "./overlaps.js";
import { viewsOf } from "./packet-views.js";
import { RedundancySearch } from "./redundant.js";
import { type Answer, isOpen, TableScan } from "./table-scan.js";

/** A rule that decides nothing: earlier ones surely take all it may match, alone or together. */
export interface DeadRule {
  readonly table: Table;
  readonly rule: Rule;
  /** The earlier rules that together cover it, in order. */
  readonly coveredBy: readonly Rule[];
}

/** A rule that no packet can match. */
export interface EmptyRule {
  readonly table: Table;
  readonly rule: Rule;
  /** What of it is empty; `families`: its source has addresses of one IP version, its destination of the other. */
  readonly because: "source" | "destination" | "service" | "interfaces" | "families";
}

/** A rule whose packets later ones would decide alike: it and all others like it can go together. */
export interface RedundantRule {
  readonly table: Table;
  readonly rule: Rule;
  /** Later rules that decide what it does, in order. */
  readonly decidedBy: readonly Rule[];
}

/** A rule of whose packets earlier ones of the other action take a part. */
export interface OverruledRule {
  readonly table: Table;
  readonly rule: Rule;
  readonly kind: Overlap;
  /** The nearest earlier rules, in order. */
  readonly by: readonly Rule[];
  readonly more: number;
  readonly isCounted: boolean;
}

/** A rule of which it takes too much to find out whether earlier ones leave it anything. */
export interface UndecidedRule {
  readonly table: Table;
  readonly rule: Rule;
}

export interface RuleHealth {
  readonly dead: readonly DeadRule[];
  readonly empty: readonly EmptyRule[];
  readonly redundant: readonly RedundantRule[];
  readonly overruled: readonly OverruledRule[];
  readonly undecided: readonly UndecidedRule[];
}

/** What was found of one table, by the places of its rules among the enabled ones: plain JSON, which says nothing of lines. */
export interface TableFindings {
  /** Each with the earlier rules that together cover it. */
  readonly dead: readonly (readonly [rule: number, coveredBy: readonly number[]])[];
  readonly empty: readonly (readonly [rule: number, because: EmptyRule["because"]])[];
  readonly redundant: readonly (readonly [rule: number, decidedBy: readonly number[]])[];
  readonly overruled: readonly Overruled[];
  readonly undecided: readonly number[];
  /** Whether something took too much to find out: how much is too much depends on what was asked before. */
  readonly isCutShort: boolean;
}

/** What was found of a table before, or else what `find` gives. */
export type RecallTable = (device: Device, table: Table, find: () => TableFindings) => TableFindings;

/**
 * The health of all tables of a device. It is told by header, interfaces and translations alone, and only where it surely
 * holds: a doubtful rule covers nothing, and is dead only when all it may match is covered. What a stateful device does
 * with a packet of no session, and what stands behind the end of a table, is not looked at: an explicit deny before the
 * implicit one is redundant to nobody. A rule that lets later fragments by whatever their ports were (IOS) is not alive for
 * these alone. Disabled rules take no part, rules that nobody wrote are not told of.
 */
export function ruleHealth(rules: DeviceRules, diagrams: SharedDiagrams, recall: RecallTable = findAnew): RuleHealth {
  const { device } = rules;
  const tables = device.tables
    .filter(({ restates }) => restates === undefined)
    .map((table) =>
      healthOf(
        table,
        recall(device, table, () => new TableHealth(rules, table, diagrams).all()),
      ),
    );
  return {
    dead: tables.flatMap(({ dead }) => dead),
    empty: tables.flatMap(({ empty }) => empty),
    redundant: tables.flatMap(({ redundant }) => redundant),
    overruled: tables.flatMap(({ overruled }) => overruled),
    undecided: tables.flatMap(({ undecided }) => undecided),
  };
}

function findAnew(_device: Device, _table: Table, find: () => TableFindings): TableFindings {
  return find();
}

/** What was found of a table, with its rules in place of their numbers. */
function healthOf(table: Table, { dead, empty, redundant, overruled, undecided }: TableFindings): RuleHealth {
  const rules = enabledOf(table);
  const rulesAt = (numbers: readonly number[]) => numbers.flatMap((number) => rules[number] ?? []);
  const told = <T>(number: number, more: T) => rulesAt([number]).map((rule) => ({ table, rule, ...more }));
  return {
    dead: dead.flatMap(([rule, by]) => told(rule, { coveredBy: rulesAt(by) })),
    empty: empty.flatMap(([rule, because]) => told(rule, { because })),
    redundant: redundant.flatMap(([rule, by]) => told(rule, { decidedBy: rulesAt(by) })),
    overruled: overruled.flatMap(({ rule, by, ...more }) => told(rule, { by: rulesAt(by), ...more })),
    undecided: undecided.flatMap((rule) => told(rule, {})),
  };
}

/** Rules that are switched off take no part. */
function enabledOf({ rules }: Table): Rule[] {
  return rules.filter((rule) => rule.enabled);
}

class TableHealth {
  /** The enabled rules; numbers are their places here. */
  private readonly rules: readonly Rule[];
  private readonly shapes: InterfaceShapes;
  /** The families that packets have which meet it. */
  private readonly families: readonly (4 | 6)[];
  /** Of those in which its rules may match something. */
  private readonly scans: readonly TableScan[];
  /** Those where no translation took place. */
  private readonly plain: readonly TableScan[];

  constructor(
    private readonly device: DeviceRules,
    table: Table,
    diagrams: SharedDiagrams,
  ) {
    this.rules = enabledOf(table);
    this.shapes = new InterfaceShapes(this.rules);
    this.families = familiesOf(device.device, table);
    const views = this.families.map((family) => {
      const space = diagrams.roomySpace(family);
      if (!device.names(table, family) && !this.rules.some(isOpen)) return []; // matches nothing in any view
      const slicer = new RuleSlicer(device, space, space.universe);
      return viewsOf(device, table, family).map((resolved) => new TableScan(resolved, slicer, this.shapes, space));
    });
    this.plain = views.flatMap((scans) => scans.slice(0, 1));
    this.scans = views.flat();
  }

  all(): TableFindings {
    const scans = this.scans.filter((scan) => !scan.isEmpty);
    // Most rules are alive: what is told of the others is not looked for among all of them.
    const told: (readonly [number, Answer])[] = [];
    for (let index = 0; index < this.rules.length; index++) {
      const answer = this.rules[index]?.implicit === true ? "alive" : joined(scans, index);
      if (answer !== "alive") told.push([index, answer]);
    }
    const dead = new Set(told.flatMap(([index, answer]) => (isSettled(answer) ? [index] : [])));
    const covers = told.flatMap(([index, answer]) => (typeof answer === "string" ? [] : [[index, answer] as const]));
    const redundant = new RedundancySearch(this.rules, scans, dead, new Map(covers)).all();
    const plain = this.plain.filter((scan) => !scan.isEmpty);
    const overruled = findOverruled(this.rules, plain, dead);
    return {
      dead: covers,
      empty: told.flatMap(([index, answer]) => {
        const rule = answer === "empty" ? this.rules[index] : undefined;
        const because = rule && this.whyEmpty(rule, index);
        return because === undefined ? [] : [[index, because] as const];
      }),
      redundant: [...redundant].sort(([one], [other]) => one - other),
      overruled,
      undecided: told.flatMap(([index, answer]) => (answer === "undecided" ? [index] : [])),
      isCutShort: this.scans.some((scan) => scan.isCutShort),
    };
  }

  /** Undefined: it names no object of its own, such as one about the address of an interface that has none. */
  private whyEmpty({ match }: Rule, index: number): EmptyRule["because"] | undefined {
    const { families } = this;
    const { addresses } = this.device;
    if (this.shapes.isNowhere(index)) return "interfaces";
    const has = (side: "source" | "destination", family: 4 | 6) => addresses.of(match[side], family).upper.length > 0;
    for (const side of ["source", "destination"] as const) {
      if (!families.some((family) => has(side, family))) return namesObject(match[side]) ? side : undefined;
    }
    return families.some((family) => has("source", family) && has("destination", family)) ? "service" : "families";
  }
}

/** Whether it is told that a rule decides nothing. */
function isSettled(answer: Answer): boolean {
  return answer !== "alive" && answer !== "undecided";
}

function namesObject(expression: AddressExpression): boolean {
  switch (expression.kind) {
    case "object":
      return true;
    case "union":
      return expression.of.length === 0 || expression.of.some(namesObject);
    case "except":
      return namesObject(expression.base) || namesObject(expression.minus);
    case "not":
      return namesObject(expression.of);
    default:
      return false;
  }
}

/** The families that packets have which meet a table; both where nothing consults it. */
function familiesOf({ forwarding, toDevice }: Device, { id }: Table): (4 | 6)[] {
  const steps = [...forwarding, ...toDevice].filter((step) =>
    filtersOf(step).some(({ tables }) => tables.includes(id)),
  );
  return ([4, 6] as const).filter(
    (family) => steps.length === 0 || steps.some((step) => step.family === undefined || step.family === family),
  );
}

/** The answer of all scans together: a rule is dead where in none of them anything is left for it, alive where in one. */
function joined(scans: readonly TableScan[], index: number): Answer {
  let covering: Set<number> | undefined;
  let isEmpty = true;
  let isUndecided = false;
  for (const scan of scans) {
    const answer = scan.coversOf(index);
    if (answer === "alive") return "alive";
    if (answer === "empty") continue;
    isUndecided ||= answer === "undecided";
    if (answer === "undecided") continue;
    isEmpty = false;
    covering ??= new Set();
    for (const other of answer) covering.add(other);
  }
  if (isUndecided) return "undecided";
  return isEmpty ? "empty" : [...(covering ?? [])].sort((a, b) => a - b);
}
