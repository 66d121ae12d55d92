/** Rule sets of the generator, with its probes: the verdict of each is known from brute force. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseText, walk } from "./walk.js";

const GENERATOR = "../shared/bench/gen_acl.py";

interface Probe {
  readonly src: string;
  readonly dst: string;
  readonly protocol: string;
  readonly dst_port?: number;
  readonly action: string;
  readonly in_zone: string;
  readonly out_zone: string;
}

interface Generated {
  readonly zones: readonly { readonly name: string; readonly pfsense_interface: string }[];
  readonly probes: readonly Probe[];
}

describe.skipIf(!existsSync(GENERATOR))("generated rule sets (skipped where ../shared is absent)", () => {
  it.each([
    { rules: 200, zones: 4, seed: 1 },
    { rules: 1000, zones: 8, seed: 3 },
  ])("$rules rules, $zones zones, seed $seed", ({ rules, zones, seed }) => {
    const folder = mkdtempSync(join(tmpdir(), "zoneproof-pfsense-"));
    execFileSync(
      "python3",
      [GENERATOR, "--rules", `${rules}`, "--zones", `${zones}`, "--seed", `${seed}`, "--out", folder],
      { stdio: "ignore" },
    );
    const { device, codes, account } = parseText(readFileSync(join(folder, "pfsense.xml"), "utf8"));
    const expected = JSON.parse(readFileSync(join(folder, "rules.json"), "utf8")) as Generated;
    rmSync(folder, { recursive: true });
    const interfaceOf = new Map(expected.zones.map((zone) => [zone.name, zone.pfsense_interface]));
    const wrong = expected.probes.filter((probe) => {
      const port = probe.dst_port === undefined ? "" : `:${probe.dst_port}`;
      const text = `${probe.protocol} ${probe.src} > ${probe.dst}${port}`;
      const found = walk(device, text, interfaceOf.get(probe.in_zone) ?? "", interfaceOf.get(probe.out_zone) ?? "");
      return found !== probe.action;
    });
    expect(expected.probes.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
    expect(codes).toEqual([]);
    expect(account.counts().notUnderstood).toBe(0);
  });
});
