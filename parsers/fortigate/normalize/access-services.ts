/** What the words of `allowaccess` let in, with the ports that `system global` gives them. */
import type { ManagementService } from "../../../src/model/device.js";
import type { DoubtId, ServiceExpression } from "../../../src/model/expression.js";
import { topSection } from "../statements.js";
import { type Block, isEnabled, mayBeAbout, type Setting, settingOf } from "../tree.js";
import { readNumber } from "./address-text.js";
import type { Context } from "./context.js";

/** A word of `allowaccess`: the packets it lets in, and whether trusted hosts limit it. */
export interface AccessService {
  readonly word: string;
  readonly service: ManagementService["service"];
  readonly packets: ServiceExpression;
  readonly port?: number;
  /** Its port may be another one: `packets` are then those of any. */
  readonly portDoubt?: DoubtId;
  /** What it may let in as well, and why that is not sure. */
  readonly perhaps?: { readonly packets: ServiceExpression; readonly reason: string };
  /** It stands for what was not understood, which may be any word. */
  readonly isUnread?: true;
  /** Whether trusted hosts limit it; releases differ for ping and SNMP. */
  readonly trusted: "yes" | "perhaps" | "no";
}

const SPEED_TEST: ServiceExpression = {
  kind: "union",
  of: [6, 17].map((protocol) => ({ kind: "ports", protocol, destination: [{ from: 5201, to: 5201 }] })),
};
/** FortiOS CLI reference, `system global`: `admin-https-redirect` answers clear-text requests, and is on by default. */
const REDIRECT =
  "whether the clear-text port answers too, to redirect to HTTPS, is not documented (admin-https-redirect)";
const FABRIC = "whether fabric lets in CAPWAP too, which had a word of its own, depends on the release";

/** The packets behind each word; ports from `system global`, the defaults where a key is absent. */
export function accessServices(global: Block | undefined, context: Context): Map<string, AccessService> {
  const tcp = (word: string, service: ManagementService["service"], port: Port): AccessService => ({
    word,
    service,
    ...(typeof port === "number" ? atPort(port) : anywhere(port.doubt)),
    trusted: service === "other" ? "no" : "yes",
  });
  const udp = (word: string, service: ManagementService["service"], from: number, to = from): AccessService => ({
    word,
    service,
    packets: { kind: "ports", protocol: 17, destination: [{ from, to }] },
    port: from,
    trusted: service === "snmp" ? "perhaps" : "no",
  });
  const port = (key: string, byDefault: number) => portOf(global, key, byDefault, context);
  const [http, capwap] = [tcp("http", "http", port("admin-port", 80)), udp("capwap", "other", 5246, 5247)];
  const redirects = global === undefined || isEnabled(global, "admin-https-redirect", true);
  const redirected = redirects ? { perhaps: { packets: http.packets, reason: REDIRECT } } : {};
  const list: AccessService[] = [
    { word: "ping", service: "other", packets: { kind: "icmp", family: 4, type: 8 }, trusted: "perhaps" } as const,
    { ...tcp("https", "https", port("admin-sport", 443)), ...redirected },
    http,
    tcp("ssh", "ssh", port("admin-ssh-port", 22)),
    tcp("telnet", "telnet", port("admin-telnet-port", 23)),
    udp("snmp", "snmp", 161),
    tcp("fgfm", "other", 541),
    udp("radius-acct", "other", 1813),
    tcp("probe-response", "other", 8008),
    { ...tcp("fabric", "other", 8013), perhaps: { packets: capwap.packets, reason: FABRIC } },
    capwap,
    tcp("ftm", "other", 4433),
    { ...tcp("speed-test", "other", 5201), packets: SPEED_TEST },
  ];
  return new Map(list.map((access) => [access.word, access]));
}

/** A number, or why it may be any. */
type Port = number | { readonly doubt: DoubtId };

function atPort(port: number): Pick<AccessService, "packets" | "port"> {
  return { packets: { kind: "ports", protocol: 6, destination: [{ from: port, to: port }] }, port };
}

function anywhere(doubt: DoubtId): Pick<AccessService, "packets" | "portDoubt"> {
  return { packets: { kind: "unknown", doubt, upper: { kind: "protocol", protocol: 6 } }, portDoubt: doubt };
}

/** The port that a key of `system global` gives; a line there that was not understood may be that key, where nothing else is. */
function portOf(global: Block | undefined, key: string, byDefault: number, context: Context): Port {
  const setting = global && settingOf(global, key);
  if (global === undefined || !mayGive(global, key, /\d/, context))
    return setting === undefined ? byDefault : writtenPort(setting, context);
  const at = context.rangeOf(global);
  const reason = "a line of system global was not understood, and may be the port of what administers the device";
  return { doubt: context.sharedDoubt("ports of administration", { reason, scope: "match", at }) };
}

function writtenPort(setting: Setting, context: Context): Port {
  const number = readNumber(setting.values[0], 65535);
  if (number !== undefined) return number;
  const at = context.settingRange(setting);
  context.notUnderstood(setting, "system global");
  context.diagnostics.add("fortigate/bad-value", at, { expected: "a port, such as 8443" });
  return { doubt: context.doubt({ reason: `"${setting.key}" cannot be read`, scope: "match", at }) };
}

/**
 * Whether a line of `system global` that was not understood may be the one that gives a key its value: it names that key, or, where
 * nothing else gives it, no key that is known.
 * @param value what such a line holds.
 */
export function mayGive(global: Block, key: string, value: RegExp, context: Context): boolean {
  if (settingOf(global, key) !== undefined) return mayBeAbout(global, key);
  const known = topSection("system global")?.keys;
  return global.unknown.some(({ text, start, end }) => {
    const [verb, named = ""] = text.split(" ");
    if (verb === "config" || (named !== key && known?.has(named))) return false;
    return value.test(context.places.text.slice(start, end));
  });
}
