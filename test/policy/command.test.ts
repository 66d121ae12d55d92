import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { policyCommand } from "../../src/cli/policy.js";

const CHECK = "network-segmentation/cell-to-cell/cell-to-cell";

describe("zoneproof policy", () => {
  let folder: string;
  let out = "";
  let errors = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "zoneproof-policy-"));
    for (const part of ["main.rego", "lib", "network-segmentation/cell-to-cell"]) {
      cpSync(join("policies", part), join(folder, part), { recursive: true });
    }
    out = "";
    errors = "";
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      out += text;
      return true;
    });
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      errors += text;
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
    rmSync(folder, { recursive: true });
  });

  const run = (...args: string[]) => policyCommand().parseAsync(args, { from: "user" });
  const edit = (path: string, from: string, to: string): void => {
    const text = readFileSync(join(folder, path), "utf8");
    expect(text).toContain(from);
    writeFileSync(join(folder, path), text.replace(from, to));
  };
  it("lists the checks", async () => {
    await run("list");
    expect(out).toMatch(/^any-any-rule +critical +Rule that permits any source/m);
    expect(process.exitCode).toBeUndefined();
  });

  it("builds, and finds what it built in order", async () => {
    await run("build", folder);
    expect(out.split("\n")).toContain(join(folder, "compiled/policies.wasm"));
    await run("check", folder);
    expect(errors).toBe("");
    expect(out).toMatch(/^1 check is in order$/m);
  });

  it("names what is stale, with exit code 1", async () => {
    await run("check", folder);
    expect(errors).toContain(`${join(folder, "CATALOGUE.md")}: differs from what its sources give`);
    expect(process.exitCode).toBe(1);
  });

  it("writes the layout of opa fmt", async () => {
    edit(`${CHECK}.rego`, "\tsome i in", "  some i in");
    await run("check", "--fix", folder);
    expect(readFileSync(join(folder, `${CHECK}.rego`), "utf8")).toContain("\tsome i in");
    expect(process.exitCode).toBeUndefined();
  });

  it("runs tests, and names those that fail", async () => {
    await run("test", folder);
    expect(out).toMatch(/^\d+ tests passed\n$/);
    edit(`${CHECK}.rego`, '"cell"', '"dmz"');
    await run("test", folder);
    expect(errors).toMatch(/cell-to-cell_test\.rego:\d+: test_violated_rule_from_cell_to_cell: fail/);
    expect(process.exitCode).toBe(1);
  });

  it("does not test or build what does not compile", async () => {
    edit(`${CHECK}.rego`, "input.conduit", "input.conduits");
    for (const task of ["test", "build"]) await run(task, folder);
    expect(errors.match(/cell-to-cell\.rego:\d+:\d+: undefined ref: input\.conduits/g)).toHaveLength(2);
    expect(process.exitCode).toBe(1);
  });
});
