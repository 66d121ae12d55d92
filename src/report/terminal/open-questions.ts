/** What the report cannot tell, and why: unproved pairs, statements not understood, diagnostics, checks not assessed. */
import { codeFrame, openFrameSource, placeText } from "../../diagnostics/code-frame.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { PairFacts } from "../../facts/pair.js";
import { maskLine } from "../../source/mask.js";
import { visible } from "../../source/visible.js";
import type { CheckResult } from "../result.js";
import { count } from "../summary.js";
import type { Page } from "./page.js";

const MAX_REASONS = 12;
const MAX_NAMES = 6;
const MAX_STATEMENTS = 8;
const MAX_ERRORS = 20;

/** Unproved pairs by the reason that keeps them open. */
export function writeUnproved(page: Page, pairs: readonly PairFacts[]): void {
  const open = pairs.filter((pair) => pair.verdict === "unproved");
  if (open.length === 0) return;
  page.heading(`${count(open.length, "pair")} of zones unproved`);
  const reasons = gather(open, (pair) => {
    const [reason] = pair.reasons;
    const at = reason?.location ? ` (${reason.location.file}:${reason.location.line})` : "";
    return `${reason?.device === undefined ? "" : `${reason.device}: `}${reason?.reason ?? "no reason was given"}${at}`;
  });
  for (const [reason, group] of reasons.slice(0, MAX_REASONS)) {
    page.wrapped(`${page.paint("unproved", "?")} `, reason);
    page.wrapped("    ", names(group.map((pair) => `${pair.from.id} -> ${pair.to.id}`)));
  }
  if (reasons.length > MAX_REASONS) page.line(`and ${count(reasons.length - MAX_REASONS, "more reason")}`);
}

/** Statements that no parser understood, those that could change what passes first. */
export function writeNotUnderstood(page: Page, result: CheckResult): void {
  const devices = result.devices.filter((device) => device.unparsed.length > 0);
  if (devices.length === 0) return;
  page.heading("Not understood");
  for (const device of devices) {
    const filtering = device.unparsed.filter((statement) => statement.filtering);
    const total = count(device.unparsed.length, "statement");
    page.wrapped("", `${device.id}: ${total}, ${filtering.length} of them could change what passes`);
    for (const statement of filtering.slice(0, MAX_STATEMENTS)) {
      const at = `${visible(statement.location.file)}:${statement.location.line}`;
      page.wrapped(`    ${page.paint("place", at)}  `, maskLine(statement.statement));
    }
    if (filtering.length > MAX_STATEMENTS) page.line(`    and ${filtering.length - MAX_STATEMENTS} more`);
  }
}

/** Of a map that could not be used, first: until they are mended no pair is judged. */
export function writeMapErrors(page: Page, result: CheckResult): void {
  const errors = mapErrors(result);
  if (errors.length > 0) page.line();
  for (const error of errors.slice(0, MAX_ERRORS)) writeError(page, error, result);
  if (errors.length > MAX_ERRORS) page.line(`and ${count(errors.length - MAX_ERRORS, "more error")}`);
}

function mapErrors({ map, inputs, diagnostics }: CheckResult): readonly Diagnostic[] {
  const maps = new Set(inputs.flatMap(({ file, role }) => (map === undefined && role === "map" ? [file] : [])));
  return diagnostics.filter(({ severity, at }) => severity === "error" && maps.has(at.file));
}

/** Errors with their lines, but for those that stand first; warnings counted by kind, with the first place and what to do; notes counted. */
export function writeDiagnostics(page: Page, result: CheckResult): void {
  const skipped = new Set(result.inputs.filter((input) => input.role === "skipped").map((input) => input.file));
  const first = new Set(mapErrors(result));
  const shown = result.diagnostics.filter((one) => !skipped.has(one.at.file) && !first.has(one));
  if (shown.length === 0) return;
  page.heading("About the inputs");
  const errors = shown.filter((diagnostic) => diagnostic.severity === "error");
  for (const error of errors.slice(0, MAX_ERRORS)) writeError(page, error, result);
  if (errors.length > MAX_ERRORS) page.line(`and ${count(errors.length - MAX_ERRORS, "more error")}`);
  const others = shown.filter((diagnostic) => diagnostic.severity !== "error");
  const told = new Set<string>();
  for (const [, group] of gather(others, (one) => `${one.severity} ${one.code} in ${one.at.file}`)) {
    const [first] = group;
    if (first === undefined) continue;
    const times = group.length === 1 ? "" : ` (${group.length} times, first here)`;
    page.wrapped(`${first.severity}  `, `${first.at.file}:${first.at.line}: ${first.message}${times} [${first.code}]`);
    // What to do is the same for many files: once is enough.
    const { severity, help } = first;
    if (severity !== "warning" || help === undefined || told.has(help)) continue;
    told.add(help);
    page.wrapped("  help      ", help);
  }
}

function writeError(page: Page, error: Diagnostic, result: CheckResult): void {
  page.wrapped(`${page.paint("critical", "error")}  `, `${error.message} [${error.code}]`);
  const source = result.sources.get(error.at.file);
  const frame = source
    ? codeFrame(openFrameSource(source), [error.at], { width: page.width - 2, context: 0, maxLines: 3 })
    : [];
  if (frame.length === 0) page.line(`  ${page.paint("place", `--> ${visible(error.at.file)}:${error.at.line}`)}`);
  for (const line of frame) page.line(`  ${line.text}`);
  for (const { at, message } of error.related ?? []) page.wrapped("  also      ", `${placeText(at)}: ${message}`);
  if (error.expected !== undefined) page.wrapped("  expected  ", error.expected);
  if (error.help !== undefined) page.wrapped("  help      ", error.help);
}

/** Checks that could not look, by what they would have needed. */
export function writeNotAssessed(page: Page, result: CheckResult): void {
  if (result.notAssessed.length === 0) return;
  page.heading("Not assessed");
  for (const [reason, group] of gather(result.notAssessed, (one) => one.reason)) {
    const checks = gather(group, (one) => one.check).map(([check, ofCheck]) => {
      const devices = ofCheck.flatMap(({ device }) => device ?? []);
      return devices.length === 0 ? check : `${check} on ${listOf(devices)}`;
    });
    page.wrapped("  ", `${reason}: ${names(checks)}`);
  }
}

/** `core-1, fw-edge and pf-ra`: between other lists. */
function listOf(values: readonly string[]): string {
  const [last, ...others] = values.toReversed();
  return others.length === 0 ? `${last}` : `${others.toReversed().join(", ")} and ${last}`;
}

/** The first few of a list, the rest counted. */
function names(values: readonly string[]): string {
  const more = values.length - MAX_NAMES;
  return values.slice(0, MAX_NAMES).join(", ") + (more > 0 ? `, and ${more} more` : "");
}

/** Values by a text, in the order of the first of each, larger groups first. */
function gather<T>(values: readonly T[], textOf: (value: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const text = textOf(value);
    const group = groups.get(text);
    if (group) group.push(value);
    else groups.set(text, [value]);
  }
  return [...groups].toSorted((a, b) => b[1].length - a[1].length);
}
