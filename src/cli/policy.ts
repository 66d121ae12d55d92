/** `zoneproof policy check|test|build|list`: for those who write checks. Needs no OPA. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { loadBundle } from "../judge/bundle.js";
import { buildPolicies, testPolicies } from "../policy/build.js";
import { checkFolder, findStale, type PolicyReport } from "../policy/check.js";
import type { PolicyProblem } from "../policy/compiler.js";
import { readFactsSchemas } from "../policy/sources.js";
import { packageRoot } from "../source/package-root.js";

const SHIPPED = fileURLToPath(new URL("policies/", packageRoot()));

/** The command with its subcommands. Exit code 1 when something is wrong with the policies. */
export function policyCommand(): Command {
  const command = new Command("policy").description("check, test and build the policies that judge");
  command
    .command("check")
    .description("type-check the policies against the facts, check their METADATA, layout, examples and build")
    .argument("[folder]", "folder of policies", SHIPPED)
    .option("--fix", "write the layout of opa fmt")
    .action(check);
  command
    .command("test")
    .description("run the unit tests beside the policies")
    .argument("[folder]", "folder of policies", SHIPPED)
    .action(test);
  command
    .command("build")
    .description("compile the policies to compiled/policies.wasm, with catalogue and catalogue page")
    .argument("[folder]", "folder of policies", SHIPPED)
    .action(build);
  command.command("list").description("list the checks").action(list);
  return command;
}

async function check(folder: string, { fix }: { fix?: true }): Promise<void> {
  const report = await checkFolder(folder, await readFactsSchemas());
  if (fix) {
    for (const [path, text] of Object.entries(report.formatted)) await writeFile(join(folder, path), text);
  }
  const problems = report.problems.filter(({ code }) => !fix || code !== "layout");
  const stale = problems.length === 0 && !fix ? await findStale(folder, report) : [];
  if (!isSound(folder, [...problems, ...stale])) return;
  print(`${report.catalogue.length} checks are in order`);
}

async function test(folder: string): Promise<void> {
  const report = await readSound(folder);
  if (report === undefined) return;
  const { problems, tests } = await testPolicies(report.sources, report.catalogue);
  const failed = tests.filter(({ outcome }) => outcome !== "pass");
  const asProblems = failed.map(({ name, outcome, message, file, row }) => ({
    code: "test",
    message: `${name}: ${outcome}${message === undefined ? "" : `: ${message}`}`,
    file,
    row,
  }));
  if (!isSound(folder, [...problems, ...asProblems])) return;
  print(`${tests.length} tests passed`);
}

async function build(folder: string): Promise<void> {
  const report = await readSound(folder);
  if (report === undefined) return;
  const { problems, files } = await buildPolicies(report.sources, report.catalogue);
  if (!isSound(folder, problems)) return;
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
    print(join(folder, path));
  }
}

async function list(): Promise<void> {
  const { catalogue } = await loadBundle();
  const width = Math.max(...catalogue.map(({ id }) => id.length));
  for (const { id, severity, title } of catalogue) print(`${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}`);
}

/** The checked folder, unless its Rego or METADATA is wrong, which is then reported. */
async function readSound(folder: string): Promise<PolicyReport | undefined> {
  const report = await checkFolder(folder, await readFactsSchemas());
  const inTheWay = report.problems.filter(({ code }) => !["layout", "incomplete"].includes(code));
  return isSound(folder, inTheWay) ? report : undefined;
}

function isSound(folder: string, problems: readonly PolicyProblem[]): boolean {
  for (const { file, row, col, message } of problems) {
    const place = [file === undefined ? folder : join(folder, file), row, col].filter((part) => part !== undefined);
    process.stderr.write(`${place.join(":")}: ${message}\n`);
  }
  if (problems.length > 0) process.exitCode = 1;
  return problems.length === 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
