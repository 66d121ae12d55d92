/** Services the device itself answers (reference/cisco.md 4.1). */
import type { ManagementService } from "../../../../src/model/device.js";
import type { CiscoLine } from "../../tree.js";
import type { AccessList } from "../access-list.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { interfaceName } from "../interface-name.js";
import { findList, type Limiting, limitedBy, limitIn } from "./service-limits.js";
import { readTerminals } from "./terminals.js";

/** TCP ports: reference/cisco.md 4.1. */
const [SMART_INSTALL, CIP] = [4786, 44818];
const [TCP, UDP] = [6, 17];
const PORTS = { http: 80, https: 443, snmp: 161 } as const;

export function normalizeManagement(
  roots: readonly CiscoLine[],
  lists: ReadonlyMap<string, AccessList>,
  isXe: boolean,
  context: CiscoContext,
): ManagementService[] {
  const limiting = { lists, isXe, context };
  const services = [...readTerminals(roots, limiting), ...web(roots, limiting), ...snmp(roots, limiting)];
  for (const line of beginning(roots, "service", "ip finger", "vstack", "tftp-server", "interface")) {
    const small = /^service (tcp|udp)-small-servers|^ip finger|^vstack$|^tftp-server /.exec(line.text);
    const port = line.text === "vstack" ? { port: SMART_INSTALL } : {};
    if (small !== null) services.push({ service: "other", enabled: true, ...port, at: [context.at(line)] });
    const cip = /^interface /i.test(line.text)
      ? line.children.findLast(({ text }) => /^(?:no )?cip enable$/.test(text))
      : undefined;
    if (cip === undefined || cip.text.startsWith("no ")) continue;
    const interfaces = [interfaceName(line.text.replace(/^interface\s+/i, ""))];
    services.push({ service: "other", enabled: true, port: CIP, interfaces, at: [context.at(cip)] });
  }
  return services;
}

/**
 * `ip http server` and `secure-server`: which of them runs when neither it nor its `no` form is written differs between
 * platforms and images (reference/cisco.md 4.1, 10.9).
 */
function web(roots: readonly CiscoLine[], limiting: Limiting): ManagementService[] {
  const { context } = limiting;
  const lines = beginning(roots, "ip http", "default ip");
  const last = (pattern: RegExp) => lines.findLast(({ text }) => pattern.test(text));
  const [fourth, sixth] = [last(/^ip http access-class (?!ipv6 )/), last(/^ip http access-class ipv6 /)];
  const limits = [limitIn(4, fourth, -1), limitIn(6, sixth, -1)].map((one) => findList(one, limiting));
  const services = (["http", "https"] as const).map((service): ManagementService => {
    const [statement, portStatement] = WEB[service];
    const line = last(new RegExp(`^(?:no |default )?${statement}$`));
    const named = last(new RegExp(`^(?:(?:no|default) ${portStatement}|${portStatement} \\d+$)`));
    const port = Number(/^ip http \S+ (\d+)$/.exec(named?.text ?? "")?.[1] ?? PORTS[service]);
    const isWritten = line !== undefined && !line.text.startsWith("default ");
    const at = [line ?? roots[0], named].flatMap((one) => (one === undefined ? [] : [context.at(one)]));
    const enabled = isWritten ? !line.text.startsWith("no ") : undefined;
    return { service, enabled, port, ...limitedBy(limits, { protocol: TCP, port }), at };
  });
  for (const line of lines) if (/^(?:no |default )?ip http\b/.test(line.text)) context.mark(line, "modelled");
  return services;
}

/** The statement that switches it on, and that of its port. */
const WEB = {
  http: ["ip http server", "ip http port"],
  https: ["ip http secure-server", "ip http secure-port"],
} as const;

/**
 * An agent answers as soon as a community, a group or a user is configured, each as its own lists let it: the words behind
 * `ro` or `rw` of a community, `access` of a group, which holds for its users too (Cisco IOS SNMP configuration guide).
 */
function snmp(roots: readonly CiscoLine[], limiting: Limiting): ManagementService[] {
  const { context } = limiting;
  const services: ManagementService[] = [];
  const groups = groupLists(roots);
  for (const line of beginning(roots, "snmp-server")) {
    const [, kind, group = ""] = /^snmp-server (community|group|user) \S+(?: (\S+))?/.exec(line.text) ?? [];
    if (kind === undefined) continue;
    context.mark(line, "modelled");
    const ofGroup = kind === "user" ? groups.get(groupKey(group, line.text)) : undefined;
    const own = listWords(line.text, kind === "community" ? /\s(?:ro|rw)\b/i : /\saccess\b/);
    const [ipv4 = "", ipv6 = ""] = own === "" ? (ofGroup ?? "").split(" ") : own.split(" ");
    // Of the lists of its group the line of the group is told.
    const named = own === "" ? undefined : line;
    const limits = [
      { family: 4, list: ipv4, line: named },
      { family: 6, list: ipv6, line: named },
    ] as const;
    const found = limits.map((one) => findList(one, limiting));
    // The words behind the keyword are secrets: the place is that of the keyword alone.
    const at = [context.wordAt(line, 1)];
    services.push({
      service: "snmp",
      enabled: true,
      port: PORTS.snmp,
      ...limitedBy(found, { protocol: UDP, port: PORTS.snmp }),
      at,
    });
  }
  return services;
}

/** The lists of each group; none for one that a further line, of another level of security, gives none or others. */
function groupLists(roots: readonly CiscoLine[]): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const { text } of beginning(roots, "snmp-server")) {
    const [, name] = /^snmp-server group (\S+)/.exec(text) ?? [];
    if (name === undefined) continue;
    const [key, own] = [groupKey(name, text), listWords(text, /\saccess\b/)];
    groups.set(key, (groups.get(key) ?? own) === own ? own : "");
  }
  return groups;
}

/** Groups of one name are another in each version of SNMP. */
function groupKey(name: string, text: string): string {
  return `${name} ${/\s(v1|v2c|v3)\b/.exec(text)?.[1] ?? ""}`;
}

/** `[ipv6 LIST] [LIST]`, the last words of a line behind one: the list of IPv4, a blank, that of IPv6. */
function listWords(text: string, behind: RegExp): string {
  const found = new RegExp(`${behind.source}(?: ipv6 (\\S+))?(?: (\\S+))?$`, behind.flags).exec(text);
  return found === null ? "" : `${found[2] ?? ""} ${found[1] ?? ""}`.trimEnd();
}
