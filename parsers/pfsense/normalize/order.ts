/** pf's order of evaluation, reduced to first match. */
import type { InterfaceId, Rule } from "../../../src/model/rule.js";
import type { Element } from "../tree.js";

/** A rule as pf loads it. */
export interface PfRule {
  /** Its match names no interfaces yet. */
  readonly rule: Rule;
  /** Ends the search when it matches; otherwise the last match decides. */
  readonly quick: boolean;
  readonly direction: "in" | "out" | "any";
  /** Left out: every interface. */
  readonly interfaces?: readonly InterfaceId[];
  /** Where it stands is not known: it counts before all others. */
  readonly isAnywhere?: true;
  /** The mark that packets get which it matches: they keep it, whether or not it decides them. */
  readonly tag?: string;
  /** The mark that packets have to have, or not to have, for it to match them. */
  readonly asks?: { readonly tag: string; readonly not: boolean; readonly at: Element };
  /** It decides nothing, and so stands switched off, but marks what it matches. */
  readonly marksOnly?: true;
  /** What it passes may be in the middle of a session of TCP: its match says by itself which flags it takes. */
  readonly testsFlags?: true;
  /** Where it names the gateway that packets are sent by, whatever the routes say. */
  readonly gateway?: Element;
}

/**
 * The list in which the first match decides, for one direction: the quick rules in their order, then the others from
 * the last to the first. pf lets the last match win unless a quick one matches, so both lists give the same verdict
 * (pf.conf(5); design.md 6). Interfaces become ingress or egress.
 */
export function firstMatchOrder(rules: readonly PfRule[], direction: "in" | "out"): Rule[] {
  const applying = rules.filter((each) => each.direction === "any" || each.direction === direction);
  const quick = applying.filter((each) => each.quick);
  const others = applying.filter((each) => !each.quick).toReversed();
  return uniqueIds([...quick, ...others].map((each) => bound(each, direction)));
}

/** The rule with its interfaces as those by which packets come in, or leave. */
export function bound({ rule, interfaces }: PfRule, direction: "in" | "out"): Rule {
  if (interfaces === undefined) return rule;
  const { match } = rule;
  const side = direction === "in" ? { ingress: interfaces, ...match } : { egress: interfaces, ...match };
  return { ...rule, match: side };
}

/** A second rule of the same id gets a number: trackers are copied with rules. */
function uniqueIds(rules: readonly Rule[]): Rule[] {
  const used = new Map<string, number>();
  return rules.map((rule) => {
    const count = (used.get(rule.id) ?? 0) + 1;
    used.set(rule.id, count);
    return count === 1 ? rule : { ...rule, id: `${rule.id}#${count}` };
  });
}
