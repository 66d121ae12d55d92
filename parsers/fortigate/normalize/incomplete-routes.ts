/** What decides beside the static routes of a file where packets leave. */
import { type Block, rowsOf, settingOf, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { withoutRoutes } from "./lost-sections.js";
import { sendsElsewhere } from "./policy-routes.js";
import type { Steering } from "./steering.js";
import { rowsIn, tablesIn, type Vdom } from "./vdoms.js";
import { BY_WAN, membersOfRoute, type WanMember } from "./wan-members.js";

export const ROUTE_SECTIONS = { 4: "router static", 6: "router static6" } as const;

/** Sections of protocols that learn routes, each shown by the tables that make it active. */
const DYNAMIC = [
  ["router bgp", ["neighbor", "neighbor-range", "neighbor-range6", "neighbor-group"]],
  ["router ospf", ["area", "network", "ospf-interface"]],
  ["router ospf6", ["area", "ospf6-interface"]],
  ["router rip", ["network", "interface"]],
  ["router ripng", ["network", "interface", "neighbor"]],
  ["router isis", ["isis-net", "isis-interface"]],
] as const;

/** Sections that choose among routes. */
const CHOOSING = ["router policy", "router policy6"];

export interface Deciding {
  readonly vdom: Vdom;
  readonly steering: readonly Steering[];
  readonly members: readonly WanMember[];
  /** A rule of SD-WAN that goes by no route of its members. */
  readonly beyond: Block | undefined;
}

/** The protocols by which a VDOM learns routes. */
export function learningOf({ holders }: Vdom): readonly Block[] {
  return DYNAMIC.flatMap(([section, nested]) =>
    tablesIn(holders, section).filter((table) => nested.some((name) => rowsOf(table, name).length > 0)),
  );
}

/** A doubt when more than the static routes decides where packets leave. */
export function incomplete(deciding: Deciding, context: Context): string | undefined {
  const [learning] = learningOf(deciding.vdom);
  return learning === undefined ? incompleteOtherwise(deciding, context) : decidedBy(learning, learning.name, context);
}

/** The same beside the protocols that learn routes. */
export function incompleteOtherwise(deciding: Deciding, context: Context): string | undefined {
  const { vdom, members, beyond } = deciding;
  const choosing = CHOOSING.flatMap((section) => tablesIn(vdom.holders, section)).find((table) =>
    table.rows.some(sendsElsewhere),
  );
  if (choosing !== undefined) return decidedBy(choosing, choosing.name, context);
  if (beyond !== undefined) return decidedBy(beyond, `SD-WAN rule ${beyond.name}`, context);
  const open = Object.values(ROUTE_SECTIONS)
    .flatMap((section) => rowsIn(vdom.holders, section))
    .find((row) => leadsElsewhere(row, members));
  if (open !== undefined) return decidedBy(open, `route ${open.name}`, context);
  const [steered] = deciding.steering;
  if (steered === undefined) return withoutRoutes(vdom, context);
  return context.doubt({ reason: steered.reason, scope: "match", at: context.rangeOf(steered.row) });
}

/** Whether nothing but rows of policy routes decides beside the written routes: these are then all that its table holds. */
export function isSteeredAlone({ vdom, steering, members, beyond }: Deciding): boolean {
  if (steering.length > 0 || beyond !== undefined || learningOf(vdom).length > 0) return false;
  const rows = Object.values(ROUTE_SECTIONS).flatMap((section) => rowsIn(vdom.holders, section));
  return !rows.some((row) => leadsElsewhere(row, members));
}

/** That something decides which routes are in the file only in part. */
export function decidedBy(found: Block, name: string, context: Context): string {
  const at = context.rangeOf(found);
  return context.doubt({ reason: `"${name}" decides about routes that are not in the file`, scope: "match", at });
}

/** Keys of a route whose destination is not in the file: objects, internet services. */
const ELSEWHERE = ["dstaddr", "internet-service", "internet-service-custom", "internet-service-fortiguard"];

export function leadsElsewhere(row: Block, members: readonly WanMember[]): boolean {
  if (textOf(row, "status") === "disable") return false;
  if (isUsed(row, ELSEWHERE) !== undefined) return true;
  return isUsed(row, BY_WAN) !== undefined && membersOfRoute(row, members) === undefined;
}

/** As `show full-configuration` prints what is not set. */
const UNUSED = new Set(["disable", "0", "", "unspecified", "0.0.0.0", "0.0.0.0/0", "::/0"]);

/** The first of some keys that a row sets to something. */
export function isUsed(row: Block, keys: readonly string[]) {
  return keys.map((key) => settingOf(row, key)).find((one) => one && !UNUSED.has(one.values[0] ?? ""));
}
