/** Addresses as zones.yaml writes them: `10.20.30.11`, `10.20.30.0/24`, `10.20.30.1-10.20.30.9`, and the like in IPv6. */
import { Netmask } from "netmask";
import { formatRange, prefix6, readIPv4, readIPv6 } from "../packets/address.js";
import type { AddressRange } from "./map.js";

/** What a text is: a range, and its prefix length where it is a network or a single address. */
export type AddressReading =
  | { readonly kind: "range"; readonly range: AddressRange; readonly prefixLength?: number }
  | { readonly kind: "wrong"; readonly expected: string }
  /** Not the first address of its network; `network` is the one it lies in. */
  | { readonly kind: "host-bits"; readonly network: string };

const EXPECTED = "an address, a network or a range, such as 10.20.30.11, 10.20.30.0/24 or 10.20.30.1-10.20.30.9";

/** Reads one address text strictly: four decimal parts without leading zeros, or IPv6 (RFC 4291) without a scope. */
export function readAddressText(text: string): AddressReading {
  const [first = "", second, third] = text.split("-").map((part) => part.trim());
  if (third !== undefined) return { kind: "wrong", expected: EXPECTED };
  return second === undefined ? readNetwork(first) : readSpan(first, second);
}

/** Whether a text is meant as an address, right or wrong: no name of a host or a zone looks like this. */
export function looksLikeAddress(text: string): boolean {
  return /^[0-9.]+(?:[/-].*)?$|^[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:[/-].*)?$/.test(text);
}

function readSpan(first: string, last: string): AddressReading {
  const from = readAddress(first);
  const to = readAddress(last);
  if (from === undefined || to === undefined || from.family !== to.family) return { kind: "wrong", expected: EXPECTED };
  if (from.address > to.address) return { kind: "wrong", expected: `the lower end first: ${last}-${first}` };
  return { kind: "range", range: { family: from.family, from: from.address, to: to.address } };
}

function readNetwork(text: string): AddressReading {
  const [addressText = "", lengthText, more] = text.split("/");
  const read = readAddress(addressText);
  if (read === undefined || more !== undefined) return { kind: "wrong", expected: EXPECTED };
  const bits = read.family === 4 ? 32 : 128;
  if (lengthText !== undefined && !(/^(?:0|[1-9]\d{0,2})$/.test(lengthText) && Number(lengthText) <= bits)) {
    return { kind: "wrong", expected: `a prefix length from 0 to ${bits}, such as ${addressText}/${bits - 8}` };
  }
  const prefixLength = lengthText === undefined ? bits : Number(lengthText);
  const { family, from, to } =
    read.family === 4 ? block4(addressText, prefixLength) : prefix6(read.address, prefixLength);
  if (from !== read.address) return { kind: "host-bits", network: `${formatRange(from, from)}/${prefixLength}` };
  return { kind: "range", range: { family, from, to }, prefixLength };
}

/** An IPv4 block of a text that was read strictly before: the library also takes octal and short forms. */
function block4(text: string, prefixLength: number): { family: 4; from: number; to: number } {
  const { netLong, size } = new Netmask(`${text}/${prefixLength}`);
  return { family: 4, from: netLong, to: netLong + size - 1 };
}

type Address = { readonly family: 4; readonly address: number } | { readonly family: 6; readonly address: bigint };

function readAddress(text: string): Address | undefined {
  const four = readIPv4(text);
  if (four !== undefined) return { family: 4, address: four };
  const six = readIPv6(text);
  return six === undefined ? undefined : { family: 6, address: six };
}
