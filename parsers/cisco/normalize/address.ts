/** The address part of rules and objects: masks, wildcards, prefixes. */
import type { AddressExpression } from "../../../src/model/expression.js";
import { prefix4, readIPv4, readIPv6, readPrefix } from "../../../src/packets/address.js";
import type { SourceRange } from "../../../src/source/range.js";

/** The length of a contiguous netmask, `undefined` when its ones are not contiguous. */
export function netmaskLength(mask: number): number | undefined {
  const host = ~mask >>> 0;
  if ((host & (host + 1)) !== 0) return undefined;
  return 32 - Math.round(Math.log2(host + 1));
}

/** Ones, then zeros, with some of each: 0.0.0.0 (host) and 255.255.255.255 (any) are honest wildcards. */
export function looksLikeNetmask(mask: number): boolean {
  return mask !== 0 && mask !== 0xffffffff && netmaskLength(mask) !== undefined;
}

/**
 * `ADDRESS WILDCARD` as IOS, NX-OS and IOS-XR read it: a 1 means "any value", the ones need not be contiguous
 * (reference/cisco.md 2.2). `undefined` when a word is no address.
 */
export function readWildcard(address: string, wildcard: string, at: SourceRange): AddressExpression | undefined {
  const value = readIPv4(address);
  const any = readIPv4(wildcard);
  return value === undefined || any === undefined ? undefined : wildcardAddress(value, any, at);
}

/** The same of both as numbers. */
export function wildcardAddress(value: number, any: number, at: SourceRange): AddressExpression {
  if (((any + 1) & any) >>> 0 === 0) return range(value, any, at);
  const care = ~any >>> 0;
  return { kind: "pattern4", value: (value & care) >>> 0, care, at };
}

/** `ADDRESS NETMASK`, as in object groups and on ASA. A mask with holes keeps its meaning bit by bit. */
export function readNetmask(address: string, mask: string, at: SourceRange): AddressExpression | undefined {
  const value = readIPv4(address);
  const care = readIPv4(mask);
  return value === undefined || care === undefined ? undefined : netmaskAddress(value, care, at);
}

/** The same of both as numbers. @param at left out: the place of what it is a part of says it. */
export function netmaskAddress(value: number, care: number, at?: SourceRange): AddressExpression {
  const host = ~care >>> 0;
  if ((host & (host + 1)) === 0) return range(value, host, at);
  const address = { kind: "pattern4", value: (value & care) >>> 0, care } as const;
  return at === undefined ? address : { ...address, at };
}

/** The prefix of a length (0 to 32) that holds an address. */
export function prefixOf(address: number, length: number, at: SourceRange): AddressExpression {
  const { from, to } = prefix4(address, length);
  return { kind: "range4", from, to, at };
}

function range(value: number, host: number, at: SourceRange | undefined): AddressExpression {
  const from = (value & ~host) >>> 0;
  const to = from + host;
  return at === undefined ? { kind: "range4", from, to } : { kind: "range4", from, to, at };
}

/** A single IPv4 address. */
export function hostAddress(text: string, at: SourceRange): AddressExpression | undefined {
  const v4 = readIPv4(text);
  if (v4 !== undefined) return { kind: "range4", from: v4, to: v4, at };
  const v6 = readIPv6(text);
  return v6 === undefined ? undefined : { kind: "range6", from: v6, to: v6, at };
}

/** `ADDRESS/LENGTH` of either family. */
export function prefixAddress(text: string, at: SourceRange): AddressExpression | undefined {
  if (!text.includes("/")) return undefined;
  const prefix = readPrefix(text);
  if (prefix === undefined) return undefined;
  return prefix.family === 4
    ? { kind: "range4", from: prefix.from, to: prefix.to, at }
    : { kind: "range6", from: prefix.from, to: prefix.to, at };
}

/** Address and netmask of an interface: the address itself and the length of its prefix. */
export function interfaceAddress(address: string, mask: string): { address: number; prefixLength: number } | undefined {
  const value = readIPv4(address);
  const bits = readIPv4(mask);
  const prefixLength = bits === undefined ? undefined : netmaskLength(bits);
  return value === undefined || prefixLength === undefined ? undefined : { address: value, prefixLength };
}

/** First address and length of a route's prefix, from address and netmask. */
export function routePrefix(address: string, mask: string): { network: number; prefixLength: number } | undefined {
  const own = interfaceAddress(address, mask);
  return own === undefined
    ? undefined
    : { network: prefix4(own.address, own.prefixLength).from, prefixLength: own.prefixLength };
}
