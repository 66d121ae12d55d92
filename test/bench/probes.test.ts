/** Generated rule sets: what `trace --packets` says of every probe is what first match says, in every vendor's syntax. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const COMMITTED = "test/bench/committed";
const scratch = mkdtempSync(join(tmpdir(), "zoneproof-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function run(script: string, ...words: string[]) {
  return spawnSync(process.execPath, [script, ...words], { encoding: "utf8" });
}

describe("generated rule sets", () => {
  it("are the committed ones, byte by byte", () => {
    const { status, stderr } = run(
      "test/bench/generate.mjs",
      ...["--rules", "60", "--zones", "4", "--seed", "7", "--probes", "150", "--out", scratch],
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const name of readdirSync(COMMITTED)) {
      expect(readFileSync(join(scratch, name), "utf8"), name).toBe(readFileSync(join(COMMITTED, name), "utf8"));
    }
  });

  it("get the right verdict for every probe, from every vendor's text", () => {
    const { status, stdout } = run("test/bench/probes.mjs", COMMITTED);
    expect(stdout.trim().split("\n")).toEqual(
      ["ios.cfg", "fortios.conf", "pfsense.xml"].map((name) => `${COMMITTED}/${name}: 150 of 150 probes right`),
    );
    expect(status).toBe(0);
  });

  it("are told apart from wrong ones", () => {
    const folder = join(scratch, "wrong");
    cpSync(COMMITTED, folder, { recursive: true });
    const text = readFileSync(join(folder, "rules.json"), "utf8");
    writeFileSync(join(folder, "rules.json"), text.replace('"action":"permit"', '"action":"deny"'));
    const { status, stdout } = run("test/bench/probes.mjs", folder);
    expect(stdout).toContain("149 of 150 probes right");
    expect(status).toBe(1);
  });
});
