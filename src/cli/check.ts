/** `zoneproof check`: judge configurations. */
import { Command, InvalidArgumentError, Option } from "commander";
import { didYouMean } from "../diagnostics/nearest.js";
import { UsageError } from "../diagnostics/usage-error.js";
import { FORMATS, type Format } from "../report/formats.js";
import { viewOf } from "../report/owner-view.js";
import type { CheckResult } from "../report/result.js";
import { filesOf, resultText } from "../report/summary.js";
import { type CheckOutcome, type CheckRequest, check } from "../run/check.js";
import { checkKeeping } from "../run/check-keeping.js";
import { exitCodeOf, FAIL_ON, type FailOn } from "../run/exit-code.js";
import { packageRoot } from "../source/package-root.js";
import { holdingOf } from "../source/young-heap.js";
import { type AsOf, asOfDayOption, judgedAt } from "./as-of.js";
import { type ConfigChoice, withConfig } from "./config.js";
import { HISTORY_OPTION, keepRecord } from "./history.js";
import { optionFiles } from "./option-files.js";
import { MOST_WORKERS } from "./option-limits.js";
import { withPatterns } from "./paths.js";
import { type PolicyOptions, policiesOf, withPolicyOptions } from "./policies.js";
import { printProblems, printUsage } from "./problems.js";
import { hasColor, keepInputs, readStdin, writeText } from "./streams.js";
import { lookingOn, remark, sayWritten, type TalkOptions, withTalkOptions } from "./talk.js";
import { readVersion } from "./version.js";

const WORKER = new URL("dist/src/cli/worker.js", packageRoot());

interface CheckOptions extends PolicyOptions, TalkOptions, ConfigChoice {
  readonly zones?: string;
  readonly format: string;
  readonly owner?: string;
  readonly failOn: FailOn;
  readonly output?: string;
  readonly cache?: string;
  readonly baseline?: string;
  readonly history?: string;
  readonly workers?: number;
  readonly asOf?: AsOf;
  readonly watch?: true;
  readonly propose?: true;
}

/** The command; exit codes as design 8 has them. */
export function checkCommand(): Command {
  const command = new Command("check")
    .description("judge configurations, against a map of zones where there is one")
    .argument(
      "[config...]",
      "files, folders or archives (.zip, .tar, .tgz, .gz); - is standard input; none: the configurations the map declares",
    )
    .option("-z, --zones <file>", "the map of zones and conduits (default: zones.yaml of a given folder)")
    .addOption(
      new Option("-f, --format <format>", "how to report")
        .choices(FORMATS.map(({ id }) => id))
        // Listed in the help and completed, but refused by findFormat, which says what was probably meant.
        .argParser((text: string) => text)
        .default("terminal"),
    )
    .option(
      "--owner <name>",
      "show what this owner answers for, and count the rest: OT, IT, business, or an owner that the map names",
    )
    .addOption(
      new Option("--fail-on <severity>", "exit with 1 from this severity; unproved: also on pairs not proved")
        .choices(FAIL_ON)
        .default("high"),
    )
    .addOption(
      new Option("--cache <folder>", "keep results of zone pairs here, and take those that still hold").env(
        "ZONEPROOF_CACHE",
      ),
    )
    .option(
      "--baseline <file>",
      "only what is new counts: findings of this file, which zoneproof baseline wrote, do not",
    )
    .option(...HISTORY_OPTION)
    .addOption(
      new Option("--workers <count>", "threads that help; 0: none (default: as many as are worth their start)")
        .env("ZONEPROOF_WORKERS")
        .argParser(readCount),
    )
    .addOption(asOfDayOption())
    .option("--propose", "with changes for the first actions, each tried: applied, analysed and judged again");
  return withPatterns(withTalkOptions(withConfig(withPolicyOptions(command))))
    .option("-o, --output <file>", "write the report to a file")
    .option("-w, --watch", "check again whenever an input is saved, and say what changed; Ctrl-C ends")
    .addHelpText("after", "\nExit codes: 0 nothing open, 1 findings, 2 usage or bad map, 3 an input was not analysed")
    .action(runCheck);
}

async function runCheck(paths: string[], options: CheckOptions): Promise<void> {
  const { failOn, output, watch, history, asOf } = options;
  const format = findFormat(options.format);
  refuseUnseen(format, options);
  keepInputs([output], optionFiles(options));
  const render = await (format.loadPieces ?? format.load)();
  const color = output === undefined && hasColor();
  const show = (outcome: CheckOutcome) => {
    keepInputs([output], filesOf(outcome.result));
    return writeText(render(viewed(outcome, options.owner), { color, width: process.stdout.columns ?? 80 }), output);
  };
  if (watch === true) return watchFor(paths, options, show);
  const request = await requestFor(paths, options);
  const outcome = await lookingOn(options, (onlooker) =>
    checkKeeping({ ...request, ...(onlooker && { onlooker }) }, (again) => checkFor(again, options)),
  );
  const { result, mapFailed, broke, baseline: known } = outcome;
  if (failOn === "unproved" && result.map === undefined && !mapFailed) {
    throw new UsageError("--fail-on unproved needs a map of zones", "add -z zones.yaml");
  }
  await show(outcome);
  // Only the report for people shows them all, and it is not seen where it goes to a file.
  if (format.id !== "terminal" || output !== undefined) {
    printProblems(result.diagnostics.filter(({ severity }) => severity === "error"));
  }
  if (broke !== undefined) printUsage(broke);
  sayUnkept(outcome, options);
  const failed = mapFailed || broke !== undefined;
  if (history !== undefined && !failed) await keepRecord(history, result, judgedAt(asOf).day, options);
  process.exitCode = exitCodeOf(result, failed, failOn, known?.pairs);
  const summary = resultText(result);
  sayWritten([output], process.exitCode === 0 ? options : {}, summary);
}

/** What was found is whole; the next run finds more of it anew. */
function sayUnkept({ unkept }: CheckOutcome, { cache }: Pick<CheckOptions, "cache">): void {
  if (unkept === undefined) return;
  printUsage(
    new UsageError(
      `the cache ${cache} does not keep all of this run: ${unkept}`,
      "make room, or name a folder that can be written",
    ),
  );
}

/** What was asked for and would not be seen. @throws UsageError */
function refuseUnseen({ id, hasViews, hasProposals }: Format, { owner, propose }: CheckOptions): void {
  const able = (can: (format: Format) => boolean | undefined) =>
    FORMATS.filter((format) => can(format) === true).map((format) => format.id);
  if (owner !== undefined && hasViews !== true) {
    const names = able((format) => format.hasViews).join(", ");
    throw new UsageError(`the format ${id} is always of every owner`, `--owner is for ${names}`);
  }
  if (propose === true && hasProposals !== true) {
    const names = able((format) => format.hasProposals).join(", ");
    throw new UsageError(`the format ${id} shows no proposed changes`, `--propose is for ${names}`);
  }
}

async function checkFor(request: CheckRequest, { propose, owner }: CheckOptions): Promise<CheckOutcome> {
  if (propose !== true) return check(request);
  const { checkProposing } = await import("../run/proposals/check-proposing.js");
  return checkProposing(request, owner);
}

/** Everything where the map cannot be used: whom it names is not known, and its errors are what has to be seen. */
function viewed({ result, mapFailed }: CheckOutcome, owner: string | undefined): CheckResult {
  return owner === undefined || mapFailed ? result : viewOf(result, owner);
}

async function requestFor(paths: readonly string[], options: CheckOptions): Promise<CheckRequest> {
  const { zones, cache, workers, asOf, baseline, history } = options;
  return {
    paths,
    ...(zones !== undefined && { zones }),
    ...judgedAt(asOf),
    ...(cache !== undefined && cache !== "" && { cache }),
    ...(baseline !== undefined && { baseline }),
    ...(history !== undefined && { history }),
    ...(await policiesOf(options)),
    holding: holdingOf(Number.parseInt(process.versions.v8, 10)),
    workers: { entry: WORKER, ...(workers !== undefined && { size: workers }) },
    readStdin,
    version: readVersion(),
  };
}

async function watchFor(
  paths: readonly string[],
  options: CheckOptions,
  show: (outcome: CheckOutcome) => Promise<void>,
): Promise<void> {
  if (paths.includes("-")) throw new UsageError("standard input cannot be watched", "name files or folders");
  const { watchCheck } = await import("./watch.js");
  const { zones, cache, output, history, config } = options;
  if (paths.length === 0 && zones === undefined) {
    // No file would ever change.
    throw new UsageError("nothing to watch", "name configuration files, or a folder: zoneproof check plant/ --watch");
  }
  if (output !== undefined) remark(`a watch writes its first report to ${output}, and says here what changes`, options);
  if (history !== undefined) remark("a watch keeps no records of its runs", options);
  if (typeof config === "string") remark(`a watch keeps the options of ${config} as they are now`, options);
  // Of the configuration file nothing would be read again.
  const asked = { ...options, config: false as const };
  await watchCheck({
    paths: () => [...paths, ...(zones === undefined ? [] : [zones]), ...optionFiles(asked)],
    run: async (folder) => {
      const outcome = await checkFor({ ...(await requestFor(paths, options)), cache: folder }, options);
      sayUnkept(outcome, { cache: folder });
      return outcome;
    },
    show,
    ...(cache !== undefined && cache !== "" && { cache }),
  });
}

function readCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count <= MOST_WORKERS) return count;
  throw new InvalidArgumentError(`a number from 0 to ${MOST_WORKERS}`);
}

function findFormat(id: string): Format {
  const format = FORMATS.find((known) => known.id === id);
  if (format !== undefined) return format;
  const ids = FORMATS.map((known) => known.id);
  throw new UsageError(`there is no format "${id}"`, `${didYouMean(id, ids) ?? ""} known: ${ids.join(", ")}`.trim());
}
