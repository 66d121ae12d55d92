/** How an IOS device is run, beside what it filters: facts for policies (reference/cisco.md 4.1, checks.md). */
import type { ManagementService } from "../../../../../src/model/device.js";
import type { Clock, Logging, LogServer, Posture, Snmp, Upkeep } from "../../../../../src/model/posture.js";
import type { CiscoLine } from "../../../tree.js";
import type { CiscoContext } from "../../context.js";
import { Lines } from "../../posture-lines.js";
import {
  floodLimits,
  isLimiting,
  isWellKnown,
  noneWithout,
  RECORDS_OF_LISTS,
  SYSLOG_PORT,
  snmpUsers,
  toldBy,
  WITHOUT_FIREWALL,
} from "../../posture-parts.js";
import { readAdministration } from "./administration.js";
import { readSurface } from "./surface.js";
import { readTunnels } from "./tunnels.js";

/**
 * What lets in people from outside, and clients of which it does not tell whether they are people or devices: none of it is read
 * (Cisco IOS guides to SSL VPN, Easy VPN, FlexVPN and VPDN).
 */
const FROM_OUTSIDE =
  /^(?:webvpn|vpdn|vpdn-group|crypto (?:ssl|dynamic-map|(?:isakmp )?client|map \S+ client|ikev2 (?:client|authorization)))\b/;

/** @param services what the device itself answers. */
export function readPosture(
  roots: readonly CiscoLine[],
  services: readonly ManagementService[],
  context: CiscoContext,
): Posture {
  const lines = new Lines(roots, context);
  const fromOutside = noneWithout(FROM_OUTSIDE, lines);
  return {
    ...WITHOUT_FIREWALL,
    model: lines.last(/^license udi pid (\S+)/)?.match[1],
    isWhole: lines.isWhole,
    logging: readLogging(lines),
    administration: readAdministration(lines, services),
    snmp: readSnmp(lines, services),
    clock: readClock(lines),
    tunnels: toldBy(lines, readTunnels(lines)),
    portals: fromOutside,
    users: fromOutside,
    userGroups: fromOutside,
    floodLimits: toldBy(lines, floodLimits(lines)),
    upkeep: readUpkeep(lines),
    surface: readSurface(lines, services),
  };
}

/**
 * `logging host A [vrf V] [transport udp|tcp|tls [port N]]`, and the older `logging A`. After `no logging on` the console alone gets
 * records, after `no logging trap` no server does (Cisco IOS command reference: logging on, logging trap).
 */
function readLogging(lines: Lines): Logging {
  const isOff = lines.flag(/^no logging on$/, /^logging on$/) === true;
  const sends = !isOff && lines.flag(/^logging trap\b/, /^no logging trap$/) !== false;
  const servers = lines
    .all(/^logging (?:host (?:ipv6 )?(\S+)|([\d.]+|[\da-fA-F]*:[\da-fA-F:]+))(?:\s|$)(.*)/)
    .map(({ line, match: [, host, address = "", rest = ""] }): LogServer => {
      const transport = /\btransport (udp|tcp|tls)\b/.exec(rest)?.[1] ?? "udp";
      const port = /\bport (\d+)\b/.exec(rest)?.[1];
      return {
        kind: "syslog",
        server: host ?? address,
        port: port === undefined ? SYSLOG_PORT : Number(port),
        transport: transport === "udp" ? "udp" : "tcp",
        encrypted: transport === "tls",
        at: lines.context.at(line),
      };
    });
  const archive = lines.children(/^archive$/, /^log config$/).flatMap(({ children }) => children);
  return {
    servers: toldBy(lines, sends ? servers : []),
    local: !isOff && lines.flag(/^logging buffered\b/, /^no logging buffered$/),
    ...RECORDS_OF_LISTS,
    systemEvents: archive.some(({ text }) => text === "logging enable") ? true : undefined,
  };
}

/** Communities answer versions 1 and 2c. Their names are passwords: places are those of the keyword alone. */
function readSnmp(lines: Lines, services: readonly ManagementService[]): Snmp {
  const communities = lines.all(/^snmp-server community (\S+)(?: view \S+)?(?: (ro|rw))?(?: .+)?$/i);
  const limits = new Map(
    services.flatMap(({ service, sources, at: [at] }) => (service === "snmp" && at ? [[at.line, sources]] : [])),
  );
  const users = snmpUsers(lines);
  return {
    enabled: limits.size > 0 || users.length > 0 ? true : lines.isWhole ? false : undefined,
    communities: communities
      .filter(({ line }) => limits.has(line.number))
      .map(({ line, match: [, name = "", rights = "ro"] }) => ({
        versions: ["v1", "v2c"],
        wellKnown: isWellKnown(name),
        limited: isLimiting(limits.get(line.number)),
        writes: rights.toLowerCase() === "rw",
        at: lines.context.wordAt(line, 1),
      })),
    users,
  };
}

/** A key counts where `ntp authenticate` asks for it. */
function readClock(lines: Lines): Clock {
  const asks = lines.last(/^ntp authenticate$/) !== undefined;
  const servers = lines.all(/^(?:ntp|sntp) server (?:vrf \S+ |ip |ipv6 )*(\S+)(.*)$/).map(({ line, match }) => ({
    server: match[1] ?? "",
    authenticated: asks && /\bkey \d+/.test(match[2] ?? ""),
    at: lines.context.at(line),
  }));
  const isGiven = servers.length > 0 || lines.last(/^(?:ntp (?:peer|broadcast|multicast)|ptp)\b/) !== undefined;
  return { synchronized: isGiven ? true : lines.isWhole ? false : undefined, ofVendor: false, servers };
}

/** `archive` with a path keeps a copy at each `write memory`, or from time to time. */
function readUpkeep(lines: Lines): Upkeep {
  const archive = lines.all(/^archive$/).flatMap(({ line }) => line.children);
  const has = (pattern: RegExp) => archive.some(({ text }) => pattern.test(text));
  const keeps = has(/^path \S/) && has(/^(?:write-memory|time-period \d)/);
  return { revisions: keeps ? true : lines.isWhole ? false : undefined, managedBy: "none", automations: [] };
}
