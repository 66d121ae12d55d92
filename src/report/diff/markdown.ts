/** The report of a change as a comment on a pull request: one screen, details folded. */
import type { DeviceChangeFacts, LineChangeFacts, PairChangeFacts, ShiftFacts } from "../../facts/change.js";
import type { Finding } from "../../judge/finding.js";
import { markdownBlock, markdownCode, markdownFold, markdownText } from "../markdown-text.js";
import { count } from "../summary.js";
import type { DiffResult } from "./result.js";
import {
  boxText,
  courseText,
  decisionText,
  echoText,
  headline,
  isDeviceTold,
  isTold,
  isUndeclared,
  ownUndeclared,
  pathBelow,
  secondLine,
  settingsNotes,
  shiftSign,
  shiftTitle,
  toldShifts,
  undeclaredWords,
} from "./words.js";

/** What was given for each side. */
type Labels = Readonly<Record<"before" | "after", string>>;

/** A comment on GitHub holds 65,536 characters: details end before that, and say what is left out. */
const MAX_DETAILS = 40_000;
const SHOWN_ROWS = 10;

/** Summary, reasons of the gate, then folded: pairs, devices, findings, lines. */
export function renderDiffMarkdown(result: DiffResult): string {
  const { pairs, devices, findings, lines, before, after } = result;
  const labels = { before: before.label, after: after.label };
  const told = pairs.filter(isTold);
  const changed = devices.filter(isDeviceTold);
  const { appeared, worse, gone } = findings;
  const notes = [...result.notes, ...settingsNotes(result)].slice(SHOWN_ROWS);
  const details = [
    ...fold(`${count(notes.length, "more note")}`, notes, (note) => [`- ${markdownText(note)}`]),
    ...fold(`${count(told.length, "pair")} of zones`, told, (pair) => pairLines(pair, labels)),
    ...fold(`${count(changed.length, "device")}: what its filters let through`, changed, (device) =>
      deviceLines(device, labels),
    ),
    ...fold(
      `${count(appeared.length + worse.length, "new finding")}`,
      [...appeared, ...worse.map(({ after }) => after)],
      findingLines,
    ),
    ...fold(`${count(gone.length, "finding")} gone`, gone, findingLines),
    ...(lines.length === 0
      ? []
      : markdownFold(
          `${count(lines.length, "changed line")}`,
          markdownBlock(cut(lines.map((line) => diffLine(line, labels))), "diff"),
        )),
  ];
  return `${[...head(result), "", ...details].join("\n").trimEnd()}\n`;
}

const SIGNS = { same: "✅", open: "❔", changed: "🔀", "not-compared": "❌" } as const;

function head(result: DiffResult): string[] {
  const { gate, before, after, disagreements } = result;
  const notes = [...result.notes, ...settingsNotes(result)];
  const second = result.outcome === "not-compared" ? "" : `; ${markdownText(secondLine(result))}`;
  const more = gate.length > SHOWN_ROWS ? [`- and ${gate.length - SHOWN_ROWS} more`] : [];
  return [
    `### ${SIGNS[result.outcome]} zoneproof: ${markdownText(headline(result))}`,
    "",
    `${markdownCode(before.label)} → ${markdownCode(after.label)}${second}`,
    ...(gate.length === 0
      ? []
      : [
          "",
          `**❌ The gate does not let this through: ${count(gate.length, "reason")}**`,
          "",
          ...gate.slice(0, SHOWN_ROWS).map(({ message }) => `- ${markdownText(message)}`),
          ...more,
        ]),
    ...(notes.length === 0 ? [] : ["", ...notes.slice(0, SHOWN_ROWS).map((note) => `> ${markdownText(note)}  `)]),
    ...(notes.length > SHOWN_ROWS ? [`> and ${notes.length - SHOWN_ROWS} more notes below`] : []),
    ...disagreements.slice(0, SHOWN_ROWS).map((what) => `> a bug of zoneproof: ${markdownText(what)}  `),
  ];
}

function fold<T>(summary: string, items: readonly T[], linesOf: (item: T) => string[]): string[] {
  if (items.length === 0) return [];
  return markdownFold(summary, cut(items.flatMap(linesOf)));
}

/** As many lines as there is room for. */
function cut(lines: readonly string[]): string[] {
  let size = 0;
  const most = lines.findIndex((line) => {
    size += line.length + 1;
    return size > MAX_DETAILS / 4;
  });
  return most < 0 ? [...lines] : [...lines.slice(0, most), `… and ${lines.length - most} more lines`];
}

function pairLines(pair: PairChangeFacts, labels: Labels): string[] {
  const { from, to, conduit, before, after, shifts, flows } = pair;
  const verdict = before === after ? `${after}` : `${before ?? "not on the map"} → ${after ?? "not on the map"}`;
  return [
    `**${markdownText(from)} → ${markdownText(to)}** (${conduit === undefined ? "no conduit" : markdownText(conduit)}): ${verdict}`,
    "",
    ...flows.map(
      ({ id, before: was, after: is }) =>
        `- flow ${markdownText(id)}: ${was ?? "not declared"} → ${is ?? "not declared"}`,
    ),
    ...shifts.flatMap((shift) =>
      shiftLines(shift, labels, isUndeclared(pair, shift) ? ", no conduit declares it" : ""),
    ),
    ...ownUndeclared(pair).flatMap((shift) => shiftLines(shift, labels, undeclaredWords(shift), "+")),
    "",
  ];
}

function deviceLines({ device, status, courses }: DeviceChangeFacts, labels: Labels): string[] {
  if (status === "added" || status === "removed") return [`**${markdownText(device)}**: ${status}`, ""];
  return courses
    .filter(({ status: one }) => one !== "open")
    .flatMap((course) => [
      `**${markdownText(device)}**: ${markdownText(courseText(course))}`,
      "",
      ...toldShifts(course.shifts).flatMap(({ shift, echoes }) => [
        ...shiftLines(shift, labels, ""),
        ...(echoes.length === 0 ? [] : [`  - ${echoText(echoes)}`]),
      ]),
      "",
    ]);
}

function shiftLines(shift: ShiftFacts, labels: Labels, what: string, sign = shiftSign(shift)): string[] {
  const more = shift.more_boxes > 0 ? [`  - and ${shift.more_boxes} more, with ${shift.more_packets} packets`] : [];
  return [
    `- ${sign === "+" ? "➕" : "➖"} ${shiftTitle(shift)}${what}`,
    ...shift.boxes.flatMap((box) => [
      `  - ${markdownText(boxText(box))}, such as ${markdownCode(box.witness.text)}`,
      ...(box.before === undefined ? [] : [`    - before: ${markdownText(decisionText(box.before, labels.before))}`]),
      ...(box.after === undefined ? [] : [`    - after: ${markdownText(decisionText(box.after, labels.after))}`]),
    ]),
    ...more,
  ];
}

function findingLines({ severity, message, check, locations }: Finding): string[] {
  const at = locations[0];
  const place = at === undefined ? "" : ` (${markdownCode(`${at.file}:${at.line}`)})`;
  return [`- **${severity}** ${markdownText(message)} ${markdownCode(check)}${place}`];
}

function diffLine({ side, file, line, text }: LineChangeFacts, labels: Labels): string {
  return `${side === "before" ? "-" : "+"} ${pathBelow(file, labels[side])}:${line}  ${text.trim()}`;
}
