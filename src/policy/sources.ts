/** The Rego sources of a policies folder: modules by path, and the checks among them. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
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
}

export const SLICES = ["pair", "device", "map"] as const;
const CHECK_PATH = /^(?<area>[a-z][a-z0-9-]*)\/(?<id>[a-z][a-z0-9-]*)\/\k<id>\.rego$/;

/** Reads every `.rego` file and `examples.yaml` below `folder`. */
export async function readPolicySources(folder: string): Promise<PolicySources> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).split(sep).filter(Boolean).join("/"))
    .sort();
  const modules: Record<string, string> = {};
  const examples = new Map<string, string>();
  for (const path of paths) {
    if (path.endsWith(".rego")) modules[path] = await readFile(join(folder, path), "utf8");
    const [, id, file] = path.split("/");
    if (file === "examples.yaml" && id !== undefined) examples.set(id, await readFile(join(folder, path), "utf8"));
  }
  return { modules, checks: findChecks(modules), examples };
}

function findChecks(modules: Readonly<Record<string, string>>): CheckSource[] {
  return Object.entries(modules).flatMap(([module, text]) => {
    const { area, id } = CHECK_PATH.exec(module)?.groups ?? {};
    if (area === undefined || id === undefined) return [];
    // opa fmt puts rule heads at the start of the line.
    return [{ id, area, module, slices: SLICES.filter((slice) => new RegExp(`^${slice} contains `, "m").test(text)) }];
  });
}

/** JSON Schemas of the facts by slice, as METADATA names them: `pair` for `schema.pair`. From the package's `schemas/`. */
export async function readFactsSchemas(): Promise<Record<string, unknown>> {
  const read = async (slice: string): Promise<[string, unknown]> => {
    const text = await readFile(new URL(`schemas/facts-${slice}.schema.json`, packageRoot()), "utf8");
    return [slice, JSON.parse(text)];
  };
  return Object.fromEntries(await Promise.all(SLICES.map(read)));
}

/** What the compiled bundle is made of: SHA-256 of every module that goes into it, tests left out, in `sha256sum` layout. */
export function hashSources(sources: PolicySources): string {
  const lines = Object.entries(sources.modules)
    .filter(([path]) => !path.endsWith("_test.rego"))
    .map(([path, text]) => `${createHash("sha256").update(text).digest("hex")}  ${path}\n`);
  return lines.join("");
}
