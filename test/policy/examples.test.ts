import { describe, expect, it } from "vitest";
import { loadBundle } from "../../src/judge/bundle.js";
import { readExamples } from "../../src/policy/examples.js";
import { readPolicySources } from "../../src/policy/sources.js";
import { resultOf } from "./example-run.js";

describe("the examples of every check, through all stages", async () => {
  const [{ examples }, { catalogue }] = await Promise.all([readPolicySources("policies"), loadBundle()]);
  const indicating = new Set(catalogue.flatMap(({ id, verdictKind }) => (verdictKind === "indicates" ? [id] : [])));
  for (const [id, text] of examples) {
    const { violated, clean } = readExamples(text);
    for (const example of violated) {
      it(`${id} finds: ${example.why}`, async () => {
        const { findings } = await resultOf(id, example);
        expect(findings.map(({ verdict }) => verdict)).toContain(indicating.has(id) ? "indicated" : "violated");
        for (const finding of findings) expect(finding.locations[0]?.line).toBeGreaterThan(0);
      });
    }
    for (const example of clean) {
      it(`${id} leaves alone: ${example.why}`, async () => {
        const { findings } = await resultOf(id, example);
        expect(findings.map(({ verdict, message }) => `${verdict}: ${message}`)).toEqual([]);
      });
    }
  }
});
