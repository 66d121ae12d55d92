/**
 * `npm run generate`: writes everything that is generated and committed. `--check` writes nothing and fails on any difference.
 *
 * A generator gives files by path; those before it have run, so it may read what they gave from `made`. To add one, write
 * it in generators/ and name it below.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { generateCommandPage } from "./generators/commands.mjs";
import { generateConfigSchema } from "./generators/config.mjs";
import { generateDocs } from "./generators/docs.mjs";
import { generateKeywords } from "./generators/keywords.mjs";
import { generatePolicies } from "./generators/policies.mjs";
import { generateFactsSchemas, generateModelSchema, generateReportSchema } from "./generators/schemas.mjs";
import { generateZonesSchema } from "./generators/zones.mjs";

/** @type {readonly ((made: Map<string, string | Uint8Array>) => Promise<Map<string, string | Uint8Array>>)[]} */
const GENERATORS = [
  generateFactsSchemas,
  generateModelSchema,
  generateReportSchema,
  generateZonesSchema,
  generateConfigSchema,
  generatePolicies,
  generateKeywords,
  generateDocs,
  generateCommandPage,
];

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const checkOnly = process.argv.includes("--check");
// Type errors are printed and are the business of `npm run check`; what was emitted still generates.
spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { stdio: "inherit" });

const made = new Map();
for (const generate of GENERATORS) {
  for (const [path, content] of await generate(made)) made.set(path, content);
}
const stale = [...made].filter(([path, content]) => !isSame(path, content));
for (const [path, content] of stale) {
  if (!checkOnly) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  console.log(`${checkOnly ? "stale" : "written"}: ${path}`);
}
if (checkOnly && stale.length > 0) {
  console.error("generated files differ from their sources: run `npm run generate` and commit the result");
  process.exitCode = 1;
}

/** Whether the file exists with this very content. */
function isSame(path, content) {
  try {
    return readFileSync(path).equals(Buffer.from(content));
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}
