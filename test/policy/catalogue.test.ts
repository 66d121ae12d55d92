import { describe, expect, it } from "vitest";
import { readCatalogue } from "../../src/policy/catalogue.js";
import type { PolicySources } from "../../src/policy/sources.js";

const MODULE = "network-segmentation/cell-to-cell/cell-to-cell.rego";
const CUSTOM = {
  severity: "high",
  sl_target: { RDF: 2, RA: 3 },
  requirements: ["SR 5.1", "SR 5.2 RE 1"],
  verdict_kind: "decisive",
  owner: "OT",
  phase: 1,
  action: "Deny traffic between the cells.",
};

function read(values: object, slices = ["pair"]) {
  const sources: PolicySources = {
    modules: {},
    checks: [{ id: "cell-to-cell", area: "network-segmentation", module: MODULE, slices }],
    examples: new Map(),
    thresholds: {},
    shared: new Set<string>(),
  };
  const note = {
    scope: "package",
    title: "Traffic from cell to cell",
    description: "Two cells\n  may talk.\n",
    ...values,
  };
  return readCatalogue(sources, [{ path: [], file: MODULE, row: 1, values: note }]);
}

describe("readCatalogue", () => {
  it("reads METADATA into the words of the program", () => {
    expect(read({ custom: CUSTOM })).toEqual({
      entries: [
        {
          id: "cell-to-cell",
          area: "network-segmentation",
          title: "Traffic from cell to cell",
          description: "Two cells may talk.",
          severity: "high",
          slTarget: { RDF: 2, RA: 3 },
          requirements: ["SR 5.1", "SR 5.2 RE 1"],
          verdictKind: "decisive",
          owner: "OT",
          phase: 1,
          action: "Deny traffic between the cells.",
          slices: ["pair"],
          needsMap: true,
        },
      ],
      problems: [],
    });
  });

  it("takes a check of devices for one that needs no map, unless it says so", () => {
    expect(read({ custom: CUSTOM }, ["pair", "device"]).entries[0]?.needsMap).toBe(false);
    expect(read({ custom: { ...CUSTOM, needs_map: true } }, ["device"]).entries[0]?.needsMap).toBe(true);
  });

  const faults: { fault: string; values: object; slices?: string[]; says: RegExp }[] = [
    { fault: "no title", values: { title: undefined, custom: CUSTOM }, says: /title and description/ },
    { fault: "no description", values: { description: undefined, custom: CUSTOM }, says: /title and description/ },
    { fault: "nothing of its own", values: {}, says: /custom\.severity/ },
    {
      fault: "a severity that is not one",
      values: { custom: { ...CUSTOM, severity: "hihg" } },
      says: /custom\.severity/,
    },
    { fault: "a key nobody knows", values: { custom: { ...CUSTOM, pahse: 1 } }, says: /pahse/ },
    {
      fault: "an SL that does not exist",
      values: { custom: { ...CUSTOM, sl_target: { RDF: 5 } } },
      says: /sl_target\.RDF/,
    },
    { fault: "an SL of nothing", values: { custom: { ...CUSTOM, sl_target: {} } }, says: /at least one/ },
    {
      fault: "an element that does not exist",
      values: { custom: { ...CUSTOM, sl_target: { RFD: 1 } } },
      says: /sl_target/,
    },
    {
      fault: "a number for an id",
      values: { custom: { ...CUSTOM, requirements: [5.1] } },
      says: /an id such as SR 5\.2/,
    },
    {
      fault: "an id without SR",
      values: { custom: { ...CUSTOM, requirements: ["5.1"] } },
      says: /an id such as SR 5\.2/,
    },
    {
      fault: "a verdict kind that is not one",
      values: { custom: { ...CUSTOM, verdict_kind: "maybe" } },
      says: /verdict_kind/,
    },
    { fault: "an owner that is nobody", values: { custom: { ...CUSTOM, owner: "me" } }, says: /custom\.owner/ },
    { fault: "no rule that is asked", values: { custom: CUSTOM }, slices: [], says: /never find anything/ },
  ];
  for (const { fault, values, slices, says } of faults) {
    it(`refuses ${fault}, at the METADATA`, () => {
      const { problems } = read(values, slices);
      expect(problems[0]).toMatchObject({ file: MODULE, row: 1 });
      expect(problems.map(({ message }) => message).join("\n")).toMatch(says);
    });
  }

  it("refuses a check without METADATA", () => {
    const sources: PolicySources = {
      modules: {},
      checks: [{ id: "cell-to-cell", area: "network-segmentation", module: MODULE, slices: ["pair"] }],
      examples: new Map(),
      thresholds: {},
      shared: new Set<string>(),
    };
    expect(readCatalogue(sources, []).problems).toMatchObject([{ file: MODULE }]);
  });
});
