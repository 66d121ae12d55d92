/** What action.yml and ci/gitlab.yml tell a runner to do is done here, with the variables that a runner sets. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const MAIN = join(ROOT, "dist/src/cli/main.js");
const ACTION = parse(readFileSync(join(ROOT, "action.yml"), "utf8"));
const GITLAB = parse(readFileSync(join(ROOT, "ci/gitlab.yml"), "utf8"));

const MAP = `version: 1
zones:
  scada: { kind: operations, level: 3, sl-target: 1, networks: [10.20.30.0/24] }
  cell-a: { kind: cell, level: 1, sl-target: 1, networks: [10.20.101.0/24] }
hosts: { scada01: 10.20.30.11, plc-a: 10.20.101.10 }
conduits:
  supervision: { between: [scada, cell-a], flows: [{ from: [scada01], to: [plc-a], service: s7comm, why: supervision }] }
`;
const switchWith = (...entries: string[]) => `hostname core-1
interface Vlan30
 ip address 10.20.30.1 255.255.255.0
 ip access-group OT in
interface Vlan101
 ip address 10.20.101.1 255.255.255.0
 ip access-group CELL in
ip access-list extended OT
${entries.map((entry) => ` ${entry}\n`).join("")} deny ip any any log
ip access-list extended CELL
 permit tcp 10.20.101.0 0.0.0.255 any established
 deny ip any any log
end
`;
const NARROW = switchWith("permit tcp host 10.20.30.11 host 10.20.101.10 eq 102 log");
const WIDE = switchWith("permit tcp host 10.20.30.11 host 10.20.101.10 eq 102 log", "permit tcp any any eq 23 log");

let place = "";
let repository = "";
let base = "";

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "zoneproof-ci-"));
  mkdirSync(join(place, "bin"));
  // The registry of a runner has the package; here it is the one that was built.
  const shim = `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${MAIN}" "$@"\n`;
  writeFileSync(join(place, "bin/npx"), shim);
  chmodSync(join(place, "bin/npx"), 0o755);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

beforeEach(() => {
  for (const name of ["origin", "checkout", "temp"]) rmSync(join(place, name), { recursive: true, force: true });
  mkdirSync(join(place, "origin/plant"), { recursive: true });
  mkdirSync(join(place, "temp"));
  const origin = join(place, "origin");
  writeFileSync(join(origin, "plant/zones.yaml"), MAP);
  writeFileSync(join(origin, "plant/core-1.cfg"), NARROW);
  git(origin, "init", "-q");
  commit(origin, "as it is");
  base = git(origin, "rev-parse", "HEAD").trim();
  git(origin, "config", "uploadpack.allowAnySHA1InWant", "true");
  repository = join(place, "checkout");
});

function git(folder: string, ...words: string[]): string {
  const { stdout, status, stderr } = spawnSync("git", words, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function commit(folder: string, message: string): void {
  git(folder, "add", "-A");
  git(folder, "-c", "user.name=ci", "-c", "user.email=ci@plant.example", "commit", "-qm", message);
}

/** A change on top of the base, checked out as runners do: the last commit alone. */
function checkOut(config: string): void {
  const origin = join(place, "origin");
  writeFileSync(join(origin, "plant/core-1.cfg"), config);
  git(origin, "config", "user.name", "ci");
  git(origin, "-c", "user.email=ci@plant.example", "commit", "-qam", "the change", "--allow-empty");
  git(place, "clone", "-q", "--depth=1", `file://${origin}`, "checkout");
}

function runAction(inputs: Readonly<Record<string, string>>) {
  const [step] = ACTION.runs.steps;
  const given = (name: string) => inputs[name] ?? ACTION.inputs[name].default;
  const temp = join(place, "temp");
  const value = (text: string) =>
    text
      .replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name) => given(name))
      .replace(/\$\{\{ runner\.temp \}\}/g, temp)
      .replace(/\$\{\{ github\.event\.pull_request\.base\.sha .*?\}\}/g, base);
  const env = Object.fromEntries(Object.entries<string>(step.env).map(([name, text]) => [name, value(text)]));
  const files = { GITHUB_STEP_SUMMARY: join(temp, "summary.md"), GITHUB_OUTPUT: join(temp, "output") };
  const ran = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
    cwd: repository,
    encoding: "utf8",
    env: {
      PATH: `${join(place, "bin")}${delimiter}${process.env.PATH}`,
      CI: "true",
      RUNNER_TEMP: temp,
      ...files,
      ...env,
    },
  });
  const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : "");
  expect(Object.values(env).join()).not.toContain("${{");
  return { ...ran, summary: read(files.GITHUB_STEP_SUMMARY), output: read(files.GITHUB_OUTPUT) };
}

describe("action.yml", () => {
  it("annotates what a check finds, and fails on it", () => {
    checkOut(WIDE);
    const { status, stdout, summary, output } = runAction({ paths: "plant" });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=plant\/core-1\.cfg,line=\d+/m);
    expect(summary).toContain("core-1");
    expect(output).toBe(`report=${join(place, "temp/zoneproof.md")}\nexit-code=1\n`);
  });

  it("lets a check through where --fail-on does", () => {
    checkOut(WIDE);
    expect(runAction({ paths: "plant/core-1.cfg", zones: "plant/zones.yaml", "fail-on": "never" }).status).toBe(0);
  });

  it("is a gate for a change, from the last commit alone", () => {
    checkOut(WIDE);
    const { status, summary, output } = runAction({ paths: "plant", mode: "diff" });
    expect(status).toBe(1);
    expect(summary).toMatch(/telnet|tcp\/23/);
    expect(output).toContain("exit-code=1\n");
  });

  it("lets a change through that changes no packet", () => {
    checkOut(NARROW.replace("hostname", "! renewed\nhostname"));
    const { status, summary } = runAction({ paths: "plant", mode: "diff" });
    expect(status).toBe(0);
    expect(summary).toContain("no packet");
  });

  it("takes its inputs for words and never for a script", () => {
    checkOut(NARROW);
    const { status, output } = runAction({ paths: "$(touch owned) ;touch owned", zones: "`touch owned`" });
    expect(status).toBe(2);
    expect(output).toBe("exit-code=2\n");
    expect(existsSync(join(repository, "owned"))).toBe(false);
  });
});

describe("ci/gitlab.yml", () => {
  const runJob = (name: string, more: Readonly<Record<string, string>> = {}) =>
    spawnSync("sh", ["-ec", GITLAB[name].script.join("\n")], {
      cwd: repository,
      encoding: "utf8",
      env: { PATH: `${join(place, "bin")}${delimiter}${process.env.PATH}`, CI: "true", ...GITLAB.variables, ...more },
    });

  it("leaves both reports of a check that fails", () => {
    checkOut(WIDE);
    const { reports } = GITLAB.zoneproof.artifacts;
    expect(runJob("zoneproof", { ZONEPROOF_PATHS: "plant" }).status).toBe(1);
    const [first] = JSON.parse(readFileSync(join(repository, reports.codequality), "utf8"));
    expect(first).toMatchObject({
      description: expect.any(String),
      check_name: expect.any(String),
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: expect.stringMatching(/^(?:info|minor|major|critical|blocker)$/),
      location: { path: "plant/core-1.cfg", lines: { begin: expect.any(Number) } },
    });
    expect(readFileSync(join(repository, reports.junit), "utf8")).toContain("<testsuites");
  });

  it("leaves both reports where an input was not analysed", () => {
    checkOut(NARROW);
    writeFileSync(join(repository, "plant/other.cfg"), "set system host-name fw\nset interfaces ge-0/0/0 unit 0\n");
    expect(runJob("zoneproof", { ZONEPROOF_PATHS: "plant" }).status).toBe(3);
    expect(existsSync(join(repository, GITLAB.zoneproof.artifacts.reports.junit))).toBe(true);
  });

  it("is a gate for a merge request", () => {
    checkOut(WIDE);
    git(repository, "fetch", "-q", "--unshallow");
    const more = { ZONEPROOF_PATHS: "plant", CI_MERGE_REQUEST_DIFF_BASE_SHA: base };
    expect(runJob("zoneproof-gate", more).status).toBe(1);
    git(repository, "checkout", "-q", base);
    expect(runJob("zoneproof-gate", more).status).toBe(0);
  });
});

describe(".pre-commit-hooks.yaml", () => {
  it("names commands that run", () => {
    checkOut(WIDE);
    const hooks = parse(readFileSync(join(ROOT, ".pre-commit-hooks.yaml"), "utf8"));
    const run = (entry: string, ...args: string[]) =>
      spawnSync(process.execPath, [MAIN, ...entry.split(" ").slice(1), ...args], { cwd: repository, encoding: "utf8" });
    const [diff, check] = hooks.map(({ entry }: { entry: string }) => entry);
    expect(run(check, "plant").status).toBe(1);
    expect(run(diff, "plant").status).toBe(0);
    writeFileSync(join(repository, "plant/core-1.cfg"), switchWith("permit ip any any log"));
    expect(run(diff, "plant").status).toBe(1);
  });
});
