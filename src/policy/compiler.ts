/** The OPA compiler inside Node: the WASI build of policies/compiler, one request per run, in a process of its own. */
import { fork } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { UsageError } from "../diagnostics/usage-error.js";
import { temporaryFolder } from "../read/temporary-folder.js";
import { packageRoot } from "../source/package-root.js";

export type CompilerTask = "check" | "format" | "inspect" | "test" | "build";

export interface CompilerRequest {
  /** Rego texts by path. A path that ends in `_test.rego` is left out of the build. */
  readonly modules: Readonly<Record<string, string>>;
  /** JSON Schemas by the name that METADATA uses: `pair` for `schema.pair`. */
  readonly schemas?: Readonly<Record<string, unknown>>;
  /** What `data` holds in tests beside the modules. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** `zoneproof/main/pair` */
  readonly entrypoints?: readonly string[];
  /** Done in the order of the type; the first that has problems ends the run. */
  readonly tasks: readonly CompilerTask[];
}

const problem = z.object({
  code: z.string(),
  message: z.string(),
  file: z.string().optional(),
  row: z.number().optional(),
  col: z.number().optional(),
});

const annotation = z.object({
  path: z.array(z.string()),
  file: z.string(),
  row: z.number(),
  values: z.object({
    scope: z.string(),
    title: z.string().optional(),
    description: z.string().optional(),
    custom: z.record(z.string(), z.unknown()).optional(),
  }),
});

const regoTest = z.object({
  package: z.string(),
  name: z.string(),
  file: z.string().default(""),
  row: z.number().default(0),
  outcome: z.enum(["pass", "fail", "error", "skip"]),
  message: z.string().optional(),
});

const compilerResponse = z.object({
  version: z.string(),
  problems: z.array(problem),
  /** The neat text of modules whose layout differs from `opa fmt`. */
  formatted: z.record(z.string(), z.string()).default({}),
  annotations: z.array(annotation).default([]),
  tests: z.array(regoTest).default([]),
  /** The WASM module in base64. */
  wasm: z.string().optional(),
});

export type CompilerResponse = z.infer<typeof compilerResponse>;
/** A METADATA block with the path of its package or rule: `["data", "zoneproof", "checks", …]`. */
export type Annotation = z.infer<typeof annotation>;
export type RegoTest = z.infer<typeof regoTest>;
/** Something wrong with the policies, at a place when one is known. Lines and columns from 1. */
export type PolicyProblem = z.infer<typeof problem>;

const TIME_LIMIT_MS = 120_000;
/** A run is over before optimized code pays: without, it takes a third of the time. */
const QUICKLY = ["--liftoff-only"];
/**
 * How V8 11 ends one in some dozens of such runs beside others, on a busy machine, with the same policies that pass alone: that
 * says nothing of them, and they are compiled once more in the usual way. One that breaks again is told of.
 */
const BROKEN = "SIGSEGV";
/** What ends it past the limit. */
const STOPPED = "SIGTERM";
/** For V8's own heap; WASM memory is limited by its 32-bit addresses. */
const HEAP_LIMIT_MB = 1024;

/**
 * Runs the compiler once. Problems in the policies are part of the response.
 * @throws UsageError when it takes longer than two minutes: tests run too. Error when the compiler itself breaks.
 */
export async function runCompiler(request: CompilerRequest, limitMs = TIME_LIMIT_MS): Promise<CompilerResponse> {
  const folder = await temporaryFolder("opa");
  try {
    const files = {
      request: join(folder, "request.json"),
      response: join(folder, "response.json"),
      errors: join(folder, "errors.txt"),
    };
    await writeFile(files.request, JSON.stringify({ schemas: {}, data: {}, entrypoints: [], ...request }));
    const first = await runProcess(files, limitMs, QUICKLY);
    const { code: exitCode, signal } = first.signal === BROKEN ? await runProcess(files, limitMs, []) : first;
    if (signal === STOPPED) {
      throw new UsageError(
        `the policies were still at ${request.tasks.join(", ")} after ${limitMs / 1000} seconds, and were stopped`,
        "a rule or test that loops over too much: try them one by one",
      );
    }
    if (exitCode === null)
      throw new Error(`the policy compiler was ended by ${signal}: it broke, or somebody stopped it`);
    if (exitCode !== 0) {
      const errors = (await readFile(files.errors, "utf8")).trim();
      throw new Error(`the policy compiler ended with code ${exitCode}: ${errors.split("\n", 1)[0] ?? ""}`);
    }
    return compilerResponse.parse(JSON.parse(await readFile(files.response, "utf8")));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs it to its end and gives its exit code, or the signal that stopped it. */
function runProcess(
  files: { readonly request: string; readonly response: string; readonly errors: string },
  limitMs: number,
  flags: readonly string[],
): Promise<{ code: number | null; signal: string | null }> {
  return new Promise((resolve, reject) => {
    const script = new URL("policies/compiler/run.mjs", packageRoot());
    const child = fork(script, [files.request, files.response, files.errors], {
      // The warning of Node 20 that node:wasi is experimental says nothing to the user of a policy command.
      execArgv: [...flags, "--no-warnings", `--max-old-space-size=${HEAP_LIMIT_MB}`],
      env: {},
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      timeout: limitMs,
      killSignal: STOPPED,
    });
    child.once("error", (error) => reject(new Error(`the policy compiler cannot be started: ${error.message}`)));
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
}
