/** The question of one ordered pair of zones: what passes, what of that is declared, and what lets the rest through. */
import type { Device } from "../model/device.js";
import type { ServiceExpression } from "../model/expression.js";
import { BudgetExceeded, EMPTY, type Node } from "../packets/diagram.js";
import { SharedDiagrams } from "../packets/shared-diagrams.js";
import { PacketSpace } from "../packets/space.js";
import type { Plant } from "../resolve/plant.js";
import { ServiceSets } from "../resolve/service-sets.js";
import { once } from "../source/once.js";
import { pastBridges } from "./bridged.js";
import { type Budget, budgetOf } from "./budget.js";
import { betweenRouters, crossingsBetween, crossingsOf, crossingsOn } from "./carried.js";
import { type Carried, type Carrier, carriedByHop, carriersOf, type Stopped, stoppedElsewhere } from "./carriers.js";
import { answersTo, declaredFlows, declaredReplies } from "./declared.js";
import { flowStart } from "./flow-start.js";
import { type Denial, type FlowState, flowState, someDenials, toNoDevice, usableHosts } from "./flow-state.js";
import { withoutBroadcasts } from "./kept-broadcasts.js";
import { HostsAmong } from "./nameless-own.js";
import type { ToldChanges } from "./nat/told-changes.js";
import { fromHosts } from "./network-edges.js";
import { type Reason, reasonsOf } from "./reasons.js";
import { DeviceRules } from "./rule-sets.js";
import { sharedPassing } from "./shared-segments.js";
import { spread } from "./spread.js";
import type { Way } from "./way.js";
import { answersBack, keepsAny, mayKeepState, stepsOf } from "./way-back.js";
import { Slices, surelyPasses, takenOf, type WayOutcome } from "./way-outcome.js";
import { addressesOf, type PairWays, pairWays } from "./ways.js";
import { zonesNotJoined } from "./zones-not-joined.js";

/** The answer for one family. Nodes live in `space`. */
export interface PairAnswer {
  readonly space: PacketSpace;
  readonly must: Node;
  readonly may: Node;
  readonly declared: Node;
  /** What surely passes and is not declared: between usable hosts, where there is such. */
  readonly sureExcess: () => Node;
  readonly carriers: readonly Carrier[];
  /** What single devices would let through. */
  readonly stopped: readonly Stopped[];
  readonly flows: readonly FlowState[];
  /**
   * Looked for when somebody asks: a decided pair has no need of them. No getter of a literal: V8 keeps a hidden class for each
   * one in the old generation, and with it all that the getter sees, until that is collected: 240 MB of 2,550 pairs.
   */
  readonly reasons: () => readonly Reason[];
  /** Direct ways, and those others that something may pass; of many, the first. */
  readonly paths: readonly WalkedWay[];
  /** How many more there are, each as often as it stands for others. */
  readonly morePaths: number;
  readonly joint: readonly Device[];
  readonly deniedBy: readonly Denial[];
  /** Whether something keeps it open whatever the sets say: ways that are not known, addresses that are not known. */
  readonly open: boolean;
}

/** A way with what of the pair passes it. */
export interface WalkedWay {
  readonly way: Way;
  readonly passes: "surely" | "perhaps" | "nothing";
  /** For each hop, and each filter there, the rules that let through what passes the whole way. */
  readonly rules: () => readonly (readonly (readonly Carried[])[])[];
  /** For each hop, what translations make of what passes the whole way. */
  readonly changes: () => readonly ToldChanges[];
}

/** Nodes a slice may take before it falls back to "everything may pass, nothing surely". */
const NODE_BUDGET = 6_000_000;

/** The rules of every device, resolved once, the diagrams that hold their services, and what one question may take. */
export class RulesOf extends Map<Device, DeviceRules> {
  readonly diagrams = new SharedDiagrams();

  constructor(
    rules: readonly (readonly [Device, DeviceRules])[],
    readonly budget: Budget,
  ) {
    super(rules);
  }
}

/** @param budget left out: the share of the plant's questions. */
export function rulesOf(plant: Plant, budget: Budget = budgetOf(plant)): RulesOf {
  const devices = [...plant.devices.map(({ device }) => device), ...plant.carried.map(({ alone }) => alone)];
  const rules = devices.map((device) => [device, new DeviceRules(device)] as const);
  return new RulesOf(rules, budget);
}

/** What may start from one zone to another. */
export interface Question {
  readonly from: string;
  readonly to: string;
  readonly family: 4 | 6;
  /** Only these; left out: all. */
  readonly service?: ServiceExpression | undefined;
}

/** Answers one pair in a family that both zones have addresses of. Its sets are made for it and thrown away with the answer. */
export function answerPair(plant: Plant, rules: RulesOf, question: Question): PairAnswer {
  const { from, to, family } = question;
  const ways = pairWays(plant, rules, from, to, family);
  const answer = (space: PacketSpace) => withinBudget(() => answerIn(space, plant, rules, ways, question));
  return (
    answer(rules.diagrams.space(family)) ??
    answer(new PacketSpace(family, NODE_BUDGET)) ??
    fallback(new PacketSpace(family), plant, ways, question, rules.budget)
  );
}

function withinBudget<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof BudgetExceeded) return undefined;
    throw error;
  }
}

const TOO_ENTANGLED: Reason = {
  text: "the rules between these zones are too entangled to be decided within the budget",
};

function orEntangled(reasons: () => readonly Reason[]): readonly Reason[] {
  return withinBudget(reasons) ?? [TOO_ENTANGLED];
}

/** The sound answer where the exact one takes too much: everything may pass, nothing surely does. */
function fallback(space: PacketSpace, plant: Plant, ways: PairWays, question: Question, { shown }: Budget): PairAnswer {
  const { from, to } = question;
  return {
    space,
    must: EMPTY,
    may: wholePair(space, plant, question, asked(space, question)),
    declared: EMPTY,
    sureExcess: () => EMPTY,
    carriers: [],
    stopped: [],
    flows: declaredFlows(plant, space, from, to).map((declared) => ({
      declared,
      state: "unknown",
      blocked: EMPTY,
      blockedBy: [],
    })),
    reasons: () => [TOO_ENTANGLED],
    paths: ways.ways.slice(0, shown).map((way) => ({ way, passes: "perhaps", rules: () => [], changes: () => [] })),
    morePaths: Math.max(0, ways.ways.length - shown),
    joint: ways.joint,
    deniedBy: [],
    open: true,
  };
}

/** The packets that are asked about, whatever their addresses. */
function asked(space: PacketSpace, { service }: Question): Node {
  if (service === undefined) return space.fresh;
  return space.diagram.and(new ServiceSets({ services: [] }, space).of(service).upper, space.fresh);
}

function wholePair(space: PacketSpace, plant: Plant, question: Question, within: Node): Node {
  const { sources, destinations } = addressesOf(plant, question);
  return space.diagram.and(space.diagram.and(space.field("src", sources), space.field("dst", destinations)), within);
}

/** @param edges whether what no host sends, and what routers keep as broadcasts, is told as well. */
function answerIn(
  space: PacketSpace,
  plant: Plant,
  rules: RulesOf,
  ways: PairWays,
  question: Question,
  edges: "told" | "left out" = "told",
): PairAnswer {
  const { from, to } = question;
  const { diagram } = space;
  const within = asked(space, question);
  const whole = wholePair(space, plant, question, within);
  const slices = new Slices(space, rules, within);
  const ends = addressesOf(plant, question);
  const between = betweenRouters(plant, space, slices, ends, () => crossingsBetween(ways));
  const followed = pastBridges(space, slices.along(ways.ways), ({ way }) => between.on(crossingsOf(way.hops)));
  const net = ways.net && spread(space, slices, ways.net, whole);
  const legs = ways.isNetInstead ? pastBridges(space, net?.legs ?? [], () => between.must) : [];
  const all = [...followed, ...legs];
  const outcomes = edges === "told" ? all : fromHosts(plant, space, from, withoutBroadcasts(space, all));
  const shared = sharedPassing(space, ways.sharedSegments, toNoDevice(plant, space), space.fresh);
  const isJoint = ways.joint.length > 0;
  const stateless = areStateless(outcomes);
  const forgotten = stateless ? EMPTY : forgottenBy(space, outcomes);
  const replies = repliesByRule(plant, space, [from, to], { outcomes, stateless, forgotten });
  const isStateUnsure = stateless && ways.isDirectCut && mayKeepState(ways.net);
  const isReplyUnsure = isStateUnsure && replies !== EMPTY;
  const open = !isJoint || ways.reasons.length > 0 || isReplyUnsure;
  const may = open ? whole : diagram.and(diagram.union([shared.may, ...outcomes.map((one) => one.may)]), whole);
  const anyWay = diagram.and(net?.must ?? EMPTY, between.must);
  const onSegment = diagram.and(shared.must, between.on(crossingsOn(ways.sharedSegments)));
  const sure = diagram.union([onSegment, surelyPasses(space, followed, ways.lost, toNoDevice(plant, space)), anyWay]);
  const flows = declaredFlows(plant, space, from, to, within);
  const declared = diagram.or(diagram.union(flows.map((flow) => flow.packets)), replies);
  const among = new HostsAmong(plant, space, ends);
  const must = among.sureOf(diagram.and(sure, whole), declared);
  const start = flowStart(space, flows.length > 0, { plant, zone: from, among, followed, near: onSegment });
  const isProved = !open && diagram.isWithin(may, declared);
  // Found when nothing else is in the way: sets without these addresses are hard to read.
  if (!open && !isProved && edges === "told" && among.isAmongEdges(diagram.diff(may, declared))) {
    const others = answerIn(space, plant, rules, ways, question, "left out");
    if (diagram.isWithin(others.may, others.declared)) return others;
  }
  const reasons = once(() => [
    ...(isReplyUnsure ? [REPLY_UNSURE] : []),
    ...(diagram.isWithin(may, diagram.or(must, between.must)) ? [] : between.reasons),
    ...among.reasons(),
    ...orEntangled(() => reasonsOf(ways, outcomes, () => zonesNotJoined(plant, question), question, rules.budget)),
  ]);
  const { isDirectCut } = ways;
  const asking = { from, to, there: outcomes, stateless, isStateUnsure, forgotten, isCut: isDirectCut };
  const back = answersBack(space, plant, rules, asking);
  return {
    space,
    must,
    may,
    declared,
    sureExcess: () => amongHosts(plant, space, diagram.diff(must, declared)),
    // What one device on the way lets pass says nothing of a pair that no device joins.
    carriers: isJoint ? among.carried(carriersOf(space, outcomes, { declared, whole, must, anyWay })) : [],
    stopped: stoppedElsewhere(space, all, declared),
    flows: flows.map((flow) =>
      flowState(space, flow, start, { must, may, outcomes }, () =>
        back(flow.packets, answersTo(plant, space, flow.flow, question, question.service)),
      ),
    ),
    reasons,
    ...told(outcomes, rules.budget, (outcome) => walked(space, outcome, whole)),
    joint: ways.joint,
    deniedBy: isProved ? someDenials(outcomes) : [],
    open,
  };
}

/** Of packets those between usable hosts, if there are such. */
function amongHosts(plant: Plant, space: PacketSpace, packets: Node): Node {
  if (packets === EMPTY) return EMPTY;
  const meant = space.diagram.and(packets, usableHosts(plant, space));
  return meant === EMPTY ? packets : meant;
}

/** Replies that rules have to let through, as nothing on the way remembers what they answer (design 2). */
function repliesByRule(
  plant: Plant,
  space: PacketSpace,
  [from, to]: readonly [string, string],
  {
    outcomes,
    stateless,
    forgotten,
  }: { readonly outcomes: readonly WayOutcome[]; readonly stateless: boolean; readonly forgotten: Node },
): Node {
  const isForgotten = forgotten !== EMPTY && !stepsOf(outcomes).some((step) => keepsAny(step, true));
  if (!stateless && !isForgotten) return EMPTY;
  const replies = declaredReplies(plant, space, from, to);
  return stateless ? replies : space.diagram.and(replies, forgotten);
}

/** Whether no filter that packets meet keeps state; by ways that no route names nothing is said, where some are named. */
function areStateless(outcomes: readonly WayOutcome[]): boolean {
  return takenOf(outcomes).every(({ hops }) => hops.every(({ steps }) => steps.every(({ stateful }) => !stateful)));
}

const REPLY_UNSURE: Reason = {
  text: "whether replies need rules of their own is not known: not all ways that routes lead were looked at one by one, and some filter may keep state",
};

/** Packets of protocols of which a filter on the way keeps no sessions, surely or perhaps. */
function forgottenBy(space: PacketSpace, outcomes: readonly WayOutcome[]): Node {
  const protocols = new Set(stepsOf(outcomes).flatMap(({ forgets }) => forgets?.protocols ?? []));
  return space.diagram.union([...protocols].map((protocol) => space.field("protocol", [protocol, protocol])));
}

/** The ways that are told, as many as there may be. */
function told(
  outcomes: readonly WayOutcome[],
  { shown }: Budget,
  tell: (outcome: WayOutcome) => WalkedWay,
): Pick<PairAnswer, "paths" | "morePaths"> {
  const all = outcomes.filter(({ way, may }) => way.direct || may !== EMPTY);
  const more = all.slice(shown).map(({ way }) => 1 + (way.others ?? 0));
  return { paths: all.slice(0, shown).map(tell), morePaths: more.reduce((sum, one) => sum + one, 0) };
}

function walked(space: PacketSpace, outcome: WayOutcome, whole: Node): WalkedWay {
  const { way, must, may } = outcome;
  const isSure = way.direct && !way.uncertain && must !== EMPTY;
  const passes = isSure ? "surely" : may === EMPTY ? "nothing" : "perhaps";
  const packets = () => space.diagram.and(outcome.byRules, whole);
  return {
    way,
    passes,
    rules: () => carriedByHop(space, outcome, packets()),
    changes: () => outcome.hops.map((hop) => hop.changes(packets())),
  };
}
