/** All inputs of a run: files, folders and archives as they were given, and standard input. */
import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { rangeOnLine } from "../source/range.js";
import type { SourceFile } from "../source/source-file.js";
import { Budget } from "./archive/budget.js";
import { hasArchiveName } from "./archive/kind.js";
import { hasExportName, hasPackedName } from "./foreign.js";
import { decodeFile, IN_ARCHIVE, type ReadOutcome, readPath, reason, reportOutcome, shownPath } from "./read-file.js";
import { listFolder } from "./walk.js";

/** A text that may be a configuration. */
export interface InputFile {
  readonly file: SourceFile;
  /** The folder or archive it was found in; left out when the file itself was named, and must be analysed. */
  readonly folder?: string;
}

export interface InputSet {
  readonly files: readonly InputFile[];
  /** Folders and archives that were given, as shown, but for those with a file that was given before. */
  readonly folders: readonly string[];
  /** Archives that were looked into, with the hash of each as it lay there. */
  readonly archives: readonly { readonly path: string; readonly sha256: string }[];
  /** Maps at the top of given folders and archives: paths fit for reading. */
  readonly maps: readonly string[];
  /** Those of an archive on standard input, as they were read there: it comes once. */
  readonly givenMaps: ReadonlyMap<string, ReadOutcome>;
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
  /** Files, folders and archives; `-` is standard input. */
  readonly paths: readonly string[];
  readonly readStdin: () => Promise<Uint8Array>;
}

type ArchiveOutcome = Extract<ReadOutcome, { kind: "other" }> & {
  readonly archive: NonNullable<Extract<ReadOutcome, { kind: "other" }>["archive"]>;
};

const MAP_NAMES: ReadonlySet<string> = new Set(["zones.yaml", "zones.yml"]);
const EXPECTED = "a configuration export as text";

/**
 * Reads everything that was given, each file once, sorted by path: which of two ways between devices is told, and by it the
 * fingerprint of a finding, goes by the order of the devices, and who names files twice names them in another order.
 */
export async function readInputs(request: ReadRequest, diagnostics: Diagnostics): Promise<InputSet> {
  const reading = new InputReading(diagnostics);
  for (const path of namedFirst(request.paths)) {
    if (path === "-") await reading.takeNamed("-", decodeFile("-", await request.readStdin()));
    else await reading.take(path);
  }
  return reading.sorted();
}

/** What was named has to be analysed, though it may lie in a folder or an archive that was given too: that is taken later. */
function namedFirst(paths: readonly string[]): string[] {
  return paths
    .map((path) => ({ path, rank: rankOf(path) }))
    .toSorted((one, other) => one.rank - other.rank || byPath(one, other))
    .map(({ path }) => path);
}

/** 0 for what is no file by itself, such as an entry of an archive, 1 for a file, 2 for a folder. */
function rankOf(path: string): number {
  try {
    return statSync(path).isDirectory() ? 2 : 1;
  } catch {
    // What is not there, or closed, is reported when it is read.
    return 0;
  }
}

function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  return byText(one.path, other.path);
}

function byText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
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
    archives: [] as { path: string; sha256: string }[],
    maps: [] as string[],
    givenMaps: new Map<string, ReadOutcome>(),
    skipped: [] as { path: string; sha256: string; why: string }[],
    failed: [] as FailedInput[],
  };
  /** Real paths of files that were taken: the same file is read once, by whatever name. */
  private readonly taken = new Set<string>();
  /** The same of entries of archives, by the names they are shown by. */
  private readonly entries = new Set<string>();
  /** What may still come out of each archive that lies in no other. */
  private readonly budgets = new Map<string, Budget>();

  constructor(private readonly diagnostics: Diagnostics) {}

  /** What was read so far, by path. */
  sorted(): InputSet {
    const { files, folders, archives, maps, skipped, failed, givenMaps } = this.inputs;
    return {
      files: files.toSorted((one, other) => byText(one.file.path, other.file.path)),
      folders: folders.toSorted(),
      archives: archives.toSorted(byPath),
      maps: maps.toSorted(),
      givenMaps,
      skipped: skipped.toSorted(byPath),
      failed: failed.toSorted(byPath),
    };
  }

  async take(path: string): Promise<void> {
    try {
      const found = statSync(path);
      if (found.isDirectory()) await this.takeFolder(path);
      // What a shell hands over as a file may be a pipe, which has no other name.
      else if (!found.isFile() || this.isNew(path)) await this.takeNamed(path, await readPath(path));
    } catch (error) {
      if (shownPath(path).includes(IN_ARCHIVE)) await this.takeEntry(path);
      else this.fail(path, { kind: "failed", code: "read/unreadable", why: reason(error) });
    }
  }

  async takeNamed(path: string, outcome: ReadOutcome): Promise<void> {
    if (outcome.kind === "text") this.inputs.files.push({ file: outcome.file });
    else if (isArchive(outcome)) await this.takeArchive(path, outcome);
    else this.fail(path, outcome);
  }

  /** An entry of an archive, named as outputs name it. */
  private async takeEntry(path: string): Promise<void> {
    const shown = shownPath(path);
    if (this.entries.has(shown)) return;
    this.entries.add(shown);
    await this.takeNamed(path, await readPath(path));
  }

  /**
   * What lies in an archive is as what lies in a folder; one compressed file is as the file itself.
   * @param folder the one the archive was found in; left out: it was named.
   */
  private async takeArchive(path: string, outcome: ArchiveOutcome, folder?: string): Promise<void> {
    const opened = await this.open(path, outcome);
    if (opened === undefined) return;
    const shown = shownPath(path);
    const isNamed = folder === undefined;
    for (const { name, bytes } of opened.files) {
      const below = `${shown}${IN_ARCHIVE}${name}`;
      if (this.entries.has(below)) continue;
      this.entries.add(below);
      if (isNamed && opened.isOne) await this.takeNamed(below, decodeFile(below, bytes));
      else if (isNamed && isMapName(name) && dirname(name) === opened.top) this.takeMap(below, bytes);
      else await this.takeFound(below, folder ?? shown, decodeFile(below, bytes));
    }
    if (isNamed && !opened.isOne) this.inputs.folders.push(shown);
  }

  private takeMap(path: string, bytes: Uint8Array): void {
    this.inputs.maps.push(path);
    if (path.startsWith(`-${IN_ARCHIVE}`)) this.inputs.givenMaps.set(path, decodeFile(path, bytes));
  }

  /** Unpacks, and reports what cannot be read. @returns undefined where that is everything. */
  private async open(path: string, { archive, sha256 }: ArchiveOutcome) {
    const { openArchive, topOf } = await import("./archive/open-archive.js");
    const shown = shownPath(path);
    const [outermost = "", ...inner] = shown.split(IN_ARCHIVE);
    const budget = this.budgets.get(outermost) ?? new Budget(archive.bytes.length);
    this.budgets.set(outermost, budget);
    const opened =
      inner.length > 1
        ? { why: "it is an archive within an archive within an archive: unpack it" }
        : await openArchive(shown, archive.kind, archive.bytes, budget);
    if ("why" in opened) {
      this.fail(path, { kind: "failed", code: "read/unreadable", why: opened.why });
      return undefined;
    }
    this.inputs.archives.push({ path: shown, sha256 });
    const below = (name: string) => `${shown}${IN_ARCHIVE}${name}`;
    for (const { name, why } of opened.failed) this.fail(below(name), { kind: "failed", code: "read/unreadable", why });
    for (const { name, why } of opened.skipped) this.skip(below(name), why, "");
    return { isOne: opened.only === true, files: opened.files, top: topOf(opened.files) };
  }

  private async takeFolder(path: string): Promise<void> {
    const folder = shownPath(path);
    const before = this.taken.size;
    const { files, skipped, unreadable } = listFolder(path);
    for (const { path: below, why } of unreadable) {
      this.fail(below, { kind: "failed", code: "read/unreadable", why });
    }
    for (const below of skipped) this.skip(below, "not looked into", "");
    const maps = files.filter((below) => isMapName(below) && join(path, basename(below)) === below);
    this.inputs.maps.push(...maps);
    const others = files.filter((below) => !maps.includes(below));
    for (const below of others) {
      if (this.isNew(below)) await this.takeFound(below, folder, await readPath(below));
    }
    if (this.taken.size - before === others.length) this.inputs.folders.push(folder);
  }

  async takeFound(path: string, folder: string, outcome: ReadOutcome): Promise<void> {
    if (outcome.kind === "text") this.inputs.files.push({ file: outcome.file, folder });
    else if (isArchive(outcome) && hasArchiveName(path)) await this.takeArchive(path, outcome, folder);
    else if (outcome.kind === "other" && !hasExportName(path) && !hasPackedName(path))
      this.skip(path, outcome.why, outcome.sha256);
    else this.fail(path, outcome);
  }

  private isNew(path: string): boolean {
    const real = realpathSync.native(path);
    if (this.taken.has(real)) return false;
    this.taken.add(real);
    return true;
  }

  skip(path: string, why: string, sha256: string): void {
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

function isArchive(outcome: ReadOutcome): outcome is ArchiveOutcome {
  return outcome.kind === "other" && outcome.archive !== undefined;
}
