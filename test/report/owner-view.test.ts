/** What one owner is shown: theirs by the check or by the map, the rest counted. */
import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/diagnostics/usage-error.js";
import type { Finding } from "../../src/judge/finding.js";
import { reportJson } from "../../src/report/json.js";
import { renderMarkdown } from "../../src/report/markdown.js";
import { viewOf } from "../../src/report/owner-view.js";
import type { CheckResult } from "../../src/report/result.js";
import { renderTerminal } from "../../src/report/terminal.js";
import { CORE, EDGE, finding, place, plantResult, sl, zone } from "./plant-result.js";

const zoneOf = (id: string, owner: string) => ({
  ...zone(id),
  owner,
  networks: [],
  backup_to: [],
  unpatchable: [],
  interfaces: [],
  location: place(CORE, 1),
});

const MAP: NonNullable<CheckResult["map"]> = {
  ...plantResult().map,
  zones: [zoneOf("Z-OPS", "OT"), zoneOf("Z-PKG", "Packaging+OT"), zoneOf("Z-ENT", "IT")],
  conduits: [
    {
      id: "C-01",
      between: ["Z-ENT", "Z-PKG"],
      sl_target: sl(2),
      has_sl_target: true,
      owner: "business",
      flows: [],
      location: place(CORE, 1),
    },
  ],
  exceptions: [],
  attestations: [],
};

/** Owned by IT by its check, and about nothing of the map. */
function bare(more: Partial<Finding>): Finding {
  const { from: _from, to: _to, device: _device, ...rest } = finding({ owner: "IT" });
  return { ...rest, ...more };
}

function plant(findings: readonly Finding[]): CheckResult {
  const [device] = plantResult().devices;
  if (device === undefined) throw new Error("the plant has no device");
  const on = (id: string, ...zones: string[]) => ({ ...device, id, zones: zones.map((one) => zone(one)) });
  const devices = [on("cell-sw", "Z-PKG"), on("core", "Z-PKG", "Z-ENT"), on("alone")];
  return plantResult({ findings, map: MAP, devices });
}

function isShown(more: Partial<Finding>, owner: string): boolean {
  return viewOf(plant([bare(more)]), owner).shown?.findings.length === 1;
}

describe("viewOf", () => {
  it.each<[string, Partial<Finding>, string, boolean]>([
    ["the check is theirs", { owner: "OT" }, "OT", true],
    ["the check is theirs and of others", { owner: "IT+OT" }, "OT", true],
    ["the check is of others", {}, "OT", false],
    ["in small letters", {}, "it", true],
    ["its conduit is theirs", { conduit: "C-01", from: "Z-ENT", to: "Z-PKG" }, "business", true],
    ["its conduit is of others, though a zone is theirs", { conduit: "C-01", to: "Z-PKG" }, "Packaging", false],
    ["its zone is theirs", { zone: "Z-PKG" }, "Packaging", true],
    ["its zone is of others", { zone: "Z-OPS" }, "Packaging", false],
    ["its pair begins with them", { from: "Z-PKG", to: "Z-ENT" }, "Packaging", true],
    ["its pair ends with them", { from: "Z-ENT", to: "Z-PKG" }, "Packaging", true],
    ["its pair is of others", { from: "Z-ENT", to: "Z-OPS" }, "Packaging", false],
    ["every zone of its device is theirs", { device: "cell-sw" }, "Packaging", true],
    ["only one zone of its device is theirs", { device: "core" }, "Packaging", false],
    ["its device has no zone", { device: "alone" }, "Packaging", false],
  ])("%s", (_, more, owner, expected) => expect(isShown(more, owner)).toBe(expected));

  it("refuses an owner whom nothing names, and names those there are", () => {
    const view = () => viewOf(plant([]), "Packging");
    expect(view).toThrow(UsageError);
    try {
      view();
    } catch (error) {
      expect(error).toMatchObject({ help: 'did you mean "Packaging"? known: IT, OT, Packaging, business' });
    }
  });
});

describe("reports of one owner", () => {
  const other = bare({ fingerprint: "01", severity: "critical", message: "what others do", rule: "other" });
  const both = bare({ fingerprint: "02", message: "what both do", rule: "shared" });
  const theirs = bare({ fingerprint: "03", owner: "OT", message: "what they do", rule: "shared" });
  const findings = [
    { ...other, locations: [place(EDGE, 1)] as const },
    { ...both, locations: [place(CORE, 2)] as const },
    { ...theirs, locations: [place(CORE, 2)] as const },
  ];
  const view = viewOf(plant(findings), "OT");

  it("hide findings and actions of others in JSON, and count them", () => {
    const report = reportJson(view);
    expect(report.findings.map(({ fingerprint }) => fingerprint)).toEqual(["03"]);
    expect(report.shown).toEqual({ owner: "OT", findings: 1, hiddenFindings: 2, actions: 1, hiddenActions: 1 });
    expect(report.plan.map((action) => action.findings)).toEqual([["02", "03"]]);
    expect(report.summary.open).toMatchObject({ critical: 1, high: 2 });
    expect(report.areas.map(({ open }) => open.critical)).toEqual([1]);
  });

  it("are whole without an owner", () => {
    const report = reportJson(plant(findings));
    expect([report.shown, report.findings.length, report.plan.length]).toEqual([null, 3, 2]);
  });

  it.each([
    ["terminal", renderTerminal(view, { color: false, width: 200 })],
    ["markdown", renderMarkdown(view)],
  ])("say so: %s", (_, text) => {
    expect(text).toContain("1 critical, 2 high");
    expect(text).toContain("Shown is what OT answers for: 1 finding and 1 action. Hidden: 2 findings and 1 action");
    expect(text).toContain("what they do");
    expect(text).not.toContain("what others do");
  });
});
