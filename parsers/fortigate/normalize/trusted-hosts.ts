/** Trusted hosts: from where administrators and programs may log in. */
import type { AddressExpression, DoubtId } from "../../../src/model/expression.js";
import { type Block, rowsOf, type Setting, textOf, valuesOf } from "../tree.js";
import { boundsOf6, readNetwork4, readPrefix4, readPrefix6 } from "./address-text.js";
import { union } from "./addresses.js";
import type { Context } from "./context.js";

/**
 * Who may reach the administration: the trusted hosts of all administrators together, but anybody as soon as one
 * administrator has none (trap 34). Hosts of programs (API users) may be let in as well. An administrator with trusted
 * hosts of one family only may or may not be held up in the other, whose own default is anybody; what was not understood of one
 * may be a host of his.
 * @param tables of administrators. @param programs rows of API users.
 * @returns undefined for anybody, and where the file lists no administrator.
 */
export function trustedHostsOf(
  tables: readonly Block[],
  programs: readonly Block[],
  context: Context,
): AddressExpression | undefined {
  const hosts = tables.flatMap((table) => hostsOfLost(table, context));
  const admins = tables.flatMap(({ rows }) => rows);
  for (const row of admins) {
    const [unread] = context.claim(row, "system admin", { scope: "match" });
    const own = row.settings.flatMap((setting) => trustedHost(setting, context) ?? []);
    if (own.length === 0 && unread === undefined) return undefined;
    hosts.push(...own, ...(unread === undefined ? otherFamily(own, row, context) : [anybody(unread.doubt)]));
  }
  const [first] = admins;
  return first && union([...hosts, ...programs.map((row) => programHosts(row, context))], context.rangeOf(first));
}

/** Of an administrator whose row was not understood where it begins. */
function hostsOfLost(table: Block, context: Context): AddressExpression[] {
  if (table.unknown.length === 0) return [];
  const at = context.rangeOf(table);
  const reason = "a line among the administrators was not understood: another one may log in from anywhere";
  return [anybody(context.doubt({ reason, scope: "match", at }))];
}

function anybody(doubt: DoubtId): AddressExpression {
  return { kind: "unknown", doubt, upper: { kind: "any" } };
}

function otherFamily(own: readonly AddressExpression[], row: Block, context: Context): AddressExpression[] {
  const missing = ([4, 6] as const).filter(
    (family) => !own.some((host) => host.kind === `range${family}` || host.kind === "unknown"),
  );
  return missing.map((family) => {
    const at = context.rangeOf(row);
    const reason = `administrator ${row.name} has no trusted hosts of IPv${family}: whether anybody may log in by it is not known`;
    const doubt = context.sharedDoubt(`trusted hosts IPv${family}`, { reason, scope: "match", at });
    return { kind: "unknown", doubt, upper: { kind: "any", family }, at };
  });
}

/** The hosts of a program are in a table of their own; one without any may be let in from everywhere. */
function programHosts(row: Block, context: Context): AddressExpression {
  const at = context.rangeOf(row);
  const hosts = rowsOf(row, "trusthost").flatMap((host) => {
    const [prefix, prefix6] = [
      readPrefix4(valuesOf(host, "ipv4-trusthost")),
      readPrefix6(textOf(host, "ipv6-trusthost") ?? ""),
    ];
    const ranges: AddressExpression[] = [];
    if (prefix && prefix.mask !== 0) {
      const from = (prefix.address & prefix.mask) >>> 0;
      ranges.push({ kind: "range4", from, to: (from | ~prefix.mask) >>> 0, at });
    }
    if (prefix6 && prefix6.length > 0) ranges.push({ kind: "range6", ...boundsOf6(prefix6), at });
    return ranges;
  });
  const reason = "whether the hosts of programs (system api-user) reach the administration is not documented";
  const doubt = context.sharedDoubt("hosts of programs", { reason, scope: "match", at });
  return { kind: "unknown", doubt, ...(hosts.length > 0 ? { upper: union(hosts, at) } : {}), at };
}

const HOST4 = /^(?:trusthost|trust-ip-)\d+$/;
const HOST6 = /^(?:ip6-trusthost|trust-ip6-)\d+$/;
/** As `show full-configuration` prints a host that is not set. */
const ANYBODY = new Set(["0.0.0.0 0.0.0.0", "0.0.0.0/0", "::/0"]);

/** Whether an administrator may log in from certain hosts only. */
export function isLimited(row: Block): boolean {
  return row.settings.some((setting) => namesHost(setting));
}

function namesHost({ key, values }: Setting): boolean {
  return (HOST4.test(key) || HOST6.test(key)) && !ANYBODY.has(values.join(" "));
}

/** One trusted host; `undefined` for other keys and for the default, which limits nothing. */
export function trustedHost(setting: Setting, context: Context): AddressExpression | undefined {
  if (!namesHost(setting)) return undefined;
  const at = context.settingRange(setting);
  const words = setting.values.flatMap((value) => value.split(" "));
  if (HOST4.test(setting.key)) {
    const prefix = readNetwork4(words);
    if (!prefix) return unreadableHost(setting, 4, context);
    if (prefix.mask === 0) return undefined;
    const from = (prefix.address & prefix.mask) >>> 0;
    return { kind: "range4", from, to: (from | ~prefix.mask) >>> 0, at };
  }
  const prefix = readPrefix6(words[0] ?? "");
  if (!prefix) return unreadableHost(setting, 6, context);
  return prefix.length > 0 ? { kind: "range6", ...boundsOf6(prefix), at } : undefined;
}

/** It may be any host, or none. */
function unreadableHost(setting: Setting, family: 4 | 6, context: Context): AddressExpression {
  const at = context.settingRange(setting);
  context.notUnderstood(setting, "system admin");
  context.diagnostics.add("fortigate/bad-address", at, {
    expected: "an address and its mask, such as 10.20.30.0 255.255.255.0",
  });
  const doubt = context.doubt({ reason: `a trusted host cannot be read ("${setting.key}")`, scope: "match", at });
  return { kind: "unknown", doubt, upper: { kind: "any", family }, at };
}
