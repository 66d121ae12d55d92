/** OSCAL: valid against the schema of NIST, nothing satisfied that is not proved or vouched for, every reference leads somewhere. */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { renderOscal } from "../../../src/report/evidence/oscal.js";
import { requirementRows } from "../../../src/report/requirements.js";
import { hostileResult } from "../hostile.js";
import { finding, plantResult } from "../plant-result.js";

const DAY = "2026-11-26";
const schema = JSON.parse(
  readFileSync(new URL("../schemas/oscal-assessment-results-1.2.3.json", import.meta.url), "utf8"),
);
const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

function errorsOf(document: unknown): string[] {
  return validate(document) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

interface Observation {
  uuid: string;
  description: string;
  collected: string;
  subjects?: { "subject-uuid": string }[];
  props: { name: string; value: string }[];
}

interface Result {
  observations?: Observation[];
  findings?: {
    target: { "target-id": string; status: { state: string; reason: string } };
    "related-observations"?: { "observation-uuid": string }[];
  }[];
  "local-definitions": { "inventory-items"?: { uuid: string }[] };
}

function resultOf(result = plantResult(), day = DAY): Result {
  return JSON.parse(renderOscal(result, day))["assessment-results"].results[0];
}

describe("renderOscal", () => {
  it.each([
    ["the plant", plantResult()],
    ["hostile text in every field", hostileResult()],
    ["nothing found", plantResult({ findings: [], diagnostics: [], notAssessed: [], pairs: [] })],
    [
      "nothing at all",
      plantResult({ findings: [], pairs: [], devices: [], inputs: [], catalogue: [], assumptions: [] }),
    ],
    ["a finding without a place", plantResult({ findings: [finding({ locations: [] })] })],
    [
      "an input without a hash",
      plantResult({ inputs: [{ file: "a b/ä.conf", sha256: "", devices: [], role: "failed" }] }),
    ],
  ])("is valid: %s", (_, result) => expect(errorsOf(JSON.parse(renderOscal(result, DAY)))).toEqual([]));

  it("is refused where it is not valid, so that the test above can fail", () => {
    const document = JSON.parse(renderOscal(plantResult(), DAY));
    document["assessment-results"].results[0].observations[0].methods = [];
    expect(errorsOf(document)).not.toEqual([]);
  });

  it("has no identifier twice and no reference to what is not there", () => {
    const [device] = plantResult().devices;
    const apart = plantResult().findings.map((one, index) => ({ ...one, device: device!.id, fingerprint: `${index}` }));
    const pairs = plantResult().pairs.map((one) => ({ ...one, devices: [device!.id] }));
    const result = resultOf(plantResult({ findings: apart, pairs }));
    const { observations = [], findings = [], "local-definitions": local } = result;
    const ids = observations.map(({ uuid }) => uuid);
    const devices = (local["inventory-items"] ?? []).map(({ uuid }) => uuid);
    expect(new Set(ids).size).toBe(ids.length);
    const named = findings.flatMap((one) => one["related-observations"] ?? []).map((one) => one["observation-uuid"]);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    const subjects = observations.flatMap((one) => one.subjects ?? []).map((one) => one["subject-uuid"]);
    expect(subjects.length).toBeGreaterThan(0);
    expect(subjects.filter((id) => !devices.includes(id))).toEqual([]);
  });

  it("calls satisfied only what somebody vouches for: that checks found nothing is no proof", () => {
    const { inputs } = plantResult();
    const whole = { inputs: inputs.filter(({ role }) => role !== "failed"), diagnostics: [], notAssessed: [] };
    const unfound = plantResult().findings.slice(0, 1);
    const result = plantResult({ ...whole, findings: unfound });
    const rows = requirementRows(result, DAY);
    const states = new Map((resultOf(result).findings ?? []).map(({ target }) => [target["target-id"], target.status]));
    expect(rows.some(({ state }) => state === "no-contradiction")).toBe(true);
    for (const { id, state } of rows) {
      const status = states.get(id.toLowerCase().replaceAll(" ", "-"));
      if (state === "no-contradiction" || state === "missing" || state === "not-applicable")
        expect(status, id).toBeUndefined();
      else expect(status?.state, id).toBe(state === "attested" ? "satisfied" : "not-satisfied");
      if (state !== "contradicted") expect(status?.reason, id).not.toBe("fail");
    }
  });

  it("has each finding and each pair of zones as an observation of its day", () => {
    const result = plantResult();
    const { observations = [] } = resultOf(result);
    const verdicts = observations.flatMap(({ props }) => props.filter(({ name }) => name === "verdict"));
    expect(verdicts).toHaveLength(result.findings.length + result.pairs.length);
    expect(new Set(observations.map(({ collected }) => collected))).toEqual(new Set([`${DAY}T00:00:00Z`]));
  });
});
