/** `system link-monitor`, health checks of SD-WAN, BFD: static routes that are there only while a server or the next hop answers. */
import type { Route } from "../../../src/model/device.js";
import { type Block, rowsOf, settingOf, textOf, valuesOf } from "../tree.js";
import { readIPv4, readIPv6 } from "./address-text.js";
import type { Context } from "./context.js";
import { rowsIn, type Vdom } from "./vdoms.js";
import { membersOf, wansOf } from "./wan-members.js";

/** What takes routes away, and which. */
interface Monitor {
  readonly row: Block;
  /** `link monitor internet sees its server`. */
  readonly sees: string;
  readonly watches: (route: Route) => boolean;
}

/**
 * Routes of a VDOM, those with a doubt that a monitor may take away and another one then stands in for (Fortinet,
 * administration guide, link monitor: `update-static-route`). Where none does, packets are dropped meanwhile.
 * @param checked routes that ask for BFD by themselves, with their rows.
 */
export function withMonitors(
  routes: readonly Route[],
  vdom: Vdom,
  checked: ReadonlyMap<Route, Block>,
  context: Context,
): readonly Route[] {
  const links = rowsIn(vdom.holders, "system link-monitor").filter(takesRoutes);
  const monitors = [
    ...links.map((row): Monitor => {
      return { row, sees: `link monitor ${row.name} sees its server`, watches: (route) => watches(row, route) };
    }),
    ...healthChecks(vdom),
    ...[...new Set(checked.values())].map((row): Monitor => {
      return { row, sees: "BFD sees its next hop", watches: (route) => checked.get(route) === row };
    }),
  ];
  if (monitors.length === 0) return routes;
  return routes.map((route) => {
    if (route.doubt !== undefined || !routes.some((other) => standsIn(other, route))) return route;
    const monitor = monitors.find((one) => one.watches(route));
    if (monitor === undefined) return route;
    const { row, sees } = monitor;
    const reason = `a route is there only while ${sees}`;
    return { ...route, doubt: context.doubt({ reason, scope: "match", at: context.rangeOf(row) }) };
  });
}

/** Checks of SD-WAN take the routes over their members away as well; `members 0` is all of these. */
function healthChecks(vdom: Vdom): Monitor[] {
  const wans = wansOf(vdom);
  const members = membersOf(wans);
  return wans.flatMap((table) =>
    rowsOf(table, "health-check")
      .filter(takesRoutes)
      .map((row) => {
        const numbers = valuesOf(row, "members");
        // One that is not in the file may be any of them.
        const isThere = (number: string) => rowsOf(table, "members").some(({ name }) => name === number);
        const isOfAll = numbers.length === 0 || !numbers.every(isThere);
        const own = members.filter(({ number }) => isOfAll || numbers.includes(number));
        const egresses = new Set(own.map((one) => one.interface));
        const isWatched = ({ egress = "" }: Route) => egresses.has(egress);
        return { row, sees: `the health check ${row.name} sees its server`, watches: isWatched };
      }),
  );
}

function takesRoutes(row: Block): boolean {
  return textOf(row, "status") !== "disable" && textOf(row, "update-static-route") !== "disable";
}

function watches(row: Block, { egress, nextHop, family }: Route): boolean {
  if (egress === undefined || textOf(row, "srcintf") !== egress) return false;
  const isOther = (textOf(row, "addr-mode") ?? "ipv4") !== `ipv${family}`;
  if (isOther) return false;
  const gateway = settingOf(row, family === 4 ? "gateway-ip" : "gateway-ip6")?.values[0] ?? "";
  const address = family === 4 ? readIPv4(gateway) : readIPv6(gateway);
  return !address || nextHop === undefined || address === nextHop;
}

/** Whether a route leads another way, for a wider network: with an equal one it would be the spare of it, which routes know by themselves. */
function standsIn(other: Route, route: Route): boolean {
  if (other.family !== route.family || other.prefixLength >= route.prefixLength) return false;
  if (other.egress === route.egress && other.nextHop === route.nextHop) return false;
  const { network } = route;
  if (typeof network === "bigint") {
    const bits = BigInt(128 - other.prefixLength);
    return network >> bits === BigInt(other.network) >> bits;
  }
  const size = 2 ** (32 - other.prefixLength);
  return Math.floor(network / size) === Math.floor(Number(other.network) / size);
}
