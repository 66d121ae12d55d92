/** Addresses, masks and prefixes as FortiOS writes them. Strict: what is not exactly one gives `undefined`. */

/** Reads `10.20.30.1` into an unsigned 32-bit number; no leading zeros, no short forms. */
export function readIPv4(text: string): number | undefined {
  let value = 0;
  let octet = -1;
  let dots = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 46) {
      if (octet < 0) return undefined;
      value = value * 256 + octet;
      octet = -1;
      dots++;
    } else if (code >= 48 && code <= 57) {
      if (octet === 0) return undefined;
      octet = octet < 0 ? code - 48 : octet * 10 + code - 48;
      if (octet > 255) return undefined;
    } else return undefined;
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : undefined;
}

/** The mask of the first `length` bits, unsigned. */
export function maskOf(length: number): number {
  return length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
}

/** Number of leading ones of a netmask; `undefined` when ones follow zeros. */
export function prefixLengthOf(mask: number): number | undefined {
  const hostBits = ~mask >>> 0;
  return (hostBits & (hostBits + 1)) === 0 ? Math.clz32(hostBits) : undefined;
}

/** Reads a decimal number of at most `highest`; `undefined` for anything else. */
export function readNumber(text: string | undefined, highest: number): number | undefined {
  if (text === undefined || text.length === 0 || text.length > 10) return undefined;
  let value = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 48 || code > 57) return undefined;
    value = value * 10 + code - 48;
  }
  return value <= highest ? value : undefined;
}

export interface Prefix4 {
  /** The address as written, host bits kept. */
  readonly address: number;
  readonly mask: number;
}

/** Reads `10.1.1.7 255.255.255.0` (two words) or `10.1.1.7/24` (one); the mask need not be contiguous. */
export function readPrefix4(words: readonly string[]): Prefix4 | undefined {
  const first = words[0] ?? "";
  const second = words[1];
  const slash = first.indexOf("/");
  if (slash >= 0) {
    const address = readIPv4(first.slice(0, slash));
    const length = readNumber(first.slice(slash + 1), 32);
    return address === undefined || length === undefined ? undefined : { address, mask: maskOf(length) };
  }
  const address = readIPv4(first);
  const mask = second === undefined ? 0xffffffff : readIPv4(second);
  return address === undefined || mask === undefined ? undefined : { address, mask };
}

/** The same where the device takes no address without its mask: of a lone one the mask was lost. */
export function readNetwork4(words: readonly string[]): Prefix4 | undefined {
  return words.length === 1 && !words[0]?.includes("/") ? undefined : readPrefix4(words);
}

/** Reads an IPv6 address (RFC 4291 2.2, with `::` and a trailing IPv4 part) into 128 bits; no zone index. */
export function readIPv6(text: string): bigint | undefined {
  if (text.length > 45 || !/^[0-9a-fA-F:.]+$/.test(text)) return undefined;
  const gap = text.indexOf("::");
  if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) return undefined;
  const head = readGroups(gap >= 0 ? text.slice(0, gap) : text);
  const tail = gap >= 0 ? readGroups(text.slice(gap + 2)) : [];
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (gap >= 0 ? missing < 1 : missing !== 0) return undefined;
  let value = 0n;
  for (const group of [...head, ...new Array<number>(missing).fill(0), ...tail]) value = (value << 16n) | BigInt(group);
  return value;
}

function readGroups(text: string): number[] | undefined {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (part.includes(".")) {
      const address = index === parts.length - 1 ? readIPv4(part) : undefined;
      if (address === undefined) return undefined;
      groups.push(address >>> 16, address & 0xffff);
    } else {
      if (part === "" || part.length > 4) return undefined;
      groups.push(Number.parseInt(part, 16));
    }
  }
  return groups;
}

export interface Prefix6 {
  readonly address: bigint;
  readonly length: number;
}

/** Reads `2001:db8::1/64`; without a length it is 128. */
export function readPrefix6(text: string): Prefix6 | undefined {
  const slash = text.indexOf("/");
  const address = readIPv6(slash >= 0 ? text.slice(0, slash) : text);
  const length = slash >= 0 ? readNumber(text.slice(slash + 1), 128) : 128;
  return address === undefined || length === undefined ? undefined : { address, length };
}

/** First and last address of a prefix, both inclusive. */
export function boundsOf6(prefix: Prefix6): { readonly from: bigint; readonly to: bigint } {
  const host = (1n << BigInt(128 - prefix.length)) - 1n;
  const from = (prefix.address | host) ^ host;
  return { from, to: from | host };
}
