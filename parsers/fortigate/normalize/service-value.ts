/** One `firewall service custom` row → the protocols and ports it stands for. */
import type { Family, PortRange, ServiceExpression } from "../../../src/model/expression.js";
import type { SourceRange } from "../../../src/source/range.js";
import { type Block, isEnabled, type Setting, settingOf, textOf } from "../tree.js";
import { readNumber } from "./address-text.js";
import type { Context } from "./context.js";

const SECTION = "firewall service custom";
const PORT_KEYS = [
  ["tcp-portrange", 6],
  ["udp-portrange", 17],
  ["sctp-portrange", 132],
  ["udplite-portrange", 136],
] as const;
/** Protocols of the explicit proxy: they never match a forwarded packet (reference/fortios.md 2.3). */
const PROXIED = new Set(["ALL", "HTTP", "FTP", "CONNECT", "SOCKS-TCP", "SOCKS-UDP", "SOCKS"]);
const HIGHEST_PORT = 65535;

/**
 * @param sources source ports of entries that name none; left out: every one.
 * @returns what the row stands for; `unknown` where an application decides or a value cannot be read.
 */
export function readServiceRow(row: Block, sources: PortRange | undefined, context: Context): ServiceExpression {
  const effects = context.claim(row, SECTION, { scope: "match" });
  const value = narrowed(row, plain(row, sources, context), context);
  const changed = effects[0];
  if (!changed) return value;
  const bounds = changed.effect === "narrows" ? { upper: value } : {};
  return { kind: "unknown", doubt: changed.doubt, ...bounds, at: context.rangeOf(row) };
}

function plain(row: Block, sources: PortRange | undefined, context: Context): ServiceExpression {
  const setting = settingOf(row, "protocol");
  const protocol = setting?.values[0] ?? "TCP/UDP/SCTP";
  const at = context.keyRange(row, setting);
  if (isProxied(row)) return { kind: "none", at };
  if (protocol.startsWith("TCP/UDP")) return ports(row, sources, context);
  if (protocol === "ICMP") return icmp(row, 4, context);
  if (protocol === "ICMP6") return icmp(row, 6, context);
  if (protocol === "IP") return byNumber(row, context);
  if (setting) context.notUnderstood(setting, SECTION);
  context.diagnostics.add("fortigate/unknown-value", at, { message: "this protocol is not known" });
  const doubt = context.doubt({ reason: `the protocol of ${row.name} is not known`, scope: "match", at });
  return { kind: "unknown", doubt, at };
}

function isProxied(row: Block): boolean {
  return isEnabled(row, "proxy") || isEnabled(row, "explicit-proxy") || PROXIED.has(textOf(row, "protocol") ?? "");
}

/** The port keys that are there; none matches nothing (trap 8). */
function ports(row: Block, sources: PortRange | undefined, context: Context): ServiceExpression {
  const of: ServiceExpression[] = [];
  for (const [key, protocol] of PORT_KEYS) {
    const setting = settingOf(row, key);
    if (!setting) continue;
    for (const [index, text] of setting.values.entries()) {
      const at = context.valueRange(setting, index);
      const entry = readPortEntry(text, protocol, sources, at);
      if (entry) of.push(entry);
      else if (text !== "")
        of.push(
          unreadable(setting, at, "a port or a range, with an optional source: 443 or 80-90:1024-65535", context),
        );
    }
  }
  return unionOf(of, context.rangeOf(row));
}

/**
 * Reads one entry of a port list, `DST[-DST][:SRC[-SRC]]`: the destination stands before the colon (trap 6), and a source
 * limit holds for its own entry alone (trap 7). Without one `sources` holds, or where that is left out every source port, 0
 * included (reference D17).
 */
export function readPortEntry(
  text: string,
  protocol: number,
  sources?: PortRange,
  at?: SourceRange,
): ServiceExpression | undefined {
  const colon = text.indexOf(":");
  const destination = readPorts(colon < 0 ? text : text.slice(0, colon));
  const source = colon < 0 ? sources : readPorts(text.slice(colon + 1));
  if (!destination || (colon >= 0 && !source)) return undefined;
  return {
    kind: "ports",
    protocol,
    destination: [destination],
    ...(source ? { source: [source] } : {}),
    ...(at ? { at } : {}),
  };
}

/** `80` or `80-90`, both ends inclusive. */
export function readPorts(text: string): PortRange | undefined {
  const dash = text.indexOf("-");
  const from = readNumber(dash < 0 ? text : text.slice(0, dash), HIGHEST_PORT);
  const to = dash < 0 ? from : readNumber(text.slice(dash + 1), HIGHEST_PORT);
  return from === undefined || to === undefined || from > to ? undefined : { from, to };
}

function icmp(row: Block, family: Family, context: Context): ServiceExpression {
  const typed = settingOf(row, "icmptype");
  const coded = settingOf(row, "icmpcode");
  const type = typed && readNumber(typed.values[0], 255);
  const code = coded && readNumber(coded.values[0], 255);
  const wrong = typed && type === undefined ? typed : coded && code === undefined ? coded : undefined;
  if (wrong) return unreadable(wrong, context.settingRange(wrong), "a number from 0 to 255", context);
  return {
    kind: "icmp",
    family,
    ...(type === undefined ? {} : { type }),
    ...(code === undefined || type === undefined ? {} : { code }),
    at: context.keyRange(row, typed),
  };
}

/** `protocol IP`: without a number, or with 0, every protocol and port (trap 9). */
function byNumber(row: Block, context: Context): ServiceExpression {
  const setting = settingOf(row, "protocol-number");
  const at = context.keyRange(row, setting);
  const number = setting ? readNumber(setting.values[0], 255) : 0;
  if (setting && number === undefined) return unreadable(setting, at, "a protocol number from 0 to 255", context);
  return number === undefined || number === 0 ? { kind: "any", at } : { kind: "protocol", protocol: number, at };
}

/** Conditions beyond ports: destination addresses of the service itself (reference D4), applications. */
function narrowed(row: Block, value: ServiceExpression, context: Context): ServiceExpression {
  const limit = settingOf(row, "iprange") ?? settingOf(row, "fqdn");
  const limited = limit && !["0.0.0.0", "0.0.0.0-0.0.0.0", ""].includes(limit.values[0] ?? "") ? limit : undefined;
  const application = textOf(row, "app-service-type");
  const layer7 =
    application !== undefined && application !== "disable" ? settingOf(row, "app-service-type") : undefined;
  const setting = limited ?? layer7;
  if (!setting) return value;
  const at = context.settingRange(setting);
  const why = limited
    ? "it is bound to addresses of its own, which no document defines"
    : "applications decide, not ports";
  const doubt = context.doubt({
    reason: `what the service ${row.name} matches is not known: ${why}`,
    scope: "match",
    at,
  });
  // A row of applications may do without ports, and is then about those of any.
  const isOpen = limited === undefined && value.kind === "none" && !isProxied(row);
  return { kind: "unknown", doubt, ...(isOpen ? {} : { upper: value }), at: context.rangeOf(row) };
}

function unreadable(setting: Setting, at: SourceRange, expected: string, context: Context): ServiceExpression {
  context.notUnderstood(setting, SECTION);
  context.diagnostics.add("fortigate/bad-value", at, { expected });
  const doubt = context.doubt({ reason: `"${setting.key}" in ${SECTION} cannot be read`, scope: "match", at });
  return { kind: "unknown", doubt, at };
}

/** One expression for several; the only one itself. */
export function unionOf(of: readonly ServiceExpression[], at: SourceRange): ServiceExpression {
  const [first, ...others] = of;
  if (!first) return { kind: "none", at };
  return others.length === 0 ? first : { kind: "union", of, at };
}
