/** The Rego sources of a policies folder: modules by path, and the checks among them. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "../diagnostics/usage-error.js";
import { isThresholds, type Threshold, type Thresholds } from "../judge/thresholds.js";
import { reason } from "../read/read-file.js";
import { packageRoot } from "../source/package-root.js";

/** A check by its place: `<area>/<id>/<id>.rego`. */
export interface CheckSource {
  readonly id: string;
  readonly area: string;
  /** Path of the policy in `PolicySources.modules`. */
  readonly module: string;
  /** Slices its rules read, of `pair`, `device`, `map`. */
  readonly slices: readonly string[];
}

export interface PolicySources {
  /** Rego texts by path below the folder, `/` between its parts; sorted. Tests included. */
  readonly modules: Readonly<Record<string, string>>;
  readonly checks: readonly CheckSource[];
  /** Texts of `examples.yaml` by check id. */
  readonly examples: ReadonlyMap<string, string>;
  /** `thresholds.json`, and in a folder of one's own those of the package beside it. */
  readonly thresholds: Thresholds;
  /** Modules that are not of the folder but of the package: a folder of one's own holds checks alone. */
  readonly shared: ReadonlySet<string>;
}

/** Where the shipped policies lie. */
export const SHIPPED = fileURLToPath(new URL("policies/", packageRoot()));
const MAIN = "main.rego";
const THRESHOLDS = "thresholds.json";

export const SLICES = ["pair", "device", "map"] as const;
const CHECK_PATH = /^(?<area>[a-z][a-z0-9-]*)\/(?<id>[a-z][a-z0-9-]*)\/\k<id>\.rego$/;

/**
 * Reads every `.rego` file and `examples.yaml` below `folder`. One without a `main.rego` holds checks of one's own: what
 * gathers them, and what they share, is that of the package.
 * @throws UsageError when there is no such folder, or no Rego in it.
 */
export async function readPolicySources(folder: string): Promise<PolicySources> {
  const own = await readFolder(folder);
  if (Object.keys(own.modules).length === 0) {
    throw new UsageError(`${folder} holds no policies`, "zoneproof policy new AREA/CHECK --in FOLDER writes one");
  }
  if (MAIN in own.modules) return own;
  const shipped = await readFolder(SHIPPED);
  const shared = Object.entries(shipped.modules).filter(([path]) => path === MAIN || path.startsWith("lib/"));
  return {
    ...own,
    modules: Object.fromEntries([...shared, ...Object.entries(own.modules)].sort(([a], [b]) => (a < b ? -1 : 1))),
    thresholds: { ...shipped.thresholds, ...own.thresholds },
    shared: new Set(shared.map(([path]) => path).filter((path) => !(path in own.modules))),
  };
}

async function readFolder(folder: string): Promise<PolicySources> {
  const paths = await listFiles(folder);
  const modules: Record<string, string> = {};
  const examples = new Map<string, string>();
  for (const path of paths) {
    if (path.endsWith(".rego")) modules[path] = await readFile(join(folder, path), "utf8");
    const [, id, file] = path.split("/");
    if (file === "examples.yaml" && id !== undefined) examples.set(id, await readFile(join(folder, path), "utf8"));
  }
  const thresholds = paths.includes(THRESHOLDS) ? await readThresholds(join(folder, THRESHOLDS)) : {};
  return { modules, checks: findChecks(modules), examples, thresholds, shared: new Set() };
}

/** Paths below the folder, `/` between their parts; sorted. */
async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .sort();
  } catch (error) {
    throw new UsageError(
      `the policies ${folder} cannot be read: ${reason(error)}`,
      "name a folder that holds policies",
    );
  }
}

async function readThresholds(path: string): Promise<Thresholds> {
  const help = 'values by check: { "level-skip": { "levels": 2 } }';
  let read: unknown;
  try {
    read = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`${path} is no JSON`, help);
  }
  if (isThresholds(read)) return read;
  throw new UsageError(`${path} holds something that is no threshold`, help);
}

function findChecks(modules: Readonly<Record<string, string>>): CheckSource[] {
  return Object.entries(modules).flatMap(([module, text]) => {
    const { area, id } = CHECK_PATH.exec(module)?.groups ?? {};
    if (area === undefined || id === undefined) return [];
    // opa fmt puts rule heads at the start of the line.
    return [{ id, area, module, slices: SLICES.filter((slice) => new RegExp(`^${slice} contains `, "m").test(text)) }];
  });
}

/** The folder below in which modules lie as checks do; `undefined`: in none. */
export function folderOfChecks(modules: Readonly<Record<string, string>>): string | undefined {
  for (const module of Object.keys(modules)) {
    const parts = module.split("/");
    if (parts.length > 3 && CHECK_PATH.test(parts.slice(-3).join("/"))) return parts.slice(0, -3).join("/");
  }
  return undefined;
}

/**
 * The schema of `data.thresholds`, as METADATA names it (`schema.thresholds`): a name that is not among the defaults is
 * then a compile error, and not a check that never fires.
 */
export function thresholdsSchema(thresholds: Thresholds): unknown {
  return objectSchema(thresholds, (values) => objectSchema(values, typeSchema));
}

function objectSchema<T>(table: Readonly<Record<string, T>>, schemaOf: (value: T) => unknown): unknown {
  const properties = Object.fromEntries(Object.entries(table).map(([key, value]) => [key, schemaOf(value)]));
  return { type: "object", additionalProperties: false, properties };
}

function typeSchema(value: Threshold): unknown {
  return Array.isArray(value) ? { type: "array", items: { type: typeof value[0] } } : { type: typeof value };
}

/** JSON Schemas of the facts by slice, as METADATA names them: `pair` for `schema.pair`. From the package's `schemas/`. */
export async function readFactsSchemas(): Promise<Record<string, unknown>> {
  const read = async (slice: string): Promise<[string, unknown]> => {
    const text = await readFile(new URL(`schemas/facts-${slice}.schema.json`, packageRoot()), "utf8");
    return [slice, JSON.parse(text)];
  };
  return Object.fromEntries(await Promise.all(SLICES.map(read)));
}

/** What tells schemas of the facts from others: policies that were checked against others may never fire. */
export function hashSchemas(schemas: Readonly<Record<string, unknown>>): string {
  return createHash("sha256").update(JSON.stringify(schemas)).digest("hex");
}

/** What the compiled bundle is made of: SHA-256 of every module that goes into it, tests left out, in `sha256sum` layout. */
export function hashSources(sources: PolicySources): string {
  const lines = Object.entries(sources.modules)
    .filter(([path]) => !path.endsWith("_test.rego"))
    .map(([path, text]) => `${createHash("sha256").update(text).digest("hex")}  ${path}\n`);
  return lines.join("");
}
