/** Which rules let packets of a pair through, each with its share. */
import type { Device } from "../model/device.js";
import type { Rule, Table } from "../model/rule.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import type { SliceOutcome } from "./slice.js";
import type { WayOutcome } from "./way-outcome.js";

/** A rule that lets packets of the pair through, with what it carries. `table` is undefined for what a step does otherwise. */
export interface Carrier {
  readonly device: Device;
  readonly rule: Rule;
  readonly table: Table | undefined;
  /** Name of the step, for a rule without a table. */
  readonly step: string;
  readonly permits: Node;
  /** The part of `permits` that surely passes. */
  readonly permitsSurely: Node;
  readonly excess: Node;
  readonly excessSurely: Node;
}

/** What is declared of a pair, what is asked of it, what surely passes; and what of that does whichever way it takes. */
export interface Passed {
  readonly declared: Node;
  readonly whole: Node;
  readonly must: Node;
  readonly anyWay: Node;
}

/**
 * What lets packets through, rule by rule; rules that carry nothing are not among them. Ways round count for what no
 * direct way carries: where a packet may go both ways, the direct one is to blame.
 */
export function carriersOf(
  space: PacketSpace,
  outcomes: readonly WayOutcome[],
  { declared, whole, must, anyWay }: Passed,
): Carrier[] {
  const { diagram } = space;
  // By a way that may not be the one taken, only what passes whichever is taken surely passes.
  const direct = outcomes
    .filter(({ way }) => way.direct)
    .map((outcome) => (outcome.way.uncertain ? { ...outcome, must: diagram.and(outcome.must, must) } : outcome));
  // What the rules of a direct way let through, those of a way round add nothing to.
  const known = new Set(direct.map(({ byRules }) => byRules));
  const round = outcomes.filter(({ way, byRules }) => !way.direct && !known.has(byRules));
  const certain = carriedOver(space, direct, whole).map((carried) => withExcess(space, carried, declared));
  if (round.length === 0) return certain;
  const maybe = diagram.union(direct.map(({ byRules }) => byRules));
  const part = diagram.diff(whole, maybe);
  const rest = [
    ...carriedOver(
      space,
      round.filter(({ way }) => way.isLeg !== true),
      part,
    ),
    ...carriedByLegs(
      space,
      round.filter(({ way }) => way.isLeg),
      part,
    ),
  ];
  return merged(space, [
    ...certain,
    ...rest.map((carried) => withExcess(space, { ...carried, surely: diagram.and(carried.surely, anyWay) }, declared)),
  ]);
}

/** Of legs those name no rule that somebody wrote which everything meets that some other leg names one for. */
function carriedByLegs(space: PacketSpace, legs: readonly WayOutcome[], part: Node): Carried[] {
  const { diagram } = space;
  const all = carriedOver(space, legs, part);
  const named = all.filter(({ rule }) => rule.implicit !== true);
  const known = diagram.union(named.map(({ permits }) => permits));
  const open = all.filter(({ rule, permits }) => rule.implicit === true && !diagram.isWithin(permits, known));
  return [...named, ...open.slice(0, 1)];
}

/** A rule once, with all that it carries; what it surely carries apart from what only may be, whose packets prove nothing. */
function merged({ diagram }: PacketSpace, carriers: readonly Carrier[]): Carrier[] {
  const both = (one: Carrier, other: Carrier): Carrier => ({
    ...one,
    permits: diagram.or(one.permits, other.permits),
    permitsSurely: diagram.or(one.permitsSurely, other.permitsSurely),
    excess: diagram.or(one.excess, other.excess),
    excessSurely: diagram.or(one.excessSurely, other.excessSurely),
  });
  const found = new Map<string, Carrier>();
  for (const carrier of carriers) {
    const key = `${keyOf(carrier)}\n${carrier.permitsSurely !== EMPTY} ${carrier.excessSurely !== EMPTY}`;
    const known = found.get(key);
    found.set(key, known === undefined ? carrier : both(known, carrier));
  }
  return [...found.values()];
}

function keyOf({ device, table, step, rule }: Pick<Carrier, "device" | "table" | "step" | "rule">): string {
  return `${device.id}\n${table?.id ?? step}\n${rule.id}`;
}

/** What the rules of some ways carry of `part`, a rule once however many ways meet it. */
function carriedOver(space: PacketSpace, outcomes: readonly WayOutcome[], part: Node): Carried[] {
  const { diagram } = space;
  const found = new Map<string, Carried>();
  for (const outcome of outcomes) {
    const passes = diagram.and(outcome.byRules, part);
    if (passes === EMPTY) continue;
    for (const carried of carriedAlong(space, outcome, passes)) {
      const key = keyOf(carried);
      const known = found.get(key);
      found.set(key, known === undefined ? carried : bothOf(space, known, carried));
    }
  }
  return [...found.values()];
}

/** A rule that lets packets of the pair through on its device, and what stops them elsewhere on the way. */
export interface Stopped {
  readonly carrier: Carrier;
  /** Devices of the way that let none of it through, or not all. */
  readonly stoppedBy: readonly Device[];
}

/**
 * The rules that somebody wrote on one device that permit packets of the pair which no way as a whole lets through: what
 * stands open as soon as the other device changes. Declared packets are not among them, nor what is sent to port 0 of TCP or
 * UDP, which one product counts among the ports of a service and another does not: nobody listens there (design 2).
 */
export function stoppedElsewhere(space: PacketSpace, outcomes: readonly WayOutcome[], declared: Node): Stopped[] {
  const { diagram } = space;
  const long = outcomes.filter(({ way, hops }) => way.direct && hops.length > 1);
  if (long.length === 0) return [];
  const noService = diagram.or(portZero(space, 6), portZero(space, 17));
  const passes = diagram.union([...outcomes.map(({ may }) => may), declared, noService]);
  const found = new Map<string, Stopped>();
  const looked = new Map<SliceOutcome, Set<Node>>();
  for (const { whole, hops } of long) {
    for (const hop of hops) {
      if (hop.byRules.may === EMPTY) continue;
      const here = diagram.diff(diagram.and(hop.byRules.may, whole()), passes);
      if (here === EMPTY) continue;
      // Ways that share a device ask it the same.
      const ofHop = looked.get(hop) ?? new Set<Node>();
      if (ofHop.has(here)) continue;
      looked.set(hop, ofHop.add(here));
      const others = hops.filter((other) => other !== hop && diagram.diff(here, other.may) !== EMPTY);
      const stoppedBy = [...new Set(others.map(({ device }) => device))];
      for (const carried of carriedBy(space, hop, { passes: here, must: hop.must, isAlone: false }).flat()) {
        if (carried.rule.implicit === true) continue;
        const key = keyOf(carried);
        if (!found.has(key)) found.set(key, { carrier: withExcess(space, carried, EMPTY), stoppedBy });
      }
    }
  }
  return [...found.values()];
}

function portZero(space: PacketSpace, protocol: number): Node {
  return space.all([space.field("protocol", [protocol, protocol]), space.field("dstPort", [0, 0])]);
}

function bothOf(space: PacketSpace, one: Carried, other: Carried): Carried {
  const { diagram } = space;
  const permits = diagram.or(one.permits, other.permits);
  return { ...one, permits, surely: diagram.or(one.surely, other.surely) };
}

/** Field by field, as there are so many: to copy the rest of an object takes ten times as long. */
function withExcess(
  { diagram }: PacketSpace,
  { device, rule, table, step, permits, surely }: Carried,
  declared: Node,
): Carrier {
  const excess = diagram.diff(permits, declared);
  const excessSurely = surely === permits ? excess : diagram.diff(surely, declared);
  return { device, rule, table, step, permits, permitsSurely: surely, excess, excessSurely };
}

/** `surely`: what the rule itself surely lets through, as far as it surely passes at all. */
export interface Carried {
  readonly device: Device;
  readonly rule: Rule;
  readonly table: Table | undefined;
  readonly step: string;
  readonly permits: Node;
  readonly surely: Node;
}

/**
 * The rules that let `passes` through. Where several filters stand in a row, on one device or on many, each of them lets it
 * through; those that let everything through by default are left out as long as another one names it.
 */
function carriedAlong(space: PacketSpace, { hops, must, way }: WayOutcome, passes: Node): Carried[] {
  const perStep = hops.flatMap((hop) => carriedBy(space, hop, { passes, must, isAlone: way.hops.length === 1 }));
  const naming = perStep.filter((carried) => carried.some(({ rule }) => rule.implicit !== true));
  return (naming.length > 0 ? naming : perStep.slice(0, 1)).flat();
}

/** For each hop of a way, and each filter there, the rules that let `passes` through. */
export function carriedByHop(space: PacketSpace, { hops, must }: WayOutcome, passes: Node): Carried[][][] {
  if (passes === EMPTY) return hops.map(() => []);
  return hops.map((hop) => carriedBy(space, hop, { passes, must, isAlone: false }));
}

/** The rules of the last hop of a way that let through what passes it. */
export function carriedAtEnd(space: PacketSpace, { hops, must, may }: WayOutcome): Carried[] {
  const last = hops.at(-1);
  return last === undefined ? [] : carriedBy(space, last, { passes: may, must, isAlone: false }).flat();
}

/** What the rules of each step of one hop carry. `isAlone`: there is no other hop that could stop it. */
function carriedBy(
  space: PacketSpace,
  outcome: SliceOutcome,
  { passes, must, isAlone }: { readonly passes: Node; readonly must: Node; readonly isAlone: boolean },
): Carried[][] {
  const { device, byRules } = outcome;
  const { diagram } = space;
  if (outcome.steps.length === 0) {
    const surely = diagram.and(passes, must);
    return [[{ device, rule: noFilter(outcome), table: undefined, step: "no filter", permits: passes, surely }]];
  }
  const isOnly = isAlone && outcome.byFilter.length === 1 && !outcome.isTranslated;
  const isWhole = isOnly && passes === byRules.may;
  const surelyPasses = must === byRules.may ? passes : diagram.and(must, passes);
  return outcome.byFilter.map((one) => {
    // Where nothing else stops what a filter permits, that need not be cut out of all that passes: two large sets.
    const isAll = isWhole || passes === one.may;
    return one
      .permits()
      .map(({ rule: { resolved }, takes, surely }) => ({
        device,
        rule: resolved.rule,
        table: resolved.table,
        step: one.filter.name,
        permits: isAll ? takes : diagram.and(takes, passes),
        surely:
          resolved.rule.action !== "permit"
            ? EMPTY
            : isAll && surelyPasses === passes
              ? surely
              : diagram.and(surely, surelyPasses),
      }))
      .filter(({ permits }) => permits !== EMPTY);
  });
}

/** Stands for the lack of any filter where packets come in. Named by that place: all it leads to has one cause. */
function noFilter({ device, scope }: SliceOutcome): Rule {
  const ingress = device.interfaces.find((one) => one.id === scope.ingress);
  const name = `no filter on ${scope.ingress}`;
  return {
    id: name,
    name,
    action: "permit",
    match: { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } },
    enabled: true,
    implicit: true,
    log: false,
    at: ingress?.at ?? [device.at],
  };
}
