/** The short list: one action for all that one change repairs, weighed as reference/checks.md suggests. */
import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/judge/finding.js";
import { planOf, scoreOf } from "../../src/report/plan.js";
import type { CheckResult } from "../../src/report/result.js";
import { CORE, EDGE, finding, place, plantResult, sl, zone } from "./plant-result.js";

function planned(findings: readonly Finding[], more: Partial<CheckResult> = {}) {
  return planOf(plantResult({ findings, ...more }));
}

describe("scoreOf", () => {
  const at = (level: number, kind: string) => ({ ...zone("Z", kind), sl_target: sl(level), has_sl_target: true });

  it.each([
    ["a high finding at SL 2", "high", [at(2, "cell")], 7],
    ["a level more", "high", [at(3, "cell"), at(1, "cell")], 8],
    ["a level less", "high", [at(1, "cell")], 6],
    ["a safety zone", "medium", [at(2, "safety")], 6],
    ["an attacker's side", "medium", [at(2, "cell"), at(2, "vendor")], 5],
    ["never above 10", "critical", [at(4, "safety"), at(1, "internet")], 10],
    ["never below 0", "info", [at(0, "building")], 0],
    ["zones without a level", "low", [{ ...zone("Z"), has_sl_target: false }], 2],
    ["no zone", "low", [], 2],
  ] as const)("%s", (_, severity, zones, score) => {
    expect(scoreOf(finding({ severity }), zones)).toBe(score);
  });
});

describe("planOf", () => {
  it("makes one action of what one change repairs, and names each step once", () => {
    const findings = [
      finding({ severity: "high", fingerprint: "01", action: "Delete it.", owner: "OT" }),
      finding({ severity: "low", fingerprint: "02", action: "Log it.", owner: "IT" }),
      finding({ severity: "low", fingerprint: "03", action: "Delete it.", owner: "IT+OT" }),
    ];
    const [only, ...others] = planned(findings);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ owners: ["IT", "OT"], steps: ["Delete it.", "Log it."], severity: "high" });
    expect(only?.findings.map(({ fingerprint }) => fingerprint)).toEqual(["01", "02", "03"]);
  });

  it("goes by phase, then by score, then by how many places there are", () => {
    const at = (line: number, more: Partial<Finding>) => finding({ locations: [place(CORE, line)], ...more });
    const findings = [
      at(1, { severity: "critical", phase: 2, rule: "later" }),
      at(2, { severity: "high", phase: 1, rule: "wide", locations: [place(CORE, 2), place(EDGE, 3)] }),
      at(3, { severity: "high", phase: 1, rule: "narrow" }),
      at(4, { severity: "critical", phase: 1, rule: "first" }),
    ];
    expect(planned(findings).map(({ name }) => name.split(", ")[1])).toEqual(["first", "narrow", "wide", "later"]);
  });

  it("leaves out what is accepted, and advice", () => {
    expect(planned([finding({ status: "accepted" }), finding({ status: "advice" })])).toEqual([]);
  });

  it("weighs what is found about a device by the zones that lie on it", () => {
    const { map } = plantResult();
    const interfaces = [{ device: "core-1", interface: "Vlan120" }];
    const safety = {
      ...zone("Z-SIS", "safety"),
      networks: [],
      backup_to: [],
      unpatchable: [],
      interfaces,
      location: place(CORE, 1),
    };
    const about: Partial<Finding> = { severity: "medium" };
    const { from: _from, to: _to, ...device } = finding(about);
    const scores = (zones: NonNullable<CheckResult["map"]>["zones"]) =>
      planned([device], { map: { conduits: [], exceptions: [], attestations: [], ...map, zones } }).map(
        ({ score }) => score,
      );
    const [without] = scores([]);
    expect(scores([safety])).toEqual([(without ?? 0) + 2 + Math.max(...Object.values(safety.sl_target)) - 2]);
  });
});
