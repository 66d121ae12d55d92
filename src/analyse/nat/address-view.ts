/** What the addresses of packets look like at one point of their way, after or before translations. */
import { covers, type Intervals, intersect, meets } from "../../packets/intervals.js";

type Addresses = Intervals<number | bigint>;

/** Sets are told by one address of a packet and rules see another: `told` are those of the packets looked at, `seen` what they are at this point. */
export interface AddressView {
  readonly told: Addresses;
  readonly seen: Addresses;
  /** Seen is told plus this. Left out: each of the told may be any of the seen. */
  readonly shift?: number | bigint;
}

/** `least`: what surely matches whichever of the possible addresses a packet has; `most`: what may match. */
export type Bound = "least" | "most";

/** What one translation does to addresses: `inOrder`, the first of `from` becomes the first of `to`. */
export interface AddressChange {
  readonly from: Addresses;
  readonly to: Addresses;
  readonly inOrder: boolean;
}

/** Addresses as they are. */
export function asTheyAre(addresses: Addresses): AddressView {
  return { told: addresses, seen: addresses, shift: typeof addresses[0] === "bigint" ? 0n : 0 };
}

/** The told addresses of those that are among `values` where they are seen. */
export function tellAddresses(view: AddressView, values: Addresses, bound: Bound): Addresses {
  const { told, seen, shift } = view;
  if (shift !== undefined) return isZero(shift) ? cut(values, seen) : moved(intersect(values, seen), opposite(shift));
  if (seen.length === 0) return [];
  return (bound === "least" ? covers(values, seen) : meets(values, seen)) ? told : [];
}

/** The view behind a translation, of a view before it: for addresses that are told as they came. */
export function viewBehind(view: AddressView, change: AddressChange): AddressView {
  const told = tellAddresses(view, change.from, "most");
  const seen = intersect(view.seen, change.from);
  return changed(view, told, seen, change);
}

/** The view before a translation, of a view behind it: for addresses that are told as they arrive. */
export function viewBefore(view: AddressView, { from, to, inOrder }: AddressChange): AddressView {
  const told = tellAddresses(view, to, "most");
  return changed(view, told, intersect(view.seen, to), { from: to, to: from, inOrder });
}

function changed({ shift }: AddressView, told: Addresses, seen: Addresses, change: AddressChange): AddressView {
  const by = change.inOrder ? distance(change) : undefined;
  if (by === undefined) return { told, seen: told.length === 0 ? [] : change.to };
  const then = moved(seen, by);
  return shift === undefined ? { told, seen: then } : { told, seen: then, shift: plus(shift, by) };
}

/** What is added to an address; `undefined` unless both are one range of one size. */
function distance({ from, to }: AddressChange): number | bigint | undefined {
  const [a, b] = from;
  const [c, d] = to;
  if (from.length !== 2 || to.length !== 2) return undefined;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  return minus(b, a) === minus(d, c) ? minus(c, a) : undefined;
}

/** Whether each packet looks like one header only. */
export function isSingle({ seen, shift }: AddressView): boolean {
  return shift !== undefined || seen.length === 0 || (seen.length === 2 && seen[0] === seen[1]);
}

function moved(addresses: Addresses, by: number | bigint): Addresses {
  return isZero(by) ? addresses : addresses.map((address) => plus(address, by));
}

function cut(values: Addresses, limit: Addresses): Addresses {
  return values === limit || covers(values, limit) ? limit : intersect(values, limit);
}

function isZero(by: number | bigint): boolean {
  return Number(by) === 0;
}

function plus(a: number | bigint, b: number | bigint): number | bigint {
  return typeof a === "bigint" ? a + BigInt(b) : a + Number(b);
}

function minus(a: number | bigint, b: number | bigint): number | bigint {
  return plus(a, opposite(b));
}

function opposite(by: number | bigint): number | bigint {
  return typeof by === "bigint" ? -by : -by;
}
