/** Small devices and maps of a plant, built by hand: what engine tests are about and no parser in between. */
import type { Device, Doubt, Interface, InterfaceAddress, NatRule, Route, Router } from "../../src/model/device.js";
import type { AddressExpression, ServiceExpression } from "../../src/model/expression.js";
import type { FilterStep, Rule, RuleMatch, Table } from "../../src/model/rule.js";
import { readIPv4, readIPv6, readPrefix } from "../../src/packets/address.js";
import type { SourceRange } from "../../src/source/range.js";
import type { Conduit, Flow, FlowEnd, Zone, ZoneKind, ZoneMap } from "../../src/zones/map.js";

export function at(line: number, file = "fw-edge.conf"): SourceRange {
  return { file, line, column: 1, endLine: line, endColumn: 2 };
}

/** `any`, a prefix, an address, or `FROM-TO`; several with `,`. */
export function addresses(text: string): AddressExpression {
  const parts = text.split(",").map((part) => one(part.trim()));
  return parts.length === 1 ? (parts[0] as AddressExpression) : { kind: "union", of: parts };
}

function one(text: string): AddressExpression {
  if (text === "any") return { kind: "any" };
  if (text === "any4") return { kind: "any", family: 4 };
  const [low, high] = text.split("-");
  if (high !== undefined) return { kind: "range4", from: readIPv4(low ?? "") as number, to: readIPv4(high) as number };
  const prefix = readPrefix(text);
  if (prefix === undefined) throw new Error(`no address: ${text}`);
  return prefix.family === 4
    ? { kind: "range4", from: prefix.from, to: prefix.to }
    : { kind: "range6", from: prefix.from, to: prefix.to };
}

const PROTOCOLS = new Map([
  ["tcp", 6],
  ["udp", 17],
]);

/** `any`, `tcp`, `tcp/443`, `udp/5000-5010`, `icmp/8`, `icmp6/128`, `ip/50`; several with `,`. */
export function service(text: string): ServiceExpression {
  const parts = text.split(",").map((part) => oneService(part.trim()));
  return parts.length === 1 ? (parts[0] as ServiceExpression) : { kind: "union", of: parts };
}

function oneService(text: string): ServiceExpression {
  const [name = "", ports] = text.split("/");
  if (name === "any") return { kind: "any" };
  if (name === "ip") return { kind: "protocol", protocol: Number(ports) };
  if (name === "icmp" || name === "icmp6")
    return { kind: "icmp", family: name === "icmp" ? 4 : 6, ...(ports === undefined ? {} : { type: Number(ports) }) };
  const protocol = PROTOCOLS.get(name);
  if (protocol === undefined) throw new Error(`no service: ${text}`);
  if (ports === undefined) return { kind: "ports", protocol };
  const [from, to] = ports.split("-").map(Number);
  return { kind: "ports", protocol, destination: [{ from: from as number, to: to ?? (from as number) }] };
}

/** `permit 10.1.0.0/16 > 10.2.0.0/16 tcp/443`; the rest as fields. Ids count from 1, lines from 10. */
export function rules(lines: readonly (string | readonly [string, Partial<Rule>])[]): Rule[] {
  return lines.map((line, index) => {
    const [text, over] = typeof line === "string" ? [line, {}] : line;
    return { ...rule(text, index + 1), ...over };
  });
}

function rule(text: string, number: number): Rule {
  const [, action, source = "", destination = "", what = ""] =
    /^(permit|deny|unknown) (\S+) > (\S+) (\S+)$/.exec(text) ?? [];
  if (action !== "permit" && action !== "deny" && action !== "unknown") throw new Error(`no rule: ${text}`);
  return { id: String(number), action, match: match(source, destination, what), enabled: true, at: [at(9 + number)] };
}

export function match(source: string, destination: string, what: string): RuleMatch {
  return { source: addresses(source), destination: addresses(destination), service: service(what) };
}

export function table(id: string, lines: Parameters<typeof rules>[0], over: Partial<Table> = {}): Table {
  return { id, name: id, kind: "policy", rules: rules(lines), bound: true, at: [at(9)], ...over };
}

export function step(tables: readonly string[], over: Partial<FilterStep> = {}): FilterStep {
  const otherwise: Rule = { ...rule("deny any > any any", 0), id: "implicit deny", implicit: true };
  return { kind: "filter", name: tables.join("+"), tables, otherwise, stateful: true, at: [at(9)], ...over };
}

/** An interface with its addresses: `port1 10.1.0.1/24 2001:db8:1::1/64`. */
export function port(text: string, over: Partial<Interface> = {}): Interface {
  const [id = "", ...own] = text.split(" ");
  return { id, router: "default", kind: "routed", enabled: true, addresses: own.map(ownAddress), at: [at(2)], ...over };
}

function ownAddress(text: string): InterfaceAddress {
  const [address = "", length = ""] = text.split("/");
  const v4 = readIPv4(address);
  const value = v4 ?? readIPv6(address);
  if (value === undefined) throw new Error(`no address: ${text}`);
  return {
    family: v4 === undefined ? 6 : 4,
    address: value,
    prefixLength: Number(length),
    kind: "primary",
    at: at(2),
  };
}

/** `0.0.0.0/0 via 192.0.2.254`, `10.9.0.0/16 over port3`, `10.9.0.0/16 drop`. */
export function route(text: string, over: Partial<Route> = {}): Route {
  const [to = "", word, where = ""] = text.split(" ");
  const prefix = readPrefix(to);
  if (prefix === undefined) throw new Error(`no route: ${text}`);
  return {
    router: "default",
    family: prefix.family,
    network: prefix.from,
    prefixLength: prefix.prefixLength,
    ...(word === "via" ? { nextHop: (readIPv4(where) ?? readIPv6(where)) as number | bigint } : {}),
    ...(word === "over" ? { egress: where } : {}),
    distance: 10,
    at: at(5),
    ...over,
  };
}

export const ROUTER: Router = { id: "default", forwards: { ipv4: true, ipv6: true } };

/** A firewall between `port1 10.1.0.0/24` and `port2 10.2.0.0/24`, with one policy table. */
export function firewall(lines: Parameters<typeof rules>[0], over: Partial<Device> = {}): Device {
  return {
    id: "fw-edge",
    vendor: "fortigate",
    platform: "fortios",
    file: "fw-edge.conf",
    at: at(1),
    interfaces: [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24")],
    routers: [ROUTER],
    routes: [],
    addresses: [],
    services: [],
    tables: [table("policy", lines)],
    forwarding: [step(["policy"])],
    toDevice: [],
    nat: [],
    management: { services: [] },
    doubts: [],
    unparsed: [],
    idle: [],
    ...over,
  };
}

export function doubt(id: string, scope: Doubt["scope"], over: Partial<Doubt> = {}): Doubt {
  return { id, scope, reason: `doubt ${id}`, at: at(50), ...over };
}

export function nat(kind: NatRule["kind"], from: string, to: string, over: Partial<NatRule> = {}): NatRule {
  return { id: "vip", kind, match: match(from, to, "any"), enabled: true, at: [at(60)], ...over };
}

/** A zone: `cell-a 10.1.0.0/24 2001:db8:1::/64`. */
export function zone(text: string, kind: ZoneKind = "cell", over: Partial<Zone> = {}): Zone {
  const [id = "", ...networks] = text.split(" ");
  return {
    id,
    name: id,
    kind,
    networks: networks.map((network) => {
      const prefix = readPrefix(network);
      if (prefix === undefined) throw new Error(`no network: ${network}`);
      return { ...prefix, text: network, at: at(1, "zones.yaml") };
    }),
    interfaces: [],
    jumpHosts: [],
    backupTo: [],
    unpatchable: [],
    at: at(1, "zones.yaml"),
    ...over,
  };
}

/** `cell-a > cell-b tcp/502`; an end is a zone or `cell-a:10.1.0.5`. */
export function flow(text: string, id = "F-1"): Flow {
  const [from = "", , to = "", what = ""] = text.split(" ");
  const place = at(20, "zones.yaml");
  return {
    id,
    conduit: "conduit",
    from: [end(from)],
    to: [end(to)],
    service: service(what),
    serviceText: what,
    at: place,
  };
}

function end(text: string): FlowEnd {
  const [name = "", address] = text.split("=");
  const place = at(20, "zones.yaml");
  if (address === undefined) return { kind: "zone", text, zone: name, at: place };
  const prefix = readPrefix(address);
  if (prefix === undefined) throw new Error(`no end: ${text}`);
  return { kind: "addresses", text, zone: name, ranges: [prefix], at: place };
}

export function plan(zones: readonly Zone[], flows: readonly Flow[] = []): ZoneMap {
  const conduit: Conduit = { id: "conduit", between: zones.map(({ id }) => id), flows, at: at(15, "zones.yaml") };
  return {
    file: "zones.yaml",
    zones,
    hosts: [],
    conduits: flows.length === 0 ? [] : [conduit],
    devices: [],
    exceptions: [],
    attestations: [],
    services: new Map(),
  };
}
