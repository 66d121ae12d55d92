/** `zoneproof init`: the first map. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { UsageError } from "../diagnostics/usage-error.js";
import type { DraftCounts } from "../draft/counts.js";
import { count, filesOf } from "../report/summary.js";
import { EXIT } from "../run/exit-code.js";
import { init } from "../run/init.js";
import { withPatterns } from "./paths.js";
import { printProblems } from "./problems.js";
import { keepInputs, readStdin, writeText } from "./streams.js";
import { lookingOn, remark, type TalkOptions, withTalkOptions } from "./talk.js";

interface InitOptions extends TalkOptions {
  readonly output?: string;
  readonly force?: true;
}

/** The command; exit code 2 for a file that is there already, 3 where an input was not analysed. */
export function initCommand(): Command {
  const command = new Command("init")
    .description("draft a map of zones and conduits from what the configurations show")
    .argument("<config...>", "files, folders or archives (.zip, .tar, .tgz, .gz); - is standard input")
    .option(
      "-o, --output <file>",
      "where to write it; - is standard output (default: zones.yaml, in a given folder there)",
    )
    .option("--force", "overwrite the file");
  return withPatterns(withTalkOptions(command)).action(runInit);
}

async function runInit(paths: string[], options: InitOptions): Promise<void> {
  const output = options.output ?? placeFor(paths);
  if (output !== "-" && existsSync(output) && options.force !== true) {
    throw new UsageError(`${output} is there already`, "--force overwrites it, -o writes to another file");
  }
  const { text, counts, diagnostics, inputs } = await lookingOn(options, (onlooker) =>
    init({ paths, readStdin, output, ...(onlooker && { onlooker }) }),
  );
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  printProblems(errors);
  keepInputs([output], filesOf({ inputs }));
  await writeText(text, output);
  for (const line of noteOf(counts, output, paths)) remark(line, options);
  if (errors.length > 0) process.exitCode = EXIT.notAnalysed;
}

/** A check of a folder finds the map at its top. */
function placeFor(paths: readonly string[]): string {
  const [only] = paths;
  const isFolder =
    paths.length === 1 && only !== undefined && only !== "-" && existsSync(only) && statSync(only).isDirectory();
  return isFolder ? join(only, "zones.yaml") : "zones.yaml";
}

function noteOf(counts: DraftCounts, output: string, paths: readonly string[]): string[] {
  const { zones, networks, hosts, conduits, flows } = counts;
  const left = [
    leftOf(counts.openKinds, "kind that the exports do not tell", "kinds that the exports do not tell"),
    leftOf(counts.levels, "level with its SL-T, guessed by the kind", "levels with their SL-T, guessed by the kind"),
    leftOf(counts.unnamed, "zone that nobody named", "zones that nobody named"),
    leftOf(
      counts.merges,
      "place where zones may have to be merged or parted",
      "places where zones may have to be merged or parted",
    ),
    leftOf(
      counts.openToUnmapped,
      "zone that exchanges packets with addresses of no zone: give these one, or a check finds the pair violated",
      "zones that exchange packets with addresses of no zone: give these one, or a check finds the pairs violated",
    ),
    leftOf(counts.wideFlows, "wide flow to narrow", "wide flows to narrow"),
    leftOf(counts.unsureFlows, "flow that may or may not pass", "flows that may or may not pass"),
  ].filter((line) => line !== undefined);
  const isFound = output === placeFor(paths) && output !== "zones.yaml";
  const next =
    output === "-" ? [] : [`next: zoneproof check ${isFound ? paths.join(" ") : `${paths.join(" ")} -z ${output}`}`];
  return [
    `${output === "-" ? "drafted" : `wrote ${output}`}: ${count(zones, "zone")} with ${count(networks, "network")}, ${count(conduits, "conduit")} with ${count(flows, "flow")}, ${count(hosts, "host")}`,
    ...(left.length === 0 ? [] : ['left to you, marked "# ?":', ...left.map((line) => `  ${line}`)]),
    ...next,
  ];
}

function leftOf(number: number, one: string, several: string): string | undefined {
  return number === 0 ? undefined : `${number} ${number === 1 ? one : several}`;
}
