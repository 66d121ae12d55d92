/** Reports of a plant, as the built command line writes them, whatever the order in which its files are named. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));

const MAP = `version: 1
zones:
  office: { kind: enterprise, level: 4, sl-target: 1, networks: [10.1.0.0/24] }
  cell-a: { kind: cell, level: 1, sl-target: 2, networks: [10.2.0.0/24] }
`;

/** One of two routers that join the same two networks, so that packets may go by either. */
function router(name: string, last: number): string {
  return `version 15.2
hostname ${name}
interface GigabitEthernet0/0
 ip address 10.1.0.${last} 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.2.0.${last} 255.255.255.0
ip http server
end
`;
}

const FILES = ["core-1.cfg", "core-2.cfg", "core-3.cfg"];
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zoneproof-order-"));
  writeFileSync(join(folder, "zones.yaml"), MAP);
  for (const [index, file] of FILES.entries()) {
    writeFileSync(join(folder, file), router(file.replace(".cfg", ""), index + 1));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...words: string[]): string {
  return spawnSync(process.execPath, [MAIN, ...words], { cwd: folder, encoding: "utf8" }).stdout;
}

describe("files in another order", () => {
  const others = [FILES.toReversed(), [2, 0, 1].map((index) => FILES[index] ?? "")];

  it.each(["terminal", "json", "sarif"])("give the same report: %s", (format) => {
    const report = (files: readonly string[]) =>
      run("check", ...files, "-z", "zones.yaml", "--as-of", "2026-05-02", "--format", format);
    const expected = report(FILES);
    expect(expected).toContain("office");
    for (const order of others) expect(report(order)).toBe(expected);
  });

  it("give the same draft of a map", () => {
    const draft = (files: readonly string[]) => run("init", ...files, "-o", "-");
    expect(draft(FILES)).toContain("networks: [10.1.0.0/24]");
    for (const order of others) expect(draft(order)).toBe(draft(FILES));
  });
});
