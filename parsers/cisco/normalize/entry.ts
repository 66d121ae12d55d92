/** One access list entry of IOS, IOS-XE, NX-OS (reference/cisco.md 2.2, 6, 7). */
import type { AddressExpression, PortRange, ServiceExpression } from "../../../src/model/expression.js";
import type { Rule, RuleMatch } from "../../../src/model/rule.js";
import { readIPv4 } from "../../../src/packets/address.js";
import { type CiscoLine, wordsOf } from "../tree.js";
import { hostAddress, looksLikeNetmask, prefixAddress, readWildcard } from "./address.js";
import type { CiscoContext } from "./context.js";
import { type Draft, type EntryContext, narrowBy, type Reading, readOptions } from "./entry-options.js";
import { isPortOperator, readPortTest, readServiceHead } from "./service.js";

/**
 * Reads `permit|deny …` (the words behind sequence number and list name). An entry that is not understood keeps its place:
 * it becomes a rule that may do anything.
 */
export function readEntry(entry: EntryContext, words: readonly string[]): Rule {
  const { context, line } = entry;
  context.mark(line, "modelled");
  if (words[0] === "evaluate") return reflected(entry);
  const reading: Reading = { words: [...words], doubts: [], log: false, fragmentsOnly: false, hasLayer4: false };
  if (words[0] === "dynamic") {
    reading.words.splice(0, words[2] === "timeout" ? 4 : 2);
    const doubt = context.doubt("the entry is there only for users who have logged in", line, { scope: "rule" });
    reading.doubts.push({ doubt, effect: "narrows" });
  }
  const action = reading.words.shift()?.toLowerCase();
  const match = action === "permit" || action === "deny" ? readMatch(entry, reading) : undefined;
  if (match === undefined || (action !== "permit" && action !== "deny")) return unreadable(entry);
  const fragments = fragmentsOf(reading, action);
  return {
    id: entry.id,
    action,
    match: { ...match, ...(fragments === undefined ? {} : { fragments }) },
    enabled: true,
    log: reading.log,
    ...(reading.doubts.length === 0 ? {} : { doubts: reading.doubts }),
    ...(entry.comment === undefined ? {} : { comment: entry.comment }),
    at: [context.at(line)],
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
): Pick<RuleMatch, "source" | "destination" | "service"> | undefined {
  const match = entry.kind === "standard" ? readStandard(entry, reading) : readExtended(entry, reading);
  return match !== undefined && readOptions(entry, reading, match) ? finish(match, entry.context) : undefined;
}

function readStandard(entry: EntryContext, reading: Reading): Draft | undefined {
  const source = readAddress(entry, reading, 4);
  if (source === undefined) return undefined;
  return { source, destination: { kind: "any", family: 4 }, service: { kind: "any" }, protocol: "any" };
}

function readExtended(entry: EntryContext, reading: Reading): Draft | undefined {
  const family = entry.kind === "ipv6" ? 6 : 4;
  const { words } = reading;
  const at = entry.context.at(entry.line);
  let protocol: Draft["protocol"];
  let service: ServiceExpression = { kind: "any", at };
  if (entry.dialect.hasServiceGroups && words[0] === "object-group" && words[1] !== undefined) {
    protocol = "group";
    service = { kind: "object", object: words[1], at };
    reading.hasLayer4 = true;
    words.splice(0, 2);
  } else {
    const head =
      family === 6 && words[0] === "icmp" ? { protocol: 58 } : readServiceHead(words, entry.context.platform);
    const isOther = words[0] === (family === 6 ? "ipv4" : "ipv6");
    if (head === undefined || (isOther && entry.dialect.hasFamilyWords === true)) return undefined;
    protocol = head.protocol;
    words.shift();
  }
  const source = readAddress(entry, reading, family);
  const sourcePorts = source === undefined ? undefined : readPorts(entry, reading, protocol);
  const destination = source === undefined ? undefined : readAddress(entry, reading, family);
  if (source === undefined || destination === undefined) return undefined;
  const destinationPorts = readPorts(entry, reading, protocol);
  return {
    source,
    destination,
    service,
    protocol,
    ...(sourcePorts && { sourcePorts }),
    ...(destinationPorts && { destinationPorts }),
  };
}

function readPorts(entry: EntryContext, reading: Reading, protocol: Draft["protocol"]): PortRange[] | undefined {
  const { words } = reading;
  if (typeof protocol !== "number") return undefined;
  const { portsOf, portGroup = "portgroup" } = entry.dialect;
  if (portsOf !== undefined && words[0] === portGroup && words[1] !== undefined)
    return portsOfGroup(entry, reading, words.splice(0, 2)[1] ?? "");
  if (!isPortOperator(words[0])) return undefined;
  const ports = readPortTest(words, protocol, entry.context.platform);
  if (ports !== undefined) reading.hasLayer4 = true;
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
function readAddress(entry: EntryContext, reading: Reading, family: 4 | 6): AddressExpression | undefined {
  const { words } = reading;
  const { context, line } = entry;
  const at = context.at(line);
  const [first, second] = words;
  if (first === undefined) return undefined;
  if (first === "any" || first === "any4" || first === "any6") return take(words, 1, { kind: "any", family, at });
  if (first === "host") return second === undefined ? undefined : take(words, 2, hostAddress(second, at));
  if (first === entry.dialect.addressGroup && second !== undefined)
    return take(words, 2, { kind: "object", object: second, at });
  if (first.includes("/")) return take(words, 1, prefixAddress(first, at));
  if (second !== undefined && readIPv4(second) !== undefined) {
    const wildcard = readIPv4(second) ?? 0;
    if (looksLikeNetmask(wildcard))
      context.report("cisco/netmask-as-wildcard", at, {
        message: `${second} is a wildcard here, and looks like a netmask`,
      });
    return take(words, 2, readWildcard(first, second, at));
  }
  if (entry.kind === "standard") return take(words, 1, hostAddress(first, at));
  return entry.dialect.hasBareHosts ? bareHost(entry, reading, first) : undefined;
}

/** Nothing but one host can be meant, if the device takes it. */
function bareHost(entry: EntryContext, reading: Reading, word: string): AddressExpression | undefined {
  const host = hostAddress(word, entry.context.at(entry.line));
  if (host !== undefined) narrowBy("whether the device takes an address without a mask is not known", entry, reading);
  return take(reading.words, 1, host);
}

function take(words: string[], count: number, value: AddressExpression | undefined): AddressExpression | undefined {
  if (value !== undefined) words.splice(0, count);
  return value;
}

function finish(draft: Draft, { services }: CiscoContext): Pick<RuleMatch, "source" | "destination" | "service"> {
  const { source, destination, protocol, service, sourcePorts, destinationPorts, flags, surely } = draft;
  if (typeof protocol !== "number" || service.kind !== "any") return { source, destination, service };
  if (surely !== undefined) {
    const [upper, lower] = [serviceOf(protocol, draft), serviceOf(protocol, { ...draft, flags: [...surely.flags] })];
    return { source, destination, service: { kind: "unknown", doubt: surely.doubt, lower, upper } };
  }
  const key = `${protocol} ${portsText(sourcePorts)} ${portsText(destinationPorts)} ${flags?.map(({ mask, value }) => `${mask}/${value}`).join()}`;
  const known = services.get(key) ?? serviceOf(protocol, draft);
  services.set(key, known);
  return { source, destination, service: known };
}

function portsText(ports: readonly PortRange[] | undefined): string {
  return ports === undefined ? "" : `(${ports.map(({ from, to }) => `${from}-${to}`).join()})`;
}

function serviceOf(protocol: number, { sourcePorts, destinationPorts, flags }: Draft): ServiceExpression {
  if (sourcePorts === undefined && destinationPorts === undefined && flags === undefined)
    return { kind: "protocol", protocol };
  return {
    kind: "ports",
    protocol,
    ...(sourcePorts === undefined ? {} : { source: sourcePorts }),
    ...(destinationPorts === undefined ? {} : { destination: destinationPorts }),
    ...(flags === undefined ? {} : { flags }),
  };
}

/** The words of a line behind an optional sequence number, and that number. */
export function splitSequence(line: CiscoLine): { sequence?: number; words: string[] } {
  const words = wordsOf(line);
  const [first = "", second = ""] = words;
  if (isNumber(first)) return { sequence: Number(first), words: words.slice(1) };
  if (first === "sequence" && isNumber(second)) return { sequence: Number(second), words: words.slice(2) };
  if (first === "remark") return { words };
  const at = words.lastIndexOf("sequence");
  const last = words[at + 1];
  if (at > 1 && last !== undefined && isNumber(last)) return { sequence: Number(last), words };
  return { words };
}

function isNumber(word: string): boolean {
  return /^\d+$/.test(word);
}
