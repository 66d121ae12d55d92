/** What a finding lets pass, in the words it is told by: whether that is no more than was told once. */
import { z } from "zod";
import type { BoxFacts } from "../facts/common.js";
import { formatRange, readPrefix } from "../packets/address.js";
import { type Domain, type Intervals, intersect, normalize, pairsOf, subtract } from "../packets/intervals.js";
import type { Finding } from "./finding.js";

const TEXTS = z.array(z.string()).min(1);

/** The boxes that are shown of a set of packets, and how many packets it holds in all; left out: that is not known. */
export const PASSING = z.strictObject({
  packets: z.string().regex(/^\d+$/).exactOptional(),
  boxes: z.array(z.strictObject({ sources: TEXTS, destinations: TEXTS, services: TEXTS })).min(1),
});

export type Passing = z.infer<typeof PASSING>;

/** First and last address of what a name of the map stands for; undefined for what is no name. */
export type Meaning = (name: string) => readonly Range[] | undefined;

type Range = readonly [from: number | bigint, to: number | bigint];

/** By name, what it stood for, as addresses, networks and ranges. */
export const NAMED = z.record(z.string(), z.array(z.string()));

export type Named = z.infer<typeof NAMED>;

/** What the names in some boxes stand for: who reads them later may have another map. */
export function namedIn(all: readonly Passing[], meaning: Meaning): Named {
  const names = new Set(
    all.flatMap(({ boxes }) => boxes.flatMap(({ sources, destinations }) => [...sources, ...destinations])),
  );
  const known = [...names].sort().map((name) => [name, meaning(name)] as const);
  return Object.fromEntries(
    known.flatMap(([name, ranges]) =>
      ranges === undefined ? [] : [[name, ranges.map(([from, to]) => formatRange(from, to))] as const],
    ),
  );
}

/** As names were once; what is not among them means what it means `now`. */
export function meaningOf(named: Named | undefined, now: Meaning): Meaning {
  if (named === undefined) return now;
  const known = new Map(Object.entries(named));
  return (name) =>
    known
      .get(name)
      ?.flatMap((text) => rangeOf(text) ?? [])
      .map(({ from, to }): Range => [from, to]) ?? now(name);
}

/** Of an address, a network or a range. */
function rangeOf(
  text: string,
): { readonly family: 4 | 6; readonly from: number | bigint; readonly to: number | bigint } | undefined {
  const [from, to = from] = text.split("-", 2).map(readPrefix);
  if (from === undefined || to?.family !== from.family) return undefined;
  return { family: from.family, from: from.from, to: to.to };
}

/** Left out: the finding is about no packets. */
export function passingOf({ boxes, morePackets }: Finding): Passing | undefined {
  if (boxes.length === 0) return undefined;
  const counts = boxes.map(({ packets }) => packets);
  const known = counts.filter((count) => count !== undefined);
  const all = [...known, morePackets ?? "0"].reduce((sum, count) => sum + BigInt(count), 0n);
  return {
    ...(known.length === counts.length && { packets: String(all) }),
    boxes: boxes.map(({ sources, destinations, services }) => ({ sources, destinations, services })),
  };
}

/**
 * Whether all that passes now passed before too. `earlier`: what names meant then. What is shown of large sets is a part of them: of one that is not told as before,
 * and not whole, it cannot be known.
 */
export function isNoMore(
  finding: Finding,
  before: Passing | undefined,
  meaning: Meaning,
  earlier: Meaning = meaning,
): boolean {
  const now = passingOf(finding);
  if (now === undefined) return true;
  if (before === undefined) return false;
  if (JSON.stringify(now) === JSON.stringify(before) && meanTheSame(now, meaning, earlier)) return true;
  if (now.packets !== undefined && before.packets !== undefined && BigInt(now.packets) > BigInt(before.packets))
    return false;
  if (finding.morePackets !== undefined) return false;
  if (now.boxes.some((box) => SIDES.some((side) => box[side].some((text) => LEFT_OUT.test(text))))) return false;
  const line = new Line();
  const known = before.boxes.map((box) => line.productOf(box, earlier));
  return now.boxes.every((box) => areCovered(line.productOf(box, meaning), known));
}

function meanTheSame(passing: Passing, meaning: Meaning, earlier: Meaning): boolean {
  return (
    meaning === earlier || JSON.stringify(namedIn([passing], meaning)) === JSON.stringify(namedIn([passing], earlier))
  );
}

const SIDES = ["sources", "destinations", "services"] as const;
const LEFT_OUT = /^and \d+ more$/;

type Sides = Pick<BoxFacts, (typeof SIDES)[number]>;
type Product = readonly Intervals<bigint>[];

/** Pieces that what is left may fall into; beyond that it counts as not covered. */
const MOST_PIECES = 500;

function areCovered(box: Product, known: readonly Product[]): boolean {
  let left: Product[] = [box];
  for (const one of known) {
    left = left.flatMap((piece) => without(piece, one));
    if (left.length > MOST_PIECES) return false;
  }
  return left.length === 0;
}

/** What of a product is not in another: side by side, what lies beside it there and within it on the sides before. */
function without(piece: Product, other: Product): Product[] {
  const common = piece.map((values, side) => intersect(values, other[side] ?? []));
  if (common.some((values) => values.length === 0)) return [piece];
  return piece.flatMap((values, side) => {
    const rest = subtract(values, other[side] ?? [], ALL);
    return rest.length === 0 ? [] : [[...common.slice(0, side), rest, ...piece.slice(side + 1)]];
  });
}

const LAST_PORT = 65_535n;
/** Longer than each range that there is on its part of the line. */
const PART = 1n << 130n;
const ALL: Domain<bigint> = { min: 0n, max: PART * PART, one: 1n };

/** One line of numbers for all words: the addresses of a family, the ports of a protocol, and each word of another kind, have a part. */
class Line {
  private readonly parts = new Map<string, bigint>();

  productOf(box: Sides, meaning: Meaning): Product {
    return SIDES.map((side) =>
      normalize(
        box[side].flatMap((text) => this.rangesOf(text, meaning)),
        ALL,
      ),
    );
  }

  private rangesOf(text: string, meaning: Meaning): (readonly [bigint, bigint])[] {
    if (text === "any") return [[ALL.min, ALL.max]];
    const named = meaning(text);
    if (named !== undefined)
      return named.map(([from, to]) => this.range(typeof from === "bigint" ? "6" : "4", from, to));
    const [, protocol, first, last] = /^(tcp|udp|sctp)(?:\/(\d+)(?:-(\d+))?)?$/.exec(text) ?? [];
    if (protocol !== undefined) return [this.range(protocol, BigInt(first ?? 0), BigInt(last ?? first ?? LAST_PORT))];
    const range = rangeOf(text);
    if (range !== undefined) return [this.range(String(range.family), range.from, range.to)];
    return [this.range(`word ${text}`, 0n, 0n)];
  }

  private range(name: string, from: number | bigint, to: number | bigint): readonly [bigint, bigint] {
    const start = this.parts.get(name) ?? BigInt(this.parts.size) * PART;
    this.parts.set(name, start);
    return [start + BigInt(from), start + BigInt(to)];
  }
}

/** A zone with its addresses: first, last, first, last. */
interface ZoneNamed {
  readonly zone: string;
  readonly 4: readonly (number | bigint)[];
  readonly 6: readonly (number | bigint)[];
}

interface HostNamed {
  readonly name: string;
  readonly ranges: readonly { readonly from: number | bigint; readonly to: number | bigint }[];
}

/** What zones and hosts of a plant stand for, by the names that boxes have for them. */
export function meaningIn(zones: readonly ZoneNamed[], hosts: readonly HostNamed[]): Meaning {
  const known = new Map<string, readonly Range[]>([
    ...zones.map((zone) => [`zone ${zone.zone}`, [...pairsOf(zone[4]), ...pairsOf(zone[6])]] as const),
    ...hosts.map(({ name, ranges }) => [name, ranges.map(({ from, to }): Range => [from, to])] as const),
  ]);
  return (name) => known.get(name);
}
