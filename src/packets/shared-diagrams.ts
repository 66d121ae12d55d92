/** Diagrams that many spaces share one after the other: services met in one zone pair are met in the next as well. */
import { Diagram } from "./diagram.js";
import { PacketSpace } from "./space.js";

/** A diagram of more nodes is left behind for a new one. */
const FULL_ENOUGH = 200_000;
/** What one space may add. Where that is too little, its question has to be asked in a space of its own. */
const ADDED = 200_000;

/** The services of a hundred thousand rules, each its own, take a quarter of it. */
const ROOMY = 20_000_000;

/**
 * Makes spaces over a shared diagram per family. What a space gives must not depend on what was in the diagram before: on
 * `BudgetExceeded`, ask again in a new `PacketSpace`, whose budget counts from nothing.
 */
export class SharedDiagrams {
  /** A space for questions that have no fallback, such as what the services of a device are: it takes what it takes. */
  roomySpace(family: 4 | 6): PacketSpace {
    const space = this.space(family);
    space.diagram.base.allow(ROOMY);
    return space;
  }

  private readonly first: { 4?: PacketSpace; 6?: PacketSpace } = {};

  space(family: 4 | 6): PacketSpace {
    const known = this.first[family];
    if (known !== undefined && known.diagram.base.size <= FULL_ENOUGH) {
      known.diagram.base.beginQuestion();
      return new PacketSpace(family, known);
    }
    const space = new PacketSpace(family, new Diagram(FULL_ENOUGH + ADDED));
    this.first[family] = space;
    return space;
  }
}
