/** Taking a packet set apart field by field: the values of a field by what they leave for the fields behind it. */
import { EMPTY, type Node } from "./diagram.js";
import { DOMAIN4, DOMAIN6, type Intervals, normalize } from "./intervals.js";
import type { FieldName } from "./layout.js";
import type { PacketSpace } from "./space.js";

/** Values of one field and the set of the rest that goes with each of them. */
export interface Part {
  readonly values: Intervals<number | bigint>;
  readonly rest: Node;
}

/**
 * Splits `node`, which must not depend on fields before `name`, by that field. Parts have different rests, none empty;
 * together they are the set. In order of their smallest value.
 */
export function splitByField(space: PacketSpace, node: Node, name: FieldName): Part[] {
  if (node === EMPTY) return [];
  const { offset, bits } = space.layout.fields[name];
  const found = new Map<Node, (readonly [number | bigint, number | bigint])[]>();
  const add = (from: number | bigint, to: number | bigint, rest: Node) => {
    const list = found.get(rest);
    if (list === undefined) found.set(rest, [[from, to]]);
    else list.push([from, to]);
  };
  if (bits > 32) walkWide(space, node, offset, bits, add);
  else walkNarrow(space, node, offset, bits, add);
  return [...found].map(([rest, pairs]) => ({ rest, values: merge(pairs, bits > 32) }));
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
  const { diagram } = space;
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
  const { diagram } = space;
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
  const { diagram } = space;
  const { offset, bits } = space.layout.fields[name];
  const wide = BigInt(value);
  let at = node;
  while (at > 1 && diagram.level(at) < offset + bits) {
    const bit = (wide >> BigInt(bits - 1 - (diagram.level(at) - offset))) & 1n;
    at = bit === 1n ? diagram.high(at) : diagram.low(at);
  }
  return at;
}
