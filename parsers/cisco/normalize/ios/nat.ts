/** `ip nat` (reference/cisco.md 5.2): what is translated between inside and outside interfaces. */

import type { NatRule } from "../../../../src/model/device.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import type { AccessList } from "../access-list.js";
import type { CiscoContext } from "../context.js";
import type { IosInterface } from "./interfaces.js";
import { givenBy, readDynamic, readPools, readRouteMap } from "./nat-dynamic.js";
import { inOrder, perhaps, type Statement } from "./nat-order.js";
import { type Sides, sidesOf } from "./nat-sides.js";
import { isOpenToAnybody, standingLines } from "./nat-statements.js";
import { readStatic, staticRank, withAddresses } from "./nat-static.js";

/** The translations in the order in which the device looks them up. Without an inside and an outside interface there are none. */
export function normalizeNat(
  roots: readonly CiscoLine[],
  interfaces: readonly IosInterface[],
  lists: ReadonlyMap<string, AccessList>,
  context: CiscoContext,
): NatRule[] {
  const lines = standingLines(roots, context);
  const pools = readPools(lines, context);
  const isOpen = isOpenToAnybody(lines);
  const found: Statement[] = [];
  for (const line of lines) {
    const words = wordsOf(line);
    const [direction, kind, how] = words.slice(2);
    if (direction !== "inside" && direction !== "outside") {
      // Pools and timers change nothing by themselves.
      if (!WITHOUT_EFFECT.has(direction ?? "")) context.unknown(line, "ip nat", { scope: "device" });
      continue;
    }
    if (direction === "outside" || kind !== "source" || !["static", "list", "route-map"].includes(how ?? "")) {
      context.doubt("this translation is not computed", line, { scope: "device" });
      continue;
    }
    const sides = sidesOf(words, interfaces, line, context);
    const own = (rules: readonly NatRule[]) => [...rules, ...elsewhere(sides, rules, line, context)];
    if (how === "static") {
      const rules = readStatic(withAddresses(words.slice(5), interfaces), line, sides, context);
      found.push({ line, rank: staticRank(words.slice(5)), rules: own(rules) });
      continue;
    }
    const { list = "", outside } = how === "list" ? { list: words[5] } : readRouteMap(words[5] ?? "", roots);
    const within = outside === undefined ? sides : { ...sides, outside: sides.outside.filter((id) => id === outside) };
    const given = { ...givenBy(words, pools, interfaces), name: list };
    const shared = given.shared && !isOpen;
    found.push({ line, rank: "dynamic", rules: own(readDynamic({ ...given, shared }, line, within, lists, context)) });
  }
  const isBetween = (side: "inside" | "outside") => interfaces.some(({ nat }) => nat === side);
  return isBetween("inside") && isBetween("outside") ? inOrder(found, context) : [];
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
