/** The translations of pfSense (reference/pfsense.md 5). */
import type { NatRule } from "../../../../src/model/device.js";
import { maskName } from "../../../../src/source/mask.js";
import { child, children, type Element, has, textOf } from "../../tree.js";
import type { Names } from "../endpoints.js";
import { hidden } from "../implicit.js";
import type { Interfaces } from "../interfaces.js";
import { automaticOutbound } from "../nat-automatic.js";
import { oneToOne, outboundMode, outboundRule, outboundSection, prefixTranslation } from "../nat-outbound.js";
import { type Forward, natInterfaces, perhaps, portForward, skippingTo } from "../nat-parts.js";
import { withMappings } from "../no-redirect.js";
import type { PfRule } from "../order.js";
import { isProxied, reflected, reflectedForwards } from "../reflection.js";
import { ipsecTranslations } from "./ipsec-translation.js";

/** Translations in the order of pf, and the rules that they bring. */
export interface Translations {
  readonly nat: readonly NatRule[];
  /** Before every other rule: `rdr pass` skips the filter. */
  readonly first: readonly PfRule[];
}

export function readTranslations(names: Names, interfaces: Interfaces): Translations {
  const { root } = names.context;
  const section = child(root, "nat");
  const forwards = children(section, "rule").flatMap(
    (element, index) => portForward(names, interfaces, element, `forward-${index + 1}`) ?? [],
  );
  const mapped = mappings(names, interfaces, children(section, "onetoone"));
  const prefixes = children(section, "npt").flatMap((element, index) =>
    prefixTranslation(names, interfaces, element, `npt-${index + 1}`),
  );
  const inner = forwards.flatMap((each) => reflectedForwards(names, interfaces, each));
  const skipping = inner.filter((each) => skipsFilter(each.element) || isProxied(names, each.element));
  return {
    nat: [
      ...withMappings(names.context, forwards, mapped),
      ...inner.map((each) => each.nat),
      ...mapped,
      ...prefixes,
      ...ipsecTranslations(names.context, interfaces),
      ...outbound(names, interfaces),
    ],
    first: [
      ...forwards.filter((each) => skipsFilter(each.element)).flatMap((each) => bypass(names, each)),
      ...skipping.flatMap((each) => bypass(names, each)),
    ],
  };
}

/**
 * One to one. An exception (`no binat`) is for what leaves alone, since pf asks of what comes in whether its source is the inner
 * network, and rules for sources still hold for it (FreeBSD pf_lb.c: pf_match_translation, pf_get_translation). So what stands behind
 * it is translated in one way or the other.
 */
function mappings(names: Names, interfaces: Interfaces, elements: readonly Element[]): NatRule[] {
  const { context } = names;
  const reason = "an exception from one to one stands before it: what leaves may be translated by other rules";
  const excepted = new Set<string>();
  return elements.flatMap((element, index) => {
    if (has(element, "nobinat")) {
      if (!has(element, "disabled"))
        for (const id of natInterfaces(names, interfaces, textOf(element, "interface"))) excepted.add(id);
      return [];
    }
    return oneToOne(names, interfaces, element, `one-to-one-${index + 1}`).flatMap((nat) => {
      const isExcepted = nat.kind === "source" && (nat.match.egress ?? []).some((id) => excepted.has(id));
      return [
        isExcepted ? perhaps(nat, context.doubt("match", reason, element)) : nat,
        ...reflected(names, interfaces, nat, element),
      ];
    });
  });
}

/** Whether it is written as `rdr pass`, also for hosts inside (reflection). */
function skipsFilter(element: Element): boolean {
  return textOf(element, "associated-rule-id") === "pass";
}

/** `rdr pass`: what it translates meets no rule at all (trap 11). What a proxy connects on behalf of meets quick rules that block (5.4). */
function bypass(names: Names, of: Forward): PfRule[] {
  const { nat, element } = of;
  const destination = skippingTo(names, of);
  if (!nat.enabled || destination === undefined) return [];
  const reason = "what is connected on behalf of hosts inside may meet rules that block it";
  const doubts = skipsFilter(element)
    ? []
    : [{ doubt: names.context.doubt("rule", reason, element), effect: "narrows" } as const];
  return [
    hidden({
      id: `${nat.id}-pass`,
      name: maskName(textOf(element, "descr")) || "port forward that skips the filter",
      action: "permit",
      quick: true,
      direction: "in",
      interfaces: of.interfaces,
      source: nat.match.source,
      destination,
      service: nat.translatedService ?? nat.match.service,
      doubts,
      at: names.context.place(element),
    }),
  ];
}

/** By mode: none, automatic, manual, or both with the manual ones first (5.3). */
function outbound(names: Names, interfaces: Interfaces): NatRule[] {
  const section = outboundSection(names.context);
  const { manual, automatic } = outboundMode(names.context);
  const rules = manual
    ? children(section, "rule").flatMap((element, index) =>
        outboundRule(names, interfaces, element, `outbound-${index + 1}`),
      )
    : [];
  if (!automatic) return rules;
  return [...rules, ...automaticOutbound(names, interfaces, section ?? names.context.root)];
}
