/** A finding: what a policy says, with its evidence. */
import type { BoxFacts, DoubtFacts, LocationFacts, WitnessFacts } from "../facts/common.js";

export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];
export type FindingVerdict = "violated" | "unproved" | "indicated";
/** `known`: open, and in the baseline. Policies say the others. */
export type FindingStatus = "open" | "known" | "advice" | "accepted";
/** What an open finding is to a baseline: not in it, in it and no worse, in it and worse or letting more pass. */
export type SinceBaseline = "new" | "unchanged" | "updated";

/** What a policy says of one check: verdict, severity, status from Rego; the rest joined from the catalogue and the facts. */
export interface Finding {
  /** `flow-outside-conduit` */
  readonly check: string;
  readonly area: string;
  readonly title: string;
  readonly verdict: FindingVerdict;
  readonly status: FindingStatus;
  /** Left out: no baseline was given, or it says nothing of findings that are not open. */
  readonly sinceBaseline?: SinceBaseline;
  readonly severity: Severity;
  /** One sentence that names the things concerned, no full stop. */
  readonly message: string;
  readonly device?: string;
  /** Zones, for a finding about a pair. */
  readonly from?: string;
  readonly to?: string;
  readonly conduit?: string;
  /** The zone, for a finding about one in the map. */
  readonly zone?: string;
  /** The declared flow it is about. */
  readonly flow?: string;
  /** The recorded exception that fits; `status` is `accepted` unless it has expired. */
  readonly exception?: AppliedException;
  /** SL-T of the pair or device in the elements the check counts: `RDF 2`. */
  readonly slTarget?: string;
  /** Rule as people name it: `firewall policy 12 "temp-migration"`. */
  readonly rule?: string;
  readonly witness?: WitnessFacts;
  readonly boxes: readonly BoxFacts[];
  /** How many packets are in boxes that are not shown, in decimal; left out: all are. */
  readonly morePackets?: string;
  readonly doubts: readonly DoubtFacts[];
  /** The lines to change first, then the objects behind them. Never empty. */
  readonly locations: readonly LocationFacts[];
  readonly requirements: readonly string[];
  readonly owner: string;
  readonly phase: number;
  /** Why it matters and what to do, from METADATA. */
  readonly why: string;
  readonly action: string;
  /** Stable under line moves, renumbering and reformatting. Hex. */
  readonly fingerprint: string;
}

/** An exception of the map, as far as a finding shows it. */
export interface AppliedException {
  readonly id: string;
  readonly reason: string;
  readonly compensating?: string;
  readonly approvedBy: string;
  /** The last day on which it counts. */
  readonly expires: string;
  readonly expired: boolean;
}

/** A check that could not look: what it would have needed. */
export interface NotAssessed {
  readonly check: string;
  readonly device?: string;
  readonly reason: string;
}

/** METADATA of a check, from `policies/compiled/catalogue.json`. */
export interface CatalogueEntry {
  readonly id: string;
  readonly area: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  /** SL from which it counts, by foundational requirement. */
  readonly slTarget: Readonly<Record<string, number>>;
  readonly requirements: readonly string[];
  readonly verdictKind: "decisive" | "indicates";
  readonly owner: string;
  readonly phase: number;
  readonly action: string;
  /** Slices it reads: `pair`, `device`, `map`. */
  readonly slices: readonly string[];
  /** It finds nothing without a map of the zones. */
  readonly needsMap: boolean;
}
