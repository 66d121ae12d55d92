/** Sections that are lost: a file was cut between them, or lacks some, since `show full-configuration` prints every table, those without rows too, or that stand where none of them belongs. */
import { isAtLeast } from "../header.js";
import { type Block, configOf } from "../tree.js";
import type { Context } from "./context.js";
import { headerRange } from "./implicit.js";
import { isOfOneVdom, isTransparent, tablesIn, type Vdom, type Vdoms } from "./vdoms.js";

/** Tables that most devices have no rows in, and that backups leave out then. */
const MOSTLY_EMPTY = new Set([
  "firewall acl",
  "firewall acl6",
  "firewall addrgrp6",
  "firewall central-snat-map",
  "firewall local-in-policy6",
  "firewall multicast-policy6",
  "firewall proxy-policy",
  "firewall vip6",
  "firewall vipgrp6",
  "router policy6",
  "system link-monitor",
  "vpn ipsec concentrator",
  "vpn ipsec manualkey",
]);
/** So many of them, printed, show a full configuration. */
const ENOUGH = 3;

const POLICIES = ["firewall policy", "firewall consolidated policy"];
const ROUTES = ["router static", "router static6", "router policy", "router policy6"];

/** Doubts a VDOM of a full configuration that lacks a table which every device has. */
export function doubtLost(holder: Block, context: Context): void {
  if (!context.header.written) return;
  const isEmpty = ({ name, rows, settings }: Block) => MOSTLY_EMPTY.has(name) && rows.length + settings.length === 0;
  if (holder.configs.filter(isEmpty).length < ENOUGH) return;
  const names = new Set(holder.configs.map(({ name }) => name));
  const routes = isTransparent([holder]) ? [] : ROUTES.map((name) => [name]);
  const missing = [POLICIES, ["firewall vip"], ...routes].find((either) => !either.some((name) => names.has(name)));
  if (missing === undefined) return;
  const reason = `the file prints tables without rows, and "${missing[0]}" is not among them: it is lost`;
  context.doubtPart(reason, context.rangeOf(holder));
}

/**
 * Doubts a device of several VDOMs that has tables of one in `config global` or beside all VDOMs: what stood between is lost, and
 * whose they are nobody knows.
 */
export function doubtMisplaced(root: Block, { several }: Vdoms, context: Context): void {
  if ((configOf(root, "vdom")?.rows.length ?? 0) === 0) return;
  const shared = configOf(root, "global")?.configs.find(isOfOneVdom);
  const beside = several ? root.configs.find(isOfOneVdom) : undefined;
  const found = shared ?? beside;
  if (found === undefined) return;
  const where = shared ? 'in "config global"' : "outside all VDOMs";
  context.doubtPart(`"${found.name}" stands ${where}: which VDOM has it is not told`, context.rangeOf(found));
}

/** What stands at the end of a backup, routes or not. */
const VERY_LAST = "router multicast";
const LAST = ["router static", "router static6", VERY_LAST];
/** What a device prints before its routes in any case, and nobody keeps who leaves out what is not needed. */
const FIRST = ["router rip", "router ripng"];

/**
 * A backup ends each VDOM with its routes, multicast last, in sections without rows too (exports of releases 6.4 and 7.2): one that
 * has none of these was cut behind the policies, one that has the first of them and not the last between these. Where packets leave
 * is not in the file.
 */
export function withoutRoutes({ name, holders }: Vdom, context: Context): string | undefined {
  if (!context.header.written || holders.length === 0) return undefined;
  const has = (section: string) => tablesIn(holders, section).length > 0;
  if (FIRST.some(has) ? has(VERY_LAST) : LAST.some(has)) return undefined;
  const [holder] = holders;
  if (!FIRST.some(has)) doubtSixth({ name, holders }, context);
  const last = holder?.configs.at(-1) ?? holder;
  const at = last === undefined ? headerRange(context) : context.rangeOf(last);
  return context.doubt({
    reason: `the file ends before the routes of VDOM ${name}, or among them`,
    scope: "match",
    at,
  });
}

/** Before release 6.4 policies of IPv6 stood behind those of IPv4: a file that was cut may have lost them, proxies and lists as well. */
function doubtSixth({ name, holders }: Vdom, context: Context): void {
  const { version } = context.header;
  const isOne = version !== undefined && isAtLeast(version, 6, 4, 0);
  const [holder] = holders;
  if (isOne || holder === undefined || tablesIn(holders, "firewall policy6").length > 0) return;
  const reason = `the file ends before policies of IPv6 in VDOM ${name} could stand`;
  context.doubtPart(reason, context.rangeOf(holder));
}
