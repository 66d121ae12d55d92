/** Routes to single hosts that both firewalls add for themselves, and that hold for what they forward as well. */
import type { Route } from "../../../src/model/device.js";
import { child, children, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { isOff, wayOf, wayOfItem } from "./gateways.js";
import type { Interfaces } from "./interfaces.js";
import { type Address, readAddress } from "./ip.js";
import { gatewayItems } from "./static-routes.js";
import { isOn } from "./switches.js";

/** A host that is asked by way of a gateway. */
interface Asked {
  readonly host: Address;
  readonly route: Route;
}

/**
 * The hosts by which gateways are watched, unless those leave routes alone, and servers of names that a gateway is chosen for (gwlb.inc:
 * setup_gateways_monitor, system.inc: system_resolvconf_generate; plugins.inc.d/dpinger.inc). Of several routes to a host the first holds.
 */
export function hostRoutes(context: Context, interfaces: Interfaces): Route[] {
  const all = [...monitors(context, interfaces), ...nameServers(context, interfaces)];
  return all
    .filter(({ host }, index) => all.findIndex((one) => one.host.value === host.value) === index)
    .map(({ route }) => route);
}

function monitors(context: Context, interfaces: Interfaces): Asked[] {
  if (has(child(context.root, "system"), "dpinger_dont_add_static_routes")) return [];
  return gatewayItems(context).flatMap((item) => {
    const isLeft = ["monitor_disable", "monitor_noroute", "dpinger_dont_add_static_route"].some((name) =>
      isOn(context, item, name),
    );
    const isItself = textOf(item, "monitor") === textOf(item, "gateway");
    if (isLeft || isItself || isOff(context, item)) return [];
    return asked(context, child(item, "monitor"), wayOfItem(interfaces, item));
  });
}

function nameServers(context: Context, interfaces: Interfaces): Asked[] {
  const system = child(context.root, "system");
  return children(system, "dnsserver").flatMap((server, index) => {
    const gateway = textOf(system, `dns${index + 1}gw`);
    return gateway === "" || gateway === "none"
      ? []
      : asked(context, server, wayOf(context, interfaces, gateway) ?? {});
  });
}

function asked(context: Context, written: Element | undefined, way: Pick<Route, "egress" | "nextHop">): Asked[] {
  const host = written && readAddress(written.text);
  if (written === undefined || host === undefined || way.egress === undefined || isLinkLocal(host)) return [];
  const { family, value: network } = host;
  const prefixLength = family === 4 ? 32 : 128;
  const at = context.place(written);
  return [{ host, route: { router: "default", family, network, prefixLength, ...way, distance: 1, at } }];
}

function isLinkLocal({ family, value }: Address): boolean {
  return family === 6 && BigInt(value) >> 118n === 0x3fan;
}
