/** What two lists have in common: always in one order, and nothing of what did not move is lost. */
import { describe, expect, it } from "vitest";
import { inCommonOrder } from "../../src/source/common-order.js";
import { fc } from "../seeded.js";

const list = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"), { maxLength: 12 });

describe("inCommonOrder", () => {
  it("gives places of equal texts that rise in both lists", () => {
    fc.assert(
      fc.property(list, list, (before, after) => {
        const matches = inCommonOrder(before, after);
        for (const [index, [one, other]] of matches.entries()) {
          expect(before[one]).toBe(after[other]);
          const [earlier, place] = matches[index - 1] ?? [-1, -1];
          expect(one).toBeGreaterThan(earlier);
          expect(other).toBeGreaterThan(place);
        }
      }),
    );
  });

  it.each([
    ["the same list", "abc", "abc", 3],
    ["one line added", "abc", "abxc", 3],
    ["one line taken away", "abc", "ac", 2],
    ["one line moved", "abcd", "dabc", 3],
    ["of two blocks that changed places one", "abcd", "cdab", 2],
    ["nothing in common", "abc", "xyz", 0],
    ["an empty list", "", "abc", 0],
  ])("keeps what did not move: %s", (_, before, after, kept) => {
    expect(inCommonOrder([...before], [...after])).toHaveLength(kept);
  });
});
