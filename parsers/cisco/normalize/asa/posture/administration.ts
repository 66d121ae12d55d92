/** Who administers an ASA, and how they prove who they are. */
import type { ManagementService } from "../../../../../src/model/device.js";
import type { Account, Administration, PasswordPolicy } from "../../../../../src/model/posture.js";
import type { Lines } from "../../posture-lines.js";
import { numberOf } from "../../posture-parts.js";
import { areLimited, storageOf } from "./login.js";
import { namelessAccounts } from "./nameless.js";

/** What a session may be idle by default, in minutes; one at the console never ends. */
const IDLE_MINUTES = { ssh: 5, telnet: 5, console: 0 } as const;

export function readAdministration(lines: Lines, services: readonly ManagementService[]): Administration {
  const unset = lines.isWhole ? 0 : undefined;
  const isThere = (pattern: RegExp) => lines.last(pattern) !== undefined || (lines.isWhole ? false : undefined);
  const accounts = localAccounts(lines, services);
  return {
    accounts: [...accounts, ...namelessAccounts(lines, services), ...remoteAccounts(lines, services)],
    profiles: privileged(lines),
    lockoutAttempts: numberOf(lines.last(/^aaa local authentication attempts max-fail (\d+)$/)?.match[1]) ?? unset,
    lockoutSeconds: undefined,
    idleMinutes: idleMinutes(lines, services),
    bannerBeforeLogin: isThere(/^banner (?:login|motd)\b/),
    bannerAfterLogin: isThere(/^banner (?:exec|asdm)\b/),
    strongCiphersOnly: strongCiphers(lines),
    passwordPolicy: passwordPolicy(lines),
  };
}

const USER =
  /^username (\S+)(?: (nopassword)| password \S+(?: (encrypted|nt-encrypted|mschap|pbkdf2))?)?(?: privilege (\d+))?$/;

/** The right to look at a few things, which a user has whom nobody gave more. */
const DEFAULT_PRIVILEGE = "2";

/** `username N password X [how it is stored] [privilege P]`. */
function localAccounts(lines: Lines, services: readonly ManagementService[]): Account[] {
  const limited = areLimited(services);
  const byName = new Map<string, Account>();
  for (const { line, match } of lines.all(USER)) {
    const [, name = "", none, stored, privilege] = match;
    byName.set(name, {
      name,
      profile: `privilege ${privilege ?? DEFAULT_PRIVILEGE}`,
      remote: false,
      wildcard: false,
      secondFactor: "none",
      limited,
      password: none !== undefined ? "none" : storageOf(line.text, stored),
      at: lines.context.wordAt(line, 1),
    });
  }
  const enable = lines.last(/^enable password \S+(?: (encrypted|pbkdf2|level))?/);
  if (enable !== undefined && storageOf(enable.line.text, enable.match[1]) === "plain")
    byName.set("enable", {
      name: "enable",
      profile: "privilege 15",
      remote: false,
      wildcard: false,
      secondFactor: "none",
      limited,
      password: "plain",
      at: lines.context.wordAt(enable.line, 0),
    });
  return [...byName.values()];
}

/** `aaa authentication ssh|http|… console GROUP [LOCAL]`: servers know who may log in. */
function remoteAccounts(lines: Lines, services: readonly ManagementService[]): Account[] {
  return lines
    .all(/^aaa authentication (ssh|telnet|http|serial|enable) console (?!LOCAL\b)(\S+)/)
    .map(({ line, match }) => ({
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

function privileged(lines: Lines): Administration["profiles"] {
  const [first] = lines.all(/^username \S+ .*\bprivilege 15\b/);
  return first === undefined ? [] : [{ name: "privilege 15", writes: true, at: lines.context.wordAt(first.line, 1) }];
}

/** The longest that a session may be idle; 0: without end. The console counts where its time is written. */
function idleMinutes(lines: Lines, services: readonly ManagementService[]): number | undefined {
  const used = (["ssh", "telnet", "console"] as const).filter((how) =>
    how === "console"
      ? lines.last(/^console timeout \d/) !== undefined
      : services.some(({ service }) => service === how),
  );
  const each = used.map(
    (how) => numberOf(lines.last(new RegExp(`^${how} timeout (\\d+)$`))?.match[1]) ?? IDLE_MINUTES[how],
  );
  return each.length === 0 ? undefined : each.includes(0) ? 0 : Math.max(...each);
}

/** `ssh version 1`, weak ciphers or the old group are taken where somebody wrote them. */
function strongCiphers(lines: Lines): boolean | undefined {
  const cipher = lines.last(/^ssh cipher encryption (\S+)/)?.match[1];
  const isOld =
    lines.last(/^ssh version 1$/) !== undefined || lines.last(/^ssh key-exchange group dh-group1-sha1$/) !== undefined;
  if (isOld || cipher === "low" || cipher === "all") return false;
  return cipher === "high" || cipher === "fips" ? true : undefined;
}

function passwordPolicy(lines: Lines): PasswordPolicy {
  const value = (word: string) => numberOf(lines.last(new RegExp(`^password-policy ${word} (\\d+)$`))?.match[1]);
  const isThere = lines.last(/^password-policy (?:minimum|lifetime)/) !== undefined;
  return {
    enabled: isThere ? true : lines.isWhole ? false : undefined,
    minimumLength: value("minimum-length"),
    lowerCase: value("minimum-lowercase"),
    upperCase: value("minimum-uppercase"),
    digits: value("minimum-numeric"),
    special: value("minimum-special"),
    expiresDays: value("lifetime"),
  };
}
