/** Every command: examples in its help, a section on the committed page, and completion that shells take. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { commandPage } from "../../src/cli/command-pages.js";
import { COMMANDS } from "../../src/cli/commands.js";
import { FORMATS } from "../../src/report/formats.js";

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

describe.each([
  ["zones", ["import", "show", "graph"]],
  ["policy", ["new", "check", "test", "build", "list", "explain"]],
])("zoneproof %s", (name, below) => {
  it.each(below)("%s --help has its own usage and examples, once", (one) => {
    const { stdout, status } = run(name, one, "--help");
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Usage: zoneproof ${name} ${one} \\[`));
    expect(stdout).toMatch(new RegExp(`\nExamples:\n  zoneproof ${name} ${one}\\b`));
    const page = readFileSync(new URL("../../docs/commands.md", import.meta.url), "utf8");
    expect(page).toContain(`    Usage: zoneproof ${name} ${one} [`);
  });

  it("has its examples once", () => {
    expect(run(name, "--help").stdout.match(/^Examples:/gm)).toHaveLength(1);
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
    expect(complete("zoneproof", "check", "--format", "")).toEqual(FORMATS.map(({ id }) => id));
    expect(complete("zoneproof", "check", "-f", "sa")).toEqual(["sarif"]);
    expect(complete("zoneproof", "check", "--format", "=")).toContain("junit");
    expect(complete("zoneproof", "check", "--format", "=", "ju")).toEqual(["junit"]);
    expect(complete("zoneproof", "check", "--profile", "hy")).toEqual(["hygiene"]);
    expect(complete("zoneproof", "zones", "im")).toEqual(["import"]);
    expect(complete("zoneproof", "zones", "graph", "--format", "")).toEqual(["mermaid", "dot"]);
    expect(complete("zoneproof", "zones", "show", "--f")).toEqual([""]);
    expect(complete("zoneproof", "zones", "show", "")).toEqual([""]);
    expect(complete("zoneproof", "policy", "check", "--f")).toEqual(["--fix"]);
    expect(complete("zoneproof", "completion", "")).toEqual(["bash", "zsh", "fish"]);
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
