/**
 * Rule sets of the shared generator as FortiOS text: every probe gets its verdict, and every rule that it planted as covered by
 * an earlier one is found. `ZONEPROOF_RULES` is how many rules a set has; 1,000 when it is not set.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FORTIGATE } from "../../parsers/fortigate/index.js";
import { analysePlant } from "../../src/analyse/analysis.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { resolvePlant } from "../../src/resolve/plant.js";

const GENERATOR = "../shared/bench/gen_acl.py";
const RULES = process.env.ZONEPROOF_RULES ?? "1000";
const PROBES = 500;
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const scratch = mkdtempSync(join(tmpdir(), "zoneproof-shared-"));
afterAll(() => rmSync(scratch, { recursive: true }));

interface Marked {
  readonly id: number;
  readonly shadowed_by: number | null;
}

describe.skipIf(!existsSync(GENERATOR) || !hasPython)(`sets of ${RULES} rules of the shared generator`, () => {
  it.each(["2", "8", "32"])("over %s zones", { timeout: 300_000 }, (zones) => {
    const folder = join(scratch, zones);
    const numbers = ["--rules", RULES, "--zones", zones, "--seed", zones, "--probes", `${PROBES}`];
    expect(spawnSync("python3", [GENERATOR, ...numbers, "--out", folder]).status).toBe(0);
    for (const other of ["ios.cfg", "pfsense.xml"]) rmSync(join(folder, other));
    const asked = spawnSync(process.execPath, ["test/bench/probes.mjs", folder], { encoding: "utf8" });
    expect(asked.stdout.trim()).toBe(`${folder}/fortios.conf: ${PROBES} of ${PROBES} probes right`);
    const { rules }: { rules: Marked[] } = JSON.parse(readFileSync(join(folder, "rules.json"), "utf8"));
    const marked = rules.filter(({ shadowed_by }) => shadowed_by !== null).map(({ id }) => `${id}`);
    expect(marked.length).toBeGreaterThan(50);
    const found = deadIn(join(folder, "fortios.conf"));
    expect(marked.filter((id) => !found.has(id))).toEqual([]);
  });
});

/** Ids of the rules that no packet reaches. */
function deadIn(path: string): Set<string> {
  const file = { path, text: readFileSync(path, "utf8"), encoding: "utf-8", sha256: "" } as const;
  const { devices } = FORTIGATE.parse(file, FORTIGATE.detect(file)!, new Diagnostics());
  const { dead, empty } = analysePlant(resolvePlant(devices, undefined, [])).health(devices[0]!);
  return new Set([...dead, ...empty].map(({ rule }) => rule.id));
}
