/** Facts of the declared flows of a pair. */
import { endAddresses } from "../analyse/declared.js";
import type { Denial, FlowState } from "../analyse/flow-state.js";
import type { PairAnswer } from "../analyse/pairs.js";
import { EMPTY, type Node } from "../packets/diagram.js";
import { meets } from "../packets/intervals.js";
import type { Plant } from "../resolve/plant.js";
import type { FlowEnd } from "../zones/map.js";
import type { RuleFactsForPolicies } from "./common.js";
import { doubtFacts } from "./doubt-facts.js";
import type { BesideJumpHosts } from "./jump-hosts.js";
import type { FlowFacts } from "./pair.js";
import { locationFacts } from "./rule-places.js";
import { type Names, SetDescriber } from "./sets.js";

/** What the facts of flows are told with. */
export interface FlowView {
  readonly plant: Plant;
  /** The zone they start in. */
  readonly from: string;
  readonly others: BesideJumpHosts;
  readonly names: Names;
  readonly describe: (denial: Denial) => RuleFactsForPolicies;
}

/** Each flow once for each family of addresses in which it is declared. */
export function flowsOf(answers: readonly PairAnswer[], view: FlowView): FlowFacts[] {
  return answers.flatMap((answer) => answer.flows.map((flow) => flowFacts(answer, flow, view)));
}

function flowFacts(
  answer: PairAnswer,
  { declared, state, blocked, part, blockedBy, because }: FlowState,
  view: FlowView,
): FlowFacts {
  const { flow } = declared;
  const packets = part?.packets ?? declared.packets;
  const sources = part === undefined ? flow.from : flow.from.filter((end) => sendsSome(answer, end, packets, view));
  return {
    id: flow.id,
    conduit: flow.conduit,
    service: flow.serviceText,
    protocols: new SetDescriber(view.names).describe(answer.space, packets, packets).protocols,
    sources: sources.map(({ text }) => text),
    past_jump_hosts: sources.filter((end) => isPast(answer, end, view)).map(({ text }) => text),
    ...(flow.why === undefined ? {} : { why: flow.why }),
    ...(flow.write === undefined ? {} : { write: flow.write }),
    state,
    ...(part === undefined ? {} : { part: part.isSure ? "surely" : "perhaps" }),
    ...(state === "unknown" ? { doubts: [...(because ? [because] : []), ...answer.reasons()].map(doubtFacts) } : {}),
    ...(blocked === EMPTY ? {} : { blocked_witness: new SetDescriber(view.names).witness(answer.space, blocked) }),
    blocked_by: blockedBy.map(view.describe),
    location: locationFacts(flow.at),
  };
}

function sendsSome({ space }: PairAnswer, end: FlowEnd, packets: Node, { plant, from }: FlowView): boolean {
  return space.diagram.and(packets, space.field("src", endAddresses(plant, space, [end], from))) !== EMPTY;
}

/** Whether an end holds addresses beside those of jump hosts; own addresses of a device are none of these. */
function isPast({ space }: PairAnswer, end: FlowEnd, { plant, from, others }: FlowView): boolean {
  const other = others.find(({ family }) => family === space.layout.family);
  if (other === undefined) return false;
  return end.kind === "device" || meets(endAddresses(plant, space, [end], from), other.set);
}
