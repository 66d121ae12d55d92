/** One row of `firewall vip` or `vip6`: which services it translates, and to which of its servers'. */
import type { ServiceExpression } from "../../../src/model/expression.js";
import { type Block, isEnabled, rowsOf, settingOf, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { readPorts } from "./service-value.js";
import type { Services } from "./services.js";

const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ["tcp", 6],
  ["udp", 17],
  ["sctp", 132],
]);

const HIGHEST_PORT = 65_535;

/** What of a virtual IP is about services. */
export interface VipServices {
  readonly service: ServiceExpression;
  /** Left out: they stay what they are. */
  readonly mappedService?: ServiceExpression;
  /** Static: the first outside address or port becomes the first of the server, and so on; a balancer gives any. */
  readonly inOrder: boolean;
}

/** Reads them from a row of `section`; what cannot be read is reported, and leaves open what the device translates. */
export function readVipServices(row: Block, section: string, services: Services, context: Context): VipServices {
  const protocol = forwardedProtocol(row);
  if (protocol === undefined) return { service: serviceFilter(row, services, context), inOrder: isInOrder(row) };
  checkPorts(row, section, context);
  const ports = outsidePorts(row, protocol);
  const lost = lostPorts(row, protocol, context);
  const mapped = lost.inside ?? serverPorts(row, ports) ?? mappedPortsOf(row, protocol, ports) ?? ports;
  return {
    service: lost.outside ?? translatedServices(row, ports, services, context),
    ...(mapped ? { mappedService: mapped } : {}),
    inOrder: isInOrder(row) && lost.inside === undefined,
  };
}

/** The outside ports; where services stand for them, `show full-configuration` prints every port, or none. */
function outsidePorts(row: Block, protocol: string): ServiceExpression | undefined {
  const isDefault = settingOf(row, "service") !== undefined && DEFAULT_PORTS.has(textOf(row, "extport") ?? "");
  return isDefault ? undefined : portsOf(row, "extport", protocol);
}

const DEFAULT_PORTS = new Set(["0", "0-65535"]);

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
  const every: ServiceExpression = { kind: "ports", protocol, destination: [{ from: 0, to: HIGHEST_PORT }] };
  const inside = settingOf(row, "mappedport") ? {} : { inside: every };
  if (settingOf(row, "extport") ?? settingOf(row, "service")) return inside;
  const at = context.rangeOf(row);
  const reason = `which ports the virtual IP ${row.name} forwards is not in the file: a line may be lost`;
  const doubt = context.doubt({ reason, scope: "match", at });
  return { outside: { kind: "unknown", doubt, upper: every, at }, ...inside };
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

/** Ports of the server; one alone stands for the first of as many as there are outside ones, unless these share it (`m-to-n`). */
function mappedPortsOf(
  row: Block,
  name: string,
  outside: ServiceExpression | undefined,
): ServiceExpression | undefined {
  const mapped = portsOf(row, "mappedport", name);
  if (mapped?.kind !== "ports" || outside?.kind !== "ports" || !isInOrder(row)) return mapped;
  const [first] = mapped.destination ?? [];
  const [ports] = outside.destination ?? [];
  if (first === undefined || ports === undefined || first.from !== first.to) return mapped;
  const to = Math.min(first.from + ports.to - ports.from, HIGHEST_PORT);
  return { ...mapped, destination: [{ from: first.from, to }] };
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

/** What is translated: packets to the outside ports, or where there are none of the named services; no device prints both. */
function translatedServices(
  row: Block,
  ports: ServiceExpression | undefined,
  services: Services,
  context: Context,
): ServiceExpression {
  const setting = settingOf(row, "service");
  if (ports === undefined || setting === undefined) return ports ?? serviceFilter(row, services, context);
  const at = context.settingRange(setting);
  const reason = `whether the ports or the services of the virtual IP ${row.name} decide what it translates is not documented`;
  const upper: ServiceExpression = { kind: "union", of: [ports, services.resolve(setting)] };
  return { kind: "unknown", doubt: context.doubt({ reason, scope: "match", at }), upper, at };
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

/** The real servers that get sessions, or that others leave them to when they fail: all that are not switched off. */
export function serversOf(row: Block): Block[] {
  return rowsOf(row, "realservers").filter((server) => textOf(server, "status") !== "disable");
}

function isInOrder(row: Block): boolean {
  return isStatic(row) && textOf(row, "portmapping-type") !== "m-to-n";
}

export function isStatic(row: Block): boolean {
  return (textOf(row, "type") ?? "static-nat") === "static-nat";
}
