/** Concentrators of tunnels that policies join by name: what comes out of one of these goes on into another. */
import type { Rule } from "../../../src/model/rule.js";
import { textOf, valuesOf } from "../tree.js";
import type { Context } from "./context.js";
import { rowsIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

/**
 * Spokes reach one another through the hub by its concentrator, without a policy of their own (Fortinet, handbook 6.0, hub-and-spoke
 * configurations). Which packets that are is up to the selectors of both tunnels: between the interfaces that they start from any may be.
 */
export function concentratorRules({ vdom, prefix }: VirtualDomain, context: Context): Rule[] {
  return rowsIn(vdom.holders, "vpn ipsec concentrator").flatMap((row): Rule[] => {
    const members = new Set(valuesOf(row, "member"));
    const tunnels = rowsIn(vdom.holders, "vpn ipsec phase1").filter(({ name }) => members.has(name));
    const ids = [...new Set(tunnels.flatMap((tunnel) => textOf(tunnel, "interface") ?? []))];
    if (members.size < 2 || ids.length === 0) return [];
    const at = context.rangesOf(row);
    const reason = `the concentrator ${row.name} leads from tunnel to tunnel without a policy`;
    const doubt = context.doubt({ reason, scope: "rule", at: context.rangeOf(row) });
    const id = `concentrator ${row.name}`;
    const everything = { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } } as const;
    return [
      {
        id: `${prefix}${id}`,
        name: id,
        action: "permit",
        match: { ingress: ids, egress: ids, ...everything },
        enabled: true,
        doubts: [{ doubt, effect: "narrows" }],
        implicit: true,
        log: false,
        at,
      },
    ];
  });
}
