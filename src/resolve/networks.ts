/** The networks on the segment of an interface: those of its own addresses, and others that hosts there have addresses of. */
import type { Device, Interface } from "../model/device.js";
import type { DoubtId } from "../model/expression.js";
import { prefix4, prefix6 } from "../packets/address.js";
import { type Intervals, normalize, subtract, union } from "../packets/intervals.js";
import { domainOf } from "./address-bounds.js";

/** A network with its first and last address. */
export interface NetworkHere {
  readonly family: 4 | 6;
  readonly from: number | bigint;
  readonly to: number | bigint;
  readonly prefixLength: number;
  /** Set when it may be connected to nothing: the interface may be down, or the router may not have it. */
  readonly doubt?: DoubtId;
}

/** Asked for over and over while ways are looked for. */
const KNOWN = new WeakMap<Interface, readonly NetworkHere[]>();

/** The networks of an interface; a shared (virtual) address connects none. */
export function networksHere(one: Interface): readonly NetworkHere[] {
  const known = KNOWN.get(one) ?? find(one);
  KNOWN.set(one, known);
  return known;
}

function find(one: Interface): NetworkHere[] {
  const { addresses, networks = [], stateDoubt } = one;
  const found: NetworkHere[] = [];
  const add = (family: 4 | 6, address: number | bigint, prefixLength: number, doubt: DoubtId | undefined): void => {
    const [from, to] = networkOf(address, prefixLength);
    found.push(doubt === undefined ? { family, from, to, prefixLength } : { family, from, to, prefixLength, doubt });
  };
  for (const { family, address, prefixLength, kind } of addresses)
    if (kind !== "virtual") add(family, address, prefixLength, stateDoubt);
  for (const { family, network, prefixLength, doubt } of networks)
    add(family, network, prefixLength, stateDoubt ?? doubt);
  return found;
}

/** All of these of a family, as intervals. */
export function connectedNetworks(of: Interface, family: 4 | 6): Intervals<number | bigint> {
  const here = networksHere(of).filter((one) => one.family === family);
  return normalize<number | bigint>(
    here.map(({ from, to }) => [from, to] as const),
    domainOf(family),
  );
}

/** First and last address of the network that an address of some prefix length is in. */
export function networkOf(address: number | bigint, length: number): readonly [number | bigint, number | bigint] {
  const prefix = typeof address === "bigint" ? prefix6(address, length) : prefix4(address, length);
  return [prefix.from, prefix.to];
}

/**
 * All addresses on segments that a given device is surely connected to, but for those of the internet: a default route leads there
 * too, whoever else has a connection to it of his own.
 */
export function touchedAddresses(
  devices: readonly Device[],
  internet: readonly Readonly<Record<4 | 6, Intervals<number | bigint>>>[],
  family: 4 | 6,
): Intervals<number | bigint> {
  const networks = devices.flatMap((device) =>
    device.interfaces
      .filter((one) => one.enabled && one.kind !== "loopback")
      .flatMap((one) => networksHere(one))
      .filter((network) => network.family === family && network.doubt === undefined)
      .map(({ from, to }) => [from, to]),
  );
  const domain = domainOf(family);
  const open = internet.map((zone) => zone[family]);
  return subtract(union(networks, domain), union(open, domain), domain);
}
