/** Shifts parted by what the packets themselves did, where the map of one side differs from that of the other. */
import type { Shift } from "../analyse/change/bounds.js";
import type { CarriedShift, PairChange } from "../analyse/change/compare-pairs.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import type { ZoneAddresses } from "../resolve/zone-space.js";
import type { KnownFacts } from "./change.js";

/** A shift with what is known of its packets on either side, between whatever zones. */
export interface PartedShift extends Pick<CarriedShift, "packets" | "carriedBy"> {
  readonly before: KnownFacts;
  readonly after: KnownFacts;
}

/** The zones of both sides, and the pair that is compared. */
export interface PairZones {
  readonly from: string;
  readonly to: string;
  readonly before: readonly ZoneAddresses[];
  readonly after: readonly ZoneAddresses[];
}

/** The shifts of a pair. What does not pass between its zones on a side is stopped there, or has its ends in other zones there. */
export function partedShifts({ space, shifts }: PairChange, zones: PairZones): PartedShift[] {
  const ends = endsOf(space, zones);
  return shifts.flatMap((shift) => byEnds(space, shift, ends));
}

/**
 * What passes more of what no conduit declares. A packet that was not among it before was stopped, or it was declared: that
 * tells the shift it is in, and of one that is in none both sides know the same.
 */
export function partedUndeclared({ space, shifts, undeclared }: PairChange, zones: PairZones): PartedShift[] {
  const { diagram } = space;
  const ends = endsOf(space, zones);
  return undeclared.flatMap((shift): PartedShift[] => {
    if (shift.before !== "stopped") return [{ ...shift, carriedBy: [] }];
    const within = shifts.map(({ before, packets }) => ({ before, packets: diagram.and(shift.packets, packets) }));
    const rest = diagram.diff(shift.packets, diagram.union(within.map(({ packets }) => packets)));
    return [...within, { before: shift.after, packets: rest }]
      .filter(({ packets }) => packets !== EMPTY)
      .flatMap(({ before, packets }) => byEnds(space, { before, after: shift.after, packets, carriedBy: [] }, ends));
  });
}

type Ends = Readonly<Record<"before" | "after", Node>>;

/** All packets between the two zones, on either side. */
function endsOf(space: PacketSpace, { from, to, before, after }: PairZones): Ends {
  const { family } = space.layout;
  const between = (zones: readonly ZoneAddresses[]) => {
    const addresses = (id: string) => zones.find(({ zone }) => zone === id)?.[family] ?? [];
    return space.diagram.and(space.field("src", addresses(from)), space.field("dst", addresses(to)));
  };
  return { before: between(before), after: between(after) };
}

function byEnds({ diagram }: PacketSpace, shift: Shift & Pick<CarriedShift, "carriedBy">, ends: Ends): PartedShift[] {
  const side = (["before", "after"] as const).find((one) => shift[one] === "stopped");
  if (side === undefined) return [shift];
  const within = diagram.and(shift.packets, ends[side]);
  const moved = diagram.diff(shift.packets, ends[side]);
  if (moved === EMPTY) return [shift];
  const parts: PartedShift[] = [
    { ...shift, packets: within },
    { ...shift, packets: moved, [side]: "elsewhere" },
  ];
  return parts.filter(({ packets }) => packets !== EMPTY);
}
