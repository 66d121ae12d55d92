/** What rules say to TCP packets that open nothing. */
import type { ServiceExpression, ServiceObject } from "../model/expression.js";
import type { FilterStep, Rule } from "../model/rule.js";
import { EMPTY } from "../packets/diagram.js";
import { NOTHING } from "../packets/products.js";
import type { SlicedRule } from "./rule-sets.js";

/** A rule as it meets a TCP packet of no known session: on stateful steps permits take those that their service tests the flags of. */
export function withoutSession(
  rule: SlicedRule,
  step: FilterStep,
  services: ReadonlyMap<string, ServiceObject>,
): SlicedRule {
  const { action, match }: Rule = rule.resolved.rule;
  if (!step.stateful || action === "deny" || testsFlags(match.service, services)) return rule;
  if (action === "permit") return { ...rule, least: NOTHING, most: NOTHING, lower: EMPTY, upper: EMPTY };
  // As a permit it does not match, as a deny it does.
  return {
    ...rule,
    resolved: { ...rule.resolved, rule: { ...rule.resolved.rule, action: "deny" } },
    least: NOTHING,
    lower: EMPTY,
  };
}

/** Whether a service says something of TCP flags. @param above objects it was met in: a group of itself says nothing more. */
function testsFlags(
  expression: ServiceExpression,
  services: ReadonlyMap<string, ServiceObject>,
  above: readonly string[] = [],
): boolean {
  switch (expression.kind) {
    case "ports":
      return (expression.flags ?? []).length > 0;
    case "union":
      return expression.of.some((part) => testsFlags(part, services, above));
    case "not":
      return testsFlags(expression.of, services, above);
    case "object": {
      const object = above.includes(expression.object) ? undefined : services.get(expression.object);
      return object !== undefined && testsFlags(object.value, services, [...above, expression.object]);
    }
    default:
      return false;
  }
}
