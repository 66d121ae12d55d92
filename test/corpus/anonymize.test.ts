/** Every real file and its anonymized copy: what is said of one is said of the other, and no word of it is left. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UsageError } from "../../src/diagnostics/usage-error.js";
import { anonymize } from "../../src/run/anonymize.js";
import { check } from "../../src/run/check.js";

const CORPUS = fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
const GROUPS = ["fortios", "cisco/ios", "cisco/asa", "cisco/nxos", "cisco/iosxr", "pfsense", "opnsense"];
const NOT_INPUTS = /(^|\/)INDEX\.tsv$|\.md$/;
const readStdin = async () => new Uint8Array();
const keywords = new Set(readFileSync("schemas/keywords.txt", "utf8").split("\n"));
let root = "";

function filesIn(group: string): string[] {
  const files = readdirSync(join(CORPUS, group), { recursive: true, withFileTypes: true });
  return files.flatMap((one) => (one.isFile() && !NOT_INPUTS.test(one.name) ? [join(one.parentPath, one.name)] : []));
}

async function saidOf(path: string): Promise<string[]> {
  const { result } = await check({ paths: [path], version: "0", day: "2026-05-02", readStdin });
  return [
    ...result.findings.map((one) => `${one.check} ${one.verdict} ${one.severity}`),
    ...result.diagnostics.map(({ code }) => code),
  ].sort();
}

async function differenceIn(path: string): Promise<string[]> {
  try {
    const { files } = await anonymize({ paths: [path], readStdin, key: "of the test", keywords });
    const [made] = files;
    if (made === undefined) return [`${path}: no copy`];
    const place = join(root, made.path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, made.text);
    const [before, after] = [await saidOf(path), await saidOf(place)];
    const gone = before.filter((one) => !after.includes(one));
    const added = after.filter((one) => !before.includes(one));
    if (before.join("\n") === after.join("\n")) return [];
    return [`${path}: ${before.length} then ${after.length}; gone ${gone.slice(0, 3)}; new ${added.slice(0, 3)}`];
  } catch (error) {
    if (error instanceof UsageError) return [];
    throw error;
  }
}

describe.skipIf(!existsSync(CORPUS))("anonymized copies of the corpus (skipped without ../shared/corpus)", () => {
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "zoneproof-corpus-"));
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each(GROUPS)("of %s have the same findings and diagnostics", { timeout: 240_000 }, async (group) => {
    const files = filesIn(group);
    const different: string[] = [];
    for (const file of files) different.push(...(await differenceIn(file)));
    expect(different).toEqual([]);
  });
});
