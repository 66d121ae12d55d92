/** Trusted hosts: from where administrators and programs may log in. */
import type { AddressExpression, DoubtId } from "../../../src/model/expression.js";
import { type Block, isEnabled, rowsOf, type Setting, settingOf, textOf, valuesOf } from "../tree.js";
import { boundsOf6, readNetwork4, readPrefix4, readPrefix6 } from "./address-text.js";
import { union } from "./addresses.js";
import type { Context } from "./context.js";
import { headerRange } from "./implicit.js";

/** What a file lists of those who administer. */
export interface Administrators {
  /** Tables of administrators, and rows of their profiles and of programs (API users). */
  readonly tables: readonly Block[];
  readonly profiles: readonly Block[];
  readonly programs: readonly Block[];
  /** Why others may be missing from the file; left out: it has all. */
  readonly lacking?: DoubtId;
}

/**
 * Who may reach the administration of each VDOM: the trusted hosts of all its administrators together, but anybody as soon as one of
 * them has none (trap 34). What those of other VDOMs open here is not documented. Hosts of programs may be let in as well. An
 * administrator with trusted hosts of one family only may or may not be held up in the other, whose own default is anybody; what was
 * not understood of one may be a host of his.
 * @param vdoms the names of all; one alone has all administrators.
 * @returns nothing for a VDOM that anybody may administer, and where a whole file lists no administrator.
 */
export function trustedHostsOf(
  { tables, profiles, programs, lacking }: Administrators,
  vdoms: readonly string[],
  context: Context,
): ReadonlyMap<string, AddressExpression> {
  const rows = tables.flatMap((table) => table.rows);
  const perhaps = [
    ...tables.flatMap((table) => hostsOfLost(table, context)),
    ...(lacking === undefined ? [] : [anybody(lacking)]),
    ...programs.map((row) => programHosts(row, context)),
  ];
  if (rows.length === 0 && lacking === undefined) return new Map();
  const readers = rows.map((row) => ({
    row,
    home: vdoms.length > 1 ? homeOf(row, profiles) : "all",
    ...readHosts(row, context),
  }));
  const at = rows[0] === undefined ? headerRange(context) : context.rangeOf(rows[0]);
  return new Map(
    vdoms.flatMap((vdom) => {
      const hosts = readers.map(({ row, home, own, unread }) => {
        const isAtHome = home === "all" || home?.includes(vdom) === true;
        if (unread !== undefined) return union([...(isAtHome ? own : []), anybody(unread)], context.rangeOf(row));
        if (isAtHome)
          return own.length === 0
            ? undefined
            : union([...own, ...otherFamily(own, row, context)], context.rangeOf(row));
        return ofOther(row, own, context);
      });
      return hosts.includes(undefined)
        ? []
        : [[vdom, union([...hosts.flatMap((one) => one ?? []), ...perhaps], at)] as const];
    }),
  );
}

/** The hosts of one administrator, none for anybody, and the doubt about a line of him that was not understood. */
function readHosts(
  row: Block,
  context: Context,
): { readonly own: AddressExpression[]; readonly unread: DoubtId | undefined } {
  const [unread] = context.claim(row, "system admin", { scope: "match" });
  return { own: row.settings.flatMap((setting) => trustedHost(setting, context) ?? []), unread: unread?.doubt };
}

/** Profiles of the factory that are of all VDOMs. */
const OF_ALL = new Set(["super_admin", "super_admin_readonly"]);
/** Servers that prove who somebody is may then say which VDOM he administers. */
const OVERRIDES = ["vdom-override", "radius-vdom-override", "accprofile-override", "radius-accprofile-override"];

/** The VDOMs of an administrator; `undefined`: not known. FortiOS CLI reference: `vdom` of system admin, `scope` of system accprofile. */
function homeOf(row: Block, profiles: readonly Block[]): readonly string[] | "all" | undefined {
  if (OVERRIDES.some((key) => isEnabled(row, key))) return undefined;
  const name = textOf(row, "accprofile");
  if (name !== undefined && OF_ALL.has(name)) return "all";
  const profile = profiles.find((one) => one.name === name);
  if (profile !== undefined && textOf(profile, "scope") === "global") return "all";
  return settingOf(row, "vdom")?.values;
}

/** What an administrator of another VDOM, or of one that is not known, may open. */
function ofOther(row: Block, own: readonly AddressExpression[], context: Context): AddressExpression {
  const at = context.rangeOf(row);
  const reason = `whether an administrator of another VDOM (${row.name}) opens the administration of this one is not documented`;
  const doubt = context.sharedDoubt(`other VDOM ${row.name}`, { reason, scope: "match", at });
  return {
    kind: "unknown",
    doubt,
    upper:
      own.length === 0 ? { kind: "any" } : union([...own, ...otherFamily(own, row, context)], context.rangeOf(row)),
    at,
  };
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
