/** The same rules in the syntax of every vendor: the same verdicts of zone pairs, and the same findings about their packets. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

it.each(["plant", "ports", "wide"])("the mix %s", { timeout: 120_000 }, (mix) => {
  const folder = join(scratch, mix);
  const numbers = ["--rules", "160", "--zones", "4", "--seed", "11", "--probes", "0", "--mix", mix];
  expect(spawnSync(process.execPath, ["test/bench/generate.mjs", ...numbers, "--out", folder]).status).toBe(0);
  const [first, ...others] = ["ios.cfg", "asa.cfg", "fortios.conf", "pfsense.xml"].map((name) =>
    reportOn(name, folder),
  );
  const expected = { pairs: first!.pairs.map(({ verdict }) => verdict), findings: counted(first!) };
  expect(Object.keys(expected.findings).length).toBeGreaterThan(10);
  for (const other of others) {
    expect({ pairs: other.pairs.map(({ verdict }) => verdict), findings: counted(other) }).toEqual(expected);
  }
});
