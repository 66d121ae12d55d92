/** What a policy sees of the health of the rules and objects of a device. */
import type { LocationFacts, RuleFactsForPolicies } from "./common.js";

/** A rule that can never decide anything: earlier ones take all it matches. */
export interface DeadRuleFacts {
  rule: RuleFactsForPolicies;
  /** Earlier rules that together cover it. */
  covered_by: RuleFactsForPolicies[];
  /** A deny that an earlier permit hides: worse than the reverse. */
  hides_deny: boolean;
  /** Covering and covered action differ. */
  contradicts: boolean;
}

/** A rule that no packet can match. */
export interface EmptyRuleFacts {
  rule: RuleFactsForPolicies;
  /** What of it is empty; `families`: its source has addresses of one IP version, its destination of the other. */
  because: "source" | "destination" | "service" | "interfaces" | "families";
}

/** Rules that could go together: the same later rules of their table would decide alike what they decide. */
export interface RedundantRulesFacts {
  /** The first of them. */
  rule: RuleFactsForPolicies;
  /** The next few. */
  others: RuleFactsForPolicies[];
  /** How many there are in all. */
  count: number;
  /** Whether none of them is in doubt. */
  certain: boolean;
  /** Whether one of the deciders matches everything: the rule at the end of a list, or one that is too wide. */
  by_everything: boolean;
  /** In order; none of them is one of the rules. */
  decided_by: RuleFactsForPolicies[];
}

/** A rule that earlier ones of the other action overrule in part, neither of them within the other. */
export interface OverruledRuleFacts {
  rule: RuleFactsForPolicies;
  /** The nearest of them, in order. */
  overruled_by: RuleFactsForPolicies[];
  /** How many there are besides. */
  more: number;
  /** Whether all earlier rules were looked at; else there may be more. */
  counted: boolean;
}

/** The rules of one table that stand against earlier ones: of what they share their order alone decides. */
export interface ContradictionsFacts {
  table: string;
  /** The first few. */
  rules: OverruledRuleFacts[];
  /** How many there are in all. */
  count: number;
  /** Whether all earlier rules were looked at for each of them; else more of these may stand against them. */
  counted: boolean;
  /** Some of them deny what an earlier rule permits. */
  permits_denied: boolean;
}

/** Rules of one table of which it was not decided whether they can ever match: that takes too much. */
export interface UndecidedRulesFacts {
  table: string;
  count: number;
  /** Where the first of them is written. */
  location: LocationFacts;
}

/** Objects of one kind that are all without use for the same reason. */
export interface IdleObjectsFacts {
  kind: "address" | "service" | "translation";
  /** `unused`: nothing in the file writes their names. `empty`: groups that hold nothing. */
  trouble: "unused" | "empty";
  /** In the order of the configuration, the first few. */
  names: string[];
  count: number;
  /** Where the first few are written. */
  locations: LocationFacts[];
}
