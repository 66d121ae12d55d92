/** The option `--history`: one small record per run in a folder, for the trend of later reports. */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { whyNotWritten } from "../diagnostics/not-written.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { recordName, recordNumbers } from "../read/history-folder.js";
import { makeFolder } from "../read/make-folder.js";
import type { CheckResult } from "../report/result.js";
import { remark, type TalkOptions } from "./talk.js";

export const HISTORY_OPTION = [
  "--history <folder>",
  "keep a small record of this run here, and show how it went since the earlier ones",
] as const;

/** How many missing records are named. */
const SHOWN = 3;

/**
 * Runs at the same time take numbers of their own. Records that are missing between others are told: the trend passes over them.
 * @throws UsageError when it cannot be written; nothing is left then.
 */
export async function keepRecord(folder: string, result: CheckResult, day: string, talk: TalkOptions): Promise<void> {
  const { recordOf } = await import("../report/run-record.js");
  const text = `${JSON.stringify(recordOf(result, day))}\n`;
  try {
    makeFolder(folder);
    const numbers = await recordNumbers(folder);
    const told = missingText(numbers);
    if (told !== undefined)
      remark(`the history ${folder} lacks ${told}: the trend passes over what is not there`, talk);
    for (let number = (numbers.at(-1) ?? 0) + 1; ; number++) {
      if (await isTaken(join(folder, recordName(number)), text)) return;
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`the history ${folder} cannot be written: ${whyNotWritten(error)}`);
  }
}

/**
 * The records between others that are not there. That the oldest were moved away is no hole.
 * @param numbers ascending.
 */
function missingText(numbers: readonly number[]): string | undefined {
  const [first = 0] = numbers;
  const missing = (numbers.at(-1) ?? first) - first + 1 - numbers.length;
  if (numbers.length === 0 || missing === 0) return undefined;
  const named = numbers
    .slice(1)
    .flatMap((number, index) => between(numbers[index] ?? number, number))
    .slice(0, SHOWN);
  return `${named.map(recordName).join(", ")}${missing > named.length ? ` and ${missing - named.length} more` : ""}`;
}

/** The first numbers between two. */
function between(before: number, behind: number): number[] {
  return Array.from({ length: Math.min(SHOWN, behind - before - 1) }, (_, index) => before + 1 + index);
}

/** @returns false when another run has this place. */
async function isTaken(place: string, text: string): Promise<boolean> {
  try {
    await writeFile(place, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    await rm(place, { force: true });
    throw error;
  }
}
