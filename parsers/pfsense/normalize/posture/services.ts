/** SNMP and time. */
import type { Clock, Snmp, SnmpCommunity } from "../../../../src/model/posture.js";
import { child, children, descend, type Element, has, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import { isOn } from "../switches.js";

const WELL_KNOWN = new Set(["public", "private"]);

/** Communities answer versions 1 and 2c. Their names are passwords: places are those of the section alone. */
export function readSnmp(context: Context): Snmp {
  const own = child(context.root, "snmpd");
  const plugin = descend(context.root, "opnsense", "netsnmp", "general");
  const [isOwn, isPlugin] = [isOn(context, own, "enable"), isOn(context, plugin, "enabled")];
  const communities = [
    ...(isOwn ? [community(context, own, "rocommunity", false), community(context, own, "rwcommunity", true)] : []),
    ...(isPlugin ? [community(context, plugin, "community", false)] : []),
  ];
  const users = children(descend(context.root, "opnsense", "netsnmp", "user", "users"), "user");
  return {
    enabled: isOwn || isPlugin ? true : context.isWhole ? false : undefined,
    communities: communities.flat(),
    users: (isPlugin ? users : [])
      .filter((user) => textOf(user, "enabled") !== "0")
      .map((user) => ({
        name: textOf(user, "username"),
        authenticated: textOf(user, "password") !== "",
        encrypted: textOf(user, "enckey") !== "",
        authentication: undefined,
        encryption: undefined,
        at: context.startOf(user),
      })),
  };
}

function community(context: Context, of: Element | undefined, name: string, writes: boolean): SnmpCommunity[] {
  const written = child(of, name);
  if (!of || !written || written.text === "") return [];
  const wellKnown = WELL_KNOWN.has(written.text.toLowerCase());
  return [{ versions: ["v1", "v2c"], wellKnown, limited: false, writes, at: context.startOf(of) }];
}

/** `timeservers`, separated by blanks; a key counts where the server asks for one. Chrony has servers of its own. */
export function readClock(context: Context): Clock {
  const { root } = context;
  const chrony = descend(root, "opnsense", "chrony", "general");
  if (textOf(chrony, "enabled") === "1") return ofChrony(context, chrony ?? root);
  const written = descend(root, "system", "timeservers");
  const ntpd = child(root, "ntpd");
  const names = wordsOf(written?.text ?? "");
  const isOff = textOf(ntpd, "enable") === "disabled";
  const hasReceiver = ["gps", "pps"].some((name) => textOf(child(ntpd, name), "port") !== "");
  const authenticated = has(ntpd, "serverauth") && textOf(ntpd, "serverauthkey") !== "";
  const at = context.startOf(written ?? child(root, "system") ?? root);
  return {
    synchronized: context.isWhole ? (names.length > 0 || hasReceiver) && !isOff : undefined,
    ofVendor: areOfVendor(names) && !hasReceiver,
    servers: isOff ? [] : names.map((server) => ({ server, authenticated, at })),
  };
}

/** The plugin in the place of ntpd; `peers` has a default of the model, and NTS proves who answers (RFC 8915). */
function ofChrony(context: Context, chrony: Element): Clock {
  const names = wordsOf(has(chrony, "peers") ? textOf(chrony, "peers") : "0.opnsense.pool.ntp.org");
  const authenticated = textOf(chrony, "ntsclient") === "1";
  return {
    synchronized: names.length > 0,
    ofVendor: areOfVendor(names),
    servers: names.map((server) => ({ server, authenticated, at: context.startOf(chrony) })),
  };
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((name) => name !== "");
}

function areOfVendor(names: readonly string[]): boolean {
  return names.length > 0 && names.every((name) => /(?:^|\.)(?:pf|opn)sense\.pool\.ntp\.org$/.test(name));
}
