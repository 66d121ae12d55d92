/** The report for people at a terminal. */
import type { Finding } from "../judge/finding.js";
import { areasOf } from "./areas.js";
import { shownFindings, shownPlan, shownText } from "./owner-view.js";
import type { RenderOptions } from "./render-options.js";
import { requirementRows } from "./requirements.js";
import type { AnalysedInput, CheckResult } from "./result.js";
import { settingsLines } from "./settings.js";
import { count, isBare, resultText, type Summary, summarize } from "./summary.js";
import { writeAreas } from "./terminal/areas.js";
import { writeFindings } from "./terminal/findings.js";
import { writeFollowUp } from "./terminal/follow-up.js";
import { writeGaps } from "./terminal/gaps.js";
import { writeMatrix } from "./terminal/matrix.js";
import {
  writeDiagnostics,
  writeMapErrors,
  writeNotAssessed,
  writeNotUnderstood,
  writeUnproved,
} from "./terminal/open-questions.js";
import { openPage, type Page } from "./terminal/page.js";
import { writePlan } from "./terminal/plan.js";

/**
 * Summary, inputs, matrix, what to do first, areas, gaps, open findings, then everything that limits them. The first line is the summary and the last
 * one repeats it, since people see the end first.
 */
export function renderTerminal(result: CheckResult, options: RenderOptions): string {
  const page = openPage(options);
  const summary = summarize(result);
  writeSummary(page, result, summary);
  writeInputs(page, result);
  if (isBare(result)) {
    // What a map shows alone, and tables of what was not asked, would only stand before the reason.
    writeMapErrors(page, result);
    writeDiagnostics(page, {
      ...result,
      diagnostics: result.diagnostics.filter(({ severity }) => severity === "error"),
    });
    return page.text();
  }
  writeMapUse(page, result);
  writeMatrix(page, result.pairs);
  if (result.map !== undefined) writePlan(page, shownPlan(result));
  writeAreas(page, areasOf(result));
  writeGaps(page, requirementRows(result, result.day), result);
  const open = withStatus(result, "open");
  writeFindings(page, open, { sources: result.sources, opened: new Map() });
  writeBriefly(page, "Known: in the baseline", withStatus(result, "known"));
  writeAccepted(page, withStatus(result, "accepted"));
  writeBriefly(page, "Advice: below the security level it counts from", withStatus(result, "advice"));
  writeFollowUp(page, result);
  writeUnproved(page, result.pairs);
  writeNotAssessed(page, result);
  writeSettings(page, result);
  writeNotUnderstood(page, result);
  writeDiagnostics(page, result);
  writeAssumptions(page, result);
  page.line();
  writeSummary(page, result, summary);
  return page.text();
}

function writeSummary(page: Page, result: CheckResult, summary: Summary): void {
  const isWorst = summary.open.critical + summary.open.high + summary.failedInputs > 0;
  const head = page.paint(isWorst ? "critical" : "heading", "zoneproof: ");
  page.wrapped(head, resultText(result));
  const shown = shownText(result);
  if (shown !== undefined) page.wrapped("", shown);
}

function writeInputs(page: Page, result: CheckResult): void {
  page.line();
  if (result.map?.system !== undefined) page.wrapped("", result.map.system);
  const isMapUsed = result.map !== undefined;
  for (const input of result.inputs.filter(({ role }) => role !== "skipped" && role !== "archive"))
    page.wrapped("  ", inputText(input, isMapUsed));
  const skipped = result.inputs.filter(({ role }) => role === "skipped");
  // What was read has a hash; hidden files and folders, what is no file, and large files of no text were not.
  for (const [title, wasRead] of [
    ["skipped, no configuration: ", true],
    ["not looked into: ", false],
  ] as const) {
    const files = skipped.filter(({ sha256 }) => (sha256 !== "") === wasRead).map(({ file }) => file);
    if (files.length > 0) page.wrapped(`  ${title}`, files.join(", "));
  }
}

/** Why pairs of zones are not judged, where there is no map or it cannot be used. */
function writeMapUse(page: Page, result: CheckResult): void {
  if (result.map !== undefined) return;
  page.line();
  const isGiven = result.inputs.some(({ role }) => role === "map");
  page.wrapped(
    "",
    isGiven
      ? "The map has errors: each device is checked alone, and no pair of zones is judged."
      : "No map was given, so each device is checked alone. With a zones.yaml every pair of zones is proved or not.",
  );
  writeMapErrors(page, result);
  for (const { code, message, help, at } of result.diagnostics) {
    if (code === "read/map-below") page.wrapped("  ", `${at.file}: ${message}; ${help ?? ""}`);
  }
}

function inputText(input: AnalysedInput, isMapUsed: boolean): string {
  if (input.role === "map") return `${input.file}: the map of zones and conduits${isMapUsed ? "" : ", NOT USED"}`;
  if (input.role === "failed") return `${input.file}: NOT ANALYSED`;
  const device = `${input.devices.join(", ")} (${input.platform ?? input.vendor ?? "unknown"})`;
  const counts = input.counts;
  if (counts === undefined) return `${input.file}: ${device}`;
  const missed =
    counts.notUnderstood === 0
      ? "all understood"
      : `${counts.notUnderstood} not understood, ${counts.notUnderstoodFiltering} of them could change what passes`;
  return `${input.file}: ${device}, ${count(counts.lines, "line")}, ${missed}`;
}

function writeBriefly(page: Page, title: string, findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  page.heading(`${title}: ${count(findings.length, "finding")}`);
  writeChecks(page, findings, "  ");
}

/** Each exception once, with who approved what and until when. */
function writeAccepted(page: Page, findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  page.heading(`Accepted by an exception: ${count(findings.length, "finding")}`);
  const byException = new Map<string, Finding[]>();
  for (const finding of findings) {
    const id = finding.exception?.id ?? "";
    byException.set(id, [...(byException.get(id) ?? []), finding]);
  }
  for (const [id, group] of byException) {
    const exception = group[0]?.exception;
    if (exception !== undefined) {
      const { reason, compensating, approvedBy, expires } = exception;
      const instead = compensating === undefined ? "" : `; instead: ${compensating}`;
      page.wrapped(`  ${id}  `, `${reason}${instead} (approved by ${approvedBy}, until ${expires})`);
    }
    writeChecks(page, group, exception === undefined ? "  " : "    ");
  }
}

/** Findings that do not count now: each check once, with how often. */
function writeChecks(page: Page, findings: readonly Finding[], indent: string): void {
  for (const check of new Set(findings.map((one) => one.check))) {
    const [first, ...more] = findings.filter((one) => one.check === check);
    const rest = more.length > 0 ? ` (and ${more.length} more)` : "";
    page.wrapped(`${indent}${check}  `, `${first?.message ?? ""}${rest}`);
  }
}

function withStatus(result: CheckResult, status: Finding["status"]): Finding[] {
  return shownFindings(result).filter((finding) => finding.status === status);
}

function writeSettings(page: Page, { settings }: CheckResult): void {
  const lines = settingsLines(settings);
  if (lines.length === 0) return;
  page.heading("Which checks judged");
  for (const line of lines) page.wrapped("  - ", line);
}

function writeAssumptions(page: Page, result: CheckResult): void {
  if (result.assumptions.length === 0) return;
  page.heading("What the verdicts assume");
  for (const assumption of result.assumptions) page.wrapped("  - ", assumption);
}
