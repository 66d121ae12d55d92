/** Services the device itself answers (reference/cisco.md 4.1). */
import type { ManagementService } from "../../../../src/model/device.js";
import type { CiscoLine } from "../../tree.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import type { BoundInterface } from "../interface-draft.js";
import { otherServices } from "./other-services.js";
import { findList, type Limiting, limitedBy, limitIn } from "./service-limits.js";
import { readTerminals } from "./terminals.js";
import { timeServices } from "./time.js";

const [TCP, UDP] = [6, 17];
const PORTS = { http: 80, https: 443, snmp: 161 } as const;

/** @param isOldSwitch whether it may be a switch that has Smart Install on by itself. */
export function normalizeManagement(
  roots: readonly CiscoLine[],
  { interfaces, isOldSwitch }: { interfaces: readonly BoundInterface[]; isOldSwitch: boolean },
  limiting: Limiting,
): ManagementService[] {
  const sites = web(roots, limiting);
  const https = sites.find(({ service }) => service === "https");
  return [
    ...readTerminals(roots, interfaces, limiting),
    ...sites,
    ...snmp(roots, limiting),
    ...otherServices(roots, { https, isOldSwitch }, limiting),
    ...timeServices(roots, interfaces, limiting),
  ];
}

/**
 * `ip http server` and `secure-server`: which of them runs when neither it nor its `no` form is written differs between
 * platforms and images (reference/cisco.md 4.1, 10.9).
 */
function web(roots: readonly CiscoLine[], limiting: Limiting): ManagementService[] {
  const { context } = limiting;
  const lines = beginning(roots, "ip http", "default ip");
  const last = (pattern: RegExp) => lines.findLast(({ text }) => pattern.test(text));
  const standing = (pattern: RegExp) => [last(pattern)].find((line) => line?.text.startsWith("ip http"));
  const fourth = standing(/^(?:no |default )?ip http access-class(?! ipv6\b)/);
  const sixth = standing(/^(?:no |default )?ip http access-class ipv6\b/);
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
  const standing = standingAgents(roots, context);
  const groups = groupLists(standing);
  for (const line of standing) {
    const [, kind, group = ""] = /^snmp-server (community|group|user) \S+(?: (\S+))?/.exec(line.text) ?? [];
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

/** Communities, groups and users that no later statement takes away; one that is written again is the last one. */
function standingAgents(roots: readonly CiscoLine[], context: CiscoContext): CiscoLine[] {
  const standing = new Map<string, CiscoLine>();
  for (const line of beginning(roots, "snmp-server")) {
    if (line.text === "no snmp-server") standing.clear();
    const [, no, key] = AGENT.exec(line.text) ?? [];
    if (key === undefined) continue;
    context.mark(line, "modelled");
    if (no === undefined) standing.set(key, line);
    else standing.delete(key);
  }
  return [...standing.values()];
}

/** What makes one of these another than the rest: groups of one name are, for each version and level of security. */
const AGENT =
  /^(no )?snmp-server (community \S+|group \S+(?: v1| v2c| v3(?: noauth| auth| priv)?)?|user \S+(?: \S+)?(?: v1| v2c| v3)?)/;

/** The lists of each group; none for one that a further line, of another level of security, gives none or others. */
function groupLists(lines: readonly CiscoLine[]): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const { text } of lines) {
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
