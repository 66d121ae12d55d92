/** A first map of single files of the shared corpus: it fits the schema, and a check runs on it at once. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { UsageError } from "../../src/diagnostics/usage-error.js";
import { check } from "../../src/run/check.js";
import { init } from "../../src/run/init.js";

const CORPUS = "../shared/corpus";
if (!existsSync(CORPUS)) console.warn(`SKIPPED: ${CORPUS} is not there`);
const FOLDERS = ["cisco/asa", "cisco/ios", "cisco/iosxr", "cisco/nxos", "fortios", "opnsense", "pfsense"];
/** Of each folder: together they take some seconds, all files a minute and a half. */
const PICKED = 4;
const LARGEST = 30_000;

/** Spread over the folder by name, the same ones every time. */
function pickedFrom(folder: string): string[] {
  // Tests that are skipped are listed all the same.
  if (!existsSync(CORPUS)) return [];
  const all = readdirSync(join(CORPUS, folder))
    .map((name) => join(CORPUS, folder, name))
    .filter((path) => !/\.(?:tsv|md)$/.test(path) && statSync(path).isFile() && statSync(path).size < LARGEST)
    .sort();
  return Array.from({ length: PICKED }, (_, index) => all[Math.floor((index * all.length) / PICKED)] ?? "");
}

const schema = JSON.parse(readFileSync(new URL("../../schemas/zones.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const readStdin = async () => new Uint8Array();

describe.skipIf(!existsSync(CORPUS))("a first map of a file of the corpus", () => {
  const folder = mkdtempSync(join(tmpdir(), "zoneproof-init-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const drafted: string[] = [];

  it.each(FOLDERS.flatMap(pickedFrom))("%s", async (path) => {
    const output = join(folder, "zones.yaml");
    const draft = await init({ paths: [path], readStdin, output }).catch((error: unknown) => {
      if (error instanceof UsageError) return undefined;
      throw error;
    });
    if (draft === undefined) return;
    drafted.push(path);
    expect(validate(parse(draft.text)), JSON.stringify(validate.errors)).toBe(true);
    writeFileSync(output, draft.text);
    const { result, mapFailed } = await check({ paths: [path], zones: output, readStdin, version: "0.1.0" });
    expect(mapFailed).toBe(false);
    expect(result.map?.zones.length).toBeGreaterThan(0);
    expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual(
      draft.diagnostics.filter(({ severity }) => severity === "error"),
    );
  });

  it("was drafted for more than half of them: others have no interface with an address", () => {
    expect(drafted.length).toBeGreaterThan((FOLDERS.length * PICKED) / 2);
  });
});
