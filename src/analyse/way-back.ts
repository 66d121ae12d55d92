/** Whether answers get back: by what the rules of the ways back let through, as far as no filter remembers what they answer. */
import type { Device } from "../model/device.js";
import type { FilterStep } from "../model/rule.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import type { Plant } from "../resolve/plant.js";
import { once } from "../source/once.js";
import { pastBridges } from "./bridged.js";
import { betweenRouters, crossingsBetween, crossingsOf } from "./carried.js";
import { type Passage, type Return, toNoDevice } from "./flow-state.js";
import { mayTranslate } from "./nat/between.js";
import type { Net } from "./net.js";
import type { Reason } from "./reasons.js";
import { applies, type SliceOutcome } from "./slice.js";
import { type Spread, spread } from "./spread.js";
import { refusalsOn } from "./strangers.js";
import type { RulesByDevice } from "./target.js";
import { Slices, surelyPasses, type WayOutcome } from "./way-outcome.js";
import { addressesOf, type PairWays, pairWays } from "./ways.js";

const ANSWERS_TRANSLATED: Reason = {
  text: "whether its answers get back is not known: no filter on the way keeps state, and a device translates them by what it remembers",
};

const ANSWERS_FILTERED: Reason = {
  text: "whether its answers get back is not known: a filter on their way keeps no state, and lets them through by no way that what remembers them is surely on",
};

const NO_NET: Pick<Spread, "legs" | "must"> = { legs: [], must: EMPTY };

/** For what the way back is asked: the ways of what is answered, and what filters on these remember. */
export interface AskedBack {
  readonly from: string;
  readonly to: string;
  readonly there: readonly WayOutcome[];
  /** Whether no filter there keeps state. */
  readonly stateless: boolean;
  /** Whether some filter that was not looked at may all the same. */
  readonly isStateUnsure: boolean;
  /** Packets of protocols of which some filter there keeps no sessions. */
  readonly forgotten: Node;
  /** Whether not all ways there were looked at. */
  readonly isCut: boolean;
}

/** Tells of answers to packets what of them has to pass rules, and what of that gets back. The ways back are found once for all flows of a pair. */
export function answersBack(
  space: PacketSpace,
  plant: Plant,
  rules: RulesByDevice,
  asked: AskedBack,
): (packets: Node, answers: Node) => readonly Return[] {
  const { diagram } = space;
  const { stateless, forgotten } = asked;
  const byRules = once(() => pastRules(space, plant, rules, asked));
  const sessions = once(() => pastSessions(space, plant, rules, asked));
  const returned = (answers: Node, passage: () => Passage | undefined): Return[] => {
    const found = answers === EMPTY ? undefined : passage();
    return found === undefined ? [] : [{ ...found, answers }];
  };
  return (packets, answers) => {
    if (stateless) return returned(answers, () => byRules() ?? sessions()?.(packets));
    return [
      ...returned(diagram.and(answers, forgotten), byRules),
      ...returned(diagram.diff(answers, forgotten), () => sessions()?.(packets)),
    ];
  };
}

/** What gets back where nothing keeps state, or something surely forgets; `undefined` where that is not asked. */
function pastRules(space: PacketSpace, plant: Plant, rules: RulesByDevice, asked: AskedBack): Passage | undefined {
  const { there, stateless, isStateUnsure, isCut } = asked;
  if (stateless ? isStateUnsure : isCut) return { must: EMPTY, may: space.universe, outcomes: there };
  const { diagram } = space;
  const found = waysBack(space, plant, rules, asked);
  const { lost, sharedSegments, joint, net, isNetInstead, reasons, isDirectCut } = found.ways;
  const { slices, pastAll } = found;
  const followed = found.past(found.outcomes());
  const { legs, must } = (net && spread(space, slices, net, diagram.diff(space.universe, space.tails))) ?? NO_NET;
  const outcomes = isNetInstead ? [...followed, ...legs] : followed;
  // Filters that keep state let answers back by themselves; hosts of one segment need nobody.
  const keepState = stepsOf(outcomes).some((step) => keepsAny(step, !stateless));
  const isFree = keepState || (isNetInstead && mayKeepState(net));
  if ((isFree && stateless) || sharedSegments.length > 0) return undefined;
  if (joint.length === 0) return isDirectCut ? { must: EMPTY, may: space.universe, outcomes } : undefined;
  // Answers to translated packets are translated back by what the device remembers of these, not by what its rules say.
  if (translate([...takenOf(there), ...takenOf(outcomes)]))
    return { must: EMPTY, may: space.universe, outcomes, because: ANSWERS_TRANSLATED };
  // By ways that were not found answers may get back whatever these let pass.
  // What some device remembers, and another forgets, may get back whatever rules say.
  const may =
    isFree || reasons.length > 0 ? space.universe : diagram.union(outcomes.map(({ may: arrives }) => arrives));
  const sure = surelyPasses(space, followed, lost, toNoDevice(plant, space));
  return { must: diagram.or(sure, diagram.and(must, pastAll)), may, outcomes };
}

/**
 * What gets back of answers that some filter there remembers: those on the way that do not, have to let them through by
 * their rules. Told by what is answered; `undefined` where every filter remembers, or that is not looked at.
 */
function pastSessions(
  space: PacketSpace,
  plant: Plant,
  rules: RulesByDevice,
  asked: AskedBack,
): ((packets: Node) => Passage) | undefined {
  const { there, isCut } = asked;
  const isMixed = there.some(({ way, hops }) => way.direct && hops.some(({ device }) => forgets(device)));
  if (isCut || !isMixed) return undefined;
  const found = waysBack(space, plant, rules, asked);
  const { sharedSegments, joint, isNetInstead, isDirectCut } = found.ways;
  if (isNetInstead || isDirectCut || sharedSegments.length > 0 || joint.length === 0) return undefined;
  const byRules = found.outcomes();
  if (translate([...takenOf(there), ...takenOf(byRules)])) return undefined;
  const known = new Map<string, Passage>();
  return (packets) => {
    const passed = there.map(({ may }) => space.diagram.and(may, packets) !== EMPTY);
    const key = passed.join();
    const passage = known.get(key) ?? pastMemory(space, plant, found, new Memory(there.filter((_, at) => passed[at])));
    known.set(key, passage);
    return passage;
  };
}

/** What gets back by all ways together. */
function pastMemory(space: PacketSpace, plant: Plant, found: WaysBack, memory: Memory): Passage {
  const { diagram } = space;
  const { lost, reasons } = found.ways;
  const outcomes = found.past(found.outcomes().map((outcome) => remembering(space, outcome, memory)));
  // What a device remembers it may let pass where its rules let nothing start.
  const opened = lost
    .filter(({ closedAt }) => closedAt !== undefined && memory.devices.has(closedAt))
    .map(({ sources, destinations }) => diagram.and(space.field("src", sources), space.field("dst", destinations)));
  return {
    must: surelyPasses(space, outcomes, lost, toNoDevice(plant, space)),
    may: reasons.length > 0 ? space.universe : diagram.union([...outcomes.map(({ may }) => may), ...opened]),
    outcomes,
    because: ANSWERS_FILTERED,
  };
}

interface WaysBack {
  readonly ways: PairWays;
  readonly slices: Slices;
  /** What the rules let pass by each of them. */
  readonly outcomes: () => readonly WayOutcome[];
  /** The same past what stands between the routers of each, and past what does whichever is taken. */
  readonly past: (outcomes: readonly WayOutcome[]) => readonly WayOutcome[];
  readonly pastAll: Node;
}

function waysBack(space: PacketSpace, plant: Plant, rules: RulesByDevice, { from, to }: AskedBack): WaysBack {
  const { family } = space.layout;
  const ways = pairWays(plant, rules, to, from, family);
  const slices = new Slices(space, rules, space.diagram.diff(space.universe, space.tails));
  const ends = addressesOf(plant, { from: to, to: from, family });
  const between = betweenRouters(plant, space, slices, ends, () => crossingsBetween(ways));
  return {
    ways,
    slices,
    outcomes: once(() => slices.along(ways.ways)),
    past: (outcomes) => pastBridges(space, outcomes, ({ way }) => between.on(crossingsOf(way.hops))),
    pastAll: between.must,
  };
}

/**
 * A way back for answers: what remembers them lets them through, and may send them where what is answered came in, whatever
 * its routes say: where these lead elsewhere, nothing is known to be stopped. Left of its hops are those that do not remember.
 */
function remembering(space: PacketSpace, outcome: WayOutcome, memory: Memory): WayOutcome {
  const { diagram } = space;
  const { way, hops, whole } = outcome;
  const rest = hops.filter((hop) => !memory.has(hop));
  // What keeps state, and did not see what is answered, takes answers for what nobody asked for, whatever its rules permit.
  const isAside = hops.some((hop) => memory.has(hop) && !memory.cameIn(hop));
  const isKnown = !isAside && hops.every((hop) => !keepsState(hop) || memory.has(hop));
  const all = (part: (hop: SliceOutcome) => Node) => rest.reduce((left, hop) => diagram.and(left, part(hop)), whole());
  const refused = refusalsOn(way, way.hops).map(({ sources }) => space.field("src", sources));
  return {
    ...outcome,
    hops: rest,
    must: isKnown
      ? diagram.diff(
          all(({ must }) => must),
          diagram.union(refused),
        )
      : EMPTY,
    may: isAside ? whole() : all(({ may }) => may),
  };
}

/** The devices that what is answered passed, as far as they keep state. */
class Memory {
  readonly devices: ReadonlySet<Device>;
  private readonly hops: readonly SliceOutcome[];

  constructor(there: readonly WayOutcome[]) {
    this.hops = there
      .filter(({ may }) => may !== EMPTY)
      .flatMap(({ hops }) => hops.filter(({ device }) => isStateful(device)));
    this.devices = new Set(this.hops.map(({ device }) => device));
  }

  /** Whichever of its filters keeps state: what that remembers passes its lists on the way back (IOS, `ip inspect`). */
  has({ device }: SliceOutcome): boolean {
    return this.devices.has(device);
  }

  /** Whether it came in where this leads out, and the other way round. */
  cameIn({ device, scope }: SliceOutcome): boolean {
    return this.hops.some(
      (hop) => hop.device === device && hop.scope.ingress === scope.egress && hop.scope.egress === scope.ingress,
    );
  }
}

function keepsState({ steps }: SliceOutcome): boolean {
  return steps.some(({ stateful }) => stateful);
}

/** What no filter of it sees, it may remember all the same. */
function isStateful({ forwarding }: Device): boolean {
  return forwarding.some(({ stateful }) => stateful);
}

function forgets({ forwarding }: Device): boolean {
  return forwarding.some(({ stateful }) => !stateful);
}

function translate(ways: readonly WayOutcome[]): boolean {
  return ways.some(({ hops }) => hops.some(mayTranslate));
}

/** Those that routes lead, where there are such. */
export function takenOf(outcomes: readonly WayOutcome[]): readonly WayOutcome[] {
  const direct = outcomes.filter(({ way }) => way.direct);
  return direct.length > 0 ? direct : outcomes;
}

export function stepsOf(outcomes: readonly WayOutcome[]): FilterStep[] {
  return outcomes.flatMap(({ hops }) => hops.flatMap(({ steps }) => steps));
}

/** Whether a filter may keep state of the packets that are asked about: all, or those of protocols that some filter forgets. */
export function keepsAny({ stateful, forgets: lost }: FilterStep, isForgetful: boolean): boolean {
  return stateful && !(isForgetful && lost?.surely === true);
}

/** Whether some filter keeps state that packets of a net may meet, whatever it lets pass. */
export function mayKeepState(net: Net | undefined): boolean {
  const hops = net?.doors.flatMap(({ legs }) => legs.flatMap(({ way }) => way.hops)) ?? [];
  return hops.some(({ device, scope }) => device.forwarding.some((step) => step.stateful && applies(step, scope)));
}
