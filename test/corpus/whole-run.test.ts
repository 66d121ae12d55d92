/** Every real file through all stages, each as a plant of its own: a check that lacks a fact or a place would end the run. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/diagnostics/usage-error.js";
import { check } from "../../src/run/check.js";

const CORPUS = fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
const GROUPS = ["fortios", "cisco/ios", "cisco/asa", "cisco/nxos", "cisco/iosxr", "pfsense", "opnsense"];
const NOT_INPUTS = /(^|\/)INDEX\.tsv$|\.md$/;

function filesIn(group: string): string[] {
  const files = readdirSync(join(CORPUS, group), { recursive: true, withFileTypes: true });
  return files.flatMap((one) => (one.isFile() && !NOT_INPUTS.test(one.name) ? [join(one.parentPath, one.name)] : []));
}

async function brokenBy(path: string): Promise<string[]> {
  const readStdin = () => Promise.reject(new Error("nothing is given there"));
  try {
    const { result } = await check({ paths: [path], version: "0", day: "2026-05-02", readStdin });
    return result.findings.filter(({ locations }) => locations.length === 0).map(({ check: id }) => `${path}: ${id}`);
  } catch (error) {
    // A file that is nobody's configuration is refused, in words.
    return error instanceof UsageError ? [] : [`${path}: ${String(error)}`];
  }
}

describe.skipIf(!existsSync(CORPUS))("every file of the corpus, checked (skipped without ../shared/corpus)", () => {
  it.each(GROUPS)("of %s ends in findings that have a place", { timeout: 240_000 }, async (group) => {
    const files = filesIn(group);
    expect(files.length).toBeGreaterThan(0);
    const broken: string[] = [];
    for (const file of files) broken.push(...(await brokenBy(file)));
    expect(broken).toEqual([]);
  });
});
