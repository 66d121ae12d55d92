/** The worked example of own policies, through the built command line. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
const SAMPLE = "samples/own-policy";
const POLICIES = `${SAMPLE}/policies`;

function zoneproof(...words: string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [MAIN, ...words], { encoding: "utf8" });
  expect([stderr, status]).toEqual(["", 0]);
  return stdout;
}

interface Report {
  readonly findings: readonly { readonly check: string; readonly severity: string; readonly message: string }[];
}

function findings(check: string, ...options: string[]): string[] {
  const asked = ["check", SAMPLE, "--fail-on", "never", "--format", "json", ...options];
  const report: Report = JSON.parse(zoneproof(...asked));
  return report.findings.filter((one) => one.check === check).map(({ severity, message }) => `${severity}: ${message}`);
}

describe("samples/own-policy", () => {
  let folder: string;
  let wasm: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "zoneproof-own-"));
    cpSync(POLICIES, folder, { recursive: true });
    zoneproof("policy", "build", folder);
    wasm = join(folder, "compiled/policies.wasm");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is in order, and passes its tests and examples", () => {
    expect(zoneproof("policy", "check", POLICIES)).toBe("2 checks are in order\n");
    expect(zoneproof("policy", "test", POLICIES)).toMatch(/^8 tests passed, 4 examples came out as they say\n$/);
  });

  it("finds what no shipped check does, until a threshold lets it pass", () => {
    expect(findings("cell-speaks-opcua")).toEqual([]);
    expect(findings("cell-speaks-opcua", "--policy", POLICIES)).toEqual([
      'medium: fw-cell lets scada reach cell-a by firewall policy 20 "modbus" by modbus-tcp, umas',
    ]);
    const data = ["--policy-data", `${SAMPLE}/thresholds.yaml`];
    expect(findings("cell-speaks-opcua", "--policy", wasm, ...data)).toEqual([]);
  });

  it("puts a check in place of a shipped one", () => {
    expect(findings("rule-without-reason")).toEqual([
      "low: fw-cell: 1 of 2 permit rules of firewall policy have no comment",
    ]);
    expect(findings("rule-without-reason", "--policy", wasm)).toEqual([
      "high: fw-cell: 1 of 2 permit rules of firewall policy have no comment, more than the house rule lets pass",
    ]);
  });

  it("keeps what was found by other policies apart in a cache", () => {
    const cache = mkdtempSync(join(tmpdir(), "zoneproof-cache-"));
    try {
      const kept = (...options: string[]) => findings("cell-speaks-opcua", "--cache", cache, ...options).length;
      const data = ["--policy-data", `${SAMPLE}/thresholds.yaml`];
      const asked = [[], ["--policy", wasm], ["--policy", wasm, ...data], ["--policy", wasm]];
      expect(asked.map((options) => kept(...options))).toEqual([0, 1, 0, 1]);
    } finally {
      rmSync(cache, { recursive: true });
    }
  });

  it("is refused as WASM that was built for other facts", () => {
    const catalogue = join(folder, "compiled/catalogue.json");
    writeFileSync(catalogue, readFileSync(catalogue, "utf8").replace(/"facts": ".{8}/, '"facts": "00000000'));
    const words = [MAIN, "check", SAMPLE, "--policy", wasm];
    const { stderr, status } = spawnSync(process.execPath, words, { encoding: "utf8" });
    expect(stderr).toContain("was built for another version of zoneproof");
    expect(status).toBe(2);
  });
});
