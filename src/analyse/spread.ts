/** What passes a net of ways: packets spread from door to door until nothing new arrives (design 6). */
import { type Diagram, EMPTY, type Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import type { Net, NetDoor, NetLeg } from "./net.js";
import type { Slices, WayOutcome } from "./way-outcome.js";

/** What passes by some way of the net, what by each, and by which legs. */
export interface Spread {
  /** What may arrive: there is a way on which every device may let it pass. */
  readonly may: Node;
  /** What every device that it can come to surely lets pass, whichever way routers choose. */
  readonly must: Node;
  /** The legs that something may take that arrives, each with that. */
  readonly legs: readonly WayOutcome[];
}

type Side = "may" | "rules";

/** @param whole what is asked about: everything else is left out from the start. */
export function spread(space: PacketSpace, slices: Slices, net: Net, whole: Node): Spread {
  return new Spreading(space, slices, net, whole).spread();
}

/** Sets are diagrams over addresses here: the same set is the same number, and it is seen at once that nothing is new. */
class Spreading {
  private readonly outcomes: ReadonlyMap<NetLeg, WayOutcome>;
  private readonly destinations = new Map<readonly (number | bigint)[], Node>();
  private readonly diagram: Diagram;
  private readonly whole: Node;
  private readonly universe: Node;

  constructor(
    private readonly space: PacketSpace,
    slices: Slices,
    private readonly net: Net,
    whole: Node,
  ) {
    this.diagram = space.diagram.base;
    this.whole = space.diagram.toBase(whole);
    this.universe = space.diagram.toBase(space.universe);
    const legs = net.doors.flatMap((door) => door.legs);
    const open = legs.filter(({ isClosed }) => !isClosed);
    const outcomes = slices.along(open.map(({ way }) => way));
    this.outcomes = new Map(
      open.flatMap((leg, index) => {
        const outcome = outcomes[index];
        return outcome === undefined ? [] : [[leg, this.asDiagrams(outcome)] as const];
      }),
    );
  }

  spread(): Spread {
    const { diagram } = this;
    const arriving = this.arriving("may");
    const may = diagram.union(this.begun().map((part, door) => diagram.and(part, arriving[door] ?? EMPTY)));
    const must = this.surely(arriving);
    return { may, must, legs: this.taken(must) };
  }

  private asDiagrams(outcome: WayOutcome): WayOutcome {
    const { diagram } = this.space;
    const [must, may] = [diagram.toBase(outcome.must), diagram.toBase(outcome.may)];
    return { ...outcome, must, may, byRules: outcome.byRules === outcome.may ? may : diagram.toBase(outcome.byRules) };
  }

  /** What packets start with, by door. */
  private begun(isWanted: (start: Net["starts"][number]) => boolean = () => true): Node[] {
    const { diagram } = this;
    const found = this.net.doors.map(() => EMPTY);
    for (const start of this.net.starts.filter(isWanted)) {
      const part = diagram.and(this.whole, this.field("src", start.sources));
      found[start.door] = diagram.or(found[start.door] ?? EMPTY, part);
    }
    return found;
  }

  /** What may arrive from each door on: the least sets that hold what a leg lets through to where it arrives. */
  private arriving(side: Side): Node[] {
    const found = this.net.doors.map(() => EMPTY);
    this.untilStable(found, ({ legs }) =>
      this.diagram.union(legs.map((leg) => this.diagram.and(this.through(leg, side), this.beyond(leg, found)))),
    );
    return found;
  }

  /** What may stand at each door. */
  private standing(side: Side): Node[] {
    const { diagram } = this;
    const found = this.begun();
    for (let isNew = true; isNew; ) {
      isNew = false;
      for (const [index, door] of this.net.doors.entries()) {
        for (const leg of door.legs) {
          const passes = diagram.and(found[index] ?? EMPTY, this.through(leg, side));
          for (const next of leg.next) {
            const known = found[next] ?? EMPTY;
            const both = diagram.or(known, passes);
            isNew ||= both !== known;
            found[next] = both;
          }
        }
      }
    }
    return found;
  }

  /**
   * What surely arrives whichever way routers choose: from every door that it can come to some way leads on, and each
   * leg that it may take lets it pass. Over legs that routers learn, the greatest such sets: those that could send it in a
   * circle have another way as well, since it may arrive from each of them, and routing protocols do not choose circles.
   * Routes that somebody wrote may well do so, whatever else their routers learn: circles through these alone are ways that
   * never arrive, as `Lost` is.
   */
  private surely(arriving: readonly Node[]): Node {
    const { diagram } = this;
    let found = arriving;
    for (let isNew = true; isNew; ) {
      const known = found;
      found = this.surelyWritten(arriving, known);
      isNew = this.net.learns && known.some((set, index) => set !== found[index]);
    }
    const begun = this.begun(({ isCertain }) => isCertain);
    const arrives = diagram.union(begun.map((part, door) => diagram.and(part, found[door] ?? EMPTY)));
    const { beside } = this.net;
    if (beside === undefined) return arrives;
    return diagram.diff(arrives, diagram.or(this.field("src", beside.sources), this.to(beside.destinations)));
  }

  /** The least sets that surely arrive from each door, where that is known of those behind legs that routers learn or prefer learned ones to. */
  private surelyWritten(arriving: readonly Node[], learned: readonly Node[]): readonly Node[] {
    const found = this.net.doors.map(() => EMPTY);
    this.untilStable(found, (door, index) => {
      return this.surelyFrom(door, arriving[index] ?? EMPTY, (leg) =>
        door.learns && !leg.isWritten ? learned : found,
      );
    });
    return found;
  }

  /** What surely arrives from a door, where that is known of those behind its legs. @param may what may arrive. */
  private surelyFrom(door: NetDoor, may: Node, behind: (leg: NetLeg) => readonly Node[]): Node {
    const { diagram } = this;
    return door.legs.reduce(
      (left, leg) => {
        const sent = diagram.and(left, this.to(leg.destinations));
        return diagram.diff(
          left,
          diagram.diff(sent, diagram.and(this.surelyThrough(leg), this.surelyBeyond(leg, behind(leg)))),
        );
      },
      diagram.and(may, this.to(door.routed)),
    );
  }

  /** Each leg with what takes it and arrives. */
  private taken(must: Node): WayOutcome[] {
    const { diagram } = this;
    const [perhaps, arrives] = [this.standing("may"), this.arriving("may")];
    const isByRules = [...this.outcomes.values()].every((outcome) => outcome.may === outcome.byRules);
    const [standing, arriving] = isByRules ? [perhaps, arrives] : [this.standing("rules"), this.arriving("rules")];
    return this.net.doors.flatMap((door, index) =>
      door.legs.flatMap((leg) => {
        const outcome = this.outcomes.get(leg);
        if (outcome === undefined) return [];
        const cut = (side: Side, from: readonly Node[], on: readonly Node[]) =>
          diagram.and(diagram.and(from[index] ?? EMPTY, this.through(leg, side)), this.beyond(leg, on));
        const may = cut("may", perhaps, arrives);
        if (may === EMPTY) return [];
        const byRules = cut("rules", standing, arriving);
        return [{ ...outcome, may, byRules, must: diagram.and(diagram.and(outcome.must, may), must) }];
      }),
    );
  }

  private untilStable(found: Node[], next: (door: NetDoor, index: number) => Node): void {
    for (let isNew = true; isNew; ) {
      isNew = false;
      for (const [index, door] of [...this.net.doors.entries()].reverse()) {
        const known = found[index] ?? EMPTY;
        const made = next(door, index);
        if (made === known) continue;
        found[index] = made;
        isNew = true;
      }
    }
  }

  private through(leg: NetLeg, side: Side): Node {
    const outcome = this.outcomes.get(leg);
    if (outcome === undefined) return EMPTY;
    return side === "may" ? outcome.may : outcome.byRules;
  }

  private surelyThrough(leg: NetLeg): Node {
    return this.outcomes.get(leg)?.must ?? EMPTY;
  }

  private beyond({ arriving, next }: NetLeg, found: readonly Node[]): Node {
    return this.diagram.union([this.to(arriving), ...next.map((door) => found[door] ?? EMPTY)]);
  }

  /** Where other given devices lie behind, all of them: which of these it is sent to is not known. */
  private surelyBeyond({ unclaimed, next, isLearned }: NetLeg, found: readonly Node[]): Node {
    const { diagram, universe } = this;
    if (next.length === 0) return this.to(unclaimed);
    return next.reduce((left, index) => {
      const known = found[index] ?? EMPTY;
      const ledOn = isLearned ? this.to(this.net.doors[index]?.led ?? []) : universe;
      return diagram.diff(left, diagram.diff(ledOn, known));
    }, universe);
  }

  private field(field: "src" | "dst", addresses: readonly (number | bigint)[]): Node {
    return this.space.diagram.toBase(this.space.field(field, addresses));
  }

  private to(destinations: readonly (number | bigint)[]): Node {
    const known = this.destinations.get(destinations) ?? this.field("dst", destinations);
    this.destinations.set(destinations, known);
    return known;
  }
}
