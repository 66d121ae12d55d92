/** One access list entry of IOS, IOS-XE, NX-OS (reference/cisco.md 2.2, 6, 7). */
import type { AddressExpression, FlagTest, PortRange, ServiceExpression } from "../../../src/model/expression.js";
import type { Rule, RuleMatch } from "../../../src/model/rule.js";
import type { SourceRange } from "../../../src/source/range.js";
import { readPort } from "../names.js";
import { type CiscoLine, wordsOf } from "../tree.js";
import { readDecimal, Words } from "../words.js";
import { hostAddress, looksLikeNetmask, prefixAddress, wildcardAddress } from "./address.js";
import type { CiscoContext } from "./context.js";
import { type Draft, type EntryContext, ESTABLISHED, narrowBy, type Reading, readOptions } from "./entry-options.js";
import { reportReversed } from "./reversed-range.js";
import { isZero, protocolZero, readProtocolWord, takePortTest } from "./service.js";

/** A number of an entry may have as many digits as somebody wrote. */
const MOST_DIGITS = Number.POSITIVE_INFINITY;

/**
 * Reads `permit|deny …` (the words behind sequence number and list name). An entry that is not understood keeps its place:
 * it becomes a rule that may do anything.
 */
export function readEntry(entry: EntryContext, given: Words | readonly string[]): Rule {
  const { context, line, id, comment } = entry;
  const words = given instanceof Words ? given : new Words(given.join(" "));
  context.mark(line, "modelled");
  if (words.is("evaluate")) return reflected(entry);
  const reading: Reading = { words: [], doubts: [], log: false, fragmentsOnly: false, hasLayer4: false };
  if (words.is("dynamic")) {
    words.skip(2);
    if (words.is("timeout")) words.skip(2);
    const doubt = context.doubt("the entry is there only for users who have logged in", line, { scope: "rule" });
    reading.doubts.push({ doubt, effect: "narrows" });
  }
  const action = words.take().toLowerCase();
  if (action !== "permit" && action !== "deny") return unreadable(entry);
  const match = readMatch(entry, reading, words, action);
  if (match === undefined) return unreadable(entry);
  const { doubts, log, schedule, isOver } = reading;
  const at = [context.at(line)] as const;
  if (doubts.length === 0 && comment === undefined && schedule === undefined)
    return { id, action, match, enabled: true, log, at };
  return {
    id,
    action,
    match,
    enabled: isOver !== true,
    log,
    ...(doubts.length === 0 ? {} : { doubts }),
    ...(comment === undefined ? {} : { comment }),
    ...(schedule === undefined ? {} : { facts: { schedule } }),
    at,
  };
}

/** `evaluate`: lets in the replies to packets that a `reflect` entry saw (reference/cisco.md 8.1); which these are is known at run time. */
function reflected({ context, line, id, kind }: EntryContext): Rule {
  const family = kind === "ipv6" ? 6 : 4;
  const doubt = context.doubt("which replies a reflexive list lets in is known at run time", line, { scope: "rule" });
  return {
    id,
    action: "permit",
    match: {
      source: { kind: "any", family },
      destination: { kind: "any", family },
      service: { kind: "any" },
      answers: true,
    },
    enabled: true,
    doubts: [{ doubt, effect: "narrows" }],
    at: [context.at(line)],
  };
}

function unreadable({ context, line, id }: EntryContext): Rule {
  const doubt = context.unknown(line, "access list", { scope: "rule" });
  return {
    id,
    action: "unknown",
    match: { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } },
    enabled: true,
    doubts: [{ doubt, effect: "anything" }],
    at: [context.at(line)],
  };
}

/** Non-initial fragments (reference/cisco.md 6): a permit with ports lets them pass by address alone, a deny with ports does not see them. */
function fragmentsOf(reading: Reading, action: string): RuleMatch["fragments"] {
  if (reading.fragmentsOnly) return "only";
  return reading.hasLayer4 && action === "permit" ? "by-address" : undefined;
}

function readMatch(
  entry: EntryContext,
  reading: Reading,
  words: Words,
  action: "permit" | "deny",
): RuleMatch | undefined {
  const draft = entry.kind === "standard" ? readStandard(entry, reading, words) : readExtended(entry, reading, words);
  if (draft === undefined) return undefined;
  if (!words.isAtEnd) {
    reading.words = words.rest();
    if (!readOptions(entry, reading, draft)) return undefined;
  }
  const { source, destination } = draft;
  const service = serviceIn(draft, entry.context);
  const fragments = fragmentsOf(reading, action);
  return fragments === undefined ? { source, destination, service } : { source, destination, service, fragments };
}

function readStandard(entry: EntryContext, reading: Reading, words: Words): Draft | undefined {
  const source = readAddress(entry, reading, words, 4);
  if (source === undefined) return undefined;
  return { source, destination: { kind: "any", family: 4 }, service: { kind: "any" }, protocol: "any" };
}

function readExtended(entry: EntryContext, reading: Reading, words: Words): Draft | undefined {
  const family = entry.kind === "ipv6" ? 6 : 4;
  const at = entry.context.at(entry.line);
  let protocol: Draft["protocol"] | undefined = "group";
  let service: ServiceExpression = { kind: "any", at };
  if (entry.dialect.hasServiceGroups && words.is("object-group")) {
    words.skip();
    if (words.isAtEnd) return undefined;
    service = { kind: "object", object: words.take(), at };
    reading.hasLayer4 = true;
  } else {
    const word = words.take();
    const isOther = word === (family === 6 ? "ipv4" : "ipv6");
    if (isOther && entry.dialect.hasFamilyWords === true) return undefined;
    if (isZero(word)) service = protocolZero(entry.line, entry.context);
    protocol = protocolOf(word, family, entry.context);
    if (protocol === undefined) return undefined;
  }
  const source = readAddress(entry, reading, words, family);
  if (source === undefined) return undefined;
  const sourcePorts = readPorts(entry, reading, words, protocol);
  const destination = readAddress(entry, reading, words, family);
  if (destination === undefined) return undefined;
  const destinationPorts = readPorts(entry, reading, words, protocol);
  return { source, destination, service, protocol, sourcePorts, destinationPorts };
}

/** Ports stand behind neither `ip` nor 0; `icmp` in a list of IPv6 is that of IPv6 (trap 21). */
function protocolOf(word: string, family: 4 | 6, { platform }: CiscoContext): Draft["protocol"] | undefined {
  if (isZero(word)) return "any";
  return family === 6 && word === "icmp" ? 58 : readProtocolWord(word, platform);
}

function readPorts(
  entry: EntryContext,
  reading: Reading,
  words: Words,
  protocol: Draft["protocol"],
): PortRange[] | undefined {
  if (typeof protocol !== "number" || words.isAtEnd) return undefined;
  const { portsOf, portGroup = "portgroup" } = entry.dialect;
  if (portsOf !== undefined && words.is(portGroup) && words.following !== undefined)
    return portsOfGroup(entry, reading, words.skip().take());
  const start = words.is("range") ? words.following : undefined;
  const ports = takePortTest(words, protocol, entry.context.platform);
  if (ports === undefined) return undefined;
  reading.hasLayer4 = true;
  if (start !== undefined && readPort(start, protocol, entry.context.platform) !== ports[0]?.from)
    reportReversed(entry.line, wordsOf(entry.line).indexOf("range"), entry.context);
  return ports;
}

/** A group of which it is not known what it holds may hold any port. */
function portsOfGroup(entry: EntryContext, reading: Reading, name: string): PortRange[] | undefined {
  const ports = entry.dialect.portsOf?.(name);
  reading.hasLayer4 = true;
  if (ports === undefined) narrowBy(`what the port group ${name} holds is not known`, entry, reading);
  return ports === undefined ? undefined : [...ports];
}

/** `any`, `host A`, `object-group G`, `A WILDCARD`, `A/len`, and for standard lists `A` alone, which is one host. */
function readAddress(
  entry: EntryContext,
  reading: Reading,
  words: Words,
  family: 4 | 6,
): AddressExpression | undefined {
  if (words.isAtEnd) return undefined;
  const at = entry.context.at(entry.line);
  const value = words.ipv4();
  if (value === undefined) return readNamed(entry, reading, words, { kind: "any", family, at });
  words.skip();
  const wildcard = words.ipv4();
  if (wildcard !== undefined) {
    if (looksLikeNetmask(wildcard)) reportNetmask(words.word, at, entry.context);
    words.skip();
    return wildcardAddress(value, wildcard, at);
  }
  if (entry.kind !== "standard" && !entry.dialect.hasBareHosts) return undefined;
  if (entry.kind !== "standard") doubtBareHost(entry, reading);
  return { kind: "range4", from: value, to: value, at };
}

function reportNetmask(text: string, at: SourceRange, context: CiscoContext): void {
  context.report("cisco/netmask-as-wildcard", at, { message: `${text} is a wildcard here, and looks like a netmask` });
}

/** An address that does not begin with one of IPv4. */
function readNamed(
  entry: EntryContext,
  reading: Reading,
  words: Words,
  any: Extract<AddressExpression, { kind: "any" }>,
): AddressExpression | undefined {
  const { at = entry.context.at(entry.line) } = any;
  const first = words.take();
  if (first === "any" || first === "any4" || first === "any6") return any;
  const isGroup = entry.dialect.addressGroups.includes(first);
  if ((first === "host" || isGroup) && !words.isAtEnd)
    return isGroup ? { kind: "object", object: words.take(), at } : hostAddress(words.take(), at);
  if (first === "host") return undefined;
  if (first.includes("/")) return prefixAddress(first, at);
  const host = entry.kind === "standard" || entry.dialect.hasBareHosts ? hostAddress(first, at) : undefined;
  if (entry.kind !== "standard" && host !== undefined) doubtBareHost(entry, reading);
  return host;
}

/** Nothing but one host can be meant, if the device takes it. */
function doubtBareHost(entry: EntryContext, reading: Reading): void {
  narrowBy("whether the device takes an address without a mask is not known", entry, reading);
}

/** What an entry says of protocol and ports; entries that say the same share it. */
export function serviceIn(draft: Draft, context: CiscoContext): ServiceExpression {
  const { protocol, service, sourcePorts, destinationPorts, flags, surely } = draft;
  if (typeof protocol !== "number" || service.kind !== "any") return service;
  if (surely !== undefined) {
    const [upper, lower] = [serviceOf(protocol, draft), serviceOf(protocol, { ...draft, flags: surely.flags })];
    return { kind: "unknown", doubt: surely.doubt, lower, upper };
  }
  return sharedService(protocol, sourcePorts, destinationPorts, flags, context);
}

/** The service of a protocol with its tests: entries that say the same share it. */
export function sharedService(
  protocol: number,
  sourcePorts: Draft["sourcePorts"],
  destinationPorts: Draft["destinationPorts"],
  flags: Draft["flags"] | undefined,
  { services }: CiscoContext,
): ServiceExpression {
  if (sourcePorts === undefined && flags === undefined) {
    if (destinationPorts === undefined) return services.ofProtocol(protocol);
    const [range] = destinationPorts;
    if (range !== undefined && destinationPorts.length === 1) return services.ofPorts(protocol, range);
  }
  if (flags === ESTABLISHED && sourcePorts === undefined && destinationPorts === undefined)
    return services.ofEstablished(protocol, ESTABLISHED);
  const tests = flags === ESTABLISHED ? ESTABLISHED_TEXT : flags && flagsText(flags);
  const key = `${protocol} ${portsText(sourcePorts)} ${portsText(destinationPorts)} ${tests}`;
  const known = services.get(key);
  if (known !== undefined) return known;
  const made = serviceOf(protocol, { sourcePorts, destinationPorts, flags });
  services.set(key, made);
  return made;
}

function flagsText(flags: readonly FlagTest[]): string {
  return flags.map(({ mask, value }) => `${mask}/${value}`).join();
}

const ESTABLISHED_TEXT = flagsText(ESTABLISHED);

function portsText(ports: readonly PortRange[] | undefined): string {
  return ports === undefined ? "" : `(${ports.map(({ from, to }) => `${from}-${to}`).join()})`;
}

function serviceOf(
  protocol: number,
  { sourcePorts, destinationPorts, flags }: Pick<Draft, "sourcePorts" | "destinationPorts" | "flags">,
): ServiceExpression {
  return {
    kind: "ports",
    protocol,
    ...(sourcePorts === undefined ? {} : { source: sourcePorts }),
    ...(destinationPorts === undefined ? {} : { destination: destinationPorts }),
    ...(flags === undefined ? {} : { flags }),
  };
}

/** The words of a line behind an optional sequence number, and that number. */
export function sequencedWords({ text }: CiscoLine): { sequence?: number; words: Words } {
  const words = new Words(text);
  const first = words.number(MOST_DIGITS);
  if (first !== undefined) return { sequence: first, words: words.skip() };
  if (words.is("sequence")) {
    const second = readDecimal(words.following ?? "", MOST_DIGITS);
    if (second !== undefined) return { sequence: second, words: words.skip(2) };
  }
  if (words.is("remark")) return { words };
  return text.includes("sequence") ? { ...trailingSequence(words.rest()), words } : { words };
}

function trailingSequence(words: readonly string[]): { sequence?: number } {
  const at = words.lastIndexOf("sequence");
  const last = at > 1 ? readDecimal(words[at + 1] ?? "", MOST_DIGITS) : undefined;
  return last === undefined ? {} : { sequence: last };
}

/** The same with all words cut out. */
export function splitSequence(line: CiscoLine): { sequence?: number; words: string[] } {
  const { words, ...sequence } = sequencedWords(line);
  return { ...sequence, words: words.rest() };
}
