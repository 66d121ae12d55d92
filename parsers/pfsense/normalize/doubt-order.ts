/** Gives doubts their final ids: `d1`, `d2`, … in order of place. */
import type { Doubt } from "../../../src/model/device.js";
import { compareRanges } from "../../../src/source/range.js";

/** Keys of the model that hold the id of a doubt. */
const DOUBT_KEYS = new Set(["doubt", "addressDoubt", "dynamicRouting"]);

/**
 * Sorts doubts by place and renames them wherever `model`, plain data that nobody else holds yet, names them: in place,
 * since a large rule set shares most of its objects. Returns the doubts under their new names.
 */
export function orderDoubts(model: object, doubts: readonly Doubt[]): readonly Doubt[] {
  const sorted = doubts.toSorted((a, b) => compareRanges(a.at, b.at));
  if (sorted.every((doubt, index) => doubt === doubts[index])) return doubts;
  const names = new Map(sorted.map((doubt, index) => [doubt.id, `d${index + 1}`]));
  rename(model, names, new Set());
  return sorted.map((doubt) => ({ ...doubt, id: names.get(doubt.id) ?? doubt.id }));
}

function rename(value: object, names: ReadonlyMap<string, string>, seen: Set<object>): void {
  if (seen.has(value)) return;
  seen.add(value);
  for (const [key, held] of Object.entries(value)) {
    if (typeof held === "object" && held !== null) rename(held, names, seen);
    else if (DOUBT_KEYS.has(key) && typeof held === "string") Object.assign(value, { [key]: names.get(held) ?? held });
  }
}
