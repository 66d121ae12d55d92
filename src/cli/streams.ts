/** Standard input and output, and files that are written whole or not at all. */
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { whyNotWritten } from "../diagnostics/not-written.js";
import { UsageError } from "../diagnostics/usage-error.js";

/** All bytes of standard input. */
export async function readStdin(): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of process.stdin) parts.push(part);
  return Buffer.concat(parts);
}

/** Characters that are written at once. */
const MUCH = 1 << 16;

/** Writes a text, or its pieces in order, to a file, or to standard output where none is named (or `-`). */
export async function writeText(text: string | Iterable<string>, file = "-"): Promise<void> {
  if (file === "-") {
    for (const part of partsOf(text)) if (!process.stdout.write(part)) await once(process.stdout, "drain");
    return;
  }
  try {
    await writeWhole(text, file);
  } catch (error) {
    const folder = dirname(file);
    const isThere = existsSync(folder);
    const why = isThere ? whyNotWritten(error) : `there is no folder ${folder}`;
    throw new UsageError(`${file} cannot be written: ${why}`, isThere ? "name another file" : "make the folder first");
  }
}

/**
 * Of files that are to be written, none may be one that was read: what a slip of the hand would overwrite is often the only copy.
 * @throws UsageError
 */
export function keepInputs(outputs: readonly (string | undefined)[], inputs: readonly string[]): void {
  const held = new Set(inputs.flatMap((file) => identityOf(file) ?? []));
  for (const output of outputs) {
    const identity = output === undefined ? undefined : identityOf(output);
    if (identity !== undefined && held.has(identity)) {
      throw new UsageError(`${output} is an input of this run, and is not overwritten`, "name another file");
    }
  }
}

/** Of files that are to be written no two may be one: the second would take the place of the first. @throws UsageError */
export function keepApart(outputs: readonly string[]): void {
  const named = outputs.map((output) => (output === "-" ? output : resolve(output)));
  const twice = outputs.find((_, index) => named.indexOf(named[index] ?? "") !== index);
  if (twice === undefined) return;
  throw new UsageError(`${twice === "-" ? "standard output" : twice} is named for two reports`, "name a file for each");
}

/** The same for all names of one file; of what is no file, such as a terminal, there is none. */
function identityOf(path: string): string | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() === true ? `${found.dev}:${found.ino}` : undefined;
  } catch {
    // Links in a circle, a name that is too long, a folder that is closed: nothing was read there, which is told of the input, and
    // nothing can be written there, which is told of the output.
    return undefined;
  }
}

/** The text stands beside its place until it is complete: a reader never sees half of it, a failure leaves the old file. */
async function writeWhole(text: string | Iterable<string>, file: string): Promise<void> {
  // Pipes and devices have no half, and no other name (/dev/stdout leads to one); what is renamed onto them would take their place.
  if (existsSync(file) && !(await stat(file)).isFile()) return writeFile(file, partsOf(text));
  const held = existsSync(file) ? await realpath(file) : file;
  const draft = join(dirname(held), `.${process.pid}.zoneproof`);
  try {
    await writeFile(draft, partsOf(text));
    await rename(draft, held);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Pieces joined to what is worth a call to the system each. */
function* partsOf(text: string | Iterable<string>): Generator<string> {
  if (typeof text === "string") return yield text;
  let joined = "";
  for (const piece of text) {
    joined += piece;
    if (joined.length < MUCH) continue;
    yield joined;
    joined = "";
  }
  yield joined;
}

/** Whether standard output may carry colours: a terminal, unless NO_COLOR is set to anything (https://no-color.org). */
export function hasColor(): boolean {
  return process.stdout.isTTY === true && (process.env.NO_COLOR ?? "") === "" && process.env.TERM !== "dumb";
}
