/** The gap table: what findings, exceptions and attestations say of requirements, zone by zone. */
import { describe, expect, it } from "vitest";
import { gapText } from "../../src/report/gap-words.js";
import { requirementRows } from "../../src/report/requirements.js";
import type { CheckResult } from "../../src/report/result.js";
import { CATALOGUE, CORE, finding, pair, plantResult, sl, zone } from "./plant-result.js";

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

  const attest = (zones: string[], expires: string, owner = "OT"): NonNullable<CheckResult["map"]>["attestations"] => [
    { requirement: REQUIREMENT, zones, evidence: "test", owner, expires, location: AT },
  ];
  const rowOf = (more: Partial<CheckResult>, id = REQUIREMENT) =>
    requirementRows(result(more), TODAY).find((row) => row.id === id)!;

  it("is not attested where no day was given to judge that for, and says so", () => {
    const attestations = attest(["Z-RCA", "Z-PKG"], "2020-01-01");
    const row = requirementRows(result({ map: { ...MAP, attestations } }), undefined).find(
      ({ id }) => id === REQUIREMENT,
    );
    expect(row?.state).toBe("no-contradiction");
    const [cell] = row?.zones ?? [];
    expect(cell).toMatchObject({ state: "no-contradiction", attested: { until: "2020-01-01", expired: null } });
    expect(gapText(cell!, cell!.attested)).toContain(
      "attested by OT until 2020-01-01, and no day was given to judge that for",
    );
  });

  it("is attested while every zone has an attestation that is valid", () => {
    const attested = (zones: string[], expires: string) =>
      stateOf({ map: { ...MAP, attestations: attest(zones, expires) } });
    expect(attested(["Z-RCA", "Z-PKG"], "2026-06-01")).toBe("attested");
    expect(attested(["Z-RCA", "Z-PKG"], TODAY)).toBe("attested");
    expect(attested(["Z-RCA"], "2026-06-01")).toBe("no-contradiction");
    expect(attested(["Z-RCA", "Z-PKG"], "2026-05-30")).toBe("no-contradiction");
  });

  it("says who vouches for it and until when, whatever else is known", () => {
    const attestations = [...attest(["Z-RCA"], "2026-06-01", "IT"), ...attest(["Z-RCA"], "2027-01-01")];
    const [cell] = rowOf({
      map: { ...MAP, attestations },
      notAssessed: [{ check: CHECK.id, reason: "the export does not say" }],
    }).zones;
    const attested = { owner: "OT", until: "2027-01-01", expired: false };
    expect(cell).toMatchObject({ state: "attested", also: ["partly-assessed"], attested });
    expect(gapText(cell!, cell!.attested)).toBe("attested by OT until 2027-01-01; partly assessed");
  });

  it.each([
    [REQUIREMENT, "no-contradiction", "no contradiction found: checks looked and found nothing, which is no proof"],
    ["SR 1.4", "missing", "missing: no check speaks of it, and it needs an attestation"],
  ])("says of %s that its attestation has expired", (requirement, state, words) => {
    const attestations = attest(["Z-RCA"], "2026-05-30").map((one) => ({ ...one, requirement }));
    const [cell] = rowOf({ map: { ...MAP, attestations } }, requirement).zones;
    expect(cell).toMatchObject({ state, also: [], attested: { owner: "OT", until: "2026-05-30", expired: true } });
    expect(gapText(cell!, cell!.attested)).toBe(`${words}; the attestation of OT expired on 2026-05-30`);
  });

  it("is contradicted whoever vouches for it", () => {
    const findings = [found({ verdict: "violated", status: "open" })];
    const row = rowOf({ findings, map: { ...MAP, attestations: attest(["Z-RCA", "Z-PKG"], "2027-01-01") } });
    expect(row).toMatchObject({ state: "contradicted", also: ["attested"] });
    expect(row.zones.map(({ state, also }) => [state, ...also])).toEqual([
      ["contradicted", "attested"],
      ["attested", "no-contradiction"],
    ]);
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
    const rest = { also: [], advice: 0 };
    expect(row?.zones).toEqual([
      { zone: "Z-RCA", state: "contradicted", open: 1, attested: null, ...rest },
      { zone: "Z-PKG", state: "no-contradiction", open: 0, attested: null, ...rest },
    ]);
    expect(row?.conduits).toEqual([{ conduit: "C-01", state: "contradicted", open: 1, ...rest }]);
  });
});

describe("a requirement above the SL-T", () => {
  // SR 4.1 RE 1 is asked from SL 2, in DC.
  const ABOVE = "SR 4.1 RE 1";
  const CHECKS = [{ ...CHECK, requirements: [ABOVE] }];
  const zones = (...targets: (Partial<NonNullable<CheckResult["map"]>["zones"][number]> | number)[]) =>
    targets.map((one, index) => ({
      ...MAP.zones[0]!,
      id: `Z-${index}`,
      ...(typeof one === "number" ? { sl_target: { ...sl(4), DC: one } } : one),
    }));
  const rowOf = (map: Partial<typeof MAP>, more: Partial<CheckResult> = {}) =>
    requirementRows(result({ map: { ...MAP, conduits: [], ...map }, catalogue: CHECKS, ...more }), TODAY).find(
      ({ id }) => id === ABOVE,
    )!;

  it("is not applicable by the element of its own foundational requirement alone", () => {
    const { zones: cells, state } = rowOf({ zones: zones(1, 2, { sl_target: { ...sl(1), DC: 2 } }, 0) });
    expect(cells.map((cell) => cell.state)).toEqual([
      "not-applicable",
      "no-contradiction",
      "no-contradiction",
      "not-applicable",
    ]);
    expect(state).toBe("no-contradiction");
  });

  it("is not applicable to the plant where nobody asks for it", () => {
    expect(rowOf({ zones: zones(1, 1) }).state).toBe("not-applicable");
    const conduits = [{ ...CONDUIT, sl_target: { ...sl(0), DC: 2 } }];
    expect(rowOf({ zones: zones(1, 1), conduits })).toMatchObject({
      state: "no-contradiction",
      conduits: [{ conduit: "C-01", state: "no-contradiction" }],
    });
  });

  it("is asked of a conduit by its own SL-T, and by that of its pair where it has none", () => {
    const pairs = [pair("Z-RCA", "Z-OPS", { sl_target: { ...sl(1), DC: 2 } })];
    const bare = { ...CONDUIT, id: "C-02", has_sl_target: false, sl_target: sl(0) };
    const conduits = [{ ...CONDUIT, sl_target: { ...sl(4), DC: 1 } }, bare];
    expect(rowOf({ zones: zones(1), conduits }, { pairs }).conduits.map(({ state }) => state)).toEqual([
      "not-applicable",
      "no-contradiction",
    ]);
  });

  it("is never taken for not applicable where the level was forgotten; of the internet nothing is asked", () => {
    const none = { has_sl_target: false, sl_target: sl(0) };
    const { zones: cells } = rowOf({ zones: zones(none, { ...none, kind: "internet" }) });
    expect(cells.map(({ state }) => state)).toEqual(["no-contradiction", "not-applicable"]);
    expect(requirementRows(plantResult({ findings: [] }), TODAY).every(({ state }) => state !== "contradicted")).toBe(
      true,
    );
  });

  it("is not contradicted by what was judged below its level, and says how much is advice", () => {
    const pairs = [pair("Z-0", "Z-1", { sl_target: sl(1) })];
    const about = { requirements: [ABOVE], from: "Z-0", to: "Z-1", verdict: "violated" } as const;
    const findings = [finding({ ...about, status: "open" }), finding({ ...about, status: "advice" })];
    const [cell] = rowOf({ zones: zones(1, 1) }, { pairs, findings }).zones;
    expect(cell).toMatchObject({ state: "not-applicable", also: [], open: 1, advice: 1 });
  });

  it("is contradicted where the other zone asks for it", () => {
    const pairs = [pair("Z-0", "Z-1", { sl_target: sl(2) })];
    const findings = [finding({ requirements: [ABOVE], from: "Z-0", to: "Z-1", verdict: "violated", status: "open" })];
    const { zones: cells } = rowOf({ zones: zones(1, 2) }, { pairs, findings });
    expect(cells.map(({ state, also }) => [state, ...also])).toEqual([
      ["contradicted", "not-applicable"],
      ["contradicted"],
    ]);
  });
});

describe("the list of requirements", () => {
  it("has all 100 of IEC 62443-3-3, and says where nothing speaks of one", () => {
    const rows = requirementRows(result({}), TODAY);
    expect(rows).toHaveLength(100);
    expect(rows.find(({ id }) => id === "SR 4.2")).toMatchObject({ state: "missing", checks: [], fromLevel: 2 });
  });
});
