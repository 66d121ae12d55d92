/** Which addresses lie behind which interface, by connected networks and static routes (reference/cisco.md 2.7). */
import type { Interface, Route } from "../../../../src/model/device.js";
import type { AddressExpression, Family } from "../../../../src/model/expression.js";
import { prefix4, prefix6 } from "../../../../src/packets/address.js";
import type { Range } from "./nat-ranges.js";
import type { Addresses } from "./translation.js";

interface Known {
  readonly interfaces: readonly Interface[];
  readonly routes: readonly Route[];
}

interface Prefix {
  readonly family: Family;
  readonly from: bigint;
  readonly to: bigint;
  readonly length: number;
  /** Left out: packets are dropped. */
  readonly over?: string;
  readonly distance: number;
  readonly isSure: boolean;
}

const PREFIXES = new WeakMap<Known, readonly Prefix[]>();

/** The prefixes that packets between interfaces are routed by, longest first. */
function prefixesOf(known: Known): readonly Prefix[] {
  const prefixes = PREFIXES.get(known) ?? sortedPrefixes(known);
  PREFIXES.set(known, prefixes);
  return prefixes;
}

function sortedPrefixes({ interfaces, routes }: Known): Prefix[] {
  const connected = interfaces
    .filter(({ enabled, router }) => enabled && router === "default")
    .flatMap(({ id, addresses }) =>
      addresses.map(({ address, prefixLength }) => ({
        ...boundsOf(address, prefixLength),
        over: id,
        distance: 0,
        isSure: true,
      })),
    );
  const written = routes
    .filter(({ router }) => router === "default")
    .map(({ network, prefixLength, egress, distance, doubt }) => ({
      ...boundsOf(network, prefixLength),
      ...(egress === undefined ? {} : { over: egress }),
      distance,
      isSure: doubt === undefined,
    }));
  return [...connected, ...written].sort((a, b) => b.length - a.length || a.distance - b.distance);
}

function boundsOf(address: number | bigint, length: number): Pick<Prefix, "family" | "from" | "to" | "length"> {
  const { from, to } = typeof address === "bigint" ? prefix6(address, length) : prefix4(address, length);
  return { family: typeof address === "bigint" ? 6 : 4, from: BigInt(from), to: BigInt(to), length };
}

/** Whether routes lead some of the addresses over another interface than this one. */
export function leadsElsewhere(addresses: Addresses, over: string, known: Known): boolean {
  const all = prefixesOf(known);
  if (addresses === "any") return all.some((prefix) => prefix.over !== over);
  return addresses.some((range) => {
    const family = range.kind === "range4" ? 4 : 6;
    const [from, to] = [BigInt(range.from), BigInt(range.to)];
    const near = all.filter((prefix) => prefix.family === family && prefix.from <= to && from <= prefix.to);
    const whole = near.findIndex((prefix) => prefix.over === over && prefix.from <= from && to <= prefix.to);
    return (whole < 0 ? near : near.slice(0, whole)).some((prefix) => prefix.over !== over);
  });
}

/** How many of the addresses routes surely lead over an interface; `some`, too, where that depends on what is not in the file. */
export function partOver(
  addresses: readonly Range[],
  over: string,
  known: Known & { readonly isDynamic: boolean },
): "all" | "some" | "none" {
  if (known.isDynamic || known.interfaces.some(({ addressDoubt }) => addressDoubt !== undefined)) return "some";
  const all = prefixesOf(known);
  const parts = new Set(addresses.map((range) => partOfRange(range, over, all)));
  const [part = "none"] = parts;
  return parts.size > 1 ? "some" : part;
}

function partOfRange({ kind, from, to }: Range, over: string, all: readonly Prefix[]): "all" | "some" | "none" {
  const [first, last] = [BigInt(from), BigInt(to)];
  const family = kind === "range4" ? 4 : 6;
  const near = all.filter((prefix) => prefix.family === family && prefix.from <= last && first <= prefix.to);
  const whole = near.find((prefix) => prefix.isSure && prefix.from <= first && last <= prefix.to);
  // Another way of that prefix may be the one that is taken.
  const open = near.filter(({ length }) => length >= (whole?.length ?? 0));
  if (open.every((prefix) => prefix.over !== over)) return "none";
  return whole !== undefined && open.every((prefix) => prefix.over === over) ? "all" : "some";
}

/** The addresses whose way leads over an interface; `undefined` where that depends on what is not in the file. */
export function reachOver(id: string, known: Known): AddressExpression | undefined {
  const all = prefixesOf(known).toReversed();
  const isOpen = all.some((one, index) => !one.isSure || all.some((other, at) => at !== index && isRival(one, other)));
  if (isOpen || known.interfaces.some(({ addressDoubt }) => addressDoubt !== undefined)) return undefined;
  return all.reduce<AddressExpression>(
    (rest, prefix) =>
      prefix.over === id
        ? { kind: "union", of: [rest, rangeOf(prefix)] }
        : { kind: "except", base: rest, minus: rangeOf(prefix) },
    { kind: "none" },
  );
}

/** Two ways of one prefix: which is taken may change. */
function isRival(one: Prefix, other: Prefix): boolean {
  return (
    one.family === other.family && one.from === other.from && one.length === other.length && one.over !== other.over
  );
}

function rangeOf({ family, from, to }: Prefix): AddressExpression {
  return family === 4 ? { kind: "range4", from: Number(from), to: Number(to) } : { kind: "range6", from, to };
}
