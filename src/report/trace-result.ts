/** Everything `zoneproof trace` says of one packet. */
import type { LocationFacts } from "../facts/common.js";

export type TraceVerdict = "permit" | "deny" | "unknown";

export interface TracedPacket {
  readonly id: string;
  /** The packet in one line, as `trace --packet` reads it. */
  readonly packet: string;
  readonly verdict: TraceVerdict;
  /** The device, table and rule that decide it; left out where no rule does. */
  readonly device?: string;
  readonly decider?: TracedRule;
  /** Why no rule decides it, what keeps it open, where its way leaves the given devices. */
  readonly notes: readonly string[];
  readonly hops: readonly TracedHop[];
  /** Where the sets and the walk say different things: a bug of zoneproof, one sentence each. */
  readonly disagreements: readonly string[];
}

/** One device on the way. */
export interface TracedHop {
  readonly device: string;
  readonly ingress: string;
  /** Left out: it is dropped before any filter. `self`: it is for the device itself. */
  readonly egress?: string;
  readonly verdict: TraceVerdict;
  readonly why?: string;
  readonly translations: readonly TracedTranslation[];
  readonly steps: readonly TracedStep[];
  readonly doubts: readonly { readonly reason: string; readonly location: LocationFacts }[];
}

/** What a device makes of an address of the packet. */
export interface TracedTranslation {
  readonly of: "destination" | "source";
  /** Id of the translation. */
  readonly rule: string;
  /** The new address, of a destination with its port; left out: one of several, or one that the export does not tell. */
  readonly to?: string;
  /** Whether no other one, and not none, may apply. */
  readonly surely: boolean;
  /** Without those of the written rules of the steps: a policy that translates as well stands there. */
  readonly locations: readonly LocationFacts[];
}

export interface TracedStep {
  readonly name: string;
  readonly verdict: TraceVerdict;
  readonly rule?: TracedRule;
  /** Rules that may match, before the one that surely does. */
  readonly open: readonly TracedRule[];
}

export interface TracedRule {
  readonly id: string;
  readonly name?: string;
  /** Left out for what a step does with what no rule matches. */
  readonly table?: string;
  readonly action: "permit" | "deny" | "unknown";
  /** Why it may match or not; of a rule that surely matches: empty. */
  readonly doubts: readonly string[];
  /** Never empty. */
  readonly locations: readonly LocationFacts[];
}
