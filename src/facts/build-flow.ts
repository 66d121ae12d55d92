/** Facts of the declared flows of a pair. */
import type { Denial, FlowState } from "../analyse/flow-state.js";
import type { PairAnswer } from "../analyse/pairs.js";
import { EMPTY } from "../packets/diagram.js";
import type { FlowEnd } from "../zones/map.js";
import type { RuleFactsForPolicies } from "./common.js";
import { doubtFacts } from "./doubt-facts.js";
import type { FlowFacts } from "./pair.js";
import { locationFacts } from "./rule-places.js";
import { type Names, SetDescriber } from "./sets.js";

/** What the facts of flows are told with. */
export interface FlowView {
  readonly names: Names;
  readonly describe: (denial: Denial) => RuleFactsForPolicies;
  /** Whether an end holds addresses of a zone for remote access beside its jump hosts. */
  readonly isPast: (end: FlowEnd, family: 4 | 6) => boolean;
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
  const sources = part?.sources ?? flow.from;
  const { family } = answer.space.layout;
  return {
    id: flow.id,
    conduit: flow.conduit,
    service: flow.serviceText,
    protocols: new SetDescriber(view.names).describe(answer.space, packets, packets).protocols,
    sources: sources.map(({ text }) => text),
    past_jump_hosts: sources.filter((end) => view.isPast(end, family)).map(({ text }) => text),
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
