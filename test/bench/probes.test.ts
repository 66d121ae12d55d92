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

/** Texts of a folder by path. */
function textsIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
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
      ["ios.cfg", "asa.cfg", "fortios.conf", "pfsense.xml"].map(
        (name) => `${COMMITTED}/${name}: 150 of 150 probes right`,
      ),
    );
    expect(status).toBe(0);
  });

  it.each([
    ["of several devices", "--devices", "3", "--zones", "6", "--mix", "plant"],
    ["of zones behind several devices each", "--devices", "5", "--zones", "2", "--mix", "wide"],
    ["with negations", "--devices", "1", "--zones", "4", "--mix", "ports"],
    ["with negations, of several devices", "--devices", "2", "--zones", "4", "--mix", "ports"],
  ])("%s get the right verdicts, and the same bytes from the same seed", (name, ...options) => {
    const of = (folder: string, seed: string) => {
      const numbers = ["--rules", "240", "--probes", "120", "--seed", seed];
      const { status, stderr } = run("test/bench/generate.mjs", ...options, ...numbers, "--out", folder);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      return textsIn(folder);
    };
    const [first, second, third] = ["first", "second", "third"].map((part) => join(scratch, `${name} ${part}`));
    const texts = of(first as string, "3");
    expect(of(second as string, "3")).toEqual(texts);
    expect(of(third as string, "4")).not.toEqual(texts);
    const { status, stdout } = run("test/bench/probes.mjs", first as string);
    const lines = stdout.trim().split("\n");
    expect(lines.map((line) => line.replace(/^.*: /, ""))).toEqual(Array(4).fill("120 of 120 probes right"));
    expect(status).toBe(0);
    const verdicts = JSON.parse(texts["rules.json"] ?? "").probes.map(({ action }: { action: string }) => action);
    expect(new Set(verdicts)).toEqual(new Set(["permit", "deny"]));
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
