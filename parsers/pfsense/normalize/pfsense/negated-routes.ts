/** Rules that pfSense adds for VPN networks beside those with a gateway (filter.inc: filter_generate_user_rule, filter_get_vpns_list). */
import type { AddressExpression } from "../../../../src/model/expression.js";
import type { Rule } from "../../../../src/model/rule.js";
import { child, children, descend, type Element, has, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import type { PfRule } from "../order.js";
import { union } from "../table.js";

/**
 * A rule that passes and has a gateway stands twice where its destination is any, first for VPN networks, which routes lead to. The
 * generator looks for the letters anywhere in what it wrote of that end: in the name of an alias of addresses or ports, too, and such a
 * rule passes to VPN networks as well. It is there while the gateway is.
 */
export function withNegatedRoute(context: Context, element: Element, of: PfRule): PfRule[] {
  const { gateway, rule } = of;
  const end = child(element, "destination");
  const isAsked = gateway !== undefined && rule.enabled && rule.action === "permit" && !has(end, "any");
  if (!isAsked || !namesAny(end) || has(child(context.root, "system"), "disablenegate")) return [of];
  const networks = vpnNetworks(context);
  if (networks.kind === "none") return [of];
  const reason = "a rule with a gateway whose destination has the letters any in its name is for VPN networks as well";
  const doubt = context.doubt("rule", reason, gateway);
  const beside: Rule = {
    ...rule,
    id: `${rule.id}/vpn`,
    name: `rule ${rule.id}, for VPN networks`,
    match: { ...rule.match, destination: { kind: "unknown", doubt, upper: networks } },
    implicit: true,
  };
  const { gateway: _, ...loose } = of;
  return [{ ...loose, rule: beside }, of];
}

function namesAny(end: Element | undefined): boolean {
  return ["address", "port"].some((name) => textOf(end, name).includes("any"));
}

/** What the table `negate_networks` holds of a release that is known. */
function vpnNetworks({ root, literal }: Context): AddressExpression {
  const pool = descend(root, "ipsec", "client");
  const openvpn = child(root, "openvpn");
  const words = [
    `${textOf(pool, "pool_address")}/${textOf(pool, "pool_netbits")}`,
    ...children(child(root, "ipsec"), "phase2").flatMap(({ children: parts }) =>
      parts
        .filter(({ name }) => name === "remoteid")
        .map((remote) => `${textOf(remote, "address")}/${textOf(remote, "netbits") || "32"}`),
    ),
    ...[...children(openvpn, "openvpn-server"), ...children(openvpn, "openvpn-client")].flatMap((instance) =>
      ["remote_network", "remote_networkv6", "tunnel_network", "tunnel_networkv6"].flatMap((name) =>
        textOf(instance, name).split(","),
      ),
    ),
    ...children(child(root, "pppoes"), "pppoe").map(
      (each) => `${textOf(each, "remoteip")}/${textOf(each, "pppoe_subnet") || "32"}`,
    ),
  ];
  return union(words.flatMap((word) => literal(word.trim()) ?? []));
}
