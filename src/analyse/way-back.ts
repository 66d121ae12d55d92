/** Whether answers get back: by what the rules of the ways back let through, as far as no filter remembers what they answer. */
import type { Device } from "../model/device.js";
import type { FilterStep } from "../model/rule.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import type { Plant } from "../resolve/plant.js";
import { once } from "../source/once.js";
import { pastBridges } from "./bridged.js";
import { betweenRouters, crossingsBetween, crossingsOf, crossingsOn } from "./carried.js";
import { type Passage, type Return, toNoDevice } from "./flow-state.js";
import { Memory, memoriesOf, remembering } from "./memory.js";
import { mayTranslate } from "./nat/between.js";
import type { Net } from "./net.js";
import type { Reason } from "./reasons.js";
import { sharedPassing } from "./shared-segments.js";
import { applies } from "./slice.js";
import { type Spread, spread } from "./spread.js";
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
  const { lost, joint, net, isNetInstead, reasons, isDirectCut } = found.ways;
  const { slices, pastAll, onSegment } = found;
  const followed = found.past(found.outcomes());
  const { legs, must } = (net && spread(space, slices, net, wholePackets(space))) ?? NO_NET;
  const outcomes = isNetInstead ? [...followed, ...legs] : followed;
  // Filters that keep state let answers back by themselves.
  const keepState = stepsOf(outcomes).some((step) => keepsAny(step, !stateless));
  const isFree = keepState || (isNetInstead && mayKeepState(net));
  if (isFree && stateless) return undefined;
  if (joint.length === 0) return isDirectCut ? { must: EMPTY, may: space.universe, outcomes } : undefined;
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
  return { must: diagram.union([onSegment.must, sure, diagram.and(must, pastAll)]), may, outcomes };
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
): ((packets: Node) => Passage | undefined) | undefined {
  const { there, isCut } = asked;
  const { diagram } = space;
  const isMixed = there.some(({ way, hops }) => way.direct && hops.some(({ device }) => forgets(device)));
  if (isCut || !isMixed) return undefined;
  const found = waysBack(space, plant, rules, asked);
  const { joint, isNetInstead, isDirectCut } = found.ways;
  if (isNetInstead || isDirectCut || joint.length === 0) return undefined;
  const known = new Map<string, Passage | undefined>();
  return (packets) => {
    const passing = (bound: "must" | "may") => there.map((one) => diagram.and(one[bound], packets) !== EMPTY);
    const [surely, perhaps] = [passing("must"), passing("may")];
    const key = [surely, perhaps].join(" ");
    if (known.has(key)) return known.get(key);
    const passed = {
      surely: takenOf(there).filter((one) => surely[there.indexOf(one)]),
      perhaps: there.filter((_, at) => perhaps[at]),
    };
    const passage = pastMemory(space, plant, found, passed);
    known.set(key, passage);
    return passage;
  };
}

/** The ways that what is answered goes. */
interface Passed {
  readonly surely: readonly WayOutcome[];
  readonly perhaps: readonly WayOutcome[];
}

/**
 * What gets back by all ways together: surely what a memory lets through that is surely there, perhaps what any does. It is not
 * looked at where what is answered is translated on the ways that it surely goes.
 */
function pastMemory(
  space: PacketSpace,
  plant: Plant,
  { ways: { lost, reasons }, outcomes, past, onSegment }: WaysBack,
  { surely, perhaps }: Passed,
): Passage | undefined {
  const { diagram } = space;
  if (translate(surely.length > 0 ? surely : [...takenOf(perhaps), ...takenOf(outcomes())])) return undefined;
  const isTranslated = translate([...takenOf(perhaps), ...takenOf(outcomes())]);
  const back = (memory: Memory) => past(outcomes().map((outcome) => remembering(space, outcome, memory)));
  const sure = memoriesOf(surely).map((memory) => {
    const plain = back(memory).map((one) => (translate([one]) ? { ...one, must: EMPTY } : one));
    return surelyPasses(space, plain, lost, toNoDevice(plant, space));
  });
  const memory = new Memory(perhaps);
  const all = back(memory);
  // What a device remembers it may let pass where its rules let nothing start.
  const opened = lost
    .filter(({ closedAt }) => closedAt !== undefined && memory.devices.has(closedAt))
    .map(({ sources, destinations }) => diagram.and(space.field("src", sources), space.field("dst", destinations)));
  return {
    must: diagram.union([onSegment.must, ...sure]),
    may:
      isTranslated || reasons.length > 0
        ? space.universe
        : diagram.union([onSegment.may, ...all.map(({ may }) => may), ...opened]),
    outcomes: all,
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
  /** What passes between hosts of one segment, which need nobody. */
  readonly onSegment: { readonly must: Node; readonly may: Node };
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
