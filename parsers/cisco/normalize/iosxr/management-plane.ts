/** `control-plane` / `management-plane`: by which interfaces, and from whom, the device takes administration (reference/cisco.md 4.4). */

import type { AddressExpression, DoubtId, ServiceExpression } from "../../../../src/model/expression.js";
import type { FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import { type CiscoLine, withDescendants } from "../../tree.js";
import { hostAddress, prefixAddress } from "../address.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { portName } from "./port-name.js";

/** What one interface, or every one, takes of a protocol. */
interface Allowed {
  /** Left out: all interfaces. */
  readonly interface?: string;
  readonly protocol: Protocol | "all";
  /** Left out: anybody. */
  readonly peers?: AddressExpression;
  readonly line: CiscoLine;
}

const PROTOCOLS = ["ssh", "telnet", "snmp", "http", "tftp", "netconf", "xml"] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export interface ManagementPlane {
  readonly allowed: readonly Allowed[];
  /** Interfaces that it names. */
  readonly named: ReadonlySet<string>;
  /** Those of them that are out of band. */
  readonly outOfBand: ReadonlySet<string>;
  readonly line: CiscoLine;
  /** Set when a part was not understood: any packet may be taken or not. */
  readonly open?: DoubtId;
}

/** The block; `undefined` where no interface is named in one: then every interface takes what is switched on. */
export function readManagementPlane(roots: readonly CiscoLine[], context: CiscoContext): ManagementPlane | undefined {
  const blocks = beginning(roots, "control-plane").filter(({ text }) => text === "control-plane");
  const allowed: Allowed[] = [];
  const named = new Set<string>();
  const outOfBand = new Set<string>();
  let open: DoubtId | undefined;
  const unknown = (line: CiscoLine) => {
    open ??= context.unknown(line, "management-plane", { scope: "rule" });
    for (const one of withDescendants(line)) if (one !== line) context.mark(one, "filtering");
  };
  for (const block of blocks) context.markBlock(block, "modelled");
  const planes = blocks.flatMap(({ children }) => children);
  for (const plane of planes) {
    if (plane.text !== "management-plane") unknown(plane);
    else for (const band of plane.children) readBand(band, { allowed, named, outOfBand, unknown });
  }
  const [line] = blocks;
  if (line === undefined || (named.size === 0 && open === undefined)) return undefined;
  return { allowed, named, outOfBand, line, ...(open === undefined ? {} : { open }) };
}

interface Reading {
  readonly allowed: Allowed[];
  readonly named: Set<string>;
  readonly outOfBand: Set<string>;
  readonly unknown: (line: CiscoLine) => void;
}

function readBand(band: CiscoLine, reading: Reading): void {
  if (band.text !== "inband" && band.text !== "out-of-band") {
    reading.unknown(band);
    return;
  }
  for (const line of band.children) {
    const name = /^interface (\S+)$/.exec(line.text)?.[1];
    if (name !== undefined) {
      const id = name === "all" ? name : portName(name);
      reading.named.add(id);
      if (band.text === "out-of-band") reading.outOfBand.add(id);
      for (const child of line.children) readAllow(child, name, reading);
    } else if (!/^(?:vrf \S+|exit)$/.test(line.text)) reading.unknown(line);
  }
}

/** `allow PROTOCOL [peer]`, with the peers under it. */
function readAllow(line: CiscoLine, name: string, { allowed, unknown }: Reading): void {
  const [, word = "", peer] = /^allow (\S+)( peer)?$/.exec(line.text) ?? [];
  const protocol = [...PROTOCOLS, "all" as const].find((one) => one === word.toLowerCase());
  if (line.text === "exit") return;
  const statements = line.children.filter(({ text }) => text !== "exit");
  const peers = statements.map(({ text }) => {
    const [, address = ""] = /^address ipv[46] (\S+)$/.exec(text) ?? [];
    const at = { file: "", line: line.number, column: 1, endLine: line.number, endColumn: 1 };
    const read = prefixAddress(address, at) ?? hostAddress(address, at);
    return read?.kind === "range4" || read?.kind === "range6" ? withoutPlace(read) : undefined;
  });
  if (protocol === undefined || peers.some((one) => one === undefined) || (peer === undefined && peers.length > 0)) {
    unknown(line);
    return;
  }
  const of = peers.flatMap((one) => one ?? []);
  allowed.push({
    ...(name === "all" ? {} : { interface: portName(name) }),
    protocol,
    ...(peer === undefined ? {} : { peers: { kind: "union", of } }),
    line,
  });
}

type Range = Extract<AddressExpression, { kind: "range4" | "range6" }>;

function withoutPlace({ at: _, ...range }: Range): Range {
  return range;
}

const tcp = (...ports: number[]): ServiceExpression => portsOf(6, ports);
const udp = (...ports: number[]): ServiceExpression => portsOf(17, ports);

function portsOf(protocol: number, ports: readonly number[]): ServiceExpression {
  return { kind: "ports", protocol, destination: ports.map((port) => ({ from: port, to: port })) };
}

/** Where each answers; of those in `MOVED` it is not sure that this protection is about the port. */
const SERVICES: Readonly<Record<Protocol, ServiceExpression>> = {
  ssh: tcp(22),
  telnet: tcp(23),
  snmp: udp(161),
  http: tcp(80, 443),
  tftp: udp(69),
  netconf: tcp(830),
  xml: tcp(38751, 38752),
};
const SURE: readonly ServiceExpression[] = [tcp(22, 23, 80), udp(69, 161)];
const MOVED: readonly ServiceExpression[] = [tcp(443, 830, 38751, 38752)];

/**
 * What the protection does with packets to the device: protocols that it covers are taken where it allows them, others pass.
 * A management port of the route processor that it does not name takes them as well.
 * @param interfaces ids of all interfaces.
 */
export function protectionOf(
  plane: ManagementPlane | undefined,
  interfaces: readonly string[],
  context: CiscoContext,
): { readonly tables: readonly Table[]; readonly steps: readonly FilterStep[] } {
  if (plane === undefined) return { tables: [], steps: [] };
  const { allowed, named, line, open } = plane;
  const at = context.at(line);
  const any = { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } } as const;
  const rules = allowed.flatMap((one, index) => rulesOf(one, index, plane, interfaces, context));
  const free = interfaces.filter((id) => id.startsWith("MgmtEth") && !named.has(id));
  const implicit = (
    id: string,
    action: Rule["action"],
    match: Partial<Rule["match"]>,
    more: Partial<Rule> = {},
  ): Rule => ({
    ...{ id, action, match: { ...any, ...match }, enabled: true, implicit: true, at: [at] },
    ...more,
  });
  if (free.length > 0) rules.push(implicit("management ports", "permit", { ingress: free }));
  const unsure = context.doubt("whether management plane protection is about this port is not documented", line, {
    scope: "rule",
  });
  rules.push(
    implicit("other interfaces", "deny", { service: { kind: "union", of: SURE } }),
    implicit("other ports", "deny", { service: { kind: "union", of: MOVED } }, narrowed(unsure)),
  );
  if (open !== undefined) rules.unshift(implicit("not understood", "unknown", {}, anything(open)));
  const name = "management plane protection";
  const table: Table = { id: name, name, kind: "filter", rules, bound: true, at: [context.blockAt(line)] };
  const otherwise = implicit("not covered", "permit", {});
  return { tables: [table], steps: [{ kind: "filter", name, tables: [name], otherwise, stateful: false, at: [at] }] };
}

/** What is allowed on all interfaces. Whether it is so on one that has statements of its own too is not documented. */
function rulesOf(
  one: Allowed,
  index: number,
  { named }: ManagementPlane,
  interfaces: readonly string[],
  context: CiscoContext,
): Rule[] {
  const rule: Rule = {
    id: `allow ${index + 1}`,
    action: "permit",
    match: {
      ...(one.interface === undefined ? {} : { ingress: [one.interface] }),
      source: one.peers ?? { kind: "any" },
      destination: { kind: "any" },
      service: one.protocol === "all" ? { kind: "union", of: Object.values(SERVICES) } : SERVICES[one.protocol],
    },
    enabled: true,
    at: [context.at(one.line)],
  };
  const own = interfaces.filter((id) => named.has(id));
  if (one.interface !== undefined || own.length === 0) return [rule];
  const reason =
    "whether what is allowed on all interfaces is so on one that has statements of its own is not documented";
  const doubt = context.doubt(reason, one.line, { scope: "rule" });
  const others = interfaces.filter((id) => !named.has(id));
  return [
    { ...rule, match: { ...rule.match, ingress: others } },
    { ...rule, id: `${rule.id} perhaps`, match: { ...rule.match, ingress: own }, ...narrowed(doubt) },
  ];
}

function narrowed(doubt: DoubtId): Partial<Rule> {
  return { doubts: [{ doubt, effect: "narrows" }] };
}

function anything(doubt: DoubtId): Partial<Rule> {
  return { doubts: [{ doubt, effect: "anything" }] };
}

/** Where a protocol is taken, and from whom, as far as the protection limits that. */
export function limitsOf(
  plane: ManagementPlane | undefined,
  protocol: Protocol,
  interfaces: readonly string[],
): { readonly interfaces?: readonly string[]; readonly sources?: AddressExpression } {
  if (plane === undefined || plane.open !== undefined) return {};
  const own = plane.allowed.filter((one) => one.protocol === protocol || one.protocol === "all");
  const free = interfaces.filter((id) => id.startsWith("MgmtEth") && !plane.named.has(id));
  const isEverywhere = own.some((one) => one.interface === undefined);
  const ids = [...new Set([...own.flatMap((one) => one.interface ?? []), ...free])];
  const of = own.flatMap(({ peers }) => peers ?? []);
  const isLimited = free.length === 0 && of.length === own.length && own.length > 0;
  return {
    ...(isEverywhere ? {} : { interfaces: ids }),
    ...(isLimited ? { sources: { kind: "union", of } } : {}),
  };
}
