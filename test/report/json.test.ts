/** JSON: the documented shape, deterministic, complete, no secret. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { renderJson, reportJson } from "../../src/report/json.js";
import { check } from "../../src/run/check.js";
import { expectGolden } from "./golden.js";
import { hostileResult } from "./hostile.js";
import { CORE, finding, plantResult } from "./plant-result.js";

const schema = JSON.parse(readFileSync(new URL("../../schemas/report.schema.json", import.meta.url), "utf8"));

describe("renderJson", () => {
  const validate = new Ajv({ allErrors: true }).compile(schema);

  it.each([
    ["the plant", plantResult()],
    ["hostile text in every field", hostileResult()],
    ["no map, nothing found", withoutMap()],
  ])("fits its schema: %s", (_, result) => {
    validate(JSON.parse(renderJson(result)));
    expect(validate.errors ?? []).toEqual([]);
  });

  it("shows a terminal nothing that steers it", () => {
    expect(renderJson(hostileResult())).not.toMatch(/[\u007f-\u009f\u2028\u2029]|\p{Cf}/u);
  });

  it.each(["weak", "fixed"])("fits its schema: the sample plant, %s", async (name) => {
    const paths = [fileURLToPath(new URL(`../../samples/halden-pack/${name}`, import.meta.url))];
    const { result } = await check({ paths, sets: true, readStdin: async () => new Uint8Array(), version: "0.1.0" });
    validate(JSON.parse(renderJson(result)));
    expect((validate.errors ?? []).slice(0, 3)).toEqual([]);
  });

  it("is refused by its schema when a key is missing, so that the test above can fail", () => {
    const { findings, ...rest } = JSON.parse(renderJson(plantResult()));
    expect(findings).toHaveLength(5);
    expect(validate(rest)).toBe(false);
  });

  it("matches the golden file", () => expectGolden("plant.json", renderJson(plantResult())));

  it("gives the same bytes again", () => expect(renderJson(plantResult())).toBe(renderJson(plantResult())));

  it("keeps hostile text as data", () => {
    expect(renderJson(hostileResult())).not.toContain("\u001b");
    expect(reportJson(hostileResult()).findings[0]?.message).toContain("\u001b");
  });

  it("holds no secret", () => expect(renderJson(plantResult())).not.toContain("FAKE-SECRET"));
});

describe("reportJson", () => {
  const report = reportJson(plantResult());

  it("tells each pair with its verdict, its conduit and a packet", () => {
    expect(report.pairs).toHaveLength(12);
    const told = (from: string, to: string) => report.pairs.find((pair) => pair.from === from && pair.to === to);
    expect(told("Z-RCA", "Z-PKG")).toMatchObject({
      verdict: "violated",
      conduit: null,
      witness: { text: "tcp 10.20.101.1:49152 -> 10.20.110.1:1" },
      excess: [{ device: "core-1", rule: "ACL-RCA-IN 40", locations: [{ file: CORE.path, line: 7 }] }],
    });
    expect(told("Z-ENT", "Z-PKG")).toMatchObject({
      verdict: "unproved",
      witness: { dstPort: 80 },
      reasons: [{ device: "fw-edge" }],
    });
    expect(told("Z-ENT", "Z-RCA")).toMatchObject({ verdict: "unproved", witness: null });
    expect(told("Z-OPS", "Z-RCA")).toMatchObject({
      verdict: "proved",
      conduit: "C-08",
      witness: null,
      excess: [],
      deniedBy: [{ device: "core-1", rule: "ACL-RCA-IN 40", locations: [{ line: 7 }] }],
    });
  });

  it("tells each finding with every documented key, null where it has none", () => {
    const { device, from, to, conduit, slTarget, rule, witness, ...bare } = finding();
    const [told] = reportJson(plantResult({ findings: [bare] })).findings;
    expect([device, from, to, conduit, slTarget, rule, witness?.text].length).toBe(7);
    expect(told).toMatchObject({
      device: null,
      from: null,
      to: null,
      conduit: null,
      slTarget: null,
      rule: null,
      witness: null,
    });
    expect(told).toMatchObject({ locations: [{ file: CORE.path, line: 7, column: 5 }] });
  });

  it("tells what a check says of itself once", () => {
    const { checks } = reportJson(plantResult({ findings: [finding(), finding()] }));
    expect(Object.keys(checks)).toEqual([finding().check]);
    expect(checks[finding().check]).toMatchObject({ owner: "OT", phase: 1, why: finding().why });
  });

  it("counts", () => {
    expect(report.summary).toEqual({
      open: { critical: 1, high: 2, medium: 0, low: 0, info: 0 },
      known: 0,
      advice: 1,
      accepted: 1,
      pairs: { violated: 1, unproved: 2, proved: 9 },
      failedInputs: 1,
      disabled: 0,
    });
  });

  it("shows what was not understood with its secrets hidden", () => {
    expect(report.devices[0]?.notUnderstood[0]).toMatchObject({
      statement: "frobnicate password [masked]",
      filtering: true,
    });
  });
});

function withoutMap(): ReturnType<typeof plantResult> {
  const { map, ...rest } = plantResult({ findings: [], pairs: [] });
  expect(map).toBeDefined();
  return rest;
}
