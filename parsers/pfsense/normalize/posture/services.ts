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
    enabled: isOwn || isPlugin,
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

/** `timeservers`, separated by blanks; a key counts where the server asks for one. */
export function readClock(context: Context): Clock {
  const { root } = context;
  const written = descend(root, "system", "timeservers");
  const ntpd = child(root, "ntpd");
  const names = (written?.text ?? "").split(/\s+/).filter((name) => name !== "");
  const isOff = textOf(ntpd, "enable") === "disabled";
  const authenticated = has(ntpd, "serverauth") && textOf(ntpd, "serverauthkey") !== "";
  const at = context.startOf(written ?? child(root, "system") ?? root);
  return {
    synchronized: names.length > 0 && !isOff,
    ofVendor: names.length > 0 && names.every((name) => /(?:^|\.)(?:pf|opn)sense\.pool\.ntp\.org$/.test(name)),
    servers: isOff ? [] : names.map((server) => ({ server, authenticated, at })),
  };
}
