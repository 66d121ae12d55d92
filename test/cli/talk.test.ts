/** What the built command line says beside its reports: progress for a person, nothing with --quiet, reasons with --verbose. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
const PLANT = fileURLToPath(new URL("../../samples/halden-pack/weak/", import.meta.url));
const SWITCH = `hostname core-1
interface Vlan30
 ip address 10.20.30.1 255.255.255.0
interface Vlan31
 ip address 10.20.31.1 255.255.255.0
 shutdown
end
`;
const MAP = "version: 1\nzones:\n  scada: { kind: operations, sl-target: 1, networks: [10.20.30.0/24] }\n";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zoneproof-talk-"));
  writeFileSync(join(folder, "core-1.cfg"), SWITCH);
  writeFileSync(join(folder, "zones.yaml"), MAP);
  writeFileSync(join(folder, "notes.md"), "interface Vlan30\n");
  copyFileSync(join(PLANT, "configs/pf-ra.xml"), join(folder, "pf-ra.xml"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...words: string[]) {
  return spawnSync(process.execPath, [MAIN, ...words], { encoding: "utf8", cwd: folder });
}

/** In a terminal of its own, with an input that takes its time; @returns what the terminal was sent. */
function onTerminal(words: string, env: Readonly<Record<string, string>> = {}): string {
  const slow = `(sleep 1.5; cat core-1.cfg) | "${process.execPath}" "${MAIN}" ${words} >report.json`;
  const { CI: _, ...others } = process.env;
  const { stdout, status } = spawnSync("script", ["-qec", slow, "/dev/null"], {
    encoding: "utf8",
    cwd: folder,
    env: { ...others, TERM: "xterm", SHELL: "/bin/sh", ...env },
  });
  expect(status).toBe(0);
  return stdout;
}

const hasScript = spawnSync("script", ["--version"]).status === 0;

describe.runIf(hasScript)("progress on a terminal", () => {
  it("is one line that is gone at the end, and the report is the same", () => {
    const sent = onTerminal("check - -z zones.yaml --fail-on never -f json");
    expect(sent.replaceAll("\r\u001b[2K", "|")).toMatch(/^\|(?:reading|parsing|placing zones|asking|judging)/);
    expect(sent).not.toContain("\n");
    expect(sent.endsWith("\r\u001b[2K")).toBe(true);
    const shown = readFileSync(join(folder, "report.json"), "utf8");
    onTerminal("check - -z zones.yaml --fail-on never -f json --quiet");
    expect(readFileSync(join(folder, "report.json"), "utf8")).toBe(shown);
  });

  it.each([
    ["--quiet", "check - -z zones.yaml --fail-on never --quiet", {}],
    ["a service that runs jobs", "check - -z zones.yaml --fail-on never", { CI: "true" }],
    ["a terminal that cannot overwrite", "check - -z zones.yaml --fail-on never", { TERM: "dumb" }],
  ])("is not shown with %s", (_, words, env) => {
    expect(onTerminal(words, env)).toBe("");
  });
});

describe("--verbose", () => {
  it("says what was read as what, the map, zones, what judges, and times; the report is the same", () => {
    const plain = run("check", ".", "--fail-on", "never", "-f", "json");
    const told = run("check", ".", "--fail-on", "never", "-f", "json", "--verbose", "--cache", "kept");
    expect(told.stdout).toBe(plain.stdout);
    expect(plain.stderr).toBe("");
    for (const line of [
      "  the map is zones.yaml: it lies at the top of a given folder",
      "  core-1.cfg: utf-8, read as cisco ios (60 % sure): statements of IOS",
      "  notes.md: skipped: by its name a page, a table or a program",
      "  core-1/Vlan30 10.20.30.1/24: scada (10.20.30.0/24 on its segment)",
      "  core-1: switched off, so in no zone: Vlan31",
      "  the profile is iec62443: the usual one",
    ]) {
      expect(told.stderr.split("\n")).toContain(line);
    }
    expect(told.stderr).toMatch(
      /cache kept: 0 answers of earlier runs still hold and were taken, \d+ were found out anew/,
    );
    expect(told.stderr).toMatch(/in all: \d+\.\d\d s\n$/);
    const again = run("check", ".", "--fail-on", "never", "-f", "json", "-v", "--cache", "kept");
    expect(again.stderr).toMatch(/cache kept: [1-9]\d* answers of earlier runs still hold and were taken, 0 were/);
    rmSync(join(folder, "kept"), { recursive: true });
  });

  it("counts what workers took from the cache", () => {
    const words = ["check", ".", "--fail-on", "never", "-v", "--cache", "kept", "--workers", "2"];
    const [first, second] = [run(...words), run(...words)].map(({ stderr }) =>
      /cache kept: (\d+) .* (\d+) were/.exec(stderr),
    );
    expect(first?.[1]).toBe("0");
    expect(second?.slice(1)).toEqual([first?.[2], "0"]);
    rmSync(join(folder, "kept"), { recursive: true });
  });

  it("says which options come from a file", () => {
    writeFileSync(join(folder, "own.yaml"), "failOn: never\nprofile: hygiene\n");
    const { stderr } = run("check", "core-1.cfg", "--config", "own.yaml", "-v");
    expect(stderr).toContain("options are read from own.yaml, it was asked for: failOn, checks\n");
    expect(stderr).toContain("  the profile is hygiene: the configuration file says so\n");
    expect(stderr).toContain("  no map: none was named, and no given folder has a zones.yaml at its top\n");
  });

  it.each([
    ["diff", ["diff", "core-1.cfg", "core-1.cfg", "-z", "zones.yaml"], "comparing"],
    ["explain", ["explain", ".", "--from", "scada", "--to", "unmapped"], "asking the pair of zones"],
    ["tests", ["tests", "."], "choosing packets for pairs of zones"],
    ["init", ["init", "core-1.cfg", "-o", "-"], "finding what passes between them"],
    ["baseline", ["baseline", "."], "judging"],
    ["trace", ["trace", "core-1.cfg", "-p", "tcp 10.20.30.9 -> 10.9.9.9:443"], "parsing"],
  ])("explains %s, with the same output", (_, words, stage) => {
    const [plain, told] = [run(...words), run(...words, "--verbose")];
    expect(told.stdout).toBe(plain.stdout);
    expect(told.status).toBe(plain.status);
    expect(told.stderr.split("\n")).toContain(stage);
  });

  it("contradicts --quiet", () => {
    const { status, stderr } = run("check", ".", "-q", "-v");
    expect(status).toBe(2);
    expect(stderr).toContain("cannot be used with option");
  });
});

describe("a report in a file", () => {
  it("is named with the summary, with --quiet only where it fails", () => {
    const said = (...words: string[]) => run("check", ".", "-o", "report.json", ...words).stderr;
    expect(said("--fail-on", "never")).toMatch(/^wrote report\.json: .*pairs: /);
    expect(said("--fail-on", "never", "--quiet")).toBe("");
    expect(said("--fail-on", "info", "--quiet")).toMatch(/^wrote report\.json: /);
    expect(run("report", ".", "--html", "report.html", "--quiet").stderr).toBe("");
    expect(run("report", ".", "--html", "report.html").stderr).toMatch(/^wrote report\.html: /);
    expect(run("init", "core-1.cfg", "-o", "draft.yaml", "--quiet").stderr).toBe("");
  });

  it("leaves errors on standard error", () => {
    writeFileSync(join(folder, "empty.cfg"), "");
    const { stderr, status } = run("check", "empty.cfg", "--quiet", "-f", "json", "-o", "report.json");
    expect(status).toBe(3);
    expect(stderr).toContain("wrote report.json");
    rmSync(join(folder, "empty.cfg"));
  });
});
