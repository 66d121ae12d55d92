/** Rules with a gateway: where the routes lead by another interface, packets that they pass do not go there. */
import type { AddressExpression } from "../../../src/model/expression.js";
import type { InterfaceId, Rule } from "../../../src/model/rule.js";
import { textOf } from "../tree.js";
import type { Names } from "./endpoints.js";
import { mayBeGateway, membersOf, waysOf } from "./gateways.js";
import type { Interfaces } from "./interfaces.js";
import type { PfRule } from "./order.js";
import { routedNetworks } from "./static-routes.js";
import { union } from "./table.js";

/**
 * Puts before each pass rule with a gateway one that says nothing of packets which leave by other interfaces, and of those for
 * networks on that of the gateway to which routes lead past it: `route-to` sends them all to the gateway, those of connected
 * networks as well, and is left out while the gateway is down, or where there is none of its name (pf.conf(5);
 * reference/pfsense.md 2.3). To the firewall itself the rule passes as written.
 */
export function withSteered(names: Names, interfaces: Interfaces, rules: readonly PfRule[]): PfRule[] {
  return rules.flatMap((each) => {
    const elsewhere = steered(names, interfaces, each);
    // Without `quick` the last match decides.
    return each.quick ? [...elsewhere, each] : [each, ...elsewhere];
  });
}

function steered(names: Names, interfaces: Interfaces, of: PfRule): PfRule[] {
  const { context } = names;
  const { gateway, rule } = of;
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
  const near = besideGateway(names, interfaces, gateway.text, ways);
  return [
    ...leavingBy(others, of, unknown),
    ...(near === undefined ? [] : leavingBy(ways, of, to(near, { ...unknown, id: `${unknown.id}-network` }))),
  ];
}

/** A rule in the place of another one, for what leaves by some interfaces. */
function leavingBy(egress: readonly InterfaceId[], of: PfRule, rule: Rule): PfRule[] {
  const { direction } = of;
  const out = (of.interfaces ?? egress).filter((id) => egress.includes(id));
  const match = { ...rule.match, egress };
  return [
    ...(direction === "out" ? [] : [{ ...of, rule: { ...rule, match }, direction: "in" as const }]),
    ...(direction === "in" || out.length === 0 ? [] : [{ ...of, rule, direction: "out" as const, interfaces: out }]),
  ];
}

/** What routes lead to over the interface of a gateway and past it: what is on its network, and what lies behind another one. */
function besideGateway(
  names: Names,
  interfaces: Interfaces,
  gateway: string,
  ways: readonly InterfaceId[],
): AddressExpression | undefined {
  const members = membersOf(names.context, gateway);
  const routed = routedNetworks(names, interfaces).filter(
    (one) => ways.includes(one.interface.id) && !members.includes(textOf(one.element, "gateway")),
  );
  const connected = ways.flatMap((id) => names.networks.network(id) ?? []);
  const all = [...connected, ...routed.map(({ network }) => network)];
  return all.length === 0 ? undefined : union(all);
}

/** The part of a rule that is for some destinations. */
function to(part: AddressExpression, rule: Rule): Rule {
  const { destination } = rule.match;
  const both: AddressExpression =
    destination.kind === "any"
      ? part
      : { kind: "except", base: part, minus: { kind: "except", base: part, minus: destination } };
  return { ...rule, match: { ...rule.match, destination: both } };
}
