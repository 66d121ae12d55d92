/** Interval sets against sets of single numbers: every operation, every edge of a small domain. */
import { describe, expect, it } from "vitest";
import {
  complement,
  contains,
  covers,
  type Domain,
  intersect,
  meets,
  normalize,
  prefixesOf,
  size,
  subtract,
  union,
} from "../../src/packets/intervals.js";
import { fc } from "../seeded.js";

const LAST = 127;
const DOMAIN: Domain<number> = { min: 0, max: LAST, one: 1 };
const pair = fc.tuple(fc.nat(31), fc.nat(31)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
/** Few wide ones, and many narrow ones: large sets are searched, not looked through. */
const narrow = fc.tuple(fc.nat(LAST), fc.nat(2)).map(([from, more]) => [from, Math.min(from + more, LAST)] as const);
const wide = fc
  .tuple(fc.nat(LAST), fc.nat(LAST))
  .map(([first, second]) => [Math.min(first, second), Math.max(first, second)] as const);
const pairs = fc.oneof(fc.array(wide, { maxLength: 5 }), fc.array(narrow, { maxLength: 60, size: "max" }));
const all = Array.from({ length: LAST + 1 }, (_, value) => value);

const members = (list: readonly (readonly [number, number])[]) =>
  all.filter((value) => list.some(([from, to]) => from <= value && value <= to));
const read = (set: readonly number[]) => {
  const held = all.filter((value) =>
    set.some((from, index) => index % 2 === 0 && from <= value && value <= Number(set[index + 1])),
  );
  expect(all.filter((value) => contains(set, value))).toEqual(held);
  // Sets that hold the same are written the same.
  expect(
    normalize(
      held.map((value) => [value, value] as const),
      DOMAIN,
    ),
  ).toEqual(set);
  return held;
};

describe("intervals", () => {
  it("hold what the pairs hold: sorted, apart by a gap", () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const set = normalize(list, DOMAIN);
        expect(read(set)).toEqual(members(list));
        const sorted = set.every((value, index) => index === 0 || value >= (set[index - 1] ?? 0));
        const gaps = set.every((value, index) => index === 0 || index % 2 === 1 || value > (set[index - 1] ?? 0) + 1);
        expect({ sorted, gaps }).toEqual({ sorted: true, gaps: true });
      }),
    );
  });

  it("unite, intersect, subtract and complement as sets do", () => {
    fc.assert(
      fc.property(pairs, pairs, (left, right) => {
        const [a, b] = [normalize(left, DOMAIN), normalize(right, DOMAIN)];
        const [inA, inB] = [members(left), members(right)];
        expect(read(union([a, b], DOMAIN))).toEqual(all.filter((value) => inA.includes(value) || inB.includes(value)));
        expect(read(intersect(a, b))).toEqual(inA.filter((value) => inB.includes(value)));
        expect(read(subtract(a, b, DOMAIN))).toEqual(inA.filter((value) => !inB.includes(value)));
        expect(read(complement(a, DOMAIN))).toEqual(all.filter((value) => !inA.includes(value)));
        expect(meets(a, b)).toBe(inA.some((value) => inB.includes(value)));
        expect(covers(a, b)).toBe(inB.every((value) => inA.includes(value)));
        expect(size(a)).toBe(BigInt(inA.length));
      }),
      { numRuns: 1000 },
    );
  });

  it("become the fewest prefixes", () => {
    fc.assert(
      fc.property(pair, ([from, to]) => {
        const prefixes = prefixesOf(from, to, 5, 32) ?? [];
        expect(prefixesOf(from, to, 5, prefixes.length - 1)).toBeUndefined();
        const covered = prefixes.flatMap(([first, length]) =>
          Array.from({ length: 2 ** (5 - length) }, (_, index) => Number(first) + index),
        );
        expect(covered).toEqual(all.slice(0, 32).filter((value) => from <= value && value <= to));
        expect(prefixes.every(([first, length]) => Number(first) % 2 ** (5 - length) === 0)).toBe(true);
        // Two halves of one larger prefix would be one too many.
        const halves = prefixes.some(([first, length], index) => {
          const next = prefixes[index + 1];
          return next !== undefined && next[1] === length && Number(first) % 2 ** (6 - length) === 0;
        });
        expect(halves).toBe(false);
      }),
    );
  });
});
