/** Folders for what is thrown away again. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whyNotWritten } from "../diagnostics/not-written.js";
import { UsageError } from "../diagnostics/usage-error.js";

/** A new one, whose name begins with `zoneproof-` and the purpose. @throws UsageError where the system has no place for it. */
export async function temporaryFolder(purpose: string): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), `zoneproof-${purpose}-`));
  } catch (error) {
    throw new UsageError(
      `no temporary folder can be made in ${tmpdir()}: ${whyNotWritten(error)}`,
      "set TMPDIR to a folder that can be written",
    );
  }
}
