/** The public surface: what other programs import, by the name of the package, and the example that is shown of it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { check, UsageError } from "../../src/cli/api.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CORE = [
  "version 15.2",
  "hostname core-1",
  "ip routing",
  "interface Vlan30",
  " ip address 10.1.30.1 255.255.255.0",
  "interface Vlan101",
  " ip address 10.1.101.1 255.255.255.0",
  "end",
].join("\n");
const ZONES = [
  "version: 1",
  "zones:",
  "  ops: { kind: operations, level: 3, sl-target: 2, networks: [10.1.30.0/24] }",
  "  cell-a: { kind: cell, level: 1, sl-target: 2, networks: [10.1.101.0/24] }",
].join("\n");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zoneproof-api-"));
  writeFileSync(join(folder, "core-1.cfg"), CORE);
  writeFileSync(join(folder, "zones.yaml"), ZONES);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("check", () => {
  it("gives the report that the command writes, and its exit code", async () => {
    const { report, exitCode } = await check({ paths: [folder] });
    expect(exitCode).toBe(1);
    expect(report.pairs.map(({ from, to, verdict }) => [from, to, verdict])).toEqual(
      expect.arrayContaining([["ops", "cell-a", "violated"]]),
    );
    expect((await check({ paths: [folder], failOn: "never" })).exitCode).toBe(0);
  });

  it("takes paths as they are called: a pattern names no file", async () => {
    const { report, exitCode } = await check({ paths: [join(folder, "*.cfg")], zones: join(folder, "zones.yaml") });
    expect(exitCode).toBe(3);
    expect(report.inputs.map(({ role }) => role)).toEqual(["map", "failed"]);
  });

  it("says what is not there", async () => {
    await expect(check({ paths: [folder], zones: join(folder, "none.yaml") })).rejects.toThrow(UsageError);
    await expect(check({ paths: [] })).rejects.toThrow("nothing to read");
    await expect(check({ paths: ["-"] })).rejects.toThrow("standard input");
    await expect(check({ paths: folder as never })).rejects.toThrow("paths is no list");
    for (const day of ["garbage", "2026-02-30", "2026/05/02", "2026-5-2"]) {
      await expect(check({ paths: [folder], day })).rejects.toThrow(`day is no date: ${day}`);
    }
    expect((await check({ paths: [folder], day: "2026-05-02" })).exitCode).toBe(1);
  });
});

describe("docs/example.mjs", () => {
  it("runs as it is shown", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["docs/example.mjs", folder], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(stdout).toContain("ops -> cell-a: violated");
    expect([0, 1]).toContain(status);
  });
});
