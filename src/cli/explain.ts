/** `zoneproof explain`: one pair of zones, with every way, rule and doubt. */
import { Command, Option } from "commander";
import { renderExplanationJson } from "../report/explain-json.js";
import { renderExplanation } from "../report/explain-text.js";
import { EXIT } from "../run/exit-code.js";
import { explain } from "../run/explain.js";
import { asOfOption } from "./as-of.js";
import { withConfig } from "./config.js";
import { withPatterns } from "./paths.js";
import { printProblems } from "./problems.js";
import { hasColor, readStdin, writeText } from "./streams.js";
import { lookingOn, type TalkOptions, withTalkOptions } from "./talk.js";

interface ExplainOptions extends TalkOptions {
  readonly from: string;
  readonly to: string;
  readonly service?: string;
  readonly zones?: string;
  readonly format: "terminal" | "json";
  /** In minutes of `source/wall-clock`. */
  readonly asOf?: number;
}

/** The command; exit code 2 without a usable map, 3 when an input could not be analysed. */
export function explainCommand(): Command {
  const command = new Command("explain")
    .description("one pair of zones: the verdict, every way, the rules that permit, the doubts")
    .argument(
      "[config...]",
      "files, folders or archives (.zip, .tar, .tgz, .gz); - is standard input; none: the configurations the map declares",
    )
    .requiredOption("--from <zone>", "the zone a connection starts from")
    .requiredOption("--to <zone>", "the zone it goes to")
    .option(
      "--service <service>",
      "only this: a name, tcp/443, udp/5000-5010, icmp/8, ip/50, or a protocol such as udp",
    )
    .option("-z, --zones <file>", "the map of zones and conduits (default: zones.yaml of a given folder)")
    .addOption(new Option("-f, --format <format>", "how to print").choices(["terminal", "json"]).default("terminal"))
    .addOption(asOfOption());
  return withPatterns(withTalkOptions(withConfig(command))).action(runExplain);
}

async function runExplain(paths: string[], options: ExplainOptions): Promise<void> {
  const { from, to, service, zones, format, asOf } = options;
  const given = { ...(service !== undefined && { service }), ...(zones !== undefined && { zones }) };
  const request = { paths, from, to, ...given, readStdin, ...(asOf !== undefined && { asOfMinutes: asOf }) };
  const { explanation, diagnostics, sources } = await lookingOn(options, (onlooker) =>
    explain({ ...request, ...(onlooker && { onlooker }) }),
  );
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  printProblems(errors);
  if (errors.length > 0) process.exitCode = EXIT.notAnalysed;
  if (format === "json") return writeText(renderExplanationJson(explanation));
  return writeText(renderExplanation(explanation, sources, { color: hasColor(), width: process.stdout.columns ?? 80 }));
}
