/** The report as JUnit XML: a test case for each finding and each pair of zones, for the test views of CI systems. */
import type { PairFacts } from "../facts/pair.js";
import type { Finding } from "../judge/finding.js";
import { visible } from "../source/visible.js";
import type { CheckResult } from "./result.js";
import { settingsLines } from "./settings.js";

/**
 * Two suites, as Jenkins, GitLab and Azure read them (the schema of the Jenkins xUnit plugin, version 10). A finding that
 * counts is a failure, one that does not is skipped; a pair that is not proved is a failure; what was not analysed an error.
 */
export function renderJunit(result: CheckResult): string {
  const suites = [
    suite("inputs", inputCases(result)),
    suite("findings", result.findings.map(findingCase)),
    suite("zone pairs", result.pairs.map(pairCase)),
    suite("checks that were not asked", result.settings.profile.disabled.map(disabledCase)),
    suite("which checks judged", settingsLines(result.settings).map(settingCase)),
  ];
  const all = suites.filter(({ cases }) => cases.length > 0);
  const total = (kind: Case["kind"]) => all.reduce((sum, one) => sum + countOf(one.cases, kind), 0);
  const tests = all.reduce((sum, { cases }) => sum + cases.length, 0);
  const head = `<testsuites name="zoneproof" tests="${tests}" failures="${total("failure")}" errors="${total("error")}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${[head, ...all.flatMap(suiteLines), "</testsuites>"].join("\n")}\n`;
}

interface Case {
  readonly name: string;
  readonly className: string;
  readonly kind: "passed" | "failure" | "error" | "skipped";
  readonly message: string;
  readonly text: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

function suite(name: string, cases: readonly Case[]): Suite {
  return { name, cases };
}

function inputCases({ inputs, diagnostics }: CheckResult): Case[] {
  return inputs
    .filter(({ role }) => role === "configuration" || role === "failed")
    .map(({ file, role }): Case => {
      const errors = diagnostics.filter(({ severity, at }) => severity === "error" && at.file === file);
      const isBroken = role === "failed" || errors.length > 0;
      const text = errors.map(({ at, message }) => `${at.file}:${at.line}: ${message}`).join("\n");
      return {
        name: file,
        className: "zoneproof.input",
        kind: isBroken ? "error" : "passed",
        message: "not analysed",
        text,
      };
    });
}

function findingCase(finding: Finding): Case {
  const { check, message, severity, status, verdict, locations, witness, action, fingerprint } = finding;
  const places = locations.map(({ file, line }) => `${file}:${line}`);
  const text = [
    message,
    ...(witness === undefined ? [] : [`packet: ${witness.text}`]),
    ...places,
    `what to do: ${action}`,
  ];
  return {
    name: `${message} [${fingerprint.slice(0, 8)}]`,
    className: `zoneproof.${check}`,
    kind: status === "open" ? "failure" : "skipped",
    message: `${severity}, ${status === "open" ? verdict : status}`,
    text: text.join("\n"),
  };
}

function pairCase({ from, to, verdict, reasons }: PairFacts): Case {
  return {
    name: `${from.id} -> ${to.id}`,
    className: "zoneproof.pair",
    kind: verdict === "proved" ? "passed" : "failure",
    message: verdict,
    text: reasons.map(({ reason }) => reason).join("\n"),
  };
}

function disabledCase({ check, reason }: { check: string; reason: string }): Case {
  return { name: check, className: `zoneproof.${check}`, kind: "skipped", message: reason, text: "" };
}

function settingCase(line: string): Case {
  return { name: line, className: "zoneproof.settings", kind: "skipped", message: "not as it is by itself", text: "" };
}

function suiteLines({ name, cases }: Suite): string[] {
  const counts = [
    `tests="${cases.length}"`,
    `failures="${countOf(cases, "failure")}"`,
    `errors="${countOf(cases, "error")}"`,
    `skipped="${countOf(cases, "skipped")}"`,
  ];
  return [`  <testsuite name="${name}" ${counts.join(" ")}>`, ...cases.map(caseText), "  </testsuite>"];
}

function caseText({ name, className, kind, message, text }: Case): string {
  const head = `    <testcase name="${escaped(name)}" classname="${escaped(className)}"`;
  if (kind === "passed") return `${head}/>`;
  if (kind === "skipped") return `${head}><skipped message="${escaped(message)}"/></testcase>`;
  return `${head}><${kind} message="${escaped(message)}" type="${escaped(message)}">${escaped(text)}</${kind}></testcase>`;
}

function countOf(cases: readonly Case[], kind: Case["kind"]): number {
  return cases.filter((one) => one.kind === kind).length;
}

/** Line ends stay, everything else that is not seen is written as an escape: XML 1.0 has no place for most of it. */
function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&apos;",
  };
  return text
    .split("\n")
    .map((line) => visible(line).replace(/[&<>"']/g, (sign) => signs[sign] ?? sign))
    .join("\n");
}
