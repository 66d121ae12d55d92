/** The translations of OPNsense (reference/pfsense.md B5). */
import type { NatRule } from "../../../../src/model/device.js";
import { maskName } from "../../../../src/source/mask.js";
import { child, children, descend, type Element, textOf } from "../../tree.js";
import type { Context } from "../context.js";
import type { Names } from "../endpoints.js";
import { hidden } from "../implicit.js";
import type { Interfaces } from "../interfaces.js";
import { automaticOutbound } from "../nat-automatic.js";
import { oneToOne, outboundMode, outboundRule, prefixTranslation } from "../nat-outbound.js";
import { type Forward, perhaps, portForward, skippingTo } from "../nat-parts.js";
import { withMappings } from "../no-redirect.js";
import type { PfRule } from "../order.js";
import { reflected, reflectedForwards } from "../reflection.js";
import { union } from "../table.js";
import { antiLockout } from "./hidden.js";
import { modernOneToOne, modernSourceRule } from "./nat-modern.js";
import { type Placed, PRIORITY } from "./priority.js";

export interface Translations {
  readonly nat: readonly NatRule[];
  /** Before every other rule: `rdr pass` skips the filter. */
  readonly first: readonly PfRule[];
  /** Rules that forwards bring along, behind every written rule (trap 8). */
  readonly automatic: readonly Placed[];
}

export function readTranslations(names: Names, interfaces: Interfaces): Translations {
  const { context } = names;
  const section = child(context.root, "nat");
  const written = [...children(section, "rule")].sort((a, b) => sequenceOf(a) - sequenceOf(b));
  const forwards = written.flatMap(
    (element, index) =>
      portForward(names, interfaces, element, element.attributes?.uuid ?? `forward-${index + 1}`) ?? [],
  );
  const mapped = [
    ...ofModel(context, "onetoone").flatMap((element, index) =>
      modernOneToOne(names, interfaces, element, `mapping-${index + 1}`),
    ),
    ...children(section, "onetoone").flatMap((element, index) =>
      oneToOne(names, interfaces, element, `one-to-one-${index + 1}`).flatMap((nat) => [
        nat,
        ...reflected(names, interfaces, nat, element),
      ]),
    ),
  ];
  const prefixes = [...ofModel(context, "npt"), ...children(section, "npt")].flatMap((element, index) =>
    prefixTranslation(names, interfaces, element, `npt-${index + 1}`),
  );
  const inner = forwards.flatMap((each) => reflectedForwards(names, interfaces, each));
  const enabled = forwards.filter((each) => each.nat.enabled && each.nat.translated);
  const behind = new Set(mapped.filter(({ kind }) => kind === "source").map(({ id }) => id));
  for (const { id, kind } of mapped) if (kind === "destination") behind.delete(id.replace(/-in$/, "-out"));
  return {
    nat: [
      ...stayingLogin(names, interfaces),
      ...withMappings(context, forwards, mapped),
      ...inner.map((each) => each.nat),
      // Of type `nat` they are rules for sources like the others, and behind those (B5).
      ...mapped.filter(({ id }) => !behind.has(id)),
      ...prefixes,
      ...sources(names, interfaces),
      ...mapped.filter(({ id }) => behind.has(id)),
    ],
    // Those of reflection are written with the same words, `rdr pass` (ForwardRule.php).
    first: [...enabled, ...inner].filter((each) => maySkip(each.element)).map((each) => permit(names, each, true)),
    automatic: enabled
      .filter((each) => permission(each.element) === "rule")
      .map((each, sequence) => ({ priority: PRIORITY.automatic, sequence, rule: permit(names, each, false) })),
  };
}

/** What the anti-lockout rule lets in is not forwarded (B5). */
function stayingLogin(names: Names, interfaces: Interfaces): NatRule[] {
  return antiLockout(names, interfaces).map(({ rule, interfaces: ingress = [] }) => ({
    id: "anti-lockout",
    kind: "destination",
    match: {
      ingress,
      source: rule.match.source,
      destination: union(
        ingress.flatMap((id) => ([4, 6] as const).flatMap((of) => names.networks.address(id, of) ?? [])),
      ),
      service: rule.match.service,
    },
    exempt: true,
    enabled: true,
    at: rule.at,
  }));
}

/** Rules of a list of the model by their sequence; they stand before those of the old place (plugins.inc.d/pf.inc: pf_firewall). */
function ofModel({ root }: Context, name: string): readonly Element[] {
  const list = children(descend(root, "opnsense", "firewall", "filter", name), "rule");
  return list.toSorted((a, b) => sequenceOf(a) - sequenceOf(b));
}

function sequenceOf(element: Element): number {
  return Number.parseInt(textOf(element, "sequence"), 10) || 0;
}

/** What a forward lets through by itself: nothing, everything it translates, or a rule of its own. */
function permission(element: Element): string {
  return textOf(element, "pass") || textOf(element, "associated-rule-id");
}

/** Whether what it translates skips the filter: a word of the new model that nobody knows may say so. */
function maySkip(element: Element): boolean {
  return permission(element) === "pass" || !["", "rule"].includes(textOf(element, "pass"));
}

/** The permission of a forward: a rule like others for its target, or one for what it translated alone, which skips the filter. */
function permit(names: Names, of: Forward, skips: boolean): PfRule {
  const { context } = names;
  const { nat, element } = of;
  const reason = skips
    ? permission(element) === "pass"
      ? undefined
      : "whether packets that this port forward translates skip the filter is not known"
    : textOf(element, "tagged") === ""
      ? undefined
      : "whether the rule of a port forward asks for its mark as well is not documented";
  const doubts =
    reason === undefined ? [] : [{ doubt: context.doubt("rule", reason, element), effect: "narrows" } as const];
  const destination = skips ? skippingTo(names, of) : nat.translated;
  return hidden({
    id: `${nat.id}-pass`,
    name: maskName(textOf(element, "descr")) || "port forward",
    action: "permit",
    quick: true,
    direction: "in",
    interfaces: of.interfaces,
    source: nat.match.source,
    ...(destination ? { destination } : {}),
    service: nat.translatedService ?? nat.match.service,
    doubts,
    at: context.place(element),
  });
}

/**
 * New source rules, then by the mode of outbound translation: manual, automatic, both, none. Later releases load the new ones in the
 * modes with manual rules alone, too (plugins.inc.d/pf.inc: pf_firewall); since when is not known.
 */
function sources(names: Names, interfaces: Interfaces): NatRule[] {
  const { context } = names;
  const { root } = context;
  const section = descend(root, "nat", "outbound");
  const { manual, automatic } = outboundMode(context);
  const reason = "whether this release loads source translations of the model in its mode is not known";
  const modern = ofModel(context, "snatrules").flatMap((element, index) => {
    const rules = modernSourceRule(names, interfaces, element, `source-${index + 1}`);
    return manual ? rules : rules.map((rule) => perhaps(rule, context.doubt("match", reason, element)));
  });
  const legacy = manual
    ? children(section, "rule").flatMap((element, index) =>
        outboundRule(names, interfaces, element, `outbound-${index + 1}`),
      )
    : [];
  return [...modern, ...legacy, ...(automatic ? automaticOutbound(names, interfaces, section ?? root) : [])];
}
