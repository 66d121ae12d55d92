/** `system link-monitor` and health checks of SD-WAN: static routes that are there only while a server answers. */
import type { Route } from "../../../src/model/device.js";
import { type Block, rowsOf, settingOf, textOf, valuesOf } from "../tree.js";
import { readIPv4, readIPv6 } from "./address-text.js";
import type { Context } from "./context.js";
import { rowsIn, type Vdom } from "./vdoms.js";
import { membersOf, wansOf } from "./wan-members.js";

/**
 * Routes of a VDOM, those with a doubt that a monitor may take away and another one then stands in for (Fortinet,
 * administration guide, link monitor: `update-static-route`). Where none does, packets are dropped meanwhile.
 */
export function withMonitors(routes: readonly Route[], vdom: Vdom, context: Context): readonly Route[] {
  const links = rowsIn(vdom.holders, "system link-monitor").filter(takesRoutes);
  const monitors = [
    ...links.map((row) => ({ row, what: "link monitor", watches: (route: Route) => watches(row, route) })),
    ...healthChecks(vdom),
  ];
  if (monitors.length === 0) return routes;
  return routes.map((route) => {
    if (route.doubt !== undefined || !routes.some((other) => standsIn(other, route))) return route;
    const monitor = monitors.find((one) => one.watches(route));
    if (monitor === undefined) return route;
    const { row, what } = monitor;
    const reason = `a route is there only while ${what} ${row.name} sees its server`;
    return { ...route, doubt: context.doubt({ reason, scope: "match", at: context.rangeOf(row) }) };
  });
}

/** Checks of SD-WAN take the routes over their members away as well; `members 0` is all of these. */
function healthChecks(vdom: Vdom): { row: Block; what: string; watches: (route: Route) => boolean }[] {
  const wans = wansOf(vdom);
  const members = membersOf(wans);
  return wans.flatMap((table) =>
    rowsOf(table, "health-check")
      .filter(takesRoutes)
      .map((row) => {
        const numbers = valuesOf(row, "members");
        const isOfAll = numbers.length === 0 || numbers.includes("0");
        const own = members.filter(({ number }) => isOfAll || numbers.includes(number));
        const egresses = new Set(own.map((one) => one.interface));
        const isWatched = ({ egress = "" }: Route) => egresses.has(egress);
        return { row, what: "the health check", watches: isWatched };
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
