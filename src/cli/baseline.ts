/** `zoneproof baseline`: what is found now, for `check --baseline`. */
import { Command } from "commander";
import { baselineOf, baselineText } from "../judge/baseline.js";
import { meaningIn } from "../judge/passing.js";
import { filesOf, resultText } from "../report/summary.js";
import { check } from "../run/check.js";
import { EXIT, exitCodeOf } from "../run/exit-code.js";
import { type AsOf, asOfDayOption, judgedAt } from "./as-of.js";
import { type ConfigChoice, withConfig } from "./config.js";
import { optionFiles } from "./option-files.js";
import { withPatterns } from "./paths.js";
import { type PolicyOptions, policiesOf, withPolicyOptions } from "./policies.js";
import { printProblems } from "./problems.js";
import { keepInputs, readStdin, writeText } from "./streams.js";
import { lookingOn, sayWritten, type TalkOptions, withTalkOptions } from "./talk.js";
import { readVersion } from "./version.js";

interface BaselineOptions extends PolicyOptions, TalkOptions, ConfigChoice {
  readonly zones?: string;
  readonly output?: string;
  readonly asOf?: AsOf;
}

/** The command; exit codes as those of `check --fail-on never`, and with any but 0 nothing is written. */
export function baselineCommand(): Command {
  const command = new Command("baseline")
    .description("write down what is found now, so that check --baseline counts only what is new")
    .argument(
      "[config...]",
      "files, folders or archives (.zip, .tar, .tgz, .gz); - is standard input; none: the configurations the map declares",
    )
    .option("-z, --zones <file>", "the map of zones and conduits (default: zones.yaml of a given folder)")
    .addOption(asOfDayOption());
  return withPatterns(withTalkOptions(withConfig(withPolicyOptions(command))))
    .option("-o, --output <file>", "write it to a file")
    .addHelpText(
      "after",
      "\nExample: zoneproof baseline plant/ -o baseline.json && zoneproof check plant/ --baseline baseline.json",
    )
    .action(runBaseline);
}

async function runBaseline(paths: string[], options: BaselineOptions): Promise<void> {
  const { zones, output, asOf } = options;
  keepInputs([output], optionFiles(options));
  const version = readVersion();
  const request = {
    paths,
    ...(zones !== undefined && { zones }),
    ...judgedAt(asOf),
    ...(await policiesOf(options)),
    readStdin,
    version,
  };
  const { result, mapFailed, named } = await lookingOn(options, (onlooker) =>
    check({ ...request, ...(onlooker && { onlooker }) }),
  );
  printProblems(result.diagnostics.filter(({ severity }) => severity === "error"));
  const code = exitCodeOf(result, mapFailed, "never");
  process.exitCode = code;
  if (code !== EXIT.clean) {
    // All that such a run leaves open would count as known from then on.
    process.stderr.write("zoneproof: no baseline was written: what is found now is not all there is\n");
    return;
  }
  keepInputs([output], filesOf(result));
  const meaning = meaningIn(named.zones, named.hosts);
  await writeText(baselineText(baselineOf(version, result, meaning)), output);
  sayWritten([output], options, resultText(result));
}
