/**
 * zoneproof for other programs: `import { check } from "zoneproof"`. What this file exports is the public surface; a change
 * that breaks it, or the meaning of a key of the report (`schemaVersion`), is a new major version (docs/api.md).
 */
import { UsageError } from "../diagnostics/usage-error.js";
import { reportJson } from "../report/json.js";
import type { ReportJson } from "../report/json-shape.js";
import { check as runCheck } from "../run/check.js";
import { exitCodeOf, FAIL_ON, type FailOn } from "../run/exit-code.js";
import { readWallClock } from "../source/wall-clock.js";
import { readVersion } from "./version.js";

export interface CheckOptions {
  /** Files, folders and archives (.zip, .tgz) with configurations, as they are called: patterns such as `*.cfg` are not expanded. */
  readonly paths: readonly string[];
  /** Path of the map; left out: the zones.yaml of a given folder, if it has one. */
  readonly zones?: string;
  /** The day for which dates of the map are judged, `2027-01-31`; left out: they are not judged. */
  readonly day?: string;
  /** Folder in which results of zone pairs are kept. */
  readonly cache?: string;
  /** Path of a baseline: what it has does not count. */
  readonly baseline?: string;
  /** As the option of the command line; left out: `high`. */
  readonly failOn?: FailOn;
}

export interface Checked {
  /** What `--format json` writes (schemas/report.schema.json). */
  readonly report: ReportJson;
  /** What the command line would exit with: 0 nothing open, 1 findings, 2 a bad map, 3 an input was not analysed. */
  readonly exitCode: number;
}

/**
 * Judges configurations, as `zoneproof check` does. Nothing is printed, no thread is started.
 * @throws UsageError when what was asked for is not there: no such map, nothing to read.
 */
export async function check({ failOn = "high", ...options }: CheckOptions): Promise<Checked> {
  const { paths, day } = options;
  // Programs in JavaScript have no types: a list is asked for, not one path; a day that is none would be judged as some day.
  if (!Array.isArray(paths)) throw new UsageError("paths is no list", 'check({ paths: ["plant/"] })');
  if (day !== undefined && !isDay(day)) throw new UsageError(`day is no date: ${day}`, "a date, such as 2026-05-02");
  if (!FAIL_ON.includes(failOn)) throw new UsageError(`failOn is none of ${FAIL_ON.join(", ")}`);
  const readStdin = () => Promise.reject(new UsageError("standard input is for the command line", "name files"));
  const { result, mapFailed, baseline } = await runCheck({ ...options, readStdin, version: readVersion() });
  return { report: reportJson(result), exitCode: exitCodeOf(result, mapFailed, failOn, baseline?.pairs) };
}

/** Alone in the form that dates of a map have, as they are compared by their text. */
function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && readWallClock(text, "00:00") !== undefined;
}

export type { FailOn, ReportJson };
export { UsageError };
