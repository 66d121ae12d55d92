/** The gap analysis of the JSON report, as scripts read it. */
import type { GapState } from "./gap-state.js";

/** What is known of a requirement in one place: a zone, a conduit, or the plant. */
export interface GapJson {
  readonly state: GapState;
  /** What holds beside the state, in the same order of weight. */
  readonly also: readonly GapState[];
  /** Open findings of checks that speak of it. */
  readonly open: number;
  /** Findings below the security level from which they count. */
  readonly advice: number;
}

/** The attestation that reaches furthest; `expired`: it counts for nothing any more. */
export interface AttestedJson {
  readonly owner: string;
  /** The last day on which it counts. */
  readonly until: string;
  /** `null`: no day was given to judge it for, and then it counts for nothing. */
  readonly expired: boolean | null;
}

/** A requirement of IEC 62443-3-3, or one that own policies name. */
export interface RequirementJson extends GapJson {
  /** `SR 5.2 RE 1` */
  readonly id: string;
  readonly title: string;
  /** The lowest security level that has it; 0: not in the list of the standard. */
  readonly fromLevel: number;
  /** Checks that speak of it. */
  readonly checks: readonly string[];
  /** By zone of the map, in its order. `attested`: `null` where nobody vouches for it. */
  readonly zones: readonly (GapJson & { readonly zone: string; readonly attested: AttestedJson | null })[];
  /** By conduit of the map, in its order. */
  readonly conduits: readonly (GapJson & { readonly conduit: string })[];
}
