/** `no rdr` before one to one: whether it exempts from that as well is not known (reference/pfsense.md D1). */
import type { NatRule } from "../../../src/model/device.js";
import type { AddressExpression } from "../../../src/model/expression.js";
import type { Context } from "./context.js";
import type { Forward } from "./nat-parts.js";

/**
 * Forwards in their order; before one that only exempts stand the mappings that may hold for its packets all the same.
 * @param mapped translations of one to one, those inbound and those outbound.
 */
export function withMappings(context: Context, forwards: readonly Forward[], mapped: readonly NatRule[]): NatRule[] {
  const inbound = mapped.filter(({ kind, exempt, enabled }) => kind === "destination" && !exempt && enabled);
  return forwards.flatMap(({ nat, element }) => {
    if (!nat.exempt || !nat.enabled) return [nat];
    const perhaps = inbound.flatMap((mapping): NatRule[] => {
      const ingress = mapping.match.ingress?.filter((id) => nat.match.ingress?.includes(id)) ?? [];
      if (ingress.length === 0) return [];
      const reason = "whether what is not forwarded is translated one to one is not known";
      const doubt = context.doubt("match", reason, element);
      const upper = both(mapping.match.destination, nat.match.destination);
      const source = both(mapping.match.source, nat.match.source);
      const destination = { kind: "unknown", doubt, upper } as const;
      const match = { ...mapping.match, ingress, source, destination, service: nat.match.service };
      return [{ ...mapping, id: `${mapping.id}-within-${nat.id}`, match, inOrder: false }];
    });
    return [...perhaps, nat];
  });
}

/** What lies in both. */
function both(a: AddressExpression, b: AddressExpression): AddressExpression {
  return { kind: "except", base: a, minus: { kind: "not", of: b, family: "both" } };
}
