/** Who administers the firewall, and how they prove who they are. */
import type { Account, Administration, PasswordPolicy } from "../../../../src/model/posture.js";
import { child, children, descend, type Element, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import { isOn, modelSwitch } from "../switches.js";
import { LOCAL_GROUP, secondFactorOf, serverNamed, usersOf } from "./users.js";

/** Minutes until the web interface ends an idle session, where none are written. */
const IDLE_MINUTES = 240;
/** How dangerous sshguard takes an attempt for, and from where on it locks an address out. */
const ATTEMPT_WEIGHT = 10;
const THRESHOLD = 30;
const BLOCK_SECONDS = 120;

export function readAdministration(context: Context): Administration {
  const system = child(context.root, "system");
  const idle = numberOf(descend(system, "webgui", "session_timeout"));
  const threshold = numberOf(child(system, "sshguard_threshold")) ?? THRESHOLD;
  // OPNsense counts attempts in ways that its files do not tell.
  const tellsLockout = context.isWhole && !context.isOPNsense;
  const whole = "page-all";
  const first = usersOf(context).find((user) => profileOf(context, user) === whole);
  return {
    accounts: [...localAccounts(context), ...remoteAccounts(context)],
    profiles: first === undefined ? [] : [{ name: whole, writes: true, at: context.startOf(first) }],
    lockoutAttempts: tellsLockout ? Math.ceil(threshold / ATTEMPT_WEIGHT) : undefined,
    lockoutSeconds: tellsLockout ? (numberOf(child(system, "sshguard_blocktime")) ?? BLOCK_SECONDS) : undefined,
    idleMinutes: context.isWhole ? (idle ?? IDLE_MINUTES) : undefined,
    bannerBeforeLogin: undefined,
    bannerAfterLogin: undefined,
    strongCiphersOnly: undefined,
    passwordPolicy: passwordPolicy(context),
  };
}

/** Users with a right to anything but to dial in. */
function localAccounts(context: Context): Account[] {
  const asks = factorAsked(context);
  return usersOf(context).flatMap((user) => {
    const profile = profileOf(context, user);
    if (profile === undefined || isOn(context, user, "disabled")) return [];
    return [
      {
        name: textOf(user, "name"),
        profile,
        remote: false,
        wildcard: false,
        secondFactor: asks ? secondFactorOf(user) : "none",
        limited: isLimited(context),
        password: storageOf(user),
        at: context.startOf(user),
      },
    ];
  });
}

/** The right to everything, or the first of others; undefined: no administrator. */
function profileOf(context: Context, user: Element): string | undefined {
  const rights = [...rightsIn(user), ...groupsOf(context, user).flatMap(rightsIn)];
  if (rights.includes("page-all") || textOf(user, "uid") === "0") return "page-all";
  return rights.find((right) => right.startsWith("page-") || right.startsWith("user-shell"));
}

function rightsIn(of: Element): string[] {
  return children(of, "priv").flatMap((priv) => priv.text.split(",").map((word) => word.trim()));
}

function groupsOf({ isOPNsense, root }: Context, user: Element): Element[] {
  const named = children(user, "groupname").map((each) => each.text);
  const id = textOf(user, "uid");
  return children(child(root, "system"), "group").filter((group) => {
    const members = children(group, "member").flatMap((each) => each.text.split(","));
    // Everybody is in the group of that name in pfSense, listed or not.
    const isOfAll = !isOPNsense && textOf(group, "name") === "all";
    return isOfAll || named.includes(textOf(group, "name")) || (id !== "" && members.includes(id));
  });
}

/** Hashes have elements of their own; `password` holds one as well, with its scheme before it. */
function storageOf(user: Element): Account["password"] {
  const hashed = ["bcrypt-hash", "sha512-hash", "md5-hash", "nt-hash"].some((name) => textOf(user, name) !== "");
  if (hashed) return "hashed";
  const password = textOf(user, "password");
  return password === "" ? "none" : /^[$*]|^[\w./]{13}$/.test(password) ? "hashed" : "plain";
}

/** Servers that check who logs in to the web interface let in whom they know. */
function remoteAccounts(context: Context): Account[] {
  const mode = descend(context.root, "system", "webgui", "authmode");
  return (mode?.text ?? "").split(",").flatMap((name) => {
    const server = serverNamed(context, name);
    const kind = textOf(server, "type");
    if (!server || !["ldap", "radius", "ldap-totp"].includes(kind)) return [];
    return [
      {
        name: `any user of ${name}`,
        profile: undefined,
        remote: true,
        wildcard: true,
        secondFactor: kind.endsWith("totp") ? "totp" : "none",
        limited: isLimited(context),
        password: "none" as const,
        at: context.startOf(server),
      },
    ];
  });
}

/** Whether one of the servers that are asked wants one-time passwords of local users. */
function factorAsked(context: Context): boolean {
  const names = textOf(descend(context.root, "system", "webgui"), "authmode").split(",");
  return !names.includes(LOCAL_GROUP) && names.some((name) => textOf(serverNamed(context, name), "type") === "totp");
}

/** The anti-lockout rule lets in every host of its interface; without it the written rules decide. */
function isLimited(context: Context): boolean {
  const webgui = descend(context.root, "system", "webgui");
  return modelSwitch(context, "filter", "no_antilockout") ?? isOn(context, webgui, "noantilockout");
}

/** OPNsense has one for local users; what pfSense asks of passwords its files do not tell. */
function passwordPolicy(context: Context): PasswordPolicy {
  const webgui = descend(context.root, "system", "webgui");
  const enabled =
    context.isOPNsense && context.isWhole ? isOn(context, webgui, "enable_password_policy_constraints") : undefined;
  const isComplex = enabled === true && isOn(context, webgui, "password_policy_complexity");
  const each = isComplex ? 1 : undefined;
  return {
    enabled,
    minimumLength: enabled ? (numberOf(child(webgui, "password_policy_length")) ?? 8) : undefined,
    lowerCase: each,
    upperCase: each,
    digits: each,
    special: each,
    expiresDays: enabled ? (numberOf(child(webgui, "password_policy_duration")) ?? 0) : undefined,
  };
}

function numberOf(of: Element | undefined): number | undefined {
  return of !== undefined && /^\d{1,9}$/.test(of.text) ? Number(of.text) : undefined;
}
