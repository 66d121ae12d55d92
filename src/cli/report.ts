/** `zoneproof report`: what a run found, for people who were not there. */
import { Command } from "commander";
import { UsageError } from "../diagnostics/usage-error.js";
import { renderHtml } from "../report/html.js";
import { type CheckOutcome, check } from "../run/check.js";
import { exitCodeOf } from "../run/exit-code.js";
import { packageRoot } from "../source/package-root.js";
import { type AsOf, asOfDayOption, judgedAt } from "./as-of.js";
import { readPageAssets } from "./page-assets.js";
import { printProblems } from "./problems.js";
import { readStdin, writeText } from "./streams.js";
import { readVersion } from "./version.js";

const WORKER = new URL("dist/src/cli/worker.js", packageRoot());

interface ReportOptions {
  readonly zones?: string;
  readonly html?: string;
  readonly asOf?: AsOf;
}

/** The command; exit codes as `check --fail-on never` has them: 2 for a bad map, 3 where an input was not analysed. */
export function reportCommand(): Command {
  return new Command("report")
    .description("write what a check finds as a page for people")
    .argument("[config...]", "files or folders; - is standard input; none: the configurations the map declares")
    .option("-z, --zones <file>", "the map of zones and conduits (default: zones.yaml of a given folder)")
    .option("--html <file>", "one HTML file that needs no network: heat map, sets, ways, lines, findings, requirements")
    .addOption(asOfDayOption())
    .addHelpText("after", "\nExample: zoneproof report plant/ --html report.html")
    .action(runReport);
}

async function runReport(paths: string[], options: ReportOptions): Promise<void> {
  const { html, asOf } = options;
  if (html === undefined) throw new UsageError("nothing to write", "say what: --html report.html");
  const outcome = await checkFor(paths, options);
  await writeText(renderHtml(outcome.result, judgedAt(asOf).day, readPageAssets()), html);
  printProblems(outcome.result.diagnostics.filter(({ severity }) => severity === "error"));
  process.exitCode = exitCodeOf(outcome.result, outcome.mapFailed, "never");
}

async function checkFor(paths: readonly string[], { zones, asOf }: ReportOptions): Promise<CheckOutcome> {
  return check({
    paths,
    ...(zones !== undefined && { zones }),
    ...judgedAt(asOf),
    sets: true,
    workers: { entry: WORKER },
    readStdin,
    version: readVersion(),
  });
}
