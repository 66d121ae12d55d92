/** An address of the firewall itself. */
import type { InterfaceAddress } from "../../../src/model/device.js";
import type { Family } from "../../../src/model/expression.js";
import type { Element } from "../tree.js";
import type { Address } from "./ip.js";

/** An own address of the firewall. `net`: what the interface network covers by it. */
export interface OwnAddress {
  readonly address: Address;
  readonly prefixLength: number;
  readonly kind: InterfaceAddress["kind"];
  /** Proxy ARP and "other" addresses are answered for, but are not the firewall's own. */
  readonly own: boolean;
  /** It may be any other of its network: somebody else gives it. */
  readonly isGiven?: true;
  readonly element: Element;
}

/** A prefix length; without one, or with one that does not fit, the address stands alone. */
export function lengthOf(text: string, address: Address): number {
  return readLength(text, address.family) ?? (address.family === 4 ? 32 : 128);
}

/** @returns undefined for what is no length of a prefix of the family. */
export function readLength(text: string, family: Family): number | undefined {
  const length = /^\d{1,3}$/.test(text) ? Number(text) : 129;
  return length <= (family === 4 ? 32 : 128) ? length : undefined;
}
