/** Services the device itself answers (reference/cisco.md 4.1). */

import type { ManagementService } from "../../../../src/model/device.js";
import type { AddressExpression } from "../../../../src/model/expression.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { type AccessList, listKey } from "../access-list.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { interfaceName } from "../interface-name.js";
import { permittedSources } from "./list-sources.js";

/** TCP ports: reference/cisco.md 4.1. */
const [SMART_INSTALL, CIP] = [4786, 44818];

type Lists = ReadonlyMap<string, AccessList>;

export function normalizeManagement(
  roots: readonly CiscoLine[],
  lists: Lists,
  context: CiscoContext,
): ManagementService[] {
  const services = [...terminals(roots, lists, context), ...web(roots, lists, context), ...snmp(roots, lists, context)];
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

/** `line vty`: a session takes the first free line, so what any of them allows is allowed. */
function terminals(roots: readonly CiscoLine[], lists: Lists, context: CiscoContext): ManagementService[] {
  const services: ManagementService[] = [];
  for (const line of beginning(roots, "line")) {
    if (!/^line\s/i.test(line.text)) continue;
    context.markBlock(line, "modelled");
    if (!/^line\s+vty\b/i.test(line.text)) continue;
    const input = line.children.findLast((child) => /^transport input\b/.test(child.text));
    const access = line.children.findLast((child) => /^access-class \S+ in\b/.test(child.text));
    const sixth = line.children.findLast((child) => /^ipv6 access-class \S+ in\b/.test(child.text));
    const allowed = input === undefined ? undefined : wordsOf(input).slice(2);
    const limits = limitedBy([limit(4, access, 1), limit(6, sixth, 2)], lists, context);
    const at = [
      context.at(line),
      ...[input, access, sixth].flatMap((child) => (child === undefined ? [] : [context.at(child)])),
    ];
    for (const service of ["telnet", "ssh"] as const) {
      // What a line allows that says nothing differs between releases.
      const enabled = allowed === undefined ? undefined : allowed.includes("all") || allowed.includes(service);
      services.push({
        service,
        enabled,
        port: service === "ssh" ? 22 : 23,
        ...limits,
        at,
      });
    }
  }
  return services;
}

/** A list that says to whom a service answers in one family. */
interface Limit {
  readonly family: 4 | 6;
  /** An empty name: there is none. */
  readonly list: string;
  /** The statement that names it. */
  readonly line: CiscoLine | undefined;
}

/** @param index of the word that is the name, from 0; from behind where it is negative. */
function limit(family: 4 | 6, line: CiscoLine | undefined, index: number): Limit {
  return { family, list: (line && wordsOf(line).at(index)) ?? "", line };
}

/** Whom the lists of both families let in at most; a family without one is not limited. */
function limitedBy(limits: readonly Limit[], lists: Lists, context: CiscoContext): { sources?: AddressExpression } {
  const of = limits.map((one) => ({ family: one.family, sources: sourcesOf(one, lists, context) }));
  if (of.every(({ sources }) => sources === undefined)) return {};
  return { sources: { kind: "union", of: of.map(({ family, sources }) => sources ?? { kind: "any", family }) } };
}

/**
 * A list that is empty or absent keeps nobody away (reference/cisco.md 4.1, trap 31); whether one of nothing but remarks is an
 * empty one is not documented (10.3).
 */
function sourcesOf({ family, list, line }: Limit, lists: Lists, context: CiscoContext): AddressExpression | undefined {
  const found = lists.get(listKey(list, family));
  if (found !== undefined && found.rules.length > 0) return permittedSources(found);
  if (line === undefined || list === "") return undefined;
  const at = context.wordAt(line, wordsOf(line).lastIndexOf(list));
  context.report(found === undefined ? "cisco/undefined-list" : "cisco/empty-list", at, {
    message: `the access list ${list} that is to limit this service ${found === undefined ? "is not defined" : "has no entries"}: it keeps nobody away`,
  });
  if (found?.isRemarked !== true) return undefined;
  const reason = `the access list ${list} has nothing but remarks; whom it keeps away is not documented`;
  return { kind: "unknown", doubt: context.doubt(reason, line, { scope: "match" }), at };
}

/** `ip http server` and `secure-server`; which of them runs when neither is written differs between images. */
function web(roots: readonly CiscoLine[], lists: Lists, context: CiscoContext): ManagementService[] {
  const lines = beginning(roots, "ip http");
  const last = (pattern: RegExp) => lines.findLast(({ text }) => pattern.test(text));
  const [fourth, sixth] = [last(/^ip http access-class (?!ipv6 )/), last(/^ip http access-class ipv6 /)];
  const limits = limitedBy([limit(4, fourth, -1), limit(6, sixth, -1)], lists, context);
  const services: ManagementService[] = [];
  for (const [service, pattern, port] of [
    ["http", /^(no )?ip http server$/, 80],
    ["https", /^(no )?ip http secure-server$/, 443],
  ] as const) {
    const line = lines.findLast((one) => pattern.test(one.text));
    if (line === undefined) continue;
    const enabled = !line.text.startsWith("no ");
    services.push({ service, enabled, port, ...limits, at: [context.at(line)] });
  }
  for (const line of lines) if (/^(?:no )?ip http\b/.test(line.text)) context.mark(line, "modelled");
  return services;
}

/**
 * An agent answers as soon as a community, a group or a user is configured, each as its own lists let it: the words behind
 * `ro` or `rw` of a community, `access` of a group, which holds for its users too (Cisco IOS SNMP configuration guide).
 */
function snmp(roots: readonly CiscoLine[], lists: Lists, context: CiscoContext): ManagementService[] {
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
    // The words behind the keyword are secrets: the place is that of the keyword alone.
    const at = [context.wordAt(line, 1)];
    services.push({ service: "snmp", enabled: true, port: 161, ...limitedBy(limits, lists, context), at });
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
