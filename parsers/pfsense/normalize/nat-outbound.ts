/** Translations of sources: written, automatic, one to one. */
import type { NatRule } from "../../../src/model/device.js";
import type { AddressExpression, Family, PortRange, ServiceExpression } from "../../../src/model/expression.js";
import { child, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { matchEnds, type Names, portsOfWord, readEndpoint } from "./endpoints.js";
import type { Interfaces } from "./interfaces.js";
import { natInterfaces, notLoaded, ofMarked, outboundEnd, perhaps, readLocalPorts, targetOf } from "./nat-parts.js";
import { outerNetwork, unreadOuter } from "./outer-network.js";
import { familiesOf } from "./rule-parts.js";
import { type Ports, service, takesPorts } from "./services.js";
import { innerWord, perhapsOff } from "./switched-off.js";
import { isOn } from "./switches.js";
import { union } from "./table.js";

/** A written outbound rule (reference/pfsense.md 5.3), one for each IP version. Without a target the address of the interface is taken. */
export function outboundRule(names: Names, interfaces: Interfaces, element: Element, id: string): NatRule[] {
  const egress = natInterfaces(names, interfaces, textOf(element, "interface"));
  const [source, destination] = [
    outboundEnd(names, child(element, "source")),
    outboundEnd(names, child(element, "destination")),
  ];
  // In place of the one that is left out pfSense takes WAN for other translations alone.
  const isNowhere = !names.context.isOPNsense && textOf(element, "interface") === "";
  if (egress.length === 0 || isNowhere) return notLoaded(names, element, "none of its interfaces is enabled") ?? [];
  const families = familiesOfRule(names, element);
  const parts = (families?.sure ?? []).flatMap((family) => {
    const ends = source && destination && matchEnds([family], source, destination);
    return ends ? [{ family, ends, isOpen: families?.open === family }] : [];
  });
  if (parts.length === 0) return notLoaded(names, element, "one of its ends does not resolve") ?? [];
  const [first] = parts;
  return parts.flatMap((part) => {
    const of = { ...part, element, egress, id: part === first ? id : `${id}-ipv${part.family}` };
    return outboundOf(names, of);
  });
}

interface OutboundPart {
  readonly element: Element;
  readonly egress: readonly string[];
  readonly id: string;
  readonly family: Family;
  readonly ends: Pick<NatRule["match"], "source" | "destination">;
  /** Whether the rule is for this IP version is not known. */
  readonly isOpen: boolean;
}

function outboundOf(names: Names, { element, egress, id, family, ends, isOpen }: OutboundPart): NatRule[] {
  const { context } = names;
  const exempt = isOn(context, element, "nonat");
  // Without an interface there is none whose address it could take (library/OPNsense/Firewall/SNatRule.php).
  if (!exempt && textOf(element, "interface") + textOf(element, "target") === "" && context.isOPNsense)
    return notLoaded(names, element, "it names neither an interface nor a target") ?? [];
  const translated = exempt ? undefined : translatedSource(names, element, { egress, family });
  // A target or a source of the other version alone: it is for packets of that one.
  if (translated?.kind === "none" || ends.source.kind === "none") return [];
  const rule: NatRule = {
    id,
    kind: "source",
    match: {
      egress,
      source: ends.source,
      destination: ends.destination,
      service: outboundService(names, element, [family]),
    },
    ...(translated ? { translated } : {}),
    ...(exempt ? { exempt } : sourcePorts(names, isOn(context, element, "staticnatport"), textOf(element, "natport"))),
    enabled: !isOn(context, element, "disabled"),
    at: [context.place(element)],
  };
  const marked = ofMarked(names, element, rule);
  if (!isOpen) return [marked];
  const reason = "whether this release translates IPv6 by a rule that names no IP version is not known";
  return [perhaps(marked, context.doubt("match", reason, element))];
}

/** What both generators write behind a target where nobody says otherwise: `port 1024:65535`. */
export const USUAL_SOURCE_PORTS: PortRange = { from: 1024, to: 65_535 };

/** What becomes of source ports: they stay (`static-port`), or are taken from the ports that are written, else from the usual ones. */
export function sourcePorts(names: Names, isStatic: boolean, word: string): Pick<NatRule, "sourcePorts"> {
  if (isStatic) return { sourcePorts: "kept" };
  if (word === "") return { sourcePorts: USUAL_SOURCE_PORTS };
  const [only, ...others] = readLocalPorts(names, word);
  return only !== undefined && others.length === 0 ? { sourcePorts: only } : {};
}

/**
 * As written, else those of the addresses that it names. Where those leave it open as well it is for both, in IPv6 of later
 * releases alone (filter.inc: filter_nat_rules_generate_if).
 */
function familiesOfRule(
  { context }: Names,
  element: Element,
): { readonly sure: readonly Family[]; readonly open?: Family } | undefined {
  const written = textOf(element, "ipprotocol");
  if (written !== "") {
    const sure = familiesOf(written);
    return sure && { sure };
  }
  const ends = [child(element, "source"), child(element, "destination")];
  const words = ends.flatMap((end) => [textOf(end, "network"), textOf(end, "address")]);
  const named = [...words, textOf(element, "targetip"), textOf(element, "target")].flatMap((word) => {
    const literal = context.literal(word);
    return literal === undefined ? [] : context.families(literal);
  });
  if (named.includes(6)) return { sure: [6] };
  return named.includes(4) ? { sure: [4] } : { sure: [4, 6], open: 6 };
}

function outboundService(names: Names, element: Element, families: readonly (4 | 6)[]): ServiceExpression {
  const protocol = textOf(element, "protocol").toLowerCase();
  const ports = (name: string): Ports | undefined => {
    const word = textOf(element, name) || textOf(child(element, name === "dstport" ? "destination" : "source"), "port");
    if (word === "" || word === "any" || !takesPorts(protocol)) return undefined;
    const read = portsOfWord(names, word);
    if (read !== "unknown") return read;
    return { ranges: [], doubt: names.context.doubt("match", "a port of this translation is not known", element) };
  };
  const [source, destination] = [ports("sourceport"), ports("dstport")];
  const words = {
    protocol,
    families,
    icmpTypes: "",
    at: element,
    ...(source ? { source } : {}),
    ...(destination ? { destination } : {}),
  };
  return service(names.context, words) ?? { kind: "any" };
}

/** Addresses behind the translation, of one IP version; `undefined`: the file does not tell them. */
function translatedSource(
  names: Names,
  element: Element,
  { egress, family }: Pick<OutboundPart, "egress" | "family">,
): AddressExpression | undefined {
  const target = textOf(element, "target");
  const written = target === "other-subnet" ? textOf(element, "targetip") : target;
  const length = textOf(element, "targetip_subnet");
  if (written === "") return interfaceAddresses(names, egress, family);
  if (written.endsWith("ip") && !names.aliases.has(written) && names.networks.network(written.slice(0, -2)))
    return interfaceAddresses(names, [written.slice(0, -2)], family);
  const found = targetOf(names, target === "other-subnet" && length !== "" ? `${written}/${length}` : written);
  return found && names.context.within(found, family);
}

function interfaceAddresses(names: Names, ids: readonly string[], family: Family): AddressExpression | undefined {
  const found = ids.flatMap((id) => names.networks.address(id, family) ?? []).filter(({ kind }) => kind !== "none");
  return found.length > 0 ? union(found) : undefined;
}

/** Which rules for sources hold, by the mode (5.3). A word that is none of the modes leaves it open: then none are taken. */
export function outboundMode(context: Context): { readonly manual: boolean; readonly automatic: boolean } {
  const section = outboundSection(context);
  if (section?.name === "advancedoutbound") {
    const manual = has(section, "enable");
    return { manual, automatic: !manual };
  }
  const mode = textOf(section, "mode") || "automatic";
  if (section && !["automatic", "hybrid", "advanced", "disabled"].includes(mode))
    context.doubt("device", "which sources are translated is not known: the mode is none of those listed", section);
  return { manual: mode === "hybrid" || mode === "advanced", automatic: mode === "automatic" || mode === "hybrid" };
}

/** Until pfSense 2.1 the rules stand in `advancedoutbound`, with a flag in the place of a mode. */
export function outboundSection({ isOPNsense, root }: Context): Element | undefined {
  const nat = child(root, "nat");
  return child(nat, "outbound") ?? (isOPNsense ? undefined : child(nat, "advancedoutbound"));
}

/** One to one: two entries, one for each way (5.2). */
export function oneToOne(names: Names, interfaces: Interfaces, element: Element, id: string): NatRule[] {
  const { context } = names;
  const ids = natInterfaces(names, interfaces, textOf(element, "interface"));
  const source = readEndpoint(names, child(element, "source"));
  const destination = outboundEnd(names, child(element, "destination"));
  const external = outerNetwork(names, element, source);
  if (ids.length === 0) return notLoaded(names, element, "none of its interfaces is enabled") ?? [];
  if ("notLoaded" in source || !destination) return notLoaded(names, element, "one of its ends does not resolve") ?? [];
  if (!external) return unreadOuter(names, element);
  const common = {
    enabled: !isOn(context, element, "disabled"),
    at: [context.place(element)] as const,
    ...(external.kind === "unknown" ? {} : { inOrder: true }),
  };
  const any = { kind: "any" } as const;
  const both: readonly NatRule[] = [
    {
      ...common,
      id: `${id}-in`,
      kind: "destination",
      match: { ingress: ids, source: destination.whole, destination: external, service: any },
      translated: source.whole,
    },
    {
      ...common,
      id: `${id}-out`,
      kind: "source",
      match: { egress: ids, source: source.whole, destination: destination.whole, service: any },
      translated: external,
    },
  ];
  const open = whyOpen(context, element);
  return both.map((each) => {
    const isPerhaps = open !== undefined && (each.kind === "destination" || open.isWhole);
    const whole = isPerhaps ? perhaps(each, context.doubt("match", open.reason, element)) : each;
    return ofMarked(names, element, perhapsOff(names, innerWord(element), whole));
  });
}

/**
 * What OPNsense may make of a type or of an exception, which its generator does not know (library/OPNsense/Firewall/DNatRule.php), and
 * pfSense of a destination that is not there: releases that are known take the address of the interface (filter.inc:
 * filter_nat_rules_generate).
 */
function whyOpen(
  context: Context,
  element: Element,
): { readonly reason: string; readonly isWhole: boolean } | undefined {
  const to = child(element, "destination");
  if (!context.isOPNsense && (to === undefined || (to.children.length === 0 && to.text === "")))
    return {
      reason: "for which destinations a one to one mapping without any is depends on the release",
      isWhole: true,
    };
  if (!context.isOPNsense) return undefined;
  if (isOn(context, element, "nobinat"))
    return { reason: "whether an exception from one to one is known to this release is not documented", isWhole: true };
  if (textOf(element, "type") !== "nat") return undefined;
  return { reason: "whether a translation of type nat is for what comes in as well is not known", isWhole: false };
}

/** NPt: one IPv6 prefix stands for another, both ways (reference/pfsense.md 5.2). Its fields differ by model. */
export function prefixTranslation(names: Names, interfaces: Interfaces, element: Element, id: string): NatRule[] {
  const { context } = names;
  const ids = natInterfaces(names, interfaces, textOf(element, "interface"));
  const end = (name: string) =>
    isOn(context, child(element, name), "not")
      ? undefined
      : (targetOf(names, textOf(element, `${name}_net`)) ?? targetOf(names, textOf(child(element, name), "address")));
  const [inner, outer] = [end("source"), end("destination")];
  const isOff = isOn(context, element, "disabled") || textOf(element, "enabled") === "0";
  if (isOff || ids.length === 0) return [];
  if (inner === undefined || outer === undefined) {
    context.doubt("device", "which prefixes this translation of IPv6 changes is not known", element);
    return [];
  }
  const common = { enabled: true, inOrder: true, at: [context.place(element)] } as const;
  const any = { kind: "any" } as const;
  const both: readonly NatRule[] = [
    {
      ...common,
      id: `${id}-in`,
      kind: "destination",
      match: { ingress: ids, source: any, destination: outer, service: any },
      translated: inner,
    },
    {
      ...common,
      id: `${id}-out`,
      kind: "source",
      match: { egress: ids, source: inner, destination: any, service: any },
      translated: outer,
    },
  ];
  return both.map((each) => ofMarked(names, element, each));
}
