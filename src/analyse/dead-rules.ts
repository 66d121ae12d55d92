/** Rules that can never match: covered by earlier ones, alone or together. Exact, per table (design 6). */
import type { Device } from "../model/device.js";
import type { Rule, Table } from "../model/rule.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { everything, type Intervals } from "../packets/intervals.js";
import { PacketSpace } from "../packets/space.js";
import { domainOf } from "../resolve/address-bounds.js";
import { type DeviceRules, type ResolvedRule, RuleSlicer, type SlicedRule, type SliceScope } from "./rule-sets.js";

export interface DeadRule {
  readonly device: Device;
  readonly table: Table;
  readonly rule: Rule;
  /** Earlier rules that together cover it, in order. */
  readonly coveredBy: readonly Rule[];
}

/** How many nodes the diagram of one table may grow to before it is thrown away and begun anew. */
const NODES_PER_DIAGRAM = 400_000;

/** All dead rules of a device, in table order. */
export function deadRules(rules: DeviceRules): DeadRule[] {
  return rules.device.tables.flatMap((table) => deadInTable(rules, table));
}

/** A rule is dead when it matches something in theory and, in both families, earlier rules surely take all of it. */
function deadInTable(rules: DeviceRules, table: Table): DeadRule[] {
  const families = ([4, 6] as const).map((family) => new TableScan(rules, table, family));
  const dead: DeadRule[] = [];
  const enabled = table.rules.filter((rule) => rule.enabled);
  for (const [index, rule] of enabled.entries()) {
    if (rule.implicit === true) continue;
    const answers = families.map((scan) => scan.coversOf(index));
    if (answers.some((answer) => answer === "alive") || answers.every((answer) => answer === "empty")) continue;
    const covering = new Set(answers.flatMap((answer) => (Array.isArray(answer) ? answer : [])));
    dead.push({ device: rules.device, table, rule, coveredBy: enabled.filter((one) => covering.has(one)) });
  }
  return dead;
}

/** Asks of one table in one family, rule by rule, which earlier rules cover it. */
class TableScan {
  private readonly resolved: readonly ResolvedRule[];
  private space: PacketSpace;
  private slicer: RuleSlicer;
  private cut = new Map<number, SlicedRule>();
  private readonly boxes: Float64Array;
  private readonly scope: SliceScope;

  constructor(
    private readonly rules: DeviceRules,
    table: Table,
    private readonly family: 4 | 6,
  ) {
    this.resolved = rules.ofTable(table, family);
    const all = everything(domainOf(family));
    this.scope = { family, ingress: "", egress: undefined, sources: all, destinations: all };
    this.space = new PacketSpace(family);
    this.slicer = new RuleSlicer(rules, this.space, this.space.universe);
    this.boxes = spans(this.resolved);
  }

  /** `empty`: it matches nothing in this family anyway; `alive`; or the earlier rules that cover it. */
  coversOf(index: number): "empty" | "alive" | Rule[] {
    const target = this.resolved[index];
    if (target === undefined || target.source.upper.length === 0 || target.destination.upper.length === 0)
      return "empty";
    if (this.space.diagram.size > NODES_PER_DIAGRAM) this.restart();
    let rest: Node = this.cutRule(index, target).upper;
    if (rest === EMPTY) return "empty";
    const covering: Rule[] = [];
    for (let earlier = 0; earlier < index; earlier++) {
      if (!this.spansMeet(earlier, index)) continue;
      const candidate = this.resolved[earlier] as ResolvedRule;
      if (!meetsInterfaces(candidate.rule, target.rule)) continue;
      const left = this.space.diagram.diff(rest, this.cutRule(earlier, candidate).lower);
      if (left === rest) continue;
      covering.push(candidate.rule);
      rest = left;
      if (rest === EMPTY) return covering;
    }
    return "alive";
  }

  private cutRule(index: number, resolved: ResolvedRule): SlicedRule {
    const known = this.cut.get(index);
    if (known !== undefined) return known;
    const cut =
      resolved.rule.action === "unknown"
        ? { ...this.slicer.cut(resolved, this.scope), lower: EMPTY }
        : this.slicer.cut(resolved, this.scope);
    this.cut.set(index, cut);
    return cut;
  }

  private restart(): void {
    this.space = new PacketSpace(this.family);
    this.slicer = new RuleSlicer(this.rules, this.space, this.space.universe);
    this.cut = new Map();
  }

  private spansMeet(a: number, b: number): boolean {
    const { boxes } = this;
    const i = a * 4;
    const j = b * 4;
    return (
      (boxes[i] as number) <= (boxes[j + 1] as number) &&
      (boxes[j] as number) <= (boxes[i + 1] as number) &&
      (boxes[i + 2] as number) <= (boxes[j + 3] as number) &&
      (boxes[j + 2] as number) <= (boxes[i + 3] as number)
    );
  }
}

/** First and last source and destination of every rule: four numbers each, IPv6 rounded outwards. An empty side spans nothing. */
function spans(resolved: readonly ResolvedRule[]): Float64Array {
  const boxes = new Float64Array(resolved.length * 4);
  for (const [index, { source, destination }] of resolved.entries()) {
    setSpan(boxes, index * 4, source.upper);
    setSpan(boxes, index * 4 + 2, destination.upper);
  }
  return boxes;
}

function setSpan(boxes: Float64Array, at: number, set: Intervals<number | bigint>): void {
  const from = set[0];
  const to = set.at(-1);
  boxes[at] = from === undefined ? 1 : outwards(from, -1);
  boxes[at + 1] = to === undefined ? 0 : outwards(to, 1);
}

/** A 128-bit address as a double that is not on the wrong side of it. */
function outwards(value: number | bigint, direction: 1 | -1): number {
  return typeof value === "number" ? value : Number(value) * (1 + direction * 1e-12);
}

/** Whether an earlier rule applies wherever the later one does. */
function meetsInterfaces(earlier: Rule, later: Rule): boolean {
  return isWithin(later.match.ingress, earlier.match.ingress) && isWithin(later.match.egress, earlier.match.egress);
}

function isWithin(inner: readonly string[] | undefined, outer: readonly string[] | undefined): boolean {
  if (outer === undefined) return true;
  return inner?.every((id) => outer.includes(id)) ?? false;
}
