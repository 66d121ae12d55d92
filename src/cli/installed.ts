/** The program as it is installed here: its version, the hash of its code, the assets of its page. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Installed } from "../run/evidence/make-pack.js";
import { packageRoot } from "../source/package-root.js";
import { readPageAssets } from "./page-assets.js";
import { readVersion } from "./version.js";

/** The program is the one file that the build makes of all modules (.ci/bundle.mjs). */
export function readInstalled(): Installed {
  const program = readFileSync(new URL("dist/bundle/run-command.cjs", packageRoot()));
  return {
    version: readVersion(),
    program: createHash("sha256").update(program).digest("hex"),
    assets: readPageAssets(),
  };
}
