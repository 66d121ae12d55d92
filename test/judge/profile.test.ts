import { beforeAll, describe, expect, it } from "vitest";
import { readCompiled } from "../../src/judge/bundle.js";
import type { CatalogueEntry, Finding } from "../../src/judge/finding.js";
import { applyProfile, chooseProfile, PROFILES, withDisabled } from "../../src/judge/profile.js";

const NOTHING = { disable: [], enable: [], severity: {} };

describe("chooseProfile", () => {
  let catalogue: readonly CatalogueEntry[];
  beforeAll(() => {
    catalogue = readCompiled().catalogue;
  });
  const off = (...asked: Parameters<typeof chooseProfile> extends [unknown, ...infer Rest] ? Rest : never) =>
    chooseProfile(catalogue, ...asked).disabled;

  it("asks every check by itself", () => {
    expect(chooseProfile(catalogue, undefined, undefined)).toEqual({ id: "iec62443", disabled: [], severities: [] });
  });

  it("leaves out what needs a map in hygiene, and nothing else", () => {
    const needing = catalogue.filter(({ needsMap }) => needsMap).map(({ id }) => id);
    expect(off(undefined, "hygiene").map(({ check }) => check)).toEqual(needing);
    expect(off(undefined, "hygiene")[0]?.reason).toBe("not in the profile hygiene");
  });

  it("keeps decisive checks that are high or critical in the baseline, which others extend", () => {
    const left = off(undefined, "baseline").map(({ check }) => check);
    expect(left).toContain("no-login-banner");
    expect(left).toContain("level-skip"); // high, but it indicates
    expect(left).not.toContain("undeclared-conduit");
    const extended = off({ ...NOTHING, profile: "baseline", enable: ["no-login-banner"] }, undefined);
    expect(extended.map(({ check }) => check)).toEqual(left.filter((check) => check !== "no-login-banner"));
  });

  it("takes the profile of the command line before that of the map", () => {
    expect(chooseProfile(catalogue, { ...NOTHING, profile: "hygiene" }, "iec62443").disabled).toEqual([]);
  });

  it("switches off what the map says, with its reason", () => {
    const disable = [{ check: "no-login-banner", reason: "the jump host shows it" }];
    expect(off({ ...NOTHING, disable }, undefined)).toEqual([
      { check: "no-login-banner", reason: "switched off: the jump host shows it" },
    ]);
  });

  it("refuses profiles and checks that are none", () => {
    const settings = { ...NOTHING, severity: { "no-login-baner": "high" as const } };
    expect(() => chooseProfile(catalogue, settings, undefined)).toThrow('there is no check "no-login-baner"');
    expect(() => off({ ...NOTHING, enable: ["x"] }, undefined)).toThrow('there is no check "x"');
    expect(() => off(undefined, "hygine")).toThrow('there is no profile "hygine"');
    expect(PROFILES.map(({ id }) => id)).toEqual(["iec62443", "hygiene", "baseline"]);
  });
});

describe("applyProfile", () => {
  const found = (check: string, status: Finding["status"]) => ({ check, status, severity: "low" }) as Finding;
  const profile = {
    id: "iec62443",
    disabled: [{ check: "off", reason: "switched off: so" }],
    severities: [{ check: "loud", severity: "critical", usual: "low" }],
  } as const;

  it("keeps what is asked, with its severity, and leaves advice what it is", () => {
    const findings = [found("off", "open"), found("loud", "open"), found("loud", "advice"), found("other", "open")];
    expect(applyProfile(findings, profile).map(({ check, severity }) => `${check} ${severity}`)).toEqual([
      "loud critical",
      "loud low",
      "other low",
    ]);
  });

  it("lists what is not asked once, and not as something that could not look too", () => {
    const notAssessed = [
      { check: "off", device: "core-1", reason: "the export does not tell" },
      { check: "other", reason: "the export does not tell" },
    ];
    expect(withDisabled(notAssessed, profile)).toEqual([
      { check: "other", reason: "the export does not tell" },
      { check: "off", reason: "switched off: so" },
    ]);
  });
});
