/** How an ASA is run, beside what it filters: facts for policies (reference/cisco.md 4.3, checks.md). */
import type { ManagementService } from "../../../../../src/model/device.js";
import type { Clock, Cluster, FloodLimit, Inspection, Posture, Snmp } from "../../../../../src/model/posture.js";
import type { CiscoLine } from "../../../tree.js";
import { withDescendants, wordsOf } from "../../../tree.js";
import type { CiscoContext } from "../../context.js";
import { Lines } from "../../posture-lines.js";
import { isWellKnown, snmpUsers, toldBy } from "../../posture-parts.js";
import { readAdministration } from "./administration.js";
import { readLogging } from "./logging.js";
import { readPortals, readUserGroups, readUsers } from "./portals.js";
import { readTunnels } from "./tunnels.js";

/** @param services what the device itself answers. */
export function readPosture(
  roots: readonly CiscoLine[],
  services: readonly ManagementService[],
  context: CiscoContext,
): Posture {
  const lines = new Lines(roots, context);
  return {
    // The hardware stands in a comment of the header.
    model: undefined,
    isWhole: lines.isWhole,
    logging: readLogging(lines),
    administration: readAdministration(lines, services),
    snmp: readSnmp(lines),
    clock: readClock(lines),
    tunnels: toldBy(lines, readTunnels(lines)),
    portals: toldBy(lines, readPortals(lines)),
    users: toldBy(lines, readUsers(lines)),
    userGroups: toldBy(lines, readUserGroups(lines)),
    inspection: readInspection(lines),
    floodLimits: toldBy(lines, readFloodLimits(lines)),
    cluster: readCluster(lines),
    upkeep: { revisions: undefined, managedBy: "none", automations: [] },
  };
}

/** The agent answers hosts that are named; without a version by the first one. Names of communities are passwords. */
function readSnmp(lines: Lines): Snmp {
  const off = lines.last(/^(?:no )?snmp-server enable$/)?.line.text.startsWith("no ") === true;
  const shared = lines.last(/^snmp-server community (?:[0-9] )?(\S+)/)?.match[1];
  const hosts = off ? [] : lines.all(/^snmp-server host(?:-group)? \S+ \S+(.*)$/);
  const asked = hosts.filter(({ match }) => !/\btrap\b/.test(match[1] ?? ""));
  const communities = asked.flatMap(({ line, match: [, rest = ""] }) => {
    const version = /\bversion (\S+)/.exec(rest)?.[1] ?? "1";
    const name = /\bcommunity (?:[0-9] )?(\S+)/.exec(rest)?.[1] ?? shared ?? "";
    if (version === "3") return [];
    return [
      {
        versions: [version === "1" ? ("v1" as const) : ("v2c" as const)],
        wellKnown: isWellKnown(name),
        limited: true,
        writes: false,
        at: lines.context.wordAt(line, 0),
      },
    ];
  });
  return { enabled: asked.length > 0 ? true : lines.isWhole ? false : undefined, communities, users: snmpUsers(lines) };
}

/** A key counts where `ntp authenticate` asks for it. */
function readClock(lines: Lines): Clock {
  const asks = lines.last(/^ntp authenticate$/) !== undefined;
  const servers = lines.all(/^ntp server (\S+)(.*)$/).map(({ line, match }) => ({
    server: match[1] ?? "",
    authenticated: asks && /\bkey \d+/.test(match[2] ?? ""),
    at: lines.context.at(line),
  }));
  return { synchronized: servers.length > 0 ? true : lines.isWhole ? false : undefined, ofVendor: false, servers };
}

/** `sfr|ips|cxsc … fail-open`: packets pass unseen while the module is down. */
function readInspection(lines: Lines): Inspection {
  const modules = lines
    .all(/^policy-map \S+$/)
    .flatMap(({ line }) => withDescendants(line))
    .filter(({ text }) => /^(?:sfr|ips|cxsc) .*fail-(?:open|close)\b/.test(text));
  const open = modules.length === 0 ? undefined : modules.some(({ text }) => /fail-open\b/.test(text));
  return { industrialSignatures: undefined, failsOpen: { intrusionPrevention: open, antivirus: undefined } };
}

/** `threat-detection`, and limits on half-open sessions in service policies. */
function readFloodLimits(lines: Lines): FloodLimit[] {
  const watched = lines.all(/^threat-detection (basic-threat|scanning-threat)( shun)?/).map(({ line, match }) => ({
    id: `threat-detection ${match[1]}`,
    interface: undefined,
    enabled: true,
    anomalies: [{ name: match[1] ?? "", blocks: match[2] !== undefined, logs: true, threshold: undefined }],
    at: lines.context.at(line),
  }));
  const bound = lines.all(/^service-policy (\S+) (?:interface (\S+)|global)/).flatMap(({ match: [, name, id] }) =>
    lines
      .all(/^policy-map (\S+)$/)
      .filter(({ match }) => match[1] === name)
      .flatMap(({ line }) => withDescendants(line))
      .flatMap((line) => {
        const limit = /^set connection .*\b(?:per-client-)?embryonic(?:-conn)?-max (\d+)/.exec(line.text)?.[1];
        if (limit === undefined || limit === "0") return [];
        const anomaly = { name: "half-open sessions", blocks: true, logs: false, threshold: Number(limit) };
        return [
          {
            id: `${wordsOf(line.parent ?? line).join(" ")} of ${name}`,
            interface: id,
            enabled: true,
            anomalies: [anomaly],
            at: lines.context.at(line),
          },
        ];
      }),
  );
  return [...watched, ...bound];
}

/** `failover`, two units of which one works, or a group of units that all do. */
function readCluster(lines: Lines): Cluster {
  const isPair = lines.flag(/^failover$/, /^no failover$/);
  const isGroup = lines
    .all(/^cluster group \S/)
    .some(({ line }) => line.children.some(({ text }) => /^enable\b/.test(text)));
  const isShared = lines.last(/^failover group \d/) !== undefined;
  const isKeyed = lines.last(/^failover (?:key|ipsec pre-shared-key) /) !== undefined;
  const alone = lines.isWhole ? "standalone" : undefined;
  return {
    mode: isGroup ? "a-a" : isPair === true ? (isShared ? "a-a" : "a-p") : isPair === false ? "standalone" : alone,
    encrypted: isPair === true ? isKeyed : undefined,
    authenticated: isPair === true ? isKeyed : undefined,
    keepsSessions: isPair === true ? lines.last(/^failover link \S/) !== undefined : undefined,
    managementInterfaces: [],
  };
}
