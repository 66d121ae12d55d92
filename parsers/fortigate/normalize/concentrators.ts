/** Concentrators of tunnels that policies join by name: what comes out of one of these goes on into another. */
import type { Rule } from "../../../src/model/rule.js";
import { textOf, valuesOf } from "../tree.js";
import type { Context } from "./context.js";
import { rowsIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

const TUNNELS = ["vpn ipsec phase1", "vpn ipsec manualkey"];

/**
 * Spokes reach one another through the hub by its concentrator, without a policy of their own (Fortinet, handbook 6.0, hub-and-spoke
 * configurations). Which packets that are is up to the selectors of both tunnels: between the interfaces that they start from any may be,
 * and where one of them is not in the file, between all.
 */
export function concentratorRules({ vdom, prefix }: VirtualDomain, context: Context): Rule[] {
  return rowsIn(vdom.holders, "vpn ipsec concentrator").flatMap((row): Rule[] => {
    const members = new Set(valuesOf(row, "member"));
    if (members.size < 2) return [];
    const tunnels = TUNNELS.flatMap((section) => rowsIn(vdom.holders, section)).filter(({ name }) => members.has(name));
    const starts = tunnels.flatMap((tunnel) => textOf(tunnel, "interface") ?? []);
    const between = starts.length < members.size ? {} : { ingress: [...new Set(starts)], egress: [...new Set(starts)] };
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
        match: { ...between, ...everything },
        enabled: true,
        doubts: [{ doubt, effect: "narrows" }],
        implicit: true,
        log: false,
        at,
      },
    ];
  });
}
