/** Who administers the device, and how they prove who they are. */
import type { Account, AccountProfile, Administration, PasswordPolicy } from "../../../../src/model/posture.js";
import { type Block, isEnabled, textOf, valuesOf } from "../../tree.js";
import { isLimited } from "../trusted-hosts.js";
import { numberOf, type Sections } from "./sections.js";
import { secondFactorOf } from "./users.js";

/** Profiles that the factory defines, whether the file lists them or not: both change what they like. */
const MIGHTY = new Set(["super_admin", "prof_admin"]);
/** What a profile that has a time of its own gives where none is written (FortiOS CLI reference: system accprofile). */
const OWN_IDLE_MINUTES = 10;
const WRITES = new Set(["read-write", "write", "rw", "w"]);

export function readAdministration(sections: Sections): Administration {
  const global = sections.one("system global");
  return {
    accounts: sections.rows("system admin").map((row) => account(row, sections)),
    profiles: sections.rows("system accprofile").map((row) => profile(row, sections)),
    lockoutAttempts: global.number("admin-lockout-threshold", 3),
    lockoutSeconds: global.number("admin-lockout-duration", 60),
    idleMinutes: idleMinutes(global.number("admintimeout", 5), sections),
    bannerBeforeLogin: global.flag("pre-login-banner", false),
    bannerAfterLogin: global.flag("post-login-banner", false),
    strongCiphersOnly: global.flag("strong-crypto", sections.isSince(6, 0) ? true : undefined),
    passwordPolicy: passwordPolicy(sections),
  };
}

/** The longest that a session may be idle: profiles may have a time of their own in place of that of all. */
function idleMinutes(ofAll: number | undefined, sections: Sections): number | undefined {
  const used = new Set(sections.rows("system admin").map((row) => textOf(row, "accprofile")));
  const own = sections
    .rows("system accprofile")
    .filter((row) => used.has(row.name) && isEnabled(row, "admintimeout-override"))
    .map((row) => numberOf(row, "admintimeout") ?? OWN_IDLE_MINUTES);
  return ofAll === undefined ? undefined : Math.max(ofAll, ...own);
}

function account(row: Block, sections: Sections): Account {
  const first = textOf(row, "password") ?? textOf(row, "passwd");
  return {
    name: row.name,
    profile: textOf(row, "accprofile"),
    remote: isEnabled(row, "remote-auth"),
    wildcard: isEnabled(row, "wildcard"),
    secondFactor: isEnabled(row, "peer-auth") ? "certificate" : secondFactorOf(row),
    limited: isLimited(row),
    password: first === undefined || first === "" ? "none" : first === "ENC" ? "hashed" : "plain",
    at: sections.placeOf(row),
  };
}

/** Rights of a part may be in tables of their own, of which one right to write is enough. */
function profile(row: Block, sections: Sections): AccountProfile {
  const writes = [row, ...row.configs].some(({ settings }) =>
    settings.some(({ values: [value = ""] }) => WRITES.has(value)),
  );
  return { name: row.name, writes: writes || MIGHTY.has(row.name), at: sections.placeOf(row) };
}

/**
 * Switched off by default, with eight characters, up to 7.4; a later release has it switched on and asks for more, and
 * from which patch on is not known: then nothing is said of keys that are absent.
 */
function passwordPolicy(sections: Sections): PasswordPolicy {
  const isOld = sections.isBefore(7, 6);
  const policy = sections.one("system password-policy");
  const count = (key: string) => policy.number(key, isOld ? 0 : undefined);
  // It may be for keys of tunnels alone.
  const isForAdmins = policy.block === undefined || appliesToAdmins(policy.block);
  const expires = policy.flag("expire-status", false) ?? policy.flag("expire", false);
  const days = policy.number("expire-day", 90);
  return {
    enabled: isForAdmins ? policy.flag("status", isOld ? false : undefined) : false,
    minimumLength: policy.number("minimum-length", isOld ? 8 : undefined),
    lowerCase: count("min-lower-case-letter"),
    upperCase: count("min-upper-case-letter"),
    digits: count("min-number"),
    special: count("min-non-alphanumeric"),
    expiresDays: expires === undefined ? undefined : expires ? days : 0,
  };
}

function appliesToAdmins(policy: Block): boolean {
  const words = valuesOf(policy, "apply-to").flatMap((value) => value.split(" "));
  return words.length === 0 || words.includes("admin-password");
}
