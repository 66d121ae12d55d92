/** Records of earlier runs: files in a folder, numbered in the order of the runs. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../diagnostics/usage-error.js";
import { reason } from "./read-file.js";

const RECORD_NAME = /^run-(\d{6,})\.json$/;
const MOVE = "check --history writes one for each run; move what is none away";

export interface RecordFile {
  readonly path: string;
  readonly text: string;
}

/** @returns them in the order of their runs; none where the folder is not there yet. @throws UsageError when they cannot be read. */
export async function readHistoryFolder(folder: string): Promise<RecordFile[]> {
  const numbers = await recordNumbers(folder);
  const paths = numbers.map((number) => join(folder, recordName(number)));
  try {
    return await Promise.all(paths.map(async (path) => ({ path, text: await textOf(path) })));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`the history ${folder} cannot be read: ${reason(error)}`);
  }
}

/** A pipe would be waited for, and nobody writes into it. */
async function textOf(path: string): Promise<string> {
  if ((await stat(path)).isFile()) return readFile(path, "utf8");
  throw new UsageError(`the record ${path} is no file`, MOVE);
}

/** Ascending. @throws UsageError when the folder cannot be read, or a name is one that no run gives its record. */
export async function recordNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new UsageError(`the history ${folder} cannot be read: ${reason(error)}`, "name a folder for records of runs");
  });
  return names
    .filter((name) => RECORD_NAME.test(name))
    .map((name) => numberOf(name, folder))
    .sort((a, b) => a - b);
}

/** Another name for a number would count one run twice, and behind a number without a next one no run finds a place. */
function numberOf(name: string, folder: string): number {
  const number = Number(RECORD_NAME.exec(name)?.[1]);
  if (Number.isSafeInteger(number + 1) && recordName(number) === name) return number;
  throw new UsageError(`the record ${join(folder, name)} has a name that no run gives its record`, MOVE);
}

export function recordName(number: number): string {
  return `run-${String(number).padStart(6, "0")}.json`;
}
