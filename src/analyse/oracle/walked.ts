/** What a walk is asked, and what it answers. */
import type { Packet } from "../../model/packet.js";
import type { FilterStep, InterfaceId, Rule, Table } from "../../model/rule.js";
import type { SourceRange } from "../../source/range.js";

/** A packet, where it comes in and where it goes out. */
export interface Passage {
  readonly packet: Packet;
  readonly ingress: InterfaceId;
  readonly egress: InterfaceId | "self";
}

export type Verdict = "permit" | "deny" | "unknown";

/** What one step of the way does with the packet. */
export interface WalkedStep {
  readonly step: FilterStep;
  readonly verdict: Verdict;
  /** The rule that surely matches, with its table; without a table it is what the step does otherwise. */
  readonly rule?: Rule;
  readonly table?: Table;
  /** Rules before it that may match, for a reason that cannot be known. */
  readonly open: readonly OpenRule[];
}

/** A rule and the table it stands in. */
export interface OpenRule {
  readonly rule: Rule;
  readonly table?: Table;
}

export interface Walk {
  readonly verdict: Verdict;
  readonly steps: readonly WalkedStep[];
  /** What keeps the verdict open beside the rules of the steps. */
  readonly doubts: readonly WalkDoubt[];
}

export interface WalkDoubt {
  readonly reason: string;
  readonly at: SourceRange;
}
