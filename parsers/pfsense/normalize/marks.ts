/** Marks (`tag`, `tagged`): rules set them on what comes in, and others ask for them. */
import type { AddressExpression } from "../../../src/model/expression.js";
import type { FilterStep, Rule, RuleMatch, Table } from "../../../src/model/rule.js";
import { child, children, descend, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { bound, type PfRule } from "./order.js";
import { openingOf } from "./services.js";

/** The rules without those that became filters of their own, and these filters. */
export interface Marked {
  readonly rules: readonly PfRule[];
  readonly tables: readonly Table[];
  readonly steps: readonly FilterStep[];
}

/**
 * Finds out who has the marks that rules ask for. While a packet is asked about coming in, rules mark whatever they match, the walk
 * ends at the first quick match, and a mark stays until another takes its place (pf.conf(5), PACKET TAGGING). So the walk
 * itself tells who has a mark: the rules that set it match first, or a quick one without it does. A quick block rule that asks
 * what leaves becomes a filter of its own, whose first match decides. A rule that asks what comes in for a mark that nobody set
 * so far matches nothing. The others get a doubt.
 * @param translates whether sources are translated: then rules see others where a packet leaves than where it came in.
 */
export function withMarks(context: Context, given: readonly PfRule[], translates: boolean): Marked {
  const separate = given.flatMap((each) => apart(each));
  const rules = separate.map((each, index) =>
    isAsking(each) && each.direction === "in" ? asked({ context, rules: separate, index, translates }, each) : each,
  );
  const kept: PfRule[] = [];
  const tables: Table[] = [];
  const steps: FilterStep[] = [];
  for (const [index, each] of rules.entries()) {
    const walk = { context, rules, index, translates };
    const filter = isAsking(each) && steps.length < MOST_FILTERS ? markFilter(walk, each) : undefined;
    if (filter === undefined) kept.push(isAsking(each) && each.direction !== "in" ? asked(walk, each) : each);
    else {
      tables.push(filter.table);
      steps.push(filter.step);
    }
  }
  return { rules: kept, tables, steps };
}

/** Each lists the rules in once more; beyond these rules get a doubt, so that the lists do not grow with the square of the rules. */
const MOST_FILTERS = 32;

type Asking = PfRule & Required<Pick<PfRule, "asks">>;

/** Where a rule stands among the others. */
interface Walk {
  readonly context: Context;
  readonly rules: readonly PfRule[];
  readonly index: number;
  readonly translates: boolean;
}

function isAsking(of: PfRule): of is Asking {
  return of.asks !== undefined && (of.rule.enabled || of.marksOnly === true);
}

/** A rule for both directions that asks for a mark, as one for each. */
function apart(of: PfRule): PfRule[] {
  if (!isAsking(of) || of.direction !== "any" || of.isAnywhere) return [of];
  return (["in", "out"] as const).map((direction) => ({ ...of, direction }));
}

function markFilter(walk: Walk, of: Asking): { readonly table: Table; readonly step: FilterStep } | undefined {
  const { rule, asks, interfaces } = of;
  if (of.direction !== "out" || !of.quick || rule.action !== "deny" || !isTold(walk, asks.tag)) return undefined;
  if (walk.translates && rule.match.source.kind !== "any") return undefined;
  const name = `packets ${asks.not ? "without" : "with"} the mark ${asks.tag}`;
  const id = `marks-${walk.index + 1}`;
  const list = [...outside(of), ...passedBefore(walk), ...walkIn(walk, of)];
  const rules = list.map((each, position) => {
    return {
      ...each,
      id: `${rule.id}/${position + 1}`,
      name: `${FATE[each.action]} by rule ${rule.id}`,
      implicit: true,
    };
  });
  const rest = {
    id: `${rule.id}/rest`,
    name: rule.name,
    doubts: rule.doubts,
    log: rule.log,
    implicit: true,
    enabled: true,
  } as const;
  // Behind the rest stands nothing that a rule which may not be there could leave it to.
  const stops = rule.doubts === undefined || rule.doubts.length === 0 ? "deny" : "unknown";
  const otherwise: Rule = { ...rest, match: EVERYTHING, action: asks.not ? stops : "permit", at: rule.at };
  const egress = interfaces === undefined ? {} : { egress: interfaces };
  return {
    table: { id, name, kind: "filter", rules, bound: true, at: rule.at },
    // It keeps no sessions of its own: that a rule opens some is said by what it meets (`meeting`).
    step: { kind: "filter", name, tables: [id], otherwise, stateful: false, ...egress, at: rule.at },
  };
}

const FATE = { permit: "not stopped", deny: "stopped", unknown: "perhaps stopped" } as const;

const ANY = { kind: "any" } as const;
const EVERYTHING: RuleMatch = { source: ANY, destination: ANY, service: ANY };

/** Whether the rules in alone decide who has a mark when a rule out asks for it. */
function isTold({ context, rules, index }: Walk, mark: string): boolean {
  if (rules.some(({ isAnywhere }) => isAnywhere) || isSetByTranslation(context)) return false;
  const setting = rules.map((rule, at) => ({ rule, at })).filter(({ rule }) => marks(rule));
  if (setting.some(({ rule, at }) => rule.direction !== "in" && !rule.quick && at < index)) return false;
  const coming = setting.filter(({ rule }) => rule.direction !== "out");
  const first = coming.find(({ rule }) => rule.tag === mark && !rule.quick);
  return first === undefined || coming.every(({ rule, at }) => rule.tag === mark || at < first.at);
}

function isSetByTranslation({ root }: Context): boolean {
  const sections = [child(root, "nat"), descend(root, "opnsense", "firewall", "filter")].flatMap(
    (each) => each?.children.filter(({ name }) => name !== "rules") ?? [],
  );
  return sections.flatMap((each) => [each, ...children(each, "rule")]).some((each) => textOf(each, "tag") !== "");
}

function marks({ tag, rule, marksOnly }: PfRule): boolean {
  return tag !== undefined && (rule.enabled || marksOnly === true);
}

type Part = Omit<Rule, "id">;

/** What the asking rule itself does not match, by each of its ends. */
function outside({ rule }: Asking): Part[] {
  const { source, destination, service } = rule.match;
  const not = (of: AddressExpression) => ({ kind: "not", of, family: "both" }) as const;
  const parts: RuleMatch[] = [
    ...(source.kind === "any" ? [] : [{ ...EVERYTHING, source: not(source) }]),
    ...(destination.kind === "any" ? [] : [{ ...EVERYTHING, destination: not(destination) }]),
    ...(service.kind === "any" ? [] : [{ ...EVERYTHING, service: { kind: "not", of: service } as const }]),
  ];
  return parts.map((match) => ({ action: "permit", match, enabled: true, at: rule.at }));
}

/** What quick rules out let through before; where they see a translated source, or ask for marks, perhaps. */
function passedBefore({ rules, index, translates }: Walk): Part[] {
  return rules.slice(0, index).flatMap((each) => {
    const { rule } = each;
    if (each.direction === "in" || !each.quick || !rule.enabled || rule.action === "deny") return [];
    const isSure = each.asks === undefined && (!translates || rule.match.source.kind === "any");
    return [{ ...bound(meeting(each), "out"), ...(isSure ? {} : { action: "unknown" as const }) }];
  });
}

/** The walk of what comes in: who has the mark is denied at the rule that gave it, or let through where it is not asked for. */
function walkIn({ rules }: Walk, { asks, rule: asking }: Asking): Part[] {
  const [having, lacking] = asks.not ? (["permit", "deny"] as const) : (["deny", "permit"] as const);
  return rules.flatMap((each) => {
    const isSetting = each.tag === asks.tag && marks(each);
    if (each.direction === "out" || !(isSetting || (each.quick && each.rule.enabled)) || isIdle(each)) return [];
    const action = each.rule.action === "unknown" ? "unknown" : isSetting ? having : lacking;
    const doubts = [...(each.rule.doubts ?? []), ...(action === "deny" ? (asking.doubts ?? []) : [])];
    const rule: Part = { ...bound(meeting(each), "in"), enabled: true, action, at: [...asking.at, ...each.rule.at] };
    return [doubts.length === 0 ? rule : { ...rule, doubts }];
  });
}

/** A rule with all that says which packets it meets: one that passes and keeps state, only those that open a session, whatever becomes of them here. */
function meeting(of: PfRule): PfRule {
  const { rule } = of;
  if (rule.action !== "permit" || of.testsFlags === true) return of;
  return { ...of, rule: { ...rule, match: { ...rule.match, service: openingOf(rule.match.service) } } };
}

/** Whether it asks for a mark that nothing has there. */
function isIdle({ asks, rule }: PfRule): boolean {
  return asks !== undefined && rule.match.source.kind === "none";
}

/** A rule that stays where it is: before anybody sets its mark it matches nothing, or without regard to it. */
function asked({ context, rules, index }: Walk, of: Asking): PfRule {
  const { rule, asks } = of;
  const isSet = rules.some((each, at) => each.tag === asks.tag && marks(each) && at < index && !each.quick);
  if (of.direction === "in" && !isSet && !of.isAnywhere && !isSetByTranslation(context)) {
    return asks.not ? of : { ...of, rule: { ...rule, match: { ...rule.match, source: { kind: "none" } } } };
  }
  const reason = "it matches only packets that another rule has marked";
  const doubt = { doubt: context.doubt("rule", reason, asks.at), effect: "narrows" } as const;
  return { ...of, rule: { ...rule, doubts: [...(rule.doubts ?? []), doubt] } };
}
