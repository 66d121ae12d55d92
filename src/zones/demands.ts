/** What conduits, and pairs of zones by their SL-T, demand of the rules that serve them. */
import type { Path } from "./document.js";
import type { DefaultDemands, Demands } from "./map.js";
import type { MapReading } from "./reading.js";
import type { DemandsEntry } from "./schema.js";

/** Reads the `demands:` that stand at a path. */
export function readDemands(entry: DemandsEntry, path: Path, reading: MapReading): Demands {
  const { explicit, comment, log, review } = entry;
  const [sources, destinations] = [entry["most-sources"], entry["most-destinations"]];
  const [services, days] = [entry["most-services"], entry["hit-within-days"]];
  if (typeof comment === "string") checkPattern(comment, [...path, "comment"], reading);
  return {
    ...(explicit !== undefined && { explicit }),
    ...(comment !== undefined && { comment: comment !== false }),
    ...(typeof comment === "string" && { commentPattern: comment }),
    ...(log !== undefined && { log }),
    ...(sources !== undefined && { mostSources: sources }),
    ...(destinations !== undefined && { mostDestinations: destinations }),
    ...(services !== undefined && { mostServices: services }),
    ...(days !== undefined && { hitWithinDays: days }),
    ...(review !== undefined && { review }),
    at: reading.keyAt(path),
  };
}

/** Reads the `demands:` of the whole map, by level. */
export function readDefaultDemands(reading: MapReading): DefaultDemands[] {
  const entries = Object.entries(reading.entries.demands ?? {});
  return entries
    .map(([level, entry]) => ({ level: Number(level), ...readDemands(entry, ["demands", level], reading) }))
    .toSorted((one, other) => one.level - other.level);
}

/** What RE2 lacks (https://github.com/google/re2/wiki/Syntax), and the flags it takes at the front, which JavaScript does not. */
const BEYOND_RE2 = /\(\?(?:[=!]|<[=!])|\\[1-9cku]/;
const FLAGS = /^\(\?[ims]+\)/;

/** Policies match with RE2, which knows no looking around and no back references. */
function checkPattern(pattern: string, path: Path, { at, diagnostics }: MapReading): void {
  const message = "this regular expression cannot be used";
  if (BEYOND_RE2.test(pattern)) {
    const expected = 'one without look-around and back references (RE2), such as "OT-[0-9]+"';
    diagnostics.add("zones/wrong-value", at(path), { message, expected });
    return;
  }
  try {
    new RegExp(pattern.replace(FLAGS, ""));
  } catch (error) {
    // What else the constructor throws would be a fault of ours.
    if (!(error instanceof SyntaxError)) throw error;
    diagnostics.add("zones/wrong-value", at(path), { message, expected: 'a regular expression, such as "OT-[0-9]+"' });
  }
}
