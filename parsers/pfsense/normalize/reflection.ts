/** NAT reflection: hosts inside dial an outer address and are sent to the host inside that it stands for (reference/pfsense.md 5.4, B5). */
import type { NatRule } from "../../../src/model/device.js";
import { child, type Element, has, textOf } from "../tree.js";
import type { Names } from "./endpoints.js";
import type { Interfaces, RuleInterface } from "./interfaces.js";
import type { Forward } from "./nat-parts.js";
import { isOn, modelSwitch } from "./switches.js";

/**
 * A translation for packets from inside, as one that may happen: on which interfaces (`isInside`) and how far the original
 * destination is narrowed depends on the release.
 */
export function reflected(names: Names, interfaces: Interfaces, nat: NatRule, element: Element): NatRule[] {
  if (nat.kind !== "destination" || nat.exempt === true || !nat.enabled || !isReflected(names, element)) return [];
  const grouped = names.context.isOPNsense ? [] : [...interfaces.groups.values()].flatMap(({ members }) => members);
  const ingress = interfaces.all
    .filter((one) => one.enabled && !nat.match.ingress?.includes(one.id))
    .filter((one) => isInside(one) || grouped.includes(one.id))
    .map(({ id }) => id);
  if (ingress.length === 0) return [];
  const doubt = names.context.doubt(
    "match",
    "hosts inside may dial the outer address as well (NAT reflection)",
    element,
  );
  const destination = { kind: "unknown", doubt, upper: nat.match.destination } as const;
  return [{ ...nat, id: `${nat.id}-reflected`, match: { ...nat.match, ingress, destination } }];
}

/**
 * Interfaces with a gateway take no part, save that pfSense names groups as well, whose members then do, and knows no gateway
 * of the groups of OpenVPN and IPsec (`filter_get_reflection_interfaces`); a tunnel of WireGuard has none by itself.
 */
function isInside({ kind, hasGateway }: RuleInterface): boolean {
  return kind === "tunnel" || (kind === "routed" && !hasGateway);
}

/** The same of a forward, with the interfaces where its packets then come in. */
export function reflectedForwards(names: Names, interfaces: Interfaces, of: Forward): Forward[] {
  return reflected(names, interfaces, of.nat, of.element).map((nat) => ({
    ...of,
    nat,
    interfaces: nat.match.ingress ?? [],
  }));
}

/** Whether the firewall connects on behalf of hosts inside, which no rule of their interface then has to permit. */
export function isProxied(names: Names, element: Element): boolean {
  const own = textOf(element, "natreflection");
  if (names.context.isOPNsense || !isReflected(names, element) || own === "purenat") return false;
  return own === "enable" || !isOn(names.context, systemOf(names), "enablenatreflectionpurenat");
}

/** What a translation says itself, else what holds for all of its kind. */
function isReflected({ context }: Names, element: Element): boolean {
  const own = textOf(element, "natreflection");
  if (own === "disable") return false;
  if (own === "enable" || own === "purenat") return true;
  const system = child(context.root, "system");
  // Only those of one to one have an outer address of their own.
  if (has(element, "external"))
    return modelSwitch(context, "nat", "reflection_binat") ?? isOn(context, system, "enablebinatreflection");
  return modelSwitch(context, "nat", "reflection_dnat") ?? !isOn(context, system, "disablenatreflection");
}

function systemOf({ context }: Names): Element | undefined {
  return child(context.root, "system");
}
