/**
 * What policies are given of the facts: everything but the evidence. Places, witnesses and boxes stand beside it in the
 * facts, where a policy points at them by path; handed over, they were nine tenths of the bytes and of the time.
 */
import type { ProtocolFacts, RuleFactsForPolicies } from "./common.js";
import type { DeadRuleFacts, DeviceFacts } from "./device.js";
import type { CarrierFacts, PairFacts } from "./pair.js";

/** A rule without its places. */
export type RuleInput = Omit<RuleFactsForPolicies, "locations">;

/** A set of packets, by its services alone. */
export interface SetInput {
  /** Key of `services`. */
  services: string;
  certain: boolean;
}

/** Services that a set of packets has. */
export interface ServicesInput {
  /** Services of the catalogue whose default ports the set meets, sorted by id. A port is not a protocol: candidates. */
  protocols: ProtocolFacts[];
}

export interface CarrierInput extends Omit<CarrierFacts, "rule" | "permits" | "excess" | "doubts"> {
  rule: RuleInput;
  /** Everything it carries for this pair. `certain`: some of it is in `must`. */
  permits: SetInput;
  /** The part no flow of a conduit declares; left out when all is declared. */
  excess?: SetInput;
}

/** The question of one ordered pair of different zones, as a policy sees it. */
export interface PairInput extends Omit<PairFacts, "carriers" | "denied_by"> {
  carriers: CarrierInput[];
  /** What the sets of the carriers have for services, by key. */
  services: Record<string, ServicesInput>;
  /** Rules that deny the rest: the evidence of `proved`. */
  denied_by: RuleInput[];
}

export interface DeadRuleInput extends Omit<DeadRuleFacts, "rule" | "covered_by"> {
  rule: RuleInput;
  /** Earlier rules that together cover it. */
  covered_by: RuleInput[];
}

/** One device, as a policy sees it. */
export interface DeviceInput extends Omit<DeviceFacts, "permits" | "dead_rules"> {
  /** Enabled permit rules that some packet reaches. */
  permits: RuleInput[];
  dead_rules: DeadRuleInput[];
}
