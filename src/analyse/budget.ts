/** How much the ways of one question may take. Counted, never timed: the same input gives the same bytes. */
import type { Plant } from "../resolve/plant.js";

export interface Budget {
  /** Ways between zones that are followed one by one; of more nothing is known where they cannot be looked at as a net. */
  readonly ways: number;
  /** The same where they can be looked at as a net instead. */
  readonly waysBesideNet: number;
  /** Ways to a device itself that are followed. */
  readonly arrivals: number;
  /** Devices that are met while one question's ways are followed: a way over three devices meets the first one once, dead ends count. */
  readonly hops: number;
  /** Legs of a net that are told one by one; of more, those that differ in nothing are one. */
  readonly apart: number;
  /** Legs of a net that are looked at after that; of a net of more, nothing is known. */
  readonly legs: number;
  /** Ways, and reasons why a pair is open, that are told; of more, their number. */
  readonly shown: number;
}

/**
 * What all questions of one run may take, in the units above, and what one of them always and at most gets of it. The shares
 * are dealt out beforehand, by the number of questions alone: an answer depends neither on those before it nor on who asks.
 *
 * Chosen on meshes, rings, grids and leaf-and-spine plants of 5 to 30 routers, in which routes lead everywhere: a hop takes
 * about a microsecond, a leg up to 50 with all that is told of it. The largest numbers that plants of the corpus need
 * for a question are 42,050 hops (with 56 questions to share them), 200 legs and 172 ways told.
 */
const RUN = { ways: 60_000, arrivals: 60_000, hops: 2_500_000, legs: 600_000, shown: 60_000 };
const LEAST = { ways: 64, arrivals: 64, hops: 2_000, legs: 500, shown: 16 };
const MOST = { ways: 500, arrivals: 500, hops: 100_000, legs: 5_000, shown: 256 };

/** Eight routers that lead everywhere over each other took three times the time and memory with 500. */
const WAYS_BESIDE_NET = 64;

/** The budget of each question about a plant. */
export function budgetOf({ zones, devices }: Plant): Budget {
  const pairs = zones.length * (zones.length - 1);
  const share = (of: keyof typeof RUN, questions: number) =>
    Math.max(LEAST[of], Math.min(MOST[of], Math.floor(RUN[of] / Math.max(1, questions))));
  const shown = share("shown", pairs);
  return {
    ways: share("ways", pairs),
    arrivals: share("arrivals", zones.length * devices.length),
    hops: share("hops", pairs),
    waysBesideNet: WAYS_BESIDE_NET,
    // As many as are told.
    apart: shown,
    legs: share("legs", pairs),
    shown,
  };
}
