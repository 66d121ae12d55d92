/** First match over a list of cut rules, as a balanced fold (design 6). */
import type { Rule } from "../model/rule.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { doMeet, isNothing, NOTHING, type Product } from "../packets/products.js";
import { partLeft, remaining } from "../packets/remaining.js";
import type { PacketSpace } from "../packets/space.js";
import { once } from "../source/once.js";
import { RuleIndex } from "./rule-index.js";
import type { SlicedRule } from "./rule-sets.js";

/** What surely passes a list of rules and what may pass it: `must ⊆ real ⊆ may`. */
export interface Passing {
  readonly must: Node;
  readonly may: Node;
}

export interface PassingByRule extends Passing {
  /** What each rule that lets something through has of it, in order. */
  readonly permits: () => readonly Share[];
  /** The first so many rules that deny something, or may. */
  readonly denying: (most: number) => readonly SlicedRule[];
}

/** A block of rules: what its denies match, and what it lets through. */
interface Block {
  readonly denied: Node;
  readonly passed: Node;
}

/**
 * What a list of rules lets through, the first match deciding.
 *
 * `may` folds upper permits and lower denies, `must` lower permits and upper denies; a rule whose action is not known is
 * a permit for `may` and a deny for `must`. Blocks join by `(D, P) ∘ (D', P') = (D ∪ D', P ∪ (P' \ D))`: only denies take
 * from what stands below, so that an earlier doubtful permit cannot eat a certain one.
 */
export function passing(space: PacketSpace, rules: readonly SlicedRule[]): PassingByRule {
  const isExact = rules.every((rule) => rule.lower === rule.upper && rule.resolved.rule.action !== "unknown");
  const earlier = new Earlier(rules);
  const denying = (most: number) => firstDenying(space, rules, earlier, most);
  if (isExact) {
    // Without doubts the two are what the permits take, and who takes what is asked in any case.
    const permits = shares(space, rules, ["permit"], earlier);
    const passes = space.diagram.union(permits.map(({ takes }) => takes));
    return { may: passes, must: passes, permits: () => permits, denying };
  }
  return {
    may: foldBound(space, rules, "may"),
    must: foldBound(space, rules, "must"),
    permits: once(() => shares(space, rules, ["permit", "unknown"], earlier)),
    denying,
  };
}

function foldBound(space: PacketSpace, rules: readonly SlicedRule[], bound: "must" | "may"): Node {
  const blocks = rules.map((rule) => block(rule, bound));
  return fold(space, blocks);
}

function block({ resolved, lower, upper }: SlicedRule, bound: "must" | "may"): Block {
  const { action } = resolved.rule;
  const permits = action === "permit" || (action === "unknown" && bound === "may");
  const isUnknownPermit = action === "unknown" && bound === "may";
  if (permits) return { denied: EMPTY, passed: bound === "may" || isUnknownPermit ? upper : lower };
  return { denied: bound === "may" ? lower : upper, passed: EMPTY };
}

function fold(space: PacketSpace, blocks: readonly Block[]): Node {
  const { diagram } = space;
  let layer = blocks;
  while (layer.length > 1) {
    const above: Block[] = [];
    for (let index = 0; index < layer.length; index += 2) {
      const first = layer[index] as Block;
      const second = layer[index + 1];
      above.push(
        second === undefined
          ? first
          : {
              denied: diagram.or(first.denied, second.denied),
              passed: diagram.or(first.passed, diagram.diff(second.passed, first.denied)),
            },
      );
    }
    layer = above;
  }
  return layer[0]?.passed ?? EMPTY;
}

/** Among these an index costs more than it saves. */
const FEW_RULES = 32;

/** The part of a slice that one rule decides, after the earlier rules took their share. */
export interface Share {
  readonly rule: SlicedRule;
  /** What it may decide. Shares of different rules may overlap where an earlier one is doubtful. */
  readonly takes: Node;
  /** What it surely decides unless an earlier doubtful rule does. These are disjoint. */
  readonly surely: Node;
}

/** What earlier rules of a list surely match, as far as they can meet a later one. */
class Earlier {
  private known: RuleIndex | undefined;
  /** Where there is no index. */
  private readonly before: Product[] = [];

  constructor(private readonly rules: readonly SlicedRule[]) {}

  /** Asked of one rule after the other. */
  than(number: number): readonly Product[] {
    const { rules, before } = this;
    if (rules.length > FEW_RULES) {
      this.known ??= new RuleIndex(rules.map((rule) => rule.most));
      return this.known.earlierMeeting(number).map((one) => rules[one]?.least ?? NOTHING);
    }
    if (number < before.length) before.length = number;
    for (let next = before.length; next < number; next++) before.push(rules[next]?.least ?? NOTHING);
    return before;
  }
}

/**
 * What the rules of some actions decide after the earlier ones; rules that decide nothing are left out. From each rule only
 * those earlier ones are taken away that can meet it: what is left of the whole would be a large set at every step.
 */
function shares(
  space: PacketSpace,
  rules: readonly SlicedRule[],
  actions: readonly Rule["action"][],
  earlier: Earlier,
): Share[] {
  const { diagram, domain } = space;
  const found: Share[] = [];
  for (let number = 0; number < rules.length; number++) {
    const rule = rules[number] as SlicedRule;
    if (!actions.includes(rule.resolved.rule.action) || isNothing(rule.most)) continue;
    const rest = remaining(diagram.base, domain, rule.most, earlier.than(number));
    if (rest.length === 0) continue;
    const takes = rest[0] === rule.most ? rule.upper : diagram.ofProducts(rest, true);
    const surely = rule.lower === rule.upper ? takes : diagram.and(rule.lower, takes);
    found.push({ rule, takes, surely });
  }
  return found;
}

/** Of these nobody asks how much they decide: a part of it says that they do. */
function firstDenying(
  { diagram, domain }: PacketSpace,
  rules: readonly SlicedRule[],
  earlier: Earlier,
  most: number,
): SlicedRule[] {
  const found: SlicedRule[] = [];
  for (let number = 0; number < rules.length && found.length < most; number++) {
    const rule = rules[number] as SlicedRule;
    if (rule.resolved.rule.action === "permit" || isNothing(rule.most)) continue;
    if (partLeft(diagram.base, domain, rule.most, earlier.than(number), 0).length > 0) found.push(rule);
  }
  return found;
}

/** Rules that do not permit and may decide something of `part`, in order. */
export function deniers({ diagram }: PacketSpace, rules: readonly SlicedRule[], part: Node): SlicedRule[] {
  const found: SlicedRule[] = [];
  const products = diagram.productsOf(part);
  let rest = part;
  for (const rule of rules) {
    if (rest === EMPTY) break;
    if (products !== undefined && !products.some((one) => doMeet(diagram.base, one, rule.most))) continue;
    if (diagram.and(rule.upper, rest) === EMPTY) continue;
    if (rule.resolved.rule.action !== "permit") found.push(rule);
    rest = diagram.diff(rest, rule.lower);
  }
  return found;
}
