/** Gives doubts their final ids: `d1`, `d2`, … in order of place. */
import type { Doubt } from "../../../src/model/device.js";
import { compareRanges } from "../../../src/source/range.js";

/** Keys of the model that hold the id of a doubt. */
const DOUBT_KEYS = new Set(["doubt", "addressDoubt", "stateDoubt", "dynamicRouting"]);

/**
 * Sorts doubts by place and renames them wherever `model`, plain data that nobody else holds yet, names them: in place,
 * since a large rule set shares most of its objects. Returns the doubts under their new names.
 */
export function orderDoubts(model: object, doubts: readonly Doubt[]): readonly Doubt[] {
  const sorted = doubts.toSorted((a, b) => compareRanges(a.at, b.at));
  if (sorted.every((doubt, index) => doubt === doubts[index])) return doubts;
  const names = new Map(sorted.map((doubt, index) => [doubt.id, `d${index + 1}`]));
  if (isHolder(model)) rename(model, names, new Set());
  return sorted.map((doubt) => ({ ...doubt, id: names.get(doubt.id) ?? doubt.id }));
}

function rename(value: Holder, names: ReadonlyMap<string, string>, seen: Set<object>): void {
  if (seen.has(value)) return;
  seen.add(value);
  for (const key in value) {
    // Places name no doubts, and are most of what a rule set consists of.
    if (key === "at") continue;
    const held = value[key];
    if (isHolder(held)) rename(held, names, seen);
    else if (typeof held === "string" && DOUBT_KEYS.has(key)) value[key] = names.get(held) ?? held;
  }
}

type Holder = Record<string, unknown>;

function isHolder(value: unknown): value is Holder {
  return typeof value === "object" && value !== null;
}
