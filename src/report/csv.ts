/** The findings as CSV (RFC 4180), for spreadsheets: nothing in it is taken for a formula. */
import { visible } from "../source/visible.js";
import { gapText, gapZonesText } from "./gap-words.js";
import type { RequirementJson } from "./requirement-shape.js";
import { requirementRows } from "./requirements.js";
import type { CheckResult } from "./result.js";
import { settingsLines } from "./settings.js";

const HEAD = [
  "severity",
  "status",
  "verdict",
  "check",
  "message",
  "device",
  "from",
  "to",
  "conduit",
  "rule",
  "file",
  "line",
  "packet",
  "requirements",
  "owner",
  "phase",
  "action",
  "fingerprint",
] as const;

/**
 * One row for each finding, worst first; then, where there is a map, one for each requirement (the gap analysis: `verdict` is its state),
 * and one for everything of the checks that is not as they are by themselves.
 */
export function renderCsv(result: CheckResult): string {
  const rows = result.findings.map((one) => [
    one.severity,
    one.status,
    one.verdict,
    one.check,
    one.message,
    one.device ?? "",
    one.from ?? "",
    one.to ?? "",
    one.conduit ?? "",
    one.rule ?? "",
    one.locations[0]?.file ?? "",
    String(one.locations[0]?.line ?? ""),
    one.witness?.text ?? "",
    one.requirements.join("; "),
    one.owner,
    String(one.phase),
    one.action,
    one.fingerprint,
  ]);
  const gaps = result.map === undefined ? [] : requirementRows(result, result.day).map(gapRow);
  const settings = settingsLines(result.settings).map((message) => otherRow({ status: "setting", message }));
  return [HEAD, ...rows, ...gaps, ...settings].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

function gapRow(row: RequirementJson): string[] {
  const message = `${row.id} ${row.title}: ${gapText(row)}; ${gapZonesText(row)}`;
  return otherRow({ status: "requirement", verdict: row.state, message, requirements: row.id });
}

/** A row that is no finding. */
function otherRow(cells: { readonly [K in (typeof HEAD)[number]]?: string }): string[] {
  return HEAD.map((name) => cells[name] ?? "");
}

/**
 * A cell in quotes. What starts as a formula does (`=`, `+`, `-`, `@`, a tab or a line end, also in their wide forms, also behind
 * blanks) gets an apostrophe before it (OWASP, CSV injection): spreadsheets then show it as text.
 */
export function csvCell(text: string): string {
  const shown = visible(text.replace(/\s+/g, " "));
  const safe = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/.test(shown) ? `'${shown}` : shown;
  return `"${safe.replaceAll('"', '""')}"`;
}
