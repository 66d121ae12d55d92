/**
 * The same rules in the syntax of every vendor, and of several in one plant: the same verdicts of zone pairs, and the same
 * findings about their packets.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, it } from "vitest";

const scratch = mkdtempSync(join(tmpdir(), "zoneproof-same-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** What is recorded of a permitted packet is written by each vendor in its own way, or not at all. */
const OWN = new Set(["allow-not-logged"]);

interface Report {
  readonly pairs: readonly { from: string; to: string; verdict: string }[];
  readonly findings: readonly {
    check: string;
    verdict: string;
    severity: string;
    from: string | null;
    to: string | null;
  }[];
}

function reportOn(config: string, folder: string): Report {
  const words = [
    "check",
    join(folder, config),
    "-z",
    join(folder, "zones.yaml"),
    "--fail-on",
    "never",
    "--format",
    "json",
  ];
  const { stdout } = spawnSync(process.execPath, ["dist/src/cli/main.js", ...words], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return JSON.parse(stdout);
}

/** How often each check says the same of a pair. */
function counted({ findings }: Report): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { check, verdict, severity, from, to } of findings) {
    if (from === null || OWN.has(check)) continue;
    const key = `${from} > ${to}: ${check} ${verdict} ${severity}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

function generated(mix: string, ...options: string[]): string {
  const folder = join(scratch, [mix, ...options].join(" "));
  const numbers = [...options, "--rules", "160", "--seed", "11", "--probes", "0", "--mix", mix];
  expect(spawnSync(process.execPath, ["test/bench/generate.mjs", ...numbers, "--out", folder]).status).toBe(0);
  return folder;
}

function expectSame(folder: string, configs: readonly string[]): void {
  const [first, ...others] = configs.map((name) => {
    const report = reportOn(name, folder);
    return { pairs: report.pairs.map(({ verdict }) => verdict), findings: counted(report) };
  });
  expect(Object.keys(first?.findings ?? {}).length).toBeGreaterThan(5);
  for (const other of others) expect(other).toEqual(first);
}

it.each(["plant", "ports", "wide"])("of one device, the mix %s", { timeout: 120_000 }, (mix) => {
  expectSame(generated(mix, "--zones", "4"), ["ios.cfg", "asa.cfg", "fortios.conf", "pfsense.xml"]);
});

it.each(["plant", "wide"])("of devices of several vendors on the way, the mix %s", { timeout: 120_000 }, (mix) => {
  const folder = generated(mix, "--zones", "5", "--devices", "3");
  for (const config of ["ios/core-1.cfg", "asa/asa-2.cfg", "fortios/fw-3.conf"]) {
    cpSync(join(folder, config), join(folder, "several", basename(config)));
  }
  expectSame(folder, ["ios", "asa", "fortios", "several"]);
});
