/** `check --watch` on the built command line: a first report, what a save changes, an end without a failure. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));

function core(entry: string): string {
  const lines = ["version 15.2", "hostname core-1", "ip routing", "interface Vlan30"];
  lines.push(" ip address 10.1.30.1 255.255.255.0", " ip access-group OPS-IN in", "interface Vlan101");
  lines.push(" ip address 10.1.101.1 255.255.255.0", " ip access-group CELL-IN in", "ip access-list extended OPS-IN");
  return [...lines, ` 10 ${entry}`, "ip access-list extended CELL-IN", " 10 deny ip any any", "end", ""].join("\n");
}

const ZONES = `version: 1
zones:
  ops: { kind: operations, level: 3, sl-target: 2, networks: [10.1.30.0/24] }
  cell-a: { kind: cell, level: 1, sl-target: 2, networks: [10.1.101.0/24] }
`;

/**
 * Waits until a stream says a text, and goes on behind it. Each stream by itself: two pipes arrive in any order.
 * @throws when the text does not come within 40 s.
 */
function reader(stream: Readable): (text: string) => Promise<void> {
  let said = "";
  stream.on("data", (data) => {
    said += data;
  });
  return async (text) => {
    const deadline = Date.now() + 40_000;
    while (!said.includes(text)) {
      if (Date.now() > deadline) throw new Error(`never said "${text}":\n${said}`);
      await new Promise((done) => setTimeout(done, 50));
    }
    said = said.slice(said.indexOf(text) + text.length);
  };
}

it("says what changed, outlives a broken map, and ends by Ctrl-C", { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "zoneproof-watched-"));
  const temporary = mkdtempSync(join(tmpdir(), "zoneproof-watch-keeps-"));
  writeFileSync(join(folder, "core-1.cfg"), core("deny ip any any"));
  writeFileSync(join(folder, "zones.yaml"), ZONES);
  const env = { ...process.env, NO_COLOR: "1", TMPDIR: temporary, TEMP: temporary };
  const child = spawn(process.execPath, [MAIN, "check", folder, "--watch"], { env });
  const until = reader(child.stdout);
  const untilComplaint = reader(child.stderr);
  await until("watching, Ctrl-C ends");
  expect(readdirSync(temporary)).toHaveLength(1);
  writeFileSync(join(folder, "core-1.cfg"), core("permit tcp any any eq 23"));
  await until("ops -> cell-a: proved -> violated");
  await until("+ ");
  await until("watching, Ctrl-C ends");
  writeFileSync(join(folder, "zones.yaml"), ZONES.replace("cell,", "cel,"));
  await untilComplaint("zones.yaml:4");
  await until("the map cannot be used: what changed is said when it can\nchecked in");
  writeFileSync(join(folder, "zones.yaml"), ZONES);
  await until("nothing changed in what is found");
  await until("watching, Ctrl-C ends");
  mkdirSync(join(folder, "more"));
  await until("watching, Ctrl-C ends");
  writeFileSync(
    join(folder, "more", "acc-1.cfg"),
    "hostname acc-1\ninterface Vlan9\n ip address 10.9.9.1 255.255.255.0\n",
  );
  await until("4 pairs of zones not judged before: 4 unproved\n+ ");
  await until("watching, Ctrl-C ends");
  rmSync(join(folder, "zones.yaml"));
  await until("6 pairs of zones not judged any more\n");
  await until("watching, Ctrl-C ends");
  const ended = new Promise((done) => child.on("exit", (code) => done(code)));
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(readdirSync(temporary)).toEqual([]);
  for (const made of [folder, temporary]) rmSync(made, { recursive: true, force: true });
});

it("keeps nothing where its reader goes away, and sees what its options name", { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "zoneproof-watched-"));
  const temporary = mkdtempSync(join(tmpdir(), "zoneproof-watch-keeps-"));
  writeFileSync(join(folder, "core-1.cfg"), core("deny ip any any"));
  writeFileSync(join(folder, "data.yaml"), "wide_rule_hosts: 3\n");
  const env = { ...process.env, NO_COLOR: "1", TMPDIR: temporary, TEMP: temporary };
  const words = ["check", join(folder, "core-1.cfg"), "--policy-data", join(folder, "data.yaml"), "--watch"];
  const child = spawn(process.execPath, [MAIN, ...words], { env });
  const until = reader(child.stdout);
  await until("wide_rule_hosts");
  await until("watching, Ctrl-C ends");
  writeFileSync(join(folder, "data.yaml"), "{}\n");
  await until("watching, Ctrl-C ends");
  const ended = new Promise((done) => child.on("exit", (code) => done(code)));
  child.stdout.destroy();
  writeFileSync(join(folder, "core-1.cfg"), core("permit tcp any any eq 23"));
  expect(await ended).toBe(141);
  expect(readdirSync(temporary)).toEqual([]);
  for (const made of [folder, temporary]) rmSync(made, { recursive: true, force: true });
});

it.runIf(process.platform !== "win32")("says that it has no place for what it keeps, which is no bug", () => {
  const env = { ...process.env, TMPDIR: "/nowhere" };
  const { status, stderr } = spawnSync(process.execPath, [MAIN, "check", ".", "--watch"], { env, encoding: "utf8" });
  expect(stderr).toMatch(/no temporary folder can be made in \/nowhere: .*\n {2}set TMPDIR to a folder/);
  expect(status).toBe(2);
});

it("does not wait for a change of nothing", () => {
  const { status, stderr } = spawnSync(process.execPath, [MAIN, "check", "--watch"], {
    encoding: "utf8",
    timeout: 20_000,
  });
  expect(stderr).toContain("nothing to watch");
  expect(status).toBe(2);
});
