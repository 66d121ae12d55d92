/** Runs every scenario on the built command line, each in an empty folder. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseScenario, type Scenario } from "./scenario.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const MAIN = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
/** Who may read nothing that is not for everybody; root may read everything. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

const scenarios = readdirSync(HERE)
  .filter((name) => name.endsWith(".scenario"))
  .map((name) => ({ name, scenario: parseScenario(readFileSync(join(HERE, name), "utf8")) }));

let root = "";

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "zoneproof-scenarios-"));
  chmodSync(root, 0o755);
  const setup = fileURLToPath(new URL("../../.ci/setup.mjs", import.meta.url));
  const built = spawnSync(process.execPath, [setup], { encoding: "utf8" });
  if (built.status !== 0)
    console.warn(`the build has errors, scenarios run on what it gave:\n${built.stdout}${built.stderr}`);
}, 120_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

function layOut({ files, unreadable }: Scenario, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  for (const path of unreadable) chmodSync(join(folder, path), 0o000);
}

/** Reports break their lines to the width of the terminal: what is expected may stand on two. */
function unwrapped(text: string): string {
  return text.replace(/\s+/g, " ");
}

describe("the command line", () => {
  it.each(scenarios)("$name: $scenario.title", { timeout: 240_000 }, ({ name, scenario }) => {
    const folder = join(root, name);
    layOut(scenario, folder);
    const who = scenario.unreadable.length > 0 ? NOBODY : {};
    for (const run of scenario.runs) {
      const cwd = join(folder, run.folder);
      const options = { cwd, encoding: "utf8" as const, env: { PATH: process.env.PATH ?? "" }, ...who };
      const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...run.words], options);
      const shown = `zoneproof ${run.words.join(" ")}\n${stdout}\n${stderr}`;
      for (const line of run.stdout) expect(unwrapped(stdout), shown).toContain(unwrapped(line));
      for (const line of run.stderr) expect(unwrapped(stderr), shown).toContain(unwrapped(line));
      for (const line of run.absent) expect(unwrapped(stdout + stderr)).not.toContain(unwrapped(line));
      expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
      expect(status, shown).toBe(run.exit);
    }
  });
});
