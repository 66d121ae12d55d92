/** `ip nat` (reference/cisco.md 5.2): what is translated between inside and outside interfaces. */

import type { NatRule, Route, Router } from "../../../../src/model/device.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import type { AccessList } from "../access-list.js";
import type { CiscoContext } from "../context.js";
import type { IosInterface } from "./interfaces.js";
import { givenBy, isDynamic, readDynamic, readPools, readRouteMap } from "./nat-dynamic.js";
import { inOrder, perhaps, type Statement } from "./nat-order.js";
import { computesOutside, type OutsideSite, readOutsideDynamic, readOutsideStatic } from "./nat-outside.js";
import { type Sides, sidesOf } from "./nat-sides.js";
import { isOpenToAnybody, standingLines } from "./nat-statements.js";
import { readStatic, staticRank, withAddresses } from "./nat-static.js";

/** What translations are read with. */
export interface NatSite {
  readonly interfaces: readonly IosInterface[];
  readonly lists: ReadonlyMap<string, AccessList>;
  readonly routes: readonly Route[];
  readonly routers: readonly Router[];
}

/** The translations in the order in which the device looks them up. Without an inside and an outside interface there are none. */
export function normalizeNat(
  roots: readonly CiscoLine[],
  { interfaces, lists, routes, routers }: NatSite,
  context: CiscoContext,
): NatRule[] {
  const lines = standingLines(roots, context);
  const pools = readPools(lines, context);
  const isOpen = isOpenToAnybody(lines);
  const learns = routers.some(({ id, dynamicRouting }) => id === "default" && dynamicRouting !== undefined);
  const site = { interfaces, routes, lists, pools, learns };
  const found: Statement[] = [];
  for (const line of lines) {
    const words = wordsOf(line);
    const [direction, kind] = words.slice(2);
    if (direction !== "inside" && direction !== "outside") {
      // Pools and timers change nothing by themselves.
      if (!WITHOUT_EFFECT.has(direction ?? "")) context.unknown(line, "ip nat", { scope: "device" });
      continue;
    }
    const statement =
      direction === "inside"
        ? readInside(words, line, { ...site, roots, isOpen }, context)
        : kind === "source" && !isOpen
          ? readOutside(words, line, site, context)
          : undefined;
    if (statement !== undefined) found.push(statement);
    else context.doubt("this translation is not computed", line, { scope: "device" });
  }
  const isBetween = (side: "inside" | "outside") => interfaces.some(({ nat }) => nat === side);
  return isBetween("inside") && isBetween("outside") ? inOrder(found, context) : [];
}

interface InsideSite extends OutsideSite {
  readonly roots: readonly CiscoLine[];
  /** Addresses that hosts share are open to anybody outside. */
  readonly isOpen: boolean;
}

/** `ip nat inside source`; `undefined` where what it does is not computed. */
function readInside(
  words: string[],
  line: CiscoLine,
  { interfaces, lists, pools, roots, isOpen }: InsideSite,
  context: CiscoContext,
): Statement | undefined {
  const [kind, how] = words.slice(3);
  if (kind !== "source" || !["static", "list", "route-map"].includes(how ?? "")) return undefined;
  const sides = sidesOf(words, interfaces, line, context);
  const own = (rules: readonly NatRule[]) => [...rules, ...elsewhere(sides, rules, line, context)];
  if (how === "static") {
    const rules = readStatic(withAddresses(words.slice(5), interfaces), line, sides, context);
    return { line, rank: staticRank(words.slice(5)), rules: own(rules) };
  }
  if (!isDynamic(words)) return undefined;
  const { list = "", outside } = how === "list" ? { list: words[5] } : readRouteMap(words[5] ?? "", roots);
  const within = outside === undefined ? sides : { ...sides, outside: sides.outside.filter((id) => id === outside) };
  const given = givenBy(words, pools, interfaces);
  const dynamic = { ...given, name: list, shared: given.shared && !isOpen };
  return { line, rank: "dynamic", rules: own(readDynamic(dynamic, line, within, lists, context)) };
}

/** `ip nat outside source`; `undefined` where what it does is not computed. */
function readOutside(
  words: readonly string[],
  line: CiscoLine,
  site: OutsideSite,
  context: CiscoContext,
): Statement | undefined {
  const how = words[4];
  if (words.includes("vrf") || !computesOutside(site.interfaces)) return undefined;
  const sides = sidesOf([...words], site.interfaces, line, context);
  const rest = words.slice(5);
  const rules =
    how === "static"
      ? readOutsideStatic(rest, line, sides, site, context)
      : how === "list"
        ? readOutsideDynamic(rest, line, sides, site, context)
        : undefined;
  return rules && { line, rank: how === "static" ? staticRank(rest) : "dynamic", rules };
}

const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  "pool",
  "translation",
  "log",
  "service",
  "settings",
  "switchover",
  "create",
  "portmap",
]);

/** The same translations by interfaces where they are made perhaps. */
function elsewhere({ elsewhere: where }: Sides, rules: readonly NatRule[], line: CiscoLine, context: CiscoContext) {
  if (where === undefined) return [];
  const placed = rules.map((rule) => {
    const { ingress, egress } = rule.kind === "source" ? where.source : { ingress: where.entering, egress: undefined };
    const match = { ...rule.match, ...(ingress && { ingress }), ...(egress && { egress }) };
    return { ...rule, id: `${rule.id} elsewhere`, match };
  });
  const met = placed.filter(({ match }) => match.ingress?.length !== 0 && match.egress?.length !== 0);
  if (met.length === 0) return [];
  const doubt = context.doubt(where.reason, line, { scope: "match" });
  return met.map((rule) => perhaps(rule, doubt));
}
