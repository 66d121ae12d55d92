/** Routing tables that were captured with a configuration: which of them are believed. */
import {
  learnedIn,
  type RouterParts,
  type TableRefusal,
  UNEXPLAINED,
  withLearnedRoutes,
} from "../../../src/model/learned-routes.js";
import { rangeOnLine } from "../../../src/source/range.js";
import type { RoutingTable } from "../../../src/source/routing-table.js";
import type { CiscoContext } from "./context.js";
import { interfaceName } from "./interface-name.js";

/** What of a device tables are compared with. */
export interface RoutingParts extends Omit<RouterParts, "router"> {
  readonly routers: readonly RouterParts["router"][];
  /** Why such tables do not show all routes. */
  readonly unseen: string | undefined;
}

/** Of routes that a DHCP server gives (Cisco IOS IP Addressing: DHCP Configuration Guide). */
const GIVEN_DISTANCE = 254;

/** The routers, routes and interfaces with what captured tables say of routers that learn routes. */
export function readLearnedRoutes(
  tables: readonly RoutingTable[],
  parts: RoutingParts,
  context: CiscoContext,
): Pick<RoutingParts, "routers" | "routes" | "interfaces"> {
  let { routes, interfaces } = parts;
  const known = new Map<string, RouterParts["router"]>();
  for (const router of parts.routers) {
    const [table, second] = tables.filter((one) => one.router === router.id);
    if (table === undefined) continue;
    if (router.dynamicRouting === undefined) {
      const line = learnedIn(table)?.line;
      if (line === undefined) continue;
      report({ line, why: UNEXPLAINED }, context);
      const at = rangeOnLine(context.file, line, 1, 0);
      known.set(router.id, { ...router, dynamicRouting: context.doubtAt(UNEXPLAINED, at, { scope: "match" }) });
      continue;
    }
    const found = believe(table, second, { ...parts, router, routes, interfaces }, context);
    if ("why" in found) {
      report(found, context);
      continue;
    }
    ({ routes, interfaces } = found);
    known.set(router.id, found.router);
  }
  const strays = tables.filter((table) => !parts.routers.some(({ id }) => id === table.router));
  for (const { first, router } of strays) report({ line: first, why: `there is no VRF ${router}` }, context);
  return { routers: parts.routers.map((router) => known.get(router.id) ?? router), routes, interfaces };
}

function believe(
  table: RoutingTable,
  second: RoutingTable | undefined,
  parts: RouterParts & Pick<RoutingParts, "unseen">,
  context: CiscoContext,
): ReturnType<typeof withLearnedRoutes> {
  if (second !== undefined) return { line: second.first, why: "it is shown twice" };
  if (parts.unseen !== undefined) return { line: table.first, why: parts.unseen };
  return withLearnedRoutes(table, parts, {
    nameOf: interfaceName,
    givenDistance: GIVEN_DISTANCE,
    placeOf: (line) => rangeOnLine(context.file, line, 1, 0),
    doubt: (reason, at) => context.doubtAt(reason, at, { scope: "match" }),
  });
}

function report({ line, why }: TableRefusal, context: CiscoContext): void {
  context.report("cisco/routing-table", rangeOnLine(context.file, line, 1, 0), {
    message: `this routing table is not used: ${why}`,
    expected: "the whole table of the device, captured with its configuration, with a prompt behind it",
    help: "routes that were learned stay unknown: capture both again in one session, with `terminal length 0`",
  });
}
