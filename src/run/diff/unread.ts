/** Sides of which too little was read to be compared. */
import type { DiffResult } from "../../report/diff/result.js";
import type { DiffFailOn } from "./gate.js";
import { placeOf } from "./matched-devices.js";
import type { LoadedSide, Sides } from "./side.js";

/**
 * What keeps two sides from being compared, one sentence each: inputs that one side alone could not analyse, or skipped, since their
 * devices would be told as gone or new, and those of a side that has nothing else. What fails at the same place on both sides keeps
 * nothing of the others.
 */
export function unreadInputs({ before, after }: Sides<LoadedSide>): string[] {
  return [
    ...unreadOf(before, after),
    ...skippedOf(before, after),
    ...unreadOf(after, before),
    ...skippedOf(after, before),
    ...goneOf(before, after),
  ];
}

/** A revision that has nothing of what is compared any more; of folders on the disk their reading says so. */
function goneOf(before: LoadedSide, after: LoadedSide): string[] {
  const isGone = after.loaded.devices.length === 0 && inputsAs("failed", after).length === 0;
  return isGone && before.loaded.devices.length > 0 ? [`${after.label}: no configuration is left`] : [];
}

/** The result of a comparison that was not made. */
export function notCompared(
  unread: readonly string[],
  failOn: DiffFailOn,
): Omit<DiffResult, "version" | "before" | "after"> {
  return {
    hasMap: false,
    outcome: "not-compared",
    notes: unread,
    pairs: [],
    devices: [],
    findings: { appeared: [], gone: [], worse: [], stayed: 0 },
    lines: [],
    gate: failOn === "never" ? [] : unread.map((message) => ({ kind: "not-compared", message })),
    disagreements: [],
  };
}

function unreadOf(side: LoadedSide, other: LoadedSide): string[] {
  const failed = inputsAs("failed", side);
  const places = new Set(inputsAs("failed", other).map((file) => placeOf({ file }, other)));
  const isBare = side.loaded.devices.length === 0;
  return failed
    .filter((file) => isBare || !places.has(placeOf({ file }, side)))
    .map((file) => `${file}: ${reasonOf(file, side) ?? "it could not be analysed"}`);
}

/** What was a configuration, or became one, is no note that nobody meant. */
function skippedOf(side: LoadedSide, other: LoadedSide): string[] {
  const places = new Set(inputsAs("configuration", other).map((file) => placeOf({ file }, other)));
  return inputsAs("skipped", side)
    .filter((file) => places.has(placeOf({ file }, side)))
    .map((file) => `${file}: it is no configuration, and on the other side it is one`);
}

function inputsAs(wanted: "configuration" | "failed" | "skipped", { loaded }: LoadedSide): string[] {
  return loaded.inputs.flatMap(({ role, file }) => (role === wanted ? [file] : []));
}

function reasonOf(file: string, { diagnostics }: LoadedSide): string | undefined {
  return diagnostics.all().find(({ severity, at }) => severity === "error" && at.file === file)?.message;
}
