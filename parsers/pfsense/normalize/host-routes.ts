/** Routes to single hosts that both firewalls add for themselves, and that hold for what they forward as well. */
import type { Route } from "../../../src/model/device.js";
import { child, children, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { isOff, wayOf, wayOfItem } from "./gateways.js";
import type { Interfaces } from "./interfaces.js";
import { type Address, readAddress } from "./ip.js";
import { gatewayItems, gatewayNamed } from "./static-routes.js";
import { isOn } from "./switches.js";

type Way = Pick<Route, "egress" | "nextHop">;

/** A host that is asked by way of a gateway. */
interface Asked {
  readonly host: Address;
  readonly written: Element;
  readonly way: Way;
  /** Why there may be no route to it. */
  readonly why?: string;
}

/**
 * The hosts by which gateways are watched, unless those leave routes alone, and servers of names that a gateway is chosen for (gwlb.inc:
 * setup_gateways_monitor, system.inc: system_resolvconf_generate; plugins.inc.d/dpinger.inc). Which of several routes to a host holds is
 * not known, nor whether there is one by a gateway that is off or that the network gives.
 */
export function hostRoutes(context: Context, interfaces: Interfaces): Route[] {
  const all = [...monitors(context, interfaces), ...nameServers(context, interfaces)];
  return all.flatMap((one, index) => {
    const same = all.filter(({ host }) => host.value === one.host.value);
    const isAgreed = same.every(({ way }) => way.egress === one.way.egress && way.nextHop === one.way.nextHop);
    if (isAgreed && all.indexOf(same[0] ?? one) !== index) return [];
    const why = isAgreed ? one.why : "several routes to one host: which of them holds is not known";
    return [routeTo(context, { ...one, ...(why === undefined ? {} : { why }) })];
  });
}

function monitors(context: Context, interfaces: Interfaces): Asked[] {
  if (has(child(context.root, "system"), "dpinger_dont_add_static_routes")) return [];
  return gatewayItems(context).flatMap((item) => {
    const isLeft = ["monitor_disable", "monitor_noroute", "dpinger_dont_add_static_route"].some((name) =>
      isOn(context, item, name),
    );
    const isItself = textOf(item, "monitor") === textOf(item, "gateway");
    if (isLeft || isItself || isOff(context, item)) return [];
    return asked(child(item, "monitor"), wayOfItem(interfaces, item));
  });
}

function nameServers(context: Context, interfaces: Interfaces): Asked[] {
  const system = child(context.root, "system");
  return children(system, "dnsserver").flatMap((server, index) => {
    const gateway = textOf(system, `dns${index + 1}gw`);
    if (gateway === "" || gateway === "none") return [];
    const off = isOff(context, gatewayNamed(context, gateway)) ? "the gateway of a server of names is off" : undefined;
    return asked(server, wayOf(context, interfaces, gateway) ?? {}, off);
  });
}

function asked(written: Element | undefined, way: Way, off?: string): Asked[] {
  const host = written && readAddress(written.text);
  if (written === undefined || host === undefined || way.egress === undefined || isLinkLocal(host)) return [];
  const given = way.nextHop === undefined ? "the network gives the gateway of a host: it may have no route" : undefined;
  const why = off ?? given;
  return [{ host, written, way, ...(why === undefined ? {} : { why }) }];
}

function routeTo(context: Context, { host: { family, value: network }, written, way, why }: Asked): Route {
  const doubt = why === undefined ? {} : { doubt: context.doubt("match", why, written) };
  const prefixLength = family === 4 ? 32 : 128;
  return {
    router: "default",
    family,
    network,
    prefixLength,
    ...way,
    distance: 1,
    at: context.place(written),
    ...doubt,
  };
}

function isLinkLocal({ family, value }: Address): boolean {
  return family === 6 && BigInt(value) >> 118n === 0x3fan;
}
