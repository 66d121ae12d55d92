/** Services of the device itself that other sections of a configuration switch on: VPN, DHCP, DNS, routing, proxies. */
import type { Interface } from "../../../src/model/device.js";
import type { AddressExpression } from "../../../src/model/expression.js";
import type { Rule } from "../../../src/model/rule.js";
import { type Block, isEnabled, settingOf, textOf } from "../tree.js";
import { readNumber } from "./address-text.js";
import type { Context } from "./context.js";
import { ownAddresses } from "./own-addresses.js";
import { rowsIn, tablesIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

/** Services that configuration switches on, by the section that shows it; the exact list is not published (reference D13). */
const BUILT_IN: readonly (readonly [
  name: string,
  protocol: number,
  from: number,
  to: number,
  sections: readonly string[],
])[] = [
  ["IKE", 17, 500, 500, ["vpn ipsec phase1-interface", "vpn ipsec phase1"]],
  ["IKE NAT traversal", 17, 4500, 4500, ["vpn ipsec phase1-interface", "vpn ipsec phase1"]],
  ["DHCP", 17, 67, 68, ["system dhcp server"]],
  ["DNS", 17, 53, 53, ["system dns-server"]],
  ["BGP", 6, 179, 179, ["router bgp"]],
  ["RIP", 17, 520, 520, ["router rip"]],
];

/**
 * Rules for what listens beside `allowaccess` (reference/fortios.md 4.2). Each is in doubt: the list is not published, and
 * where a service listens is up to its own section.
 */
export function builtInRules(domain: VirtualDomain, interfaces: readonly Interface[], context: Context): Rule[] {
  const rules = ownTunnels(interfaces);
  for (const [name, protocol, from, to, sections] of BUILT_IN) {
    const section = sections
      .flatMap((one) => tablesIn(domain.vdom.holders, one))
      .find((one) => one.rows.length > 0 || one.settings.length > 0);
    if (section)
      rules.push(
        builtInRule(name, { kind: "ports", protocol, destination: [{ from, to }] }, section, interfaces, context),
      );
  }
  const ipsec = tablesIn(domain.vdom.holders, "vpn ipsec phase1-interface").find((one) => one.rows.length > 0);
  if (ipsec) rules.push(builtInRule("ESP", { kind: "protocol", protocol: 50 }, ipsec, interfaces, context));
  const ospf = tablesIn(domain.vdom.holders, "router ospf").find((one) =>
    one.configs.some((config) => config.rows.length > 0),
  );
  if (ospf) rules.push(builtInRule("OSPF", { kind: "protocol", protocol: 89 }, ospf, interfaces, context));
  const ssl = tablesIn(domain.vdom.holders, "vpn ssl settings").find(
    (one) => settingOf(one, "source-interface") !== undefined,
  );
  if (ssl) {
    const port = Number(textOf(ssl, "port") ?? 10443);
    const service = { kind: "ports", protocol: 6, destination: [{ from: port, to: port }] } as const;
    if (port > 0 && port < 65536) rules.push(builtInRule("SSL VPN", service, ssl, interfaces, context));
  }
  return [...rules, ...proxyRules(domain, interfaces, context)];
}

const PROXIES = [
  { key: "explicit-web-proxy", section: "web-proxy explicit", port: "http-incoming-port", byDefault: 8080 },
  { key: "explicit-ftp-proxy", section: "ftp-proxy explicit", port: "incoming-port", byDefault: 21 },
] as const;

/** Explicit proxies, on the interfaces that have them switched on. */
function proxyRules(domain: VirtualDomain, interfaces: readonly Interface[], context: Context): Rule[] {
  const rows = rowsIn(domain.shared, "system interface");
  return PROXIES.flatMap(({ key, section, port, byDefault }): Rule[] => {
    const switched = rows.filter((row) => isEnabled(row, key)).map(({ name }) => name);
    const own = interfaces.filter(({ id }) => switched.includes(id));
    const [table] = tablesIn(domain.vdom.holders, section);
    if (own.length === 0 || !table || !isEnabled(table, "status")) return [];
    const number = readNumber(textOf(table, port), 65535) ?? byDefault;
    const service = { kind: "ports", protocol: 6, destination: [{ from: number, to: number }] } as const;
    return [builtInRule(key, service, table, own, context)];
  });
}

/** What a tunnel travels in from its far end: the device would not have one that it does not answer. */
function ownTunnels(interfaces: readonly Interface[]): Rule[] {
  return interfaces.flatMap(({ id, tunnel, at: [at] }): Rule[] => {
    const over = interfaces.find((one) => one.id === tunnel?.over);
    const local = tunnel?.local;
    if (tunnel?.carriedBy === undefined || typeof tunnel.remote === "bigint" || typeof local === "bigint") return [];
    const own: AddressExpression | undefined =
      local === undefined ? over && ownAddresses(over, 4) : { kind: "range4", from: local, to: local };
    if (own === undefined) return [];
    const of = tunnel.carriedBy.map(({ protocol, port }): Rule["match"]["service"] =>
      port === undefined
        ? { kind: "protocol", protocol }
        : { kind: "ports", protocol, destination: [{ from: port, to: port }] },
    );
    const source = { kind: "range4", from: tunnel.remote, to: tunnel.remote } as const;
    const match = { source, destination: own, service: { kind: "union", of } } as const;
    const name = `the far end of ${id}`;
    return [{ id: name, name, action: "permit", match, enabled: true, implicit: true, at: [at] }];
  });
}

function builtInRule(
  name: string,
  service: Rule["match"]["service"],
  section: Block,
  interfaces: readonly Interface[],
  context: Context,
): Rule {
  const at = context.rangeOf(section);
  const reason = "which services of its own the device answers, and where, is not fully documented";
  const doubt = context.sharedDoubt("built-in services", { reason, scope: "rule", at });
  const of = interfaces.flatMap((one) => ([4, 6] as const).map((family) => ownAddresses(one, family)));
  return {
    id: name,
    name: `${name} of the device`,
    action: "permit",
    match: { source: { kind: "any" }, destination: { kind: "union", of }, service },
    enabled: true,
    doubts: [{ doubt, effect: "narrows" }],
    implicit: true,
    at: [at],
  };
}
