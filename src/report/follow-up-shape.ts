/** The follow-up of the JSON report, as scripts read it. */
import type { Severity } from "../judge/finding.js";

/** Over time. */
export interface FollowUpJson {
  /** The last runs that were kept, the oldest first, then this one; empty where none are kept. */
  readonly trend: readonly TrendJson[];
  /** How many were kept before those. */
  readonly earlierRuns: number;
  /** Against the last run that was kept; `null`: there is none. */
  readonly since: {
    readonly day: string;
    /** Fingerprints of open findings that it did not have. */
    readonly appeared: readonly string[];
    /** How many of its open findings are not found any more. */
    readonly gone: number;
    /** Fingerprints of findings that an exception accepts now and did not then. */
    readonly newlyAccepted: readonly string[];
    /** Fingerprints of findings that an exception accepted then and does not now. */
    readonly acceptedNoMore: readonly string[];
  } | null;
  /** Exceptions and attestations of the map that have ended or end within 90 days, first ends first. */
  readonly ending: readonly EndingJson[];
}

/** A run in short. */
export interface TrendJson {
  readonly day: string;
  readonly open: Readonly<Record<Severity, number>>;
  readonly pairs: Readonly<Record<"violated" | "unproved" | "proved", number>>;
  readonly accepted: number;
  readonly failedInputs: number;
}

export interface EndingJson {
  readonly kind: "exception" | "attestation";
  /** Of an exception its id, of an attestation its requirement and zones. */
  readonly id: string;
  /** What it says. */
  readonly text: string;
  /** The last day on which it counts. */
  readonly expires: string;
  /** Days until then, below 0 when it has ended. */
  readonly days: number;
}
