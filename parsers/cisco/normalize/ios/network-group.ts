/**
 * Members of `object-group network`: netmasks, unlike the entries that use the group (reference/cisco.md 2.3); of `v6-network`:
 * prefixes (Cisco IOS XE, object groups for ACLs).
 */
import type { AddressExpression } from "../../../../src/model/expression.js";
import { readIPv4, readIPv6 } from "../../../../src/packets/address.js";
import type { SourceRange } from "../../../../src/source/range.js";
import type { PlainScan } from "../../plain-scan.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { Words } from "../../words.js";
import { hostAddress, netmaskAddress, prefixAddress, readNetmask } from "../address.js";
import type { CiscoContext } from "../context.js";

/** What one member line adds to its group. One that is not understood may hold any address. */
export function networkMember(line: CiscoLine, context: CiscoContext): AddressExpression | undefined {
  return readLine(line, 4, context);
}

/** The same under `object-group v6-network`. */
export function networkMember6(line: CiscoLine, context: CiscoContext): AddressExpression | undefined {
  return readLine(line, 6, context);
}

/** What a line of a group of names or countries adds: addresses that are known at run time alone. */
export function nameMember(line: CiscoLine, context: CiscoContext): AddressExpression | undefined {
  context.mark(line, "modelled");
  const [word] = wordsOf(line);
  if (word === "description" || word === "exit") return undefined;
  const reason = "which addresses a group of names or countries holds is known at run time";
  return { kind: "unknown", doubt: context.doubt(reason, line, { scope: "match" }), at: context.at(line) };
}

function readLine(line: CiscoLine, family: 4 | 6, context: CiscoContext): AddressExpression | undefined {
  context.mark(line, "modelled");
  const plain = family === 4 ? plainMember(context.scan.show(line)) : undefined;
  if (plain !== undefined) return plain;
  const at = context.at(line);
  const words = new Words(line.text);
  if (words.is("description") || words.is("exit")) return undefined;
  if (words.is("network-object")) words.skip();
  const member = readMember(words.rest(), family, at);
  return member ?? { kind: "unknown", doubt: context.unknown(line, "object-group network", { scope: "match" }), at };
}

/**
 * `A MASK` and `host A` with single blanks, which nearly all members are. They have the place of their group: with one each, which
 * nobody reads, the lists of a large rule set held a tenth more memory.
 */
function plainMember(scan: PlainScan): AddressExpression | undefined {
  if (scan.takes("host ")) {
    const host = scan.ipv4();
    return host === undefined || !scan.isAtEnd ? undefined : { kind: "range4", from: host, to: host };
  }
  const address = scan.ipv4();
  const mask = address === undefined || !scan.blank() ? undefined : scan.ipv4();
  return address === undefined || mask === undefined || !scan.isAtEnd ? undefined : netmaskAddress(address, mask);
}

function readMember(words: readonly string[], family: 4 | 6, at: SourceRange): AddressExpression | undefined {
  const [first, second, third] = words;
  if (first === undefined || words.length > (first === "range" ? 3 : 2)) return undefined;
  if (second === undefined) return first === "any" ? { kind: "any", family, at } : prefixAddress(first, at);
  if (first === "group-object") return { kind: "object", object: second, at };
  if (first === "host") return hostAddress(second, at);
  if (first === "range") return third === undefined ? undefined : addressRange(second, third, at);
  return family === 4 ? readNetmask(first, second, at) : undefined;
}

function addressRange(first: string, last: string, at: SourceRange): AddressExpression | undefined {
  const [from, to] = [readIPv4(first), readIPv4(last)];
  if (from !== undefined && to !== undefined) return from > to ? undefined : { kind: "range4", from, to, at };
  const [from6, to6] = [readIPv6(first), readIPv6(last)];
  if (from6 === undefined || to6 === undefined || from6 > to6) return undefined;
  return { kind: "range6", from: from6, to: to6, at };
}
