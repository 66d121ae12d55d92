/** All inputs of a run through their parsers, and what became of each. */
import type { ParseOptions } from "../../parsers/vendor.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Device } from "../model/device.js";
import { isEncrypted, isFailedExport, isNote, isPart, looksLikeConfiguration } from "../read/foreign.js";
import type { InputFile, InputSet } from "../read/read-inputs.js";
import type { AnalysedInput } from "../report/result.js";
import { rangeOnLine } from "../source/range.js";
import type { SourceFile } from "../source/source-file.js";
import type { LookedOnAt } from "./onlooker.js";
import { describeVendors, type ParseOutcome, parseInput } from "./parse-input.js";
import { ReadOnce } from "./read-once.js";

export interface ParsedInputs {
  /** Files by path, then what could not be read, then archives, then what was skipped. */
  readonly inputs: readonly AnalysedInput[];
  readonly devices: readonly Device[];
  readonly files: readonly SourceFile[];
}

/**
 * Parses the files of a set. A file that was named and fits no vendor is an error, and so is one of a folder that looks
 * like the configuration of a device, or like an export that failed: what the device lets pass is missing. Others of a folder are
 * skipped with a note; a folder in which nothing fits is an error again: whoever named it meant something in it.
 */
export async function parseInputs(
  set: InputSet,
  diagnostics: Diagnostics,
  options: ParseOptions & LookedOnAt & { readonly readOnce?: ReadOnce } = {},
): Promise<ParsedInputs> {
  const { onlooker, readOnce = new ReadOnce() } = options;
  onlooker?.stage("parsing");
  const inputs: AnalysedInput[] = [];
  const devices: Device[] = [];
  const fruitful = new Set<string>();
  for (const [number, input] of set.files.entries()) {
    onlooker?.progress(number, set.files.length);
    const isNoted = input.folder !== undefined && isNote(input.file.path);
    const parse = (own: Diagnostics) => parseInput(input.file, own, options);
    const outcome: ParseOutcome = isNoted
      ? { kind: "unknown" }
      : await readOnce.of(input.file, "configuration", diagnostics, parse);
    const isSkipped = outcome.kind === "unknown" && isNoConfiguration(input);
    if (outcome.kind === "unknown") {
      onlooker?.decided(() => [unknownText(input, isNoted, isSkipped)]);
      await reportUnknown(input, isSkipped, diagnostics);
    }
    if (outcome.kind !== "unknown" && input.folder !== undefined) fruitful.add(input.folder);
    if (outcome.kind === "parsed") devices.push(...outcome.devices);
    inputs.push(describeInput(input, outcome, isSkipped));
  }
  onlooker?.decided(() => set.skipped.map(({ path, why }) => `${path}: skipped: ${why}`));
  const isClosed = (folder: string) => set.failed.some(({ path }) => path === folder);
  const barren = set.folders.filter((folder) => !fruitful.has(folder) && !isClosed(folder));
  const archives = new Set(set.archives.map(({ path }) => path));
  for (const folder of barren) await reportBarren(folder, archives.has(folder), diagnostics);
  const failed = [...set.failed, ...barren.map((path) => ({ path, sha256: "" }))];
  for (const { path, sha256 } of failed) inputs.push({ file: path, sha256, devices: [], role: "failed" });
  for (const { path, sha256 } of set.archives) inputs.push({ file: path, sha256, devices: [], role: "archive" });
  for (const { path, sha256 } of set.skipped) inputs.push({ file: path, sha256, devices: [], role: "skipped" });
  return { inputs, devices, files: set.files.map(({ file }) => file) };
}

/** A file of a folder that nobody meant: it fits no vendor, and looks like no configuration either, nor like one that failed. */
export function isNoConfiguration({ file, folder }: InputFile): boolean {
  if (folder === undefined) return false;
  return isNote(file.path) || !(looksLikeConfiguration(file.text) || isFailedExport(file.path, file.text));
}

function unknownText({ file }: InputFile, isNoted: boolean, isSkipped: boolean): string {
  if (!isSkipped) return `${file.path}: not analysed: no vendor knows it`;
  const why = isNoted
    ? "by its name a page, a table or a program"
    : "no vendor knows it, and it looks like no configuration";
  return `${file.path}: skipped: ${why}`;
}

function describeInput({ file }: InputFile, outcome: ParseOutcome, isSkipped: boolean): AnalysedInput {
  const input = { file: file.path, sha256: file.sha256 };
  if (outcome.kind === "unknown") return { ...input, devices: [], role: isSkipped ? "skipped" : "failed" };
  const { vendor, platform } = outcome;
  if (outcome.kind === "failed") return { ...input, vendor, platform, devices: [], role: "failed" };
  const devices = outcome.devices.map(({ id }) => id);
  return { ...input, vendor, platform, devices, counts: outcome.counts, role: "configuration" };
}

async function reportUnknown({ file }: InputFile, isSkipped: boolean, diagnostics: Diagnostics): Promise<void> {
  const at = rangeOnLine(file.path, 1, 1, 1);
  if (isSkipped) {
    diagnostics.add("read/skipped", at, { message: "skipped, no known configuration format fits this file" });
    return;
  }
  const help = helpWith(file);
  diagnostics.add("read/unknown-vendor", at, {
    expected: await describeVendors(),
    ...(help === undefined ? {} : { help }),
  });
}

function helpWith({ path, text }: SourceFile): string | undefined {
  if (looksLikeMap(text)) return `this looks like a map of zones: name it with -z ${path}`;
  if (isEncrypted(text)) return "this is an encrypted backup: save one without a password";
  if (isPart(text)) return "this looks like a part of a pfSense or OPNsense configuration: save a backup of all areas";
  return isFailedExport(path, text)
    ? "this looks like the answer of an export that failed: export it again"
    : undefined;
}

/** What stands in every zones.yaml, whatever it is called. */
function looksLikeMap(text: string): boolean {
  return /^version:/m.test(text) && /^zones:/m.test(text);
}

/** @param isArchive whether it is one file that holds others. */
export async function reportBarren(folder: string, isArchive: boolean, diagnostics: Diagnostics): Promise<void> {
  diagnostics.add("read/no-configuration", rangeOnLine(folder, 1, 1, 1), {
    ...(isArchive && { message: "no configuration in this archive" }),
    expected: await describeVendors(),
  });
}
