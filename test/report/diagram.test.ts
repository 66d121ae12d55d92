/** The drawing of zones and conduits: names that tell zones apart, lines and signs that are seen. */
import { describe, expect, it } from "vitest";
import { type Curve, drawCurves } from "../../src/report/html/page/diagram-curves.js";
import { layOut, MOST_LETTERS, NODE_HEIGHT } from "../../src/report/html/page/diagram-layout.js";
import { shortNames } from "../../src/report/html/page/diagram-names.js";

describe("shortNames", () => {
  const shortened = (names: string[]) => [...shortNames(names, 12).values()];

  it("keeps what fits, and both ends of what does not", () => {
    expect(shortened(["cell-a", "production-building-north"])).toEqual(["cell-a", "produ…-north"]);
  });

  it.each([
    { differ: "at their end", names: ["production-hall-cell-1", "production-hall-cell-2"] },
    { differ: "at their start", names: ["a-production-hall-cell", "b-production-hall-cell"] },
    { differ: "in the middle alone", names: ["production-hall-a-of-the-site", "production-hall-b-of-the-site"] },
    { differ: "by length", names: ["aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaa"] },
    { differ: "from a short one", names: ["produ…-north", "production-building-north"] },
  ])("never shows two alike that differ $differ", ({ names }) => {
    expect(new Set(shortened(names)).size).toBe(names.length);
  });
});

describe("drawCurves", () => {
  const zones = Array.from({ length: 21 }, (_, index) => `zone-${index}`);
  const links = zones.flatMap((from, index) =>
    [1, 3, 8, 13].flatMap((step): [string, string][] => {
      const to = zones[index + step];
      return to === undefined ? [] : [[from, to]];
    }),
  );
  const levels = new Map(zones.map((zone, index) => [zone, index < 6 ? 3 : index < 12 ? 2 : 1]));
  const layout = layOut(new Map(zones.map((zone) => [zone, zone])), levels, links);
  const ends = links.flatMap(([from, to]) => {
    const [a, b] = [layout.zones.get(from), layout.zones.get(to)];
    return a && b ? [[a, b] as const] : [];
  });
  const [curves, bounds] = drawCurves(ends, layout);

  it("has room for every line, zone and sign", () => {
    expect(curves).toHaveLength(links.length);
    const points = [...curves.flatMap(pointsOn), ...curves.map(({ mark }) => mark), ...layout.zones.values()];
    for (const { x, y } of points) {
      expect(x).toBeGreaterThanOrEqual(bounds.left);
      expect(x).toBeLessThanOrEqual(bounds.right);
      expect(y).toBeGreaterThanOrEqual(bounds.top);
      expect(y).toBeLessThanOrEqual(bounds.bottom);
    }
  });

  it("puts no sign on a zone, and hardly any on another", () => {
    const onZone = curves.filter(({ mark }) =>
      [...layout.zones.values()].some(
        ({ x, y }) => Math.abs(x - mark.x) < layout.nodeWidth / 2 && Math.abs(y - mark.y) < NODE_HEIGHT / 2,
      ),
    );
    expect(onZone).toEqual([]);
    const covered = curves.filter(({ mark }, index) =>
      curves.slice(0, index).some((other) => Math.hypot(other.mark.x - mark.x, other.mark.y - mark.y) < 10),
    );
    expect(covered.length).toBeLessThan(curves.length / 20);
  });
});

describe("layOut", () => {
  it("makes boxes as wide as their names, and rows that a window shows", () => {
    const zones = Array.from({ length: 12 }, (_, index) => `${"n".repeat(MOST_LETTERS - 2)}${index + 10}`);
    const layout = layOut(new Map(zones.map((zone) => [zone, zone])), new Map(), []);
    expect(layout.nodeWidth).toBeGreaterThan(MOST_LETTERS * 7);
    expect(Math.max(...[...layout.zones.values()].map(({ x }) => x + layout.nodeWidth / 2))).toBeLessThan(1500);
  });
});

/** The ends of a path and what lies between them. */
function pointsOn({ path }: Curve): { x: number; y: number }[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = path.match(/-?[\d.]+/g)?.map(Number) ?? [];
  const at = (t: number, [p, q, r, s]: [number, number, number, number]) =>
    p * (1 - t) ** 3 + 3 * q * t * (1 - t) ** 2 + 3 * r * t * t * (1 - t) + s * t ** 3;
  return Array.from({ length: 33 }, (_, index) => ({
    x: at(index / 32, [a, c, e, g]),
    y: at(index / 32, [b, d, f, h]),
  }));
}
