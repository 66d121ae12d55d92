/** Gateways, and groups of them, by their names. */
import { child, children, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import type { Interfaces } from "./interfaces.js";
import { readAddress } from "./ip.js";
import { gatewayNamed } from "./static-routes.js";
import { isOn } from "./switches.js";

/** A gateway as a way out: an address that is written, or one that DHCP or a tunnel brings. */
export interface Way {
  readonly egress?: string;
  readonly nextHop?: number | bigint;
}

/** Gateways that the system makes of an interface by itself. */
export const MADE_GATEWAY = /^(.+)_(?:DHCP6?|PPPOE|PPTP|L2TP|PPP|VPNV[46]|TUNNELV[46]|SLAAC|TRACK6)$/i;

/** The way out by a gateway of that name; undefined: there is none. */
export function wayOf(context: Context, interfaces: Interfaces, name: string): Way | undefined {
  const item = gatewayNamed(context, name);
  if (item) return wayOfItem(interfaces, item);
  const made = MADE_GATEWAY.exec(name)?.[1]?.toLowerCase();
  const found = interfaces.all.find((each) => each.id === made || each.name.toLowerCase() === made);
  return found && { egress: found.id };
}

/** The same of one that is entered. */
export function wayOfItem(interfaces: Interfaces, item: Element): Way {
  const egress = interfaces.byId.get(textOf(item, "interface"))?.id;
  const address = readAddress(textOf(item, "gateway"));
  return { ...(egress === undefined ? {} : { egress }), ...(address ? { nextHop: address.value } : {}) };
}

/** A gateway that is switched off takes part in no route. */
export function isOff(context: Context, item: Element | undefined): boolean {
  return item !== undefined && isOn(context, item, "disabled");
}

/** Whether a gateway or a group has a name, or the system may make one of it at run time. */
export function mayBeGateway(context: Context, name: string): boolean {
  const groups = children(child(context.root, "gateways"), "gateway_group");
  const isGroup = groups.some((each) => textOf(each, "name") === name);
  return isGroup || gatewayNamed(context, name) !== undefined || MADE_GATEWAY.test(name);
}

/** A gateway, or the members of a gateway group: which of those is taken is known at run time only. */
export function waysOf(context: Context, interfaces: Interfaces, name: string): Way[] {
  return membersOf(context, name).flatMap((member) => wayOf(context, interfaces, member) ?? []);
}

/** The gateways that a name stands for: those of a group, or the one. */
export function membersOf({ root }: Context, name: string): string[] {
  const groups = children(child(root, "gateways"), "gateway_group");
  const group = groups.find((each) => textOf(each, "name") === name);
  return group ? children(group, "item").map((item) => item.text.split("|")[0] ?? "") : [name];
}
