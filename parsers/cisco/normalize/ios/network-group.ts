/** Members of `object-group network`: netmasks, unlike the entries that use the group (reference/cisco.md 2.3). */
import type { AddressExpression } from "../../../../src/model/expression.js";
import { readIPv4 } from "../../../../src/packets/address.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { hostAddress, prefixAddress, readNetmask } from "../address.js";
import type { CiscoContext } from "../context.js";

/** What one member line adds to its group. One that is not understood may hold any address. */
export function networkMember(line: CiscoLine, context: CiscoContext): AddressExpression[] {
  const words = wordsOf(line);
  const at = context.at(line);
  context.mark(line, "modelled");
  if (words[0] === "description" || words[0] === "exit") return [];
  if (words[0] === "network-object") words.shift();
  const member = readMember(words, at);
  if (member !== undefined) return [member];
  return [{ kind: "unknown", doubt: context.unknown(line, "object-group network", { scope: "match" }), at }];
}

function readMember(words: readonly string[], at: ReturnType<CiscoContext["at"]>): AddressExpression | undefined {
  const [first, second, third] = words;
  if (first === undefined || words.length > (first === "range" ? 3 : 2)) return undefined;
  if (second === undefined) return first === "any" ? { kind: "any", family: 4, at } : prefixAddress(first, at);
  if (first === "group-object") return { kind: "object", object: second, at };
  if (first === "host") return hostAddress(second, at);
  if (first === "range") return third === undefined ? undefined : addressRange(second, third, at);
  return readNetmask(first, second, at);
}

function addressRange(first: string, last: string, at: ReturnType<CiscoContext["at"]>): AddressExpression | undefined {
  const from = readIPv4(first);
  const to = readIPv4(last);
  return from === undefined || to === undefined || from > to ? undefined : { kind: "range4", from, to, at };
}
