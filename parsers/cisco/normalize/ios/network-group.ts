/**
 * Members of `object-group network`: netmasks, unlike the entries that use the group (reference/cisco.md 2.3); of `v6-network`:
 * prefixes (Cisco IOS XE, object groups for ACLs).
 */
import type { AddressExpression } from "../../../../src/model/expression.js";
import { readIPv4, readIPv6 } from "../../../../src/packets/address.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { hostAddress, prefixAddress, readNetmask } from "../address.js";
import type { CiscoContext } from "../context.js";

/** What one member line adds to its group. One that is not understood may hold any address. */
export function networkMember(line: CiscoLine, context: CiscoContext): AddressExpression[] {
  return readLine(line, 4, context);
}

/** The same under `object-group v6-network`. */
export function networkMember6(line: CiscoLine, context: CiscoContext): AddressExpression[] {
  return readLine(line, 6, context);
}

/** What a line of a group of names or countries adds: addresses that are known at run time alone. */
export function nameMember(line: CiscoLine, context: CiscoContext): AddressExpression[] {
  context.mark(line, "modelled");
  const [word] = wordsOf(line);
  if (word === "description" || word === "exit") return [];
  const reason = "which addresses a group of names or countries holds is known at run time";
  return [{ kind: "unknown", doubt: context.doubt(reason, line, { scope: "match" }), at: context.at(line) }];
}

function readLine(line: CiscoLine, family: 4 | 6, context: CiscoContext): AddressExpression[] {
  const words = wordsOf(line);
  const at = context.at(line);
  context.mark(line, "modelled");
  if (words[0] === "description" || words[0] === "exit") return [];
  if (words[0] === "network-object") words.shift();
  const member = readMember(words, family, at);
  if (member !== undefined) return [member];
  return [{ kind: "unknown", doubt: context.unknown(line, "object-group network", { scope: "match" }), at }];
}

function readMember(
  words: readonly string[],
  family: 4 | 6,
  at: ReturnType<CiscoContext["at"]>,
): AddressExpression | undefined {
  const [first, second, third] = words;
  if (first === undefined || words.length > (first === "range" ? 3 : 2)) return undefined;
  if (second === undefined) return first === "any" ? { kind: "any", family, at } : prefixAddress(first, at);
  if (first === "group-object") return { kind: "object", object: second, at };
  if (first === "host") return hostAddress(second, at);
  if (first === "range") return third === undefined ? undefined : addressRange(second, third, at);
  return family === 4 ? readNetmask(first, second, at) : undefined;
}

function addressRange(first: string, last: string, at: ReturnType<CiscoContext["at"]>): AddressExpression | undefined {
  const [from, to] = [readIPv4(first), readIPv4(last)];
  if (from !== undefined && to !== undefined) return from > to ? undefined : { kind: "range4", from, to, at };
  const [from6, to6] = [readIPv6(first), readIPv6(last)];
  if (from6 === undefined || to6 === undefined || from6 > to6) return undefined;
  return { kind: "range6", from: from6, to: to6, at };
}
