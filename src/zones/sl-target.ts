/** Security level targets: one number, or one for each foundational requirement. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceRange } from "../source/range.js";
import { FOUNDATIONAL_REQUIREMENTS, type FoundationalRequirement, type SlVector } from "./map.js";
import type { SlTargetEntry } from "./schema.js";

/**
 * A number stands for all seven requirements (IEC 62443-3-3 annex A writes SL-T as a vector). What a vector leaves out is
 * warned about and stays left out: nobody decided it, so it is no low target.
 */
export function readSlTarget(entry: SlTargetEntry, at: SourceRange, diagnostics: Diagnostics): SlVector {
  if (typeof entry === "number") return Object.fromEntries(FOUNDATIONAL_REQUIREMENTS.map((id) => [id, entry]));
  const missing = leftOutOf(entry);
  if (missing.length > 0) {
    const message = `this SL-T leaves out ${missing.join(", ")}: what is asked of them counts whatever its level`;
    diagnostics.add("zones/partial-sl-target", at, { message, expected: FOUNDATIONAL_REQUIREMENTS.join(", ") });
  }
  return entry;
}

/** The elements that a vector does not have, in their order. */
export function leftOutOf(vector: SlVector): FoundationalRequirement[] {
  return FOUNDATIONAL_REQUIREMENTS.filter((id) => vector[id] === undefined);
}

/** Of a whole vector what somebody declared. */
export function declaredPart(
  vector: Readonly<Record<FoundationalRequirement, number>>,
  undeclared: readonly FoundationalRequirement[] | undefined,
): SlVector {
  if (undeclared === undefined) return vector;
  return Object.fromEntries(
    FOUNDATIONAL_REQUIREMENTS.flatMap((id) => (undeclared.includes(id) ? [] : [[id, vector[id]] as const])),
  );
}
