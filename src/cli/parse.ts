/** `zoneproof parse`: what a configuration became, and what was not understood. */
import { Command } from "commander";
import { UsageError } from "../diagnostics/usage-error.js";
import { type DescribedInput, describeInputs } from "../run/describe-input.js";
import { EXIT } from "../run/exit-code.js";
import { inputJson, inputStats } from "../run/print-input.js";
import { visibleJson } from "../source/visible.js";
import { asOfOption } from "./as-of.js";
import { withPatterns } from "./paths.js";
import { printProblems } from "./problems.js";
import { readStdin, writeText } from "./streams.js";

/** The command; exit code 3 when an input could not be analysed. */
export function parseCommand(): Command {
  const command = new Command("parse")
    .description("print the device model of a configuration as JSON, with what was not understood")
    .argument("<config...>", "files, folders or archives (.zip, .tar, .tgz, .gz); - is standard input")
    .option("--stats", "one line of JSON for each file: how many of its lines were understood")
    .addOption(asOfOption());
  return withPatterns(command).action(runParse);
}

async function runParse(paths: string[], { stats, asOf }: { stats?: true; asOf?: number }): Promise<void> {
  if (!stats && paths.length > 1) {
    throw new UsageError("parse prints one file at a time", "parse --stats takes many");
  }
  for await (const input of describeInputs({ paths, readStdin, ...(asOf !== undefined && { asOfMinutes: asOf }) })) {
    if (isFailed(input)) process.exitCode = EXIT.notAnalysed;
    // In the JSON of one file its diagnostics stand anyway.
    if (stats || input.outcome.kind !== "parsed") printProblems(input.diagnostics.filter(isError));
    if (stats) await writeText(visibleJson(`${JSON.stringify(inputStats(input))}\n`));
    else if (input.outcome.kind === "parsed")
      await writeText(visibleJson(`${JSON.stringify(inputJson(input), null, 2)}\n`));
  }
}

function isFailed({ outcome, diagnostics }: DescribedInput): boolean {
  return outcome.kind !== "parsed" || diagnostics.some(isError);
}

function isError({ severity }: { readonly severity: string }): boolean {
  return severity === "error";
}
