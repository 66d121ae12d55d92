/** The forms that nearly all entries of exports have, on IOS, IOS-XE, NX-OS and IOS-XR: `readEntry` says what they mean. */
import type { AddressExpression, PortRange, ServiceExpression } from "../../../src/model/expression.js";
import type { Rule } from "../../../src/model/rule.js";
import type { SourceRange } from "../../../src/source/range.js";
import { readPort } from "../names.js";
import type { PlainScan } from "../plain-scan.js";
import { looksLikeNetmask, prefixOf, wildcardAddress } from "./address.js";
import { serviceIn } from "./entry.js";
import type { Draft, EntryContext } from "./entry-options.js";
import { MAX_PORTS } from "./service.js";

/**
 * Reads `permit|deny PROTOCOL ADDRESS [PORTS] ADDRESS [PORTS] [log]` of a list of IPv4, in small letters with single blanks
 * between the words and nothing in it to be reported or doubted. The rule is the one that `readEntry` makes of it, several
 * times as fast: lists are most of a large export.
 * @returns undefined for all else, with nothing marked: `readEntry` reads it.
 */
export function readPlainEntry(entry: EntryContext, scan: PlainScan): Rule | undefined {
  if (entry.kind !== "extended") return undefined;
  const { context, line, id, comment } = entry;
  const action = scan.takes("permit ") ? "permit" : scan.takes("deny ") ? "deny" : undefined;
  if (action === undefined) return undefined;
  const at = context.at(line);
  const draft = readDraft(entry, scan, at);
  const log = scan.takes(" log");
  if (draft === undefined || !scan.isAtEnd) return undefined;
  context.mark(line, "modelled");
  const { source, destination, protocol, sourcePorts, destinationPorts } = draft;
  const hasLayer4 = protocol === "group" || sourcePorts !== undefined || destinationPorts !== undefined;
  const service = serviceIn(draft, context);
  const match =
    hasLayer4 && action === "permit"
      ? ({ source, destination, service, fragments: "by-address" } as const)
      : { source, destination, service };
  return comment === undefined
    ? { id, action, match, enabled: true, log, at: [at] }
    : { id, action, match, enabled: true, log, comment, at: [at] };
}

function readDraft(entry: EntryContext, scan: PlainScan, at: SourceRange): Draft | undefined {
  const protocol = protocolAt(entry, scan);
  if (protocol === undefined) return undefined;
  const service: ServiceExpression =
    protocol === "group" ? { kind: "object", object: scan.word(), at } : { kind: "any", at };
  const source = scan.blank() ? addressAt(entry, scan, at) : undefined;
  if (source === undefined) return undefined;
  const sourcePorts = portsAt(scan, protocol, entry);
  const destination = scan.blank() ? addressAt(entry, scan, at) : undefined;
  if (destination === undefined) return undefined;
  const destinationPorts = portsAt(scan, protocol, entry);
  return { source, destination, service, protocol, sourcePorts, destinationPorts };
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

/** `eq PORT …` or `range PORT PORT`. Where it is another test the scan stays: no address and no end follows there. */
function portsAt(scan: PlainScan, protocol: Draft["protocol"], { context }: EntryContext): PortRange[] | undefined {
  if (protocol !== 6 && protocol !== 17) return undefined;
  const { at } = scan;
  const ports = scan.takes(" eq ")
    ? equalPorts(scan, protocol, context.platform)
    : scan.takes(" range ")
      ? portRange(scan, protocol, context.platform)
      : undefined;
  if (ports === undefined || !scan.isAtWordEnd) scan.at = at;
  return scan.at === at ? undefined : ports;
}

/** Behind the first one numbers alone: a name may also be what follows the ports. */
function equalPorts(scan: PlainScan, protocol: number, platform: string): PortRange[] | undefined {
  const first = portAt(scan, protocol, platform);
  if (first === undefined) return undefined;
  const ports = [{ from: first, to: first }];
  for (let { at } = scan; ports.length < MAX_PORTS && scan.blank(); at = scan.at) {
    const port = scan.number(5);
    if (port === undefined || port > 65535) {
      scan.at = at;
      break;
    }
    ports.push({ from: port, to: port });
  }
  return ports;
}

function portRange(scan: PlainScan, protocol: number, platform: string): PortRange[] | undefined {
  const from = portAt(scan, protocol, platform);
  const to = scan.blank() ? portAt(scan, protocol, platform) : undefined;
  return from === undefined || to === undefined || from > to ? undefined : [{ from, to }];
}

function portAt(scan: PlainScan, protocol: number, platform: string): number | undefined {
  const number = scan.number(5);
  if (number === undefined) return readPort(scan.word(), protocol, platform);
  return number > 65535 ? undefined : number;
}
