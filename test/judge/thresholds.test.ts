import { describe, expect, it } from "vitest";
import { isThresholds, tuneThresholds } from "../../src/judge/thresholds.js";

const DEFAULTS = {
  "level-skip": { levels: 2 },
  "weak-vpn-crypto": { algorithms: ["des", "md5"], least_dh_group: 14 },
  "wide-network-in-rule": { most_address_bits: [8, 16, 8, 4, 0] },
};
const tune = (given: unknown) => tuneThresholds(DEFAULTS, given, "values.yaml");

describe("tuneThresholds", () => {
  it("puts values in place of the usual ones, and tells which changed", () => {
    const { thresholds, tuned } = tune({ "level-skip": { levels: 3 }, "weak-vpn-crypto": { least_dh_group: 14 } });
    expect(thresholds).toEqual({ ...DEFAULTS, "level-skip": { levels: 3 } });
    expect(tuned).toEqual([{ check: "level-skip", name: "levels", value: 3, usual: 2 }]);
  });

  it("takes any number of texts, and leaves the defaults as they are", () => {
    const { thresholds } = tune({ "weak-vpn-crypto": { algorithms: ["des"] } });
    expect(thresholds["weak-vpn-crypto"]).toEqual({ algorithms: ["des"], least_dh_group: 14 });
    expect(DEFAULTS["weak-vpn-crypto"].algorithms).toEqual(["des", "md5"]);
  });

  // Each would be undefined in Rego, so that the check never fires.
  const wrong: { what: string; given: unknown; says: RegExp }[] = [
    { what: "no table", given: [3], says: /holds no thresholds/ },
    { what: "an unknown check", given: { "level-skp": { levels: 3 } }, says: /belongs to a check "level-skp"/ },
    { what: "a name of every object", given: { constructor: {} }, says: /belongs to a check "constructor"/ },
    { what: "an unknown name", given: { "level-skip": { level: 3 } }, says: /level-skip has no threshold "level"/ },
    { what: "a check without values", given: { "level-skip": 3 }, says: /level-skip holds no thresholds/ },
    { what: "a text for a number", given: { "level-skip": { levels: "3" } }, says: /cannot be "3"/ },
    { what: "a number below 0", given: { "level-skip": { levels: -1 } }, says: /cannot be -1/ },
    { what: "a half", given: { "level-skip": { levels: 1.5 } }, says: /cannot be 1\.5/ },
    {
      what: "too few numbers by level",
      given: { "wide-network-in-rule": { most_address_bits: [8, 8] } },
      says: /cannot be \[8,8\]/,
    },
    { what: "an empty list", given: { "weak-vpn-crypto": { algorithms: [] } }, says: /cannot be \[\]/ },
    { what: "a list of both", given: { "weak-vpn-crypto": { algorithms: ["des", 3] } }, says: /cannot be/ },
  ];
  for (const { what, given, says } of wrong) {
    it(`refuses ${what}`, () => {
      expect(() => tune(given)).toThrow(says);
    });
  }
});

describe("isThresholds", () => {
  it("knows tables of values by check and name from others", () => {
    expect(isThresholds(DEFAULTS)).toBe(true);
    for (const other of [[], { a: 1 }, { a: { b: {} } }, { a: { b: [] } }, null])
      expect(isThresholds(other)).toBe(false);
  });
});
