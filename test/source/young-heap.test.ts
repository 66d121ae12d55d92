import { getHeapSpaceStatistics } from "node:v8";
import { afterEach, describe, expect, test } from "vitest";
import { fixYoungHeap, holdingOf, releaseYoungHeap } from "../../src/source/young-heap.js";

const ENOUGH = 32 * 2 ** 20;

afterEach(releaseYoungHeap);

describe("the part of the heap in which everything is made first", () => {
  test.each([
    [11, "for small plants"],
    [12, "for small plants"],
    [13, "for all"],
    [14, "for all"],
    [15, "never"],
  ])("of V8 %i is held %s", (version, holding) => {
    expect(holdingOf(version)).toBe(holding);
  });

  test("is made as large as a large plant needs, and stays so however much stays alive", () => {
    const before = youngBytes();
    fixYoungHeap();
    const fixed = youngBytes();
    expect(fixed).toBeGreaterThanOrEqual(Math.min(before, ENOUGH));
    const alive = Array.from({ length: 20_000 }, (_, at) => new Array(500).fill(at));
    expect(alive).toHaveLength(20_000);
    expect(youngBytes()).toBeLessThanOrEqual(Math.max(fixed, ENOUGH));
  });
});

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? 0;
}
