/** Findings on a terminal: one section per cause, worst first. */
import type { BoxFacts } from "../../facts/common.js";
import type { Finding } from "../../judge/finding.js";
import { displayWidth, visible } from "../../source/visible.js";
import { type Cause, type CauseCheck, groupByCause } from "../causes.js";
import { count } from "../summary.js";
import { type FrameWriter, writeFrames } from "./frames.js";
import { type Page, unpainted } from "./page.js";

/** Causes shown in full; those behind them get one line each. */
const MAX_CAUSES = 40;
/** With more causes than this, only those that are critical or high are shown in full. */
const FEW_CAUSES = 15;
const URGENT: ReadonlySet<Cause["severity"]> = new Set(["critical", "high"]);
/** Findings of one check on one cause that follow the first with their packet; the others are named. */
const MAX_SHORT = 2;
const MAX_DOUBTS = 2;
const MAX_VALUES = 4;
const INDENT = "    ";

/** Writes open findings. @param findings worst first. */
export function writeFindings(page: Page, findings: readonly Finding[], frames: FrameWriter): void {
  if (findings.length === 0) return;
  const causes = groupByCause(findings);
  page.heading(`${count(findings.length, "open finding")} with ${count(causes.length, "cause")}, worst first`);
  const explained = new Set<string>();
  const urgent = causes.length > FEW_CAUSES ? causes.filter(({ severity }) => URGENT.has(severity)) : causes;
  const full = urgent.slice(0, MAX_CAUSES);
  full.forEach((cause, index) => {
    if (index > 0) page.line();
    const head = `${index + 1}. ${page.paint(cause.severity, cause.severity.toUpperCase())}  `;
    page.wrapped(head, cause.name);
    writeFrames(page, frames, cause.locations);
    const said = { explained, packets: new Set<string>() };
    for (const check of cause.checks) writeCheck(page, check, said);
  });
  writeRest(
    page,
    causes.filter((cause) => !full.includes(cause)),
  );
}

/** What stands above already. */
interface Said {
  /** Checks that said why, of any cause. */
  readonly explained: Set<string>;
  /** Packets and sets of this cause: several checks find something in the same ones. */
  readonly packets: Set<string>;
}

function isNew(text: string, { packets }: Said): boolean {
  if (packets.has(text)) return false;
  packets.add(text);
  return true;
}

function writeRest(page: Page, causes: readonly Cause[]): void {
  if (causes.length === 0) return;
  page.heading(`${count(causes.length, "more cause")}, in short (in full: -f json, or zoneproof report --html FILE)`);
  for (const cause of causes) {
    const [place] = cause.locations;
    const at = place ? ` (${place.file}:${place.line})` : "";
    const checks = cause.checks.map((group) => group.check).join(", ");
    page.wrapped(`${page.paint(cause.severity, cause.severity.padEnd(8))} `, `${cause.name}: ${checks}${at}`);
  }
}

function writeCheck(page: Page, group: CauseCheck, said: Said): void {
  const [first, ...others] = group.findings;
  page.line();
  const name = `${INDENT}${page.paint("heading", visible(first.check))}`;
  const head = headText(page, group);
  const fits = displayWidth(unpainted(`${name}  ${head}`)) <= page.width;
  for (const line of fits ? [`${name}  ${head}`] : [name, `${INDENT}  ${head}`]) page.line(line);
  writeSubject(page, first, said);
  for (const finding of others.slice(0, MAX_SHORT)) page.wrapped(`${INDENT}- `, shortText(finding, said));
  const named = others.slice(MAX_SHORT);
  if (named.length > 0) page.wrapped(`${INDENT}- `, `and ${named.length} more: ${subjectsText(named)}`);
  writeReason(page, first, said.explained);
}

/** Severity and verdict; the verdicts are counted where there are several. */
function headText(page: Page, { findings }: CauseCheck): string {
  const [first] = findings;
  const severity = page.paint(first.severity, first.severity);
  if (findings.length === 1) return `${severity}, ${page.paint(first.verdict, first.verdict)}`;
  const verdicts = [...new Set(findings.map((finding) => finding.verdict))].map((verdict) => {
    const times = findings.filter((finding) => finding.verdict === verdict).length;
    return page.paint(verdict, `${times} ${verdict}`);
  });
  return `${severity}, ${verdicts.join(", ")}`;
}

/** What the finding is about, its packet and what else passes where a check of the cause shows them first, and what keeps it open. */
function writeSubject(page: Page, finding: Finding, said: Said): void {
  page.wrapped(`${INDENT}- `, finding.message);
  const conduit = finding.conduit === undefined ? "" : `, conduit ${finding.conduit}`;
  if (finding.slTarget !== undefined) page.wrapped(`${INDENT}    SL-T    `, `${finding.slTarget}${conduit}`);
  const { witness } = finding;
  if (witness && isNew(witness.text, said)) page.wrapped(`${INDENT}    packet  `, witness.text);
  const [box] = finding.boxes;
  if (box && isNew(JSON.stringify(finding.boxes), said)) {
    const more = finding.boxes.length > 1 ? `, and ${count(finding.boxes.length - 1, "more set")}` : "";
    page.wrapped(`${INDENT}    passes  `, boxText(box) + more);
  }
  for (const doubt of finding.doubts.slice(0, MAX_DOUBTS)) {
    const at = doubt.location ? ` (${doubt.location.file}:${doubt.location.line})` : "";
    page.wrapped(`${INDENT}    open    `, `${doubt.reason}${at}`);
  }
  const doubts = finding.doubts.length - MAX_DOUBTS;
  if (doubts > 0) page.line(`${INDENT}            and ${count(doubts, "more doubt")}`);
}

/** One more finding of the same check on the same cause, on one line where it fits. */
function shortText(finding: Finding, said: Said): string {
  const { from, to, slTarget, witness } = finding;
  if (from === undefined || to === undefined) return finding.message;
  const target = slTarget === undefined ? "" : ` (${slTarget})`;
  return `${finding.verdict} ${from} -> ${to}${target}${witness && isNew(witness.text, said) ? `: ${witness.text}` : ""}`;
}

/** Pairs by the zone they start from, `Z-ENT -> Z-OPS, Z-RCA; Z-NET -> Z-OPS`; other findings by their message. */
function subjectsText(findings: readonly Finding[]): string {
  const byFrom = new Map<string, string[]>();
  const messages: string[] = [];
  for (const { from, to, message } of findings) {
    if (from === undefined || to === undefined) messages.push(message);
    else byFrom.set(from, [...(byFrom.get(from) ?? []), to]);
  }
  return [...[...byFrom].map(([from, to]) => `${from} -> ${to.join(", ")}`), ...messages].join("; ");
}

function boxText(box: BoxFacts): string {
  return `${listText(box.sources)} -> ${listText(box.destinations)} by ${listText(box.services)}`;
}

function listText(values: readonly string[]): string {
  const more = values.length - MAX_VALUES;
  return values.slice(0, MAX_VALUES).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Why and what to do: in full where a check speaks first, later what to do alone. */
function writeReason(page: Page, finding: Finding, explained: Set<string>): void {
  const requirements = finding.requirements.length === 0 ? "" : ` (${finding.requirements.join(", ")})`;
  const signed = `[${finding.owner}, phase ${finding.phase}]`;
  const action = `${finding.action.replaceAll(/\s+/g, " ").trim()} ${signed}`;
  if (explained.has(finding.check)) {
    page.wrapped(`${INDENT}  do   `, action + requirements);
    return;
  }
  explained.add(finding.check);
  page.wrapped(`${INDENT}  why  `, `${finding.why.replaceAll(/\s+/g, " ").trim()}${requirements}`);
  page.wrapped(`${INDENT}  do   `, action);
}
