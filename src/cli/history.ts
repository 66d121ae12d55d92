/** The option `--history`: one small record per run in a folder, for the trend of later reports. */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { whyNotWritten } from "../diagnostics/not-written.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { recordName, recordNumbers } from "../read/history-folder.js";
import { makeFolder } from "../read/make-folder.js";
import type { CheckResult } from "../report/result.js";

export const HISTORY_OPTION = [
  "--history <folder>",
  "keep a small record of this run here, and show how it went since the earlier ones",
] as const;

/** Runs at the same time take numbers of their own. @throws UsageError when it cannot be written; nothing is left then. */
export async function keepRecord(folder: string, result: CheckResult, day: string): Promise<void> {
  const { recordOf } = await import("../report/run-record.js");
  const text = `${JSON.stringify(recordOf(result, day))}\n`;
  try {
    makeFolder(folder);
    for (let number = ((await recordNumbers(folder)).at(-1) ?? 0) + 1; ; number++) {
      if (await isTaken(join(folder, recordName(number)), text)) return;
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`the history ${folder} cannot be written: ${whyNotWritten(error)}`);
  }
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
