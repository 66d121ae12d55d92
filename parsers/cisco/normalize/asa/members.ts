/** The lines of objects and groups (reference/cisco.md 2.3). One that is not understood may hold anything. */
import type { AddressExpression, PortRange, ServiceExpression } from "../../../../src/model/expression.js";
import type { PlainScan } from "../../plain-scan.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { reportReversedRanges } from "../reversed-range.js";
import { isZero, protocolZero } from "../service.js";
import { readHost, readPlain, readRange } from "./address.js";
import type { IcmpMember, PortMember, ProtocolMember } from "./groups.js";
import type { Names } from "./names.js";
import { doubtOpenPlace, hasOpenPlace } from "./open-place.js";
import { plainAddress } from "./plain-address.js";
import { readIcmpWords, readPorts, readProtocolWord, readServiceWords } from "./service-members.js";

/** The line of `object network`: `host`, `subnet`, `range`, `fqdn`. */
export function networkValue(line: CiscoLine, names: Names, context: CiscoContext): AddressExpression {
  const words = wordsOf(line);
  const [kind, first = "", second = ""] = words;
  const at = context.at(line);
  context.mark(line, "modelled");
  if (kind === "fqdn") {
    const family = first === "v4" ? 4 : first === "v6" ? 6 : undefined;
    const doubt = context.doubt("the addresses of a domain name are looked up at run time", line, { scope: "match" });
    return { kind: "unknown", doubt, upper: { kind: "any", ...(family === undefined ? {} : { family }) }, at };
  }
  const plain = kind === "subnet" ? readPlain(words, 1, names, at) : undefined;
  const read =
    kind === "host" && words.length === 2
      ? readHost(first, names, at)
      : kind === "range" && words.length === 3
        ? readRange(first, second, names, at)
        : plain !== undefined && words.length === 1 + plain.count
          ? plain.value
          : undefined;
  if (read !== undefined) return read;
  const isValue = ["host", "subnet", "range"].includes(kind ?? "") || hasOpenPlace(line, "addresses");
  return isValue ? unreadAddresses(line, "object network", context) : perhapsTranslation(line, context);
}

/** A line of an object that says nothing of addresses may be its translation, spoilt. */
function perhapsTranslation(line: CiscoLine, context: CiscoContext): AddressExpression {
  const at = context.at(line);
  const doubt = context.unknown(line, "object network", { scope: "device" });
  context.translating ??= { id: doubt, at };
  return { kind: "unknown", doubt, at };
}

/** A line of `object-group network`. */
export function networkMember(line: CiscoLine, names: Names, context: CiscoContext): AddressExpression {
  context.mark(line, "modelled");
  const scan = context.scan.show(line);
  const plain = scan.takes("network-object ") ? plainAddress(scan, undefined, names) : undefined;
  if (plain !== undefined && scan.isAtEnd) return plain;
  const at = context.at(line);
  const words = wordsOf(line);
  if (words[0] === "network-object" && words[1] === "object" && words[2] !== undefined && words.length === 3)
    return { kind: "object", object: words[2], at };
  const read = words[0] === "network-object" ? readPlain(words, 1, names, at) : undefined;
  if (read !== undefined && words.length === 1 + read.count) return read.value;
  return unreadAddresses(line, "object-group network", context);
}

/** Some addresses: perhaps all, perhaps none. */
function unreadAddresses(line: CiscoLine, section: string, context: CiscoContext): AddressExpression {
  const doubt = hasOpenPlace(line, "addresses")
    ? doubtOpenPlace(line, context)
    : context.unknown(line, section, { scope: "match" });
  return { kind: "unknown", doubt, at: context.at(line) };
}

/** The line of `object service`. */
export function serviceValue(line: CiscoLine, context: CiscoContext): ServiceExpression {
  const [kind, ...rest] = wordsOf(line);
  const at = context.at(line);
  context.mark(line, "modelled");
  reportReversedRanges(line, context);
  if (kind === "service" && rest.length === 1 && isZero(rest[0] ?? "")) return protocolZero(line, context);
  const read = kind === "service" ? readServiceWords(rest, at) : undefined;
  return read ?? { kind: "unknown", doubt: context.unknown(line, "object service", { scope: "match" }), at };
}

/** A line of `object-group service` without a protocol. */
export function serviceMember(line: CiscoLine, context: CiscoContext): ServiceExpression {
  const [kind, ...rest] = wordsOf(line);
  const at = context.at(line);
  context.mark(line, "modelled");
  if (kind === "service-object" && rest[0] === "object" && rest[1] !== undefined && rest.length === 2)
    return { kind: "object", object: rest[1], at };
  reportReversedRanges(line, context);
  if (kind === "service-object" && rest.length === 1 && isZero(rest[0] ?? "")) return protocolZero(line, context);
  const read = kind === "service-object" ? readServiceWords(rest, at) : undefined;
  return read ?? { kind: "unknown", doubt: context.unknown(line, "object-group service", { scope: "match" }), at };
}

/** A line of `object-group service` with a protocol: `port-object eq www`. */
export function portMember(line: CiscoLine, protocols: readonly number[], context: CiscoContext): PortMember {
  context.mark(line, "modelled");
  const plain = plainPorts(context.scan.show(line));
  if (plain !== undefined) return { protocols: protocols.map((protocol) => [protocol, [plain]]) };
  const [kind, ...rest] = wordsOf(line);
  reportReversedRanges(line, context);
  const read: [number, PortRange[]][] = [];
  for (const protocol of protocols) {
    const words = [...rest];
    const ports = kind === "port-object" ? readPorts(words, protocol) : undefined;
    if (ports !== undefined && words.length === 0) read.push([protocol, ports]);
  }
  if (read.length === protocols.length) return { protocols: read };
  return { unknown: context.unknown(line, "object-group service", { scope: "match" }) };
}

/** Numbers in order: they are the same for every protocol. */
function plainPorts(scan: PlainScan): PortRange | undefined {
  const isRange = scan.takes("port-object range ");
  if (!isRange && !scan.takes("port-object eq ")) return undefined;
  const from = scan.number(5);
  const to = !isRange ? from : scan.blank() ? scan.number(5) : undefined;
  if (from === undefined || to === undefined || from > to || to > LAST_PORT || !scan.isAtEnd) return undefined;
  return { from, to };
}

const LAST_PORT = 65535;

/** A line of `object-group protocol`. */
export function protocolMember(line: CiscoLine, context: CiscoContext): ProtocolMember {
  const [kind, word, ...rest] = wordsOf(line);
  context.mark(line, "modelled");
  if (kind === "protocol-object" && rest.length === 0 && isZero(word ?? "")) {
    const { doubt, lower } = protocolZero(line, context);
    return { unknown: doubt, ...(lower === undefined ? {} : { lower }) };
  }
  const protocol = kind === "protocol-object" && rest.length === 0 ? readProtocolWord(word) : undefined;
  return protocol ?? { unknown: context.unknown(line, "object-group protocol", { scope: "match" }) };
}

/** A line of `object-group icmp-type`: a type of each family that has one of the name. */
export function icmpMember(line: CiscoLine, context: CiscoContext): IcmpMember {
  const [kind, ...rest] = wordsOf(line);
  const at = context.at(line);
  context.mark(line, "modelled");
  const read =
    kind === "icmp-object" ? ([4, 6] as const).flatMap((family) => readIcmpWords(family, rest, at) ?? []) : [];
  if (read.length > 0) return read;
  return [{ kind: "unknown", doubt: context.unknown(line, "object-group icmp-type", { scope: "match" }), at }];
}
