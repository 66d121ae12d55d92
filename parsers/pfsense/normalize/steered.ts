/** Rules with a gateway: where the routes lead by another interface, packets that they pass do not go there. */
import type { InterfaceId, Rule } from "../../../src/model/rule.js";
import type { Context } from "./context.js";
import { mayBeGateway, waysOf } from "./gateways.js";
import type { Interfaces } from "./interfaces.js";
import type { PfRule } from "./order.js";

/**
 * Puts before each pass rule with a gateway one that says nothing of packets which leave by other interfaces: `route-to`
 * sends them by that of the gateway, past connected networks as well, and is left out while the gateway is down, or where there is none of its name
 * (pf.conf(5); reference/pfsense.md 2.3). To the firewall itself the rule passes as written.
 */
export function withSteered(context: Context, interfaces: Interfaces, rules: readonly PfRule[]): PfRule[] {
  return rules.flatMap((each) => {
    const elsewhere = steered(context, interfaces, each);
    // Without `quick` the last match decides.
    return each.quick ? [...elsewhere, each] : [each, ...elsewhere];
  });
}

function steered(context: Context, interfaces: Interfaces, of: PfRule): PfRule[] {
  const { gateway, rule, direction } = of;
  if (gateway === undefined || !rule.enabled || rule.action === "deny") return [];
  if (!mayBeGateway(context, gateway.text)) return [];
  const ways = waysOf(context, interfaces, gateway.text).flatMap(({ egress }) => egress ?? []);
  const others = interfaces.all.map(({ id }) => id).filter((id) => !ways.includes(id));
  const reason = `the gateway "${gateway.text}" of a rule sends packets another way than routes say`;
  const doubt = { doubt: context.doubt("rule", reason, gateway), effect: "narrows" } as const;
  const unknown: Rule = {
    ...rule,
    id: `${rule.id}/gateway`,
    name: `rule ${rule.id}, where routes lead past its gateway`,
    action: "unknown",
    implicit: true,
    steers: true,
    doubts: [...(rule.doubts ?? []), doubt],
  };
  const out = (of.interfaces ?? others).filter((id) => others.includes(id));
  return [
    ...(direction === "out" ? [] : [{ ...of, rule: leavingBy(unknown, others), direction: "in" as const }]),
    ...(direction === "in" || out.length === 0
      ? []
      : [{ ...of, rule: unknown, direction: "out" as const, interfaces: out }]),
  ];
}

function leavingBy(rule: Rule, egress: readonly InterfaceId[]): Rule {
  return { ...rule, match: { ...rule.match, egress } };
}
