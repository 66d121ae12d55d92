/** What the gap analysis says of a requirement, in words for people who were not there. */
import { GAP_STATES, type GapState, type GapStates } from "./gap-state.js";
import type { AttestedJson, RequirementJson } from "./requirement-shape.js";

export const GAP_WORDS: Readonly<Record<GapState, string>> = {
  contradicted: "contradicted: a check that decides found it broken",
  unproved: "unproved: something that cannot be known offline decides",
  indicated: "indicated: a person has to confirm what was found",
  accepted: "accepted: what was found is covered by exceptions that are valid",
  attested: "attested: somebody vouches for it",
  "partly-assessed": "partly assessed: not everything that would have to be looked at could be",
  "no-contradiction": "no contradiction found: checks looked and found nothing, which is no proof",
  missing: "missing: no check speaks of it, and it needs an attestation",
  "not-applicable": "not applicable at this SL: it is asked from a higher SL-T",
};

/** The states in a few words. */
export const GAP_NAMES: Readonly<Record<GapState, string>> = {
  contradicted: "contradicted",
  unproved: "unproved",
  indicated: "to confirm",
  accepted: "accepted",
  attested: "attested",
  "partly-assessed": "partly assessed",
  "no-contradiction": "no contradiction found",
  missing: "missing",
  "not-applicable": "not applicable at this SL",
};

/** A colour never stands alone. */
export const GAP_SIGNS: Readonly<Record<GapState, string>> = {
  contradicted: "✗",
  unproved: "?",
  indicated: "!",
  accepted: "=",
  attested: "a",
  "partly-assessed": "◐",
  "no-contradiction": "·",
  missing: "○",
  "not-applicable": "–",
};

/** `contradicted: scada, cell-a; attested (by OT until 2027-09-30): dmz`: the zones by what is known of a requirement in them. */
export function gapZonesText({ zones }: RequirementJson): string {
  const groups = new Map<string, string[]>();
  for (const { zone, state, attested } of zones) {
    const beside = attested === null ? "" : ` (${attestedText(attested)})`;
    const words = `${GAP_NAMES[state]}${beside}`;
    groups.set(words, [...(groups.get(words) ?? []), zone]);
  }
  return [...groups].map(([words, where]) => `${words}: ${where.join(", ")}`).join("; ");
}

/** `3 contradicted, 1 attested, 40 not applicable at this SL` */
export function gapCountsText(gaps: readonly GapStates[]): string {
  const counts = GAP_STATES.map((state) => [gaps.filter((one) => one.state === state).length, state] as const);
  return counts.flatMap(([number, state]) => (number === 0 ? [] : [`${number} ${GAP_NAMES[state]}`])).join(", ");
}

const ALSO_WORDS: Readonly<Record<GapState, string>> = {
  contradicted: "contradicted",
  unproved: "something is unproved",
  indicated: "something is to be confirmed",
  accepted: "exceptions cover findings",
  attested: "attested",
  "partly-assessed": "partly assessed",
  "no-contradiction": "checks found no contradiction",
  missing: "no check speaks of it",
  "not-applicable": "its own SL-T does not ask for it",
};

/** The state, with what is known beside it: who vouches for it, until when. @param attested `null`: nobody does. */
export function gapText({ state, also }: GapStates, attested: AttestedJson | null = null): string {
  const beside = also.filter((one) => one !== "attested" || attested === null).map((one) => ALSO_WORDS[one]);
  const vouched = attested === null ? [] : [attestedText(attested)];
  const head = state === "attested" && attested !== null ? [] : [GAP_WORDS[state]];
  return [...head, ...vouched, ...beside].join("; ");
}

function attestedText({ owner, until, expired }: AttestedJson): string {
  if (expired === null) return `attested by ${owner} until ${until}, and no day was given to judge that for`;
  return expired ? `the attestation of ${owner} expired on ${until}` : `attested by ${owner} until ${until}`;
}
