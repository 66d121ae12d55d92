/** Pair facts from the engine's answers. */
import type { Analysis, ZonePair } from "../analyse/analysis.js";
import type { Carrier } from "../analyse/carriers.js";
import type { Denial } from "../analyse/flow-state.js";
import type { PairAnswer, WalkedWay } from "../analyse/pairs.js";
import type { Reason } from "../analyse/reasons.js";
import type { Hop } from "../analyse/way.js";
import type { Device } from "../model/device.js";
import type { ServiceExpression } from "../model/expression.js";
import type { Rule, Table } from "../model/rule.js";
import { EMPTY } from "../packets/diagram.js";
import { covers, meets } from "../packets/intervals.js";
import type { Plant } from "../resolve/plant.js";
import type { ZoneMap } from "../zones/map.js";
import { flowsOf } from "./build-flow.js";
import type { DoubtFacts, RuleFactsForPolicies } from "./common.js";
import { Asking, defaultDemandsFacts, demandDates } from "./demands.js";
import { RuleDescriber } from "./describe.js";
import { doubtFacts } from "./doubt-facts.js";
import { type BesideJumpHosts, besideJumpHosts, isPastJumpHosts } from "./jump-hosts.js";
import type { CarrierFacts, HopFacts, PairFacts, PathFacts, StoppedFacts } from "./pair.js";
import { brokerEnd, type Relayed, relayedParts } from "./relayed.js";
import { type Names, SetDescriber } from "./sets.js";
import { translationsOf } from "./translations.js";
import { whyNothingIsAsked } from "./unasked.js";
import { conduitFacts, conduitOf, slOfPair, zoneFacts } from "./zones.js";

/** How many lines of evidence are named for what is denied. */
const SHOWN_DENIALS = 8;

export type Describers = ReadonlyMap<Device, RuleDescriber>;

export function describersOf(plant: Plant, analysis: Analysis): Describers {
  const space = analysis.rules.diagrams.roomySpace(4);
  return new Map(
    plant.devices.flatMap(({ device }) => {
      const rules = analysis.rules.get(device);
      return rules === undefined ? [] : [[device, new RuleDescriber(rules, space)] as const];
    }),
  );
}

/** What the engine says of a pair in those families that the zones have addresses of. */
export function answersOf(pair: ZonePair, service?: ServiceExpression): PairAnswer[] {
  return pair.families.map((family) => pair.answer(family, service));
}

/** The facts of one pair over both families. What keeps the run as a whole from proving anything is given as `missing`. */
export function buildPair(
  plant: Plant,
  map: ZoneMap,
  pair: ZonePair,
  answers: readonly PairAnswer[],
  {
    describers,
    names,
    day,
  }: { readonly describers: Describers; readonly names: Names; readonly day?: string | undefined },
): PairFacts {
  const from = zoneFacts(map, pair.from);
  const to = zoneFacts(map, pair.to);
  const conduit = conduitOf(map, pair.from, pair.to);
  const verdict = verdictOf(answers, plant.missing);
  const others = besideJumpHosts(plant, map, from);
  const view: CarrierView = {
    describers,
    sets: new SetDescriber(names),
    coversFrom: zoneCover(plant, pair.from, "source", describers),
    coversTo: zoneCover(plant, pair.to, "destination", describers),
    passesJumpHosts: pastJumpHosts(others, describers),
    asking: new Asking([...(map.demands ?? []), ...(conduit?.demands === undefined ? [] : [conduit.demands])], day),
  };
  const carriers = answers.flatMap((answer) => answer.carriers.map((carrier) => carrierFacts(answer, carrier, view)));
  const end = brokerEnd(from.kind, to.kind);
  const relayed = end === undefined ? [] : answers.flatMap((answer) => relayedOf(answer, end, describers));
  const devices = [...new Set(answers.flatMap((answer) => answer.joint.map((device) => device.id)))];
  const morePaths = answers.reduce((sum, answer) => sum + answer.morePaths, 0);
  const isShown = carriers.some(({ excess }) => excess?.certain === true);
  const sure = verdict === "violated" && !isShown ? sureWitness(answers, names) : undefined;
  const open = verdict === "unproved" ? openWitness(answers, names) : undefined;
  return {
    from,
    to,
    ...(conduit === undefined ? {} : { conduit: conduitFacts(conduit) }),
    ...(map.demands === undefined ? {} : { default_demands: map.demands.map(defaultDemandsFacts) }),
    ...(day === undefined || !demandDates(map) ? {} : { as_of: day }),
    ...slOfPair(conduit, [from, to]),
    verdict,
    reasons: verdict === "unproved" ? reasonsFor(answers, plant, pair) : [],
    attached: devices.length > 0,
    devices,
    ...(sure === undefined ? {} : { violated_witness: sure }),
    ...(open === undefined ? {} : { unproved_witness: open }),
    carriers,
    stopped: answers.flatMap((answer) =>
      answer.stopped.map(({ carrier, stoppedBy }): StoppedFacts => {
        const facts = carrierFacts(answer, carrier, view);
        const { rule, covers_from_zone, covers_to_zone, past_jump_hosts, permits, doubts } = facts;
        const stopped_by = stoppedBy.map(({ id }) => id);
        return { rule, covers_from_zone, covers_to_zone, past_jump_hosts, permits, doubts, stopped_by };
      }),
    ),
    paths: pathsOf(answers),
    ...(morePaths === 0 ? {} : { more_paths: morePaths }),
    flows: flowsOf(answers, {
      names,
      describe: (denial) => denialFacts(describers, denial),
      isPast: (end, family) => isPastJumpHosts(plant, pair.from, others, end, family),
    }),
    denied_by: denials(answers, describers),
    ...(relayed.length === 0 ? {} : { relayed }),
  };
}

function relayedOf(answer: PairAnswer, end: "source" | "destination", describers: Describers): Relayed[] {
  return answer.carriers.flatMap((carrier) => {
    const parts = relayedParts(answer, carrier, end);
    const { device, rule, table, step } = carrier;
    return parts.length === 0 ? [] : [{ rule: describeRule(describers, device, rule, table, step), parts }];
  });
}

/** Each way once, whichever family takes it; those that no route names only where something may pass. */
function pathsOf(answers: readonly PairAnswer[]): PathFacts[] {
  const found = new Map<string, PathFacts>();
  for (const { way, passes } of answers.flatMap(({ paths }) => paths)) {
    if (!way.direct && passes === "nothing") continue;
    const hops = way.hops.map(hopFacts);
    const { because } = doubtOf(way);
    const { others } = way;
    const key = JSON.stringify([hops, because]);
    const known = found.get(key);
    const most = known === undefined || MOST.indexOf(passes) < MOST.indexOf(known.passes) ? passes : known.passes;
    found.set(key, {
      hops,
      ...(because === undefined ? {} : { because }),
      passes: most,
      ...(others === undefined ? {} : { alike: others }),
    });
  }
  return [...found.values()];
}

/** Why a way is not sure to be taken, or not to lead there. */
export function doubtOf({ because, unless }: WalkedWay["way"]): Pick<PathFacts, "because"> {
  if (because !== undefined) return { because };
  return unless === undefined ? {} : { because: `unless ${unless}` };
}

/** A device of a way, with what it translates. */
export function hopFacts(hop: Hop): HopFacts {
  const { device, scope } = hop;
  const translations = translationsOf(hop);
  return {
    device: device.id,
    ingress: scope.ingress,
    egress: scope.egress,
    tunnel: [scope.ingress, scope.egress].some((id) => tunnelsOf(device).has(id)),
    ...(translations.length === 0 ? {} : { translations }),
  };
}

const TUNNELS = new WeakMap<Device, ReadonlySet<string>>();

/** Its tunnels that hide what they carry: GRE and IP in IP hide nothing; of others the kind is IPsec or TLS. */
function tunnelsOf(device: Device): ReadonlySet<string> {
  const known = TUNNELS.get(device);
  if (known !== undefined) return known;
  const plain = device.posture?.surface?.plainTunnels ?? [];
  const isPlain = (id: string) => plain.some(({ name, isProtected }) => name === id && isProtected !== true);
  const tunnels = device.interfaces.filter(({ id, kind }) => kind === "tunnel" && !isPlain(id));
  const found = new Set(tunnels.map(({ id }) => id));
  TUNNELS.set(device, found);
  return found;
}

const MOST: readonly PathFacts["passes"][] = ["surely", "perhaps", "nothing"];

/** Design 2: certain excess is violated; excess that may be, or anything left open, is unproved. */
function verdictOf(answers: readonly PairAnswer[], missing: readonly string[]): PairFacts["verdict"] {
  const excess = (answer: PairAnswer, passes: number) => !answer.space.diagram.isWithin(passes, answer.declared);
  if (answers.some((answer) => excess(answer, answer.must))) return "violated";
  const open =
    answers.length === 0 || missing.length > 0 || answers.some((answer) => answer.open || excess(answer, answer.may));
  return open ? "unproved" : "proved";
}

function sureWitness(answers: readonly PairAnswer[], names: Names) {
  for (const { space, sureExcess } of answers) {
    const excess = sureExcess();
    if (excess !== EMPTY) return new SetDescriber(names).witness(space, excess);
  }
  return undefined;
}

function openWitness(answers: readonly PairAnswer[], names: Names) {
  for (const answer of answers) {
    const open = answer.space.diagram.diff(answer.may, answer.declared);
    if (open !== EMPTY && answer.joint.length > 0) return new SetDescriber(names).witness(answer.space, open);
  }
  return undefined;
}

function reasonsFor(answers: readonly PairAnswer[], plant: Plant, { from, to }: ZonePair): DoubtFacts[] {
  const all = [...plant.missing.map((text): Reason => ({ text })), ...answers.flatMap((answer) => answer.reasons())];
  if (answers.length === 0) all.push({ text: whyNothingIsAsked(plant, [from, to]) });
  const texts = new Set(all.map(({ text }) => text));
  const told = all.filter(({ generally }) => generally === undefined || !texts.has(generally));
  return [...new Map(told.map(doubtFacts).map((doubt) => [JSON.stringify(doubt), doubt])).values()];
}

/** What the facts of every carrier of a pair are made with. */
interface CarrierView {
  readonly describers: Describers;
  readonly sets: SetDescriber;
  readonly coversFrom: (carrier: Carrier) => boolean;
  readonly coversTo: (carrier: Carrier) => boolean;
  readonly passesJumpHosts: (carrier: Carrier) => boolean;
  readonly asking: Asking;
}

function carrierFacts(
  answer: PairAnswer,
  carrier: Carrier,
  { describers, sets, coversFrom, coversTo, passesJumpHosts, asking }: CarrierView,
): CarrierFacts {
  const rule = describeRule(describers, carrier.device, carrier.rule, carrier.table, carrier.step);
  const { space } = answer;
  const permits = sets.describe(space, carrier.permits, carrier.permitsSurely);
  const isAll = carrier.excess === carrier.permits && carrier.excessSurely === carrier.permitsSurely;
  const beyond = () =>
    carrier.excess === EMPTY ? undefined : sets.describe(space, carrier.excess, carrier.excessSurely);
  const excess = isAll ? permits : beyond();
  const doubts =
    carrier.permitsSurely !== EMPTY && (carrier.excess === EMPTY || carrier.excessSurely !== EMPTY)
      ? []
      : answer.reasons().map(doubtFacts);
  const describer = describers.get(carrier.device);
  const asked = describer && asking.of(carrier.rule, carrier.table, describer);
  const facts: CarrierFacts = {
    rule,
    covers_from_zone: coversFrom(carrier),
    covers_to_zone: coversTo(carrier),
    past_jump_hosts: passesJumpHosts(carrier),
    permits,
    doubts,
  };
  // Ten thousands of them: to spread what may be missing into a literal takes ten times as long.
  if (excess !== undefined) facts.excess = excess;
  if (asked !== undefined) facts.asked = asked;
  return facts;
}

/** Asks whether the source of a rule holds some of them. */
function pastJumpHosts(others: BesideJumpHosts, describers: Describers) {
  return ({ device, rule }: Carrier): boolean => {
    const describer = describers.get(device);
    return others.some(({ family, set }) => describer && meets(describer.upperOf(rule.match.source, family), set));
  };
}

/** Asks whether one side of a rule holds every address of a zone, and the zone more than one. */
function zoneCover(plant: Plant, zone: string, side: "source" | "destination", describers: Describers) {
  const addresses = plant.zones.find((one) => one.zone === zone);
  const families = ([4, 6] as const).flatMap((family) => {
    const own = addresses?.[family] ?? [];
    const isMany = own.length > 2 || own[0] !== own[1];
    return own.length > 0 && isMany ? [{ family, own }] : [];
  });
  return ({ device, rule }: Carrier): boolean => {
    const describer = describers.get(device);
    return families.some(
      ({ family, own }) => describer !== undefined && covers(describer.upperOf(rule.match[side], family), own),
    );
  };
}

/** The facts of a rule of a given device. `step` names where it stands when it belongs to no table. */
export function describeRule(
  describers: Describers,
  device: Device,
  rule: Rule,
  table: Table | undefined,
  step: string,
): RuleFactsForPolicies {
  const describer = describers.get(device);
  if (describer === undefined) throw new Error(`no rules were resolved for ${device.id}`);
  return describer.describe(rule, table, step);
}

function denialFacts(describers: Describers, { device, rule, table, step }: Denial): RuleFactsForPolicies {
  return describeRule(describers, device, rule, table, step);
}

function denials(answers: readonly PairAnswer[], describers: Describers): RuleFactsForPolicies[] {
  const facts = answers.flatMap((answer) => answer.deniedBy.map((denial) => denialFacts(describers, denial)));
  return [...new Set(facts)].slice(0, SHOWN_DENIALS);
}
