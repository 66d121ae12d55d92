/** One `firewall address` or `address6` row → the addresses it stands for. */

import type { Interface } from "../../../src/model/device.js";
import type { AddressExpression, Family } from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { type Block, type Setting, settingOf, textOf } from "../tree.js";
import { boundsOf6, maskOf, prefixLengthOf, readIPv4, readIPv6, readNetwork4, readPrefix6 } from "./address-text.js";
import type { Context } from "./context.js";

/** Kinds of objects whose contents are not in the file, with the reason (reference/fortios.md 2.1, 8). */
const UNKNOWN_TYPES: ReadonlyMap<string, string> = new Map([
  ["fqdn", "names are resolved by the device while it runs"],
  ["wildcard-fqdn", "names are resolved by the device while it runs"],
  ["geography", "which addresses lie in a country comes from a database"],
  ["dynamic", "its members come from a connector or from endpoints while the device runs"],
  ["mac", "it matches hardware addresses, not IP addresses"],
  ["route-tag", "its members come from routing"],
  ["template", "it is made from a template"],
  ["broadcastmask", "it stands for broadcast addresses of a subnet"],
]);

/**
 * The place of what a row stands for is that of the row.
 * @returns what it stands for; `unknown` where the file does not tell, or a value cannot be read.
 */
export function readAddressRow(
  row: Block,
  family: Family,
  section: string,
  interfaces: ReadonlyMap<InterfaceId, Interface>,
  context: Context,
): AddressExpression {
  const effects = context.claim(row, section, { scope: "match" });
  const value = family === 4 ? readRow4(row, section, interfaces, context) : readRow6(row, section, context);
  const changed = effects[0];
  if (!changed) return value;
  const bounds = changed.effect === "narrows" ? { upper: value } : { upper: { kind: "any", family } as const };
  return { kind: "unknown", doubt: changed.doubt, ...bounds, at: context.rangeOf(row) };
}

function readRow4(
  row: Block,
  section: string,
  interfaces: ReadonlyMap<InterfaceId, Interface>,
  context: Context,
): AddressExpression {
  const typed = settingOf(row, "type");
  const other = typed || section.includes("multicast") ? undefined : otherKind(row, "subnet");
  if (other) return withoutType(row, other, 4, context);
  const type = typed?.values[0] ?? (section.includes("multicast") ? "multicastrange" : "ipmask");
  switch (type) {
    case "ipmask":
      return readSubnet(row, section, context);
    case "interface-subnet":
      return connected(row, interfaces, context) ?? stored(row, section, context);
    case "iprange":
    case "multicastrange":
      return readRange(row, type, section, context);
    case "wildcard":
      return readWildcard(row, section, context);
    default:
      return unknownType(row, type, 4, section, context);
  }
}

/** `subnet` absent means every address (trap 3); host bits may be set (trap 4). */
function readSubnet(row: Block, section: string, context: Context): AddressExpression {
  const setting = settingOf(row, "subnet");
  // 5.x wrote the multicast kinds and broadcast masks with ranges of their own.
  if (!setting) return { kind: "any", family: 4 };
  const prefix = readNetwork4(setting.values);
  if (!prefix)
    return unreadable(setting, "an address and its mask, such as 10.20.30.0 255.255.255.0", 4, section, context);
  const value = (prefix.address & prefix.mask) >>> 0;
  if (prefixLengthOf(prefix.mask) === undefined) return { kind: "pattern4", value, care: prefix.mask };
  return prefix.mask === 0
    ? { kind: "any", family: 4 }
    : { kind: "range4", from: value, to: (value | ~prefix.mask) >>> 0 };
}

/**
 * The network that the interface is configured with; `undefined` when the file does not tell. Of an address
 * that is given by the network the stored subnet is what it was on the day of the export.
 */
function connected(
  row: Block,
  interfaces: ReadonlyMap<InterfaceId, Interface>,
  context: Context,
): AddressExpression | undefined {
  const setting = settingOf(row, "interface");
  const found = setting && interfaces.get(setting.values[0] ?? "");
  const own = found?.addresses.find((address) => address.family === 4 && address.kind === "primary");
  if (found?.addressDoubt !== undefined) {
    return { kind: "unknown", doubt: found.addressDoubt, upper: { kind: "any", family: 4 }, at: context.rangeOf(row) };
  }
  if (!setting || !own) return undefined;
  const mask = maskOf(own.prefixLength);
  const from = (Number(own.address) & mask) >>> 0;
  return { kind: "range4", from, to: (from | ~mask) >>> 0 };
}

function readRange(row: Block, type: string, section: string, context: Context): AddressExpression {
  const [first, last] = [settingOf(row, "start-ip"), settingOf(row, "end-ip")];
  const from = first ? readIPv4(first.values[0] ?? "") : undefined;
  const to = last ? readIPv4(last.values[0] ?? "") : undefined;
  if (type === "multicastrange" && !first && !last) {
    return { kind: "range4", from: 0xe0000000, to: 0xefffffff };
  }
  if (from === undefined || to === undefined || from > to) {
    const wrong = from === undefined ? (first ?? last) : (last ?? first);
    if (wrong) return unreadable(wrong, "the first and the last address of a range", 4, section, context);
    return lost(row, 4, section, NO_ENDS, context);
  }
  return { kind: "range4", from, to };
}

/** What the device wrote down of the network of an interface, which it does in any case. */
function stored(row: Block, section: string, context: Context): AddressExpression {
  if (settingOf(row, "subnet")) return readSubnet(row, section, context);
  return lost(row, 4, section, "it has no subnet", context);
}

/** A 1 in the mask means "must match", the reverse of a Cisco wildcard (trap 5). */
function readWildcard(row: Block, section: string, context: Context): AddressExpression {
  const setting = settingOf(row, "wildcard");
  if (!setting) return lost(row, 4, section, "it has no wildcard", context);
  const value = readIPv4(setting.values[0] ?? "");
  const care = readIPv4(setting.values[1] ?? "");
  if (value === undefined || care === undefined) {
    return unreadable(
      setting,
      "an address and a mask whose ones must match, such as 10.0.5.0 255.0.255.0",
      4,
      section,
      context,
    );
  }
  return { kind: "pattern4", value: (value & care) >>> 0, care };
}

function readRow6(row: Block, section: string, context: Context): AddressExpression {
  const other = settingOf(row, "type") || section.includes("multicast") ? undefined : otherKind(row, "ip6");
  if (other) return withoutType(row, other, 6, context);
  const type = textOf(row, "type") ?? "ipprefix";
  if (type === "iprange") {
    const first = settingOf(row, "start-ip") ?? settingOf(row, "start-ip6");
    const last = settingOf(row, "end-ip") ?? settingOf(row, "end-ip6");
    const from = first && readIPv6(first.values[0] ?? "");
    const to = last && readIPv6(last.values[0] ?? "");
    if (from !== undefined && to !== undefined && from <= to) {
      return { kind: "range6", from, to };
    }
    const wrong = first ?? last;
    return wrong
      ? unreadable(wrong, "the first and the last address of a range", 6, section, context)
      : lost(row, 6, section, NO_ENDS, context);
  }
  if (type !== "ipprefix") return unknownType(row, type, 6, section, context);
  const setting = settingOf(row, "ip6");
  if (!setting) return section.includes("multicast") ? MULTICAST6 : { kind: "any", family: 6 };
  const prefix = readPrefix6(setting.values[0] ?? "");
  if (!prefix) return unreadable(setting, "an address and its length, such as 2001:db8:30::/64", 6, section, context);
  return prefix.length === 0 ? { kind: "any", family: 6 } : { kind: "range6", ...boundsOf6(prefix) };
}

/** Keys that a row has with one kind alone, and not with the one that is the default. */
const OF_OTHERS = [
  "start-ip",
  "end-ip",
  "start-ip6",
  "end-ip6",
  "wildcard",
  "fqdn",
  "wildcard-fqdn",
  "country",
  "macaddr",
];

/** A key of another kind in a row that has none of the kind by default. */
function otherKind(row: Block, own: "subnet" | "ip6"): Setting | undefined {
  if (settingOf(row, own)) return undefined;
  return row.settings.find(({ key, values }) => OF_OTHERS.includes(key) && !UNSET.has(values[0] ?? ""));
}

/** As `show full-configuration` prints what is not set. */
const UNSET = new Set(["", "0.0.0.0", "::"]);

/** No device writes such a row, and takes the key only behind its type: it is not one that stands for every address (trap 3). */
function withoutType(row: Block, setting: Setting, family: Family, context: Context): AddressExpression {
  const { key } = setting;
  const at = context.settingRange(setting);
  context.diagnostics.add("fortigate/bad-value", at, {
    expected: "a type before it, which this kind of address needs",
  });
  const doubt = context.doubt({
    reason: `${row.name} has "${key}" without the type that it goes with`,
    scope: "match",
    at,
  });
  return { kind: "unknown", doubt, upper: { kind: "any", family }, at: context.rangeOf(row) };
}

const MULTICAST6: AddressExpression = { kind: "range6", from: 0xffn << 120n, to: (1n << 128n) - 1n };

function unknownType(row: Block, type: string, family: Family, section: string, context: Context): AddressExpression {
  const setting = settingOf(row, "type");
  const why = UNKNOWN_TYPES.get(type);
  const at = context.keyRange(row, setting);
  if (!why) {
    if (setting) context.notUnderstood(setting, section);
    context.diagnostics.add("fortigate/unknown-value", at, { message: "this type of address is not known" });
  }
  const reason = `what ${row.name} stands for is not in the file: ${why ?? "its type is not known"}`;
  const doubt = context.doubt({ reason, scope: "match", at });
  return { kind: "unknown", doubt, upper: { kind: "any", family }, at: context.rangeOf(row) };
}

function unreadable(
  setting: Setting,
  expected: string,
  family: Family,
  section: string,
  context: Context,
): AddressExpression {
  const at = context.settingRange(setting);
  context.notUnderstood(setting, section);
  context.diagnostics.add("fortigate/bad-address", at, { expected });
  const doubt = context.doubt({ reason: `"${setting.key}" in ${section} cannot be read`, scope: "match", at });
  return { kind: "unknown", doubt, upper: { kind: "any", family }, at };
}

const NO_ENDS = "it has no start-ip and no end-ip";

/** No device has a row of such a type without what makes it one: lines are lost. */
function lost(row: Block, family: Family, section: string, why: string, context: Context): AddressExpression {
  const at = context.rangeOf(row);
  context.diagnostics.add("fortigate/bad-value", at, {
    message: `what this ${section} row stands for is lost: ${why}`,
  });
  const reason = `what ${row.name} stands for is lost: ${why}`;
  return { kind: "unknown", doubt: context.doubt({ reason, scope: "match", at }), upper: { kind: "any", family }, at };
}
