/** What a walk is asked, and what it answers. */
import type { NatRule } from "../../model/device.js";
import type { Packet } from "../../model/packet.js";
import type { Filter, InterfaceId, Rule, Table } from "../../model/rule.js";
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
  readonly step: Filter;
  readonly verdict: Verdict;
  /** The rule that surely matches, with its table; without a table it is what the step does otherwise. */
  readonly rule?: Rule;
  readonly table?: Table;
  /** Rules before it that may match, for a reason that cannot be known. */
  readonly open: readonly OpenRule[];
  /** What each filter says of which one decides, where they do not agree and it is not known which. */
  readonly either?: readonly WalkedStep[];
}

/** A rule and the table it stands in. */
export interface OpenRule {
  readonly rule: Rule;
  readonly table?: Table;
}

export interface Walk {
  readonly verdict: Verdict;
  /** Where translations may make several packets of it: the steps of the first. */
  readonly steps: readonly WalkedStep[];
  /** The packets it may leave as, each with what the steps say of it. Together they are all. */
  readonly leaves: readonly Leaving[];
  /** What keeps the verdict open beside the rules of the steps. */
  readonly doubts: readonly WalkDoubt[];
}

/** A packet as it leaves the device, with the translations it met. */
export interface Leaving {
  readonly packet: Packet;
  readonly verdict: Verdict;
  readonly steps: readonly WalkedStep[];
  readonly destinationBy?: NatRule;
  readonly sourceBy?: NatRule;
}

export interface WalkDoubt {
  readonly reason: string;
  readonly at: SourceRange;
}
