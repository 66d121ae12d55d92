/** Examples of the checks through all stages. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { Example } from "../../src/policy/examples.js";
import type { CheckResult } from "../../src/report/result.js";
import { check } from "../../src/run/check.js";

export const DAY = "2026-06-30";

/** What comes of an example; of what is found only what this check says. */
export async function resultOf(id: string, example: Example): Promise<CheckResult> {
  const result = await resultOfTexts(example);
  return { ...result, findings: result.findings.filter((finding) => finding.check === id) };
}

/** What comes of these texts, as a folder of their own. @param expected errors that may be reported of them. */
export async function resultOfTexts(
  example: Pick<Example, "configs" | "zones">,
  expected: readonly string[] = [],
): Promise<CheckResult> {
  const folder = mkdtempSync(join(tmpdir(), "zoneproof-example-"));
  try {
    mkdirSync(join(folder, "configs"));
    for (const [file, text] of Object.entries(example.configs)) writeFileSync(join(folder, "configs", file), text);
    if (example.zones !== undefined) writeFileSync(join(folder, "zones.yaml"), example.zones);
    const readStdin = async () => new Uint8Array();
    const { result } = await check({ paths: [folder], readStdin, version: "test", day: DAY });
    expect(result.inputs.filter(({ role }) => role === "failed")).toEqual([]);
    const errors = result.diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.filter(({ code }) => !expected.includes(code))).toEqual([]);
    return result;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
