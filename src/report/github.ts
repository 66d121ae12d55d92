/** The report as workflow commands of GitHub Actions: annotations on the lines of a pull request. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Finding, Severity } from "../judge/finding.js";
import { visible } from "../source/visible.js";
import type { CheckResult } from "./result.js";
import { settingsLines } from "./settings.js";
import { resultText } from "./summary.js";

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "notice">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "notice",
  info: "notice",
};
const OF_DIAGNOSTIC: Readonly<Record<Diagnostic["severity"], "error" | "warning" | "notice">> = {
  error: "error",
  warning: "warning",
  note: "notice",
};

/** One line for each finding that counts, worst first: GitHub shows the first ten of each level in a step. Then the summary, as text. */
export function renderGithub(result: CheckResult): string {
  const errors = result.diagnostics.filter(({ severity }) => severity === "error");
  const open = result.findings.filter(({ status }) => status === "open");
  const lines = [
    ...errors.map(({ severity, code, message, at }) =>
      command(OF_DIAGNOSTIC[severity], { file: at.file, line: at.line, endLine: at.endLine, title: code }, message),
    ),
    ...open.map(annotation),
    ...settingsLines(result.settings).map((line) => command("notice", { title: "zoneproof" }, line)),
    `zoneproof: ${visible(resultText(result))}`,
  ];
  return `${lines.join("\n")}\n`;
}

function annotation({ severity, check, message, action, locations, witness }: Finding): string {
  const at = locations[0];
  const place = at === undefined ? {} : { file: at.file, line: at.line, endLine: at.end_line };
  const packet = witness === undefined ? "" : `\nA packet that shows it: ${witness.text}`;
  return command(
    LEVELS[severity],
    { ...place, title: `${check} (${severity})` },
    `${message}${packet}\nWhat to do: ${action}`,
  );
}

function command(level: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const told = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${level} ${told.join(",")}::${data(message)}`;
}

/** What a command carries (docs.github.com, workflow commands; `escapeData` of actions/toolkit): a line end would begin another command. */
function data(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).map((line) => visible(line).replaceAll("%", "%25"));
  return lines.join("%0A");
}

function property(text: string): string {
  return visible(text.replace(/[\r\n]+/g, " "))
    .replaceAll("%", "%25")
    .replaceAll(":", "%3A")
    .replaceAll(",", "%2C");
}
