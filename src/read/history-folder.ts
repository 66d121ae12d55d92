/** Records of earlier runs: files in a folder, numbered in the order of the runs. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../diagnostics/usage-error.js";
import { reason } from "./read-file.js";

const RECORD_NAME = /^run-(\d{6,})\.json$/;

export interface RecordFile {
  readonly path: string;
  readonly text: string;
}

/** @returns them in the order of their runs; none where the folder is not there yet. @throws UsageError when they cannot be read. */
export async function readHistoryFolder(folder: string): Promise<RecordFile[]> {
  const numbers = await recordNumbers(folder);
  const paths = numbers.map((number) => join(folder, recordName(number)));
  try {
    return await Promise.all(paths.map(async (path) => ({ path, text: await readFile(path, "utf8") })));
  } catch (error) {
    throw new UsageError(`the history ${folder} cannot be read: ${reason(error)}`);
  }
}

/** Ascending. */
export async function recordNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new UsageError(`the history ${folder} cannot be read: ${reason(error)}`, "name a folder for records of runs");
  });
  return names
    .flatMap((name) => RECORD_NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

export function recordName(number: number): string {
  return `run-${String(number).padStart(6, "0")}.json`;
}
