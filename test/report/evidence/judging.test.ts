/** What judged an evidence pack, written and read again. */
import { describe, expect, it } from "vitest";
import { type Judging, judgingText, readJudging } from "../../../src/report/evidence/judging.js";

const OWN = {
  label: "policies",
  sha256: "ab".repeat(32),
  seconds: 10,
  wasm: new Uint8Array([0, 97, 115, 109, 255]),
  catalogue: [],
  thresholds: { "level-skip": { levels: 2 } },
};

const CHOSEN: Judging = {
  profile: "hygiene",
  checks: { disable: [{ check: "no-login-banner", reason: "shown by the jump host" }], enable: [], severity: {} },
  policies: { own: OWN, data: { file: "values.yaml", values: { "level-skip": { levels: 3 } } } },
};

describe("what judged", () => {
  it("is the same after it was written", () => {
    const read = readJudging(judgingText(CHOSEN) ?? "");
    expect(read).toMatchObject({
      profile: "hygiene",
      checks: CHOSEN.checks,
      policies: { data: CHOSEN.policies?.data },
    });
    const own = "policies" in read ? read.policies?.own : undefined;
    expect({ ...own, wasm: [...(own?.wasm ?? [])] }).toEqual({ ...OWN, wasm: [...OWN.wasm] });
  });

  it("is the same text when it is written from what was read, in whatever order it was given", () => {
    const checks = {
      severity: {},
      enable: [],
      disable: [{ reason: "shown by the jump host", check: "no-login-banner" }],
      profile: "hygiene",
    };
    const text = judgingText({ checks }) ?? "";
    const read = readJudging(text);
    expect("why" in read ? read.why : judgingText(read)).toBe(text);
  });

  it("is no file where the shipped checks judged as they are", () => {
    expect(judgingText({})).toBeUndefined();
  });

  it.each([
    ["no JSON", "{", "is no JSON"],
    ["a key too many", '{"profile":null,"checks":null,"thresholds":null,"own":null,"more":1}', "judging.json"],
    [
      "a time without end",
      JSON.stringify({ profile: null, checks: null, thresholds: null, own: { ...OWN, wasm: "", seconds: 1e9 } }),
      "own.seconds",
    ],
  ])("is refused: %s", (_, text, why) => {
    expect(readJudging(text)).toHaveProperty("why", expect.stringContaining(why));
  });
});
