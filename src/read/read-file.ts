/** One file, from its path to its text. */
import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { rangeOnLine } from "../source/range.js";
import type { SourceFile } from "../source/source-file.js";
import { Budget } from "./archive/budget.js";
import { type ArchiveKind, archiveKind } from "./archive/kind.js";
import { decode, findBinary } from "./decode.js";

/** Larger than any export: what is larger is something else, and a JavaScript text ends at 512 MiB. */
const MAX_BYTES = 256 * 1024 * 1024;
const HEAD_BYTES = 64 * 1024;
/** Stands between an archive and the name of what it holds. */
export const IN_ARCHIVE = "!/";

/** What became of a path. `other`: readable, and no text; `why` says what it is, for people. */
export type ReadOutcome =
  | { readonly kind: "text"; readonly file: SourceFile }
  | {
      readonly kind: "other";
      readonly code: "read/empty" | "read/binary";
      readonly why: string;
      readonly sha256: string;
      /** Of an archive that can be looked into: what it holds. */
      readonly archive?: { readonly kind: ArchiveKind; readonly bytes: Uint8Array };
    }
  | { readonly kind: "failed"; readonly code: "read/unreadable" | "read/too-large"; readonly why: string };

/**
 * Reads a file, or an entry of an archive by the name that outputs give it (`backup.zip!/fw/edge.conf`). Of a large binary
 * file only the start is read; its hash is then left empty.
 */
export async function readPath(path: string): Promise<ReadOutcome> {
  const outcome = readFromDisk(path);
  if (outcome.kind !== "failed" || !shownPath(path).includes(IN_ARCHIVE)) return outcome;
  return (await readArchived(shownPath(path))) ?? outcome;
}

/** The archive behind the last mark first: it may lie in another. @returns undefined where nothing before the mark can be read. */
async function readArchived(path: string): Promise<ReadOutcome | undefined> {
  const mark = path.lastIndexOf(IN_ARCHIVE);
  const holder = path.slice(0, mark);
  const held = await readPath(holder);
  if (held.kind !== "other" || held.archive === undefined) return undefined;
  const { openArchive } = await import("./archive/open-archive.js");
  const { kind, bytes } = held.archive;
  const opened = await openArchive(holder, kind, bytes, new Budget(bytes.length));
  if ("why" in opened) return { kind: "failed", code: "read/unreadable", why: opened.why };
  const name = path.slice(mark + IN_ARCHIVE.length);
  const found = opened.files.find((file) => file.name === name);
  if (found !== undefined) return decodeFile(path, found.bytes);
  const why = opened.failed.find((file) => file.name === name)?.why ?? "the archive has no such entry";
  return { kind: "failed", code: "read/unreadable", why };
}

/** All at once: nothing else is done meanwhile, and six waits for each file took a plant as long as its smallest parser. */
function readFromDisk(path: string): ReadOutcome {
  try {
    const file = openSync(path, "r");
    try {
      const found = fstatSync(file);
      if (!found.isFile()) return decodeFile(path, readStream(file));
      const { size } = found;
      const head = new Uint8Array(Math.min(size, HEAD_BYTES));
      readSync(file, head, 0, head.length, 0);
      const what = size > HEAD_BYTES ? findBinary(head) : undefined;
      if (what !== undefined && archiveKind(head) === undefined)
        return { kind: "other", code: "read/binary", why: what, sha256: "" };
      if (size > MAX_BYTES) return tooLarge(size);
      return decodeFile(path, readFileSync(file));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { kind: "failed", code: "read/unreadable", why: reason(error) };
  }
}

/** A pipe or a device has no size, and may never end (/dev/zero): one byte more than the most says that it is too much. */
function readStream(file: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let left = MAX_BYTES + 1; left > 0; ) {
    const part = new Uint8Array(Math.min(left, HEAD_BYTES));
    const length = readSync(file, part, 0, part.length, null);
    if (length === 0) break;
    parts.push(part.subarray(0, length));
    left -= length;
  }
  return Buffer.concat(parts);
}

/** Takes bytes that came another way, such as standard input. */
export function decodeFile(path: string, bytes: Uint8Array): ReadOutcome {
  if (bytes.length > MAX_BYTES) return tooLarge(bytes.length);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const decoded = decode(bytes);
  switch (decoded.kind) {
    case "empty":
      return { kind: "other", code: "read/empty", why: "nothing in it", sha256 };
    case "binary":
      return { kind: "other", code: "read/binary", why: decoded.what, sha256, ...archiveIn(bytes) };
    case "doubtful":
      return { kind: "failed", code: "read/unreadable", why: decoded.why };
    case "text":
      return { kind: "text", file: { path: shownPath(path), text: decoded.text, encoding: decoded.encoding, sha256 } };
  }
}

function archiveIn(bytes: Uint8Array) {
  const kind = archiveKind(bytes);
  return kind === undefined ? {} : { archive: { kind, bytes } };
}

/** The path as outputs show it: with `/` between its parts on every system. */
export function shownPath(path: string): string {
  return path.replaceAll("\\", "/");
}

/** Reports an outcome that is no text, as the error it is for a file that was asked for by name. */
export function reportOutcome(
  path: string,
  outcome: Exclude<ReadOutcome, { kind: "text" }>,
  expected: string,
  diagnostics: Diagnostics,
): void {
  const message = { "read/empty": "this file is empty", "read/binary": `this is ${outcome.why}, not a text file` };
  const text = outcome.kind === "other" ? message[outcome.code] : `this file cannot be read: ${outcome.why}`;
  diagnostics.add(outcome.code, rangeOnLine(shownPath(path), 1, 1, 1), { message: text, expected });
}

function tooLarge(bytes: number): ReadOutcome {
  const size = Math.ceil(bytes / 1024 / 1024);
  const why = `${size} MiB, and the limit is ${MAX_BYTES / 1024 / 1024} MiB`;
  return { kind: "failed", code: "read/too-large", why };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is no folder",
  ELOOP: "its links go in circles",
  EMFILE: "too many files are open",
};

/** What went wrong with the file system, without the path, which stands beside it. */
export function reason(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  return REASONS[code] ?? code;
}
