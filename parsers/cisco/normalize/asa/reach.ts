/** Which addresses lie behind which interface, by connected networks and static routes (reference/cisco.md 2.7). */
import type { Interface, Route } from "../../../../src/model/device.js";
import type { AddressExpression, Family } from "../../../../src/model/expression.js";
import { prefix4, prefix6 } from "../../../../src/packets/address.js";
import type { Addresses, Range } from "./nat-ranges.js";

/** Where a device leads packets to. */
export interface Paths {
  readonly interfaces: readonly Interface[];
  readonly routes: readonly Route[];
  readonly isDynamic: boolean;
}

type Known = Pick<Paths, "interfaces" | "routes">;

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
export function partOver(addresses: readonly Range[], over: string, known: Paths): Part {
  if (known.isDynamic || known.interfaces.some(({ addressDoubt }) => addressDoubt !== undefined)) return "some";
  const parts = new Set(addresses.map((range) => partOfRange(range, over, known)));
  const [part = "none"] = parts;
  return parts.size > 1 ? "some" : part;
}

type Part = "all" | "some" | "none";

const PARTS = new WeakMap<Known, Map<string, Part>>();

/** Found once for each range: statements are compared with each other, and ask for a range as often as there are statements. */
function partOfRange(range: Range, over: string, known: Known): Part {
  let parts = PARTS.get(known);
  if (parts === undefined) {
    parts = new Map();
    PARTS.set(known, parts);
  }
  const key = `${range.kind} ${range.from} ${range.to} ${over}`;
  const part = parts.get(key) ?? findPart(range, over, prefixesOf(known));
  parts.set(key, part);
  return part;
}

function findPart({ kind, from, to }: Range, over: string, all: readonly Prefix[]): Part {
  const [first, last] = [BigInt(from), BigInt(to)];
  const family = kind === "range4" ? 4 : 6;
  const near = all.filter((prefix) => prefix.family === family && prefix.from <= last && first <= prefix.to);
  const whole = near.find((prefix) => prefix.isSure && prefix.from <= first && last <= prefix.to);
  // Another way of that prefix may be the one that is taken.
  const open = near.filter(({ length }) => length >= (whole?.length ?? 0));
  if (open.every((prefix) => prefix.over !== over)) return "none";
  return whole !== undefined && open.every((prefix) => prefix.over === over) ? "all" : "some";
}

const REACHES = new WeakMap<Known, Map<string, AddressExpression | undefined>>();

/** The addresses whose way leads over an interface; `undefined` where that depends on what is not in the file. */
export function reachOver(id: string, known: Known): AddressExpression | undefined {
  let reaches = REACHES.get(known);
  if (reaches === undefined) {
    reaches = new Map();
    REACHES.set(known, reaches);
  }
  if (!reaches.has(id)) reaches.set(id, findReach(id, known));
  return reaches.get(id);
}

function findReach(id: string, known: Known): AddressExpression | undefined {
  const all = prefixesOf(known);
  const isOpen = all.some(({ isSure }) => !isSure) || haveRivals(all);
  if (isOpen || known.interfaces.some(({ addressDoubt }) => addressDoubt !== undefined)) return undefined;
  return all.reduceRight<AddressExpression>(
    (rest, prefix) =>
      prefix.over === id
        ? { kind: "union", of: [rest, rangeOf(prefix)] }
        : { kind: "except", base: rest, minus: rangeOf(prefix) },
    { kind: "none" },
  );
}

/** Two ways of one prefix: which is taken may change. */
function haveRivals(all: readonly Prefix[]): boolean {
  const over = new Map<string, Prefix["over"]>();
  return all.some((prefix) => {
    const key = `${prefix.family} ${prefix.from} ${prefix.length}`;
    if (!over.has(key)) over.set(key, prefix.over);
    return over.get(key) !== prefix.over;
  });
}

function rangeOf({ family, from, to }: Prefix): AddressExpression {
  return family === 4 ? { kind: "range4", from: Number(from), to: Number(to) } : { kind: "range6", from, to };
}
