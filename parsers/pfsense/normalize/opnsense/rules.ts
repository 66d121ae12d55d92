/** The written rules of OPNsense: those of the new model and those of the old place (reference/pfsense.md B2, B3). */
import type { AddressExpression, Family } from "../../../../src/model/expression.js";
import { child, children, descend, type Element, has, textOf } from "../../tree.js";
import {
  type Endpoint,
  everywhere,
  type Names,
  type NotLoaded,
  negate,
  networkWord,
  portsOfWord,
  readEndpoint,
} from "../endpoints.js";
import type { Interfaces } from "../interfaces.js";
import { network } from "../ip.js";
import type { PfRule } from "../order.js";
import {
  blockedFlags,
  blurredRule,
  type Ends,
  familiesOf,
  flagsOf,
  leftOut,
  MATCH_FLAGS,
  type Matched,
  matchOf,
  neverDecides,
  portsOf,
  runTimeDoubts,
  strayDirection,
  type Written,
  withOpenPorts,
  writtenRule,
} from "../rule-parts.js";
import { ANY_FLAGS, mayBeTcp, type Ports, type ServiceWords } from "../services.js";
import { holdsValue, isOn } from "../switches.js";
import { union } from "../table.js";
import { byGateway } from "./gateway-family.js";
import { inPlaces, type OfModel, placesOf } from "./model-places.js";
import { type Placed, PRIORITY, priorityOf } from "./priority.js";

const BOTH: readonly Family[] = [4, 6];

export function writtenRules(names: Names, interfaces: Interfaces): Placed[] {
  const { root } = names.context;
  const modern = children(descend(root, "opnsense", "firewall", "filter", "rules"), "rule");
  const legacy = children(child(root, "filter"), "rule").filter((each) => !has(each, "separator"));
  return [
    ...modern.flatMap((element, index) =>
      inPlaces(names.context, readModern(names, interfaces, element, index)).flatMap((each) => byGateway(names, each)),
    ),
    ...legacy.flatMap((element, index) =>
      perhapsQuick(names, readLegacy(names, interfaces, element, index), element).flatMap((each) =>
        byGateway(names, each),
      ),
    ),
  ];
}

/** A boolean of the new model: the default is that of a field which is not there; an empty one is empty (mvc/app/models/OPNsense/Base/BaseModel.php). */
function flag(element: Element, name: string, byDefault: boolean): boolean {
  const written = child(element, name);
  return written === undefined ? byDefault : holdsValue(written);
}

function readModern(names: Names, interfaces: Interfaces, element: Element, index: number): OfModel {
  const action = textOf(element, "action");
  const ids = textOf(element, "interface")
    .split(",")
    .filter((id) => id !== "");
  const inverted = flag(element, "interfacenot", false);
  const bound = boundTo(interfaces, ids, inverted);
  const written: Written = {
    element,
    id: element.attributes?.uuid ?? `rule-${index + 1}`,
    action: actionOf(action),
    enabled: flag(element, "enabled", true),
    log: flag(element, "log", false),
    description: textOf(element, "description"),
    quick: flag(element, "quick", true),
    direction: directionOf(element),
    ...(bound.interfaces ? { interfaces: bound.interfaces } : {}),
  };
  const places = placesOf(names.context, interfaces, ids, inverted);
  const sequence = Number.parseInt(textOf(element, "sequence"), 10) || 1;
  const blurred = blurredRule(names, written, action);
  if (blurred !== undefined) return { element, places: [], priority: PRIORITY.anywhere, sequence: 0, rule: blurred };
  const loaded = bound.reason === undefined ? loadModern(names, written) : leftOut(names, written, bound.reason);
  // Since its version 1.0.8 the model has rules that only change packets.
  const rule = action === "match" && bound.reason === undefined ? neverDecides(names, element, loaded) : loaded;
  const priority = bound.reason === undefined ? (places.at(-1) ?? PRIORITY.unknown) : PRIORITY.unknown;
  return { element, places: bound.reason === undefined ? places : [], priority, sequence, rule };
}

/** A word that is not known may do either: the generator writes it down as it stands (library/OPNsense/Firewall/FilterRule.php: parseType). */
function actionOf(word: string): Written["action"] {
  if (word === "block" || word === "reject") return "deny";
  return word === "" || word === "pass" || word === "match" ? "permit" : "unknown";
}

function loadModern(names: Names, written: Written): PfRule {
  const { element } = written;
  const families = familiesOf(textOf(element, "ipprotocol")) ?? BOTH;
  const protocol = textOf(element, "protocol").toLowerCase();
  const [source, destination] = [listEnd(names, element, "source"), listEnd(names, element, "destination")];
  if ("notLoaded" in source) return leftOut(names, written, source.notLoaded);
  if ("notLoaded" in destination) return leftOut(names, written, destination.notLoaded);
  const ends: Ends = {
    source,
    destination,
    sourcePorts: portOf(names, element, "source"),
    destinationPorts: portOf(names, element, "destination"),
  };
  const types = protocol === "icmp" ? typesOfIcmp(element, "icmp6type") : { icmpTypes: textOf(element, "icmp6type") };
  return load(names, written, ends, { protocol, families, ...types });
}

function load(
  names: Names,
  written: Written,
  ends: Ends,
  words: Pick<ServiceWords, "protocol" | "families" | "icmpTypes" | "icmpTypes6">,
): PfRule {
  const { element } = written;
  if (isEmpty(ends.sourcePorts) || isEmpty(ends.destinationPorts))
    return leftOut(names, written, "a port alias of it is empty");
  const flags = testedFlags(names, written, words.protocol);
  const matched = matchOf(names, element, words.protocol === "sctp" ? withOpenPorts(names, element, ends) : ends, {
    ...words,
    ...(flags ? { flags } : {}),
  });
  if ("notLoaded" in matched) return leftOut(names, written, matched.notLoaded);
  const stray = [...strayFlags(names, element, words.protocol), ...strayVersion(names, element)];
  const doubts = [...matched.doubts, ...stray, ...strayDirection(names, element)];
  return writtenRule(names, written, { ...matched, doubts }, runTimeDoubts(names, element));
}

function isEmpty(ports: Ports | "unknown" | undefined): boolean {
  return typeof ports === "object" && ports.ranges.length === 0 && ports.doubt === undefined;
}

/**
 * No flags unless written: a block rule matches every TCP packet (B2). Without state a pass rule does, too. They are written
 * for rules of protocol `tcp` alone, as on pfSense (2.3).
 */
function testedFlags(names: Names, written: Written, protocol: string): ServiceWords["flags"] {
  const { element } = written;
  const stateless = written.action === "permit" && textOf(element, "statetype").toLowerCase() === "none";
  if (stateless) names.context.diagnostics.add("pfsense/no-state", names.context.place(element));
  const quiet = textOf(element, "type") === "match" ? MATCH_FLAGS : stateless ? ANY_FLAGS : undefined;
  if (protocol !== "tcp") return quiet;
  return written.action === "deny" ? blockedFlags(names, written, quiet) : flagsOf(element, quiet);
}

/** Flags beside a protocol that holds TCP and more: the reference does not say that they are left out, so they may narrow the rule. */
function strayFlags(names: Names, element: Element, protocol: string): Matched["doubts"] {
  const flags = child(element, "tcpflags2");
  if (!flags || flags.text === "" || protocol === "tcp" || !mayBeTcp(protocol)) return [];
  const reason = "whether flags are tested beside another protocol than TCP is not documented";
  return [{ doubt: names.context.doubt("rule", reason, flags), effect: "narrows" }];
}

/** A word that is no IP version: the generator writes it down as it stands, and pf then loads none of the rules. */
function strayVersion(names: Names, element: Element): Matched["doubts"] {
  const version = child(element, "ipprotocol");
  if (version === undefined || familiesOf(version.text) !== undefined) return [];
  const reason = "the IP version of this rule is none of those listed: which rules are loaded is not known";
  return [{ doubt: names.context.doubt("rule", reason, version), effect: "narrows" }];
}

/** Ports beside an end; the generator writes none of an end that is empty (models/OPNsense/Firewall/FieldTypes/FilterRuleField.php: serialize). */
function portOf(names: Names, element: Element, side: "source" | "destination"): Ports | "unknown" | undefined {
  const word = textOf(element, `${side}_port`);
  const isEmpty = has(element, `${side}_net`) && textOf(element, `${side}_net`) === "";
  return isEmpty || word === "" || word === "0" || word === "any" ? undefined : portsOfWord(names, word);
}

/**
 * A comma list of words. Each makes a rule of its own, so one that does not resolve takes only itself away; and each
 * carries the negation by itself, so that a negated list lets almost everything through (trap 6).
 */
function listEnd(names: Names, element: Element, side: "source" | "destination"): Endpoint | NotLoaded {
  const { context } = names;
  const words = textOf(element, `${side}_net`)
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  const negated = flag(element, `${side}_not`, false);
  const ends = (words.length === 0 ? ["any"] : words).flatMap((word) => {
    const end = networkWord(names, word);
    if (!end) return [];
    return [withLinkLocal(names, word, negated && word !== "any" ? negate(names, word, end) : end)];
  });
  if (negated && words.length > 1) context.diagnostics.add("pfsense/negated-list", context.place(element));
  if (ends.length === 0) return { notLoaded: `"${words.join(",")}" is neither an address nor an alias or interface` };
  const joined = (family: Family): AddressExpression | undefined => {
    const parts = ends.flatMap((end) => end.by[family] ?? []);
    return parts.length > 0 ? union(parts) : undefined;
  };
  const by = ([4, 6] as const).flatMap((family) => {
    const value = joined(family);
    return value ? [[family, value] as const] : [];
  });
  return { whole: union(ends.map((end) => end.whole)), by: Object.fromEntries(by) };
}

/** The network of an interface holds its link-local addresses in rules of IPv6; a negation does not take them out (B2). */
function withLinkLocal(names: Names, word: string, end: Endpoint): Endpoint {
  if (!names.networks.network(word)) return end;
  const local = network("fe80::/10");
  const v6 = end.by[6];
  return { whole: union([end.whole, local]), by: { ...end.by, ...(v6 ? { 6: union([v6, local]) } : {}) } };
}

/**
 * `<quick>0</quick>` on a rule that does not float: whether it is then quick is not known (D5). It stands there twice: as one
 * that may be quick, and as one that is not.
 */
function perhapsQuick({ context }: Names, placed: Placed, element: Element): Placed[] {
  const { rule } = placed;
  if (has(element, "floating") || textOf(element, "quick") !== "0" || !rule.rule.enabled) return [placed];
  const reason = "whether a rule whose quick is 0 ends the search is not known";
  const doubt = { doubt: context.doubt("rule", reason, element), effect: "narrows" } as const;
  const quick = { ...rule.rule, doubts: [...(rule.rule.doubts ?? []), doubt] };
  return [{ ...placed, rule: { ...rule, quick: true, rule: quick } }, placed];
}

function readLegacy(names: Names, interfaces: Interfaces, element: Element, index: number): Placed {
  const floating = has(element, "floating");
  const type = textOf(element, "type");
  const ids = textOf(element, "interface")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "" && id !== "any");
  const bound = boundTo(interfaces, ids, isOn(names.context, element, "interfacenot"));
  const quick = child(element, "quick");
  const written: Written = {
    element,
    id: element.attributes?.uuid ?? (textOf(element, "tracker") || `legacy-${index + 1}`),
    action: actionOf(type),
    enabled: !isOn(names.context, element, "disabled"),
    log: isOn(names.context, element, "log"),
    description: textOf(element, "descr"),
    // Floating rules are quick when they say so, others unless they say that they are not (trap 17).
    quick: quick ? holdsValue(quick) : !floating,
    direction: directionOf(element),
    ...(bound.interfaces ? { interfaces: bound.interfaces } : {}),
  };
  const blurred = blurredRule(names, written, type);
  if (blurred !== undefined) return { priority: PRIORITY.anywhere, sequence: 0, rule: blurred };
  // The generator writes a rule without the word for all of them (library/OPNsense/Firewall/Rule.php: reader).
  const isNowhere = !floating && ids.length === 0 && textOf(element, "interface") !== "";
  const reason = isNowhere ? "it names no interface" : bound.reason;
  const priority = floating ? PRIORITY.floating : priorityOf(interfaces, ids[0] ?? "");
  return {
    priority,
    legacy: true,
    sequence: index,
    rule:
      reason !== undefined
        ? leftOut(names, written, reason)
        : type === "match"
          ? neverDecides(names, element, loadLegacy(names, written))
          : loadLegacy(names, written),
  };
}

function loadLegacy(names: Names, written: Written): PfRule {
  const { element } = written;
  const version = textOf(element, "ipprotocol");
  const families = version === "" ? BOTH : (familiesOf(version) ?? BOTH);
  const [from, destination] = [
    legacyEnd(names, child(element, "source")),
    legacyEnd(names, child(element, "destination")),
  ];
  const source = version === "" && !("notLoaded" in from) ? perhapsIn6(names, element, from) : from;
  if ("notLoaded" in source) return leftOut(names, written, source.notLoaded);
  if ("notLoaded" in destination) return leftOut(names, written, destination.notLoaded);
  const protocol = textOf(element, "protocol").toLowerCase();
  const ends = {
    source: withLinkLocal(names, textOf(child(element, "source"), "network"), source),
    destination: withLinkLocal(names, textOf(child(element, "destination"), "network"), destination),
    ...portsOf(names, element, protocol),
  };
  const icmpTypes = textOf(element, "icmptype") || textOf(element, "icmp6-type");
  const types = protocol === "icmp" ? typesOfIcmp(element, "icmp6-type") : { icmpTypes };
  return load(names, written, ends, { protocol, families, ...types });
}

/**
 * Types of both IP versions. Since some release those of IPv6 stand apart; until then IPv6 took the others as well
 * (library/OPNsense/Firewall/FilterRule.php). The new model writes its field whenever it has it.
 */
function typesOfIcmp(element: Element, apart: string): Pick<ServiceWords, "icmpTypes" | "icmpTypes6"> {
  const [both, own] = [textOf(element, "icmptype"), child(element, apart)];
  const isTold = both === "" || (own !== undefined && apart === "icmp6type");
  const words = isTold ? (own?.text ?? "") : (own?.text ?? "") === "" ? both : "";
  return { icmpTypes: both, icmpTypes6: { words, isOpen: !isTold } };
}

/** The generator passes over an end that is not there, or holds nothing: any address (library/OPNsense/Firewall/Rule.php, FilterRule.php). */
function legacyEnd(names: Names, of: Element | undefined): Endpoint | NotLoaded {
  const isEmpty = of === undefined || (of.children.length === 0 && of.text === "");
  return isEmpty ? everywhere() : readEndpoint(names, of);
}

/**
 * A rule of the old place without an IP version: the generator writes none, and pf takes the rule for both; the web interface shows it
 * as one of IPv4, which later releases may make of it (library/OPNsense/Firewall/FilterRule.php: fetchActualRules).
 */
function perhapsIn6({ context }: Names, element: Element, of: Endpoint): Endpoint {
  const written = of.by[6];
  if (written === undefined) return of;
  const doubt = context.doubt(
    "match",
    "whether a rule without an IP version is for IPv6 depends on the release",
    element,
  );
  const open = { kind: "unknown", doubt, upper: written } as const;
  return { whole: union([...(of.by[4] ? [of.by[4]] : []), open]), by: { ...of.by, 6: open } };
}

/** `in` unless something else is written, on every kind of rule (B2, trap 5); a word that is none may be either (`strayDirection`). */
function directionOf(element: Element): PfRule["direction"] {
  const word = textOf(element, "direction");
  if (word === "" || word === "in") return "in";
  return word === "out" ? "out" : "any";
}

/**
 * Interfaces of a rule, or why it is not loaded. Neither: every interface. Each interface becomes a rule of its own (B2), and one that
 * is not there takes only itself away: all but one and all but another are all but what both have.
 */
function boundTo(
  interfaces: Interfaces,
  ids: readonly string[],
  inverted: boolean,
): { readonly interfaces?: readonly string[]; readonly reason?: string } {
  if (ids.length === 0) return {};
  const found = ids
    .map((id) => (interfaces.groups.get(id)?.members ?? [id]).filter((member) => interfaces.byId.get(member)?.enabled))
    .filter((members) => members.length > 0);
  if (found.length === 0) return { reason: `no enabled interface is called "${ids.join(",")}"` };
  if (!inverted) return { interfaces: [...new Set(found.flat())] };
  const left = interfaces.all.filter(({ id }) => found.every((members) => members.includes(id)));
  if (left.length === 0) return {};
  return { interfaces: interfaces.all.filter((each) => each.enabled && !left.includes(each)).map((each) => each.id) };
}
