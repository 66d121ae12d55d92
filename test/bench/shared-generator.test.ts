/**
 * Rule sets of the shared generator as text of every vendor: every probe gets its verdict, and of FortiOS, IOS and ASA every rule
 * that it planted as covered by an earlier one is found. `ZONEPROOF_RULES` is how many rules a set has; 1,000 when it is not set.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { CISCO } from "../../parsers/cisco/index.js";
import { FORTIGATE } from "../../parsers/fortigate/index.js";
import type { Vendor } from "../../parsers/vendor.js";
import { analysePlant } from "../../src/analyse/analysis.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { Rule } from "../../src/model/rule.js";
import { resolvePlant } from "../../src/resolve/plant.js";

const GENERATOR = "../shared/bench/gen_acl.py";
const RULES = process.env.ZONEPROOF_RULES ?? "1000";
const PROBES = 500;
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const scratch = mkdtempSync(join(tmpdir(), "zoneproof-shared-"));
afterAll(() => rmSync(scratch, { recursive: true }));

interface Marked {
  readonly id: number;
  readonly in_zone: string;
  readonly shadowed_by: number | null;
}

describe.skipIf(!existsSync(GENERATOR) || !hasPython)(`sets of ${RULES} rules of the shared generator`, () => {
  it.each(["2", "8", "32"])("over %s zones", { timeout: 300_000 }, (zones) => {
    const folder = join(scratch, zones);
    const numbers = ["--rules", RULES, "--zones", zones, "--seed", zones, "--probes", `${PROBES}`];
    expect(spawnSync("python3", [GENERATOR, ...numbers, "--out", folder]).status).toBe(0);
    const asked = spawnSync(process.execPath, ["test/bench/probes.mjs", folder], { encoding: "utf8" });
    const names = ["ios.cfg", "asa.cfg", "asa-svc.cfg", "fortios.conf", "pfsense.xml"];
    expect(asked.stdout.trim().split("\n")).toEqual(
      names.map((name) => `${folder}/${name}: ${PROBES} of ${PROBES} probes right`),
    );
    const { rules }: { rules: Marked[] } = JSON.parse(readFileSync(join(folder, "rules.json"), "utf8"));
    const marked = rules.filter(({ shadowed_by }) => shadowed_by !== null);
    expect(marked.length).toBeGreaterThan(50);
    const dead = new Set(deadIn(join(folder, "fortios.conf"), FORTIGATE).rules.map(({ id }) => id));
    expect(marked.filter(({ id }) => !dead.has(`${id}`))).toEqual([]);
    for (const name of ["ios.cfg", "asa.cfg", "asa-svc.cfg"]) {
      const path = join(folder, name);
      const found = deadIn(path, CISCO);
      const lines = new Set([...found.rules.map(({ at: [{ line }] }) => line), ...found.repeated]);
      const places = placesIn(path, rules);
      expect(marked.filter(({ id }) => !lines.has(places.get(id) ?? 0))).toEqual([]);
    }
  });
});

/** The rules that no packet reaches, and lines of those that a list has already, which the device does not take. */
function deadIn(path: string, vendor: Vendor): { rules: Rule[]; repeated: number[] } {
  const file = { path, text: readFileSync(path, "utf8"), encoding: "utf-8", sha256: "" } as const;
  const diagnostics = new Diagnostics();
  const { devices } = vendor.parse(file, vendor.detect(file)!, diagnostics);
  const { dead, empty } = analysePlant(resolvePlant(devices, undefined, [])).health(devices[0]!);
  const repeated = diagnostics.all().filter(({ code }) => code === "cisco/repeated-entry");
  return { rules: [...dead, ...empty].map(({ rule }) => rule), repeated: repeated.map(({ at }) => at.line) };
}

/** Lines of a Cisco text by rule: each list has those of its zone, in their order. */
function placesIn(path: string, rules: readonly Marked[]): Map<number, number> {
  const lines = readFileSync(path, "utf8").split("\n");
  const entries = lines.flatMap((text, index) => (/^(?:access-list| permit| deny) /.test(text) ? [index + 1] : []));
  const zones = [...new Set(rules.map(({ in_zone }) => in_zone))].sort(
    (a, b) => Number(a.slice(1)) - Number(b.slice(1)),
  );
  const ordered = zones.flatMap((zone) => rules.filter(({ in_zone }) => in_zone === zone));
  expect(entries.length).toBe(ordered.length);
  return new Map(ordered.map(({ id }, index) => [id, entries[index] ?? 0]));
}
