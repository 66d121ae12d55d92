/** Everything `zoneproof policy check` looks at: types, METADATA, layout, completeness of each check, freshness of the build. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildPolicies, type CheckedPolicies, checkPolicies } from "./build.js";
import type { Annotation, PolicyProblem } from "./compiler.js";
import { readExamples } from "./examples.js";
import { type CheckSource, type PolicySources, readPolicySources } from "./sources.js";

export interface PolicyReport extends CheckedPolicies {
  readonly sources: PolicySources;
}

/**
 * Reads and checks a policies folder; with problems in the Rego itself, layout and freshness are not looked at.
 * @param schemas JSON Schemas of the facts by slice.
 */
export async function checkFolder(folder: string, schemas: Readonly<Record<string, unknown>>): Promise<PolicyReport> {
  const sources = await readPolicySources(folder);
  const checked = await checkPolicies(sources, schemas);
  if (checked.problems.length > 0) return { sources, ...checked };
  const problems = [
    ...sources.checks.flatMap((check) => incomplete(sources, check)),
    ...misplaced(sources, checked.annotations),
    ...stray(sources),
    ...Object.keys(checked.formatted).map((file) => ({
      code: "layout",
      message: "the layout is not that of opa fmt: run `zoneproof policy check --fix`",
      file,
    })),
  ];
  return { sources, ...checked, problems };
}

/** Generated files of the folder that are missing or differ from what its sources give. */
export async function findStale(folder: string, report: PolicyReport): Promise<PolicyProblem[]> {
  const { problems, files } = await buildPolicies(report.sources, report.catalogue);
  const stale = await Promise.all(
    [...files].map(async ([path, content]) => ((await isSame(join(folder, path), content)) ? [] : [path])),
  );
  return [
    ...problems,
    ...stale.flat().map((file) => ({
      code: "stale",
      message: "differs from what its sources give: run `npm run generate`",
      file,
    })),
  ];
}

function incomplete(sources: PolicySources, check: CheckSource): PolicyProblem[] {
  const complain = (message: string): PolicyProblem => ({ code: "incomplete", message, file: check.module });
  const test = check.module.replace(/\.rego$/, "_test.rego");
  const examples = sources.examples.get(check.id);
  if (!(test in sources.modules)) return [complain(`has no test: ${test}`)];
  if (examples === undefined) return [complain("has no examples.yaml beside it")];
  try {
    readExamples(examples);
  } catch (error) {
    return [complain(`examples.yaml: ${error instanceof Error ? error.message : String(error)}`)];
  }
  return [];
}

/** Checks whose package is not their path: `main.rego` finds them by package, everything else by path. */
function misplaced(sources: PolicySources, annotations: readonly Annotation[]): PolicyProblem[] {
  return sources.checks.flatMap(({ area, id, module }) => {
    const expected = ["data", "zoneproof", "checks", area, id].join(".");
    const note = annotations.find(({ file, values }) => file === module && values.scope === "package");
    if (note === undefined || note.path.join(".") === expected) return [];
    const message = `the package is ${note.path.join(".")} where its path wants ${expected}`;
    return [{ code: "misplaced", message, file: module, row: note.row }];
  });
}

/** Modules that are neither checks nor what checks share: nothing gathers what they find. */
function stray({ modules, checks, shared }: PolicySources): PolicyProblem[] {
  const known = new Set(["main.rego", ...checks.map(({ module }) => module), ...shared]);
  return Object.keys(modules)
    .filter((path) => !known.has(path) && !path.endsWith("_test.rego") && !path.startsWith("lib/"))
    .map((file) => ({
      code: "misplaced",
      message: "a check is AREA/CHECK/CHECK.rego, what checks share lies in lib/",
      file,
    }));
}

async function isSame(path: string, content: string | Uint8Array): Promise<boolean> {
  try {
    return (await readFile(path)).equals(Buffer.from(content));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
