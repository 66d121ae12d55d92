/** IPv4 and IPv6 addresses as numbers: strict reading, canonical printing. */

/** What a prefix covers: `from` to `to`, both inclusive; numbers for IPv4 (unsigned 32-bit), bigints for IPv6. */
export type Prefix =
  | { readonly family: 4; readonly from: number; readonly to: number; readonly prefixLength: number }
  | { readonly family: 6; readonly from: bigint; readonly to: bigint; readonly prefixLength: number };

export const MAX_IPV4 = 0xffffffff;
export const MAX_IPV6 = (1n << 128n) - 1n;

/** Addresses that are no single host's: multicast, broadcast, reserved, loopback and "this network" (RFC 6890, RFC 4291). */
export const NOT_UNICAST: readonly string[] = [
  "0.0.0.0/8",
  "127.0.0.0/8",
  "224.0.0.0/3",
  "ff00::/8",
  "::/128",
  "::1/128",
];

/**
 * Reads dotted-quad IPv4: four decimal octets without leading zeros (RFC 6943 3.1.1 strict form). `undefined` otherwise.
 * @param start where it begins in the text, `end` where it ends (exclusive): a word of a line need not be cut out.
 */
export function readIPv4(text: string, start = 0, end = text.length): number | undefined {
  let value = 0;
  let octet = -1;
  let digits = 0;
  let dots = 0;
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code === 46) {
      if (digits === 0 || dots === 3) return undefined;
      value = value * 256 + octet;
      octet = -1;
      digits = 0;
      dots++;
      continue;
    }
    if (code < 48 || code > 57 || (digits > 0 && octet === 0)) return undefined;
    octet = digits === 0 ? code - 48 : octet * 10 + code - 48;
    digits++;
    if (octet > 255) return undefined;
  }
  return dots === 3 && digits > 0 ? value * 256 + octet : undefined;
}

/** Dotted-quad text of an unsigned 32-bit number. */
export function formatIPv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** Reads IPv6 text (RFC 4291 2.2, with an IPv4 tail), without zone index. `undefined` otherwise. */
export function readIPv6(text: string): bigint | undefined {
  if (!/^[0-9a-fA-F:.]{2,45}$/.test(text)) return undefined;
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = readGroups(halves[0] ?? "", halves.length === 1);
  const tail = halves.length === 2 ? readGroups(halves[1] ?? "", true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...new Array<number>(missing).fill(0), ...tail];
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

/** Groups between colons; the last may be an IPv4 address where `allowIPv4` says so. */
function readGroups(text: string, allowIPv4: boolean): number[] | undefined {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (allowIPv4 && index === parts.length - 1 && part.includes(".")) {
      const embedded = readIPv4(part);
      if (embedded === undefined) return undefined;
      groups.push(embedded >>> 16, embedded & 0xffff);
      continue;
    }
    if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
    groups.push(Number.parseInt(part, 16));
  }
  return groups;
}

/** Canonical text of an IPv6 address (RFC 5952): lower case, the longest run of zero groups shortened. */
export function formatIPv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(112 - 16 * index)) & 0xffffn));
  let best = { start: 0, length: 0 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(":");
  if (best.length < 2) return text(groups);
  return `${text(groups.slice(0, best.start))}::${text(groups.slice(best.start + best.length))}`;
}

/** Reads an address or `ADDRESS/LENGTH` of either family; host bits are cleared. `undefined` when it is neither. */
export function readPrefix(text: string): Prefix | undefined {
  const slash = text.indexOf("/");
  const address = slash < 0 ? text : text.slice(0, slash);
  const length = slash < 0 ? undefined : readLength(text.slice(slash + 1));
  if (slash >= 0 && length === undefined) return undefined;
  const v4 = readIPv4(address);
  if (v4 !== undefined) return (length ?? 32) > 32 ? undefined : prefix4(v4, length ?? 32);
  const v6 = readIPv6(address);
  return v6 === undefined || (length ?? 128) > 128 ? undefined : prefix6(v6, length ?? 128);
}

function readLength(text: string): number | undefined {
  return /^(0|[1-9][0-9]{0,2})$/.test(text) ? Number(text) : undefined;
}

/** The prefix of `length` (0 to 32) that holds `address`. */
export function prefix4(address: number, length: number): Prefix & { family: 4 } {
  // No shift is by 32 bits.
  const hosts = length === 32 ? 0 : MAX_IPV4 >>> length;
  const from = (address & ~hosts) >>> 0;
  return { family: 4, from, to: from + hosts, prefixLength: length };
}

/** The prefix of `length` (0 to 128) that holds `address`. */
export function prefix6(address: bigint, length: number): Prefix & { family: 6 } {
  const hosts = (1n << BigInt(128 - length)) - 1n;
  const from = address & (MAX_IPV6 ^ hosts);
  return { family: 6, from, to: from + hosts, prefixLength: length };
}

/** `10.1.0.0/16`, a single address, or `10.1.0.1-10.1.0.9`. */
export function formatRange(from: number | bigint, to: number | bigint): string {
  const text = (value: number | bigint) => (typeof value === "bigint" ? formatIPv6(value) : formatIPv4(value));
  if (from === to) return text(from);
  const size = BigInt(to) - BigInt(from) + 1n;
  const bits = size.toString(2).length - 1;
  if (size === 1n << BigInt(bits) && BigInt(from) % size === 0n) {
    return `${text(from)}/${(typeof from === "bigint" ? 128 : 32) - bits}`;
  }
  return `${text(from)}-${text(to)}`;
}
