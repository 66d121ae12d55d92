/** The forms that nearly all entries of exports have, on IOS, IOS-XE, NX-OS and IOS-XR: `readEntry` says what they mean. */
import type { AddressExpression, PortRange, ServiceExpression } from "../../../src/model/expression.js";
import type { Rule } from "../../../src/model/rule.js";
import type { SourceRange } from "../../../src/source/range.js";
import { readIcmpName, readPort } from "../names.js";
import type { PlainScan } from "../plain-scan.js";
import type { CiscoLine } from "../tree.js";
import { looksLikeNetmask, prefixOf, wildcardAddress } from "./address.js";
import type { CiscoContext } from "./context.js";
import { sharedService } from "./entry.js";
import { type AclKind, type EntryContext, type EntryDialect, ESTABLISHED, TOS_UNREACHABLE } from "./entry-options.js";
import { MAX_PORTS } from "./service.js";
import type { ServicePool } from "./service-pool.js";
import type { TextSet } from "./text-set.js";

const NO_LINE: CiscoLine = { number: 0, indent: 0, text: "", children: [] };

/** An entry while it is read: one does for all lists of a device, with other values in it. */
export class PlainEntry implements EntryContext {
  line = NO_LINE;
  kind: AclKind = "extended";
  id = "";
  comment: string | undefined;

  constructor(
    readonly context: CiscoContext,
    readonly dialect: EntryDialect,
  ) {}
}

/** Devices write the words behind `deny` where those behind `permit` are. */
const PADDED_DENY = "deny   ";
const BARE_DENY = "deny ";

/** What an entry says, by which others that say the same are found: exports and scripts differ in the blanks behind `deny`. */
export function entryText(text: string): string {
  const isBare = text.startsWith(BARE_DENY) && !text.startsWith(PADDED_DENY);
  return isBare ? PADDED_DENY + text.slice(BARE_DENY.length) : text;
}

/**
 * Adds what the line of a scan says from `start` on, which `readPlainEntry` has read.
 * @param start a place of the scan.
 * @returns it, or `undefined` where it is there already.
 */
export function addText(texts: TextSet, { text: line }: CiscoLine, start: number, scan: PlainScan): string | undefined {
  const length = scan.end - start;
  const said = length === line.length ? line : line.slice(-length);
  const text = entryText(said);
  const isNew = text === said ? texts.add(text, scan.text, start) : texts.add(text);
  return isNew ? text : undefined;
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
  const action = scan.takes("permit ")
    ? "permit"
    : scan.takes(PADDED_DENY) || scan.takes(BARE_DENY)
      ? "deny"
      : undefined;
  const protocol = action === undefined ? undefined : protocolAt(entry, scan);
  if (action === undefined || protocol === undefined) return undefined;
  const at = context.at(line);
  const named = namedService(scan, protocol, at);
  const source = scan.blank() ? addressAt(entry, scan, at) : undefined;
  if (source === undefined) return undefined;
  const sourcePorts = portsAt(scan, protocol, entry);
  const destination = scan.blank() ? addressAt(entry, scan, at) : undefined;
  if (destination === undefined) return undefined;
  const destinationPorts = portsAt(scan, protocol, entry);
  const flags = protocol === 6 && scan.takes(" established") ? ESTABLISHED : undefined;
  const icmp = protocol === 1 ? icmpAt(scan, at, entry) : undefined;
  const log = scan.takes(" log");
  if (!scan.isAtEnd) return undefined;
  context.mark(line, "modelled");
  const service = named ?? icmp ?? sharedService(protocol, sourcePorts, destinationPorts, flags, context);
  const isOfPorts = sourcePorts !== undefined || destinationPorts !== undefined || flags !== undefined;
  const hasLayer4 = isOfPorts || icmp !== undefined || protocol === GROUP;
  const match =
    hasLayer4 && action === "permit"
      ? ({ source, destination, service, fragments: "by-address" } as const)
      : { source, destination, service };
  return comment === undefined
    ? { id, action, match, enabled: true, log, at: [at] }
    : { id, action, match, enabled: true, log, comment, at: [at] };
}

/** What stands in place of the number of a protocol. */
const [ANY, GROUP] = [-1, -2];

/** The service that a protocol without a number says; where it has one, the service is made of that and of what follows. */
function namedService(scan: PlainScan, protocol: number, at: SourceRange): ServiceExpression | undefined {
  if (protocol === ANY) return { kind: "any", at };
  return protocol === GROUP ? { kind: "object", object: scan.word(), at } : undefined;
}

/** A type of ICMP by its name. Where it is another word the scan stays: an option may follow there. */
function icmpAt(scan: PlainScan, at: SourceRange, { context }: EntryContext): ServiceExpression | undefined {
  const start = scan.at;
  if (!scan.blank()) return undefined;
  const word = scan.word();
  const named = TOS_UNREACHABLE.test(word) ? undefined : readIcmpName(word, 4, context.platform);
  if (named === undefined) {
    scan.at = start;
    return undefined;
  }
  const { type, code } = named;
  return code === undefined ? { kind: "icmp", family: 4, type, at } : { kind: "icmp", family: 4, type, code, at };
}

/** The number of the protocol, `ANY` or `GROUP`. */
function protocolAt({ dialect }: EntryContext, scan: PlainScan): number | undefined {
  if (scan.takesWord("tcp")) return 6;
  if (scan.takesWord("udp")) return 17;
  if (scan.takesWord("ip") || scan.takesWord("ipv4")) return ANY;
  if (scan.takesWord("icmp")) return 1;
  return dialect.hasServiceGroups && scan.takes("object-group ") ? GROUP : undefined;
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
    const object = scan.blank() ? scan.name() : "";
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
function portsAt(scan: PlainScan, protocol: number, { context }: EntryContext): readonly PortRange[] | undefined {
  if (protocol !== 6 && protocol !== 17) return undefined;
  const { at } = scan;
  const ports = portTest(scan, protocol, context);
  if (ports !== undefined && scan.isAtWordEnd) return ports;
  scan.at = at;
  return undefined;
}

function portTest(
  scan: PlainScan,
  protocol: number,
  { platform, services }: CiscoContext,
): readonly PortRange[] | undefined {
  if (scan.takes(" eq ")) return equalPorts(scan, protocol, platform, services);
  if (scan.takes(" range ")) return portRange(scan, protocol, platform, services);
  if (scan.takes(" gt ")) return portsAbove(portAt(scan, protocol, platform), services);
  return scan.takes(" lt ") ? portsBelow(portAt(scan, protocol, platform), services) : undefined;
}

/** Behind the first one numbers alone: a name may also be what follows the ports. */
function equalPorts(
  scan: PlainScan,
  protocol: number,
  platform: string,
  services: ServicePool,
): readonly PortRange[] | undefined {
  const first = portAt(scan, protocol, platform);
  if (first === undefined) return undefined;
  let ports = services.ranges(first, first);
  for (let { at } = scan; ports.length < MAX_PORTS && scan.blank(); at = scan.at) {
    const port = scan.number(5);
    if (port === undefined || port > LAST_PORT) {
      scan.at = at;
      break;
    }
    ports = [...ports, { from: port, to: port }];
  }
  return ports;
}

/** Nothing is above the last port, and nothing below the first. */
function portsAbove(port: number | undefined, services: ServicePool): readonly PortRange[] | undefined {
  return port === undefined || port === LAST_PORT ? undefined : services.ranges(port + 1, LAST_PORT);
}

function portsBelow(port: number | undefined, services: ServicePool): readonly PortRange[] | undefined {
  return port === undefined || port === 0 ? undefined : services.ranges(0, port - 1);
}

const LAST_PORT = 65535;

function portRange(
  scan: PlainScan,
  protocol: number,
  platform: string,
  services: ServicePool,
): readonly PortRange[] | undefined {
  const from = portAt(scan, protocol, platform);
  const to = scan.blank() ? portAt(scan, protocol, platform) : undefined;
  return from === undefined || to === undefined || from > to ? undefined : services.ranges(from, to);
}

function portAt(scan: PlainScan, protocol: number, platform: string): number | undefined {
  const number = scan.number(5);
  if (number === undefined) return readPort(scan.word(), protocol, platform);
  return number > LAST_PORT ? undefined : number;
}
