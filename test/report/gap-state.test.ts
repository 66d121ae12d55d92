/** The state of a requirement: every combination of what can be known of it. */
import { describe, expect, it } from "vitest";
import { GAP_STATES, type GapKnowledge, gapStates } from "../../src/report/gap-state.js";

const KEYS = ["applies", "violated", "unproved", "indicated", "accepted", "attested", "checked", "whole"] as const;
const COMBINATIONS = Array.from(
  { length: 2 ** KEYS.length },
  (_, bits) => Object.fromEntries(KEYS.map((key, bit) => [key, (bits & (1 << bit)) !== 0])) as unknown as GapKnowledge,
);
const known = (...keys: (typeof KEYS)[number][]): GapKnowledge =>
  Object.fromEntries(KEYS.map((key) => [key, keys.includes(key)])) as unknown as GapKnowledge;

describe("the state of a requirement", () => {
  it.each([
    { told: known("applies"), state: "missing", also: [] },
    { told: known("applies", "checked", "whole"), state: "no-contradiction", also: [] },
    { told: known("applies", "checked"), state: "partly-assessed", also: [] },
    { told: known("applies", "attested"), state: "attested", also: [] },
    { told: known("applies", "attested", "checked", "whole"), state: "attested", also: ["no-contradiction"] },
    { told: known("applies", "attested", "checked"), state: "attested", also: ["partly-assessed"] },
    { told: known("applies", "accepted", "attested", "checked", "whole"), state: "accepted", also: ["attested"] },
    { told: known("applies", "accepted", "checked"), state: "accepted", also: ["partly-assessed"] },
    { told: known("applies", "indicated", "attested", "checked", "whole"), state: "indicated", also: ["attested"] },
    { told: known("applies", "unproved", "indicated", "checked", "whole"), state: "unproved", also: ["indicated"] },
    {
      told: known("applies", "violated", "accepted", "attested", "checked"),
      state: "contradicted",
      also: ["accepted", "attested", "partly-assessed"],
    },
    { told: known(), state: "not-applicable", also: [] },
    { told: known("checked", "whole"), state: "not-applicable", also: [] },
    { told: known("checked"), state: "not-applicable", also: [] },
    { told: known("attested"), state: "attested", also: ["not-applicable"] },
    { told: known("violated", "checked", "whole"), state: "contradicted", also: ["not-applicable"] },
  ])("is $state, and $also", ({ told, state, also }) => expect(gapStates(told)).toEqual({ state, also }));

  it.each(COMBINATIONS)("loses nothing of %o", (told) => {
    const { state, also } = gapStates(told);
    const all = [state, ...also];
    expect(all).toEqual(GAP_STATES.filter((one) => all.includes(one)));
    expect(all.includes("contradicted")).toBe(told.violated);
    expect(all.includes("unproved")).toBe(told.unproved);
    expect(all.includes("indicated")).toBe(told.indicated);
    expect(all.includes("accepted")).toBe(told.accepted);
    expect(all.includes("attested")).toBe(told.attested);
    expect(all.includes("not-applicable")).toBe(!told.applies);
    const isFound = told.violated || told.unproved || told.indicated || told.accepted;
    // Nothing is called clean that was found, that nobody looked for, or that could not be looked at.
    expect(all.includes("no-contradiction")).toBe(told.applies && told.checked && told.whole && !isFound);
    expect(all.includes("partly-assessed")).toBe(told.applies && told.checked && !told.whole);
    expect(all.includes("missing")).toBe(told.applies && !told.checked && !told.attested && !isFound);
  });
});
