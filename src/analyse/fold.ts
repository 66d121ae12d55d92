/** First match over a list of cut rules, as a balanced fold (design 6). */
import { EMPTY, type Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import type { SlicedRule } from "./rule-sets.js";

/** What surely passes a list of rules and what may pass it: `must ⊆ real ⊆ may`. */
export interface Passing {
  readonly must: Node;
  readonly may: Node;
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
export function passing(space: PacketSpace, rules: readonly SlicedRule[]): Passing {
  const may = fold(
    space,
    rules.map((rule) => block(rule, "may")),
  );
  const isExact = rules.every((rule) => rule.lower === rule.upper && rule.resolved.rule.action !== "unknown");
  return {
    may,
    must: isExact
      ? may
      : fold(
          space,
          rules.map((rule) => block(rule, "must")),
        ),
  };
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

/** The part of a slice that one rule decides, after the earlier rules took their share. */
export interface Share {
  readonly rule: SlicedRule;
  /** What it may decide. Shares of different rules may overlap where an earlier one is doubtful. */
  readonly takes: Node;
  /** What it surely decides unless an earlier doubtful rule does. These are disjoint. */
  readonly surely: Node;
}

/** Walks the list once and says what each rule decides of `start`; rules that decide nothing are left out. */
export function shares(space: PacketSpace, rules: readonly SlicedRule[], start: Node): Share[] {
  const { diagram } = space;
  const found: Share[] = [];
  let rest = start;
  for (const rule of rules) {
    if (rest === EMPTY) break;
    const takes = diagram.and(rule.upper, rest);
    if (takes === EMPTY) continue;
    const surely = rule.lower === rule.upper ? takes : diagram.and(rule.lower, rest);
    found.push({ rule, takes, surely });
    rest = diagram.diff(rest, surely);
  }
  return found;
}
