/** What changed between two answers to one question, told by both bounds of each (design 2). */
import { EMPTY, type Node } from "../../packets/diagram.js";
import type { PacketSpace } from "../../packets/space.js";
import type { Passing } from "../fold.js";

/** What is known of a packet on one side: it passes, it is stopped, or that is open. */
export type Known = "passes" | "open" | "stopped";

/** The packets that went from one to another, never empty. */
export interface Shift {
  readonly before: Known;
  readonly after: Known;
  readonly packets: Node;
}

export interface BoundChange {
  /** Those that were let through more, first what is sure; then those that are stopped more. None: both bounds are the same. */
  readonly shifts: readonly Shift[];
  /** What is open before and after: it may have changed, and neither side tells. Empty where nothing is. */
  readonly open: Node;
}

const SHIFTS: readonly (readonly [Known, Known])[] = [
  ["stopped", "passes"],
  ["stopped", "open"],
  ["open", "passes"],
  ["passes", "stopped"],
  ["passes", "open"],
  ["open", "stopped"],
];

/** Whether a shift lets more through. */
export function isOpening({ before, after }: Pick<Shift, "before" | "after">): boolean {
  return ORDER.indexOf(before) < ORDER.indexOf(after);
}

const ORDER: readonly Known[] = ["stopped", "open", "passes"];

/**
 * Compares two pairs of bounds in one space. Nothing is guessed: where `shifts` is empty and nothing is `open`, the same
 * packets pass before and after.
 * @throws BudgetExceeded when the sets are too entangled.
 */
export function compareBounds(space: PacketSpace, before: Passing, after: Passing): BoundChange {
  const { diagram } = space;
  const parts = (known: Known, { must, may }: Passing, within: Node): Node => {
    if (known === "passes") return diagram.and(within, must);
    const open = diagram.diff(within, must);
    return known === "open" ? diagram.and(open, may) : diagram.diff(within, may);
  };
  const isSame = diagram.equals(before.must, after.must) && diagram.equals(before.may, after.may);
  const gap = (side: Passing) => (side.must === side.may ? EMPTY : diagram.diff(side.may, side.must));
  const open = diagram.and(gap(before), gap(after));
  if (isSame) return { shifts: [], open };
  const whole = diagram.or(before.may, after.may);
  const shifts = SHIFTS.flatMap(([was, is]): Shift[] => {
    const packets = parts(is, after, parts(was, before, whole));
    return packets === EMPTY ? [] : [{ before: was, after: is, packets }];
  });
  return { shifts, open };
}
