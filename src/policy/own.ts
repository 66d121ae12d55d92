/** Policies of one's own, made ready to judge: a folder of Rego is compiled, a WASM file is taken with the catalogue beside it. */

import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { firstIssue } from "../diagnostics/first-issue.js";
import { UsageError } from "../diagnostics/usage-error.js";
import type { OwnPolicies } from "../judge/apart.js";
import type { CompiledPolicies } from "../judge/bundle.js";
import { SEVERITIES } from "../judge/finding.js";
import { isThresholds, type Thresholds } from "../judge/thresholds.js";
import { isWasm, whyForeign } from "../judge/wasm-module.js";
import { reason } from "../read/read-file.js";
import { buildPolicies } from "./build.js";
import { checkFolder, type PolicyReport } from "./check.js";
import type { PolicyProblem } from "./compiler.js";
import { folderOfChecks, hashSchemas, readFactsSchemas, SHIPPED } from "./sources.js";

/** A `catalogue.json` that lies beside a WASM file, which may be anybody's. */
const CATALOGUE = z.object({
  /** Of the schemas that the policies were checked against. */
  facts: z.string().exactOptional(),
  thresholds: z.custom<Thresholds>(isThresholds, "thresholds by check and name").default({}),
  checks: z
    .array(
      z.object({
        id: z.string().min(1),
        area: z.string().min(1),
        title: z.string(),
        description: z.string(),
        severity: z.enum(SEVERITIES),
        slTarget: z.record(z.string(), z.number()),
        requirements: z.array(z.string()),
        verdictKind: z.enum(["decisive", "indicates"]),
        owner: z.string(),
        phase: z.number(),
        action: z.string(),
        slices: z.array(z.string()),
        needsMap: z.boolean(),
      }),
    )
    .min(1, "at least one check"),
});

/**
 * Reads and, if it is a folder, compiles what `--policy` names.
 * @throws UsageError naming what is wrong, with file and line where one is known.
 */
export async function openOwnPolicies(path: string): Promise<Omit<OwnPolicies, "seconds" | "thread">> {
  const policies = (await isFolder(path)) ? await compileFolder(path) : await readWasm(path);
  const sha256 = createHash("sha256").update(policies.wasm).update(JSON.stringify(policies.catalogue)).digest("hex");
  return { ...policies, label: path, sha256 };
}

/** The checked folder: what is wrong in its Rego or METADATA is in the way, its layout and want of tests are not. */
export async function readSoundFolder(folder: string): Promise<{ report: PolicyReport; inTheWay: PolicyProblem[] }> {
  const report = await checkFolder(folder, await readFactsSchemas());
  return { report, inTheWay: report.problems.filter(({ code }) => !["layout", "incomplete"].includes(code)) };
}

/** `policies/a.rego:3:1: message`, one problem a line. */
export function problemLines(
  folder: string,
  problems: readonly PolicyProblem[],
  shared: ReadonlySet<string>,
): string[] {
  return problems.map(({ file, row, col, message }) => {
    const place = file === undefined ? folder : join(shared.has(file) ? SHIPPED : folder, file);
    return `${[place, row, col].filter((part) => part !== undefined).join(":")}: ${message}`;
  });
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch((error: unknown) => refuse(path, error))).isDirectory();
}

function refuse(path: string, error: unknown): never {
  throw new UsageError(`the policies ${path} cannot be read: ${reason(error)}`, "name a folder, or a .wasm file");
}

async function compileFolder(folder: string): Promise<CompiledPolicies> {
  const { report, inTheWay } = await readSoundFolder(folder);
  const { sources, catalogue } = report;
  if (sources.checks.length === 0) {
    const below = folderOfChecks(sources.modules);
    const help = "a check is AREA/CHECK/CHECK.rego: zoneproof policy new AREA/CHECK --in FOLDER writes one";
    throw new UsageError(
      `${folder} holds no checks`,
      below === undefined ? help : `${join(folder, below)} does: name that folder`,
    );
  }
  const built = inTheWay.length > 0 ? undefined : await buildPolicies(sources, catalogue);
  const wasm = built?.files.get("compiled/policies.wasm");
  if (wasm instanceof Uint8Array) return { wasm, catalogue, thresholds: sources.thresholds };
  const lines = problemLines(folder, [...inTheWay, ...(built?.problems ?? [])], sources.shared);
  throw new UsageError(`the policies of ${folder} cannot be used`, undefined, lines);
}

async function readWasm(path: string): Promise<CompiledPolicies> {
  const place = join(dirname(path), "catalogue.json");
  const wasm = await readFile(path).catch((error: unknown) => refuse(path, error));
  const why = isWasm(wasm) ? whyForeign(wasm) : "it is no WebAssembly, or damaged";
  if (why !== undefined) throw new UsageError(`${path} holds no policies: ${why}`, "zoneproof policy build writes one");
  const read = CATALOGUE.safeParse(await readJson(place));
  if (!read.success) {
    throw new UsageError(`${place} is no catalogue of checks: ${firstIssue(read.error)}`);
  }
  const { facts, thresholds, checks } = read.data;
  if (facts !== undefined && facts !== hashSchemas(await readFactsSchemas())) {
    const message = `${path} was built for another version of zoneproof, whose facts are others`;
    throw new UsageError(message, "build it again with this one: zoneproof policy build FOLDER");
  }
  return { wasm, catalogue: checks, thresholds };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    const help = "a WASM file of policies has its catalogue.json beside it, as zoneproof policy build writes both";
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`, help);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return "it is no JSON";
  return reason(error);
}
