/** Standard input and output, and files that are written whole or not at all. */
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UsageError } from "../diagnostics/usage-error.js";

/** All bytes of standard input. */
export async function readStdin(): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of process.stdin) parts.push(part);
  return Buffer.concat(parts);
}

/** Writes to a file, or to standard output where none is named. */
export async function writeText(text: string, file?: string): Promise<void> {
  if (file !== undefined) return writeWhole(text, file);
  process.stdout.write(text);
}

/** The text stands beside its place until it is complete: a reader never sees half of it, a failure leaves the old file. */
async function writeWhole(text: string, file: string): Promise<void> {
  const draft = join(dirname(file), `.${process.pid}.zoneproof`);
  try {
    await writeFile(draft, text);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    throw new UsageError(`${file} cannot be written: ${code}`);
  }
}
