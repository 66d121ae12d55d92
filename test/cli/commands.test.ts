/** Every command: examples in its help, a section on the committed page, and completion that shells take. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { commandPage } from "../../src/cli/command-pages.js";
import { COMMANDS } from "../../src/cli/commands.js";

const MAIN = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
const NAMES = COMMANDS.map(({ name }) => name);
const run = (...words: string[]) => spawnSync(process.execPath, [MAIN, ...words], { encoding: "utf8" });

describe("docs/commands.md", () => {
  it("is what the commands say now", async () => {
    const page = readFileSync(new URL("../../docs/commands.md", import.meta.url), "utf8");
    expect(page).toBe(await commandPage());
    for (const name of NAMES) expect(page).toContain(`## zoneproof ${name}\n`);
    expect(page).not.toContain(process.cwd());
  });
});

describe.each(NAMES)("zoneproof %s --help", (name) => {
  it("has an example that begins with the program", () => {
    const { stdout, status } = run(name, "--help");
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples?:\\s+zoneproof ${name}`));
  });
});

describe("zoneproof completion", () => {
  it("completes commands, options and choices in bash", () => {
    const { stdout } = run("completion", "bash");
    const complete = (...words: string[]) => {
      const script = `${stdout}\nCOMP_WORDS=(${words.map((word) => `"${word}"`).join(" ")}); COMP_CWORD=${words.length - 1}; _zoneproof; echo "\${COMPREPLY[@]}"`;
      return spawnSync("bash", ["-c", script], { encoding: "utf8" }).stdout.trim().split(" ");
    };
    expect(complete("zoneproof", "ex")).toEqual(["explain"]);
    expect(complete("zoneproof", "check", "--ba")).toEqual(["--baseline"]);
    expect(complete("zoneproof", "check", "--fail-on", "cr")).toEqual(["critical"]);
    expect(complete("zoneproof", "zones", "im")).toEqual(["import"]);
  });

  it.each(["zsh", "fish"])("names every command for %s", (shell) => {
    const { stdout, status } = run("completion", shell);
    expect(status).toBe(0);
    for (const name of NAMES) expect(stdout).toContain(name);
    expect(stdout).toContain("fail-on");
  });

  it("knows which shells there are", () => {
    const { stderr, status } = run("completion", "tcsh");
    expect(status).toBe(2);
    expect(stderr).toContain("Allowed choices are bash, zsh, fish");
  });
});
