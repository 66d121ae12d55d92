import { describe, expect, it } from "vitest";
import { didYouMean, nearest } from "../../src/diagnostics/nearest.js";

const NAMES = ["scada", "scada01", "cell-a", "cell-b", "sl-target", "networks"];

describe("nearest", () => {
  it.each([
    ["letters swapped", "sl-traget", "sl-target"],
    ["a letter left out, another name is as near", "scada1", "scada01"],
    ["a letter too many", "networkss", "networks"],
    ["another case", "SCADA", "scada"],
    ["an underscore for a hyphen", "sl_target", "sl-target"],
    ["the first of equals", "cell-c", "cell-a"],
  ])("finds a name with %s", (_, wrong, meant) => {
    expect(nearest(wrong, NAMES)).toBe(meant);
    expect(didYouMean(wrong, NAMES)).toBe(`did you mean "${meant}"?`);
  });

  it.each(["historian", "x", "", "cell-historian"])("does not guess at %j", (wrong) => {
    expect(nearest(wrong, NAMES)).toBeUndefined();
    expect(didYouMean(wrong, NAMES)).toBeUndefined();
  });
});
