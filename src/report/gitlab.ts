/** The report for GitLab's code quality widget: the JSON list of Code Climate issues that it reads. */
import { createHash } from "node:crypto";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Severity } from "../judge/finding.js";
import { visible } from "../source/visible.js";
import type { CheckResult } from "./result.js";
import { settingsLines } from "./settings.js";

/** Severities as GitLab knows them (docs.gitlab.com, code quality: report format). */
const SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: "blocker",
  high: "critical",
  medium: "major",
  low: "minor",
  info: "info",
};

/** Findings that count, and inputs that were not analysed. Paths are those of the checkout, without `./`. */
export function renderGitlab(result: CheckResult): string {
  const open = result.findings.filter(({ status }) => status === "open");
  const issues = [
    ...errorIssues(result.diagnostics.filter(({ severity }) => severity === "error")),
    ...settingsLines(result.settings).map((line) => ({
      description: visible(line),
      check_name: "zoneproof/settings",
      fingerprint: `zoneproof/settings ${line}`,
      severity: "info",
      location: { path: pathOf(result.inputs[0]?.file ?? "-"), lines: { begin: 1 } },
    })),
    ...open.map(({ message, check, fingerprint, severity, locations }) => ({
      description: visible(message),
      check_name: check,
      fingerprint,
      severity: SEVERITIES[severity],
      location: { path: pathOf(locations[0]?.file ?? "-"), lines: { begin: Math.max(1, locations[0]?.line ?? 1) } },
    })),
  ];
  return `${JSON.stringify(issues, null, 2)}\n`;
}

/** GitLab takes two issues with one fingerprint for one: what is said twice of a file is numbered. Lines may move. */
function errorIssues(errors: readonly Diagnostic[]) {
  const seen = new Map<string, number>();
  return errors.map(({ code, message, at }) => {
    const said = JSON.stringify([code, at.file, message]);
    const count = (seen.get(said) ?? 0) + 1;
    seen.set(said, count);
    return {
      description: visible(message),
      check_name: code,
      fingerprint: createHash("sha256").update(`${said} ${count}`).digest("hex"),
      severity: "blocker",
      location: { path: pathOf(at.file), lines: { begin: Math.max(1, at.line) } },
    };
  });
}

function pathOf(file: string): string {
  return file.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
}
