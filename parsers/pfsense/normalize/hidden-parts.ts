/** Rules that both firewalls add by themselves for an interface. */
import type { RuleDoubt } from "../../../src/model/rule.js";
import { child, children, descend, type Element, has } from "../tree.js";
import type { Context } from "./context.js";
import type { Names } from "./endpoints.js";
import { hidden, protocol, udp } from "./implicit.js";
import type { Interfaces, RuleInterface } from "./interfaces.js";
import { network } from "./ip.js";
import type { PfRule } from "./order.js";
import { union } from "./table.js";

/**
 * A client of DHCP hears its server, wherever that is said to be (reference/pfsense.md 3 step 13).
 * @param isQuick whether these rules end the search for sure: those of older releases did not, and written ones could block.
 */
export function dhcpClient(context: Context, of: RuleInterface, isQuick: boolean): PfRule[] {
  const written = child(of.element, "ipaddr");
  if (written?.text.toLowerCase() !== "dhcp") return [];
  const at = context.place(written);
  const common = { action: "permit", quick: true, interfaces: [of.id], name: `DHCP client on ${of.name}`, at } as const;
  const rules = [
    hidden({ ...common, id: `dhcp-client-in-${of.id}`, direction: "in", service: udp(67, 68) }),
    hidden({ ...common, id: `dhcp-client-out-${of.id}`, direction: "out", service: udp(68, 67) }),
  ];
  if (isQuick) return rules;
  const reason = "whether this release lets written rules block what a DHCP server answers is not known";
  const doubt = { doubt: context.doubt("rule", reason, written), effect: "narrows" } as const;
  return rules.flatMap((each) => [
    { ...each, rule: { ...each.rule, doubts: [doubt] } },
    { ...each, quick: false },
  ]);
}

/** The same of DHCPv6. @param doubts whether a release lets it in from anywhere to anywhere. */
export function dhcp6Client(context: Context, of: RuleInterface, doubts: readonly RuleDoubt[] = []): PfRule[] {
  const written = clientOf6(of);
  if (written === undefined) return [];
  const at = context.place(written);
  const common = {
    action: "permit",
    quick: true,
    interfaces: [of.id],
    name: `DHCP client on ${of.name}`,
    source: { kind: "any", family: 6 },
    doubts,
    at,
  } as const;
  return [
    hidden({ ...common, id: `dhcp6-client-in-${of.id}`, direction: "in", service: udp(547, 546) }),
    hidden({ ...common, id: `dhcp6-client-out-${of.id}`, direction: "out", service: udp(546, 547) }),
  ];
}

/** Where it is written that an interface asks for an IPv6 address. */
export function clientOf6(of: RuleInterface): Element | undefined {
  const written = child(of.element, "ipaddrv6");
  return ["dhcp6", "slaac"].includes(written?.text.toLowerCase() ?? "") ? written : undefined;
}

/**
 * Links that carry others: GRE of a PPTP client, IPv6 in IPv4 of 6rd and 6to4. Not quick, and narrowed to ends that depend on
 * what the provider gives (reference/pfsense.md 3 step 13).
 */
export function olderLinks(context: Context, of: RuleInterface): PfRule[] {
  const kinds = [
    { word: "ipaddr", is: ["pptp"], number: 47, name: "PPTP client" },
    { word: "ipaddrv6", is: ["6rd", "6to4"], number: 41, name: "IPv6 in IPv4" },
  ];
  return kinds.flatMap(({ word, is, number, name }) => {
    const written = child(of.element, word);
    if (!written || !is.includes(written.text.toLowerCase())) return [];
    const reason = `the ends of ${name} on ${of.id} are given at run time`;
    const doubts = [{ doubt: context.doubt("rule", reason, written), effect: "narrows" } as const];
    const at = context.place(written);
    return (["in", "out"] as const).map((direction) =>
      hidden({
        id: `link-${number}-${direction}-${of.id}`,
        name: `${name} on ${of.name}`,
        action: "permit",
        direction,
        interfaces: [of.id],
        service: protocol(number),
        doubts,
        at,
      }),
    );
  });
}

/**
 * `antispoof`: the networks of an interface come in nowhere else, and its own addresses come in nowhere. Not quick, and
 * before everything written: a written pass rule wins (trap 8).
 */
export function antispoof(names: Names, interfaces: Interfaces, of: RuleInterface): PfRule[] {
  const { context, networks } = names;
  const source = networks.network(of.id);
  if (!source || of.addresses.length === 0) return [];
  const others = interfaces.all.filter((each) => each.enabled && each.id !== of.id).map((each) => each.id);
  const common = { action: "deny", direction: "in", at: context.startOf(of.element) } as const;
  const own = union(([4, 6] as const).flatMap((family) => networks.address(of.id, family) ?? []));
  return [
    hidden({
      ...common,
      id: `antispoof-${of.id}`,
      name: `networks of ${of.name} come in nowhere else`,
      interfaces: others,
      source,
    }),
    hidden({
      ...common,
      id: `antispoof-own-${of.id}`,
      name: `own addresses of ${of.name} do not come in`,
      source: own,
    }),
  ];
}

/** Servers and relays of DHCP hear their clients. */
export function dhcpServer(names: Names, of: RuleInterface): PfRule[] {
  const { context, networks } = names;
  const { root } = context;
  const rules: PfRule[] = [];
  const broadcast = network("255.255.255.255");
  const common = { action: "permit", quick: true, interfaces: [of.id] } as const;
  const server = descend(root, "dhcpd", of.id);
  // Both test that `enable` is there, whatever it holds.
  if (server && has(server, "enable")) {
    const at = context.startOf(server);
    const own = context.isOPNsense ? networks.self() : networks.address(of.id, 4);
    const name = `DHCP server on ${of.name}`;
    const destination = own ? union([broadcast, own]) : broadcast;
    rules.push(
      hidden({
        ...common,
        id: `dhcp-server-in-${of.id}`,
        name,
        direction: "in",
        destination,
        service: udp(68, 67),
        at,
      }),
    );
    if (own)
      rules.push(
        hidden({
          ...common,
          id: `dhcp-server-out-${of.id}`,
          name,
          direction: "out",
          source: own,
          service: udp(67, 68),
          at,
        }),
      );
    if (own) rules.push(...failover(context, of, server, own));
  }
  const relay = child(root, "dhcrelay");
  if (relay && has(relay, "enable") && listed(relay, of.id)) {
    rules.push(
      hidden({
        ...common,
        id: `dhcp-relay-${of.id}`,
        name: `DHCP relay on ${of.name}`,
        direction: "in",
        destination: broadcast,
        service: udp(68, 67),
        at: context.startOf(relay),
      }),
    );
  }
  const v6 = descend(root, "dhcpdv6", of.id);
  const relay6 = child(root, "dhcrelay6");
  if (v6 && has(v6, "enable")) rules.push(...dhcp6Server(context, of, v6));
  else if (relay6 && has(relay6, "enable") && listed(relay6, of.id)) rules.push(...dhcp6Server(context, of, relay6));
  return rules;
}

function listed(relay: Element, id: string): boolean {
  return children(relay, "interface").some((each) => each.text.split(",").includes(id));
}

function failover(
  context: Context,
  of: RuleInterface,
  server: Element,
  destination: ReturnType<typeof network>,
): PfRule[] {
  const written = child(server, "failover_peerip");
  const source = written && written.text !== "" ? context.literal(written.text) : undefined;
  if (!written || !source) return [];
  const destinationPorts = [{ from: 519, to: 520 }];
  const service = {
    kind: "union",
    of: [6, 17].map((each) => ({ kind: "ports", protocol: each, destination: destinationPorts }) as const),
  } as const;
  return [
    hidden({
      id: `dhcp-failover-${of.id}`,
      name: `DHCP peer on ${of.name}`,
      action: "permit",
      quick: true,
      direction: "in",
      interfaces: [of.id],
      source,
      destination,
      service,
      at: context.place(written),
    }),
  ];
}

/** The link-local set of a DHCPv6 server or relay. */
function dhcp6Server(context: Context, of: RuleInterface, trigger: Element): PfRule[] {
  const [local, group] = [network("fe80::/10"), network("ff02::/16")];
  const both = { kind: "ports", protocol: 17, destination: [{ from: 546, to: 547 }] } as const;
  const common = {
    action: "permit",
    quick: true,
    direction: "any",
    interfaces: [of.id],
    name: `DHCPv6 server on ${of.name}`,
    at: context.startOf(trigger),
  } as const;
  return [
    hidden({
      ...common,
      id: `dhcp6-server-${of.id}`,
      source: local,
      destination: union([local, group]),
      service: both,
    }),
    hidden({
      ...common,
      id: `dhcp6-server-from-group-${of.id}`,
      source: group,
      destination: local,
      service: udp(undefined, 547),
    }),
  ];
}
