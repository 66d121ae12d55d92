/** The question of one ordered pair of zones: what passes, what of that is declared, and what lets the rest through. */
import type { Device } from "../model/device.js";
import type { Rule, Table } from "../model/rule.js";
import { BudgetExceeded, EMPTY, type Node } from "../packets/diagram.js";
import { PacketSpace } from "../packets/space.js";
import type { Plant } from "../resolve/plant.js";
import { type DeclaredFlow, declaredFlows, declaredReplies } from "./declared.js";
import { shares } from "./fold.js";
import { DeviceRules, RuleSlicer } from "./rule-sets.js";
import { evaluateSlice, type SliceOutcome, type StepOutcome, type WideDoubt } from "./slice.js";
import { type PairWays, pairWays, type Way } from "./ways.js";

/** Why a pair is not decided. */
export interface Reason {
  readonly text: string;
  readonly device?: Device;
  readonly at?: Device["at"];
}

/** A rule that lets packets of the pair through, with what it carries. `table` is left out for what a step does otherwise. */
export interface Carrier {
  readonly device: Device;
  readonly rule: Rule;
  readonly table?: Table;
  /** Name of the step, for a rule without a table. */
  readonly step: string;
  readonly permits: Node;
  readonly permitsCertain: boolean;
  readonly excess: Node;
  readonly excessCertain: boolean;
}

export interface FlowState {
  readonly declared: DeclaredFlow;
  readonly state: "open" | "blocked" | "unknown";
  /** What of it is blocked, usable hosts and ports only. */
  readonly blocked: Node;
  readonly blockedBy: readonly { device: Device; rule: Rule; table?: Table; step: string }[];
}

/** The answer for one family. Nodes live in `space`. */
export interface PairAnswer {
  readonly space: PacketSpace;
  readonly must: Node;
  readonly may: Node;
  readonly declared: Node;
  readonly carriers: readonly Carrier[];
  readonly flows: readonly FlowState[];
  readonly reasons: readonly Reason[];
  readonly joint: readonly Device[];
  readonly deniedBy: readonly { device: Device; rule: Rule; table?: Table; step: string }[];
  /** Whether there are addresses of this family at all. */
  readonly exists: boolean;
}

/** Nodes a slice may take before it falls back to "everything may pass, nothing surely". */
const NODE_BUDGET = 6_000_000;

/** The rules of every device, resolved once. */
export type RulesOf = ReadonlyMap<Device, DeviceRules>;

export function rulesOf(plant: Plant): RulesOf {
  return new Map(plant.devices.map(({ device }) => [device, new DeviceRules(device)]));
}

/** Answers one pair in one family. The diagram is made for it and thrown away with the answer. */
export function answerPair(plant: Plant, rules: RulesOf, from: string, to: string, family: 4 | 6): PairAnswer {
  const ways = pairWays(plant, from, to, family);
  const space = new PacketSpace(family, NODE_BUDGET);
  try {
    return answerIn(space, plant, rules, ways, from, to);
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    return fallback(new PacketSpace(family), plant, ways, from, to);
  }
}

/** The sound answer where the exact one takes too much: everything may pass, nothing surely does. */
function fallback(space: PacketSpace, plant: Plant, ways: PairWays, from: string, to: string): PairAnswer {
  const whole = wholePair(space, plant, from, to);
  const reason = { text: "the rules between these zones are too entangled to be decided within the budget" };
  return {
    space,
    must: EMPTY,
    may: whole,
    declared: EMPTY,
    carriers: [],
    flows: [],
    reasons: [reason],
    joint: ways.joint,
    deniedBy: [],
    exists: whole !== EMPTY,
  };
}

function wholePair(space: PacketSpace, plant: Plant, from: string, to: string): Node {
  const { family } = space.layout;
  const addresses = (zone: string) => plant.zones.find((one) => one.zone === zone)?.[family] ?? [];
  return space.diagram.and(
    space.diagram.and(space.field("src", addresses(from)), space.field("dst", addresses(to))),
    space.fresh,
  );
}

function answerIn(
  space: PacketSpace,
  plant: Plant,
  rules: RulesOf,
  ways: PairWays,
  from: string,
  to: string,
): PairAnswer {
  const { diagram } = space;
  const whole = wholePair(space, plant, from, to);
  const outcomes = ways.ways.map((way) => ({ way, outcome: evaluateWay(space, rules, way) }));
  const shared = ways.sharedSegments.length > 0;
  const isJoint = ways.joint.length > 0;
  const reasons = reasonsOf(ways, outcomes, isJoint, whole !== EMPTY, from, to);
  const openEnded = !isJoint || shared || ways.reasons.length > 0;
  const passes = diagram.union(outcomes.map(({ outcome }) => outcome.may));
  const may = openEnded ? whole : diagram.and(passes, whole);
  const surely = outcomes.filter(({ way }) => way.direct).map(({ outcome }) => outcome.must);
  const must = shared ? whole : diagram.and(diagram.union(surely), whole);
  const flows = declaredFlows(plant, space, from, to);
  const stateless = outcomes.every(({ outcome }) => outcome.steps.every(({ step }) => !step.stateful));
  const replies = stateless ? declaredReplies(plant, space, from, to) : EMPTY;
  const declared = diagram.or(diagram.union(flows.map((flow) => flow.packets)), replies);
  return {
    space,
    must,
    may,
    declared,
    // What one device on the way lets pass says nothing of a pair that no device joins.
    carriers: isJoint ? carriersOf(space, outcomes, declared, whole) : [],
    flows: flows.map((flow) => flowState(space, flow, must, may, outcomes)),
    reasons,
    joint: ways.joint,
    deniedBy:
      diagram.diff(may, declared) === EMPTY
        ? outcomes.filter(({ way }) => way.direct).flatMap(({ outcome }) => denials(space, outcome))
        : [],
    exists: whole !== EMPTY,
  };
}

interface WayOutcome {
  readonly way: Way;
  readonly outcome: SliceOutcome;
}

function evaluateWay(space: PacketSpace, rules: RulesOf, way: Way): SliceOutcome {
  const deviceRules = rules.get(way.device) ?? new DeviceRules(way.device);
  return evaluateSlice(deviceRules, new RuleSlicer(deviceRules, space, space.fresh), space, way.scope);
}

function reasonsOf(
  ways: PairWays,
  outcomes: readonly WayOutcome[],
  isJoint: boolean,
  exists: boolean,
  from: string,
  to: string,
): Reason[] {
  if (!exists) return [];
  if (!isJoint) return [{ text: `no given device joins ${from} and ${to}; what lies between them is not analysed` }];
  const shared = ways.sharedSegments.map(({ device, interface: one }) => ({
    text: `${from} and ${to} share the segment of ${device.id} ${one.id}; packets there meet no given router`,
    device,
    at: one.at[0],
  }));
  const wide = outcomes.flatMap(({ outcome }) =>
    outcome.wideDoubts.map((doubt: WideDoubt) => ({ text: doubt.reason, device: outcome.device, at: doubt.at })),
  );
  const narrow = outcomes.flatMap(({ outcome }) => ruleDoubts(outcome));
  return unique([...shared, ...ways.reasons.map((text) => ({ text })), ...wide, ...narrow]);
}

/** Doubts of rules that are not exact in the slice. */
function ruleDoubts(outcome: SliceOutcome): Reason[] {
  const { device } = outcome;
  const ids = new Set<string>();
  for (const step of outcome.steps) {
    for (const { resolved, lower, upper } of step.rules) {
      if (lower === upper && resolved.rule.action !== "unknown") continue;
      for (const doubt of resolved.rule.doubts ?? []) ids.add(doubt.doubt);
      for (const doubt of [...resolved.source.doubts, ...resolved.destination.doubts]) ids.add(doubt);
    }
  }
  return device.doubts
    .filter((doubt) => ids.has(doubt.id))
    .map((doubt) => ({ text: doubt.reason, device, at: doubt.at }));
}

function unique(reasons: readonly Reason[]): Reason[] {
  const seen = new Map<string, Reason>();
  for (const reason of reasons) {
    const key = `${reason.device?.id ?? ""} ${reason.text} ${reason.at?.line ?? ""}`;
    if (!seen.has(key)) seen.set(key, reason);
  }
  return [...seen.values()];
}

/**
 * What lets packets through, rule by rule; rules that carry nothing are not among them. Ways round count for what no
 * direct way carries: where a packet may go both ways, the direct one is to blame.
 */
function carriersOf(space: PacketSpace, outcomes: readonly WayOutcome[], declared: Node, whole: Node): Carrier[] {
  const { diagram } = space;
  const direct = outcomes.filter(({ way }) => way.direct);
  const round = outcomes.filter(({ way }) => !way.direct);
  const surely = diagram.union(direct.map(({ outcome }) => outcome.must));
  const maybe = diagram.union(direct.map(({ outcome }) => outcome.byRules.may));
  const certain = carriedOver(space, direct, whole).map((carried) => withExcess(space, carried, declared, surely));
  const rest = carriedOver(space, round, diagram.diff(whole, maybe));
  return [...certain, ...rest.map((carried) => withExcess(space, carried, declared, EMPTY))];
}

/** What the rules of some ways carry of `part`, a rule once however many ways meet it. */
function carriedOver(space: PacketSpace, outcomes: readonly WayOutcome[], part: Node): Carried[] {
  const { diagram } = space;
  const found = new Map<string, Carried>();
  for (const { outcome } of outcomes) {
    const passes = diagram.and(outcome.byRules.may, part);
    if (passes === EMPTY) continue;
    for (const carried of carriedBy(space, outcome, passes)) {
      const key = `${carried.device.id}\n${carried.table?.id ?? carried.step}\n${carried.rule.id}`;
      const known = found.get(key);
      found.set(key, known === undefined ? carried : { ...known, permits: diagram.or(known.permits, carried.permits) });
    }
  }
  return [...found.values()];
}

function withExcess(space: PacketSpace, carried: Carried, declared: Node, must: Node): Carrier {
  const { diagram } = space;
  const excess = diagram.diff(carried.permits, declared);
  return {
    ...carried,
    permitsCertain: diagram.and(carried.permits, must) !== EMPTY,
    excess,
    excessCertain: diagram.and(excess, must) !== EMPTY,
  };
}

type Carried = { device: Device; rule: Rule; table?: Table; step: string; permits: Node };

/**
 * The rules that let `passes` through. Where several filters stand in a row each of them lets it through; those that let
 * everything through by default are left out as long as another one names it.
 */
function carriedBy(space: PacketSpace, outcome: SliceOutcome, passes: Node): Carried[] {
  const { device } = outcome;
  if (outcome.steps.length === 0) return [{ device, rule: noFilter(outcome), step: "no filter", permits: passes }];
  const perStep = outcome.steps.map((step) =>
    shares(space, step.rules, passes)
      .filter(({ rule }) => rule.resolved.rule.action !== "deny")
      .map(({ rule, takes }) => ({
        device,
        rule: rule.resolved.rule,
        ...(rule.resolved.table === undefined ? {} : { table: rule.resolved.table }),
        step: step.step.name,
        permits: takes,
      })),
  );
  const naming = perStep.filter((carried) => carried.some(({ rule }) => rule.implicit !== true));
  return (naming.length > 0 ? naming : perStep.slice(0, 1)).flat();
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

/** Whether a declared flow gets through. Only usable hosts, source ports from 1024 and destination ports above 0 count. */
function flowState(
  space: PacketSpace,
  declared: DeclaredFlow,
  must: Node,
  may: Node,
  outcomes: readonly WayOutcome[],
): FlowState {
  const { diagram } = space;
  const usable = usablePart(space, declared.packets);
  const blocked = diagram.diff(usable, may);
  if (blocked !== EMPTY) {
    const blockedBy = outcomes
      .filter(({ way }) => way.direct)
      .flatMap(({ outcome }) => denials(space, outcome, blocked));
    return { declared, state: "blocked", blocked, blockedBy };
  }
  const state = diagram.diff(usable, must) === EMPTY ? "open" : "unknown";
  return { declared, state, blocked, blockedBy: [] };
}

function usablePart(space: PacketSpace, packets: Node): Node {
  const { diagram } = space;
  const ports = space.field("protocol", [6, 6, 17, 17, 132, 132]);
  const ordinary = space.all([space.field("srcPort", [1024, 65535]), space.field("dstPort", [1, 65535])]);
  const tcp = space.field("protocol", [6, 6]);
  const synOnly = space.flags({ mask: 63, value: 2 });
  const withPorts = diagram.and(ports, ordinary);
  const opening = diagram.or(diagram.and(withPorts, diagram.and(tcp, synOnly)), diagram.diff(withPorts, tcp));
  return diagram.and(packets, diagram.or(opening, diagram.not(ports)));
}

/** The rules that deny a part of a slice: what nobody else let through. */
function denials(
  space: PacketSpace,
  outcome: SliceOutcome,
  part?: Node,
): { device: Device; rule: Rule; table?: Table; step: string }[] {
  const { device } = outcome;
  return outcome.steps.flatMap((step: StepOutcome) => {
    const start = space.diagram.diff(
      part === undefined ? outcome.whole : space.diagram.and(part, outcome.whole),
      step.must,
    );
    return shares(space, step.rules, start)
      .filter(({ rule }) => rule.resolved.rule.action !== "permit")
      .map(({ rule }) => ({
        device,
        rule: rule.resolved.rule,
        ...(rule.resolved.table === undefined ? {} : { table: rule.resolved.table }),
        step: step.step.name,
      }));
  });
}
