/** How an IOS-XR device is run, beside what it filters: facts for policies (reference/cisco.md 4.4, checks.md). */
import type { ManagementService } from "../../../../../src/model/device.js";
import type { Clock, FloodLimit, Logging, LogServer, Posture, Snmp } from "../../../../../src/model/posture.js";
import { type CiscoLine, withDescendants, wordsOf } from "../../../tree.js";
import type { CiscoContext } from "../../context.js";
import { Lines } from "../../posture-lines.js";
import {
  isWellKnown,
  noneWithout,
  RECORDS_OF_LISTS,
  SYSLOG_PORT,
  snmpUsers,
  toldBy,
  WITHOUT_FIREWALL,
  WITHOUT_REMOTE_ACCESS,
} from "../../posture-parts.js";
import { portName } from "../port-name.js";
import { readAdministration } from "./administration.js";

/** IPsec between devices (Cisco IOS XR system security guide: IPsec, IKE). */
const IPSEC = /^(?:crypto (?:ipsec|isakmp|ike|ikev2|keyring|map)|keyring|ikev2|ipsec)\b/;

/** @param services what the device itself answers. */
export function readPosture(
  roots: readonly CiscoLine[],
  services: readonly ManagementService[],
  context: CiscoContext,
): Posture {
  const lines = new Lines(roots, context);
  return {
    ...WITHOUT_FIREWALL,
    ...WITHOUT_REMOTE_ACCESS,
    model: undefined,
    isWhole: lines.isWhole,
    logging: readLogging(lines),
    administration: readAdministration(lines, services),
    snmp: readSnmp(lines),
    clock: readClock(lines),
    tunnels: noneWithout(IPSEC, lines),
    floodLimits: toldBy(lines, readFloodLimits(lines)),
    // Each commit is kept, and can be gone back to.
    upkeep: { revisions: true, managedBy: "none", automations: [] },
  };
}

/**
 * `logging A [vrf V] [severity S] [port default|N]`; `logging tls-server N` has its address in lines under it. After `logging trap
 * disable` no server gets any record (Cisco IOS XR system monitoring command reference).
 */
function readLogging(lines: Lines): Logging {
  const sends = lines.last(/^logging trap (\S+)/)?.match[1] !== "disable";
  const plain = lines
    .all(/^logging (?:host )?([\d.]+|[\da-fA-F]*:[\da-fA-F:]+)(?:\s|$)(.*)/)
    .map(({ line, match: [, server = "", rest = ""] }): LogServer => {
      const port = /\bport (\d+)\b/.exec(rest)?.[1];
      const own = port === undefined ? SYSLOG_PORT : Number(port);
      return { kind: "syslog", server, port: own, transport: "udp", encrypted: false, at: lines.context.at(line) };
    });
  const secured = lines.all(/^logging tls-server \S+/).map(({ line }): LogServer => {
    const server = line.children.flatMap(({ text }) => /^address ipv[46] (\S+)/.exec(text)?.[1] ?? [])[0];
    return { kind: "syslog", server, port: undefined, transport: "tcp", encrypted: true, at: lines.context.at(line) };
  });
  return {
    servers: toldBy(lines, sends ? [...plain, ...secured] : []),
    local: lines.flag(/^logging (?:buffered|archive)\b/, /^(?:no logging buffered|logging buffered disable)$/),
    ...RECORDS_OF_LISTS,
    systemEvents: undefined,
  };
}

const RIGHTS = /^(?:RO|RW|SystemOwner|LROwner|SDROwner)$/i;

/** Communities answer versions 1 and 2c. Their names are passwords: places are those of the keyword alone. */
function readSnmp(lines: Lines): Snmp {
  const communities = lines.all(/^snmp-server community (?:clear |encrypted )?(\S+)(.*)$/);
  const users = snmpUsers(lines);
  return {
    enabled: communities.length > 0 || users.length > 0 ? true : lines.isWhole ? false : undefined,
    communities: communities.map(({ line, match: [, name = "", rest = ""] }) => {
      const words = rest
        .replace(/ view \S+/, "")
        .split(" ")
        .filter((word) => word !== "");
      return {
        versions: ["v1", "v2c"],
        wellKnown: isWellKnown(name),
        limited: words.some((word) => !RIGHTS.test(word)),
        writes: words.some((word) => /^rw$/i.test(word)),
        at: lines.context.wordAt(line, 1),
      };
    }),
    users,
  };
}

/** `ntp` with its servers under it. A key counts where `authenticate` asks for it. */
function readClock(lines: Lines): Clock {
  const blocks = lines.all(/^ntp\b/);
  const statements = blocks.flatMap(({ line }) =>
    line.text === "ntp" ? line.children : [{ ...line, text: line.text.replace(/^ntp /, "") }],
  );
  const asks = statements.some(({ text }) => text === "authenticate");
  const servers = statements.flatMap((line) => {
    const [, server, rest = ""] = /^server (?:vrf \S+ |ipv[46] )*(\S+)(.*)$/.exec(line.text) ?? [];
    if (server === undefined) return [];
    return [{ server, authenticated: asks && /\bkey \d+/.test(rest), at: lines.context.at(line) }];
  });
  const isGiven =
    servers.length > 0 ||
    statements.some(({ text }) => /^(?:peer|broadcast|multicast)\b/.test(text)) ||
    lines.last(/^ptp\b/) !== undefined;
  return { synchronized: isGiven ? true : lines.isWhole ? false : undefined, ofVendor: false, servers };
}

/** `storm-control` of an interface in a bridge. */
function readFloodLimits(lines: Lines): FloodLimit[] {
  const inside = lines.all(/^l2vpn$/).flatMap(({ line }) => withDescendants(line));
  return inside.flatMap((line) => {
    const name = /^interface (\S+)$/.exec(line.text)?.[1];
    const limits = line.children.filter(({ text }) => /^storm-control \S+ (?:pps|kbps) \d+/.test(text));
    if (name === undefined || limits.length === 0) return [];
    const anomalies = limits.map((one) => ({
      name: wordsOf(one)[1] ?? "",
      blocks: true,
      logs: false,
      threshold: undefined,
    }));
    const id = portName(name);
    return [{ id, interface: id, enabled: true, anomalies, at: lines.context.at(line) }];
  });
}
