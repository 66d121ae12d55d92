/**
 * What policies are given of the facts: everything but the evidence, and each kind of rule once. Places, witnesses and
 * boxes stand beside it in the facts, where a policy points at them by path: handed over, they were nine tenths of the
 * bytes. Rules that differ by name alone get the same answer: asked one by one, they were most of the time.
 */
import type { RuleTraits, ZoneFacts } from "./common.js";
import type { DeviceFacts, ManagementServiceFacts, ReachFacts, TableFacts } from "./device.js";
import type { ContradictionsFacts, DeadRuleFacts, EmptyRuleFacts, RedundantRulesFacts } from "./health.js";
import type { CarrierFacts, FlowFacts, PairFacts } from "./pair.js";

/** A set of packets, by its services alone. */
export interface SetInput {
  /** Key of `services`. */
  services: string;
  certain: boolean;
}

/** Services that a set of packets has, and what these may be, as the shipped policies say (lib/services.rego). */
export interface ServicesInput extends ServicesSaid {
  /**
   * Services of the catalogue whose default ports the set meets, by id: the port (`tcp/502`). A port is not a protocol:
   * candidates. What they are stands in `data.protocols`, by id: written out for every set they were most of the bytes.
   */
  protocols: Record<string, string>;
}

/** What services may be: ids of candidates, none where the list is empty. Ports that tell nothing of it are left out. */
export interface ServicesSaid {
  /** Protocols that can write to a controller, those first that everybody knows. */
  process: string[];
  remote_desktop: string[];
  /** Programming of controllers. */
  engineering: string[];
  /** Programming of safety controllers, or of others. */
  safety_engineering: string[];
  /** What protects nothing on the way, whichever candidate of its port it is. */
  clear_text: string[];
  /** Control and administration that tells nobody whether it was changed on the way. */
  without_integrity: string[];
}

/** All carriers that are the same to a policy. */
export interface CarrierInput extends Omit<CarrierFacts, "rule" | "permits" | "excess" | "doubts"> {
  rule: RuleTraits;
  /** Everything it carries for this pair. `certain`: some of it is in `must`. */
  permits: SetInput;
  /** The part no flow of a conduit declares; left out when all is declared. */
  excess?: SetInput;
}

export interface FlowInput extends Omit<FlowFacts, "blocked_by" | "doubts" | "protocols"> {
  /** Key of `services`. */
  services: string;
  /** The rules that deny it. */
  blocked_by: RuleTraits[];
}

export interface StoppedInput extends Omit<CarrierInput, "excess"> {
  /** Devices on the way that stop it. */
  stopped_by: string[];
}

/** The question of one ordered pair of different zones, as a policy sees it. */
export interface PairInput extends Omit<PairFacts, "carriers" | "stopped" | "flows" | "denied_by" | "relayed"> {
  /** Each kind once: a finding about it becomes one about each of them. */
  carriers: CarrierInput[];
  /** Each kind once. */
  stopped: StoppedInput[];
  /** What the sets of the carriers have for services, by key. */
  services: Record<string, ServicesInput>;
  flows: FlowInput[];
  /** Rules that deny the rest: the evidence of `proved`. */
  denied_by: RuleTraits[];
}

/** All dead rules that are the same to a policy. */
export interface DeadRuleInput extends Omit<DeadRuleFacts, "rule" | "covered_by"> {
  rule: RuleTraits;
  /** Earlier rules that together cover it, each kind once. */
  covered_by: RuleTraits[];
}

/** All empty rules that are the same to a policy. */
export interface EmptyRuleInput extends Omit<EmptyRuleFacts, "rule"> {
  rule: RuleTraits;
}

/** All groups of redundant rules that are the same to a policy. */
export interface RedundantRulesInput extends Omit<RedundantRulesFacts, "rule" | "others" | "decided_by"> {
  rule: RuleTraits;
}

/** The contradictions of a table: how many, and which of them are shown by place. */
export interface ContradictionsInput extends Omit<ContradictionsFacts, "rules"> {
  /** How many are shown. */
  shown: number;
}

/** A zone that reaches a service, or may. */
export type ReachInput = Pick<ReachFacts, "verdict" | "undeclared"> & { zone: Pick<ZoneFacts, "id" | "kind"> };

/** A service of the device; the zones in their order, those that do not reach it as well: places stay as in the facts. */
export interface ManagementServiceInput extends Omit<ManagementServiceFacts, "reached_from"> {
  reached_from: ReachInput[];
}

/** One device, as a policy sees it. */
export interface DeviceInput
  extends Omit<
    DeviceFacts,
    "permits" | "dead_rules" | "empty_rules" | "redundant_rules" | "contradictions" | "management" | "tables"
  > {
  tables: Omit<TableFacts, "uncommented_rules" | "disabled_rules" | "silent_denies">[];
  management: ManagementServiceInput[];
  /** Enabled permit rules that some packet reaches, each kind once. */
  permits: RuleTraits[];
  /** Each kind once. */
  dead_rules: DeadRuleInput[];
  empty_rules: EmptyRuleInput[];
  redundant_rules: RedundantRulesInput[];
  contradictions: ContradictionsInput[];
}
