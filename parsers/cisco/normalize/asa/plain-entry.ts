/** The forms that nearly all entries of an ASA's exports have: `readEntry` says what they mean. */
import type { AddressExpression, ServiceExpression } from "../../../../src/model/expression.js";
import type { Rule } from "../../../../src/model/rule.js";
import type { SourceRange } from "../../../../src/source/range.js";
import { readPort } from "../../names.js";
import type { PlainScan } from "../../plain-scan.js";
import type { Entry } from "./entry.js";
import { type EntryProtocol, serviceOf } from "./entry-service.js";
import type { EntrySite, PortTest } from "./entry-site.js";
import { plainAddress } from "./plain-address.js";

/**
 * Reads `permit|deny PROTOCOL ADDRESS [PORTS] ADDRESS [PORTS] [log]`, in small letters with single blanks between the words
 * and nothing in it to be reported or doubted. The rule is the one that `readEntry` makes of it, several times as fast.
 * @returns undefined for all else, with nothing marked: `readEntry` reads it.
 */
export function readPlainEntry({ line, id, comment }: Entry, scan: PlainScan, site: EntrySite): Rule | undefined {
  const { context } = site;
  const action = scan.takes("permit ") ? "permit" : scan.takes("deny ") ? "deny" : undefined;
  if (action === undefined) return undefined;
  const at = context.at(line);
  const head = headAt(scan, at, site);
  const source = head !== undefined && scan.blank() ? addressAt(scan, at, site) : undefined;
  if (head === undefined || source === undefined) return undefined;
  const sourcePorts = portsAt(scan, head, site);
  const destination = scan.blank() ? addressAt(scan, at, site) : undefined;
  if (destination === undefined) return undefined;
  const destinationPorts = portsAt(scan, head, site);
  const isLogged = scan.takes(" log");
  if (!scan.isAtEnd) return undefined;
  const service = serviceOf(head, { source: sourcePorts, destination: destinationPorts }, site);
  if (service === undefined) return undefined;
  context.mark(line, "modelled");
  const match = { source, destination, service };
  // Written out: a spread in the middle takes as long as all the rest of a rule.
  if (isLogged)
    return comment === undefined
      ? { id, action, match, enabled: true, log: true, at: [at] }
      : { id, action, match, enabled: true, log: true, comment, at: [at] };
  return comment === undefined
    ? { id, action, match, enabled: true, at: [at] }
    : { id, action, match, enabled: true, comment, at: [at] };
}

const ANY: EntryProtocol = { service: { kind: "any" }, protocols: ["any"], key: "any" };
const TCP: EntryProtocol = { service: { kind: "protocol", protocol: 6 }, protocols: [6], key: "6" };
const UDP: EntryProtocol = { service: { kind: "protocol", protocol: 17 }, protocols: [17], key: "17" };
const ICMP: EntryProtocol = { service: { kind: "protocol", protocol: 1 }, protocols: [1], key: "1" };

function headAt(scan: PlainScan, at: SourceRange, { groups }: EntrySite): EntryProtocol | undefined {
  if (scan.takesWord("tcp")) return TCP;
  if (scan.takesWord("udp")) return UDP;
  if (scan.takesWord("ip")) return ANY;
  if (scan.takesWord("icmp")) return ICMP;
  if (!scan.takes("object-group ")) return undefined;
  const object = scan.word();
  const service: ServiceExpression = { kind: "object", object, at };
  return groups.kindOf(object) === "service" ? { service, key: `object ${object}` } : undefined;
}

function addressAt(scan: PlainScan, at: SourceRange, site: EntrySite): AddressExpression | undefined {
  const start = scan.at;
  const address = plainAddress(scan, at, site.names);
  if (address !== undefined || scan.at !== start) return address;
  if (scan.takesWord("any")) return site.any;
  if (scan.takesWord("any4")) return { kind: "any", family: 4, at };
  if (!scan.takes("object-group ") && !scan.takes("object ")) return undefined;
  // The name is the one of its definition: all entries share that.
  const named = site.groups.networks.get(scan.word());
  return scan.isAtWordEnd && named !== undefined ? { kind: "object", object: named.name, at } : undefined;
}

/** `eq PORT`, `range PORT PORT`, a group of ports. Where it is another test the scan stays: no address and no end follows there. */
function portsAt(scan: PlainScan, head: EntryProtocol, site: EntrySite): PortTest | undefined {
  if (head !== TCP && head !== UDP) return undefined;
  const { at } = scan;
  const protocol = head === TCP ? 6 : 17;
  const test = scan.takes(" eq ")
    ? onePort(scan, protocol)
    : scan.takes(" range ")
      ? portRange(scan)
      : scan.takes(" object-group ")
        ? site.portGroups.get(scan.word())
        : undefined;
  if (test !== undefined && scan.isAtWordEnd) return test;
  scan.at = at;
  return undefined;
}

function onePort(scan: PlainScan, protocol: number): PortTest | undefined {
  const port = scan.isNumeric ? numberAt(scan) : readPort(scan.word(), protocol, "asa");
  return port === undefined ? undefined : { ranges: [{ from: port, to: port }] };
}

function portRange(scan: PlainScan): PortTest | undefined {
  const from = numberAt(scan);
  const to = scan.blank() ? numberAt(scan) : undefined;
  return from === undefined || to === undefined || from > to ? undefined : { ranges: [{ from, to }] };
}

function numberAt(scan: PlainScan): number | undefined {
  const number = scan.number(5);
  return number === undefined || number > 65535 ? undefined : number;
}
