/** All inputs of a run: files and folders as they were given, and standard input. */
import { realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { rangeOnLine } from "../source/range.js";
import type { SourceFile } from "../source/source-file.js";
import { decodeFile, type ReadOutcome, readPath, reason, reportOutcome, shownPath } from "./read-file.js";
import { listFolder } from "./walk.js";

/** A text that may be a configuration. */
export interface InputFile {
  readonly file: SourceFile;
  /** The folder it was found in; left out when the file itself was named, and must be analysed. */
  readonly folder?: string;
}

export interface InputSet {
  readonly files: readonly InputFile[];
  /** Folders that were given, as shown, but for those with a file that was given before. */
  readonly folders: readonly string[];
  /** Maps at the top of given folders: paths fit for reading. */
  readonly maps: readonly string[];
  /** Found in a folder, and no text. */
  readonly skipped: readonly { readonly path: string; readonly sha256: string; readonly why: string }[];
  /** Named and not analysable, or not readable wherever it lies; reported. */
  readonly failed: readonly FailedInput[];
}

/** An input without a text. The hash is empty where its bytes were not read whole. */
export interface FailedInput {
  readonly path: string;
  readonly sha256: string;
  readonly code: Exclude<ReadOutcome, { kind: "text" }>["code"];
  readonly why: string;
}

export interface ReadRequest {
  /** Files and folders; `-` is standard input. */
  readonly paths: readonly string[];
  readonly readStdin: () => Promise<Uint8Array>;
}

const MAP_NAMES: ReadonlySet<string> = new Set(["zones.yaml", "zones.yml"]);
const EXPECTED = "a configuration export as text";

/** Reads everything that was given, each file once: in the order given, folders sorted. */
export async function readInputs(request: ReadRequest, diagnostics: Diagnostics): Promise<InputSet> {
  const reading = new InputReading(diagnostics);
  for (const path of request.paths) {
    if (path === "-") reading.takeNamed("-", decodeFile("-", await request.readStdin()));
    else await reading.take(path);
  }
  return reading.inputs;
}

/** Whether a file at the top of a folder is a map by its name. */
export function isMapName(path: string): boolean {
  return MAP_NAMES.has(basename(path));
}

/** Collects the inputs of one run. */
export class InputReading {
  readonly inputs = {
    files: [] as InputFile[],
    folders: [] as string[],
    maps: [] as string[],
    skipped: [] as { path: string; sha256: string; why: string }[],
    failed: [] as FailedInput[],
  };
  /** Real paths of files that were taken: the same file is read once, by whatever name. */
  private readonly taken = new Set<string>();

  constructor(private readonly diagnostics: Diagnostics) {}

  async take(path: string): Promise<void> {
    try {
      const found = await stat(path);
      if (found.isDirectory()) await this.takeFolder(path);
      else if (await this.isNew(path)) this.takeNamed(path, await readPath(path));
    } catch (error) {
      this.fail(path, { kind: "failed", code: "read/unreadable", why: reason(error) });
    }
  }

  takeNamed(path: string, outcome: ReadOutcome): void {
    if (outcome.kind === "text") this.inputs.files.push({ file: outcome.file });
    else this.fail(path, outcome);
  }

  private async takeFolder(path: string): Promise<void> {
    const folder = shownPath(path);
    const before = this.taken.size;
    const { files, skipped, unreadable } = await listFolder(path);
    for (const { path: below, why } of unreadable) {
      this.fail(below, { kind: "failed", code: "read/unreadable", why });
    }
    for (const below of skipped) this.skip(below, "not looked into", "");
    const maps = files.filter((below) => isMapName(below) && join(path, basename(below)) === below);
    this.inputs.maps.push(...maps);
    const others = files.filter((below) => !maps.includes(below));
    for (const below of others) {
      if (await this.isNew(below)) this.takeFound(below, folder, await readPath(below));
    }
    if (this.taken.size - before === others.length) this.inputs.folders.push(folder);
  }

  takeFound(path: string, folder: string, outcome: ReadOutcome): void {
    if (outcome.kind === "text") this.inputs.files.push({ file: outcome.file, folder });
    else if (outcome.kind === "other") this.skip(path, outcome.why, outcome.sha256);
    else this.fail(path, outcome);
  }

  private async isNew(path: string): Promise<boolean> {
    const real = await realpath(path);
    if (this.taken.has(real)) return false;
    this.taken.add(real);
    return true;
  }

  private skip(path: string, why: string, sha256: string): void {
    this.inputs.skipped.push({ path: shownPath(path), sha256, why });
    this.diagnostics.add("read/skipped", rangeOnLine(shownPath(path), 1, 1, 1), {
      message: `skipped, not a configuration: ${why}`,
    });
  }

  fail(path: string, outcome: Exclude<ReadOutcome, { kind: "text" }>): void {
    const sha256 = outcome.kind === "other" ? outcome.sha256 : "";
    this.inputs.failed.push({ path: shownPath(path), sha256, code: outcome.code, why: outcome.why });
    reportOutcome(path, outcome, EXPECTED, this.diagnostics);
  }
}
