/** What slices of one device are looked at with. */
import type { FilterStep } from "../model/rule.js";
import type { Node } from "../packets/diagram.js";
import type { PacketSpace } from "../packets/space.js";
import type { DeviceRules, RuleSlicer, SlicedRule } from "./rule-sets.js";

export interface Slicing {
  readonly rules: DeviceRules;
  readonly slicer: RuleSlicer;
  readonly space: PacketSpace;
  /** What every set is cut to, such as the fresh packets. */
  readonly within: Node;
  /** What a rule of a step is to the packets looked at; left out: what it says. */
  readonly meet?: (rule: SlicedRule, step: FilterStep) => SlicedRule;
}
