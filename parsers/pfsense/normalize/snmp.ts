/** The agents of SNMP: that of pfSense, and the net-snmp of OPNsense, with the interfaces that each answers on. */
import type { ManagementService } from "../../../src/model/device.js";
import { child, descend, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { portIn } from "./ports.js";
import { isOn } from "./switches.js";

type Limits = Pick<ManagementService, "interfaces" | "sources">;

/** Off where neither agent is written. */
export function readSnmp(context: Context): ManagementService {
  const own = child(context.root, "snmpd");
  const plugin = descend(context.root, "opnsense", "netsnmp", "general");
  const isPlugin = isOn(context, plugin, "enabled");
  const enabled = isPlugin || isOn(context, own, "enable");
  const port = isPlugin ? undefined : portIn(own, "pollport");
  const at = (isPlugin ? plugin : (own ?? plugin)) ?? context.root;
  const limits = isPlugin ? addressesOf(context, at) : interfacesOf(context, own);
  return { service: "snmp", enabled, port: port ?? 161, ...limits, at: [context.startOf(at)] };
}

/** `bindip` names interfaces; empty or with `all` among them: every one. Other words are addresses that they share (services_snmp.php). */
function interfacesOf(context: Context, own: Element | undefined): Limits {
  const words = wordsIn(own, "bindip");
  // Of old releases, which knew no other choice: whether one that has both words looks at it is not known.
  if (words.length === 0 && has(own, "bindlan")) return somewhere(context, own, "bindlan");
  if (words.length === 0 || words.includes("all")) return {};
  const interfaces = child(context.root, "interfaces");
  const named = words.filter((word) => has(interfaces, word));
  if (words.every((word) => word === LOOPBACK || named.includes(word))) return { interfaces: named };
  return somewhere(context, own, "bindip");
}

const LOOPBACK = "lo0";

/** `listen` names addresses (os-net-snmp, snmpd.conf): what interfaces have besides is not listened on. */
function addressesOf(context: Context, plugin: Element): Limits {
  const words = wordsIn(plugin, "listen");
  if (words.length === 0) return {};
  const ofEach = (child(context.root, "interfaces")?.children ?? []).map((one) => ({
    id: one.name,
    own: ["ipaddr", "ipaddrv6"].map((name) => textOf(one, name)).filter((text) => text !== ""),
  }));
  const found = ofEach.filter(({ own }) => own.some((text) => words.includes(text)));
  const isAll = words.every((word) => found.some(({ own }) => own.includes(word)));
  const isOnly = found.every(({ own }) => own.every((text) => words.includes(text)));
  if (isAll && isOnly && !has(child(context.root, "virtualip"), "vip"))
    return { interfaces: found.map(({ id }) => id) };
  return somewhere(context, plugin, "listen");
}

function wordsIn(of: Element | undefined, name: string): string[] {
  return textOf(of, name)
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/** It may be everywhere, or nowhere that packets come to. */
function somewhere(context: Context, of: Element | undefined, name: string): Limits {
  const place = child(of, name) ?? of ?? context.root;
  const doubt = context.doubt("match", "SNMP answers on some addresses only, which are not computed", place);
  return { sources: { kind: "unknown", doubt, at: context.place(place) } };
}
