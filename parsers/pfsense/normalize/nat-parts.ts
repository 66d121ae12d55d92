/** Translations of both firewalls, from their words to the model. */
import type { NatRule } from "../../../src/model/device.js";
import type {
  AddressExpression,
  DoubtId,
  Family,
  PortRange,
  ServiceExpression,
} from "../../../src/model/expression.js";
import type { InterfaceId } from "../../../src/model/rule.js";
import { child, type Element, has, textOf } from "../tree.js";
import type { Context } from "./context.js";
import {
  addressWord,
  type Endpoint,
  everywhere,
  type Names,
  type NotLoaded,
  negate,
  networkWord,
  readEndpoint,
} from "./endpoints.js";
import type { Interfaces } from "./interfaces.js";
import { EVERY } from "./ip.js";
import { isSince22 } from "./opnsense/release.js";
import { readPort } from "./ports.js";
import { familiesOf, type Matched, matchOf, portsOf } from "./rule-parts.js";
import { type Ports, protocolsOf } from "./services.js";
import { offTarget } from "./switched-off.js";
import { isOn } from "./switches.js";
import { union } from "./table.js";

/** A translation and where its packets arrive: what an automatic permission is made of. */
export interface Forward {
  readonly nat: NatRule;
  readonly interfaces: readonly InterfaceId[];
  readonly element: Element;
}

/** Says that a translation is not loaded, and why. */
export function notLoaded(names: Names, element: Element, reason: string): undefined {
  names.context.diagnostics.add("pfsense/translation-not-loaded", names.context.place(element), {
    message: `the firewall does not load this translation: ${reason}`,
  });
  return undefined;
}

/**
 * Interfaces a translation names. Without any pfSense means WAN, and the generator of OPNsense writes it for all of them
 * (library/OPNsense/Firewall/Rule.php: reader). Groups stand for their members.
 */
export function natInterfaces({ context }: Names, interfaces: Interfaces, word: string): string[] {
  if (word === "" && context.isOPNsense) return interfaces.all.filter(({ enabled }) => enabled).map(({ id }) => id);
  // A list is the name of none in pfSense (filter.inc: filter_nat_rules_generate).
  const ids = context.isOPNsense ? word.split(",").map((each) => each.trim()) : [word === "" ? "wan" : word];
  return ids
    .flatMap((id) => interfaces.groups.get(id)?.members ?? [id])
    .filter((id) => interfaces.byId.get(id)?.enabled);
}

/** A port forward: `rdr`, before the filter sees the packet (reference/pfsense.md 5.1). */
export function portForward(names: Names, interfaces: Interfaces, element: Element, id: string): Forward | undefined {
  const { context } = names;
  const isAnywhere = context.isOPNsense && textOf(element, "interface") === "";
  const ids = natInterfaces(names, interfaces, textOf(element, "interface"));
  if (ids.length === 0) return notLoaded(names, element, "none of its interfaces is enabled");
  const matched = forwardMatch(names, element, ids);
  if ("notLoaded" in matched) return notLoaded(names, element, matched.notLoaded);
  const exempt = isOn(context, element, "nordr");
  const target = textOf(element, "target");
  const translated = exempt ? undefined : targetOf(names, target);
  if (!exempt && translated === undefined) return notLoaded(names, element, "its target does not resolve");
  const anywhere = isAnywhere
    ? context.doubt("match", "on which interfaces this translation works depends on the release", element)
    : undefined;
  const unsure = exempt ? undefined : (offTarget(names, target) ?? unknownLocalPort(names, element));
  const open = matched.doubts[0]?.doubt ?? anywhere ?? unsure;
  const service = exempt ? undefined : translatedService(names, element, open !== undefined);
  const nat: NatRule = {
    id,
    kind: "destination",
    match: { ingress: ids, ...matched.match },
    enabled: !isOn(context, element, "disabled"),
    ...(exempt ? { exempt } : {}),
    ...(translated ? { translated } : {}),
    ...(service ? { translatedService: service } : {}),
    // Ports move by as much as the first of them; several addresses are given in turn (reference/pfsense.md 5.1).
    ...(translated !== undefined && isOne(context, translated) && !open && !movesUnevenly(names, element)
      ? { inOrder: true }
      : {}),
    at: [context.place(element)],
  };
  return { nat: ofMarked(names, element, open === undefined ? nat : perhaps(nat, open)), interfaces: ids, element };
}

/** A translation of packets with a mark (pf.conf(5), PACKET TAGGING): which have it by then is not followed, so it may happen. */
export function ofMarked(names: Names, element: Element, rule: NatRule): NatRule {
  const asks = child(element, "tagged");
  if (asks === undefined || asks.text === "") return rule;
  return perhaps(rule, names.context.doubt("match", "only packets with a mark are translated", asks));
}

/** A translation that may happen or not. */
export function perhaps(rule: NatRule, doubt: DoubtId): NatRule {
  const destination = { kind: "unknown", doubt, upper: rule.match.destination } as const;
  return { ...rule, match: { ...rule.match, destination } };
}

/** A local port that the file does not tell, or that may not count: it may be any, and the forward may not be loaded. */
function unknownLocalPort(names: Names, element: Element): DoubtId | undefined {
  const port = child(element, "local-port");
  if (port === undefined || port.text === "" || port.text === "any") return undefined;
  if (textOf(element, "protocol").toLowerCase() === "sctp")
    return names.context.doubt("match", "whether this release moves ports of SCTP is not known", port);
  const open = names.aliases.portsOf(port.text)?.doubt;
  if (open !== undefined || readLocalPorts(names, port.text).length > 0) return open;
  const reason = "a local port is neither a number nor an alias of this file: the translation may not be loaded";
  return names.context.doubt("match", reason, port);
}

/** Ports that an alias holds at one end alone: which port each of them gets depends on where it stands there. */
function movesUnevenly(names: Names, element: Element): boolean {
  return namesPorts(names, element) && !keepsPorts(names, element);
}

function namesPorts({ aliases }: Names, element: Element): boolean {
  const words = [textOf(child(element, "destination"), "port"), textOf(element, "local-port")];
  return words.some((word) => aliases.portsOf(word) !== undefined);
}

/**
 * Where the local port is the alias of the original ports, both generators write none, and each port stays (filter.inc:
 * filter_nat_rules_generate; library/OPNsense/Firewall/ForwardRule.php).
 */
function keepsPorts({ aliases }: Names, element: Element): boolean {
  const word = textOf(element, "local-port");
  return word === textOf(child(element, "destination"), "port") && aliases.portsOf(word) !== undefined;
}

/** Whether it is a single address, as written or as an alias holds it. */
function isOne(context: Context, address: AddressExpression): boolean {
  const held = address.kind === "object" ? context.addressObject(address.object)?.value : address;
  if (held?.kind === "object") return isOne(context, held);
  return (held?.kind === "range4" || held?.kind === "range6") && held.from === held.to;
}

function forwardMatch(names: Names, element: Element, ids: readonly InterfaceId[]): Matched | NotLoaded {
  const source = forwardEnd(names, element, "source", ids);
  const destination = forwardEnd(names, element, "destination", ids);
  const families = familiesOfForward(names, element);
  if ("notLoaded" in source) return source;
  if ("notLoaded" in destination) return destination;
  const protocol = textOf(element, "protocol").toLowerCase();
  const ports = portsOf(names, element, protocol);
  const [sourcePorts, destinationPorts] = [unnamed(ports.sourcePorts), unnamed(ports.destinationPorts)];
  const ends = { source, destination, sourcePorts, destinationPorts };
  const matched = matchOf(names, element, ends, { protocol, families: families ?? [4, 6], icmpTypes: "" });
  if (families !== undefined || "notLoaded" in matched) return matched;
  const reason = "the IP version of this translation is none of those listed: whether it is loaded is not known";
  const doubt = { doubt: names.context.doubt("match", reason, element), effect: "narrows" } as const;
  return { ...matched, doubts: [doubt, ...matched.doubts] };
}

/** What becomes of ports is told by their numbers, which an object of its own would hide. */
function unnamed(ports: Ports | "unknown" | undefined): Ports | "unknown" | undefined {
  if (typeof ports !== "object") return ports;
  const { alias: _, ...rest } = ports;
  return rest;
}

function forwardEnd(
  names: Names,
  element: Element,
  name: "source" | "destination",
  ids: readonly InterfaceId[],
): Endpoint | NotLoaded {
  const of = child(element, name);
  if (holdsNothing(names, of)) return emptyEnd(names, element, name, ids);
  const isModel = names.context.isOPNsense && element.attributes?.uuid !== undefined;
  return readEndpoint(names, of, isModel);
}

/** An end that is not there or empty; the model that OPNsense has since 25.7 writes an empty `network` for any. */
function holdsNothing({ context }: Names, of: Element | undefined): boolean {
  if (of === undefined || (of.children.length === 0 && of.text === "")) return true;
  return context.isOPNsense && has(of, "network") && textOf(of, "network") + textOf(of, "address") === "";
}

/**
 * OPNsense writes no such end, which is any, since its rules have a class of their own (library/OPNsense/Firewall/Rule.php:
 * convertAddress). pfSense takes the address of the interface for a destination up to 2.4, and else loads no such forward
 * (filter.inc: filter_nat_rules_generate); before forwards had sources, any.
 */
function emptyEnd(
  names: Names,
  element: Element,
  name: "source" | "destination",
  ids: readonly InterfaceId[],
): Endpoint | NotLoaded {
  const { context } = names;
  if (context.isOPNsense && isSince22(context)) return everywhere();
  const isOld = !(Number.parseFloat(textOf(context.root, "version")) >= SKIPS_SINCE);
  const isThere = has(element, name);
  if (!context.isOPNsense && (name === "destination" ? !isOld : isThere)) return { notLoaded: `it has no ${name}` };
  const reason = `what this release makes of a forward without a ${name} is not known`;
  const doubt = context.doubt("match", reason, element);
  const isOwn = !context.isOPNsense && name === "destination";
  const open = (family: Family): AddressExpression => {
    const own = union(ids.flatMap((id) => names.networks.address(id, family) ?? []));
    return { kind: "unknown", doubt, upper: isOwn ? own : EVERY[family] };
  };
  return { whole: union([open(4), open(6)]), by: { 4: open(4), 6: open(6) } };
}

/** Schema of version 2.5, whose generator was read. */
const SKIPS_SINCE = 21;

/** IPv4 unless written; OPNsense then writes none, and the target decides (library/OPNsense/Firewall/Rule.php: reader). */
function familiesOfForward({ context }: Names, element: Element): readonly Family[] | undefined {
  const word = textOf(element, "ipprotocol");
  if (word !== "" || !context.isOPNsense) return familiesOf(word);
  const target = textOf(element, "target");
  if (context.literal(target) === undefined) return [4, 6];
  return target.includes(":") ? [6] : [4];
}

/** An address, an alias, or an interface address. */
export function targetOf(names: Names, word: string): AddressExpression | undefined {
  if (word === "") return undefined;
  return (addressWord(names, word) ?? networkWord(names, word))?.whole;
}

/** Where packets of a forward go to that skips the filter: others to the same target do not. */
export function skippingTo({ context }: Names, { nat, element }: Forward): AddressExpression | undefined {
  if (nat.translated === undefined) return undefined;
  const reason = "packets that this port forward translates skip the filter; others to the same target do not";
  const doubt = context.doubt("match", reason, element);
  return { kind: "unknown", doubt, upper: nat.translated, translatedBy: [nat.id] };
}

const EVERY_PORT: PortRange = { from: 0, to: 65_535 };
const PORT_PROTOCOLS = [6, 17];
const SCTP = 132;

/** Both generators write a local port for TCP and UDP alone, whatever stands there (`unknownLocalPort` says it of SCTP). */
function hasLocalPort(protocol: number): boolean {
  return protocol === SCTP || PORT_PROTOCOLS.includes(protocol);
}

/**
 * Ports behind the translation: the first local port, and as many more as the original range has; of an alias at either end, the first
 * local port alone (`keepsPorts` says where). @param isOpen it may be any.
 */
function translatedService(names: Names, element: Element, isOpen: boolean): ServiceExpression | undefined {
  if (keepsPorts(names, element) && !isOpen) return undefined;
  const named = protocolsOf(textOf(element, "protocol").toLowerCase());
  const protocols = named?.length === 0 && isOpen ? PORT_PROTOCOLS : named?.filter(hasLocalPort);
  if (protocols === undefined || protocols.length === 0) return undefined;
  const [localPort] = isOpen ? [EVERY_PORT] : readLocalPorts(names, textOf(element, "local-port"));
  if (localPort === undefined) return undefined;
  const original = readLocalPorts(names, textOf(child(element, "destination"), "port"));
  const length = namesPorts(names, element) ? 0 : Math.max(0, ...original.map(({ from, to }) => to - from));
  const to = Math.min(Math.max(localPort.to, localPort.from + length), 65535);
  const parts = protocols.map(
    (protocol) => ({ kind: "ports", protocol, destination: [{ from: localPort.from, to }] }) as const,
  );
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: "union", of: parts };
}

/** Ports of a translation: an alias, or a range with either sign; none where the word is neither. */
export function readLocalPorts(names: Names, word: string): readonly PortRange[] {
  if (word === "") return [];
  const alias: Ports | undefined = names.aliases.portsOf(word);
  const read = readPort(word, "-") ?? readPort(word, ":");
  return alias?.ranges ?? (read ? [read] : []);
}

/**
 * An end of a translation for what leaves: `network` holds an address, an alias or a keyword there. `<not>` stands inside;
 * pfSense asks for it at destinations alone, so that at a source it may be read or not.
 */
export function outboundEnd(names: Names, of: Element | undefined): Endpoint | undefined {
  if (of === undefined || child(of, "any")) return everywhere();
  const { context } = names;
  const word = textOf(of, "network") || textOf(of, "address");
  if (word === "" || word === "any") return everywhere();
  const found = addressWord(names, word) ?? networkWord(names, word);
  if (found === undefined || !isOn(context, of, "not")) return found;
  if (context.isOPNsense || of.name === "destination") return negate(names, word, found);
  const doubt = context.doubt("match", "whether the negation of this source is read is not documented", of);
  const open = (family: Family) => ({ kind: "unknown", doubt, upper: EVERY[family] }) as const;
  return { whole: { kind: "unknown", doubt }, by: { 4: open(4), 6: open(6) } };
}
