/** Addresses, networks and ranges as both firewalls write them. */
import type { AddressExpression, Family } from "../../../src/model/expression.js";
import { prefix4, prefix6, readIPv4, readIPv6 } from "../../../src/packets/address.js";
import type { SourceRange } from "../../../src/source/range.js";

/** A number of 32 bits for IPv4, of 128 for IPv6. */
export type Address = { readonly family: 4; readonly value: number } | { readonly family: 6; readonly value: bigint };

export function readAddress(text: string): Address | undefined {
  const v4 = readIPv4(text);
  if (v4 !== undefined) return { family: 4, value: v4 };
  const v6 = readIPv6(text);
  return v6 === undefined ? undefined : { family: 6, value: v6 };
}

/** All addresses that share the first `length` bits; `undefined` when the length does not fit the family. */
export function prefix(address: Address, length: number, at?: SourceRange): AddressExpression | undefined {
  const place = at === undefined ? {} : { at };
  if (!Number.isInteger(length) || length < 0 || length > (address.family === 4 ? 32 : 128)) return undefined;
  if (address.family === 4) {
    const { from, to } = prefix4(address.value, length);
    return { kind: "range4", from, to, ...place };
  }
  const { from, to } = prefix6(address.value, length);
  return { kind: "range6", from, to, ...place };
}

/** One address alone. */
export function host(address: Address, at?: SourceRange): AddressExpression {
  const place = at === undefined ? {} : { at };
  if (address.family === 4) return { kind: "range4", from: address.value, to: address.value, ...place };
  return { kind: "range6", from: address.value, to: address.value, ...place };
}

/** `ADDRESS`, `ADDRESS/LENGTH` or `FROM-TO`. A host part is cut off, as pf does. Undefined for anything else. */
export function readNetwork(text: string, at?: SourceRange): AddressExpression | undefined {
  const slash = text.indexOf("/");
  if (slash >= 0) {
    const address = readAddress(text.slice(0, slash));
    const length = text.slice(slash + 1);
    return address && /^\d{1,3}$/.test(length) ? prefix(address, Number(length), at) : undefined;
  }
  const dash = text.indexOf("-");
  if (dash < 0) {
    const address = readAddress(text);
    return address && host(address, at);
  }
  return range(readAddress(text.slice(0, dash).trim()), readAddress(text.slice(dash + 1).trim()), at);
}

function range(from: Address | undefined, to: Address | undefined, at?: SourceRange): AddressExpression | undefined {
  const place = at === undefined ? {} : { at };
  if (from?.family === 4 && to?.family === 4 && from.value <= to.value) {
    return { kind: "range4", from: from.value, to: to.value, ...place };
  }
  if (from?.family === 6 && to?.family === 6 && from.value <= to.value) {
    return { kind: "range6", from: from.value, to: to.value, ...place };
  }
  return undefined;
}

/** Networks that the code names, read once: every configuration asks for the same. */
const CONSTANTS = new Map<string, AddressExpression>();

/** A network known to be well written. Throws on anything else: only for constants. */
export function network(text: string): AddressExpression {
  const known = CONSTANTS.get(text);
  if (known !== undefined) return known;
  const read = readNetwork(text);
  if (read === undefined) throw new Error(`not a network: ${text}`);
  CONSTANTS.set(text, read);
  return read;
}

export const EVERY: Readonly<Record<Family, AddressExpression>> = {
  4: { kind: "any", family: 4 },
  6: { kind: "any", family: 6 },
};
