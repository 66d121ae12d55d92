/** The areas of step 3: what is open, and how far it was looked at. */
import { describe, expect, it } from "vitest";
import { areasOf } from "../../src/report/areas.js";
import { CATALOGUE, finding, plantResult } from "./plant-result.js";

const [ENTRY] = CATALOGUE;

function areas(more: Parameters<typeof plantResult>[0]) {
  if (ENTRY === undefined) throw new Error("the catalogue is empty");
  const catalogue = [
    { ...ENTRY, id: "no-log", area: "logging" },
    { ...ENTRY, id: "no-login", area: "authentication" },
    { ...ENTRY, id: "weak-login", area: "authentication" },
  ];
  const [device] = plantResult().devices;
  if (device === undefined) throw new Error("the plant has no device");
  const devices = ["one", "two"].map((id) => ({ ...device, id }));
  return areasOf(plantResult({ catalogue, devices, findings: [], notAssessed: [], ...more }));
}

describe("areasOf", () => {
  it("tells every area of the catalogue, also one where nothing was found", () => {
    const findings = [
      finding({ area: "logging", severity: "high" }),
      finding({ area: "logging", severity: "low", status: "accepted" }),
    ];
    expect(areas({ findings }).map(({ area, open }) => [area, Object.values(open).join(" ")])).toEqual([
      ["authentication", "0 0 0 0 0"],
      ["logging", "0 1 0 0 0"],
    ]);
  });

  it.each([
    ["nowhere missed", [], "all"],
    ["on one device of two", [{ check: "no-log", device: "one", reason: "" }], "some"],
    [
      "on one device, for two reasons",
      [
        { check: "no-log", device: "one", reason: "a" },
        { check: "no-log", device: "one", reason: "b" },
      ],
      "some",
    ],
    [
      "on both devices",
      [
        { check: "no-log", device: "one", reason: "" },
        { check: "no-log", device: "two", reason: "" },
      ],
      "none",
    ],
    ["not asked at all", [{ check: "no-log", reason: "" }], "none"],
  ])("says how far a check looked: %s", (_, notAssessed, expected) => {
    const logging = areas({ notAssessed }).find(({ area }) => area === "logging");
    expect({
      all: logging?.looked,
      some: logging?.partlyAssessed,
      none: logging?.notAssessed,
    }).toEqual({ all: [], some: [], none: [], [expected]: ["no-log"] });
  });

  it("says of no check that it looked where no device was read, but of those that found something in the map", () => {
    const found = areas({ devices: [], findings: [finding({ check: "no-login", area: "authentication" })] });
    expect(found.map(({ looked, notAssessed }) => [looked, notAssessed])).toEqual([
      [["no-login"], ["weak-login"]],
      [[], ["no-log"]],
    ]);
  });
});
