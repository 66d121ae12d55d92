/** Which routes of a table lead to some addresses: a router may know thousands, of which most questions meet one. */
import { type Intervals, meets } from "../packets/intervals.js";
import type { Way } from "../resolve/forwarding-table.js";

type Ends = Intervals<number | bigint>;

/** Tables with fewer are as quickly looked through as searched. */
const FEW = 12;

/** The intervals of all ways of a table by where they begin, with the furthest end of those up to each. */
interface Index {
  readonly from: readonly (number | bigint)[];
  readonly to: readonly (number | bigint)[];
  readonly furthest: readonly (number | bigint)[];
  /** The place of the way that each belongs to. */
  readonly way: readonly number[];
}

const KNOWN = new WeakMap<readonly Way[], Index>();

/** The ways to some of `addresses`, in the order of the table. */
export function waysMeeting(ways: readonly Way[], addresses: Ends): readonly Way[] {
  if (ways.length < FEW || addresses.length > FEW) return ways.filter((way) => meets(addresses, way.addresses));
  const index = KNOWN.get(ways) ?? indexOf(ways);
  KNOWN.set(ways, index);
  const found = new Set<number>();
  for (let at = 0; at < addresses.length; at += 2) {
    const [first, last] = [addresses[at] as number | bigint, addresses[at + 1] as number | bigint];
    for (let place = firstReaching(index, first); place < index.from.length; place++) {
      if ((index.from[place] as number | bigint) > last) break;
      if ((index.to[place] as number | bigint) >= first) found.add(index.way[place] as number);
    }
  }
  return [...found].sort((a, b) => a - b).map((place) => ways[place] as Way);
}

function indexOf(ways: readonly Way[]): Index {
  const all = ways.flatMap(({ addresses }, way) =>
    addresses.flatMap((from, at) => (at % 2 === 0 ? [{ from, to: addresses[at + 1] as number | bigint, way }] : [])),
  );
  all.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const furthest: (number | bigint)[] = [];
  for (const { to } of all) {
    const before = furthest.at(-1);
    furthest.push(before !== undefined && before > to ? before : to);
  }
  return { from: all.map(({ from }) => from), to: all.map(({ to }) => to), furthest, way: all.map(({ way }) => way) };
}

/** The place of the first interval up to which one ends at `value` or behind it. */
function firstReaching({ furthest }: Index, value: number | bigint): number {
  let below = 0;
  let above = furthest.length;
  while (below < above) {
    const middle = (below + above) >> 1;
    if ((furthest[middle] as number | bigint) < value) below = middle + 1;
    else above = middle;
  }
  return below;
}
