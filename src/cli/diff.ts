/** `zoneproof diff`: what a change lets through or blocks, before it is made. */
import { Command, Option } from "commander";
import { UsageError } from "../diagnostics/usage-error.js";
import { expandPatterns, isPattern } from "../read/patterns.js";
import { Revision, readRange } from "../read/revision.js";
import { DIFF_FORMATS } from "../report/diff/formats.js";
import { filesOf } from "../report/summary.js";
import { type DiffRequest, diff, type SideRequest } from "../run/diff/diff.js";
import { DIFF_FAIL_ON, type DiffFailOn, diffExitCode } from "../run/diff/gate.js";
import { type AsOf, asOfDayOption, judgedAt } from "./as-of.js";
import { type ConfigChoice, withConfig } from "./config.js";
import { optionFiles } from "./option-files.js";
import { type PolicyOptions, policiesOf, withPolicyOptions } from "./policies.js";
import { printProblems } from "./problems.js";
import { hasColor, keepInputs, readStdin, writeText } from "./streams.js";
import { lookingOn, sayWritten, type TalkOptions, withTalkOptions } from "./talk.js";
import { readVersion } from "./version.js";

interface DiffOptions extends PolicyOptions, TalkOptions, ConfigChoice {
  readonly zones?: string;
  readonly git?: string;
  readonly format: string;
  readonly failOn: DiffFailOn;
  readonly output?: string;
  readonly asOf?: AsOf;
}

const EXAMPLES = `
Examples:
  zoneproof diff running/ candidate/ -z zones.yaml
  zoneproof diff fw-edge.old.conf fw-edge.conf
  zoneproof diff backup-monday.zip backup-friday.zip -z zones.yaml
  zoneproof diff --git main..HEAD -z zones.yaml --fail-on new -- configs
  zoneproof diff --git HEAD -- configs                 the last commit against the working tree

The gate (--fail-on new) fails on a finding that is new or worse, on a packet that passes now and no conduit declares
(without a map: on every packet that passes now), on a declared flow that is blocked now, and on a pair of zones that was
proved and is not any more. --fail-on change fails unless it is proved that no packet changes.
Exit codes: 0 the gate lets it through, 1 it does not, 2 usage or bad map, 3 an input was not analysed`;

/** The command; exit codes as design 8 has them. */
export function diffCommand(): Command {
  const command = new Command("diff")
    .description("which packets a change lets through and which it blocks, with the lines; the change gate")
    .argument("[path...]", "BEFORE and AFTER: a file, folder or archive each; with --git: the paths to compare")
    .option("-z, --zones <file>", "the map of zones and conduits (default: zones.yaml of a given folder)")
    .option("--git <range>", "compare revisions: BASE..HEAD, BASE...HEAD, or BASE with the working tree")
    .addOption(
      new Option("-f, --format <format>", "how to report")
        .choices(DIFF_FORMATS.map(({ id }) => id))
        .default("terminal"),
    )
    .addOption(new Option("--fail-on <what>", "exit with 1: the gate").choices(DIFF_FAIL_ON).default("never"))
    .addOption(asOfDayOption());
  return withTalkOptions(withConfig(withPolicyOptions(command)))
    .option("-o, --output <file>", "write the report to a file")
    .addHelpText("after", EXAMPLES)
    .action(runDiff);
}

async function runDiff(paths: string[], options: DiffOptions): Promise<void> {
  const { zones, format, failOn, output, asOf } = options;
  keepInputs([output], optionFiles(options));
  const request: DiffRequest = {
    ...(await sidesOf(paths, options.git)),
    ...(zones !== undefined && { zones }),
    ...judgedAt(asOf),
    ...(await policiesOf(options)),
    failOn,
    readStdin,
    version: readVersion(),
  };
  const { result, mapFailed } = await lookingOn(options, (onlooker) =>
    diff({ ...request, ...(onlooker && { onlooker }) }),
  );
  const load = DIFF_FORMATS.find(({ id }) => id === format)?.load;
  if (load === undefined) throw new Error(`no format ${format}`);
  keepInputs([output], [...filesOf(result.before), ...filesOf(result.after)]);
  const color = output === undefined && hasColor();
  const diagnostics = [result.before, result.after].flatMap((side) => side.diagnostics);
  printProblems(diagnostics.filter(({ severity }) => severity === "error"));
  await writeText((await load())(result, { color, width: process.stdout.columns ?? 80 }), output);
  process.exitCode = diffExitCode(result, mapFailed);
  sayWritten([output], options);
}

async function sidesOf(paths: string[], git: string | undefined): Promise<Pick<DiffRequest, "before" | "after">> {
  if (git !== undefined) return revisionsOf(paths, git);
  const [before, after, ...more] = await expandPatterns(paths);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new UsageError(
      "diff compares two paths",
      "zoneproof diff BEFORE AFTER, or zoneproof diff --git main..HEAD -- configs",
    );
  }
  if (before === "-" && after === "-") {
    throw new UsageError("standard input is one side of a comparison, not both", "name a file for the other");
  }
  return { before: { label: before, paths: [before] }, after: { label: after, paths: [after] } };
}

const SHORT_HASH = 12;

async function revisionsOf(paths: string[], range: string): Promise<Pick<DiffRequest, "before" | "after">> {
  const pattern = paths.find(isPattern);
  if (pattern !== undefined) {
    throw new UsageError(
      `patterns are not looked up in revisions: ${pattern}`,
      "name files, or the folder they are in",
    );
  }
  if (paths.length === 0) throw new UsageError("--git needs paths", "zoneproof diff --git main..HEAD -- configs");
  const { before, after } = await readRange(range);
  await haveToBeThere(paths, before, after);
  const side = (commit: string | undefined): SideRequest =>
    commit === undefined
      ? { label: "the working tree", paths }
      : { label: commit.slice(0, SHORT_HASH), paths, store: new Revision(commit) };
  return { before: side(before), after: side(after) };
}

/** A path that neither revision has is mistyped: nothing would be compared, and every gate passed. Of the working tree the disk says so. */
async function haveToBeThere(paths: readonly string[], before: string, after: string | undefined): Promise<void> {
  if (after === undefined) return;
  for (const path of paths) {
    if ((await new Revision(after).has(path)) || (await new Revision(before).has(path))) continue;
    throw new UsageError(`neither revision has ${path}`, "paths are meant from this folder");
  }
}
