/** The report in Markdown: a comment that fits one screen, with the details folded. */
import type { Finding } from "../judge/finding.js";
import { SEVERITIES } from "../judge/finding.js";
import type { GapState } from "./gap-state.js";
import { GAP_NAMES, gapCountsText, gapZonesText } from "./gap-words.js";
import { followUpFolds } from "./markdown-follow-up.js";
import { markdownBlock, markdownCode, markdownFold, markdownText } from "./markdown-text.js";
import { shownFindings, shownPlan, shownText } from "./owner-view.js";
import type { Action } from "./plan.js";
import { checkedText, heldText } from "./proposal.js";
import { requirementRows } from "./requirements.js";
import type { CheckResult } from "./result.js";
import { settingsLines } from "./settings.js";
import { count, isBare, resultText, summarize } from "./summary.js";

/** A comment on GitHub holds 65,536 characters. */
const MAX_TEXT = 60_000;
const MAX_MESSAGE = 1_000;
const MAX_FINDINGS = 60;
const SHOWN_WORST = 5;
const SHOWN_PAIRS = 60;
const SHOWN_INPUTS = 60;

/** Summary, errors, the worst findings, then folded: all findings, pairs that are not proved, the gap analysis, what was not understood. */
export function renderMarkdown(result: CheckResult): string {
  const summary = summarize(result);
  const shown = shownText(result);
  const open = shownFindings(result).filter(({ status }) => status === "open");
  const isWorst = summary.open.critical + summary.open.high + summary.failedInputs > 0;
  const lines = [
    `### ${isWorst ? "❌" : "✅"} zoneproof: ${markdownText(resultText(result))}`,
    "",
    ...(shown === undefined ? [] : [markdownText(shown), ""]),
    ...errorLines(result),
  ];
  // What a map shows alone would only hide that no device is known.
  if (isBare(result)) return `${[...lines, "", ...inputsFold(result)].join("\n").trimEnd()}\n`;
  lines.push(
    ...open.slice(0, SHOWN_WORST).map(findingLine),
    ...(open.length > SHOWN_WORST ? [`- and ${open.length - SHOWN_WORST} more below`] : []),
    ...settingsLines(result.settings).map((line) => `- ${markdownText(line)}`),
    "",
  );
  const folds = [
    changesFold(result),
    findingsFold(open),
    pairsFold(result),
    gapsFold(result),
    followUpFolds(result),
    inputsFold(result),
  ];
  return `${withRoom(lines, folds).join("\n").trimEnd()}\n`;
}

/** The folds that a comment has room for, and how many it has not. */
function withRoom(lines: readonly string[], folds: readonly (readonly string[])[]): string[] {
  const sizeOf = (some: readonly string[]) => some.reduce((sum, line) => sum + line.length + 1, 0);
  let size = sizeOf(lines);
  const fitting = folds.filter((fold) => {
    const own = sizeOf(fold);
    if (size + own > MAX_TEXT) return false;
    size += own;
    return true;
  });
  const left = folds.length - fitting.length;
  const note = left === 0 ? [] : [`${count(left, "section")} too long for a comment; the JSON report has all`, ""];
  return [...lines, ...note, ...fitting.flat()];
}

/** What could not be read, before anything that was found in the rest. */
function errorLines({ diagnostics }: CheckResult): string[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const more = errors.length > SHOWN_WORST ? [`- and ${errors.length - SHOWN_WORST} more errors`] : [];
  const lines = errors
    .slice(0, SHOWN_WORST)
    .map(({ message, at }) => `- **error**: ${markdownText(message)} ${markdownCode(`${at.file}:${at.line}`)}`);
  return [...lines, ...more];
}

function findingLine({ severity, verdict, message, check, locations }: Finding): string {
  const at = locations[0];
  const place = at === undefined ? "" : ` ${markdownCode(`${at.file}:${at.line}`)}`;
  return `- **${severity}**, ${verdict}: ${markdownText(messageText(message))} ${markdownCode(check)}${place}`;
}

/** Names in it may be as long as whoever wrote the configuration liked. */
function messageText(message: string): string {
  return message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}…` : message;
}

/** Changes that were tried, in the order of the plan. */
function changesFold(result: CheckResult): string[] {
  if (result.proposals === undefined) return [];
  const tried = shownPlan(result).filter(({ proposal }) => proposal !== undefined);
  const fit = tried.filter(({ proposal }) => proposal?.kind === "checked").length;
  const held = heldText(tried.map(({ proposal }) => proposal));
  return markdownFold(`${count(fit, "change")} proposed, each tried`, [
    ...(held === undefined ? [] : [markdownText(held), ""]),
    ...tried.flatMap(changeLines),
  ]);
}

function changeLines({ name, proposal, findings }: Action): string[] {
  if (proposal === undefined) return [];
  if (proposal.kind === "none") return [`**${markdownText(name)}**: ${markdownText(`none, ${proposal.why}`)}`, ""];
  const { what, file, where, lines, cautions } = proposal;
  return [
    `**${markdownText(name)}**: ${markdownText(`a change that ${what}`)} (${markdownCode(file)}, ${markdownText(where)})`,
    "",
    ...markdownBlock(lines),
    "",
    markdownText(checkedText(proposal, findings.length)),
    ...cautions.map((caution) => `- look first: ${markdownText(caution)}`),
    "",
  ];
}

function findingsFold(open: readonly Finding[]): string[] {
  if (open.length <= SHOWN_WORST) return [];
  const counts = SEVERITIES.map((severity) => `${open.filter((one) => one.severity === severity).length} ${severity}`);
  const more = open.length > MAX_FINDINGS ? [`- and ${open.length - MAX_FINDINGS} more`] : [];
  return markdownFold(`${count(open.length, "finding")}: ${counts.join(", ")}`, [
    ...open.slice(0, MAX_FINDINGS).map(findingLine),
    ...more,
  ]);
}

function pairsFold({ pairs }: CheckResult): string[] {
  const open = pairs.filter(({ verdict }) => verdict !== "proved");
  if (open.length === 0) return [];
  const rows = open.slice(0, SHOWN_PAIRS).map(({ from, to, verdict, conduit, reasons }) => {
    const why = reasons[0] === undefined ? "" : markdownText(reasons[0].reason);
    return `| ${markdownText(from.id)} | ${markdownText(to.id)} | ${verdict} | ${markdownText(conduit?.id ?? "")} | ${why} |`;
  });
  const more = open.length > SHOWN_PAIRS ? ["", `and ${open.length - SHOWN_PAIRS} more`] : [];
  return markdownFold(`${count(open.length, "pair")} of zones not proved, of ${pairs.length}`, [
    "| from | to | verdict | conduit | why |",
    "|---|---|---|---|---|",
    ...rows,
    ...more,
  ]);
}

/** Of these nothing can be said but their ids. */
const UNSPOKEN: readonly (readonly [GapState, string])[] = [
  ["missing", "missing (no check speaks of them, they need attestations)"],
  ["not-applicable", "not applicable at this SL (asked from a higher SL-T)"],
];

/** Requirements of which something can be said, with the zones; the others by their ids. */
function gapsFold(result: CheckResult): string[] {
  if (result.map === undefined) return [];
  const rows = requirementRows(result, result.day);
  const spoken = rows.filter(({ state }) => UNSPOKEN.every(([one]) => one !== state));
  const named = UNSPOKEN.flatMap(([state, words]) => {
    const ids = rows.filter((row) => row.state === state).map(({ id }) => id);
    return ids.length === 0 ? [] : [`- ${words}: ${ids.join(", ")}`];
  });
  return markdownFold(`gap analysis, ${count(rows.length, "requirement")}: ${gapCountsText(rows)}`, [
    "| requirement | from SL | state | open | zones |",
    "|---|---|---|---|---|",
    ...spoken.map(
      (row) =>
        `| ${markdownText(row.id)} | ${row.fromLevel || ""} | ${GAP_NAMES[row.state]} | ${row.open || ""} | ${markdownText(gapZonesText(row))} |`,
    ),
    "",
    ...named,
  ]);
}

function inputsFold({ inputs }: CheckResult): string[] {
  const given = inputs.filter(({ role }) => role !== "skipped" && role !== "archive");
  // What was not analysed is never among those that are left out first.
  const first = given.toSorted((a, b) => Number(b.role === "failed") - Number(a.role === "failed"));
  const missed = given.reduce((sum, { counts }) => sum + (counts?.notUnderstood ?? 0), 0);
  return markdownFold(`${count(given.length, "input")}, ${count(missed, "line")} not understood`, [
    "| file | devices | lines | not understood |",
    "|---|---|---|---|",
    ...first
      .slice(0, SHOWN_INPUTS)
      .map(
        ({ file, role, devices, counts }) =>
          `| ${markdownCode(file)} | ${role === "failed" ? "**not analysed**" : markdownText(role === "map" ? "map" : devices.join(", "))} | ${counts?.lines ?? ""} | ${counts?.notUnderstood ?? ""} |`,
      ),
    ...(first.length > SHOWN_INPUTS ? ["", `and ${first.length - SHOWN_INPUTS} more`] : []),
  ]);
}
