/** pf tables: what several entries hold together. */
import type { AddressExpression } from "../../../src/model/expression.js";
import { prefix } from "./ip.js";

/** One entry of a table. `negated`: its addresses are left out, unless a more specific entry takes them in again. */
export interface Entry {
  readonly value: AddressExpression;
  readonly negated: boolean;
  /** Whether it leaves out anything is not known. */
  readonly perhaps?: true;
}

/**
 * The addresses of a table. Without negated entries that is their union; with them the most specific entry decides
 * (reference/pfsense.md B4, pf.conf(5) TABLES), so they are applied from the widest to the narrowest. An entry of unknown
 * contents may be narrower than any other: those that leave out cut last but for those that take in.
 */
export function mostSpecific(
  entries: readonly Entry[],
  lookUp: (object: string) => AddressExpression | undefined,
): AddressExpression {
  if (entries.every((entry) => !entry.negated)) return union(entries.map((entry) => entry.value));
  const pieces = entries.flatMap((entry) =>
    prefixes(entry.value, lookUp).map((piece) => ({ ...piece, negated: entry.negated })),
  );
  pieces.sort((a, b) => a.length - b.length || Number(b.negated) - Number(a.negated));
  return pieces.reduce<AddressExpression>(
    (all, piece) => (piece.negated ? { kind: "except", base: all, minus: piece.value } : union([all, piece.value])),
    { kind: "none" },
  );
}

/** A union without empty parts; a single part stands for itself. */
export function union(parts: readonly AddressExpression[]): AddressExpression {
  const held = parts.filter((part) => part.kind !== "none");
  const [only] = held;
  if (only === undefined) return { kind: "none" };
  return held.length === 1 ? only : { kind: "union", of: held };
}

interface Piece {
  readonly value: AddressExpression;
  /** How many leading bits are fixed. */
  readonly length: number;
}

/** Things of unknown contents come behind everything else. */
const UNKNOWN = 129;

/** The prefixes a value consists of: a table holds prefixes only. */
function prefixes(value: AddressExpression, lookUp: (object: string) => AddressExpression | undefined): Piece[] {
  if (value.kind === "range4") return split(BigInt(value.from), BigInt(value.to), 32, value);
  if (value.kind === "range6") return split(value.from, value.to, 128, value);
  if (value.kind === "pattern4") return [{ value, length: popCount(value.care) }];
  if (value.kind === "union") return value.of.flatMap((part) => prefixes(part, lookUp));
  const inner = value.kind === "object" ? lookUp(value.object) : undefined;
  return inner ? prefixes(inner, lookUp) : [{ value, length: UNKNOWN }];
}

function split(from: bigint, to: bigint, bits: 32 | 128, of: AddressExpression): Piece[] {
  const pieces: Piece[] = [];
  for (let at = from; at <= to; ) {
    let free = 0;
    while (free < bits && (at & ((1n << BigInt(free + 1)) - 1n)) === 0n && at + (1n << BigInt(free + 1)) - 1n <= to)
      free++;
    const length = bits - free;
    const address = bits === 32 ? ({ family: 4, value: Number(at) } as const) : ({ family: 6, value: at } as const);
    const value = prefix(address, length, of.at);
    if (value) pieces.push({ value, length });
    at += 1n << BigInt(free);
  }
  return pieces;
}

function popCount(bits: number): number {
  let count = 0;
  for (let rest = bits >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count++;
  return count;
}
