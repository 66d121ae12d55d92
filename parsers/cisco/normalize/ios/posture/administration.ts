/** Who administers an IOS device, and how they prove who they are. */
import type { ManagementService } from "../../../../../src/model/device.js";
import type { Account, Administration, PasswordPolicy } from "../../../../../src/model/posture.js";
import type { Lines } from "../../posture-lines.js";
import { areLimited, idleMinutes, numberOf, remoteAccounts, storageOf } from "../../posture-parts.js";
import { namelessAccounts, storedPasswords } from "./line-logins.js";

/** What a session of a line may be idle by default, in minutes. */
const IDLE_MINUTES = 10;

/** A list of AAA that asks servers. */
const REMOTE = /^aaa authentication login (\S+) .*\bgroup (\S+)/;

export function readAdministration(lines: Lines, services: readonly ManagementService[]): Administration {
  const block = lines.last(/^login block-for (\d+) attempts (\d+) within \d+$/)?.match;
  const most = lines.last(/^aaa local authentication attempts max-fail (\d+)$/)?.match[1];
  return {
    accounts: [
      ...localAccounts(lines, services),
      ...namelessAccounts(lines, areLimited(services)),
      ...remoteAccounts(lines, lines.all(REMOTE), areLimited(services)),
    ],
    storedPasswords: storedPasswords(lines),
    profiles: privileged(lines),
    lockoutAttempts: numberOf(block?.[2] ?? most) ?? (lines.isWhole ? 0 : undefined),
    lockoutSeconds: numberOf(block?.[1]),
    idleMinutes: idleMinutes(lines.all(/^line \S/), IDLE_MINUTES),
    bannerBeforeLogin: lines.last(/^banner (?:login|motd)\b/) !== undefined || (lines.isWhole ? false : undefined),
    bannerAfterLogin: lines.last(/^banner exec\b/) !== undefined || (lines.isWhole ? false : undefined),
    strongCiphersOnly: undefined,
    passwordPolicy: passwordPolicy(lines),
  };
}

const USER = /^username (\S+)((?: \S+)*?)(?: (nopassword)| (secret|password)(?: (\d+))? \S+)?$/;

/** `username N [privilege P] {secret|password [TYPE] X | nopassword}`: what stands behind is a secret. */
function localAccounts(lines: Lines, services: readonly ManagementService[]): Account[] {
  const limited = areLimited(services);
  const byName = new Map<string, Account>();
  for (const { line, match } of lines.all(USER)) {
    const [, name = "", options = "", , kind, type] = match;
    const privilege = /\bprivilege (\d+)\b/.exec(options)?.[1] ?? byName.get(name)?.profile?.split(" ")[1];
    byName.set(name, {
      name,
      profile: privilege === undefined ? undefined : `privilege ${privilege}`,
      remote: false,
      wildcard: false,
      secondFactor: "none",
      limited,
      password: kind === undefined ? (byName.get(name)?.password ?? "none") : storageOf(type),
      at: lines.context.wordAt(line, 1),
    });
  }
  return [...byName.values()];
}

/** Level 15 may change everything; lower ones as far as the configuration gives them commands. */
function privileged(lines: Lines): Administration["profiles"] {
  const [first] = lines.all(/^username \S+ .*\bprivilege 15\b/);
  return first === undefined ? [] : [{ name: "privilege 15", writes: true, at: lines.context.wordAt(first.line, 1) }];
}

function passwordPolicy(lines: Lines): PasswordPolicy {
  const simple = lines.last(/^security passwords min-length (\d+)$/)?.match[1];
  // One counts where somebody is bound to it.
  const used = new Set(
    lines.all(/^(?:username|enable) (?:.* )?common-criteria-policy (\S+)/).map(({ match }) => match[1]),
  );
  const rules = lines
    .all(/^aaa common-criteria policy (\S+)/)
    .flatMap(({ line, match }) => (used.has(match[1]) ? line.children : []));
  const value = (word: string) =>
    numberOf(rules.map(({ text }) => new RegExp(`^${word} (\\d+)`).exec(text)?.[1]).find((one) => one !== undefined));
  const isThere = simple !== undefined || rules.length > 0;
  return {
    enabled: isThere ? true : lines.isWhole ? false : undefined,
    minimumLength: numberOf(simple) ?? value("min-length"),
    lowerCase: value("lower-case"),
    upperCase: value("upper-case"),
    digits: value("numeric-count"),
    special: value("special-case"),
    expiresDays: undefined,
  };
}
