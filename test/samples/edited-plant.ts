/** A set of the sample plant with some of its text changed, checked as the command would: nothing is written to disk. */

import { readPath } from "../../src/read/read-file.js";
import { readInputs } from "../../src/read/read-inputs.js";
import type { CheckResult } from "../../src/report/result.js";
import { check } from "../../src/run/check.js";
import type { SourceFile } from "../../src/source/source-file.js";

/** File of the set, what stands in it once, and what comes in its place. */
export type Edit = readonly [file: string, anchor: string, text: string];

/** The day for which dates of the sample are judged. */
const DAY = "2026-11-26";

/** @throws when an anchor is not found exactly once: the change would not be the one that is meant. */
export async function checkEdited(set: "weak" | "fixed", edits: readonly Edit[] = []): Promise<CheckResult> {
  const folder = `samples/halden-pack/${set}`;
  const changed = (file: SourceFile): SourceFile => {
    const own = edits.filter(([name]) => file.path === `${folder}/${name}`);
    return { ...file, text: own.reduce((text, [, anchor, put]) => replaced(text, anchor, put), file.text) };
  };
  const store = {
    readInputs: async (...given: Parameters<typeof readInputs>) => {
      const found = await readInputs(...given);
      return { ...found, files: found.files.map((one) => ({ ...one, file: changed(one.file) })) };
    },
    readPath: async (path: string) => {
      const found = await readPath(path);
      return found.kind === "text" ? { ...found, file: changed(found.file) } : found;
    },
  };
  const readStdin = async () => new Uint8Array();
  const { result, mapFailed } = await check({ paths: [folder], readStdin, version: "0", day: DAY, store });
  const broken = result.diagnostics.filter(({ severity }) => severity === "error");
  if (mapFailed || broken.length > 0) throw new Error(`cannot be read: ${broken.map(({ message }) => message)}`);
  return result;
}

function replaced(text: string, anchor: string, put: string): string {
  const parts = text.split(anchor);
  if (parts.length !== 2) throw new Error(`stands there ${parts.length - 1} times: ${anchor}`);
  return parts.join(put);
}
