/** The forms that nearly all entries of exports have, on IOS, IOS-XE, NX-OS and IOS-XR: `readEntry` says what they mean. */
import type { AddressExpression, PortRange, ServiceExpression } from "../../../src/model/expression.js";
import type { Rule } from "../../../src/model/rule.js";
import type { SourceRange } from "../../../src/source/range.js";
import { readIcmpName, readPort } from "../names.js";
import type { PlainScan } from "../plain-scan.js";
import type { CiscoLine } from "../tree.js";
import { looksLikeNetmask, prefixOf, wildcardAddress } from "./address.js";
import { serviceIn } from "./entry.js";
import { type Draft, type EntryContext, ESTABLISHED, TOS_UNREACHABLE } from "./entry-options.js";
import { MAX_PORTS } from "./service.js";

/** Devices write the words behind `deny` where those behind `permit` are. */
const PADDED_DENY = "deny   ";

/** What an entry says from `start` on: exports and scripts differ in the blanks behind `deny`. */
export function plainText({ text }: CiscoLine, start: number): string {
  if (text.startsWith(PADDED_DENY, start)) return `deny ${text.slice(start + PADDED_DENY.length)}`;
  return start === 0 ? text : text.slice(start);
}

/**
 * Reads `permit|deny PROTOCOL ADDRESS [PORTS] ADDRESS [PORTS] [established] [log]`, and a type of ICMP in place of ports, of a list
 * of IPv4, in small letters with single blanks between the words and nothing in it to be reported or doubted. The rule is the one
 * that `readEntry` makes of it, several times as fast: lists are most of a large export.
 * @returns undefined for all else, with nothing marked: `readEntry` reads it.
 */
export function readPlainEntry(entry: EntryContext, scan: PlainScan): Rule | undefined {
  if (entry.kind !== "extended") return undefined;
  const { context, line, id, comment } = entry;
  const action = scan.takes("permit ") ? "permit" : scan.takes(PADDED_DENY) || scan.takes("deny ") ? "deny" : undefined;
  if (action === undefined) return undefined;
  const at = context.at(line);
  const draft = readDraft(entry, scan, at);
  const log = scan.takes(" log");
  if (draft === undefined || !scan.isAtEnd) return undefined;
  context.mark(line, "modelled");
  const { source, destination } = draft;
  const hasLayer4 = looksAtLayer4(draft);
  const service = serviceIn(draft, context);
  const match =
    hasLayer4 && action === "permit"
      ? ({ source, destination, service, fragments: "by-address" } as const)
      : { source, destination, service };
  return comment === undefined
    ? { id, action, match, enabled: true, log, at: [at] }
    : { id, action, match, enabled: true, log, comment, at: [at] };
}

function looksAtLayer4({ protocol, service, sourcePorts, destinationPorts, flags }: Draft): boolean {
  if (protocol === "group" || service.kind === "icmp" || flags !== undefined) return true;
  return sourcePorts !== undefined || destinationPorts !== undefined;
}

function readDraft(entry: EntryContext, scan: PlainScan, at: SourceRange): Draft | undefined {
  const protocol = protocolAt(entry, scan);
  if (protocol === undefined) return undefined;
  const service = serviceAt(scan, protocol, at);
  const source = scan.blank() ? addressAt(entry, scan, at) : undefined;
  if (source === undefined) return undefined;
  const sourcePorts = portsAt(scan, protocol, entry);
  const destination = scan.blank() ? addressAt(entry, scan, at) : undefined;
  if (destination === undefined) return undefined;
  const destinationPorts = portsAt(scan, protocol, entry);
  const draft: Draft = { source, destination, service, protocol, sourcePorts, destinationPorts };
  if (protocol === 6 && scan.takes(" established")) draft.flags = ESTABLISHED;
  if (protocol === 1) draft.service = icmpAt(scan, at, entry) ?? service;
  return draft;
}

/** Where a protocol has a number, the service is made of that and of what follows. */
const OPEN: ServiceExpression = { kind: "any" };

function serviceAt(scan: PlainScan, protocol: Draft["protocol"], at: SourceRange): ServiceExpression {
  if (protocol === "any") return { kind: "any", at };
  return protocol === "group" ? { kind: "object", object: scan.word(), at } : OPEN;
}

/** A type of ICMP by its name. Where it is another word the scan stays: an option may follow there. */
function icmpAt(scan: PlainScan, at: SourceRange, { context }: EntryContext): ServiceExpression | undefined {
  const start = scan.at;
  if (!scan.blank()) return undefined;
  const word = scan.word();
  const named = TOS_UNREACHABLE.test(word) ? undefined : readIcmpName(word, 4, context.platform);
  if (named !== undefined) return { kind: "icmp", family: 4, ...named, at };
  scan.at = start;
  return undefined;
}

function protocolAt({ dialect }: EntryContext, scan: PlainScan): Draft["protocol"] | undefined {
  if (scan.takesWord("tcp")) return 6;
  if (scan.takesWord("udp")) return 17;
  if (scan.takesWord("ip") || scan.takesWord("ipv4")) return "any";
  if (scan.takesWord("icmp")) return 1;
  return dialect.hasServiceGroups && scan.takes("object-group ") ? "group" : undefined;
}

function addressAt({ dialect }: EntryContext, scan: PlainScan, at: SourceRange): AddressExpression | undefined {
  if (scan.isNumeric) return numericAt(scan, at);
  if (scan.takes("host ")) {
    const host = scan.ipv4();
    return host === undefined || !scan.isAtWordEnd ? undefined : { kind: "range4", from: host, to: host, at };
  }
  if (scan.takesWord("any")) return { kind: "any", family: 4, at };
  for (const group of dialect.addressGroups) {
    if (!scan.takesWord(group)) continue;
    const object = scan.blank() ? scan.word() : "";
    return object === "" || !scan.isAtWordEnd ? undefined : { kind: "object", object, at };
  }
  return undefined;
}

/** An address with its wildcard, unless that looks like a netmask, or with the length of its prefix. */
function numericAt(scan: PlainScan, at: SourceRange): AddressExpression | undefined {
  const address = scan.ipv4();
  if (address === undefined) return undefined;
  if (scan.takes("/")) {
    const length = scan.number(2);
    return length === undefined || length > 32 || !scan.isAtWordEnd ? undefined : prefixOf(address, length, at);
  }
  const wildcard = scan.blank() ? scan.ipv4() : undefined;
  return wildcard === undefined || !scan.isAtWordEnd || looksLikeNetmask(wildcard)
    ? undefined
    : wildcardAddress(address, wildcard, at);
}

/** `eq PORT …`, `range PORT PORT`, `gt PORT`, `lt PORT`. Where it is another test the scan stays: no address and no end follows there. */
function portsAt(scan: PlainScan, protocol: Draft["protocol"], { context }: EntryContext): Draft["sourcePorts"] {
  if (protocol !== 6 && protocol !== 17) return undefined;
  const { at } = scan;
  const ports = portTest(scan, protocol, context.platform);
  if (ports !== undefined && scan.isAtWordEnd) return ports;
  scan.at = at;
  return undefined;
}

function portTest(scan: PlainScan, protocol: number, platform: string): PortRange[] | undefined {
  if (scan.takes(" eq ")) return equalPorts(scan, protocol, platform);
  if (scan.takes(" range ")) return portRange(scan, protocol, platform);
  if (scan.takes(" gt ")) return portsAbove(portAt(scan, protocol, platform));
  return scan.takes(" lt ") ? portsBelow(portAt(scan, protocol, platform)) : undefined;
}

/** Behind the first one numbers alone: a name may also be what follows the ports. */
function equalPorts(scan: PlainScan, protocol: number, platform: string): PortRange[] | undefined {
  const first = portAt(scan, protocol, platform);
  if (first === undefined) return undefined;
  const ports = [{ from: first, to: first }];
  for (let { at } = scan; ports.length < MAX_PORTS && scan.blank(); at = scan.at) {
    const port = scan.number(5);
    if (port === undefined || port > LAST_PORT) {
      scan.at = at;
      break;
    }
    ports.push({ from: port, to: port });
  }
  return ports;
}

/** Nothing is above the last port, and nothing below the first. */
function portsAbove(port: number | undefined): PortRange[] | undefined {
  return port === undefined || port === LAST_PORT ? undefined : [{ from: port + 1, to: LAST_PORT }];
}

function portsBelow(port: number | undefined): PortRange[] | undefined {
  return port === undefined || port === 0 ? undefined : [{ from: 0, to: port - 1 }];
}

const LAST_PORT = 65535;

function portRange(scan: PlainScan, protocol: number, platform: string): PortRange[] | undefined {
  const from = portAt(scan, protocol, platform);
  const to = scan.blank() ? portAt(scan, protocol, platform) : undefined;
  return from === undefined || to === undefined || from > to ? undefined : [{ from, to }];
}

function portAt(scan: PlainScan, protocol: number, platform: string): number | undefined {
  const number = scan.number(5);
  if (number === undefined) return readPort(scan.word(), protocol, platform);
  return number > LAST_PORT ? undefined : number;
}
