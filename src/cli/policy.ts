/** `zoneproof policy new|check|test|build|list|explain`: for those who write checks. Needs no OPA. */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { whyNotWritten } from "../diagnostics/not-written.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { readCompiled } from "../judge/bundle.js";
import { buildPolicies, testPolicies } from "../policy/build.js";
import { checkFolder, findStale, type PolicyReport } from "../policy/check.js";
import type { PolicyProblem } from "../policy/compiler.js";
import { type KnownChecks, renderExplanation, renderList } from "../policy/explain.js";
import { newCheck } from "../policy/new.js";
import { openOwnPolicies, problemLines, readSoundFolder } from "../policy/own.js";
import { runExamples } from "../policy/run-examples.js";
import { hashSchemas, type PolicySources, readFactsSchemas, readPolicySources, SHIPPED } from "../policy/sources.js";
import { makeFolder } from "../read/make-folder.js";
import { check as checkPlant } from "../run/check.js";
import { visible } from "../source/visible.js";
import { policiesOf } from "./policies.js";
import { readVersion } from "./version.js";

const EXAMPLES = `
Examples:
  zoneproof policy new change-management/no-test-rules --in my-policies    a check that passes its tests, to be changed
  zoneproof policy check my-policies         types, METADATA, layout: a typo in a field is an error with its line
  zoneproof policy test my-policies          unit tests, and the examples through all stages
  zoneproof check plant/ --policy my-policies
  zoneproof policy build my-policies         my-policies/compiled/policies.wasm, which --policy takes as well

docs/own-policies.md says more, docs/policy-input.md what a check may look at.`;

/** The command with its subcommands. Exit code 1 when something is wrong with the policies. */
export function policyCommand(): Command {
  const command = new Command("policy")
    .description("check, test and build the policies that judge")
    .addHelpText("after", EXAMPLES);
  command
    .command("new")
    .description("write a new check with its test and examples, all in order")
    .argument("<name>", "AREA/CHECK, such as change-management/no-test-rules")
    .option("--in <folder>", "folder of own policies; made where there is none", ".")
    .action(writeNew);
  command
    .command("check")
    .description("type-check the policies against the facts, check their METADATA, layout, examples and build")
    .argument("[folder]", "folder of policies", SHIPPED)
    .option("--fix", "write the layout of opa fmt")
    .action(check);
  command
    .command("test")
    .description("run the unit tests beside the policies, and for own ones their examples through all stages")
    .argument("[folder]", "folder of policies", SHIPPED)
    .action(test);
  command
    .command("build")
    .description("compile the policies to compiled/policies.wasm, with catalogue and catalogue page")
    .argument("[folder]", "folder of policies", SHIPPED)
    .action(build);
  const OWN = ["--policy <path>", "own policies beside the shipped ones: a folder, a .wasm file"] as const;
  command
    .command("list")
    .description("list the checks")
    .option(...OWN)
    .action(list);
  command
    .command("explain")
    .description("say what a check looks for, from which level it counts, what it measures by, what to do")
    .argument("<check>", "its id: weak-vpn-crypto")
    .option(...OWN)
    .action(explain);
  return command;
}

async function writeNew(name: string, { in: folder }: { in: string }): Promise<void> {
  for (const [path, text] of newCheck(name)) {
    const place = join(folder, path);
    if (existsSync(place)) throw new UsageError(`${place} is there already`, "choose another name");
    await writeBelow(place, text, "wx");
    print(place);
  }
  print(`next: zoneproof policy test ${folder}`);
}

/** With the folders above it. @throws UsageError when it cannot be written. */
async function writeBelow(place: string, content: string | Uint8Array, flag: "w" | "wx" = "w"): Promise<void> {
  try {
    makeFolder(dirname(place));
    await writeFile(place, content, { flag });
  } catch (error) {
    throw new UsageError(`${place} cannot be written: ${whyNotWritten(error)}`, "name a folder that can be written");
  }
}

async function check(folder: string, { fix }: { fix?: true }): Promise<void> {
  const report = await checkFolder(folder, await readFactsSchemas());
  if (fix) {
    for (const [path, text] of Object.entries(report.formatted)) await writeBelow(join(folder, path), text);
  }
  const problems = report.problems.filter(({ code }) => !fix || code !== "layout");
  // What --policy compiles is built when it is used: only the shipped policies are committed as they were built.
  const isBuilt = report.sources.shared.size === 0;
  const stale = problems.length === 0 && !fix && isBuilt ? await findStale(folder, report) : [];
  if (!isSound(folder, report.sources, [...problems, ...stale])) return;
  print(`${counted(report.catalogue.length, "check")} in order`);
}

async function test(folder: string): Promise<void> {
  const report = await readSound(folder);
  if (report === undefined) return;
  const { sources, catalogue } = report;
  const { problems, tests } = await testPolicies(sources, catalogue);
  const failed = tests.filter(({ outcome }) => outcome !== "pass");
  const asProblems = failed.map(({ name, outcome, message, file, row }) => ({
    code: "test",
    message: `${name}: ${outcome}${message === undefined ? "" : `: ${message}`}`,
    file,
    row,
  }));
  if (!isSound(folder, sources, [...problems, ...asProblems])) return;
  const isOwn = sources.shared.size > 0;
  const examples = isOwn ? await runExamples(sources, await judgeWith(folder)) : { count: 0, problems: [] };
  if (!isSound(folder, sources, examples.problems)) return;
  print(`${tests.length} tests passed${isOwn ? `, ${examples.count} examples came out as they say` : ""}`);
}

/** The day for which dates in examples are judged: that on which it was written would make them fail one day. */
const DAY_OF_EXAMPLES = "2026-06-30";

async function judgeWith(folder: string) {
  const policies = await policiesOf({ policy: folder });
  return async (path: string) => {
    const readStdin = async () => new Uint8Array();
    const asked = { paths: [path], readStdin, version: readVersion(), day: DAY_OF_EXAMPLES, ...policies };
    return (await checkPlant(asked)).result.findings;
  };
}

async function build(folder: string): Promise<void> {
  const report = await readSound(folder);
  if (report === undefined) return;
  const { sources, catalogue } = report;
  const facts = sources.shared.size === 0 ? undefined : hashSchemas(await readFactsSchemas());
  const { problems, files } = await buildPolicies(sources, catalogue, facts);
  if (!isSound(folder, sources, problems)) return;
  for (const [path, content] of files) {
    await writeBelow(join(folder, path), content);
    print(join(folder, path));
  }
}

interface OwnOption {
  readonly policy?: string;
}

async function list(options: OwnOption): Promise<void> {
  process.stdout.write(renderList((await knownChecks(options)).catalogue));
}

async function explain(id: string, options: OwnOption): Promise<void> {
  process.stdout.write(renderExplanation(id, await knownChecks(options)));
}

/** The shipped checks, with own ones beside them or in their place. */
async function knownChecks({ policy }: OwnOption): Promise<KnownChecks> {
  const shipped = readCompiled();
  const { examples } = await readPolicySources(SHIPPED);
  if (policy === undefined) return { ...shipped, examples };
  const own = await openOwnPolicies(policy);
  const replaced = new Set(own.catalogue.map(({ id }) => id));
  const kept = shipped.catalogue.filter(({ id }) => !replaced.has(id));
  const theirs = policy.endsWith(".wasm") ? new Map<string, string>() : (await readPolicySources(policy)).examples;
  return {
    catalogue: [...kept, ...own.catalogue].sort((a, b) => (a.id < b.id ? -1 : 1)),
    thresholds: { ...shipped.thresholds, ...own.thresholds },
    examples: new Map([...[...examples].filter(([id]) => !replaced.has(id)), ...theirs]),
  };
}

/** The checked folder, unless its Rego or METADATA is wrong, which is then reported. */
async function readSound(folder: string): Promise<PolicyReport | undefined> {
  const { report, inTheWay } = await readSoundFolder(folder);
  return isSound(folder, report.sources, inTheWay) ? report : undefined;
}

function isSound(folder: string, { shared }: PolicySources, problems: readonly PolicyProblem[]): boolean {
  for (const line of problemLines(folder, problems, shared)) process.stderr.write(`${visible(line)}\n`);
  if (problems.length > 0) process.exitCode = 1;
  return problems.length === 0;
}

function counted(number: number, what: string): string {
  return number === 1 ? `1 ${what} is` : `${number} ${what}s are`;
}

function print(line: string): void {
  process.stdout.write(`${visible(line)}\n`);
}
