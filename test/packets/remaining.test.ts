/** What is left of a product, however many products are taken and however wide they are. */
import { describe, expect, it } from "vitest";
import { FULL } from "../../src/packets/diagram.js";
import { complement, type Domain } from "../../src/packets/intervals.js";
import type { Product } from "../../src/packets/products.js";
import { partLeft, remaining } from "../../src/packets/remaining.js";
import { PacketSpace } from "../../src/packets/space.js";
import { fc } from "../seeded.js";

const space = new PacketSpace(4);
const { base } = space.diagram;
const domain = space.domain as Domain<number | bigint>;
const [FIRST, LAST] = [0x0a140000, 0x0a14003f];

const stretch = (least: number, most: number) =>
  fc
    .tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
/** What lies in a stretch, or all that does not. */
const side = fc
  .tuple(stretch(FIRST, LAST), fc.boolean())
  .map(([values, isNegated]) => (isNegated ? complement(values, domain) : values));
const service = fc.tuple(stretch(0, 65_535), fc.nat(2)).map(([ports, kind]) => {
  const node = space.field("dstPort", ports);
  return kind === 0 ? FULL : kind === 1 ? node : base.not(node);
});
const product: fc.Arbitrary<Product> = fc
  .record({ sources: side, destinations: side, service })
  .filter((one) => one.sources.length > 0 && one.destinations.length > 0 && one.service !== 0);

describe("what is left of a product", () => {
  it("is the same set as when one after the other is taken, in parts that do not meet", () => {
    const seen = { left: 0, nothing: 0 };
    fc.assert(
      fc.property(product, fc.array(product, { minLength: 1, maxLength: 90 }), (whole, taken) => {
        const setOf = (products: readonly Product[]) =>
          base.union(products.map((one) => space.diagram.toBase(space.diagram.product(one))));
        const parts = remaining(base, domain, whole, taken);
        const left = base.diff(setOf([whole]), setOf(taken));
        expect(setOf(parts)).toBe(left);
        for (const [index, one] of parts.entries())
          expect(base.and(setOf([one]), setOf(parts.slice(0, index)))).toBe(0);
        const part = setOf(partLeft(base, domain, whole, taken, 0));
        expect(base.diff(part, left)).toBe(0);
        expect(part === 0).toBe(left === 0);
        seen[left === 0 ? "nothing" : "left"]++;
      }),
      { numRuns: 300 },
    );
    expect(Math.min(seen.left, seen.nothing)).toBeGreaterThan(10);
  });
});
