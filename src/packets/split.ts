/** Taking a packet set apart field by field: the values of a field by what they leave for the fields behind it. */
import { EMPTY, type Node } from "./diagram.js";
import { contains, DOMAIN4, DOMAIN6, type Intervals, normalize, pairsOf, union } from "./intervals.js";
import type { FieldName } from "./layout.js";
import type { Addresses, Product } from "./products.js";
import type { PacketSpace } from "./space.js";
import { sweep } from "./sweep.js";

/** Values of one field and the set of the rest that goes with each of them. */
export interface Part {
  readonly values: Intervals<number | bigint>;
  readonly rest: Node;
}

/**
 * All values that a field has in a set, in no order; the set must not depend on fields before `name` but by `restAt`.
 */
export function valuesOf(
  space: PacketSpace,
  node: Node,
  name: FieldName,
): (readonly [number | bigint, number | bigint])[] {
  const products = name === "src" || name === "dst" ? space.diagram.productsOf(node) : undefined;
  if (products !== undefined)
    return products.flatMap((one) => pairsOf(name === "src" ? one.sources : one.destinations));
  return splitByField(space, node, name).flatMap((part) => pairsOf(part.values));
}

/** What a set has behind its addresses, whatever these are. */
export function serviceOf(space: PacketSpace, node: Node): Node {
  const products = space.diagram.productsOf(node);
  if (products?.length === 1) return products[0]?.service ?? EMPTY;
  if (products !== undefined) return space.diagram.union([...new Set(products.map(({ service }) => service))]);
  const parts = splitByField(space, node, "src").flatMap(({ rest }) => splitByField(space, rest, "dst"));
  return space.diagram.union(parts.map(({ rest }) => rest));
}

/**
 * Splits `node`, which must not depend on fields before `name`, by that field. Parts have different rests, none empty;
 * together they are the set. In order of their smallest value.
 */
export function splitByField(space: PacketSpace, node: Node, name: FieldName): Part[] {
  if (node === EMPTY) return [];
  const products = name === "src" || name === "dst" ? space.diagram.productsOf(node) : undefined;
  if (products !== undefined) return name === "src" ? bySource(space, products) : byDestination(space, products);
  const start = space.diagram.toBase(node);
  const { offset, bits } = space.layout.fields[name];
  const found = new Map<Node, (readonly [number | bigint, number | bigint])[]>();
  const add = (from: number | bigint, to: number | bigint, rest: Node) => {
    const list = found.get(rest);
    if (list === undefined) found.set(rest, [[from, to]]);
    else list.push([from, to]);
  };
  if (bits > 32) walkWide(space, start, offset, bits, add);
  else walkNarrow(space, start, offset, bits, add);
  return [...found].map(([rest, pairs]) => ({ rest, values: merge(pairs, bits > 32) }));
}

/** Products by their sources; parts that leave the same are one. */
function bySource(space: PacketSpace, products: readonly Product[]): Part[] {
  const [first] = products;
  if (first !== undefined && products.length === 1) return [{ values: first.sources, rest: restOf(space, first) }];
  const found = new Map<number, { values: Addresses[]; parts: readonly Part[] }[]>();
  for (const { values, held } of sweep(products, "sources", space.domain)) {
    const parts = byDestination(space, held);
    const hash = hashOf(parts);
    const bucket = found.get(hash) ?? [];
    if (bucket.length === 0) found.set(hash, bucket);
    const known = bucket.find((one) => areSame(one.parts, parts));
    if (known === undefined) bucket.push({ values: [values], parts });
    else known.values.push(values);
  }
  return [...found.values()].flat().map(({ values, parts }) => {
    const rests = parts.map((part) => space.diagram.and(space.field("dst", part.values), part.rest));
    return { values: union(values, space.domain), rest: space.diagram.union(rests) };
  });
}

function hashOf(parts: readonly Part[]): number {
  let hash = parts.length;
  for (const { values, rest } of parts) {
    hash = (Math.imul(hash, 31) + values.length) | 0;
    hash = (Math.imul(hash, 31) + rest) | 0;
    hash = (Math.imul(hash, 31) + Number(values[0])) | 0;
  }
  return hash;
}

function areSame(one: readonly Part[], other: readonly Part[]): boolean {
  return (
    one.length === other.length &&
    one.every((part, index) => part.rest === other[index]?.rest && isSame(part.values, other[index].values))
  );
}

function isSame(one: Addresses, other: Addresses): boolean {
  return one === other || (one.length === other.length && one.every((value, index) => value === other[index]));
}

/** Products by their destinations, whatever their sources; parts of the same services are one. */
function byDestination(space: PacketSpace, products: readonly Product[]): Part[] {
  const [first] = products;
  if (first !== undefined && products.length === 1) return [{ values: first.destinations, rest: first.service }];
  const found = new Map<Node, Addresses[]>();
  for (const { values, held } of sweep(products, "destinations", space.domain)) {
    const rest = space.diagram.union(held.map(({ service }) => service));
    const known = found.get(rest);
    if (known === undefined) found.set(rest, [values]);
    else known.push(values);
  }
  return [...found].map(([rest, values]) => ({ values: union(values, space.domain), rest }));
}

/** A product without its sources: what it leaves for the fields behind them. */
function restOf(space: PacketSpace, product: Product): Node {
  return space.diagram.and(space.field("dst", product.destinations), product.service);
}

function merge(
  pairs: readonly (readonly [number | bigint, number | bigint])[],
  wide: boolean,
): Intervals<number | bigint> {
  return wide
    ? normalize(pairs as readonly (readonly [bigint, bigint])[], DOMAIN6)
    : normalize(pairs as readonly (readonly [number, number])[], DOMAIN4);
}

type Add<T> = (from: T, to: T, rest: Node) => void;

function walkNarrow(space: PacketSpace, start: Node, offset: number, bits: number, add: Add<number>): void {
  const diagram = space.diagram.base;
  const walk = (node: Node, bit: number, base: number): void => {
    if (node === EMPTY) return;
    const level = diagram.level(node);
    if (level >= offset + bits) {
      add(base, base + 2 ** (bits - bit) - 1, node);
      return;
    }
    const half = 2 ** (bits - bit - 1);
    const decides = level === offset + bit;
    walk(decides ? diagram.low(node) : node, bit + 1, base);
    walk(decides ? diagram.high(node) : node, bit + 1, base + half);
  };
  walk(start, 0, 0);
}

function walkWide(space: PacketSpace, start: Node, offset: number, bits: number, add: Add<bigint>): void {
  const diagram = space.diagram.base;
  const walk = (node: Node, bit: number, base: bigint): void => {
    if (node === EMPTY) return;
    const level = diagram.level(node);
    if (level >= offset + bits) {
      add(base, base + (1n << BigInt(bits - bit)) - 1n, node);
      return;
    }
    const half = 1n << BigInt(bits - bit - 1);
    const decides = level === offset + bit;
    walk(decides ? diagram.low(node) : node, bit + 1, base);
    walk(decides ? diagram.high(node) : node, bit + 1, base + half);
  };
  walk(start, 0, 0n);
}

/** What `node` leaves for the fields behind `name` when the field has this value; EMPTY when it is not among them. */
export function restAt(space: PacketSpace, node: Node, name: FieldName, value: number | bigint): Node {
  const products = name === "src" || name === "dst" ? space.diagram.productsOf(node) : undefined;
  if (products !== undefined) {
    const at = products.filter((one) => contains(name === "src" ? one.sources : one.destinations, value));
    return space.diagram.union(at.map((one) => (name === "src" ? restOf(space, one) : one.service)));
  }
  const diagram = space.diagram.base;
  const { offset, bits } = space.layout.fields[name];
  let at = space.diagram.toBase(node);
  while (at > 1 && diagram.level(at) < offset + bits) {
    const isSet = hasBit(value, bits - 1 - (diagram.level(at) - offset));
    at = isSet ? diagram.high(at) : diagram.low(at);
  }
  return at;
}

/** Whether bit `place`, counted from the lowest, is set; numbers have 32 bits. */
function hasBit(value: number | bigint, place: number): boolean {
  return typeof value === "number" ? ((value >>> place) & 1) === 1 : ((value >> BigInt(place)) & 1n) === 1n;
}
