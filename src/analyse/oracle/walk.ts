/**
 * The independent evaluator: one packet through one device, one rule at a time. It reads the device model alone and uses
 * no sets, so that what it says and what the engine says can be held against each other.
 */
import type { Device } from "../../model/device.js";
import { type Packet, TCP_FLAGS } from "../../model/packet.js";
import type { Filter, FilterStep, InterfaceId, Rule, Table } from "../../model/rule.js";
import { PacketMatch } from "./packet-match.js";
import { Representatives } from "./representatives.js";
import { every, some, type Truth, truthOf } from "./truth.js";
import { doubtOf, type Translated, touchedByTranslation, translations } from "./walk-nat.js";
import type { Leaving, OpenRule, Passage, Verdict, Walk, WalkDoubt, WalkedStep } from "./walked.js";

/** Walks one device; `into`: the packet as one of its translations of destinations made it. Left out: as each may. */
export interface Walker {
  (packet: Packet, ingress: InterfaceId, egress: InterfaceId | "self", into?: Translated): Walk;
  /** What the translations of destinations may make of a packet, before it is routed. */
  readonly forwarded: (packet: Packet, ingress: InterfaceId) => readonly Translated[];
}

/** Answers packets on one device: the walk from `ingress` to `egress`, or to the device itself (`self`). */
export function createWalker(device: Device): Walker {
  const match = new PacketMatch(device);
  const known = new Representatives(device);
  const asked = { device, match, known, tables: new Map(device.tables.map((table) => [table.id, table])) };
  const forwarded = (packet: Packet, ingress: InterfaceId) =>
    translations(device, "destination", match, known, { packet, ingress });
  const walk = (packet: Packet, ingress: InterfaceId, egress: InterfaceId | "self", into?: Translated): Walk =>
    egress === "self"
      ? walkToDevice(asked, { packet, ingress, egress })
      : walkThrough(asked, { packet, ingress, egress }, into === undefined ? forwarded(packet, ingress) : [into]);
  return Object.assign(walk, { forwarded });
}

function walkToDevice(asked: Asked, passage: Passage): Walk {
  const { device, match } = asked;
  const met = device.toDevice.filter((step) => isOnWay(step, passage));
  const steps = met.map((step) => walkStep(asked, step, passage, []));
  const wide = wideDoubts(device, passage);
  if (wide.length > 0) return { verdict: "unknown", steps, leaves: [], doubts: wide };
  const touched = touchedByTranslation(device, match, passage);
  const outcomes = outcomesOfAll(steps);
  if (touched.some(({ away }) => away)) outcomes.add("deny");
  if (touched.some(({ here }) => here)) outcomes.add("permit");
  return { verdict: verdictOf(outcomes), steps, leaves: [], doubts: [...touched, ...choicesOf(device, met, steps)] };
}

function walkThrough(asked: Asked, passage: Passage & { egress: InterfaceId }, ways: readonly Translated[]): Walk {
  const { device, match, known } = asked;
  const steps = device.forwarding.filter((step) => isOnWay(step, passage));
  const sources = ways.map((into) => ({
    into,
    out: translations(device, "source", match, known, { ...passage, packet: into.packet, by: into.by?.id }),
  }));
  const leaves = sources.flatMap(({ into, out }) => leavesOf(asked, passage, steps, into, out));
  const wide = wideDoubts(device, passage);
  const first = leaves[0]?.steps ?? [];
  if (wide.length > 0) {
    const open = leaves.map((one) => ({ ...one, verdict: "unknown" as const }));
    return { verdict: "unknown", steps: first, leaves: open, doubts: wide };
  }
  const all = new Set(leaves.flatMap(({ verdict }) => (verdict === "unknown" ? OUTCOMES : [verdict])));
  const verdict = verdictOf(all);
  const open = sources.flatMap(({ into, out }) => [into, ...out]).flatMap((one) => one.open ?? []);
  const doubts = verdict === "unknown" ? [...[...new Set(open)].map(doubtOf), ...choicesOf(device, steps, first)] : [];
  return { verdict, steps: first, leaves, doubts };
}

const OUTCOMES = ["permit", "deny"] as const;

/** What the steps say of each packet that the device may send on. Only the last of them see what translated its source. */
function leavesOf(
  asked: Asked,
  passage: Passage,
  steps: readonly FilterStep[],
  into: Translated,
  out: readonly Translated[],
): Leaving[] {
  const by = into.by === undefined ? [] : [into.by.id];
  const walk = (step: FilterStep, leaving: Packet) => {
    const packet = { incoming: passage.packet, forwarded: into.packet, leaving }[step.sees ?? "forwarded"];
    return walkStep(asked, step, { ...passage, packet }, step.sees === "incoming" ? [] : by);
  };
  const before = new Map(
    steps.filter(({ sees }) => sees !== "leaving").map((step) => [step, walk(step, into.packet)] as const),
  );
  return out.map((from) => {
    const walked = steps.map((step) => before.get(step) ?? walk(step, from.packet));
    return {
      packet: from.packet,
      verdict: verdictOf(outcomesOfAll(walked)),
      steps: walked,
      ...(into.by === undefined ? {} : { destinationBy: into.by }),
      ...(from.by === undefined ? {} : { sourceBy: from.by }),
    };
  });
}

type Outcome = "permit" | "deny";

function verdictOf(outcomes: ReadonlySet<Outcome>): Verdict {
  if (outcomes.size > 1) return "unknown";
  return outcomes.has("permit") ? "permit" : "deny";
}

/** It passes when every step permits it (`Device.forwarding`). */
function outcomesOfAll(steps: readonly WalkedStep[]): Set<Outcome> {
  const verdicts = steps.map(({ verdict }) => verdict);
  if (verdicts.includes("deny")) return new Set(["deny"]);
  return new Set(verdicts.includes("unknown") ? ["permit", "deny"] : ["permit"]);
}

function isOnWay({ family, ingress, egress }: FilterStep, passage: Passage): boolean {
  if (family !== undefined && family !== passage.packet.family) return false;
  return fits(ingress, passage.ingress) && fits(egress, passage.egress);
}

/** Whether an interface is in a list; no list: any. A packet to the device leaves by none. */
function fits(list: readonly InterfaceId[] | undefined, side: InterfaceId | "self"): boolean {
  return list === undefined || (side !== "self" && list.includes(side));
}

/** The device as walks ask it. */
interface Asked {
  readonly device: Device;
  readonly known: Representatives;
  readonly match: PacketMatch;
  readonly tables: ReadonlyMap<string, Table>;
}

/** What its filter says; where another one may stand in its place, what all of them say. */
function walkStep(asked: Asked, step: FilterStep, passage: Passage, by: readonly string[]): WalkedStep {
  const own = walkFilter(asked, step, step, passage, by);
  if (step.instead === undefined) return own;
  const either = [own, ...step.instead.of.map((filter) => walkFilter(asked, step, filter, passage, by))];
  return either.every(({ verdict }) => verdict === own.verdict) ? own : { step, verdict: "unknown", open: [], either };
}

/** Why it is not known which filters of some steps decide. */
function choicesOf(device: Device, steps: readonly FilterStep[], walked: readonly WalkedStep[]): WalkDoubt[] {
  const open = steps.filter((step) => walked.some((one) => one.either !== undefined && one.step === step));
  return device.doubts.filter(({ id }) => open.some(({ instead }) => instead?.doubt === id));
}

/** First match: the outcomes of rules that may match are gathered until one surely does. */
function walkFilter(
  { match, tables }: Asked,
  step: FilterStep,
  filter: Filter,
  passage: Passage,
  by: readonly string[],
): WalkedStep {
  const open: OpenRule[] = [];
  const outcomes = new Set<Outcome>();
  for (const held of rulesOf(tables, filter)) {
    const matched = matches(match, held.rule, passage, by);
    if (matched === "no") continue;
    const isReply = step.stateful && isReplyOnly(match, held.rule, passage.packet);
    const { outcomes: these, sure } = decide(held.rule, matched, isReply);
    for (const outcome of these) outcomes.add(outcome);
    if (sure) return { step: filter, verdict: verdictOf(outcomes), ...held, open };
    if (these.length > 0) open.push(held);
  }
  // Nothing surely matched, not even what is done otherwise: what nothing permits does not pass.
  outcomes.add("deny");
  return { step: filter, verdict: verdictOf(outcomes), open };
}

function* rulesOf(tables: ReadonlyMap<string, Table>, filter: Filter): Generator<OpenRule> {
  for (const id of filter.tables) {
    const table = tables.get(id);
    for (const rule of table?.rules ?? []) if (rule.enabled && table !== undefined) yield { rule, table };
  }
  yield { rule: filter.otherwise };
}

/** What a rule that matches may do with the packet, and whether it surely decides it. `isReply`: it opens nothing. */
function decide({ action }: Rule, matched: Truth, isReply: boolean): { outcomes: readonly Outcome[]; sure: boolean } {
  const permits = action === "deny" || isReply ? "no" : matched;
  const denies = action === "permit" ? "no" : matched;
  const outcomes: Outcome[] = [];
  if (permits !== "no") outcomes.push("permit");
  if (denies !== "no") outcomes.push("deny");
  const sure = action === "unknown" ? every([permits, denies]) : some([permits, denies]);
  return { outcomes, sure: sure === "yes" };
}

/** A step that keeps state takes ACK and RST for packets of a session: a rule lets them open one only when it names the flags. */
function isReplyOnly(match: PacketMatch, rule: Rule, { protocol, flags }: Packet): boolean {
  const isReply = protocol === 6 && (flags & (TCP_FLAGS.ack | TCP_FLAGS.rst)) !== 0;
  return isReply && !match.testsFlags(rule.match.service);
}

const NO_DOUBTS: NonNullable<Rule["doubts"]> = [];

function matches(match: PacketMatch, rule: Rule, { packet, ingress, egress }: Passage, by: readonly string[]): Truth {
  if (!fits(rule.match.ingress, ingress) || !fits(rule.match.egress, egress)) return "no";
  const doubts = rule.doubts ?? NO_DOUBTS;
  if (doubts.some(({ effect }) => effect === "anything")) return "maybe";
  const source = match.source(packet, rule.match.source);
  if (source === "no") return "no";
  const destination = match.destinationOf(packet, rule.match, by);
  if (destination === "no") return "no";
  const header = every([source, destination, matchesService(match, rule, packet)]);
  return header === "yes" && doubts.length > 0 ? "maybe" : header;
}

function matchesService(match: PacketMatch, { match: { service, fragments } }: Rule, packet: Packet): Truth {
  const byHeader = match.service(packet, service);
  if (fragments === "only") return every([truthOf(packet.tail), byHeader]);
  if (fragments !== "by-address" || !packet.tail) return byHeader;
  return some([byHeader, match.service(packet, service, "by-address")]);
}

/** Doubts about the device as a whole or about one of the two interfaces: whatever the rules say, it may pass or not. */
function wideDoubts(device: Device, { ingress, egress }: Passage): readonly WalkDoubt[] {
  return device.doubts.filter(({ scope, interfaces }) => {
    if (scope === "device") return true;
    return scope === "interfaces" && (interfaces?.some((id) => id === ingress || id === egress) ?? true);
  });
}
