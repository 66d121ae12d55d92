/** Services of the device itself that other sections of a configuration switch on: VPN, DHCP, DNS, routing, proxies. */
import type { Interface } from "../../../src/model/device.js";
import type { AddressExpression } from "../../../src/model/expression.js";
import type { Rule } from "../../../src/model/rule.js";
import { type Block, isEnabled, settingOf, textOf } from "../tree.js";
import { readNumber } from "./address-text.js";
import type { Context } from "./context.js";
import { ownAddresses } from "./own-addresses.js";
import { USER_KEYS } from "./rule-facts.js";
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
  ["DNS by TCP", 6, 53, 53, ["system dns-server"]],
  ["BGP", 6, 179, 179, ["router bgp"]],
  ["RIP", 17, 520, 520, ["router rip"]],
  ["RIPng", 17, 521, 521, ["router ripng"]],
];

const PROTOCOLS: readonly (readonly [name: string, protocol: number, sections: readonly string[]])[] = [
  ["ESP", 50, ["vpn ipsec phase1-interface", "vpn ipsec phase1"]],
  ["OSPF", 89, ["router ospf", "router ospf6"]],
  ["PIM", 103, ["router multicast", "router multicast6"]],
  ["IGMP", 2, ["router multicast"]],
];

/**
 * Rules for what listens beside `allowaccess` (reference/fortios.md 4.2). Each is in doubt: the list is not published, and
 * where a service listens is up to its own section.
 */
export function builtInRules(domain: VirtualDomain, interfaces: readonly Interface[], context: Context): Rule[] {
  const rules = ownTunnels(interfaces);
  for (const [name, protocol, from, to, sections] of BUILT_IN) {
    const section = sections.flatMap((one) => tablesIn(domain.vdom.holders, one)).find(isUsed);
    if (section)
      rules.push(
        builtInRule(name, { kind: "ports", protocol, destination: [{ from, to }] }, section, interfaces, context),
      );
  }
  for (const [name, protocol, sections] of PROTOCOLS) {
    const section = sections.flatMap((one) => tablesIn(domain.vdom.holders, one)).find(isUsed);
    if (section) rules.push(builtInRule(name, { kind: "protocol", protocol }, section, interfaces, context));
  }
  rules.push(...timeRules(domain, interfaces, context), ...loginRules(domain, interfaces, context));
  rules.push(...sslRules(domain, interfaces, context));
  return [...rules, ...proxyRules(domain, interfaces, context)];
}

function isUsed({ rows, configs, settings }: Block): boolean {
  return rows.length > 0 || settings.length > 0 || configs.some((config) => config.rows.length > 0);
}

/** SSL VPN answers where it is told to. */
function sslRules(domain: VirtualDomain, interfaces: readonly Interface[], context: Context): Rule[] {
  const ssl = tablesIn(domain.vdom.holders, "vpn ssl settings").find((one) => settingOf(one, "source-interface"));
  const port = ssl && (readNumber(textOf(ssl, "port"), 65535) ?? 10443);
  if (!ssl || !port || textOf(ssl, "status") === "disable") return [];
  const service = { kind: "ports", protocol: 6, destination: [{ from: port, to: port }] } as const;
  const rule = builtInRule("SSL VPN", service, ssl, interfaces, context);
  const source = settingOf(ssl, "source-interface");
  const named = source && domain.names.resolve(source);
  if (!named?.interfaces || named.unsure !== undefined) return [rule];
  return [{ ...rule, match: { ...rule.match, ingress: named.interfaces } }];
}

/** The device as a time server of others. */
function timeRules(domain: VirtualDomain, interfaces: readonly Interface[], context: Context): Rule[] {
  const ntp = tablesIn(domain.shared, "system ntp").find((one) => isEnabled(one, "server-mode"));
  const service = { kind: "ports", protocol: 17, destination: [{ from: 123, to: 123 }] } as const;
  return ntp ? [builtInRule("NTP", service, ntp, interfaces, context)] : [];
}

const LOGIN_PORTS = [
  ["auth-http-port", 1000],
  ["auth-https-port", 1003],
] as const;

/** Where people log in whom a policy asks who they are. */
function loginRules(domain: VirtualDomain, interfaces: readonly Interface[], context: Context): Rule[] {
  const asking = rowsIn(domain.vdom.holders, "firewall policy").find((row) =>
    row.settings.some(({ key, values }) => USER_KEYS.has(key) && values.length > 0),
  );
  if (!asking) return [];
  const [global] = tablesIn(domain.shared, "system global");
  const destination = LOGIN_PORTS.map(([key, byDefault]) => {
    const port = readNumber(global && textOf(global, key), 65535) ?? byDefault;
    return { from: port, to: port };
  });
  return [builtInRule("login of users", { kind: "ports", protocol: 6, destination }, asking, interfaces, context)];
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
    const { local, remote } = tunnel ?? {};
    if (tunnel?.carriedBy === undefined || remote === undefined) return [];
    const family = typeof remote === "bigint" ? 6 : 4;
    const own = local === undefined ? over && ownAddresses(over, family) : hostAt(local);
    if (own === undefined) return [];
    const of = tunnel.carriedBy.map(({ protocol, port }): Rule["match"]["service"] =>
      port === undefined
        ? { kind: "protocol", protocol }
        : { kind: "ports", protocol, destination: [{ from: port, to: port }] },
    );
    const match = { source: hostAt(remote), destination: own, service: { kind: "union", of } } as const;
    const name = `the far end of ${id}`;
    return [{ id: name, name, action: "permit", match, enabled: true, implicit: true, at: [at] }];
  });
}

function hostAt(address: number | bigint): AddressExpression {
  return typeof address === "bigint"
    ? { kind: "range6", from: address, to: address }
    : { kind: "range4", from: address, to: address };
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
