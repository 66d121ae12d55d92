/** Who administers an IOS-XR device, and how they prove who they are. */
import type { ManagementService } from "../../../../../src/model/device.js";
import type { Account, Administration, PasswordPolicy } from "../../../../../src/model/posture.js";
import type { CiscoLine } from "../../../tree.js";
import type { FoundLine, Lines } from "../../posture-lines.js";
import { areLimited, idleMinutes, numberOf, remoteAccounts, storageOf, unaskedAccounts } from "../../posture-parts.js";

/** What a session of a line may be idle by default, in minutes. */
const IDLE_MINUTES = 10;

/** A list of AAA that asks servers. */
const REMOTE = /^aaa authentication login (\S+) .*\bgroup (\S+)/;

/** Groups of rights that may change anything. */
const WRITING = /^(?:root-lr|root-system|sysadmin|netadmin|cisco-support|aaa-r)$/;

export function readAdministration(lines: Lines, services: readonly ManagementService[]): Administration {
  const policies = lines.all(/^aaa password-policy \S+$/).flatMap(({ line }) => line.children);
  const value = (word: string) => numberOf(found(policies, new RegExp(`^${word} (\\d+)$`))?.[1]);
  const lockout = found(policies, /^lockout-time (seconds|minutes|hours|days) (\d+)$/);
  const has = (pattern: RegExp) => lines.last(pattern) !== undefined || (lines.isWhole ? false : undefined);
  return {
    accounts: [
      ...localAccounts(lines, services),
      ...unaskedAccounts(lines, areLimited(services)),
      ...remoteAccounts(lines, lines.all(REMOTE), areLimited(services)),
    ],
    profiles: profilesOf(lines),
    lockoutAttempts: value("authen-max-attempts") ?? (lines.isWhole ? 0 : undefined),
    lockoutSeconds: lockout === undefined ? undefined : Number(lockout[2]) * (SECONDS[lockout[1] ?? ""] ?? 1),
    idleMinutes: idleMinutes(lines.all(/^line (?:default|console|template \S+)$/), IDLE_MINUTES),
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
      password: secret === undefined ? "none" : storageOf(secret[2]),
      at: lines.context.wordAt(one.line, 1),
    };
  });
}

/** The groups that users have, and that may change anything. */
function profilesOf(lines: Lines): Administration["profiles"] {
  const groups = lines.children(/^username \S+$/, /^group \S+$/);
  const names = new Map(groups.map((line) => [line.text.slice("group ".length), line]));
  return [...names]
    .filter(([name]) => WRITING.test(name))
    .map(([name, line]) => ({ name, writes: true, at: lines.context.at(line) }));
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
