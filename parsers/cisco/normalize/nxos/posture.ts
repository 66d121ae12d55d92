/** How an NX-OS switch is run, beside what it filters: facts for policies (reference/cisco.md 4.2, checks.md). */
import type { ManagementService } from "../../../../src/model/device.js";
import type {
  Account,
  Administration,
  Clock,
  Logging,
  PasswordPolicy,
  Posture,
  Snmp,
} from "../../../../src/model/posture.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { Lines } from "../posture-lines.js";
import {
  areLimited,
  floodLimits,
  isWellKnown,
  noneWithout,
  RECORDS_OF_LISTS,
  remoteAccounts,
  SYSLOG_PORT,
  storageOf,
  toldBy,
  unaskedAccounts,
  WITHOUT_FIREWALL,
  WITHOUT_REMOTE_ACCESS,
} from "../posture-parts.js";

/** IPsec, of the MDS 9000 for one (Cisco MDS 9000 NX-OS security guide: configuring IPsec); keys and certificates are none. */
const IPSEC = /^(?:feature (?:crypto|ipsec|ike)|crypto (?!ca\b|key\b|cert|cloudtrust\b)\S+|ipsec|ikev2)\b/;

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
    floodLimits: toldBy(lines, floodLimits(lines)),
    cluster: {
      ...WITHOUT_FIREWALL.cluster,
      mode: lines.last(/^vpc domain \d/) === undefined ? undefined : "a-a",
    },
    upkeep: { revisions: undefined, managedBy: "none", automations: [] },
  };
}

/** `logging server A [LEVEL] [port N] [secure …]`; the file of its own is kept unless somebody switched it off. */
function readLogging(lines: Lines): Logging {
  const servers = lines.all(/^logging server (\S+)(.*)$/).map(({ line, match: [, server, rest = ""] }) => {
    const encrypted = / secure\b/.test(rest);
    const port = / port (\d+)\b/.exec(rest)?.[1];
    return {
      kind: "syslog",
      server,
      port: port === undefined ? SYSLOG_PORT : Number(port),
      transport: encrypted ? ("tcp" as const) : ("udp" as const),
      encrypted,
      at: lines.context.at(line),
    };
  });
  const isOff = lines.flag(/^no logging logfile\b/, /^logging logfile \S/);
  return {
    servers: toldBy(lines, servers),
    local: isOff === undefined ? (lines.isWhole ? true : undefined) : !isOff,
    ...RECORDS_OF_LISTS,
    systemEvents: undefined,
  };
}

function readAdministration(lines: Lines, services: readonly ManagementService[]): Administration {
  const block =
    lines.last(/^(?:system login|login) block-for (\d+) attempts (\d+) within \d+$/)?.match ?? perUser(lines);
  const isThere = lines.last(/^banner motd\b/) !== undefined || (lines.isWhole ? false : undefined);
  return {
    accounts: [
      ...localAccounts(lines, services),
      ...unaskedAccounts(lines, areLimited(services)),
      ...remoteAccounts(lines, lines.all(/^aaa authentication login (\S+) group (\S+)/), areLimited(services)),
    ],
    profiles: lines
      .all(/^username \S+ .*\brole (network-admin|vdc-admin)\b/)
      .slice(0, 1)
      .map(({ line, match }) => ({ name: match[1] ?? "", writes: true, at: lines.context.wordAt(line, 1) })),
    lockoutAttempts: block === undefined ? (lines.isWhole ? 0 : undefined) : Number(block[2]),
    lockoutSeconds: block === undefined ? undefined : Number(block[1]),
    idleMinutes: idleMinutes(lines),
    bannerBeforeLogin: isThere,
    bannerAfterLogin: undefined,
    strongCiphersOnly: strongCiphers(lines),
    passwordPolicy: passwordPolicy(lines),
  };
}

/** `aaa authentication rejected ATTEMPTS in SECONDS ban SECONDS`: the one user, in the order of `block-for`. */
function perUser(lines: Lines): readonly [string, string, string] | undefined {
  const [text = "", attempts, seconds] =
    lines.last(/^aaa authentication rejected (\d+) in \d+ ban (\d+)$/)?.match ?? [];
  return attempts === undefined || seconds === undefined ? undefined : [text, seconds, attempts];
}

/** `username N password [TYPE] X [role R]`, with `username N role R` in a line of its own for more roles. */
function localAccounts(lines: Lines, services: readonly ManagementService[]): Account[] {
  const byName = new Map<string, Account>();
  for (const { line, match } of lines.all(
    /^(no )?username (\S+)(?: password(?: (\d))? \S+)?(?:\s+expire \S+)?(?:\s+role (\S+))?$/,
  )) {
    const [text, no, name = "", type, role] = match;
    const known = byName.get(name);
    const isPassword = text.includes(` ${name} password `);
    if (no !== undefined) byName.delete(name);
    else
      byName.set(name, {
        name,
        profile: known?.profile ?? role,
        remote: false,
        wildcard: false,
        secondFactor: "none",
        limited: areLimited(services),
        password: isPassword ? storageOf(type) : (known?.password ?? "none"),
        at: known?.at ?? lines.context.wordAt(line, 1),
      });
  }
  return [...byName.values()];
}

/** The longest that a session may be idle; 0: without end. What holds where no time is written differs between releases. */
function idleMinutes(lines: Lines): number | undefined {
  const each = lines.all(/^line (?:vty|console)\b/).map(({ line }) => {
    const last = line.children.flatMap(({ text }) => /^exec-timeout (\d+)$/.exec(text)?.[1] ?? []).at(-1);
    return last === undefined ? undefined : Number(last);
  });
  const known = each.flatMap((one) => one ?? []);
  if (known.includes(0)) return 0;
  return known.length === 0 || known.length < each.length ? undefined : Math.max(...known);
}

function strongCiphers(lines: Lines): boolean | undefined {
  if (lines.flag(/^ssh cipher-mode weak$/, /^no ssh cipher-mode weak$/) === true) return false;
  return lines.flag(/^fips mode enable$/, /^no fips mode enable$/);
}

/** Passwords have to be strong unless somebody switched that off; eight characters are the least. */
function passwordPolicy(lines: Lines): PasswordPolicy {
  const isOff = lines.flag(/^no password strength-check$/, /^password strength-check$/);
  const length = lines.last(/^userpassphrase min-length (\d+)/)?.match[1];
  const days = lines.last(/^userpassphrase default-lifetime (\d+)/)?.match[1];
  return {
    enabled: isOff === undefined ? (lines.isWhole ? true : undefined) : !isOff,
    minimumLength: length !== undefined ? Number(length) : isOff === true ? undefined : MINIMUM_LENGTH,
    lowerCase: undefined,
    upperCase: undefined,
    digits: undefined,
    special: undefined,
    expiresDays: days === undefined ? undefined : Number(days),
  };
}

const MINIMUM_LENGTH = 8;

/** Communities answer versions 1 and 2c. Their names are passwords: places are those of the keyword alone. */
function readSnmp(lines: Lines): Snmp {
  const isOff = lines.flag(/^no snmp-server protocol enable$/, /^snmp-server protocol enable$/) === true;
  const statements = isOff ? [] : lines.all(/^snmp-server community (\S+)(.*)$/);
  const limited = new Set(
    statements.flatMap(({ match }) => (/ use-(?:ipv4|ipv6)?acl /.test(match[2] ?? "") ? [match[1]] : [])),
  );
  const communities = statements.filter(({ match }) => !/^ use-/.test(match[2] ?? ""));
  const users = lines.all(/^snmp-server user (\S+)(?: (?!auth\b|use-)\S+)?(?: (auth .*))?$/);
  return {
    enabled: communities.length > 0 || users.length > 0 ? true : lines.isWhole ? false : undefined,
    communities: communities.map(({ line, match: [, name = "", rest = ""] }) => ({
      versions: ["v1", "v2c"],
      wellKnown: isWellKnown(name),
      limited: limited.has(name),
      writes: /\b(?:rw|network-admin|vdc-admin)\b/i.test(rest),
      at: lines.context.wordAt(line, 1),
    })),
    users: users.map(({ line, match: [, name = "", rest = ""] }) => {
      const authentication = /^auth (\S+)/.exec(rest)?.[1];
      const [, cipher] = /\bpriv (aes-128 )?\S/.exec(rest) ?? [];
      const isEncrypted = /\bpriv \S/.test(rest);
      return {
        name,
        authenticated: authentication !== undefined,
        encrypted: isEncrypted,
        authentication,
        encryption: isEncrypted ? (cipher === undefined ? "des" : "aes") : undefined,
        at: lines.context.wordAt(line, 1),
      };
    }),
  };
}

/** A key counts where `ntp authenticate` asks for it. */
function readClock(lines: Lines): Clock {
  const asks = lines.last(/^ntp authenticate$/) !== undefined;
  const servers = lines.all(/^ntp server (\S+)(.*)$/).map(({ line, match }) => ({
    server: match[1] ?? "",
    authenticated: asks && /\bkey \d+/.test(match[2] ?? ""),
    at: lines.context.at(line),
  }));
  const isGiven = servers.length > 0 || lines.last(/^(?:ntp peer|feature ptp|clock protocol ptp)\b/) !== undefined;
  return { synchronized: isGiven ? true : lines.isWhole ? false : undefined, ofVendor: false, servers };
}
