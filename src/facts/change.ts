/** What a change of configurations does, for reports: packets, declared flows, lines. No policy sees it. */
import type { BoxFacts, LocationFacts, ProtocolFacts, RuleFactsForPolicies, WitnessFacts } from "./common.js";
import type { FlowFacts, PairFacts } from "./pair.js";

/**
 * What is known of packets on one side: they pass, they are stopped, or that is open. `elsewhere`: the map of that side has their
 * ends in other zones.
 */
export type KnownFacts = "passes" | "open" | "stopped" | "elsewhere";

/** What one side does with a packet, as a walk from rule to rule finds it. */
export interface DecisionFacts {
  verdict: "permit" | "deny" | "unknown";
  device?: string;
  /** As people name it: `firewall policy 12 "temp-migration"`; left out: no rule decides it. */
  rule?: string;
  /** Whether somebody wrote that rule: a default points at lines that only stand near. */
  is_written: boolean;
  locations: LocationFacts[];
  notes: string[];
}

/** Packets of a shift, with one of them and what either side does with that one. */
export interface ShiftBoxFacts extends BoxFacts {
  witness: WitnessFacts;
  before?: DecisionFacts;
  after?: DecisionFacts;
}

/** Packets that went from one to another: let through, or stopped, surely or perhaps. */
export interface ShiftFacts {
  before: KnownFacts;
  after: KnownFacts;
  family: 4 | 6;
  /** `start`: what can start something; `replies`: TCP with ACK or RST; `fragments`: later fragments. */
  packets: "start" | "replies" | "fragments";
  /** The largest first. */
  boxes: ShiftBoxFacts[];
  more_boxes: number;
  /** How many packets those hold, in decimal. */
  more_packets: string;
  protocols: ProtocolFacts[];
  /** The rules that let them through on the side where they pass. */
  carried_by: RuleFactsForPolicies[];
  /** Changed lines among those that decide; where none is, the changed lines of the configurations. */
  lines: LineChangeFacts[];
  more_lines: number;
  /** Whether `lines` are lines that decide. */
  lines_decide: boolean;
}

/** `same`: the same packets pass, proved; `open`: both bounds are the same, and doubts leave open what lies between them. */
export type ChangeStatus = "same" | "open" | "changed" | "undecided";

/** A declared flow on both sides; a side is left out where its map does not declare it for the pair. */
export interface FlowChangeFacts {
  id: string;
  before?: FlowFacts["state"];
  after?: FlowFacts["state"];
  /** A packet of it that may have passed and is stopped now. */
  stopped_witness?: WitnessFacts;
}

export interface PairChangeFacts {
  from: string;
  to: string;
  /** The conduit after the change; left out: none. */
  conduit?: string;
  /** Verdicts; a side is left out where its map has not both zones. */
  before?: PairFacts["verdict"];
  after?: PairFacts["verdict"];
  status: ChangeStatus;
  shifts: ShiftFacts[];
  /** Of what no conduit declares: what is newly let through, or newly without a declaration. */
  undeclared: ShiftFacts[];
  flows: FlowChangeFacts[];
}

/** Packets in by one interface and out by another, or to the device itself. */
export interface CourseFacts {
  ingress: string;
  /** Left out: to the device itself. */
  egress?: string;
}

export interface CourseChangeFacts extends CourseFacts {
  /** Courses of which the very same is true. */
  alike: CourseFacts[];
  status: ChangeStatus;
  shifts: ShiftFacts[];
}

export interface DeviceChangeFacts {
  device: string;
  /** Its name before, where that was another. */
  before_name?: string;
  /** `added`, `removed`: only one side has it. */
  status: ChangeStatus | "added" | "removed";
  courses: CourseChangeFacts[];
  /** Pairs of interfaces that were compared. */
  compared: number;
  /** Parts of it beside its filters that are not the same: `routes`, `nat`, `management`. */
  also: string[];
}

/** A line of a configuration that only one side has, or has at another place in the order. Secrets hidden. */
export interface LineChangeFacts {
  side: "before" | "after";
  file: string;
  line: number;
  /** The same for lines of both sides that stand in one place between lines that stayed. */
  place: number;
  text: string;
}
