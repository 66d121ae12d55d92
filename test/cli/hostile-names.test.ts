/** Names of files and options that would steer a terminal: the built command line shows them as escapes wherever it names them. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
/** Erases the line, turns the order of reading, and puts a line of its own below. */
const HOSTILE = "a\u001b[2K\u202eb\nzoneproof: proved";
const SHOWN = "a\\x1b[2K\\u{202e}b\\x0azoneproof: proved";
const MAP = "version: 1\nzones:\n  scada: { kind: operations, sl-target: 1, networks: [10.20.30.0/24] }\n";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zoneproof-hostile-"));
  writeFileSync(
    join(folder, "core-1.cfg"),
    "hostname core-1\ninterface Vlan30\n ip address 10.20.30.1 255.255.255.0\nend\n",
  );
  writeFileSync(join(folder, "zones.yaml"), MAP);
  writeFileSync(join(folder, `${HOSTILE}.list`), "nothing\n");
  mkdirSync(join(folder, `${HOSTILE}.runs`));
  writeFileSync(join(folder, `${HOSTILE}.runs`, "run-000001.json"), "[]");
  mkdirSync(join(folder, `${HOSTILE}.rego`, "network", "rate"), { recursive: true });
  writeFileSync(join(folder, `${HOSTILE}.rego`, "network", "rate", "rate.rego"), "package nothing\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CASES: readonly (readonly [what: string, ...words: string[]])[] = [
  ["a file that is not there", "check", HOSTILE],
  ["a map that is not there", "check", "core-1.cfg", "-z", HOSTILE],
  ["a baseline that is none", "check", "core-1.cfg", "--baseline", `${HOSTILE}.list`],
  ["a record that is none", "check", "core-1.cfg", "--history", `${HOSTILE}.runs`],
  ["policies that cannot be used", "check", "core-1.cfg", "--policy", `${HOSTILE}.rego`],
  ["policies with a mistake", "policy", "check", `${HOSTILE}.rego`],
  ["a check that is not there", "policy", "explain", HOSTILE],
  ["a configuration file that is none", "check", "core-1.cfg", "--config", `${HOSTILE}.list`],
  ["a format that is not there", "check", "core-1.cfg", "-f", HOSTILE],
  ["a choice that is not there", "check", "core-1.cfg", "--fail-on", HOSTILE],
  ["an option that is not there", "check", `--${HOSTILE}`],
  ["a command that is not there", HOSTILE],
  ["nothing to draft from", "init", `${HOSTILE}.list`, "-o", "-"],
  ["nothing to anonymize", "anonymize", `${HOSTILE}.list`, "--out", "copies"],
  ["a map that is to be shown", "zones", "show", `${HOSTILE}.list`],
  ["a zone that is not there", "explain", "core-1.cfg", "-z", "zones.yaml", "--from", HOSTILE, "--to", "scada"],
  ["packets that are none", "trace", "core-1.cfg", "--packets", `${HOSTILE}.list`],
];

describe("a name that would steer a terminal", () => {
  it.each(CASES)("is shown as it is written, of %s", (_, ...words) => {
    const { stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], { encoding: "utf8", cwd: folder });
    expect(`${stdout}${stderr}`).toMatch(/a\\x1b\[2K\\u\{202e\}b/);
    for (const sign of ["\u001b", "\u202e"]) expect(`${stdout}${stderr}`).not.toContain(sign);
    if (!`${stdout}${stderr}`.startsWith("error: ")) expect(stderr).toContain(SHOWN);
    if (!`${stdout}${stderr}`.startsWith("error: ")) expect(stderr).not.toMatch(/^zoneproof: proved/m);
  });
});
