/** `fragments permit-all` and `deny-all`: what a list does with the rest of the non-initial fragments (reference/cisco.md 10.11). */
import type { ServiceExpression } from "../../../../src/model/expression.js";
import type { Rule } from "../../../../src/model/rule.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";

export interface FragmentsOption {
  readonly action: "permit" | "deny";
  readonly line: CiscoLine;
}

/**
 * Fragments that no entry decides get the action. Whether an entry with ports still lets fragments pass by address, as it
 * does without the option, is not documented: it may.
 */
export function withFragmentsOption(rules: readonly Rule[], option: FragmentsOption, context: CiscoContext): Rule[] {
  const { line, action } = option;
  const isOpen = rules.some(({ match }) => match.fragments === "by-address");
  const reason = `whether entries with ports let fragments pass beside "fragments ${action}-all" is not documented`;
  const doubt = isOpen ? context.doubt(reason, line, { scope: "rule" }) : "";
  const parted = rules.flatMap((rule): Rule[] => {
    const { fragments, ...match } = rule.match;
    if (fragments !== "by-address") return [rule];
    const byAddress: Rule = {
      ...rule,
      id: `${rule.id} fragments`,
      match: { ...match, service: protocolOf(match.service), fragments: "only" },
      doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" }],
    };
    return [{ ...rule, match }, byAddress];
  });
  if (action === "deny") return parted; // which is what the end of the list does
  return [...parted, restOf(option, context)];
}

function restOf({ action, line }: FragmentsOption, context: CiscoContext): Rule {
  return {
    id: `fragments ${action}-all`,
    action,
    match: { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" }, fragments: "only" },
    enabled: true,
    at: [context.at(line)],
  };
}

/** The protocol of an entry, which fragments have as well. */
function protocolOf(service: ServiceExpression): ServiceExpression {
  if (service.kind === "unknown") return service.upper === undefined ? { kind: "any" } : protocolOf(service.upper);
  if (service.kind === "icmp") return { kind: "protocol", protocol: service.family === 4 ? 1 : 58 };
  return service.kind === "ports" ? { kind: "protocol", protocol: service.protocol } : service;
}
