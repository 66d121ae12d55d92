/** The portal of an ASA, and the tunnels over TLS that start there: who may log in, and what they get. */
import type { PortalProfile, UserGroup, VpnPortal, VpnUser } from "../../../../../src/model/posture.js";
import { wordsOf } from "../../../tree.js";
import type { Lines } from "../../posture-lines.js";
import { type GroupPolicy, readGroupPolicies, readTunnelGroups, type TunnelGroup } from "./tunnel-groups.js";

const HTTPS_PORT = 443;
/** The name by which users are meant that the device knows itself. */
const LOCAL = "LOCAL";

/** `webvpn`, `enable IF`: one portal for all interfaces. */
export function readPortals(lines: Lines): VpnPortal[] {
  const blocks = lines.all(/^webvpn$/);
  const texts = blocks.flatMap(({ line }) => line.children.map(({ text }) => text));
  const interfaces = texts.flatMap((text) => /^enable (\S+)/.exec(text)?.[1] ?? []);
  const [first] = blocks;
  if (first === undefined || interfaces.length === 0) return [];
  const groups = readTunnelGroups(lines).filter(({ isRemoteAccess }) => isRemoteAccess);
  const policies = [...readGroupPolicies(lines).values()];
  const port = texts.flatMap((text) => /^port (\d+)$/.exec(text)?.[1] ?? []).at(-1);
  const idle = policies.map(({ idleMinutes }) => idleMinutes ?? 0);
  return [
    {
      enabled: true,
      port: port === undefined ? HTTPS_PORT : Number(port),
      interfaces,
      limited: false,
      clientCertificate: groups.length > 0 && groups.every(({ clientCertificate }) => clientCertificate),
      idleSeconds: idle.includes(0) ? 0 : Math.max(30, ...idle) * 60,
      sessionSeconds: Math.max(0, ...policies.map(({ sessionMinutes }) => sessionMinutes ?? 0)) * 60,
      minimumTls: lines.last(/^ssl server-version (\S+)/)?.match[1],
      proposals: undefined,
      loginAttempts: Number(lines.last(/^aaa local authentication attempts max-fail (\d+)$/)?.match[1] ?? 0),
      rules: groups.map((group) => ruleOf(group, lines)),
      profiles: policies.map((policy) => profileOf(policy, groups, lines)),
      at: lines.context.at(first.line),
    },
  ];
}

function ruleOf(group: TunnelGroup, lines: Lines): VpnPortal["rules"][number] {
  return {
    users: [],
    groups: group.servers === undefined || group.asksTwice ? [] : [group.servers],
    profile: group.policy?.name,
    clientCertificate: group.clientCertificate,
    at: lines.context.at(group.line),
  };
}

function profileOf(policy: GroupPolicy, groups: readonly TunnelGroup[], lines: Lines): PortalProfile {
  const has = (...names: readonly string[]) => policy.protocols?.some((one) => names.includes(one)) ?? true;
  const pools = groups.flatMap((group) => (group.policy?.name === policy.name ? group.pools : []));
  return {
    name: policy.name,
    tunnel: has("ssl-client", "svc"),
    web: has("ssl-clientless", "webvpn"),
    splitTunnel: policy.splitTunnel,
    oneLogin: policy.simultaneousLogins <= 1,
    pools: [...new Set([...pools, ...policy.pools])],
    at: lines.context.at(policy.line),
  };
}

/** Users of the device itself, and servers by their kind; what these ask for is not in the file. */
export function readUsers(lines: Lines): VpnUser[] {
  const own = lines.all(/^username (\S+) (?:nopassword|password )/).map(({ line, match }) => ({
    name: match[1] ?? "",
    enabled: true,
    kind: "password",
    secondFactor: "none",
    at: lines.context.wordAt(line, 1),
  }));
  const servers = lines.all(/^aaa-server (\S+) protocol (\S+)/).map(({ line, match }) => ({
    name: match[1] ?? "",
    enabled: true,
    kind: match[2] ?? "",
    secondFactor: "unknown",
    at: lines.context.at(line),
  }));
  return [...own, ...servers];
}

export function readUserGroups(lines: Lines): UserGroup[] {
  const own = lines.all(/^username \S+ (?:nopassword|password )/);
  const [first] = own;
  const local = first && {
    name: LOCAL,
    members: own.map(({ line }) => wordsOf(line)[1] ?? ""),
    at: lines.context.wordAt(first.line, 1),
  };
  const servers = lines
    .all(/^aaa-server (\S+) protocol \S+/)
    .map(({ line, match }) => ({ name: match[1] ?? "", members: [match[1] ?? ""], at: lines.context.at(line) }));
  return [...(local === undefined ? [] : [local]), ...servers];
}
