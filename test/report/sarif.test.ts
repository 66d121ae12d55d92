/** SARIF: valid against the official schema, real lines, nothing secret, nothing absolute that was relative. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { artifactLocation } from "../../src/report/sarif/place.js";
import { renderSarif } from "../../src/report/sarif.js";
import { expectGolden } from "./golden.js";
import { hostileResult } from "./hostile.js";
import { CORE, EDGE, finding, plantResult } from "./plant-result.js";

/** The schema of OASIS is draft 4; its `id` is `$id` since draft 6, the other keywords it uses did not change. */
function validator(): (log: unknown) => string[] {
  const main = createRequire(import.meta.url).resolve("@microsoft/jest-sarif");
  const { id, $schema, ...schema } = JSON.parse(
    readFileSync(new URL("./schemas/sarif-2.1.0-rtm.5.json", `file://${main}`), "utf8"),
  );
  expect(id).toContain("sarif-2.1.0");
  expect($schema).toContain("draft-04");
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true, unicodeRegExp: false }).compile(
    schema,
  );
  return (log) =>
    validate(log) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

interface Place {
  physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: Region };
}

interface Log {
  runs: {
    tool: {
      driver: {
        rules: { id: string; help: { text: string; markdown: string }; properties: Record<string, unknown> }[];
      };
    };
    invocations: {
      executionSuccessful: boolean;
      toolExecutionNotifications: { level: string; descriptor: { id: string } }[];
    }[];
    artifacts: { location: { uri: string }; hashes: Record<string, string>; roles: string[] }[];
    results: {
      ruleId: string;
      ruleIndex: number;
      kind: string;
      level: string;
      message: { text: string };
      locations: Place[];
      relatedLocations?: Place[];
      partialFingerprints: Record<string, string>;
      suppressions?: { kind: string; status: string }[];
      baselineState?: string;
    }[];
  }[];
}

function run(result = plantResult()): Log["runs"][number] {
  const log = JSON.parse(renderSarif(result)) as Log;
  return log.runs[0]!;
}

describe("renderSarif", () => {
  it.each([
    ["the plant", plantResult()],
    ["hostile text in every field", hostileResult()],
    ["nothing found", plantResult({ findings: [], diagnostics: [], notAssessed: [], pairs: [] })],
    ["a check the catalogue does not know", plantResult({ catalogue: [] })],
    ["a finding without a place", plantResult({ findings: [finding({ locations: [] })] })],
  ])("is valid: %s", (_, result) => expect(validator()(JSON.parse(renderSarif(result)))).toEqual([]));

  it("refuses what is not valid, so that the test above can fail", () => {
    expect(validator()({ version: "2.1.0", runs: [{ tool: {} }] })).not.toEqual([]);
  });

  it("matches the golden file", () => expectGolden("plant.sarif.json", renderSarif(plantResult())));

  it("gives the same bytes again", () => expect(renderSarif(plantResult())).toBe(renderSarif(plantResult())));

  it.each([
    { verdict: "violated", status: "open", severity: "critical", kind: "fail", level: "error" },
    { verdict: "violated", status: "open", severity: "medium", kind: "fail", level: "warning" },
    { verdict: "violated", status: "open", severity: "info", kind: "fail", level: "note" },
    { verdict: "unproved", status: "open", severity: "critical", kind: "open", level: "none" },
    { verdict: "indicated", status: "open", severity: "high", kind: "review", level: "none" },
    { verdict: "violated", status: "advice", severity: "high", kind: "informational", level: "none" },
  ] as const)("$status $verdict $severity is $kind, $level", ({ kind, level, ...of }) => {
    const [found] = run(plantResult({ findings: [finding(of)] })).results;
    expect(found).toMatchObject({ kind, level });
    expect(found?.suppressions).toBeUndefined();
  });

  it("suppresses what an exception accepts", () => {
    const [found] = run(plantResult({ findings: [finding({ status: "accepted" })] })).results;
    expect(found?.suppressions).toEqual([expect.objectContaining({ kind: "external", status: "accepted" })]);
  });

  it("says of every result what suppresses it, where it says so of one (3.27.23)", () => {
    const findings = [finding({ status: "accepted" }), finding({ status: "open" })];
    expect(run(plantResult({ findings })).results.map(({ suppressions }) => suppressions?.length)).toEqual([1, 0]);
  });

  it.each(["new", "unchanged", "updated"] as const)(
    "says what it is to the baseline (3.27.24): %s",
    (sinceBaseline) => {
      const [found] = run(plantResult({ findings: [finding({ sinceBaseline })] })).results;
      expect(found?.baselineState).toBe(sinceBaseline);
    },
  );

  it("points at the lines, the rule first and the objects behind it as related", () => {
    const found = run().results[0]!;
    expect(found.locations[0]!.physicalLocation).toEqual({
      artifactLocation: { uri: EDGE.path, uriBaseId: "SRCROOT" },
      region: { startLine: 48, startColumn: 5, endLine: 54, endColumn: 9 },
    });
    expect(found.relatedLocations?.map((place) => place.physicalLocation.region.startLine)).toEqual([3]);
  });

  it("gives every result its rule, with help", () => {
    const { results, tool } = run();
    for (const result of results) {
      const rule = tool.driver.rules[result.ruleIndex]!;
      expect(rule.id).toBe(result.ruleId);
      expect(rule.help.text).toContain("What to do:");
      expect(rule.help.markdown).toContain("**What to do.**");
      expect(result.partialFingerprints).toEqual({ "zoneproof/v1": "ab".repeat(16) });
    }
    expect(tool.driver.rules.find((rule) => rule.id === "cell-to-cell")?.properties).toMatchObject({
      requirements: ["SR 5.2", "SR 5.2 RE 1"],
      owner: "OT",
      phase: 1,
    });
  });

  it("says that an input failed, and why", () => {
    const [invocation] = run().invocations;
    expect(invocation?.executionSuccessful).toBe(false);
    expect(invocation?.toolExecutionNotifications.map((one) => [one.level, one.descriptor.id])).toEqual([
      ["error", "read/binary"],
      ["warning", "cisco/unknown-statement"],
      ["note", "read/skipped"],
    ]);
  });

  it("lists inputs with their hashes", () => {
    expect(
      run().artifacts.map((artifact) => [artifact.location.uri, artifact.hashes["sha-256"]?.slice(0, 4)]),
    ).toContainEqual([CORE.path, "1111"]);
  });

  it("holds no secret", () => expect(renderSarif(plantResult())).not.toContain("FAKE-SECRET"));

  it("lets no name of a rule steer or link", () => {
    const text = run(hostileResult()).results[0]!.message.text;
    expect(text).not.toContain("\u001b");
    expect(text).not.toContain("](");
    expect(text).not.toMatch(/(?<!\{)\{(?!\{)/);
  });
});

describe("artifactLocation", () => {
  it.each([
    ["configs/core-1.cfg", { uri: "configs/core-1.cfg", uriBaseId: "SRCROOT" }],
    ["./configs/core 1.cfg", { uri: "configs/core%201.cfg", uriBaseId: "SRCROOT" }],
    ["/srv/halden/æ#?.conf", { uri: "file:///srv/halden/%C3%A6%23%3F.conf" }],
    ["C:\\halden\\core-1.cfg", { uri: "file:///C:/halden/core-1.cfg" }],
    ["a:b/c", { uri: "a%3Ab/c", uriBaseId: "SRCROOT" }],
    ["../other/core-1.cfg", { uri: "../other/core-1.cfg", uriBaseId: "SRCROOT" }],
    ["-", { uri: "-", uriBaseId: "SRCROOT" }],
    ["x\ud800", { uri: "x%EF%BF%BD", uriBaseId: "SRCROOT" }],
  ])("%s", (path, location) => expect(artifactLocation(path)).toEqual(location));
});
