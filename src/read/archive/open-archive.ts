/** An archive as what a folder is: files by name, what was skipped, and what could not be read. Loaded when one is met. */
import { gunzipSync } from "node:zlib";
import { ArchiveProblem, type Budget } from "./budget.js";
import { fatesOf, plainName, type RawEntry } from "./entry.js";
import { type ArchiveKind, archiveKind } from "./kind.js";
import { listTar } from "./tar.js";
import { listZip } from "./zip.js";

export interface OpenedArchive {
  /** One compressed file, which has no name of its own; left out for one that holds files by names. */
  readonly only?: true;
  /** Names in the archive, sorted. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
  readonly failed: readonly { readonly name: string; readonly why: string }[];
}

/**
 * Unpacks in memory; nothing is written anywhere.
 * @param path as it was given: a compressed file without a name is called after it.
 * @returns `why` in words for what cannot be read as a whole.
 */
export async function openArchive(
  path: string,
  kind: ArchiveKind,
  bytes: Uint8Array,
  budget: Budget,
): Promise<OpenedArchive | { readonly why: string }> {
  try {
    if (kind !== "gzip") return await takeEntries(await listOf(kind, bytes, budget));
    const unpacked = gunzip(bytes, budget);
    if (archiveKind(unpacked) === "tar") return await takeEntries(await listTar(unpacked, budget));
    return { only: true, files: [{ name: nameWithin(path), bytes: unpacked }], skipped: [], failed: [] };
  } catch (error) {
    return { why: problemOf(error) };
  }
}

/**
 * The folder that all files lie in, where an archive of one folder was made; `.` where they lie in several or in none. A map
 * there is at the top.
 */
export function topOf(files: readonly { readonly name: string }[]): string {
  const first = files[0]?.name.split("/") ?? [];
  const [top] = first;
  const isShared = first.length > 1 && files.every(({ name }) => name.startsWith(`${top}/`));
  return isShared && top !== undefined ? top : ".";
}

function listOf(kind: "zip" | "tar", bytes: Uint8Array, budget: Budget): Promise<RawEntry[]> {
  return kind === "zip" ? listZip(bytes, budget) : listTar(bytes, budget);
}

async function takeEntries(entries: readonly RawEntry[]): Promise<OpenedArchive> {
  const files: { name: string; bytes: Uint8Array }[] = [];
  const skipped: { name: string; why: string }[] = [];
  const failed: { name: string; why: string }[] = [];
  const fates = fatesOf(entries);
  for (const [index, entry] of entries.entries()) {
    const fate = fates[index];
    const name = plainName(entry.name);
    if (fate?.kind === "skipped") skipped.push({ name, why: fate.why });
    if (fate?.kind === "refused") failed.push({ name, why: fate.why });
    if (fate?.kind !== "read") continue;
    try {
      files.push({ name, bytes: await entry.read() });
    } catch (error) {
      failed.push({ name, why: problemOf(error) });
    }
  }
  return { files: inOrder(files), skipped: inOrder(skipped), failed: inOrder(failed) };
}

function gunzip(bytes: Uint8Array, budget: Budget): Uint8Array {
  try {
    const unpacked = gunzipSync(bytes, { maxOutputLength: Math.max(1, budget.left) });
    // The entries of a tar count when they are taken out of it.
    if (archiveKind(unpacked) !== "tar") budget.takeBytes(unpacked.length);
    return unpacked;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") throw budget.tooLarge();
    throw error;
  }
}

/** `fw.conf.gz` holds `fw.conf`; what came from standard input has no name. */
function nameWithin(path: string): string {
  const last = path.split("/").at(-1) ?? "";
  const name = last.replace(/\.t?gz$/i, "");
  return name === "" || name === "-" ? "content" : name;
}

/** Libraries say in English what is wrong with an archive. @throws what is no error. */
function problemOf(error: unknown): string {
  if (error instanceof ArchiveProblem) return error.message;
  if (!(error instanceof Error)) throw error;
  return `the archive is damaged (${error.message.replace(/\.$/, "")})`;
}

function inOrder<T extends { readonly name: string }>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
