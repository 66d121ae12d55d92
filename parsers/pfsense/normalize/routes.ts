/** Routes: static ones, the default, and those that tunnels add. */
import type { Route, Router } from "../../../src/model/device.js";
import type { AddressExpression, DoubtId, Family } from "../../../src/model/expression.js";
import { child, descend, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";
import type { Names } from "./endpoints.js";
import { isOff, MADE_GATEWAY, membersOf, type Way, wayOf, wayOfItem, waysOf } from "./gateways.js";
import { hostRoutes } from "./host-routes.js";
import type { Interfaces } from "./interfaces.js";
import { type Address, readAddress, readNetwork } from "./ip.js";
import { selectorsOf, whyOff } from "./ipsec-phases.js";
import { openVpnRoutes, type TunnelRoute } from "./openvpn-routes.js";
import { isSince22 } from "./opnsense/release.js";
import { steeringRules } from "./policy-routes.js";
import { destinationsOf, familyOfGateway, gatewayItems, gatewayNamed, staticRoutes } from "./static-routes.js";
import { isOn } from "./switches.js";
import { peerRoutes, wireGuards } from "./wireguard.js";

/** The static routes of the file, default routes, and the networks behind tunnels (reference/pfsense.md 1, 2.1). */
export function readRoutes(names: Names, interfaces: Interfaces): Route[] {
  const { context } = names;
  const routes = staticRoutes(context).flatMap((element) =>
    destinationsOf(names, element).flatMap((word) => staticRoute(context, interfaces, element, word)),
  );
  const defaults = defaultRoutes(context, interfaces);
  return [...routes, ...defaults, ...tunnelRoutes(names, interfaces, defaults), ...hostRoutes(context, interfaces)];
}

function staticRoute(context: Context, interfaces: Interfaces, element: Element, network: string): Route[] {
  if (isOn(context, element, "disabled")) return [];
  const destination = destinationOf(network);
  const word = textOf(element, "gateway");
  const open = context.openIn(element);
  const at = context.place(element);
  const [first] = open;
  if (!destination) {
    const doubt = first ? first.why : "a static route leads to an alias or to nowhere that is written";
    context.doubt("device", doubt, element);
    return [];
  }
  const common = { router: "default", ...destination, distance: 1, at };
  // Null gateways drop what they are given: neither egress nor next hop.
  if (/^null[46]$/i.test(word)) return [common];
  const way = wayOf(context, interfaces, word);
  const unsure = first
    ? first.why
    : isOff(context, gatewayNamed(context, word))
      ? `the gateway "${word}" of a route is switched off: the route is there only while it is not`
      : way === undefined || way.egress === undefined
        ? `the gateway "${word}" of a route is not in the file`
        : undefined;
  const doubt = unsure === undefined ? {} : { doubt: context.doubt("match", unsure, element) };
  return [{ ...common, ...(way ?? {}), ...doubt }];
}

function destinationOf(
  text: string,
): { readonly family: Family; readonly network: number | bigint; readonly prefixLength: number } | undefined {
  const [address = "", length] = text.split("/");
  const read = readAddress(address);
  if (!read) return undefined;
  const most = read.family === 4 ? 32 : 128;
  const prefixLength = length === undefined ? most : Number(length);
  const range = readNetwork(`${address}/${prefixLength}`);
  return range && first(range, prefixLength);
}

function first(range: AddressExpression, prefixLength: number): ReturnType<typeof destinationOf> {
  if (range.kind === "range4") return { family: 4, network: range.from, prefixLength };
  return range.kind === "range6" ? { family: 6, network: range.from, prefixLength } : undefined;
}

/** The default gateways as named, of several any, as of equal ones; else the one marked, else every interface that has a gateway. */
function defaultRoutes(context: Context, interfaces: Interfaces): Route[] {
  return ([4, 6] as const).flatMap((family) => {
    const named = descend(context.root, "gateways", `defaultgw${family}`);
    const marked = gatewayItems(context).filter(
      (item) => isOn(context, item, "defaultgw") && familyOfGateway(item) === family,
    );
    if (named && named.text === "-") return [];
    const ways =
      named && named.text !== ""
        ? waysOf(context, interfaces, named.text)
        : marked.map((item) => wayOfItem(interfaces, item));
    const chosen = named && named.text !== "" ? [gatewayNamed(context, named.text)] : marked;
    const isAnyLost = named !== undefined && membersOf(context, named.text).length > ways.length;
    const isUnsure =
      isAnyLost || chosen.some((item) => isOff(context, item)) || ways.some(({ egress }) => egress === undefined);
    if (ways.length > 0)
      return [
        ...ways.map((way) => defaultRoute(context, family, way, named ?? context.root, isUnsure)),
        ...otherUplinks(context, interfaces, family, ways),
      ];
    const found = mayLead(context, interfaces, family);
    const isOnly = isOnlyOne(context, interfaces, family, found);
    const all = found.map((each) =>
      defaultRoute(context, family, { egress: each.id, ...nextHopOf(context, each, family) }, each.element, !isOnly),
    );
    return [...all, ...otherUplinks(context, interfaces, family, all)];
  });
}

/** What stands behind the default gateway; one that is named has 1. */
const SPARE_DISTANCE = 2;

/**
 * Other interfaces that name a gateway, that rules send packets by, or that have one which no static route needs: what lies behind sends
 * packets too, which `reply-to` answers, and is sent some while the default gateway is down or by rules (reference/pfsense.md 2.1;
 * filter.inc: filter_generate_user_rule). OPNsense takes a gateway for that of its interface where none is named
 * (models/OPNsense/Routing/Gateways.php: getInterfaceGateway).
 */
function otherUplinks(
  context: Context,
  interfaces: Interfaces,
  family: Family,
  taken: readonly Pick<Route, "egress">[],
): Route[] {
  const key = family === 4 ? "gateway" : "gatewayv6";
  const steered = steeringRules(context)
    .flatMap(({ gateway }) => membersOf(context, gateway.text))
    .filter((name) => {
      const item = gatewayNamed(context, name);
      return item === undefined || familyOfGateway(item) === family;
    })
    .map((name) => wayOf(context, interfaces, name)?.egress);
  const routed = staticRoutes(context).map((route) => textOf(route, "gateway"));
  const free = gatewayItems(context)
    .filter(
      (item) => familyOfGateway(item) === family && !isOff(context, item) && !routed.includes(textOf(item, "name")),
    )
    .map((item) => textOf(item, "interface"));
  const isSpare = taken.length > 0 && taken.every(({ egress }) => egress !== undefined);
  return interfaces.all
    .filter(({ id, element, enabled }) => {
      const names = !["", "none"].includes(textOf(element, key));
      return (
        enabled && (names || steered.includes(id) || free.includes(id)) && taken.every(({ egress }) => egress !== id)
      );
    })
    .map((one) => {
      const way = { egress: one.id, ...nextHopOf(context, one, family) };
      return { ...defaultRoute(context, family, way, one.element, !isSpare), distance: SPARE_DISTANCE };
    });
}

/** Words of IPv6 for a part of what another interface is given: no router of it is heard there. */
const HANDED_ON = new Set(["track6", "idassoc6"]);

/** Interfaces by which a gateway of the family may be taken. */
function mayLead(context: Context, { all }: Interfaces, family: Family): Interfaces["all"] {
  return all.filter((each) => each.enabled && each.kind !== "tunnel" && mayHaveGateway(context, each, family));
}

/**
 * Whether no other gateway may be taken than one that is entered with its address, or that comes with the address of its interface:
 * both take it though nobody marked it (gwlb.inc: fixup_default_gateway; models/OPNsense/Routing/Gateways.php: getDefaultGW). Older
 * releases did so for WAN alone.
 */
function isOnlyOne(context: Context, { all }: Interfaces, family: Family, [one, other]: Interfaces["all"]): boolean {
  const { root } = context;
  const [item, another] = gatewayItems(context).filter((each) => familyOfGateway(each) === family);
  if (one === undefined || other !== undefined || another !== undefined) return false;
  if (item && (textOf(item, "interface") !== one.id || isOff(context, item) || isOn(context, item, "force_down")))
    return false;
  const isEntered = item !== undefined && readAddress(textOf(item, "gateway"))?.family === family;
  if (!(isEntered || isToldGateway(one.element, family)) || (item && context.openIn(item).length > 0)) return false;
  // An assigned tunnel may bring a gateway of its own.
  const assigned = child(root, "interfaces");
  if (all.some(({ id, kind, enabled }) => enabled && kind === "tunnel" && has(assigned, id))) return false;
  const isNew = context.isOPNsense ? isSince22(context) : descend(root, "gateways", `defaultgw${family}`) !== undefined;
  return isNew || one.id === "wan";
}

/** Whether a gateway comes with the address: one that is not to be read brings none, nor does one that another interface hands on. */
function isToldGateway(of: Element, family: Family): boolean {
  return TELLING[family].has(textOf(of, family === 4 ? "ipaddr" : "ipaddrv6").toLowerCase());
}

const TELLING: Readonly<Record<Family, ReadonlySet<string>>> = {
  4: new Set(["dhcp", "pppoe", "ppp", "pptp", "l2tp"]),
  6: new Set(["dhcp6", "slaac", "6rd", "6to4"]),
};

/**
 * A gateway is taken by itself where one of the family is entered, or where the interface is told one together with an
 * address of it; without an address no router of that family is heard there. What was not understood counts as one.
 */
function mayHaveGateway(context: Context, one: Interfaces["all"][number], family: Family): boolean {
  const isEntered = gatewayItems(context).some(
    (item) => textOf(item, "interface") === one.id && familyOfGateway(item) === family,
  );
  const isHandedOn = family === 6 && HANDED_ON.has(textOf(one.element, "ipaddrv6").toLowerCase());
  if (isEntered || (one.unknown.includes(family) && !isHandedOn) || context.openIn(one.element).length > 0) return true;
  const named = textOf(one.element, family === 4 ? "gateway" : "gatewayv6");
  const hasGateway = one.hasGateway || !["", "none"].includes(named);
  return hasGateway && one.addresses.some((own) => own.address.family === family);
}

/** The address of the gateway that the interface names, or of the one entered for it. */
function nextHopOf(context: Context, { id, element }: Interfaces["all"][number], family: Family): Way {
  const named = gatewayNamed(context, textOf(element, family === 4 ? "gateway" : "gatewayv6"));
  const entered = gatewayItems(context).filter(
    (item) => textOf(item, "interface") === id && familyOfGateway(item) === family,
  );
  const item = named ?? (entered.length === 1 ? entered[0] : undefined);
  const address: Address | undefined = item && readAddress(textOf(item, "gateway"));
  return address?.family === family ? { nextHop: address.value } : {};
}

function defaultRoute(context: Context, family: Family, way: Way, at: Element, unsure: boolean): Route {
  const doubt: { doubt?: DoubtId } = unsure
    ? { doubt: context.doubt("match", "which default gateway is taken is known at run time only", at) }
    : {};
  const network = family === 4 ? 0 : 0n;
  return {
    router: "default",
    family,
    network,
    prefixLength: 0,
    ...way,
    distance: 1,
    at: context.startOf(at),
    ...doubt,
  };
}

/** Networks at the far end of IPsec phase 2, OpenVPN instances and WireGuard. */
function tunnelRoutes(names: Names, interfaces: Interfaces, defaults: readonly Route[]): Route[] {
  const { context } = names;
  const routes: Route[] = [];
  const add = (written: Element, text: string, egress: string, why?: string): void => {
    const destination = destinationOf(text.trim());
    if (destination === undefined || !interfaces.byId.has(egress)) return;
    const doubt = why === undefined ? {} : { doubt: context.doubt("match", why, written) };
    routes.push({ router: "default", ...destination, egress, distance: 1, at: context.place(written), ...doubt });
  };
  for (const { remote, network } of selectorsOf(context)) add(remote, network, "enc0", whyOff(context));
  for (const of of openVpnRoutes(names)) {
    const egress = interfaces.all.find((each) => each.enabled && each.device === of.device)?.id ?? "openvpn";
    const place = placeBeside(of, egress, defaults);
    if (place !== "nowhere") add(of.at, of.network, egress, place === "equal" ? undefined : of.why);
  }
  for (const each of wireGuards(context)) {
    const egress = interfaces.all.find(({ device, enabled }) => enabled && device === each.device)?.id ?? "wireguard";
    for (const { text, at } of peerRoutes(context, each)) add(at, text, egress);
  }
  return routes;
}

/**
 * Where a tunnel stands that some networks are sent into which the file does not tell: beside the default gateway either may be the way to
 * what lies behind that, and without one nothing surely is sent anywhere.
 */
function placeBeside({ isAny, network }: TunnelRoute, egress: string, defaults: readonly Route[]) {
  if (isAny === undefined) return "alone";
  const family = network.includes(":") ? 6 : 4;
  const others = defaults.filter((one) => one.family === family && one.distance === 1 && one.egress !== egress);
  if (others.some(({ doubt }) => doubt === undefined)) return "equal";
  return others.length === 0 && isAny === "beside" ? "nowhere" : "alone";
}

/** Packages that learn routes from neighbours. */
const ROUTING_PACKAGES = /^(?:frr|quagga|openbgpd|routed)/;

/**
 * The one routing instance. Its routes are not all there is where a rule names a gateway (policy routing), or where a
 * routing protocol runs.
 */
export function readRouter(names: Names, interfaces: Interfaces): Router {
  const { context } = names;
  const packages = child(context.root, "installedpackages")?.children ?? [];
  const plugin = descend(context.root, "opnsense", "quagga");
  const learns = packages.find((each) => ROUTING_PACKAGES.test(each.name) && each.children.length > 0) ?? plugin;
  const lost = staticRoutes(context).find((route) => isLost(names, route));
  const steering = steeringRules(context);
  const reason = learns
    ? "a routing protocol may add routes"
    : steering.length > 0
      ? "rules send some packets to gateways of their own"
      : "where a static route leads is not in the file";
  const cause = learns ?? steering[0]?.gateway ?? lost;
  const forwards = { ipv4: true, ipv6: true };
  if (cause === undefined) return { id: "default", forwards };
  const isTold = steering.every(
    ({ gateway, isForAll }) =>
      isForAll &&
      membersOf(context, gateway.text).every((name) => wayOf(context, interfaces, name)?.egress !== undefined),
  );
  const steersOnly = learns === undefined && lost === undefined && isTold ? ({ steersOnly: true } as const) : {};
  return { id: "default", forwards, dynamicRouting: context.doubt("match", reason, cause), ...steersOnly };
}

/** A route whose networks or whose gateway the file does not name, or does not name so that they are understood. */
function isLost(names: Names, route: Element): boolean {
  const { context } = names;
  const word = textOf(route, "gateway");
  const isKnown = gatewayNamed(context, word) !== undefined || MADE_GATEWAY.test(word) || /^null[46]$/i.test(word);
  const isTold = isKnown && destinationsOf(names, route).every((network) => destinationOf(network) !== undefined);
  return !isTold && !isOn(context, route, "disabled");
}
