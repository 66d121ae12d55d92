/** `system link-monitor`: static routes that are there only while their gateway answers. */
import type { Route } from "../../../src/model/device.js";
import { type Block, settingOf, textOf } from "../tree.js";
import { readIPv4, readIPv6 } from "./address-text.js";
import type { Context } from "./context.js";
import { rowsIn, type Vdom } from "./vdoms.js";

/**
 * Routes of a VDOM, those with a doubt that a monitor may take away and another one then stands in for (Fortinet,
 * administration guide, link monitor: `update-static-route`). Where none does, packets are dropped meanwhile.
 */
export function withMonitors(routes: readonly Route[], vdom: Vdom, context: Context): readonly Route[] {
  const monitors = rowsIn(vdom.holders, "system link-monitor").filter(takesRoutes);
  if (monitors.length === 0) return routes;
  return routes.map((route) => {
    if (route.doubt !== undefined || !routes.some((other) => standsIn(other, route))) return route;
    const monitor = monitors.find((one) => watches(one, route));
    if (monitor === undefined) return route;
    const reason = `a route is there only while link monitor ${monitor.name} sees its server`;
    return { ...route, doubt: context.doubt({ reason, scope: "match", at: context.rangeOf(monitor) }) };
  });
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
