/** Packets that may get by without a policy. */
import type { DoubtId } from "../../../src/model/expression.js";
import type { Rule, RuleMatch } from "../../../src/model/rule.js";

/** A rule that lets any packets between some interfaces pass, and perhaps is none. */
export function mayPass(
  { id, name, ...sides }: Pick<Rule, "id" | "name"> & Pick<RuleMatch, "ingress" | "egress">,
  doubt: DoubtId,
  at: Rule["at"][0],
): Rule {
  return {
    id,
    name,
    action: "permit",
    match: { ...sides, source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } },
    enabled: true,
    doubts: [{ doubt, effect: "narrows" }],
    implicit: true,
    log: false,
    at: [at],
  };
}
