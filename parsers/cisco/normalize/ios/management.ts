/** Services the device itself answers (reference/cisco.md 4.1). */
import type { ManagementService } from "../../../../src/model/device.js";
import type { AddressExpression } from "../../../../src/model/expression.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { type AccessList, listKey } from "../access-list.js";
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
  for (const line of roots) {
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
  for (const line of roots) {
    if (!/^line\s/i.test(line.text)) continue;
    context.markBlock(line, "modelled");
    if (!/^line\s+vty\b/i.test(line.text)) continue;
    const input = line.children.findLast((child) => /^transport input\b/.test(child.text));
    const access = line.children.findLast((child) => /^access-class \S+ in\b/.test(child.text));
    const allowed = input === undefined ? undefined : wordsOf(input).slice(2);
    const sources = access === undefined ? undefined : sourcesOf(wordsOf(access)[1] ?? "", lists);
    const at = [
      context.at(line),
      ...[input, access].flatMap((child) => (child === undefined ? [] : [context.at(child)])),
    ];
    for (const service of ["telnet", "ssh"] as const) {
      // What a line allows that says nothing differs between releases.
      const enabled = allowed === undefined ? undefined : allowed.includes("all") || allowed.includes(service);
      services.push({
        service,
        enabled,
        port: service === "ssh" ? 22 : 23,
        ...(sources === undefined ? {} : { sources }),
        at,
      });
    }
  }
  return services;
}

/** Whom a list lets in at most; an undefined or empty list restricts nobody. */
function sourcesOf(name: string, lists: Lists): AddressExpression | undefined {
  const list = lists.get(listKey(name, 4));
  if (list === undefined || list.rules.length === 0) return undefined;
  return permittedSources(list);
}

/** `ip http server` and `secure-server`; which of them runs when neither is written differs between images. */
function web(roots: readonly CiscoLine[], lists: Lists, context: CiscoContext): ManagementService[] {
  const access = roots.findLast((line) => /^ip http access-class /.test(line.text));
  const sources = access === undefined ? undefined : sourcesOf(wordsOf(access).at(-1) ?? "", lists);
  const services: ManagementService[] = [];
  for (const [service, pattern, port] of [
    ["http", /^(no )?ip http server$/, 80],
    ["https", /^(no )?ip http secure-server$/, 443],
  ] as const) {
    const line = roots.findLast((one) => pattern.test(one.text));
    if (line === undefined) continue;
    const enabled = !line.text.startsWith("no ");
    services.push({ service, enabled, port, ...(sources === undefined ? {} : { sources }), at: [context.at(line)] });
  }
  for (const line of roots) if (/^(?:no )?ip http\b/.test(line.text)) context.mark(line, "modelled");
  return services;
}

/** An agent answers as soon as a community, a group or a user is configured. */
function snmp(roots: readonly CiscoLine[], lists: Lists, context: CiscoContext): ManagementService[] {
  const services: ManagementService[] = [];
  for (const line of roots) {
    if (!/^snmp-server (?:community|group|user)\s/.test(line.text)) continue;
    context.mark(line, "modelled");
    const list = line.text.startsWith("snmp-server community")
      ? (/\s(?:RO|RW|ro|rw)\s+(\S+)$/.exec(line.text)?.[1] ?? "")
      : "";
    const sources = sourcesOf(list, lists);
    // The words behind the keyword are secrets: the place is that of the keyword alone.
    services.push({
      service: "snmp",
      enabled: true,
      port: 161,
      ...(sources === undefined ? {} : { sources }),
      at: [context.wordAt(line, 1)],
    });
  }
  return services;
}
