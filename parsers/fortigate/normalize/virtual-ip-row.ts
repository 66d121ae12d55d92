/** One row of `firewall vip` or `vip6`: which packets it takes, and what it makes of them. */
import type { AddressExpression, Family } from "../../../src/model/expression.js";
import type { SourceRange } from "../../../src/source/range.js";
import { type Block, isEnabled, type Setting, settingOf, textOf, valuesOf } from "../tree.js";
import { boundsOf6, readIPv4, readIPv6, readPrefix4, readPrefix6 } from "./address-text.js";
import { union } from "./addresses.js";
import type { Context } from "./context.js";
import type { InterfaceNames } from "./interface-names.js";
import type { Services } from "./services.js";
import { isStatic, readVipServices, serversOf, type VipServices } from "./virtual-ip-services.js";

/** What virtual IPs name. */
export interface NamedObjects {
  readonly names: InterfaceNames;
  readonly services: Services;
}

/** One virtual IP, read. `external` left out: not known. */
export interface VirtualIp extends VipServices {
  readonly name: string;
  readonly family: Family;
  readonly block: Block;
  readonly enabled: boolean;
  readonly external: AddressExpression;
  readonly mapped: AddressExpression;
}

/** Reads one row; what of it cannot be read is reported, and leaves open what the device translates. */
export function readVip(row: Block, family: Family, named: NamedObjects, context: Context): VirtualIp {
  const section = family === 4 ? "firewall vip" : "firewall vip6";
  const effects = context.claim(row, section, { scope: "device" });
  const enabled = isEnabled(row, "status", true) && textOf(row, "type") !== "dns-translation" && effects.length === 0;
  const external = externalOf(row, family, named.names, context);
  const services = readVipServices(row, section, named.services, context);
  return {
    name: row.name,
    family,
    block: row,
    enabled,
    external,
    mapped: asWideAs(external, mappedOf(row, family, context), row),
    ...services,
  };
}

/** `extip 0.0.0.0` is the address of `extintf`; `undefined` where another one is written, or the interface is given its own. */
function ownAddress(
  row: Block,
  setting: Setting | undefined,
  family: Family,
  names: InterfaceNames,
): AddressExpression | undefined {
  if (setting?.values[0] !== "0.0.0.0" || family === 6) return undefined;
  const outside = names.named(textOf(row, "extintf") ?? "any");
  const own = outside?.addresses.find((address) => address.family === 4 && address.kind === "primary");
  if (!own || outside?.addressDoubt !== undefined || typeof own.address === "bigint") return undefined;
  return { kind: "range4", from: own.address, to: own.address, at: own.at };
}

/** The outside address: as it is written, or that of an interface. */
function externalOf(row: Block, family: Family, names: InterfaceNames, context: Context): AddressExpression {
  const setting = settingOf(row, "extip");
  const own = ownAddress(row, setting, family, names);
  if (own) return own;
  const at = context.keyRange(row, setting);
  if (setting && setting.values[0] !== "0.0.0.0" && setting.values[0] !== "::") {
    const found = readAddresses(setting.values, family, at);
    if (found) return found;
    context.notUnderstood(setting, "firewall vip");
    context.diagnostics.add("fortigate/bad-address", at, {
      expected: "an address or a range, such as 192.0.2.10-192.0.2.12",
    });
  }
  const reason = `the outside address of the virtual IP ${row.name} is that of an interface, or not in the file`;
  const doubt = context.doubt({ reason, scope: "match", at });
  return { kind: "unknown", doubt, upper: { kind: "any", family }, at };
}

/** The servers: mapped addresses, or those of the enabled real servers (reference/fortios.md 5.1). */
function mappedOf(row: Block, family: Family, context: Context): AddressExpression {
  const setting = settingOf(row, "mappedip");
  const at = context.keyRange(row, setting);
  const found = setting && readAddresses(setting.values, family, at);
  if (found) return found;
  const servers = serversOf(row);
  const of = servers.flatMap((server) => readAddresses(valuesOf(server, "ip"), family, context.rangeOf(server)) ?? []);
  if (servers.length > 0 && of.length === servers.length) return union(of, at);
  const reason = `which servers the virtual IP ${row.name} leads to is not in the file`;
  const doubt = context.doubt({ reason, scope: "match", at });
  return { kind: "unknown", doubt, upper: { kind: "any", family }, at };
}

/**
 * Of a static virtual IP one server stands for the first of as many as there are outside addresses (Fortinet, handbook 6.0,
 * firewall vip: the end of the mapped range is worked out).
 */
function asWideAs(external: AddressExpression, mapped: AddressExpression, row: Block): AddressExpression {
  if (!isStatic(row)) return mapped;
  if (external.kind === "range4" && mapped.kind === "range4" && mapped.from === mapped.to)
    return { ...mapped, to: Math.min(mapped.from + external.to - external.from, HIGHEST4) };
  if (external.kind === "range6" && mapped.kind === "range6" && mapped.from === mapped.to) {
    const to = mapped.from + external.to - external.from;
    return { ...mapped, to: to < HIGHEST6 ? to : HIGHEST6 };
  }
  return mapped;
}

const HIGHEST4 = 0xffffffff;
const HIGHEST6 = (1n << 128n) - 1n;

/** Addresses, ranges `A-B` and prefixes, as VIPs write them; `undefined` when one cannot be read or there is none. */
function readAddresses(values: readonly string[], family: Family, at: SourceRange): AddressExpression | undefined {
  const of = values.map((text) => (family === 4 ? readRange4(text, at) : readRange6(text, at)));
  const known = of.flatMap((one) => one ?? []);
  return known.length > 0 && known.length === of.length ? union(known, at) : undefined;
}

function readRange4(text: string, at: SourceRange): AddressExpression | undefined {
  const [first = "", last] = text.split("-");
  if (last === undefined) {
    const prefix = readPrefix4([first]);
    if (!prefix) return undefined;
    const from = (prefix.address & prefix.mask) >>> 0;
    return { kind: "range4", from, to: (from | ~prefix.mask) >>> 0, at };
  }
  const [from, to] = [readIPv4(first), readIPv4(last)];
  return from === undefined || to === undefined || from > to ? undefined : { kind: "range4", from, to, at };
}

function readRange6(text: string, at: SourceRange): AddressExpression | undefined {
  const [first = "", last] = text.split("-");
  if (last === undefined) {
    const prefix = readPrefix6(first);
    return prefix && { kind: "range6", ...boundsOf6(prefix), at };
  }
  const [from, to] = [readIPv6(first), readIPv6(last)];
  return from === undefined || to === undefined || from > to ? undefined : { kind: "range6", from, to, at };
}

/** The sources whose packets it translates; where servers are for certain clients only, which server is left for the others is not worked out. */
export function readSources(vip: VirtualIp, context: Context): AddressExpression {
  const upper = filteredSources(vip, context);
  const chosen = serversOf(vip.block).flatMap((server) => settingOf(server, "client-ip") ?? [])[0];
  if (chosen === undefined) return upper;
  const at = context.settingRange(chosen);
  const reason = `servers of the virtual IP ${vip.name} are for certain clients only (client-ip)`;
  return { kind: "unknown", doubt: context.doubt({ reason, scope: "match", at }), upper, at };
}

function filteredSources(vip: VirtualIp, context: Context): AddressExpression {
  const filter = settingOf(vip.block, "src-filter");
  if (!filter) return { kind: "any", family: vip.family };
  const at = context.settingRange(filter);
  const found = readAddresses(filter.values, vip.family, at);
  if (found) return found;
  const reason = `the sources that the virtual IP ${vip.name} translates cannot be read`;
  return {
    kind: "unknown",
    doubt: context.doubt({ reason, scope: "match", at }),
    upper: { kind: "any", family: vip.family },
    at,
  };
}
