/** Security level targets: one number, or one for each foundational requirement. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceRange } from "../source/range.js";
import { FOUNDATIONAL_REQUIREMENTS, type SlVector } from "./map.js";
import type { SlTargetEntry } from "./schema.js";

/**
 * A number stands for all seven requirements (IEC 62443-3-3 annex A writes SL-T as a vector). What a vector leaves out
 * counts as 0, as a target that nobody set does, and is warned about: it lowers what is asked.
 */
export function readSlTarget(entry: SlTargetEntry, at: SourceRange, diagnostics: Diagnostics): SlVector {
  if (typeof entry === "number") return vector(() => entry);
  const missing = FOUNDATIONAL_REQUIREMENTS.filter((id) => entry[id] === undefined);
  if (missing.length > 0) {
    const message = `this SL-T leaves out ${missing.join(", ")}: they count as 0`;
    diagnostics.add("zones/partial-sl-target", at, { message, expected: FOUNDATIONAL_REQUIREMENTS.join(", ") });
  }
  return vector((id) => entry[id] ?? 0);
}

function vector(level: (id: (typeof FOUNDATIONAL_REQUIREMENTS)[number]) => number): SlVector {
  return {
    IAC: level("IAC"),
    UC: level("UC"),
    SI: level("SI"),
    DC: level("DC"),
    RDF: level("RDF"),
    TRE: level("TRE"),
    RA: level("RA"),
  };
}
