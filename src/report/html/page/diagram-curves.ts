/** The lines of the diagram: a curve from zone to zone, and the place of its sign. */
import { type Layout, NODE_HEIGHT, type Placed, ROW } from "./diagram-layout.js";

export interface Curve {
  /** For `d` of a path. */
  readonly path: string;
  readonly mark: Point;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A cubic curve (Bézier): both ends, and the points that pull it. */
type Pulls = readonly [Point, Point, Point, Point];

/** Half of a sign, with what keeps it apart from others. */
const MARK = 9;
const APART = 2 * MARK + 2;
const STEPS = 60;
const MARGIN = 12;

/**
 * @param ends the two zones of each line.
 * @returns a curve for each, in that order, and what all of the drawing takes.
 */
export function drawCurves(ends: readonly (readonly [Placed, Placed])[], layout: Layout): [Curve[], Bounds] {
  const pulls = ends.map(([from, to]) => pullsOf(from, to, layout.nodeWidth));
  const marks: Point[] = [];
  const curves = pulls.map((pull) => {
    const mark = placeForMark(pull, marks, layout);
    marks.push(mark);
    const [from, a, b, to] = pull.map(({ x, y }) => `${round(x)},${round(y)}`);
    return { path: `M${from} C${a} ${b} ${to}`, mark: { x: round(mark.x), y: round(mark.y) } };
  });
  const points = [...pulls.flatMap((pull) => pointsOf(pull)), ...corners(layout)];
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const bounds = {
    left: Math.min(0, least(xs) - MARGIN),
    top: Math.min(0, least(ys) - MARGIN),
    right: -least(xs.map((x) => -x)) + MARGIN,
    bottom: -least(ys.map((y) => -y)) + MARGIN,
  };
  return [curves, bounds];
}

/** Not by spreading: of very many points that runs out of stack. */
function least(numbers: readonly number[]): number {
  return numbers.reduce((best, one) => Math.min(best, one), Number.POSITIVE_INFINITY);
}

function corners({ zones, nodeWidth }: Layout): Point[] {
  return [...zones.values()].flatMap(({ x, y }) => [
    { x: x - nodeWidth / 2, y: y - NODE_HEIGHT / 2 },
    { x: x + nodeWidth / 2, y: y + NODE_HEIGHT / 2 },
  ]);
}

/** Zones of one row are joined by an arc below them; who passes other rows goes round what may stand there. */
function pullsOf(from: Placed, to: Placed, nodeWidth: number): Pulls {
  const middle = (from.y + to.y) / 2;
  if (from.y === to.y) {
    const below = from.y + (NODE_HEIGHT * 0.9 + Math.min(ROW, Math.abs(from.x - to.x) * 0.08)) * (4 / 3);
    return [from, { x: from.x + (to.x - from.x) / 4, y: below }, { x: to.x + (from.x - to.x) / 4, y: below }, to];
  }
  const passed = Math.round(Math.abs(from.y - to.y) / ROW) - 1;
  const side = passed === 0 ? 0 : (to.x < from.x ? -1 : 1) * nodeWidth * (0.75 + 0.25 * Math.min(passed, 4));
  return [from, { x: from.x + side, y: middle }, { x: to.x + side, y: middle }, to];
}

function pointsOf(pulls: Pulls): Point[] {
  return Array.from({ length: STEPS + 1 }, (_, index) => pointAt(pulls, index / STEPS));
}

function pointAt([p, q, r, s]: Pulls, t: number): Point {
  const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
  return { x: p.x * a + q.x * b + r.x * c + s.x * d, y: p.y * a + q.y * b + r.y * c + s.y * d };
}

/**
 * Where a sign is seen: on the curve, near the row that it leads to, on no zone and on no other sign. Where all is taken, the first
 * place that is on no zone.
 */
function placeForMark(pulls: Pulls, marks: readonly Point[], layout: Layout): Point {
  const [from, , , to] = pulls;
  const gap = to.y === from.y ? Number.POSITIVE_INFINITY : to.y - (Math.sign(to.y - from.y) * ROW) / 2;
  const near = (point: Point) => (Number.isFinite(gap) ? Math.abs(point.y - gap) : -point.y);
  const free = pointsOf(pulls)
    .filter((point) => isFree(point, layout))
    .toSorted((a, b) => near(a) - near(b));
  const alone = free.find((point) => marks.every((mark) => Math.hypot(mark.x - point.x, mark.y - point.y) >= APART));
  return alone ?? free[0] ?? pointAt(pulls, 0.5);
}

function isFree({ x, y }: Point, { zones, nodeWidth }: Layout): boolean {
  return [...zones.values()].every(
    (zone) => Math.abs(zone.x - x) > nodeWidth / 2 + MARK || Math.abs(zone.y - y) > NODE_HEIGHT / 2 + MARK,
  );
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
