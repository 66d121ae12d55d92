import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const FOLDER = "policies/compiler";
const pinned = /^toolchain (go\S+)$/m.exec(readFileSync(`${FOLDER}/go.mod`, "utf8"))?.[1];
const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Why the compiler cannot be rebuilt here, or undefined. */
function missing(): string | undefined {
  const { stdout, error } = spawnSync("go", ["env", "GOVERSION"], {
    encoding: "utf8",
    env: { ...process.env, GOTOOLCHAIN: "local" },
  });
  if (error !== undefined) return `no Go here; ${pinned} rebuilds it`;
  if (stdout.trim() !== pinned) return `Go here is ${stdout.trim()}, not ${pinned}`;
  const modules = spawnSync("go", ["list", "-deps", "."], {
    cwd: FOLDER,
    env: { ...process.env, GOTOOLCHAIN: "local", GOOS: "wasip1", GOARCH: "wasm" },
  });
  return modules.status === 0 ? undefined : "the Go modules cannot be fetched here";
}

describe("the committed policy compiler", () => {
  it("has its pinned hash", () => {
    const unpacked = gunzipSync(readFileSync(`${FOLDER}/opa.wasm.gz`));
    expect(hash(unpacked)).toBe(readFileSync(`${FOLDER}/opa.wasm.sha256`, "utf8").trim());
  });

  it("is packed without a name or a time", () => {
    const [flags, ...time] = readFileSync(`${FOLDER}/opa.wasm.gz`).subarray(3, 8);
    expect([flags, ...time]).toEqual([0, 0, 0, 0, 0]);
  });

  const reason = missing();
  it.skipIf(reason !== undefined)(
    reason === undefined ? "is what its source gives" : `is what its source gives (skipped: ${reason})`,
    { timeout: 600_000 },
    () => {
      const folder = mkdtempSync(join(tmpdir(), "zoneproof-rebuild-"));
      try {
        execFileSync(`${FOLDER}/rebuild.sh`, [join(folder, "opa.wasm")]);
        expect(hash(readFileSync(join(folder, "opa.wasm")))).toBe(
          readFileSync(`${FOLDER}/opa.wasm.sha256`, "utf8").trim(),
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
