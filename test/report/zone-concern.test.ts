/** What the gap table counts for a zone is what its link shows: one rule for both. */
import { describe, expect, it } from "vitest";
import { reportJson } from "../../src/report/json.js";
import { requirementRows } from "../../src/report/requirements.js";
import { concernOf, conduitsConcerned } from "../../src/report/zone-concern.js";
import { finding, plantResult } from "./plant-result.js";

const DAY = "2026-11-26";
const about = concernOf({
  conduits: [{ id: "c-1", between: ["ops", "cell-a"] }],
  devices: [{ id: "core-1", zones: ["ops", "dmz"] }],
});
const ZONES = ["ops", "cell-a", "dmz"];

describe("concernOf", () => {
  it.each([
    ["a pair, whatever its device", { from: "ops", to: "cell-a", device: "core-1" }, ["ops", "cell-a"]],
    ["a zone", { from: null, zone: "dmz", conduit: "c-1" }, ["dmz"]],
    ["a conduit", { from: null, zone: null, conduit: "c-1", device: null }, ["ops", "cell-a"]],
    ["a device", { device: "core-1" }, ["ops", "dmz"]],
    ["a device that no zone lies on", { device: "fw-9" }, []],
    ["nothing in particular", { from: null, zone: null, conduit: null, device: null }, ZONES],
  ])("takes a finding about %s", (_, said, zones) => {
    expect(ZONES.filter((zone) => about(said, zone))).toEqual(zones);
  });
});

describe("conduitsConcerned", () => {
  const conduits = [
    { id: "c-1", between: ["ops", "cell-a"] },
    { id: "c-2", between: ["ops", "dmz"] },
  ];
  const concerned = conduitsConcerned(conduits, [
    { from: "ops", to: "cell-a", devices: ["core-1"] },
    { from: "dmz", to: "ops", devices: ["fw-edge"] },
    { from: "cell-a", to: "dmz", devices: ["fw-9"] },
  ]);

  it.each([
    ["a conduit, whatever its pair", { conduit: "c-1", from: "ops", to: "dmz" }, ["c-1"]],
    ["a pair, whichever way round", { from: "cell-a", to: "ops", device: "fw-edge" }, ["c-1"]],
    ["a pair that no conduit joins", { from: "cell-a", to: "dmz" }, []],
    ["a zone", { zone: "ops" }, []],
    ["a device between its zones", { device: "fw-edge" }, ["c-2"]],
    ["a device between others", { device: "fw-9" }, []],
    ["nothing in particular", { from: null, zone: null, conduit: null, device: null }, ["c-1", "c-2"]],
  ])("takes a finding about %s", (_, said, ids) => {
    expect(concerned(said).map((at) => conduits[at]?.id)).toEqual(ids);
  });
});

it("gives the counts of the gap table from the findings of the page", () => {
  const map = plantResult().map!;
  const [zone, conduit] = [map.zones[0]!.id, map.conduits[0]!.id];
  const { from: _, to: __, conduit: ___, ...bare } = finding({});
  const findings = [...plantResult().findings, { ...bare, zone }, { ...bare, conduit }, bare];
  const result = plantResult({ findings });
  const report = reportJson(result);
  const concerns = concernOf({ conduits: report.map?.conduits ?? [], devices: report.devices });
  const rows = requirementRows(result, DAY).flatMap(({ id, zones }) => zones.map((one) => ({ id, ...one })));
  expect(rows.some(({ open }) => open > 1)).toBe(true);
  for (const { id, zone: there, open } of rows) {
    const shown = report.findings.filter(
      (one) =>
        one.status === "open" && (report.checks[one.check]?.requirements ?? []).includes(id) && concerns(one, there),
    );
    expect(shown.length, `${id} in ${there}`).toBe(open);
  }
});
