/** One ordered pair of zones before and after a change: which packets, which of them undeclared, which declared flows. */

import { carryOver } from "../../packets/carry-over.js";
import { BudgetExceeded, EMPTY, type Node } from "../../packets/diagram.js";
import { SharedDiagrams } from "../../packets/shared-diagrams.js";
import { PacketSpace } from "../../packets/space.js";
import type { Plant } from "../../resolve/plant.js";
import { UNMAPPED } from "../../resolve/zone-space.js";
import type { ZonePair } from "../analysis.js";
import type { Carrier } from "../carriers.js";
import { type FlowState, usablePackets } from "../flow-state.js";
import { answerPair, type PairAnswer, type RulesOf } from "../pairs.js";
import { hasAddresses } from "../ways.js";
import { compareBounds, isOpening, type Shift } from "./bounds.js";

/** One side of a change. */
export interface Side {
  readonly plant: Plant;
  readonly rules: RulesOf;
}

export interface Sides {
  readonly before: Side;
  readonly after: Side;
}

/** A rule that decides some of the packets of a shift on its side. */
export type DecidingRule = Pick<Carrier, "device" | "rule" | "table" | "step">;

/** A shift with the rules that let its packets through: of what passes more, those of after; of what is stopped, those of before. */
export interface CarriedShift extends Shift {
  readonly carriedBy: readonly DecidingRule[];
}

/** A declared flow of the pair on both sides; left out where the map of that side does not declare it there. */
export interface FlowChange {
  readonly id: string;
  readonly before?: FlowState["state"];
  readonly after?: FlowState["state"];
  /** What of it may have passed and is stopped now, usable packets only. */
  readonly stopped: Node;
}

/** The change of one pair in one family. Nodes live in `space`. */
export interface PairChange {
  readonly family: 4 | 6;
  readonly space: PacketSpace;
  readonly shifts: readonly CarriedShift[];
  /** What is open before and after. */
  readonly open: Node;
  /** What passes more, or is less sure to be stopped, of what no conduit declares on its side. */
  readonly undeclared: readonly Shift[];
  readonly flows: readonly FlowChange[];
  /** Whether comparing took too much: then anything may have changed. */
  readonly isUndecided: boolean;
}

/** Ordered pairs of zones of both sides, in the order of after, then those that only before has. */
export function pairsOfBoth(
  before: readonly ZonePair[],
  after: readonly ZonePair[],
): readonly Pick<ZonePair, "from" | "to">[] {
  const keys = new Set(after.map(({ from, to }) => `${from}\n${to}`));
  return [...after, ...before.filter(({ from, to }) => !keys.has(`${from}\n${to}`))];
}

/** Compares pairs; the diagrams that sets are compared in are shared by them. */
export class PairComparison {
  private readonly diagrams = new SharedDiagrams();

  constructor(private readonly sides: Sides) {}

  /** Whether both maps have both zones: otherwise there is nothing to compare. */
  isOnBoth({ from, to }: Pick<ZonePair, "from" | "to">): boolean {
    const { before, after } = this.sides;
    return [before, after].every(({ plant }) =>
      [from, to].every((zone) => zone === UNMAPPED || plant.zones.some((one) => one.zone === zone)),
    );
  }

  /** The changes per family; a family that neither side has addresses of is left out. */
  of(pair: Pick<ZonePair, "from" | "to">): PairChange[] {
    const { before, after } = this.sides;
    return ([4, 6] as const).flatMap((family) => {
      const answers = { before: answerOn(before, pair, family), after: answerOn(after, pair, family) };
      if (answers.before === undefined && answers.after === undefined) return [];
      return [this.inFamily(family, answers)];
    });
  }

  private inFamily(family: 4 | 6, answers: Answers): PairChange {
    return (
      withinBudget(() => this.compare(this.diagrams.space(family), answers)) ??
      withinBudget(() => this.compare(new PacketSpace(family), answers)) ??
      undecided(family)
    );
  }

  private compare(space: PacketSpace, { before, after }: Answers): PairChange {
    const [was, is] = [toldIn(space, before), toldIn(space, after)];
    const { shifts, open } = compareBounds(space, was, is);
    const undeclared = compareBounds(space, excessOf(space, was), excessOf(space, is)).shifts.filter(isOpening);
    const stopped = space.diagram.union(
      shifts.filter(({ after: now }) => now === "stopped").map(({ packets }) => packets),
    );
    return {
      family: space.layout.family,
      space,
      shifts: shifts.map((shift) => ({ ...shift, carriedBy: carriersAmong(space, shift, { before, after }) })),
      open,
      undeclared,
      flows: this.flows(space, { before, after }, stopped),
      isUndecided: false,
    };
  }

  private flows(space: PacketSpace, { before, after }: Answers, stopped: Node): FlowChange[] {
    const earlier = new Map(before?.flows.map((flow) => [flow.declared.flow.id, flow]));
    const later = after?.flows ?? [];
    const gone = [...earlier.values()].filter(
      ({ declared }) => !later.some((flow) => flow.declared.flow.id === declared.flow.id),
    );
    return [
      ...later.map((flow) => {
        const { id } = flow.declared.flow;
        const known = earlier.get(id);
        const packets = after === undefined ? EMPTY : carryOver(flow.declared.packets, after.space, space);
        return {
          id,
          ...(known === undefined ? {} : { before: known.state }),
          after: flow.state,
          stopped: stopped === EMPTY ? EMPTY : this.lost(space, packets, stopped),
        };
      }),
      ...gone.map(({ declared, state }) => ({ id: declared.flow.id, before: state, stopped: EMPTY })),
    ];
  }

  private lost(space: PacketSpace, packets: Node, stopped: Node): Node {
    return space.diagram.and(stopped, usablePackets(this.sides.after.plant, space, packets));
  }
}

interface Answers {
  readonly before: PairAnswer | undefined;
  readonly after: PairAnswer | undefined;
}

/** The answer of one side; undefined where a zone has no addresses of the family there, and nothing can start. */
function answerOn({ plant, rules }: Side, { from, to }: Pick<ZonePair, "from" | "to">, family: 4 | 6) {
  if (![from, to].every((zone) => hasAddresses(plant, zone, family))) return undefined;
  return answerPair(plant, rules, { from, to, family });
}

interface Told {
  readonly must: Node;
  readonly may: Node;
  readonly declared: Node;
}

function toldIn(space: PacketSpace, answer: PairAnswer | undefined): Told {
  if (answer === undefined) return { must: EMPTY, may: EMPTY, declared: EMPTY };
  const told = (node: Node) => carryOver(node, answer.space, space);
  const may = told(answer.may);
  return { must: answer.must === answer.may ? may : told(answer.must), may, declared: told(answer.declared) };
}

function excessOf({ diagram }: PacketSpace, { must, may, declared }: Told) {
  return { must: diagram.diff(must, declared), may: diagram.diff(may, declared) };
}

/** The rules that let the packets through on the side where they pass, or may. */
function carriersAmong(space: PacketSpace, shift: Shift, { before, after }: Answers): DecidingRule[] {
  const answer = isOpening(shift) ? after : before;
  if (answer === undefined) return [];
  return answer.carriers.filter(
    ({ permits }) => space.diagram.and(carryOver(permits, answer.space, space), shift.packets) !== EMPTY,
  );
}

function undecided(family: 4 | 6): PairChange {
  const space = new PacketSpace(family);
  return { family, space, shifts: [], open: space.fresh, undeclared: [], flows: [], isUndecided: true };
}

/** What a comparison gives, or nothing where it takes more than its space may hold. */
export function withinBudget<T>(compare: () => T): T | undefined {
  try {
    return compare();
  } catch (error) {
    if (error instanceof BudgetExceeded) return undefined;
    throw error;
  }
}
