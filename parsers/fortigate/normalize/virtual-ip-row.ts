/** One row of `firewall vip` or `vip6`: which packets it takes, and what it makes of them. */
import type { AddressExpression, Family, ServiceExpression } from "../../../src/model/expression.js";
import type { SourceRange } from "../../../src/source/range.js";
import { type Block, isEnabled, rowsOf, type Setting, settingOf, textOf, valuesOf } from "../tree.js";
import { boundsOf6, readIPv4, readIPv6, readPrefix4, readPrefix6 } from "./address-text.js";
import { union } from "./addresses.js";
import type { Context } from "./context.js";
import type { InterfaceNames } from "./interface-names.js";
import { readPorts } from "./service-value.js";
import type { Services } from "./services.js";

const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ["tcp", 6],
  ["udp", 17],
  ["sctp", 132],
]);

/** What virtual IPs name. */
export interface NamedObjects {
  readonly names: InterfaceNames;
  readonly services: Services;
}

/** One virtual IP, read. `external` left out: not known. */
export interface VirtualIp {
  readonly name: string;
  readonly family: Family;
  readonly block: Block;
  readonly enabled: boolean;
  readonly external: AddressExpression;
  readonly mapped: AddressExpression;
  readonly service: ServiceExpression;
  readonly mappedService?: ServiceExpression;
  /** Static: the first outside address or port becomes the first of the server, and so on; a balancer gives any. */
  readonly inOrder: boolean;
}

/** Reads one row; what of it cannot be read is reported, and leaves open what the device translates. */
export function readVip(row: Block, family: Family, named: NamedObjects, context: Context): VirtualIp {
  const section = family === 4 ? "firewall vip" : "firewall vip6";
  const effects = context.claim(row, section, { scope: "device" });
  const changing = ["nat46", "nat64"].find((key) => isEnabled(row, key));
  if (changing !== undefined) {
    const at = context.keyRange(row, settingOf(row, changing));
    const reason = `packets to the virtual IP ${row.name} change their family between IPv4 and IPv6`;
    context.doubt({ reason, scope: "device", at });
  }
  const enabled = isEnabled(row, "status", true) && textOf(row, "type") !== "dns-translation" && effects.length === 0;
  const external = settingOf(row, "extip");
  const protocol = forwardedProtocol(row);
  if (protocol !== undefined) checkPorts(row, section, context);
  const ports = protocol === undefined ? undefined : portsOf(row, "extport", protocol);
  const lost = protocol === undefined ? {} : lostPorts(row, protocol, context);
  const mappedPorts =
    protocol === undefined
      ? undefined
      : (lost.inside ?? serverPorts(row, ports) ?? portsOf(row, "mappedport", protocol) ?? ports);
  return {
    name: row.name,
    family,
    block: row,
    enabled,
    external: ownAddress(row, external, family, named.names) ?? externalOf(row, external, family, context),
    mapped: mappedOf(row, family, context),
    service: lost.outside ?? ports ?? serviceFilter(row, named.services, context),
    ...(mappedPorts ? { mappedService: mappedPorts } : {}),
    inOrder: isStatic(row) && textOf(row, "portmapping-type") !== "m-to-n" && lost.inside === undefined,
  };
}

/** `extip 0.0.0.0` is the address of `extintf`; `undefined` where another one is written, or the interface is given its own. */
function ownAddress(
  row: Block,
  setting: Setting | undefined,
  family: Family,
  names: InterfaceNames,
): AddressExpression | undefined {
  if (setting?.values[0] !== "0.0.0.0" || family === 6) return undefined;
  const outside = names.named(textOf(row, "extintf") ?? "any");
  const own = outside?.addresses.find((address) => address.family === 4 && address.kind === "primary");
  if (!own || outside?.addressDoubt !== undefined || typeof own.address === "bigint") return undefined;
  return { kind: "range4", from: own.address, to: own.address, at: own.at };
}

/** The outside address as it is written. */
function externalOf(row: Block, setting: Setting | undefined, family: Family, context: Context): AddressExpression {
  const at = context.keyRange(row, setting);
  if (setting && setting.values[0] !== "0.0.0.0" && setting.values[0] !== "::") {
    const found = readAddresses(setting.values, family, at);
    if (found) return found;
    context.notUnderstood(setting, "firewall vip");
    context.diagnostics.add("fortigate/bad-address", at, {
      expected: "an address or a range, such as 192.0.2.10-192.0.2.12",
    });
  }
  const reason = `the outside address of the virtual IP ${row.name} is that of an interface, or not in the file`;
  const doubt = context.doubt({ reason, scope: "match", at });
  return { kind: "unknown", doubt, upper: { kind: "any", family }, at };
}

/** Reports ports that cannot be read: the row may then translate others than it seems to. */
function checkPorts(row: Block, section: string, context: Context): void {
  for (const key of ["extport", "mappedport"]) {
    const setting = settingOf(row, key);
    if (!setting || readPorts(setting.values[0] ?? "")) continue;
    const at = context.settingRange(setting);
    context.notUnderstood(setting, section);
    context.diagnostics.add("fortigate/bad-value", at, { expected: "a port or a range, such as 8080 or 8080-8089" });
    context.doubt({ reason: `"${key}" of the virtual IP ${row.name} cannot be read`, scope: "device", at });
  }
}

/**
 * With `portforward` a device prints both ports, or the services that take the place of the outside one (Fortinet, administration
 * guide, virtual IP with services): where one is missing a line is lost, and which packets are translated is not in the file.
 */
function lostPorts(
  row: Block,
  name: string,
  context: Context,
): { readonly outside?: ServiceExpression; readonly inside?: ServiceExpression } {
  const protocol = PROTOCOLS.get(name);
  if (protocol === undefined || !isEnabled(row, "portforward") || !isStatic(row)) return {};
  const every: ServiceExpression = { kind: "ports", protocol, destination: [{ from: 0, to: 65_535 }] };
  const inside = settingOf(row, "mappedport") ? {} : { inside: every };
  if (settingOf(row, "extport") ?? settingOf(row, "service")) return inside;
  const at = context.rangeOf(row);
  const reason = `which ports the virtual IP ${row.name} forwards is not in the file: a line may be lost`;
  const doubt = context.doubt({ reason, scope: "match", at });
  return { outside: { kind: "unknown", doubt, upper: every, at }, ...inside };
}

function isStatic(row: Block): boolean {
  return (textOf(row, "type") ?? "static-nat") === "static-nat";
}

/** The real servers that get sessions, or that others leave them to when they fail: all that are not switched off. */
function serversOf(row: Block): Block[] {
  return rowsOf(row, "realservers").filter((server) => textOf(server, "status") !== "disable");
}

/** The servers: mapped addresses, or those of the enabled real servers (reference/fortios.md 5.1). */
function mappedOf(row: Block, family: Family, context: Context): AddressExpression {
  const setting = settingOf(row, "mappedip");
  const at = context.keyRange(row, setting);
  const found = setting && readAddresses(setting.values, family, at);
  if (found) return found;
  const servers = serversOf(row);
  const of = servers.flatMap((server) => readAddresses(valuesOf(server, "ip"), family, context.rangeOf(server)) ?? []);
  if (servers.length > 0 && of.length === servers.length) return union(of, at);
  const reason = `which servers the virtual IP ${row.name} leads to is not in the file`;
  const doubt = context.doubt({ reason, scope: "match", at });
  return { kind: "unknown", doubt, upper: { kind: "any", family }, at };
}

/** Addresses, ranges `A-B` and prefixes, as VIPs write them; `undefined` when one cannot be read or there is none. */
function readAddresses(values: readonly string[], family: Family, at: SourceRange): AddressExpression | undefined {
  const of = values.map((text) => (family === 4 ? readRange4(text, at) : readRange6(text, at)));
  const known = of.flatMap((one) => one ?? []);
  return known.length > 0 && known.length === of.length ? union(known, at) : undefined;
}

function readRange4(text: string, at: SourceRange): AddressExpression | undefined {
  const [first = "", last] = text.split("-");
  if (last === undefined) {
    const prefix = readPrefix4([first]);
    if (!prefix) return undefined;
    const from = (prefix.address & prefix.mask) >>> 0;
    return { kind: "range4", from, to: (from | ~prefix.mask) >>> 0, at };
  }
  const [from, to] = [readIPv4(first), readIPv4(last)];
  return from === undefined || to === undefined || from > to ? undefined : { kind: "range4", from, to, at };
}

function readRange6(text: string, at: SourceRange): AddressExpression | undefined {
  const [first = "", last] = text.split("-");
  if (last === undefined) {
    const prefix = readPrefix6(first);
    return prefix && { kind: "range6", ...boundsOf6(prefix), at };
  }
  const [from, to] = [readIPv6(first), readIPv6(last)];
  return from === undefined || to === undefined || from > to ? undefined : { kind: "range6", from, to, at };
}

/** The protocol whose ports are forwarded; `undefined` where all packets are. A balancer has it in its kind of server. */
function forwardedProtocol(row: Block): string | undefined {
  if (isEnabled(row, "portforward")) return textOf(row, "protocol") ?? "tcp";
  const server = textOf(row, "type") === "server-load-balance" ? textOf(row, "server-type") : undefined;
  if (server === undefined || server === "ip") return undefined;
  return server === "udp" ? "udp" : "tcp";
}

function portsOf(row: Block, key: string, name: string): ServiceExpression | undefined {
  if (name === "icmp") return { kind: "icmp", family: 4 };
  const protocol = PROTOCOLS.get(name);
  const ports = readPorts(textOf(row, key) ?? "");
  return protocol === undefined || !ports ? undefined : { kind: "ports", protocol, destination: [ports] };
}

/** Ports of the servers behind a balancer; one without a port gets the sessions on the outside port. */
function serverPorts(row: Block, outside: ServiceExpression | undefined): ServiceExpression | undefined {
  const servers = serversOf(row);
  if (servers.length === 0 || outside?.kind !== "ports") return undefined;
  const own = outside.destination ?? [];
  const destination = servers.flatMap((server) => {
    const ports = readPorts(textOf(server, "port") ?? "0");
    return ports && ports.from > 0 ? [ports] : own;
  });
  return { ...outside, destination };
}

/** The services that a row without port forwarding translates; left out: every one. */
function serviceFilter(row: Block, services: Services, context: Context): ServiceExpression {
  const setting = settingOf(row, "service");
  const outside = settingOf(row, "extport");
  if (outside && textOf(row, "type") === "server-load-balance" && !settingOf(row, "server-type")) {
    const at = context.settingRange(outside);
    const reason = `the balancer ${row.name} has a port and does not say for which kind of server`;
    return { kind: "unknown", doubt: context.doubt({ reason, scope: "match", at }), at };
  }
  return setting ? services.resolve(setting) : { kind: "any", at: context.rangeOf(row) };
}

/** The sources whose packets it translates. */
export function readSources(vip: VirtualIp, context: Context): AddressExpression {
  const filter = settingOf(vip.block, "src-filter");
  if (!filter) return { kind: "any", family: vip.family };
  const at = context.settingRange(filter);
  const found = readAddresses(filter.values, vip.family, at);
  if (found) return found;
  const reason = `the sources that the virtual IP ${vip.name} translates cannot be read`;
  return {
    kind: "unknown",
    doubt: context.doubt({ reason, scope: "match", at }),
    upper: { kind: "any", family: vip.family },
    at,
  };
}
