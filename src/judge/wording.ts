/** How rules are called in findings: policies write `{rule}` where the name of each rule belongs. */
import type { RuleFactsForPolicies } from "../facts/common.js";
import { isRecord } from "./said.js";

/** How many rules of a list are named. */
const NAMED = 3;

/** A rule as people name it: `firewall policy 12 "temp-migration"`. */
export function ruleTitle({ traits, table, id, name }: RuleFactsForPolicies): string {
  if (traits.implicit) return name ?? `the default of ${table}`;
  return name === undefined || name === id ? `${table} ${id}` : `${table} ${id} "${name}"`;
}

/** What tells a rule from others of its device whatever line it stands on, and whatever number it has there. */
export function ruleSubject({ table, id, name, content }: RuleFactsForPolicies): string[] {
  return [table, name ?? content ?? id];
}

/**
 * Puts the names of rules for `{rule}`, and for `{covered_by}` and the other lists of rules; for `{rules}` those of all evidence.
 * @param about what the evidence of the finding leads to: rules, or facts that name theirs under these keys.
 * @throws Error when none has such a rule: the policy and the facts do not fit.
 */
export function withRules(message: string, about: readonly unknown[]): string {
  if (!message.includes("{")) return message;
  return message.replaceAll(/\{(rules?|covered_by|blocked_by|decided_by|overruled_by)\}/g, (_, key: string) => {
    const together = key === "rules" ? about.flatMap((facts) => ruleOf(facts) ?? []) : [];
    if (together.length > 0) return fewRules(together);
    for (const facts of about) {
      const list = isRecord(facts) ? facts[key] : undefined;
      if (Array.isArray(list)) return fewRules(list.filter(isRule));
      const rule = key === "rule" ? ruleOf(facts) : undefined;
      if (rule !== undefined) return ruleTitle(rule);
    }
    throw new Error(`a policy names {${key}} of facts that have none`);
  });
}

/** The rule that facts are about, or that they are. */
export function ruleOf(facts: unknown): RuleFactsForPolicies | undefined {
  if (isRule(facts)) return facts;
  return isRecord(facts) && isRule(facts.rule) ? facts.rule : undefined;
}

function isRule(facts: unknown): facts is RuleFactsForPolicies {
  return isRecord(facts) && "table" in facts && "traits" in facts;
}

/** The first of them, and how many there are besides. */
function fewRules(rules: readonly RuleFactsForPolicies[]): string {
  const named = rules.slice(0, NAMED).map(ruleTitle).join(", ");
  return rules.length <= NAMED ? named : `${named} and ${rules.length - NAMED} more`;
}
