/** Translations of sources that nobody wrote: what is inside leaves under the address of the firewall (reference/pfsense.md 5.3). */
import type { NatRule } from "../../../src/model/device.js";
import type { AddressExpression, ServiceExpression } from "../../../src/model/expression.js";
import { child, children, descend, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import type { Names } from "./endpoints.js";
import type { Interfaces, RuleInterface } from "./interfaces.js";
import { network } from "./ip.js";
import { USUAL_SOURCE_PORTS } from "./nat-outbound.js";
import { perhaps } from "./nat-parts.js";
import { instances, tunnelNetworks } from "./openvpn.js";
import { gatewayItems, routedNetworks } from "./static-routes.js";
import { union } from "./table.js";

/** Automatic: what comes from interfaces without a gateway leaves by those that have one under their address. */
export function automaticOutbound(names: Names, interfaces: Interfaces, trigger: Element): NatRule[] {
  const { context } = names;
  const inside = interfaces.all.filter((each) => each.enabled && !each.hasGateway && each.kind === "routed");
  const routed = routedNetworks(names, interfaces)
    .filter((each) => inside.includes(each.interface))
    .map((each) => each.network);
  const sources = union([
    ...inside.flatMap((each) => names.networks.network(each.id) ?? []),
    ...(context.isOPNsense ? [] : [...routed.filter(isPrivate), ...dialIn(context)]),
    ...oldTunnels(names),
  ]);
  // OPNsense has translated no static routes up to 22 at least (filter.lib.inc: filter_core_get_default_nat_outbound_networks).
  const perhapsSources = union([
    ...otherTunnels(names, interfaces),
    ...modelTunnels(context),
    ...(context.isOPNsense ? routed : []),
  ]);
  return interfaces.all.flatMap((each) => {
    const leaves = leavesSite(context, each);
    if (leaves === undefined) return [];
    const translate = (source: AddressExpression, isOpen: boolean, more: string): NatRule[] => {
      const rules = source.kind === "none" ? [] : automaticRules(names, each, source, trigger);
      if (!isOpen) return rules;
      const reason =
        "whether this release translates what leaves a tunnel, or leaves by one, or is routed is not known";
      return rules.map((rule) => ({
        ...perhaps(rule, context.doubt("match", reason, trigger)),
        id: `${rule.id}${more}`,
      }));
    };
    return [...translate(sources, leaves === "perhaps", ""), ...translate(perhapsSources, true, "-tunnels")];
  });
}

const PRIVATE = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"].map(network);

/** pfSense translates static routes and networks of dial-in servers where they begin with a private address (util.inc: is_private_ip). */
function isPrivate(of: AddressExpression): boolean {
  return of.kind === "range4" && PRIVATE.some((each) => isIn(of.from, each));
}

function isIn(address: number, of: AddressExpression): boolean {
  return of.kind === "range4" && of.from <= address && address <= of.to;
}

/** What clients of PPPoE servers of pfSense are given, where the server has a private address (filter.inc: filter_nat_rules_automatic_tonathosts). */
function dialIn({ root, literal }: Context): AddressExpression[] {
  const servers = children(child(root, "pppoes"), "pppoe").filter((each) => textOf(each, "mode") === "server");
  return servers.flatMap((each) => {
    const own = literal(textOf(each, "localip"));
    const given = literal(`${textOf(each, "remoteip")}/${textOf(each, "pppoe_subnet") || "32"}`);
    return own && isPrivate(own) && given ? [given] : [];
  });
}

/** Whether automatic rules translate by an interface: those of GIF and GRE have a gateway in pfSense; OPNsense asks for one of any tunnel but OpenVPN. */
function leavesSite(context: Context, { id, enabled, hasGateway, kind, device }: RuleInterface) {
  if (!enabled || !hasGateway) return undefined;
  if (kind === "routed") return "surely";
  if (!context.isOPNsense) return /^(?:gif|gre)\d/.test(device) ? "surely" : undefined;
  const isEntered = gatewayItems(context).some((item) => textOf(item, "interface") === id);
  return kind === "tunnel" && isEntered && !/^(?:ovpn|openvpn|enc)/.test(device) ? "perhaps" : undefined;
}

/** Networks of assigned tunnels beside OpenVPN: some releases translate them too (filter.inc: filter_nat_rules_automatic_tonathosts). */
function otherTunnels({ networks }: Names, { all }: Interfaces): AddressExpression[] {
  const found = all.filter((each) => each.enabled && each.kind === "tunnel" && each.unknown.length === 0);
  return found.flatMap(({ id, device }) =>
    /^(?:ovpn|openvpn|gif|gre)/.test(device) ? [] : (networks.network(id) ?? []),
  );
}

/** Networks of OpenVPN instances of the model. */
function modelTunnels(context: Context): AddressExpression[] {
  const modern = instances(context).filter(({ element }) => element.name === "instance");
  return modern.flatMap(({ element }) => tunnelNetworks(element).flatMap(({ text }) => context.literal(text) ?? []));
}

function automaticRules(names: Names, { id }: RuleInterface, sources: AddressExpression, trigger: Element): NatRule[] {
  const translated = names.networks.address(id, 4);
  const all: NatRule = {
    id: `automatic-${id}`,
    kind: "source",
    match: {
      egress: [id],
      source: names.context.within(sources, 4),
      destination: { kind: "any", family: 4 },
      service: { kind: "any" },
    },
    ...(translated ? { translated } : {}),
    sourcePorts: USUAL_SOURCE_PORTS,
    enabled: true,
    at: [names.context.startOf(trigger)],
  };
  const match = { ...all.match, service: KEY_EXCHANGE };
  return [{ ...all, id: `${all.id}-key-exchange`, match, sourcePorts: "kept" }, all];
}

/** IKE keeps its source port (reference/pfsense.md 5.3). */
const KEY_EXCHANGE: ServiceExpression = {
  kind: "union",
  of: [6, 17].map((protocol) => ({ kind: "ports", protocol, destination: [{ from: 500, to: 500 }] })),
};

/** Networks of OpenVPN and of mobile clients of IPsec: they leave under the address of the firewall as well (5.3). */
function oldTunnels({ context }: Names): AddressExpression[] {
  const old = instances(context).filter(({ element }) => element.name !== "instance");
  const client = descend(context.root, "ipsec", "client");
  const pool = `${textOf(client, "pool_address")}/${textOf(client, "pool_netbits")}`;
  const words = [...old.map(({ element }) => textOf(element, "tunnel_network")), pool];
  return words.flatMap((word) => context.literal(word) ?? []);
}
