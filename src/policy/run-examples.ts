/** Examples of checks as a folder that `check` can look at, and what came of them. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Finding } from "../judge/finding.js";
import { temporaryFolder } from "../read/temporary-folder.js";
import type { PolicyProblem } from "./compiler.js";
import { type Example, readExamples } from "./examples.js";
import type { PolicySources } from "./sources.js";

/** Judges a folder. */
export type JudgeFolder = (folder: string) => Promise<readonly Finding[]>;

/** Every example of the folder's checks through all stages: those that did not come out as they say. */
export async function runExamples(
  sources: PolicySources,
  judge: JudgeFolder,
): Promise<{ count: number; problems: PolicyProblem[] }> {
  const problems: PolicyProblem[] = [];
  let count = 0;
  for (const { id, module } of sources.checks) {
    const text = sources.examples.get(id);
    if (text === undefined) continue;
    const file = module.replace(/[^/]+$/, "examples.yaml");
    const { violated, clean } = readExamples(text);
    for (const example of [...violated, ...clean]) {
      count++;
      const found = (await inFolder(example, judge)).filter(({ check }) => check === id);
      const isFound = violated.includes(example);
      if (isFound === found.length > 0) continue;
      const what = isFound ? "is not found" : `is found: ${found[0]?.message}`;
      problems.push({ code: "example", message: `the example "${example.why}" ${what}`, file });
    }
  }
  return { count, problems };
}

async function inFolder({ configs, zones }: Example, judge: JudgeFolder): Promise<readonly Finding[]> {
  const folder = await temporaryFolder("example");
  try {
    await mkdir(join(folder, "configs"));
    for (const [file, text] of Object.entries(configs)) await writeFile(join(folder, "configs", basename(file)), text);
    if (zones !== undefined) await writeFile(join(folder, "zones.yaml"), zones);
    return await judge(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
