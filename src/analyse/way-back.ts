/** Whether answers get back: by what the rules of the ways back let through, as far as no filter remembers what they answer. */
import type { Device } from "../model/device.js";
import type { FilterStep } from "../model/rule.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { covers } from "../packets/intervals.js";
import type { PacketSpace } from "../packets/space.js";
import type { Plant } from "../resolve/plant.js";
import { once } from "../source/once.js";
import { pastBridges } from "./bridged.js";
import { betweenRouters, crossingsBetween, crossingsOf, crossingsOn } from "./carried.js";
import { type Passage, type Return, toNoDevice, usablePackets } from "./flow-state.js";
import { stoppedByGateway } from "./gateways.js";
import type { Net } from "./net.js";
import { PastMemories, translate, type WaysBack } from "./past-memories.js";
import type { Reason } from "./reasons.js";
import type { SliceScope } from "./rule-sets.js";
import { sharedPassing } from "./shared-segments.js";
import { applies } from "./slice.js";
import { type Spread, spread } from "./spread.js";
import type { RulesByDevice } from "./target.js";
import type { Way } from "./way.js";
import { Slices, surelyPasses, takenOf, type WayOutcome } from "./way-outcome.js";
import { addressesOf, type PairWays, pairWays } from "./ways.js";

const ANSWERS_TRANSLATED: Reason = {
  text: "whether its answers get back is not known: no filter on the way keeps state, and a device translates them by what it remembers",
};

/** Where no given device leads answers to those who asked. */
const UNLED: Omit<Passage, "may"> = {
  must: EMPTY,
  outcomes: [],
  because: { text: "whether its answers get back is not known: the routes of the given devices lead them nowhere" },
};

/** Where the ways of answers are too many. */
const UNSEEN: Reason = {
  text: "whether its answers get back is not known: a filter on their way keeps no state, and the ways are too many to be looked at one by one",
};

/** Where they are too many, and all filters keep state: of what they saw themselves. */
const UNMATCHED: Reason = {
  text: "whether its answers get back is not known: the ways are too many to be looked at one by one, and a filter on the way back need not have seen what they answer",
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
  const { lost, joint, net, isNetInstead, reasons, isDirectCut } = found.ways;
  const { slices, pastAll, onSegment } = found;
  const followed = found.past(found.outcomes());
  const { legs, must } = (net && spread(space, slices, net, wholePackets(space))) ?? NO_NET;
  const outcomes = isNetInstead ? [...followed, ...legs] : followed;
  // Filters that keep state let answers back by themselves.
  const keepState = stepsOf(outcomes).some((step) => keepsAny(step, !stateless));
  const isFree = keepState || (isNetInstead && mayKeepState(net));
  if (joint.length === 0)
    return isDirectCut ? { must: EMPTY, may: space.universe, outcomes } : { ...UNLED, may: space.universe };
  if (isFree && stateless) return undefined;
  // Answers to translated packets are translated back by what the device remembers of these, not by what its rules say.
  if (translate([...takenOf(there), ...takenOf(outcomes)]))
    return { must: onSegment.must, may: space.universe, outcomes, because: ANSWERS_TRANSLATED };
  // By ways that were not found answers may get back whatever these let pass.
  // What some device remembers, and another forgets, may get back whatever rules say.
  const may =
    isFree || reasons.length > 0
      ? space.universe
      : diagram.union([onSegment.may, ...outcomes.map(({ may: arrives }) => arrives)]);
  const sure = surelyPasses(space, followed, lost, toNoDevice(plant, space));
  return {
    must: diagram.union([onSegment.must, sure, diagram.and(must, pastAll)]),
    may,
    outcomes,
    stopped: (answers) => stoppedByGateway(space, followed, onSegment.must, answers, "answers"),
  };
}

/**
 * What gets back of answers that some filter there remembers: those on the way that do not, have to let them through by
 * their rules. Told by what is answered; `undefined` where what is answered goes back as it came, past filters that all
 * remember it, or where that is not looked at.
 */
function pastSessions(
  space: PacketSpace,
  plant: Plant,
  rules: RulesByDevice,
  asked: AskedBack,
): ((packets: Node) => Passage | undefined) | undefined {
  const { there, isCut } = asked;
  const { diagram } = space;
  const isMixed = there.some(({ way, hops }) => way.direct && hops.some(({ device }) => forgets(device)));
  const found = waysBack(space, plant, rules, asked);
  const { joint, isNetInstead, isDirectCut } = found.ways;
  const isUnseen = isCut || isNetInstead || isDirectCut;
  const unseen = (because: Reason): Passage => {
    return { must: found.onSegment.must, may: space.universe, outcomes: [], because };
  };
  if (isUnseen && isMixed) return () => unseen(UNSEEN);
  if (!isUnseen && joint.length === 0) return () => ({ ...UNLED, may: space.universe });
  const back = new PastMemories(space, plant, found);
  return (packets) => {
    const usable = usablePackets(plant, space, packets);
    const passing = (bound: "must" | "may") => (one: WayOutcome) => diagram.and(one[bound], usable) !== EMPTY;
    const surely = takenOf(there).filter(passing("must"));
    // Where all direct ways were followed, what a leg lets pass goes by one of them too.
    const followed = surely.filter(({ way }) => way.isLeg !== true);
    const passed = { surely, perhaps: there.filter(passing("may")) };
    if (!isMixed && !isCut && followed.every(({ way }) => isWayBack(way, found.ways)))
      return { must: space.universe, may: space.universe, outcomes: [], stopped: back.stopped(usable, passed) };
    if (isUnseen) return unseen(UNMATCHED);
    const passage = back.passage(usable, passed);
    // Which of several neighbours a filter with memory sends answers to is not told by its routes alone.
    return passage && !isMixed ? { ...passage, may: space.universe } : passage;
  };
}

/** Whether a way is certain from its end to its start, too. */
function isWayBack({ hops }: Way, { ways }: PairWays): boolean {
  const there = [...hops].reverse();
  const isMirror = (scope: SliceScope, other: SliceScope | undefined) =>
    other !== undefined &&
    scope.ingress === other.egress &&
    scope.egress === other.ingress &&
    covers(scope.sources, other.destinations) &&
    covers(scope.destinations, other.sources);
  return ways.some(
    (back) =>
      back.direct &&
      !back.uncertain &&
      back.hops.length === there.length &&
      back.hops.every(({ device, scope }, at) => device === there[at]?.device && isMirror(scope, there[at]?.scope)),
  );
}

function waysBack(space: PacketSpace, plant: Plant, rules: RulesByDevice, { from, to }: AskedBack): WaysBack {
  const { family } = space.layout;
  const ways = pairWays(plant, rules, to, from, family);
  const within = wholePackets(space);
  const slices = new Slices(space, rules, within);
  const ends = addressesOf(plant, { from: to, to: from, family });
  const between = betweenRouters(plant, space, slices, ends, () => crossingsBetween(ways));
  const { sharedSegments } = ways;
  const shared = sharedPassing(space, sharedSegments, toNoDevice(plant, space), within);
  return {
    ways,
    slices,
    outcomes: once(() => slices.along(ways.ways)),
    past: (outcomes) => pastBridges(space, outcomes, ({ way }) => between.on(crossingsOf(way.hops))),
    pastAll: between.must,
    onSegment: { must: space.diagram.and(shared.must, between.on(crossingsOn(sharedSegments))), may: shared.may },
  };
}

function wholePackets({ diagram, universe, tails }: PacketSpace): Node {
  return diagram.diff(universe, tails);
}

function forgets({ forwarding }: Device): boolean {
  return forwarding.some(({ stateful }) => !stateful);
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
