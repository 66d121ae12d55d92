/** The gap table: what findings, exceptions and attestations say of requirements, zone by zone. */
import { describe, expect, it } from "vitest";
import { requirementRows } from "../../src/report/requirements.js";
import type { CheckResult } from "../../src/report/result.js";
import { CATALOGUE, CORE, finding, plantResult, sl, zone } from "./plant-result.js";

const AT = { file: CORE.path, line: 1, column: 1, end_line: 1, end_column: 1 };
const CHECK = CATALOGUE[0]!;
const REQUIREMENT = CHECK.requirements[0]!;
const TODAY = "2026-05-31";

const CONDUIT = {
  id: "C-01",
  between: ["Z-RCA", "Z-OPS"],
  sl_target: sl(2),
  has_sl_target: true,
  flows: [],
  location: AT,
};
const MAP: NonNullable<CheckResult["map"]> = {
  zones: ["Z-RCA", "Z-PKG"].map((id) => ({
    ...zone(id),
    networks: [],
    backup_to: [],
    unpatchable: [],
    interfaces: [],
    location: AT,
  })),
  conduits: [CONDUIT],
  exceptions: [],
  attestations: [],
};

function result(more: Partial<CheckResult>): CheckResult {
  const clean = { findings: [], notAssessed: [], diagnostics: [], inputs: [], devices: [], catalogue: [CHECK] };
  return plantResult({ ...clean, map: MAP, ...more });
}

function stateOf(more: Partial<CheckResult>): string | undefined {
  return requirementRows(result(more), TODAY).find(({ id }) => id === REQUIREMENT)?.state;
}

const found = (more: object) => finding({ requirements: [REQUIREMENT], from: "Z-RCA", to: "Z-OPS", ...more });

describe("the state of a requirement", () => {
  it.each([
    ["contradicted", { findings: [found({ verdict: "violated", status: "open" })] }],
    ["unproved", { findings: [found({ verdict: "unproved", status: "open" })] }],
    ["indicated", { findings: [found({ verdict: "indicated", status: "open" })] }],
    ["contradicted", { findings: [found({ verdict: "violated", status: "known" })] }],
    ["accepted", { findings: [found({ verdict: "violated", status: "accepted" })] }],
    ["partly-assessed", { notAssessed: [{ check: CHECK.id, reason: "the export does not say" }] }],
    ["no-contradiction", {}],
  ] as const)("is %s", (state, more) => expect(stateOf(more as Partial<CheckResult>)).toBe(state));

  it("is never clean while an input was not analysed", () => {
    expect(stateOf({ inputs: [{ file: "fw.conf", sha256: "", devices: [], role: "failed" }] })).toBe("partly-assessed");
  });

  it("is attested while every zone has an attestation that is valid", () => {
    const attested = (zones: string[], expires: string) =>
      stateOf({
        map: {
          ...MAP,
          attestations: [{ requirement: REQUIREMENT, zones, evidence: "test", owner: "OT", expires, location: AT }],
        },
      });
    expect(attested(["Z-RCA", "Z-PKG"], "2026-06-01")).toBe("attested");
    expect(attested(["Z-RCA"], "2026-06-01")).toBe("no-contradiction");
    expect(attested(["Z-RCA", "Z-PKG"], "2026-05-30")).toBe("no-contradiction");
  });

  it.each([
    ["the zone it names", { zone: "Z-PKG" }, [0, 1]],
    ["the zones of the conduit it names", { conduit: "C-01" }, [1, 0]],
    ["all zones where it names nothing", {}, [1, 1]],
  ])("is that of %s", (_, about, open) => {
    const {
      from: _from,
      to: _to,
      device: _device,
      conduit: _conduit,
      ...bare
    } = finding({ requirements: [REQUIREMENT] });
    const rows = requirementRows(result({ findings: [{ ...bare, ...about }] }), TODAY);
    expect(rows.find(({ id }) => id === REQUIREMENT)?.zones.map((one) => one.open)).toEqual(open);
  });

  it("is told zone by zone", () => {
    const findings = [found({ verdict: "violated", status: "open" })];
    const row = requirementRows(result({ findings }), TODAY).find(({ id }) => id === REQUIREMENT);
    expect(row?.zones).toEqual([
      { zone: "Z-RCA", state: "contradicted", open: 1 },
      { zone: "Z-PKG", state: "no-contradiction", open: 0 },
    ]);
  });
});

describe("the list of requirements", () => {
  it("has all 100 of IEC 62443-3-3, and says where nothing speaks of one", () => {
    const rows = requirementRows(result({}), TODAY);
    expect(rows).toHaveLength(100);
    expect(rows.find(({ id }) => id === "SR 4.2")).toMatchObject({ state: "no-evidence", checks: [], fromLevel: 2 });
  });
});
