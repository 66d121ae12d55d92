/** Addresses of a translation as ranges in their order: the first becomes the first (reference/cisco.md 5.1). */
import type { AddressExpression } from "../../../../src/model/expression.js";
import { formatIPv4, formatIPv6 } from "../../../../src/packets/address.js";
import type { Groups } from "./groups.js";

export type Range = Extract<AddressExpression, { kind: "range4" | "range6" }>;

/** `any`: every address, which stays as it is. */
export type Addresses = "any" | readonly Range[];

/** The ranges of an object or a group in the order of the file; `undefined` where one of them is not known. */
export function rangesOf(name: string, groups: Groups): readonly Range[] | undefined {
  if (groups.kindOf(name) !== "network" || groups.broken.has(name)) return undefined;
  const of = groups.membersOf(groups.networks, name).map((value) => rangesIn(value, groups));
  return of.some((one) => one === undefined) ? undefined : of.flatMap((one) => one ?? []);
}

/** Those of an expression that stands in an entry or a group. */
export function rangesIn(value: AddressExpression, groups: Groups): readonly Range[] | undefined {
  if (value.kind === "range4" || value.kind === "range6") return [value];
  return value.kind === "object" ? rangesOf(value.object, groups) : undefined;
}

export function sizeOf(range: Range): bigint {
  return BigInt(range.to) - BigInt(range.from) + 1n;
}

/** How many addresses there are. */
export function countOf(ranges: readonly Range[]): bigint {
  return ranges.reduce((sum, range) => sum + sizeOf(range), 0n);
}

export function areEqual(one: readonly Range[], other: readonly Range[]): boolean {
  return textOf(one) === textOf(other);
}

function textOf(ranges: readonly Range[]): string {
  return ranges
    .map((range) =>
      (range.kind === "range4" ? [range.from, range.to].map(formatIPv4) : [range.from, range.to].map(formatIPv6)).join(
        "-",
      ),
    )
    .join();
}

/** As many addresses from `first` on as the real ones are: what an address that is written in place of an object stands for. */
export function likeReal(first: Range, real: readonly Range[]): Range[] | undefined {
  const [only] = real;
  if (only === undefined || real.length > 1 || only.kind !== first.kind) return undefined;
  if (first.kind === "range4") return [{ ...first, to: first.from + Number(sizeOf(only)) - 1 }];
  return [{ ...first, to: first.from + sizeOf(only) - 1n }];
}

export function expressionOf(ranges: readonly Range[]): AddressExpression {
  const [first] = ranges;
  return ranges.length === 1 && first !== undefined ? first : { kind: "union", of: ranges };
}

export function whole(addresses: Addresses): AddressExpression {
  return addresses === "any" ? { kind: "any" } : expressionOf(addresses);
}

/** Whether an address is in both. */
export function meet(one: readonly Range[], other: readonly Range[]): boolean {
  return one.some((a) => other.some((b) => a.kind === b.kind && a.from <= b.to && b.from <= a.to));
}

/** Pairs of ranges of one size: each translates in its order. `undefined` when real and mapped addresses do not go together so. */
export function pairsOf(real: readonly Range[], mapped: readonly Range[]): (readonly [Range, Range])[] | undefined {
  if (real.length !== mapped.length) return undefined;
  const pairs = real.flatMap((one, index): [Range, Range][] => {
    const other = mapped[index];
    return other !== undefined && other.kind === one.kind && sizeOf(other) === sizeOf(one) ? [[one, other]] : [];
  });
  return pairs.length === real.length ? pairs : undefined;
}
