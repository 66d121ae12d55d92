/** Who administers an IOS-XR device, and how they prove who they are. */
import type { ManagementService } from "../../../../../src/model/device.js";
import type { Account, Administration, PasswordPolicy } from "../../../../../src/model/posture.js";
import type { CiscoLine } from "../../../tree.js";
import type { FoundLine, Lines } from "../../posture-lines.js";

/** What a session of a line may be idle by default, in minutes. */
const IDLE_MINUTES = 10;

/** Groups of rights that may change anything. */
const WRITING = /^(?:root-lr|root-system|sysadmin|netadmin|cisco-support|aaa-r)$/;

export function readAdministration(lines: Lines, services: readonly ManagementService[]): Administration {
  const policies = lines.all(/^aaa password-policy \S+$/).flatMap(({ line }) => line.children);
  const value = (word: string) => numberOf(found(policies, new RegExp(`^${word} (\\d+)$`))?.[1]);
  const lockout = found(policies, /^lockout-time (seconds|minutes|hours|days) (\d+)$/);
  const has = (pattern: RegExp) => lines.last(pattern) !== undefined || (lines.isWhole ? false : undefined);
  return {
    accounts: [...localAccounts(lines, services), ...remoteAccounts(lines, services)],
    profiles: profilesOf(lines),
    lockoutAttempts: value("authen-max-attempts") ?? (lines.isWhole ? 0 : undefined),
    lockoutSeconds: lockout === undefined ? undefined : Number(lockout[2]) * (SECONDS[lockout[1] ?? ""] ?? 1),
    idleMinutes: idleMinutes(lines),
    bannerBeforeLogin: has(/^banner (?:login|motd)\b/),
    bannerAfterLogin: has(/^banner exec\b/),
    strongCiphersOnly: undefined,
    passwordPolicy: passwordPolicy(policies, value, lines),
  };
}

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

function found(lines: readonly CiscoLine[], pattern: RegExp): RegExpExecArray | undefined {
  for (const { text } of lines) {
    const match = pattern.exec(text);
    if (match !== null) return match;
  }
  return undefined;
}

/** `username N` with its groups and its secret in lines under it. */
function localAccounts(lines: Lines, services: readonly ManagementService[]): Account[] {
  const byName = new Map<string, { readonly found: FoundLine; readonly children: CiscoLine[] }>();
  for (const one of lines.all(/^username (\S+)/)) {
    const name = one.match[1] ?? "";
    const rest = one.line.text.split(" ").slice(2).join(" ");
    const own = rest === "" ? one.line.children : [{ ...one.line, text: rest }];
    byName.set(name, { found: one, children: [...(byName.get(name)?.children ?? []), ...own] });
  }
  return [...byName].map(([name, { found: one, children }]) => {
    const groups = children.flatMap(({ text }) => /^group (\S+)$/.exec(text)?.[1] ?? []);
    const secret = found(children.toReversed(), /^(secret|password)(?: (\d+))? \S+/);
    return {
      name,
      profile: groups.find((group) => WRITING.test(group)) ?? groups[0],
      remote: false,
      wildcard: false,
      secondFactor: "none",
      limited: areLimited(services),
      password: secret === undefined ? "none" : storageOf(secret[1], secret[2]),
      at: lines.context.wordAt(one.line, 1),
    };
  });
}

/** Type 7 can be turned back, 6 by who has the master key; 0, and none, is clear text. Others are hashes. */
function storageOf(kind: string | undefined, type: string | undefined): Account["password"] {
  if (type === "7" || type === "6") return "reversible";
  if (type === "0" || (type === undefined && kind === "password")) return "plain";
  return type === undefined ? "plain" : "hashed";
}

/** A list of AAA that asks servers lets in whom they know. */
function remoteAccounts(lines: Lines, services: readonly ManagementService[]): Account[] {
  return lines.all(/^aaa authentication login (\S+) .*\bgroup (\S+)/).map(({ line, match }) => ({
    name: `${match[1]} of ${match[2]}`,
    profile: undefined,
    remote: true,
    wildcard: true,
    secondFactor: "none",
    limited: areLimited(services),
    password: "none",
    at: lines.context.at(line),
  }));
}

/** Whether every way to log in takes certain sources only. */
function areLimited(services: readonly ManagementService[]): boolean {
  const logins = services.filter(
    ({ service, enabled }) => service !== "snmp" && service !== "other" && enabled !== false,
  );
  return logins.every(({ sources }) => sources !== undefined);
}

/** The groups that users have, and that may change anything. */
function profilesOf(lines: Lines): Administration["profiles"] {
  const groups = lines.children(/^username \S+$/, /^group \S+$/);
  const names = new Map(groups.map((line) => [line.text.slice("group ".length), line]));
  return [...names]
    .filter(([name]) => WRITING.test(name))
    .map(([name, line]) => ({ name, writes: true, at: lines.context.at(line) }));
}

/** The longest that a session of any line may be idle; 0: without end. */
function idleMinutes(lines: Lines): number | undefined {
  const each = lines.all(/^line (?:default|console|template \S+)$/).map(({ line }) => {
    const last = line.children.findLast(({ text }) => /^(?:no )?exec-timeout\b/.test(text));
    if (last === undefined) return IDLE_MINUTES;
    const [, minutes, seconds] = /^exec-timeout (\d+)(?: (\d+))?$/.exec(last.text) ?? [];
    return Number(minutes ?? 0) + Number(seconds ?? 0) / 60;
  });
  return each.length === 0 ? undefined : each.includes(0) ? 0 : Math.max(...each);
}

function passwordPolicy(
  policies: readonly CiscoLine[],
  value: (word: string) => number | undefined,
  lines: Lines,
): PasswordPolicy {
  const lifetime = found(policies, /^lifetime (days|months|years) (\d+)$/);
  const days = { days: 1, months: 30, years: 365 }[lifetime?.[1] ?? "days"] ?? 1;
  return {
    enabled: policies.length > 0 ? true : lines.isWhole ? false : undefined,
    minimumLength: value("min-length"),
    lowerCase: value("lower-case"),
    upperCase: value("upper-case"),
    digits: value("numeric"),
    special: value("special-char"),
    expiresDays: lifetime === undefined ? undefined : Number(lifetime[2]) * days,
  };
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
