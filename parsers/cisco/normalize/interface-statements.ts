/** How statements of an interface are read, and those that IOS and NX-OS have in common (reference/cisco.md 2.1, 2.4). */
import { readIPv6 } from "../../../src/packets/address.js";
import { rangeOnLine, type SourceRange } from "../../../src/source/range.js";
import { type CiscoLine, withDescendants, wordsOf, writtenText } from "../tree.js";
import type { WordRows } from "../word-rows.js";
import { interfaceAddress } from "./address.js";
import type { CiscoContext } from "./context.js";
import type { Binding, InterfaceDraft } from "./interface-draft.js";
import { passesBroadcasts } from "./kept-broadcasts.js";
import { isTakenBack } from "./taken-back.js";

/** Reads what stands behind its keywords; `false` when it did not understand that. */
export type Read<Draft extends InterfaceDraft = InterfaceDraft> = (
  draft: Draft,
  rest: readonly string[],
  line: CiscoLine,
) => boolean;

/**
 * Why a statement leaves open what passes. `reroutes`: it sends packets another way than routes say; `bridges`: it joins a port to
 * VLANs otherwise than as a switch port.
 */
export interface Doubtful {
  readonly text: string;
  readonly reroutes?: true;
  readonly bridges?: true;
}

/** The statements that a platform has under `interface`, by their first words. */
export interface InterfaceDialect<Draft extends InterfaceDraft> {
  readonly readers: WordRows<Read<Draft>>;
  /** Those that decide over packets in a way that is not computed: the interface is doubtful. */
  readonly doubtful: WordRows<Doubtful>;
  /** Readers that take what stands under their statement as well, and note what they do not understand of it. */
  readonly blocks: readonly Read<Draft>[];
  /** Whether `default` before a statement does what `no` does; left out: it is not known what it does. */
  readonly defaultsAreNone?: true;
  /** Its statements that no statement of an interface holds, however far they are indented; left out: those of IOS. */
  readonly own?: RegExp;
  /** Whether a statement is listed as one that changes no packet. */
  readonly isKnown: (words: readonly string[]) => boolean;
}

export function always(change: () => unknown): true {
  change();
  return true;
}

/** Statements of an interface that no statement of one holds, however far they are indented. */
const OWN_STATEMENT =
  /^(?:no |default )?(?:(?:ip|ipv6) (?:address|access-group|traffic-filter|nat|policy|unnumbered|vrf)|standby|vrrp|hsrp|glbp|switchport|vrf forwarding|zone-member)\b/i;

/** Reads one statement under `interface`. */
export function readStatement<Draft extends InterfaceDraft>(
  draft: Draft,
  line: CiscoLine,
  dialect: InterfaceDialect<Draft>,
  context: CiscoContext,
): void {
  if (withDescendants(line).some(({ text }) => passesBroadcasts(text))) draft.passesBroadcasts = true;
  const words = wordsOf(line, context.text);
  const own = dialect.own ?? OWN_STATEMENT;
  const [reader, used] = readerOf(words, dialect);
  if (reader?.(draft, words.slice(used), line) === true) {
    context.markBlock(line, "modelled");
    if (!dialect.blocks.includes(reader)) draft.unknown.push(...line.children);
    return;
  }
  if (
    reader === undefined &&
    (readDoubtful(draft, line, words, dialect, context) || isKnown(line, words, dialect, context))
  ) {
    for (const child of line.children) if (own.test(child.text)) draft.unknown.push(child);
    return;
  }
  if (/^(?:ip|ipv6) address\b/i.test(line.text))
    draft.addressReason ??= { text: "an address cannot be read", line, isUnread: true };
  draft.unknown.push(line);
}

function readerOf<Draft extends InterfaceDraft>(
  words: readonly string[],
  { readers, defaultsAreNone }: InterfaceDialect<Draft>,
): ReturnType<WordRows<Read<Draft>>["longest"]> {
  const found = readers.longest(words, 0, false);
  const isDefault = found[0] === undefined && defaultsAreNone === true && words[0] === "default";
  return isDefault ? readers.longest(["no", ...words.slice(1)], 0, false) : found;
}

function isKnown<Draft extends InterfaceDraft>(
  line: CiscoLine,
  words: readonly string[],
  dialect: InterfaceDialect<Draft>,
  context: CiscoContext,
): boolean {
  const known = dialect.isKnown(words);
  if (known) context.markBlock(line, "ignored");
  return known;
}

function readDoubtful<Draft extends InterfaceDraft>(
  draft: Draft,
  line: CiscoLine,
  words: readonly string[],
  { doubtful, defaultsAreNone }: InterfaceDialect<Draft>,
  context: CiscoContext,
): boolean {
  const isNegated = words[0] === "no" || (defaultsAreNone === true && words[0] === "default");
  const [row] = doubtful.longest(words, isNegated ? 1 : 0, false);
  if (row === undefined) return false;
  if (isNegated) draft.doubts = draft.doubts.filter((one) => !isTakenBack(one.line, words, context.text));
  else draft.doubts.push({ ...row, line });
  context.markBlock(line, "modelled");
  return true;
}

/** How reasons begin why an address is not known: those of IPv4, those of IPv6. */
const [GIVEN4, GIVEN6] = ["the address comes from", "the IPv6 address comes from"] as const;

function isFrom({ addressReason }: InterfaceDraft, beginning: string): boolean {
  return addressReason?.text.startsWith(beginning) === true;
}

export function readAddress(draft: InterfaceDraft, rest: readonly string[], line: CiscoLine): boolean {
  const [first, second, third] = rest;
  if (first === "dhcp" || first === "negotiated" || first === "pool") {
    draft.addressReason = { text: `${GIVEN4} ${first === "pool" ? "a pool" : "the network"}`, line };
    return true;
  }
  const [address, mask] = first?.includes("/") === true ? withLength(first) : [first, second];
  const read = address === undefined || mask === undefined ? undefined : interfaceAddress(address, mask);
  if (read === undefined) return false;
  const kind = rest.includes("secondary") ? "secondary" : "primary";
  if (third !== undefined && third !== "secondary") return false;
  const behind = rest[rest.indexOf("secondary") + 1];
  if (kind === "secondary" && behind !== undefined && behind !== "tag") return false;
  if (kind === "primary" && isFrom(draft, GIVEN4)) delete draft.addressReason;
  if (kind === "primary") draft.addresses = draft.addresses.filter((one) => one.family !== 4 || one.kind !== "primary");
  draft.addresses.push({
    family: 4,
    address: read.address,
    prefixLength: read.prefixLength,
    kind,
    at: placeOf(draft, line),
  });
  return true;
}

/** `no ip address` takes all of IPv4 away, with words behind it the one address they name. */
export function removeAddress(draft: InterfaceDraft, [address, mask, kind]: readonly string[]): boolean {
  const isGiven = address === "dhcp" || address === "negotiated" || address === "pool";
  if (address === undefined || isGiven) {
    if (isFrom(draft, GIVEN4)) delete draft.addressReason;
    if (!isGiven) draft.addresses = draft.addresses.filter((one) => one.family === 6);
    return true;
  }
  const named = mask === undefined ? undefined : interfaceAddress(address, mask);
  if (named === undefined || (kind !== undefined && kind !== "secondary")) return false;
  draft.addresses = draft.addresses.filter((one) => one.family === 6 || one.address !== named.address);
  return true;
}

/** The place of a line of an interface. */
export function placeOf({ file }: InterfaceDraft, line: CiscoLine): SourceRange {
  return rangeOnLine(file, line.number, line.indent + 1, writtenText(line).length);
}

function withLength(text: string): [string, string] {
  const [address = "", length = ""] = text.split("/");
  const bits = Number(length);
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  return [address, `${mask >>> 24}.${(mask >>> 16) & 255}.${(mask >>> 8) & 255}.${mask & 255}`];
}

export function readAddress6(draft: InterfaceDraft, rest: readonly string[], line: CiscoLine): boolean {
  const [first, second] = rest;
  if (first === undefined) return false;
  if (first === "autoconfig" || first === "dhcp") return takeAdvertised(draft, line);
  const [address = "", length] = first.split("/");
  const value = readIPv6(address);
  const prefixLength = second === "link-local" ? 64 : Number(length);
  if (value === undefined || !(prefixLength >= 0 && prefixLength <= 128)) return false;
  if (second !== undefined && !["eui-64", "anycast", "link-local"].includes(second)) return false;
  if (second !== "link-local")
    draft.addresses.push({ family: 6, address: value, prefixLength, kind: "primary", at: placeOf(draft, line) });
  return true;
}

/** What routers of the link advertise: an address, and with `default` or `ipv6 nd autoconfig default-route` a way to anywhere. */
export function takeAdvertised(draft: InterfaceDraft, line: CiscoLine): true {
  draft.addressReason = { text: `${GIVEN6} the network`, line };
  return true;
}

/** `no ipv6 address` takes all of IPv6 away, with words behind it the one address they name. */
export function removeAddress6(draft: InterfaceDraft, [first, kind, ...more]: readonly string[]): boolean {
  const isGiven = first === "autoconfig" || first === "dhcp";
  if ((first === undefined || isGiven) && isFrom(draft, GIVEN6)) delete draft.addressReason;
  if (isGiven) return true;
  if (first === undefined) {
    draft.addresses = draft.addresses.filter((one) => one.family === 4);
    return true;
  }
  const address = readIPv6(first.split("/")[0] ?? "");
  if (address === undefined || more.length > 0) return false;
  if (kind !== undefined && !["eui-64", "anycast", "link-local"].includes(kind)) return false;
  draft.addresses = draft.addresses.filter((one) => one.family === 4 || one.address !== address);
  return true;
}

export function bind(draft: InterfaceDraft, rest: readonly string[], line: CiscoLine, family: 4 | 6): boolean {
  const [list, direction] = rest;
  if (list === undefined || (direction !== "in" && direction !== "out") || rest.length > 2) return false;
  draft.bindings = draft.bindings.filter((one) => one.family !== family || one.direction !== direction);
  draft.bindings.push({ list, family, direction, line });
  return true;
}

/** Removes what `bind` added. Where another list is bound than the statement names, what a device does is not documented. */
export function unbind(draft: InterfaceDraft, rest: readonly string[], family: 4 | 6): boolean {
  const [list, direction] = rest.length === 1 ? [undefined, rest[0]] : rest;
  const isMeant = (one: Binding) => one.family === family && one.direction === direction;
  if (list !== undefined && draft.bindings.some((one) => isMeant(one) && one.list !== list)) return false;
  draft.bindings = draft.bindings.filter((one) => !isMeant(one));
  return direction === "in" || direction === "out";
}

/** What policies of these types look at: they mark, queue, measure or drop, and send no packet another way. */
const TYPES = new Set(
  "access-control control lan-queuing network-qos ngsw-qos performance-monitor qos queueing queuing".split(" "),
);

/**
 * `service-policy [type T] [input|output] NAME`. Other types send packets another way, as `epbr` (Cisco IOS-XE, enhanced
 * policy-based routing) and `service-chain` do: these are not understood.
 */
export function readServicePolicy(draft: InterfaceDraft, rest: readonly string[], line: CiscoLine): boolean {
  const [first, type = ""] = rest;
  if (first === "type" && !TYPES.has(type)) return false;
  draft.policies.push({ name: rest.at(-1) ?? "", line });
  return true;
}

/** `no service-policy [type T] [input|output] [NAME]`. */
export function removeServicePolicy(draft: InterfaceDraft, rest: readonly string[]): true {
  const words = ["no", "service-policy", ...rest];
  return always(() => (draft.policies = draft.policies.filter(({ line }) => !isTakenBack(line, words))));
}

/** What the statements of an interface leave open, about all interfaces that they concern. */
export function reportDoubts(
  draft: InterfaceDraft,
  dropping: ReadonlySet<string>,
  interfaces: readonly string[],
  context: CiscoContext,
): void {
  const width = { scope: "interfaces" as const, interfaces };
  for (const { text, line, reroutes } of new Map(draft.doubts.map((one) => [one.text, one])).values())
    context.doubt(`${draft.id}: ${text}`, line, reroutes === true ? { ...width, reroutes } : width);
  for (const { name, line } of draft.policies) {
    if (dropping.has(name)) context.doubt(`${draft.id}: the policy ${name} drops classes of packets`, line, width);
  }
  for (const line of draft.unknown) {
    context.unknown(line, `interface ${draft.id}`, { ...width, reroutes: true });
    for (const child of line.children) context.markBlock(child, "filtering");
  }
}
