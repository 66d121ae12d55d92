/** The report of a change for people at a terminal. */
import type { DeviceChangeFacts, LineChangeFacts, PairChangeFacts, ShiftFacts } from "../../facts/change.js";
import type { Finding } from "../../judge/finding.js";
import { cutToWidth, visible } from "../../source/visible.js";
import type { RenderOptions } from "../render-options.js";
import { count } from "../summary.js";
import { openPage, type Page } from "../terminal/page.js";
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

const SHOWN_FINDINGS = 20;
const SHOWN_REASONS = 20;

/** What it comes to, then pair by pair and device by device what changed with a packet and the lines, then findings and the gate. */
export function renderDiffTerminal(result: DiffResult, options: RenderOptions): string {
  const page = openPage(options);
  page.wrapped(`${page.paint("heading", "zoneproof diff")}  `, `${result.before.label} -> ${result.after.label}`);
  writeHeadline(page, result);
  for (const note of [...result.notes, ...settingsNotes(result)]) page.wrapped("  note: ", note);
  const pairs = result.pairs.filter(isTold);
  if (pairs.length > 0) page.heading("Between zones");
  const labels = { before: result.before.label, after: result.after.label };
  for (const pair of pairs) writePair(page, pair, labels);
  const devices = result.devices.filter(isDeviceTold);
  if (devices.length > 0) page.heading("What the filters of each device let through");
  for (const device of devices) writeDevice(page, device, labels);
  writeFindings(page, result);
  writeDisagreements(page, result);
  writeGate(page, result);
  return page.text();
}

function writeHeadline(page: Page, result: DiffResult): void {
  const style = { same: "proved", open: "unproved", changed: "violated", "not-compared": "critical" } as const;
  page.wrapped("", headline(result), style[result.outcome]);
  if (result.outcome !== "not-compared") page.wrapped("", secondLine(result));
}

function writePair(page: Page, pair: PairChangeFacts, labels: Labels): void {
  const { from, to, conduit, before, after, shifts, flows } = pair;
  const verdict =
    before === after ? `${after}, as before` : `${before ?? "not on the map"} -> ${after ?? "not on the map"}`;
  const joined = conduit === undefined ? "no conduit" : `conduit ${conduit}`;
  page.wrapped("", `${from} -> ${to} (${joined}): ${verdict}`, "heading");
  for (const { id, before: was, after: is, stopped_witness: packet } of flows) {
    const such = packet === undefined ? "" : `, such as ${packet.text}`;
    page.wrapped("  flow ", `${id}: ${was ?? "not declared"} -> ${is ?? "not declared"}${such}`);
  }
  for (const shift of shifts)
    writeShift(page, shift, labels, isUndeclared(pair, shift) ? ", no conduit declares it" : "");
  for (const shift of ownUndeclared(pair)) writeShift(page, shift, labels, undeclaredWords(shift), "+");
  page.line();
}

function writeDevice(page: Page, device: DeviceChangeFacts, labels: Labels): void {
  const { device: name, status, courses } = device;
  if (status === "added" || status === "removed") {
    page.wrapped("", `${name}: ${status === "added" ? "new" : "gone"}`);
    page.line();
    return;
  }
  for (const course of courses.filter(({ status: one }) => one !== "open")) {
    page.wrapped("", `${name}: ${courseText(course)}`, "heading");
    if (course.status === "undecided") page.wrapped("  ", "too entangled for what changed to be found");
    for (const { shift, echoes } of toldShifts(course.shifts)) {
      writeShift(page, shift, labels, "");
      if (echoes.length > 0) page.wrapped("      ", echoText(echoes));
    }
    page.line();
  }
}

function writeShift(page: Page, shift: ShiftFacts, labels: Labels, what: string, sign = shiftSign(shift)): void {
  page.wrapped(`  ${page.paint(sign === "+" ? "violated" : "unproved", sign)} `, `${shiftTitle(shift)}${what}`);
  for (const box of shift.boxes) {
    page.wrapped("      ", boxText(box));
    page.wrapped("        packet  ", box.witness.text);
    if (box.before !== undefined) page.wrapped("        before  ", decisionText(box.before, labels.before));
    if (box.after !== undefined) page.wrapped("        after   ", decisionText(box.after, labels.after));
  }
  if (shift.more_boxes > 0) page.wrapped("      ", `and ${shift.more_boxes} more, with ${shift.more_packets} packets`);
  writeLines(page, shift, labels);
}

function writeLines(page: Page, { lines, more_lines: more, lines_decide: decide }: ShiftFacts, labels: Labels): void {
  if (lines.length > 0 && !decide) page.line("      no changed line names these packets; changed are");
  for (const line of lines) page.line(`      ${lineText(page, line, labels)}`);
  if (more > 0) page.line(`      and ${count(more, "more line")}`);
}

function lineText(page: Page, { side, file, line, text }: LineChangeFacts, labels: Labels): string {
  const sign = side === "before" ? "-" : "+";
  const place = `${visible(pathBelow(file, labels[side]))}:${line}`;
  return cutToWidth(`${sign} ${place}  ${visible(text.trim())}`, page.width - 6);
}

function writeFindings(page: Page, { findings }: DiffResult): void {
  const { appeared, gone, worse } = findings;
  if (appeared.length + gone.length + worse.length === 0) return;
  page.heading("Findings");
  const write = (sign: string, all: readonly Finding[]) => {
    for (const { severity, message, check, locations } of all.slice(0, SHOWN_FINDINGS)) {
      const at = locations[0];
      const place = at === undefined ? "" : ` (${at.file}:${at.line})`;
      page.wrapped(`  ${sign} ${page.paint(severity, severity)}  `, `${message} [${check}]${place}`);
    }
    if (all.length > SHOWN_FINDINGS) page.line(`  ${sign} and ${all.length - SHOWN_FINDINGS} more`);
  };
  write("+", appeared);
  write(
    "!",
    worse.map(({ after }) => after),
  );
  write("-", gone);
}

function writeDisagreements(page: Page, { disagreements }: DiffResult): void {
  if (disagreements.length === 0) return;
  page.heading("A bug of zoneproof: two ways to find the same thing do not agree");
  for (const what of disagreements.slice(0, SHOWN_REASONS)) page.wrapped("  ", what);
}

function writeGate(page: Page, { gate }: DiffResult): void {
  if (gate.length === 0) return;
  page.heading(`The gate does not let this through: ${count(gate.length, "reason")}`);
  for (const { message } of gate.slice(0, SHOWN_REASONS)) page.wrapped("  - ", message);
  if (gate.length > SHOWN_REASONS) page.line(`  and ${gate.length - SHOWN_REASONS} more`);
}
