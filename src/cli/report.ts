/** `zoneproof report`: what a run found, for people who were not there. */
import { Command } from "commander";
import { UsageError } from "../diagnostics/usage-error.js";
import { envelopeText } from "../report/evidence/dsse.js";
import { ENVELOPE, MANIFEST } from "../report/evidence/pack.js";
import { FORMATS, type Format } from "../report/formats.js";
import { renderHtml } from "../report/html.js";
import { filesOf, resultText } from "../report/summary.js";
import { check } from "../run/check.js";
import { checkKeeping, type KeptOutcome } from "../run/check-keeping.js";
import { makePack } from "../run/evidence/make-pack.js";
import { EXIT, exitCodeOf } from "../run/exit-code.js";
import type { Onlooker } from "../run/onlooker.js";
import { packageRoot } from "../source/package-root.js";
import { type AsOf, asOfDayOption, judgedAt } from "./as-of.js";
import { type ConfigChoice, withConfig } from "./config.js";
import { HISTORY_OPTION, keepRecord } from "./history.js";
import { readInstalled } from "./installed.js";
import { optionFiles } from "./option-files.js";
import { claimPackFolder, writePack } from "./pack-writer.js";
import { readPageAssets } from "./page-assets.js";
import { withPatterns } from "./paths.js";
import { type PolicyOptions, policiesOf, withPolicyOptions } from "./policies.js";
import { printProblems, printUsage } from "./problems.js";
import { readPrivateKey } from "./signing-keys.js";
import { keepApart, keepInputs, readStdin, writeText } from "./streams.js";
import { lookingOn, sayWritten, type TalkOptions, withTalkOptions } from "./talk.js";
import { readVersion } from "./version.js";

const WORKER = new URL("dist/src/cli/worker.js", packageRoot());

interface ReportOptions extends PolicyOptions, TalkOptions, ConfigChoice {
  readonly zones?: string;
  readonly html?: string;
  readonly markdown?: string;
  readonly csv?: string;
  readonly junit?: string;
  readonly evidence?: string;
  readonly withInputs?: true;
  readonly sign?: string;
  readonly history?: string;
  readonly asOf?: AsOf;
  readonly propose?: true;
}

const TO_A_FILE = { color: false, width: 80 };

const EXAMPLES = `
Examples:
  zoneproof report plant/ --html report.html
  zoneproof report plant/ --md report.md --csv findings.csv --junit report.xml
  zoneproof report plant/ --evidence evidence/ --sign signer.pem --with-inputs

An evidence pack holds every result, statements by zone and by requirement, OSCAL assessment results, the hashes of the
originals, of the program and of its policies, and a manifest over all of it; zoneproof verify confirms it.`;

/** The command; exit codes as `check --fail-on never` has them: 2 for a bad map, 3 where an input was not analysed. */
export function reportCommand(): Command {
  const command = new Command("report")
    .description("write what a check finds as a page for people, or as evidence for auditors")
    .argument(
      "[config...]",
      "files, folders or archives (.zip, .tar, .tgz, .gz); - is standard input; none: the configurations the map declares",
    )
    .option("-z, --zones <file>", "the map of zones and conduits (default: zones.yaml of a given folder)")
    .option("--html <file>", "one HTML file that needs no network: heat map, sets, ways, lines, findings, requirements")
    .option("--md, --markdown <file>", "a page in Markdown: summary, the worst, details folded")
    .option("--csv <file>", "the findings for a spreadsheet")
    .option("--junit <file>", "JUnit XML: a test case for each finding and pair of zones")
    .option("--evidence <folder>", "an evidence pack: a folder that is not there, is empty, or is an earlier pack")
    .option("--with-inputs", "with masked copies of the configurations in the evidence pack")
    .option("--sign <file>", "sign the evidence pack with this private Ed25519 key (PEM)")
    .option(...HISTORY_OPTION)
    .addOption(asOfDayOption())
    .option("--propose", "with changes for the first actions, each tried: applied, analysed and judged again");
  return withPatterns(withTalkOptions(withConfig(withPolicyOptions(command))))
    .addHelpText("after", EXAMPLES)
    .action(runReport);
}

async function runReport(paths: string[], options: ReportOptions): Promise<void> {
  const { html, evidence, sign, withInputs } = options;
  const texts = FORMATS.flatMap((format) => textOf(format, options));
  if (html === undefined && texts.length === 0 && evidence === undefined) {
    throw new UsageError(
      "nothing to write",
      "say what: --html report.html, --md report.md, --csv findings.csv, --junit report.xml, --evidence folder",
    );
  }
  if (evidence === undefined && (sign !== undefined || withInputs !== undefined)) {
    throw new UsageError("--sign and --with-inputs belong to an evidence pack", "add --evidence folder");
  }
  if (evidence !== undefined && options.propose === true) {
    throw new UsageError(
      "an evidence pack says what is, not what could be",
      "leave out --propose, or write a page alone",
    );
  }
  if (options.propose === true && html === undefined && !texts.some(({ format }) => format.hasProposals === true)) {
    throw new UsageError("proposed changes stand in pages alone", "--propose is for --html and --md");
  }
  keepApart([html, ...texts.map(({ file }) => file)].filter((file) => file !== undefined));
  keepInputs([html, ...texts.map(({ file }) => file)], optionFiles(options));
  const outcome = await lookingOn(options, (onlooker) =>
    evidence === undefined ? checkFor(paths, options, onlooker) : packFor(paths, evidence, options, onlooker),
  );
  const { result, mapFailed, broke } = outcome;
  keepInputs([html, ...texts.map(({ file }) => file)], filesOf(result));
  if (html !== undefined) await writeText(renderHtml(result, judgedAt(options.asOf).day, readPageAssets()), html);
  for (const { format, file } of texts) await writeText((await format.load())(result, TO_A_FILE), file);
  printProblems(result.diagnostics.filter(({ severity }) => severity === "error"));
  if (broke !== undefined) printUsage(broke);
  const failed = mapFailed || broke !== undefined;
  if (options.history !== undefined && !failed) {
    await keepRecord(options.history, result, judgedAt(options.asOf).day, options);
  }
  process.exitCode = exitCodeOf(result, failed, "never");
  sayWritten([html, ...texts.map(({ file }) => file), mapFailed ? undefined : evidence], options, resultText(result));
}

/** The file that was asked for in a format of texts, by the option of its name. */
function textOf(format: Format, { markdown, csv, junit }: ReportOptions): { format: Format; file: string }[] {
  const asked: Readonly<Record<string, string | undefined>> = { markdown, csv, junit };
  const file = asked[format.id];
  return file === undefined ? [] : [{ format, file }];
}

/** A map that cannot be used makes no evidence: what was judged is not what was asked. */
async function packFor(
  paths: readonly string[],
  folder: string,
  options: ReportOptions,
  onlooker: Onlooker | undefined,
): Promise<KeptOutcome> {
  const { sign, withInputs, asOf } = options;
  const key = sign === undefined ? undefined : readPrivateKey(sign);
  await claimPackFolder(folder);
  const { outcome, files } = await makePack({
    ...runOf(paths, options, onlooker),
    ...judgedAt(asOf),
    ...(await policiesOf(options)),
    copies: withInputs === true,
    installed: readInstalled(),
  });
  if (exitCodeOf(outcome.result, outcome.mapFailed, "never") === EXIT.usage) {
    process.stderr.write("zoneproof: no evidence was written: the map cannot be used\n");
    return outcome;
  }
  const manifest = files.get(MANIFEST) ?? "";
  const signed: [string, string][] = key === undefined ? [] : [[ENVELOPE, envelopeText(manifest, key)]];
  await writePack(new Map([...files, ...signed]), folder);
  return outcome;
}

async function checkFor(
  paths: readonly string[],
  options: ReportOptions,
  onlooker: Onlooker | undefined,
): Promise<KeptOutcome> {
  const request = {
    ...runOf(paths, options, onlooker),
    ...judgedAt(options.asOf),
    ...(await policiesOf(options)),
    sets: true,
    version: readVersion(),
  };
  if (options.propose !== true) return checkKeeping(request, check);
  const { checkProposing } = await import("../run/proposals/check-proposing.js");
  return checkKeeping(request, checkProposing);
}

function runOf(paths: readonly string[], { zones, history }: ReportOptions, onlooker: Onlooker | undefined) {
  const given = {
    ...(zones !== undefined && { zones }),
    ...(history !== undefined && { history }),
    ...(onlooker && { onlooker }),
  };
  return { paths, ...given, workers: { entry: WORKER }, readStdin };
}
