/** Where zones stand in the diagram: a row for each level, zones that conduits join near each other. */

export interface Placed {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly { readonly label: string; readonly y: number }[];
  readonly zones: ReadonlyMap<string, Placed>;
}

export const NODE = { width: 150, height: 44 } as const;
const GAP = { x: 34, y: 62 } as const;
/** From row to row. */
export const ROW = NODE.height + GAP.y;
const LEFT = 84;
/** Rounds of ordering rows by the middle of their neighbours: after a few nothing changes any more. */
const ROUNDS = 8;
const MOST_IN_ROW = 7;

/**
 * @param levels by zone; a zone without one stands in a row of its own at the end.
 * @param links pairs of zones that conduits join.
 */
export function layOut(
  zones: readonly string[],
  levels: ReadonlyMap<string, number>,
  links: readonly (readonly [string, string])[],
): Layout {
  const rows = rowsOf(zones, levels);
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
  const step = NODE.width + GAP.x;
  const center = LEFT + (most * step) / 2;
  const placed = rows.flatMap((row, index) =>
    row.zones.map((id) => ({
      id,
      x: center + (order.get(id) ?? 0) * step,
      y: GAP.y / 2 + index * ROW + NODE.height / 2,
    })),
  );
  return {
    width: LEFT + most * step,
    height: rows.length * ROW + GAP.y / 4,
    rows: rows.map(({ label }, index) => ({ label, y: GAP.y / 2 + index * ROW + NODE.height / 2 })),
    zones: new Map(placed.map((one) => [one.id, one])),
  };
}

function rowsOf(zones: readonly string[], levels: ReadonlyMap<string, number>): { label: string; zones: string[] }[] {
  const byLevel = new Map<number, string[]>();
  for (const zone of zones) {
    const level = levels.get(zone) ?? -1;
    byLevel.set(level, [...(byLevel.get(level) ?? []), zone]);
  }
  return [...byLevel]
    .sort(([a], [b]) => b - a)
    .flatMap(([level, row]) =>
      chunks(row, MOST_IN_ROW).map((part, index) => ({
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
