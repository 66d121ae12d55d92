/** What platforms say alike of how a device is run. */
import type { ManagementService } from "../../../src/model/device.js";
import type { AddressExpression, Family } from "../../../src/model/expression.js";
import type { Account, FloodLimit, Logging, Posture, Snmp } from "../../../src/model/posture.js";
import type { CiscoLine } from "../tree.js";
import { interfaceName } from "./interface-name.js";
import type { FoundLine, Lines } from "./posture-lines.js";

/**
 * NX-OS and IOS-XR let in nobody from outside: their references of commands know neither portals (`webvpn`), nor clients of IKE,
 * nor calls (`vpdn`). What they know of IPsec joins devices.
 */
export const WITHOUT_REMOTE_ACCESS = { portals: [], users: [], userGroups: [] } as const satisfies Partial<Posture>;

/** What a router or switch does not say: inspection, a cluster. */
export const WITHOUT_FIREWALL = {
  inspection: {
    industrialSignatures: undefined,
    failsOpen: { intrusionPrevention: undefined, antivirus: undefined },
  },
  cluster: {
    mode: undefined,
    encrypted: undefined,
    authenticated: undefined,
    keepsSessions: undefined,
    managementInterfaces: [],
  },
} as const satisfies Partial<Posture>;

/** There is none of what such statements make; `undefined` where one stands, as they are not read, or may be in what is missing. */
export function noneWithout(statements: RegExp, lines: Lines): [] | undefined {
  return lines.isWhole && lines.last(statements) === undefined ? [] : undefined;
}

/** What was found; nothing is no answer where a part of the export is missing. */
export function toldBy<T>(lines: Lines, found: readonly T[]): readonly T[] | undefined {
  return found.length > 0 || lines.isWhole ? found : undefined;
}

export const SYSLOG_PORT = 514;

/** What of its records a Cisco list says: entries where they say `log`; the end of a list has no record of what it drops. */
export const RECORDS_OF_LISTS = { implicitDeny: undefined, deniedToDevice: undefined } satisfies Partial<Logging>;

/** Names of communities that everybody tries. */
const WELL_KNOWN = new Set(["public", "private", "cisco", "ciscoworks"]);

export function isWellKnown(community: string): boolean {
  return WELL_KNOWN.has(community.toLowerCase());
}

/** Type 7 can be turned back, 6 by who has the master key; 0, and none, is clear text. Others are hashes (reference/cisco.md 4). */
export function storageOf(type: string | undefined): Account["password"] {
  if (type === "7" || type === "6") return "reversible";
  return type === undefined || type === "0" ? "plain" : "hashed";
}

/** A list of AAA that asks servers lets in whom they know. @param logins lines with the list and the group they name. */
export function remoteAccounts(lines: Lines, logins: readonly FoundLine[], limited: boolean): Account[] {
  return logins.map(({ line, match }) => ({
    name: `${match[1]} of ${match[2]}`,
    profile: undefined,
    remote: true,
    wildcard: true,
    secondFactor: "none",
    limited,
    password: "none",
    at: lines.context.at(line),
  }));
}

const UNASKED = /^(group (?!.*\blocal\b).+ )?none$/;

/**
 * `aaa authentication login default none` lets in anybody, and behind groups of servers while none of these answers (Cisco NX-OS and
 * IOS XR security guides: configuring AAA).
 */
export function unaskedAccounts(lines: Lines, limited: boolean): Account[] {
  const list = lines.last(/^aaa authentication login default (.+)$/);
  const [methods, servers] = UNASKED.exec(list?.match[1] ?? "") ?? [];
  if (list === undefined || methods === undefined) return [];
  return [
    {
      name: servers === undefined ? "whoever reaches it" : "whoever reaches it while no server answers",
      profile: undefined,
      remote: false,
      wildcard: false,
      nameless: true,
      secondFactor: "none",
      limited,
      password: "none",
      at: lines.context.at(list.line),
    },
  ];
}

/**
 * Whether every way to log in takes certain sources only. One of which nothing is told counts as open, but for web servers of
 * which it is not even told whether they run.
 */
export function areLimited(services: readonly ManagementService[]): boolean {
  const isWeb = ({ service }: ManagementService) => service === "http" || service === "https";
  return services
    .filter(({ service, enabled }) => service !== "snmp" && service !== "other" && enabled !== false)
    .filter((one) => one.enabled !== undefined || !isWeb(one))
    .every(({ sources }) => isLimiting(sources));
}

/** Whether somebody is left out: a list of which nothing is known may let in everybody. */
export function isLimiting(sources: AddressExpression | undefined): boolean {
  return sources !== undefined && ([4, 6] as const).some((family) => !isEverybody(sources, family));
}

function isEverybody(sources: AddressExpression, family: Family): boolean {
  if (sources.kind === "any") return sources.family === undefined || sources.family === family;
  if (sources.kind === "unknown") return sources.upper === undefined || isEverybody(sources.upper, family);
  return sources.kind === "union" && sources.of.some((part) => isEverybody(part, family));
}

/**
 * The longest that a session of some lines may be idle, in minutes; 0: without end. A line with `no exec` starts none (Cisco IOS
 * command reference: exec). @param byDefault where no time is written.
 */
export function idleMinutes(found: readonly FoundLine[], byDefault: number): number | undefined {
  const each = found
    .filter(({ line }) => !startsNone(line))
    .map(({ line }) => {
      const last = line.children.findLast(({ text }) => /^(?:no )?exec-timeout\b/.test(text));
      if (last === undefined) return byDefault;
      const [, minutes, seconds] = /^exec-timeout (\d+)(?: (\d+))?$/.exec(last.text) ?? [];
      return Number(minutes ?? 0) + Number(seconds ?? 0) / 60;
    });
  return each.length === 0 ? undefined : each.includes(0) ? 0 : Math.max(...each);
}

function startsNone({ children }: CiscoLine): boolean {
  return children.findLast(({ text }) => /^(?:no )?exec$/.test(text))?.text === "no exec";
}

/** Users of SNMP version 3: `snmp-server user N GROUP v3 [auth A X [priv P Y]]`; the words behind both are secrets. */
export function snmpUsers(lines: Lines): Snmp["users"] {
  return lines.all(/^snmp-server user (\S+) \S+ v3(.*)$/).map(({ line, match: [, name = "", rest = ""] }) => {
    const authentication = /\bauth (\S+)/.exec(rest)?.[1];
    const encryption = /\bpriv (\S+)/.exec(rest)?.[1];
    return {
      name,
      authenticated: authentication !== undefined,
      encrypted: encryption !== undefined,
      authentication,
      encryption,
      at: lines.context.wordAt(line, 1),
    };
  });
}

/** `storm-control` of a port. */
export function floodLimits(lines: Lines): FloodLimit[] {
  const found: FloodLimit[] = [];
  let port: CiscoLine | undefined;
  let anomalies: Anomaly[] = [];
  let logs = false;
  for (const line of lines.under("interface", "storm-control")) {
    const { text, parent } = line;
    const match = parent !== undefined && text.startsWith("storm-control ") ? LIMIT.exec(text) : null;
    if (match === null || parent === undefined) continue;
    // Those of a port stand behind one another.
    if (parent !== port) {
      port = parent;
      logs = port.children.some(({ text: said }) => said === "storm-control action trap");
      anomalies = [];
      const id = interfaceName(INTERFACE.exec(port.text)?.[1] ?? "");
      if (id !== "") found.push({ id, interface: id, enabled: true, anomalies, at: lines.context.at(port) });
    }
    anomalies.push({ name: match[1] ?? "", blocks: true, logs, threshold: undefined });
  }
  return found;
}

type Anomaly = FloodLimit["anomalies"][number];

const LIMIT = /^storm-control (\S+) level\b/;
const INTERFACE = /^interface (\S+.*)$/i;

export function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
