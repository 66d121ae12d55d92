/** What of the checks is not as they are by themselves stands in every format: a check that is switched off is never silent. */
import { describe, expect, it } from "vitest";
import { renderOscal } from "../../src/report/evidence/oscal.js";
import { requirementStatements, zoneStatements } from "../../src/report/evidence/statements.js";
import { FORMATS } from "../../src/report/formats.js";
import { renderHtml } from "../../src/report/html.js";
import type { CheckResult, JudgingSettings } from "../../src/report/result.js";
import { settingsLines } from "../../src/report/settings.js";
import { plantResult } from "./plant-result.js";

const DAY = "2026-11-26";
const SETTINGS: JudgingSettings = {
  profile: {
    id: "baseline",
    disabled: [
      { check: "no-login-banner", reason: "switched off: the jump host shows it" },
      { check: "level-skip", reason: "not in the profile baseline" },
    ],
    severities: [{ check: "any-any-rule", severity: "high", usual: "critical" }],
  },
  own: { label: "my-policies", checks: ["own-check", "snmp-v1v2c"], overrides: ["snmp-v1v2c"] },
  tuned: [{ check: "no-password-policy", name: "least_length", value: 12, usual: 8 }],
};

describe("settings", () => {
  it("are sentences", () => {
    expect(settingsLines(SETTINGS)).toEqual([
      "the profile is baseline",
      "1 check switched off: the jump host shows it: no-login-banner",
      "1 check not in the profile baseline: level-skip",
      "any-any-rule is high here, by itself critical",
      "my-policies adds own-check",
      "my-policies stands in place of the shipped snmp-v1v2c",
      "no-password-policy measures by least_length 12, by itself 8",
    ]);
    expect(settingsLines(plantResult().settings)).toEqual([]);
  });

  it.each<[string, (result: CheckResult) => string]>([
    ["zones.md", (result) => zoneStatements(result, [])],
    ["requirements.md", (result) => requirementStatements(result, [])],
    ["OSCAL", (result) => renderOscal(result, DAY)],
    ["HTML", (result) => renderHtml(result, DAY, { script: "", style: "" })],
  ])("are shown by %s of an evidence pack", (_, render) => {
    const text = render(plantResult({ settings: SETTINGS })).replaceAll("&#95;", "_");
    for (const word of ["no-login-banner", "level-skip", "own-check", "least_length", "the jump host"])
      expect(text, word).toContain(word);
  });

  for (const { id, load } of FORMATS) {
    it(`are shown by ${id}`, async () => {
      const text = (await load())(plantResult({ settings: SETTINGS }), { color: false, width: 200 }).replaceAll(
        "&#95;",
        "_",
      );
      for (const word of [
        "no-login-banner",
        "level-skip",
        "own-check",
        "snmp-v1v2c",
        "least_length",
        "the jump host",
      ]) {
        expect(text).toContain(word);
      }
      expect(text).toMatch(/any-any-rule is high here|"check":\s*"any-any-rule",\s*"severity":\s*"high"/);
    });
  }
});
