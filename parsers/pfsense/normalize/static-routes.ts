/** Static routes as networks behind an interface. */
import type { AddressExpression, Family } from "../../../src/model/expression.js";
import { child, children, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import type { Names } from "./endpoints.js";
import type { Interfaces, RuleInterface } from "./interfaces.js";
import { readNetwork } from "./ip.js";
import { isOn } from "./switches.js";

/** A static route with the interface of its gateway. */
export interface RoutedNetwork {
  readonly network: AddressExpression;
  readonly interface: RuleInterface;
  readonly element: Element;
}

/** Static routes whose gateway leads to a known interface. */
export function routedNetworks(names: Names, interfaces: Interfaces): RoutedNetwork[] {
  const { context } = names;
  return staticRoutes(context).flatMap((element) => {
    if (isOn(context, element, "disabled")) return [];
    const gateway = gatewayNamed(context, textOf(element, "gateway"));
    const found = gateway && interfaces.byId.get(textOf(gateway, "interface"));
    if (found === undefined) return [];
    const networks = destinationsOf(names, element).flatMap((word) => readNetwork(word) ?? []);
    return networks.map((network) => ({ network, interface: found, element }));
  });
}

/** Static routes. Neither firewall takes an empty row for one, which OPNsense writes where there is none (reference/pfsense.md 1). */
export function staticRoutes({ root }: Context): readonly Element[] {
  const rows = children(child(root, "staticroutes"), "route");
  return rows.filter((route) => route.children.length > 0 || route.text !== "");
}

/** Where a route leads, as it is written; pfSense takes an alias for a route to each network in it (gwlb.inc: get_staticroutes). */
export function destinationsOf({ aliases }: Names, route: Element): readonly string[] {
  const word = textOf(route, "network");
  return aliases.networks(word) ?? [word];
}

/** The family that a gateway is entered for. */
export function familyOfGateway(item: Element): Family {
  return textOf(item, "ipprotocol") === "inet6" || textOf(item, "gateway").includes(":") ? 6 : 4;
}

/** A gateway of the old or the new place. */
export function gatewayNamed(context: Context, name: string): Element | undefined {
  return gatewayItems(context).find((each) => textOf(each, "name") === name);
}

/** Those of the model, where it has any: the old place is read without one alone (models/OPNsense/Routing/Gateways.php: gatewayIterator). */
export function gatewayItems(context: Context): readonly Element[] {
  const modern = children(child(child(context.root, "opnsense"), "gateways"), "gateway_item");
  return modern.length > 0 ? modern : children(child(context.root, "gateways"), "gateway_item");
}
