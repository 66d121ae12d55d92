/** What is known of one requirement in one place, and the state that comes of it: the gap analysis (design 9). */

/**
 * In the order in which they win; what else holds is told beside. `contradicted`: a check that decides found it broken.
 * `unproved`: a doubt keeps a finding open. `indicated`: a person has to confirm one. `accepted`: what was found is covered by
 * exceptions. `attested`: somebody vouches for it. `partly-assessed`: some check could not look, or an input was not analysed.
 * `no-contradiction`: checks looked and found nothing, which is no proof. `missing`: no check speaks of it, and nobody vouches
 * for it. `not-applicable`: it is asked from a higher level than the SL-T here.
 */
export const GAP_STATES = [
  "contradicted",
  "unproved",
  "indicated",
  "accepted",
  "attested",
  "partly-assessed",
  "no-contradiction",
  "missing",
  "not-applicable",
] as const;
export type GapState = (typeof GAP_STATES)[number];

/** What is known of a requirement in one place. */
export interface GapKnowledge {
  /** Whether the SL-T asks for it. */
  readonly applies: boolean;
  /** Findings that stand against it. */
  readonly violated: boolean;
  readonly unproved: boolean;
  readonly indicated: boolean;
  /** Findings that exceptions cover. */
  readonly accepted: boolean;
  /** By an attestation that is valid. */
  readonly attested: boolean;
  /** Whether some check speaks of it, and whether all of them could look at everything. */
  readonly checked: boolean;
  readonly whole: boolean;
}

/** The state, and what holds beside it. */
export interface GapStates {
  readonly state: GapState;
  readonly also: readonly GapState[];
}

/** What was found stands whatever the level: the other side of a conduit may ask for more. */
export function gapStates(known: GapKnowledge): GapStates {
  const { applies, violated, unproved, indicated, accepted, attested, checked, whole } = known;
  const isFound = violated || unproved || indicated || accepted;
  const holds: Readonly<Record<GapState, boolean>> = {
    contradicted: violated,
    unproved,
    indicated,
    accepted,
    attested,
    "partly-assessed": applies && checked && !whole,
    "no-contradiction": applies && checked && whole && !isFound,
    missing: applies && !checked && !attested && !isFound,
    "not-applicable": !applies,
  };
  const [state = "missing", ...also] = GAP_STATES.filter((one) => holds[one]);
  return { state, also };
}
