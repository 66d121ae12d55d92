/** `zoneproof tests`: connections to try on the live network, for a person. Nothing is ever connected to from here. */
import { Command, Option } from "commander";
import { renderConnectionScript } from "../report/connection-tests/script.js";
import { renderConnectionTests } from "../report/connection-tests/text.js";
import { count, filesOf } from "../report/summary.js";
import { findConnectionTests } from "../run/connection-tests.js";
import { EXIT } from "../run/exit-code.js";
import { visibleJson } from "../source/visible.js";
import { type ConfigChoice, withConfig } from "./config.js";
import { optionFiles } from "./option-files.js";
import { withPatterns } from "./paths.js";
import { printProblems } from "./problems.js";
import { keepInputs, readStdin, writeText } from "./streams.js";
import { lookingOn, sayWritten, type TalkOptions, withTalkOptions } from "./talk.js";

interface TestsOptions extends TalkOptions, ConfigChoice {
  readonly zones?: string;
  readonly format: "text" | "script" | "json";
  readonly output?: string;
}

const EXAMPLES = `
Examples:
  zoneproof tests plant/
  zoneproof tests plant/ --format script -o tests.sh     then, on a host of the plant: sh tests.sh 10.20.30.11

The script uses nmap or nc and is for a person to read and run; zoneproof itself never sends a packet.`;

/** The command; exit code 2 without a usable map, 3 when an input could not be analysed. */
export function testsCommand(): Command {
  const command = new Command("tests")
    .description("list connections to try on the live network: what must work between zones, and what must not")
    .argument(
      "[config...]",
      "files, folders or archives (.zip, .tar, .tgz, .gz); - is standard input; none: the configurations the map declares",
    )
    .option("-z, --zones <file>", "the map of zones and conduits (default: zones.yaml of a given folder)")
    .addOption(
      new Option("-f, --format <format>", "how to write it").choices(["text", "script", "json"]).default("text"),
    );
  return withPatterns(withTalkOptions(withConfig(command)))
    .option("-o, --output <file>", "write it to a file")
    .addHelpText("after", EXAMPLES)
    .action(runTests);
}

async function runTests(paths: string[], options: TestsOptions): Promise<void> {
  const { zones, format, output } = options;
  keepInputs([output], optionFiles(options));
  const request = { paths, ...(zones !== undefined && { zones }), readStdin };
  const found = await lookingOn(options, (onlooker) =>
    findConnectionTests({ ...request, ...(onlooker && { onlooker }) }),
  );
  keepInputs([output], filesOf(found));
  const errors = found.diagnostics.filter(({ severity }) => severity === "error");
  printProblems(errors);
  await writeText(render(found, format), output);
  sayWritten([output], options, count(found.tests.length, "connection test"));
  if (errors.length > 0) process.exitCode = EXIT.notAnalysed;
}

function render(
  { tests, unmade }: Awaited<ReturnType<typeof findConnectionTests>>,
  format: TestsOptions["format"],
): string {
  if (format === "text") return renderConnectionTests(tests, unmade);
  if (format === "script") return renderConnectionScript(tests);
  return visibleJson(`${JSON.stringify({ tests, unmade }, null, 2)}\n`);
}
