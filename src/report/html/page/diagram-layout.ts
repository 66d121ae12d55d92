/** Where zones stand in the diagram: a row for each level, zones that conduits join near each other. */

export interface Placed {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly nodeWidth: number;
  readonly rows: readonly { readonly label: string; readonly y: number }[];
  readonly zones: ReadonlyMap<string, Placed>;
}

export const NODE_HEIGHT = 44;
const NODE_WIDTH = { least: 150, most: 300, letter: 8, beside: 16 } as const;
/** Letters of a name that stand in the widest box. */
export const MOST_LETTERS = Math.floor((NODE_WIDTH.most - NODE_WIDTH.beside) / NODE_WIDTH.letter);
const GAP = { x: 34, y: 62 } as const;
/** From row to row. */
export const ROW = NODE_HEIGHT + GAP.y;
const LEFT = 70;
/** Rounds of ordering rows by the middle of their neighbours: after a few nothing changes any more. */
const ROUNDS = 8;
/** What a window mostly shows, and how many zones stand in a row all the same. */
const USUAL_WIDTH = 1360;
const IN_ROW = { least: 4, most: 7 } as const;

/**
 * @param names of the zones as they are shown, by id; the boxes are as wide as they need.
 * @param levels by zone; a zone without one stands in a row of its own at the end.
 * @param links pairs of zones that conduits join.
 */
export function layOut(
  names: ReadonlyMap<string, string>,
  levels: ReadonlyMap<string, number>,
  links: readonly (readonly [string, string])[],
): Layout {
  const letters = Math.max(0, ...[...names.values()].map((name) => name.length));
  const nodeWidth = Math.max(NODE_WIDTH.least, letters * NODE_WIDTH.letter + NODE_WIDTH.beside);
  const step = nodeWidth + GAP.x;
  const inRow = Math.max(IN_ROW.least, Math.min(IN_ROW.most, Math.floor((USUAL_WIDTH - LEFT) / step)));
  const rows = rowsOf([...names.keys()], levels, inRow);
  const order = new Map(rows.flatMap(({ zones: row }) => row.map((id, index) => [id, index - (row.length - 1) / 2])));
  for (let round = 0; round < ROUNDS; round++) {
    for (const row of rows) {
      row.zones.sort((a, b) => middle(a, links, order) - middle(b, links, order));
      row.zones.forEach((id, index) => {
        order.set(id, index - (row.zones.length - 1) / 2);
      });
    }
  }
  const most = Math.max(1, ...rows.map((row) => row.zones.length));
  const center = LEFT + (most * step) / 2;
  const placed = rows.flatMap((row, index) =>
    row.zones.map((id) => ({
      id,
      x: center + (order.get(id) ?? 0) * step,
      y: GAP.y / 2 + index * ROW + NODE_HEIGHT / 2,
    })),
  );
  return {
    nodeWidth,
    rows: rows.map(({ label }, index) => ({ label, y: GAP.y / 2 + index * ROW + NODE_HEIGHT / 2 })),
    zones: new Map(placed.map((one) => [one.id, one])),
  };
}

function rowsOf(
  zones: readonly string[],
  levels: ReadonlyMap<string, number>,
  inRow: number,
): { label: string; zones: string[] }[] {
  const byLevel = new Map<number, string[]>();
  for (const zone of zones) {
    const level = levels.get(zone) ?? -1;
    byLevel.set(level, [...(byLevel.get(level) ?? []), zone]);
  }
  return [...byLevel]
    .sort(([a], [b]) => b - a)
    .flatMap(([level, row]) =>
      chunks(row, inRow).map((part, index) => ({
        label: index > 0 ? "" : level < 0 ? "no level" : `level ${level}`,
        zones: part,
      })),
    );
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

/** The mean place of a zone's neighbours; its own where it has none. */
function middle(
  zone: string,
  links: readonly (readonly [string, string])[],
  order: ReadonlyMap<string, number>,
): number {
  const near = links.flatMap(([a, b]) => (a === zone ? [b] : b === zone ? [a] : []));
  if (near.length === 0) return order.get(zone) ?? 0;
  return near.reduce((sum, other) => sum + (order.get(other) ?? 0), 0) / near.length;
}
