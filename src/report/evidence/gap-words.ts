/** What the states of the gap analysis say, in words for people who were not there. */
import type { GapState } from "../requirements.js";

export const GAP_WORDS: Readonly<Record<GapState, string>> = {
  contradicted: "contradicted: a check that decides found it broken",
  unproved: "unproved: something that cannot be known offline decides",
  indicated: "indicated: a person has to confirm what was found",
  "partly-assessed": "partly assessed: not everything that would have to be looked at could be",
  accepted: "accepted: what was found is covered by exceptions that are valid",
  attested: "attested: somebody vouches for it",
  "no-contradiction": "no contradiction found: checks looked and found nothing, which is no proof",
  "no-evidence": "no evidence: no check and no attestation speaks of it",
};
