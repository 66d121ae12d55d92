/** Addresses as an ASA writes them: netmasks, prefixes of IPv6, names (reference/cisco.md 2.2, 2.3). */
import type { AddressExpression } from "../../../../src/model/expression.js";
import { readIPv4, readIPv6 } from "../../../../src/packets/address.js";
import type { SourceRange } from "../../../../src/source/range.js";
import { hostAddress, prefixAddress, readNetmask } from "../address.js";
import type { Names } from "./names.js";

/** How many words an address takes, and what they say. */
export interface ReadAddress {
  readonly count: number;
  readonly value: AddressExpression;
}

/** `host A`, `A MASK`, `A/len`; words of `name` stand for addresses. `undefined` when the words at `from` are none of these. */
export function readPlain(
  words: readonly string[],
  from: number,
  names: Names,
  at: SourceRange,
): ReadAddress | undefined {
  const first = words[from];
  const second = words[from + 1];
  if (first === undefined) return undefined;
  if (first === "host") return taken(2, second === undefined ? undefined : hostAddress(named(second, names), at));
  if (first.includes("/")) return taken(1, prefixAddress(first, at));
  const mask = second === undefined ? undefined : maskOf(second);
  return mask === undefined ? undefined : taken(2, readNetmask(addressOf(first, names), mask, at));
}

/** One address, of a name perhaps. */
export function readHost(word: string, names: Names, at: SourceRange): AddressExpression | undefined {
  return hostAddress(named(word, names), at);
}

/** `A B`, both ends inclusive, of one family. */
export function readRange(first: string, last: string, names: Names, at: SourceRange): AddressExpression | undefined {
  const [a, b] = [named(first, names), named(last, names)];
  const [from, to] = [readIPv4(a), readIPv4(b)];
  if (from !== undefined && to !== undefined) return from > to ? undefined : { kind: "range4", from, to, at };
  const [from6, to6] = [readIPv6(a), readIPv6(b)];
  return from6 === undefined || to6 === undefined || from6 > to6
    ? undefined
    : { kind: "range6", from: from6, to: to6, at };
}

/** The address a word stands for. */
export function named(word: string, names: Names): string {
  return names.get(word) ?? word;
}

function taken(count: number, value: AddressExpression | undefined): ReadAddress | undefined {
  return value === undefined ? undefined : { count, value };
}

/** `0` is short for 0.0.0.0 where somebody typed it. */
function addressOf(word: string, names: Names): string {
  return word === "0" ? "0.0.0.0" : named(word, names);
}

function maskOf(word: string): string | undefined {
  if (word === "0") return "0.0.0.0";
  return readIPv4(word) === undefined ? undefined : word;
}
