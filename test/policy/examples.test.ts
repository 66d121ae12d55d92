import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadBundle } from "../../src/judge/bundle.js";
import type { Finding } from "../../src/judge/finding.js";
import { type Example, readExamples } from "../../src/policy/examples.js";
import { readPolicySources } from "../../src/policy/sources.js";
import { check } from "../../src/run/check.js";

/** Findings of one check on an example, which goes through every stage as a folder of its own. */
async function findingsOf(id: string, example: Example): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), "zoneproof-example-"));
  try {
    mkdirSync(join(folder, "configs"));
    for (const [file, text] of Object.entries(example.configs)) writeFileSync(join(folder, "configs", file), text);
    if (example.zones !== undefined) writeFileSync(join(folder, "zones.yaml"), example.zones);
    const { result } = await check({
      paths: [folder],
      readStdin: async () => new Uint8Array(),
      version: "test",
      day: "2026-06-30",
    });
    expect(result.inputs.filter(({ role }) => role === "failed")).toEqual([]);
    expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    return result.findings.filter((finding) => finding.check === id);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The map with targets of 0 everywhere: below the level from which any check counts. */
function atNothing(zones: string): string {
  const lowered = zones.replaceAll(/sl-target: (?:\d|\{[^}]*\})/g, "sl-target: 0");
  return lowered.replaceAll(/\{ kind: (?![^}]*sl-target)/g, "{ sl-target: 0, kind: ");
}

describe("the examples of every check, through all stages", async () => {
  const [{ examples }, { catalogue }] = await Promise.all([readPolicySources("policies"), loadBundle()]);
  const indicating = new Set(catalogue.flatMap(({ id, verdictKind }) => (verdictKind === "indicates" ? [id] : [])));
  for (const [id, text] of examples) {
    const { violated, clean } = readExamples(text);
    for (const example of violated) {
      it(`${id} finds: ${example.why}`, async () => {
        const found = await findingsOf(id, example);
        expect(found.map(({ verdict }) => verdict)).toContain(indicating.has(id) ? "indicated" : "violated");
        for (const finding of found) expect(finding.locations[0]?.line).toBeGreaterThan(0);
      });
    }
    for (const example of violated.slice(0, 1).filter(({ zones }) => zones !== undefined)) {
      it(`${id} counts nothing of it where all targets are 0`, async () => {
        const found = await findingsOf(id, { ...example, zones: atNothing(example.zones ?? "") });
        expect(found.map(({ status, severity }) => `${status} ${severity}`)).toEqual(found.map(() => "advice info"));
      });
    }
    for (const example of clean) {
      it(`${id} leaves alone: ${example.why}`, async () => {
        const found = await findingsOf(id, example);
        expect(found.map(({ verdict, message }) => `${verdict}: ${message}`)).toEqual([]);
      });
    }
  }
});
