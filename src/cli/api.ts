/**
 * zoneproof for other programs: `import { check } from "zoneproof"`. What this file exports is the public surface; a change
 * that breaks it, or the meaning of a key of the report (`schemaVersion`), is a new major version (docs/api.md).
 */
import { UsageError } from "../diagnostics/usage-error.js";
import { reportJson } from "../report/json.js";
import type { ReportJson } from "../report/json-shape.js";
import { check as runCheck } from "../run/check.js";
import { exitCodeOf, FAIL_ON, type FailOn } from "../run/exit-code.js";
import { readVersion } from "./version.js";

export interface CheckOptions {
  /** Files and folders with configurations. */
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
  if (!FAIL_ON.includes(failOn)) throw new UsageError(`failOn is none of ${FAIL_ON.join(", ")}`);
  const readStdin = () => Promise.reject(new UsageError("standard input is for the command line", "name files"));
  const { result, mapFailed, baseline } = await runCheck({ ...options, readStdin, version: readVersion() });
  return { report: reportJson(result), exitCode: exitCodeOf(result, mapFailed, failOn, baseline?.pairs) };
}

export type { FailOn, ReportJson };
export { UsageError };
