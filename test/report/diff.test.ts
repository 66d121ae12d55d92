/** Reports of a change, as the built command line writes them of a small plant: golden files, their schema, git, hostile text. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unpainted } from "../../src/report/terminal/page.js";
import { expectGolden } from "./golden.js";

const MAIN = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
const schema = JSON.parse(readFileSync(new URL("../../schemas/diff.schema.json", import.meta.url), "utf8"));

const MAP = `version: 1
zones:
  ops: { kind: operations, level: 3, sl-target: 1, networks: [10.1.0.0/24] }
  cell-a: { kind: cell, level: 1, sl-target: 1, networks: [10.2.0.0/24] }
conduits:
  ops-to-cell-a:
    between: [ops, cell-a]
    flows:
      - { id: F-1, from: [ops], to: [10.2.0.9], service: tcp/502 }
`;

/** An edge device: policies in order, each with its line. */
function edge(policies: readonly string[]): string {
  const edits = policies.map((policy, index) => {
    const [name = "", source = "", destination = "", service = ""] = policy.split(" ");
    return `    edit ${index + 1}
        set name "${name}"
        set srcintf "port1"
        set dstintf "port2"
        set action accept
        set srcaddr "${source}"
        set dstaddr "${destination}"
        set schedule "always"
        set service "${service}"
        set logtraffic all
    next
`;
  });
  return `#config-version=FGT60F-7.2.8-FW-build1639-240313:opmode=0:vdom=0:user=admin
config system global
    set hostname "fw-edge"
end
config system interface
    edit "port1"
        set vdom "root"
        set ip 10.1.0.1 255.255.255.0
    next
    edit "port2"
        set vdom "root"
        set ip 10.2.0.1 255.255.255.0
    next
end
config firewall address
    edit "plc"
        set subnet 10.2.0.9 255.255.255.255
    next
    edit "cells"
        set subnet 10.2.0.0 255.255.255.0
    next
end
config firewall service custom
    edit "modbus"
        set tcp-portrange 502
    next
    edit "web"
        set tcp-portrange 80 443
    next
end
config user local
    edit "operator"
        set passwd FAKE-SECRET-${policies.length}
    next
end
config firewall policy
${edits.join("")}end
`;
}

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zoneproof-diff-"));
  write("before", edge(["supervision all plc modbus"]));
  write("after", edge(["supervision all plc modbus", "temp<b>`|@ all cells web"]));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(side: string, text: string): void {
  mkdirSync(join(folder, side), { recursive: true });
  writeFileSync(join(folder, side, "fw-edge.conf"), text);
  writeFileSync(join(folder, side, "zones.yaml"), MAP);
}

function run(words: readonly string[], cwd = folder, more = {}) {
  const env = { ...more, PATH: process.env.PATH ?? "", HOME: folder };
  return spawnSync(process.execPath, [MAIN, ...words], { cwd, encoding: "utf8", env });
}

describe("the report of a change", () => {
  it.each(["terminal", "json", "markdown"])("matches the golden file: %s", async (format) => {
    const { stdout, status } = run([
      "diff",
      "before",
      "after",
      "--as-of",
      "2026-05-02",
      "--fail-on",
      "new",
      "--format",
      format,
    ]);
    expect(status).toBe(1);
    expect(stdout).not.toContain("FAKE-SECRET");
    await expectGolden(`diff.${{ terminal: "txt", json: "json", markdown: "md" }[format]}`, stdout);
  });

  it("fits its schema, which refuses it when a key is missing", () => {
    const validate = new Ajv({ allErrors: true }).compile(schema);
    const report = JSON.parse(run(["diff", "before", "after", "--format", "json"]).stdout);
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
    const { gate, ...rest } = report;
    expect(gate).toEqual({ fails: false, reasons: [] });
    expect(validate(rest)).toBe(false);
  });

  it("gives the packets that changed with the line that does it", () => {
    const report = JSON.parse(run(["diff", "before", "after", "--format", "json"]).stdout);
    expect(report.outcome).toBe("changed");
    expect(report.verdicts).toEqual({ "proved -> violated": 1 });
    const [pair] = report.pairs;
    expect(pair).toMatchObject({ from: "ops", to: "cell-a", before: "proved", after: "violated" });
    const [shift] = pair.undeclared;
    expect(shift).toMatchObject({ before: "stopped", after: "passes" });
    expect(shift.boxes[0].services).toEqual(["tcp/80", "tcp/443"]);
    expect(shift.boxes[0].before).toMatchObject({ verdict: "deny" });
    expect(shift.boxes[0].after).toMatchObject({ verdict: "permit" });
    expect(shift.lines.map(({ text }: { text: string }) => text.trim())).toContain('set service "web"');
  });

  it.runIf(spawnSync("script", ["--version"]).status === 0)("is the same in colours", () => {
    const onTerminal = `"${process.execPath}" "${MAIN}" diff before after --quiet`;
    const env = { PATH: process.env.PATH ?? "", HOME: folder, TERM: "xterm", SHELL: "/bin/sh" };
    const { stdout } = spawnSync("script", ["-qec", `stty cols 80; ${onTerminal}`, "/dev/null"], {
      cwd: folder,
      encoding: "utf8",
      env,
    });
    expect(stdout).toContain("\u001b[1mops -> cell-a (conduit ops-to-cell-a)");
    expect(unpainted(stdout).replaceAll("\r", "")).toBe(run(["diff", "before", "after"]).stdout);
  });

  it("keeps text of a configuration from becoming markup, a mention or the end of a block", () => {
    const { stdout } = run(["diff", "before", "after", "--format", "markdown"]);
    const outside = stdout.replace(/```[\s\S]*?```/g, "").replace(/`[^`]*`/g, "");
    expect(outside).not.toContain("<b>");
    expect(outside).not.toContain("@");
    expect(outside).toContain("temp&#60;b&#62;&#96;&#124;&#64;");
  });
});

describe("a change in git", () => {
  const git = (...words: string[]) =>
    spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...words], { cwd: folder, encoding: "utf8" });

  it("is read from the revisions, with paths of the working tree", () => {
    mkdirSync(join(folder, "plant"));
    expect(git("init", "-q").status).toBe(0);
    write("plant", edge(["supervision all plc modbus"]));
    git("add", "plant");
    git("commit", "-qm", "one");
    write("plant", edge(["renamed all plc modbus"]));
    git("commit", "-qam", "two");
    write("plant", edge(["supervision all plc modbus", "temp all cells web"]));
    const renamed = run(["diff", "--git", "HEAD~1..HEAD", "--fail-on", "new", "--", "plant"]);
    expect(renamed.stdout).toContain("no packet changes: proved for 2 pairs of zones");
    expect(renamed.status).toBe(0);
    const working = run(["diff", "--git", "HEAD", "--fail-on", "new", "--", "plant"]);
    expect(working.stdout).toContain("plant/fw-edge.conf");
    expect(working.status).toBe(1);
    const parted = run(["diff", "--git", "HEAD~1...HEAD", "--", "plant/fw-edge.conf"]);
    expect(parted.stdout).toContain("no packet changes: proved for 4 pairs of interfaces");
    const twice = run(["diff", "--git", "HEAD", "--fail-on", "new", "--", "plant", "plant/fw-edge.conf"]);
    expect(twice.stderr).not.toContain("was given before");
    expect(twice.status).toBe(1);
    const wrong = run(["diff", "--git", "--upload-pack=x..HEAD", "--", "plant"]);
    expect(wrong.stderr).toContain("git knows no revision");
    expect(wrong.status).toBe(2);
  });

  it.each([
    ["from another folder", "../plant"],
    ["from the top of the disk", () => join(folder, "plant")],
    ["by a file", "../plant/fw-edge.conf"],
    ["by a link to the folder", "plant-link/../../plant"],
  ])("is read from the revisions, and not from the disk for both: %s", (_, given) => {
    git("commit", "-qam", "three");
    mkdirSync(join(folder, "other"), { recursive: true });
    if (!existsSync(join(folder, "other/plant-link"))) symlinkSync("../plant", join(folder, "other/plant-link"));
    const path = typeof given === "string" ? given : given();
    const changed = run(["diff", "--git", "HEAD~1..HEAD", "--fail-on", "change", "--", path], join(folder, "other"));
    expect(changed.stdout).toContain("newly permitted");
    expect(changed.status).toBe(1);
  });

  it.each([
    [
      "a range without its first revision, as of a variable that is not set",
      "..HEAD",
      "plant",
      /"\.\.HEAD" has no revision/,
    ],
    ["a path that neither revision has", "HEAD~1..HEAD", "plants", /neither revision has plants/],
    ["a path outside of the repository", "HEAD~1..HEAD", "../elsewhere", /neither revision has \.\.\/elsewhere/],
    ["a path outside, of the working tree", "HEAD", "..", /\.\. is not in this repository/],
  ])("compares nothing with itself: %s", (_, range, path, said) => {
    const { status, stderr, stdout } = run(["diff", "--git", range, "--fail-on", "new", "--", path]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(said);
  });

  it("tells what of a clone is missing, and whose it is", () => {
    git("clone", "-q", "--depth", "1", `file://${folder}`, "shallow");
    const shallow = run(["diff", "--git", "HEAD~1..HEAD", "--", "plant"], join(folder, "shallow"));
    expect(shallow.stderr).toContain("this clone has only its last commits: git fetch --unshallow");
    git("checkout", "-q", "-B", "main");
    git("checkout", "-q", "--orphan", "alone");
    git("commit", "-qm", "alone");
    git("checkout", "-q", "main");
    const parted = run(["diff", "--git", "alone...HEAD", "--", "plant"]);
    expect(parted.stderr).toContain('the ends of "alone...HEAD" have no commit in common here');
    const foreign = run(["diff", "--git", "HEAD~1..HEAD", "--", "plant"], folder, {
      GIT_TEST_ASSUME_DIFFERENT_OWNER: "1",
    });
    expect(foreign.stderr).toContain("git does not read this repository: its folder belongs to somebody else");
    expect([shallow, parted, foreign].map(({ status }) => status)).toEqual([2, 2, 2]);
  });

  it("is not compared with a revision that has nothing of it any more", () => {
    git("rm", "-rq", "plant");
    git("commit", "-qm", "four");
    const { status, stdout } = run(["diff", "--git", "HEAD~1..HEAD", "--fail-on", "new", "--", "plant/fw-edge.conf"]);
    expect(stdout).toContain("no configuration is left");
    expect(status).toBe(3);
  });
});
