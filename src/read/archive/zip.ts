/** Entries of a ZIP archive. */
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from "yauzl";
import { ArchiveProblem, type Budget } from "./budget.js";
import { crc32 } from "./crc32.js";
import type { RawEntry } from "./entry.js";

/** Kinds of files in the upper half of the attributes, as Unix writes them (APPNOTE 4.4.15, `stat.h`). */
const KIND_BITS = 0o170000;
const UNIX_KINDS: ReadonlyMap<number, RawEntry["kind"]> = new Map([
  [0o100000, "file"],
  [0o040000, "folder"],
  [0o120000, "link"],
]);
/** Stored and DEFLATE (APPNOTE 4.4.5): others are packed by programs of their own. */
const METHODS = new Set([0, 8]);
/** What every Office Open XML document has at its top (ECMA-376 part 2). */
const OFFICE = "[Content_Types].xml";

/** @throws ArchiveProblem, or an error of the library, for an archive that is none. */
export async function listZip(bytes: Uint8Array, budget: Budget): Promise<RawEntry[]> {
  // Names are taken as bytes: what is wrong with one is told of that entry, and the others are read.
  const options = { autoClose: false, decodeStrings: false };
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), options);
  const listed: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    budget.takeEntry();
    listed.push(entry);
  }
  if (lieOverOneAnother(listed)) {
    throw new ArchiveProblem(
      "its entries lie over one another, as no archiver writes them: it is damaged, or made to do harm",
    );
  }
  if (hasUnlisted(bytes, listed)) {
    throw new ArchiveProblem(
      "it has entries that its directory does not list: it is damaged, or made to show two things; unpack it, and name what came out",
    );
  }
  const entries: RawEntry[] = [];
  for (const entry of listed) entries.push(await rawEntry(zip, entry, budget));
  if (entries.some(({ name }) => name === OFFICE)) throw new ArchiveProblem("it is an Office document");
  return entries;
}

/** A local header, the name and the data: what lies between two entries at least (APPNOTE 4.3.7). */
const LOCAL_HEADER = 30;
const LOCAL_SIGNATURE = Buffer.from("504b0304", "hex");

/** Whether some bytes belong to several entries: few of them would be as many files as the directory has rows. */
function lieOverOneAnother(entries: readonly Entry[]): boolean {
  const places = entries
    .map(({ relativeOffsetOfLocalHeader: from, fileNameRaw, compressedSize }) => ({
      from,
      to: from + LOCAL_HEADER + fileNameRaw.length + compressedSize,
    }))
    .sort((one, other) => one.from - other.from);
  return places.some(({ from }, at) => from < (places[at - 1]?.to ?? 0));
}

/**
 * Whether a local header (APPNOTE 4.3.7) stands where no listed entry lies. The library reads as many rows of the directory as
 * its end counts, and what has no row would be lost unseen; other programs go by the local headers.
 */
function hasUnlisted(bytes: Uint8Array, entries: readonly Entry[]): boolean {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [from, isUnlisted] = [0, false];
  const offsets = entries.toSorted((one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader);
  for (const { relativeOffsetOfLocalHeader: start, compressedSize } of offsets) {
    isUnlisted ||= archive.subarray(from, start).includes(LOCAL_SIGNATURE);
    // Name and extra field may be longer here than in the directory. What lies behind the end is refused when it is read.
    const lengths = archive.subarray(start + 26, start + LOCAL_HEADER);
    const named = lengths.length < 4 ? 0 : lengths.readUInt16LE(0) + lengths.readUInt16LE(2);
    from = start + LOCAL_HEADER + named + compressedSize;
  }
  return isUnlisted || archive.subarray(from).includes(LOCAL_SIGNATURE);
}

async function rawEntry(zip: ZipFile, entry: Entry, budget: Budget): Promise<RawEntry> {
  const name = nameOf(entry);
  const read = () => readEntry(zip, entry, budget);
  const kind = kindOf(entry, name);
  if (kind !== "link") return { name, kind, read };
  return { name, kind, read, target: entry.isEncrypted() ? "" : Buffer.from(await read()).toString("utf8") };
}

/** Windows programs write `\` between the parts. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true).replaceAll("\\", "/");
}

function kindOf({ externalFileAttributes }: Entry, name: string): RawEntry["kind"] {
  const unix = (externalFileAttributes >>> 16) & KIND_BITS;
  if (unix !== 0) return UNIX_KINDS.get(unix) ?? "other";
  return name.endsWith("/") ? "folder" : "file";
}

async function readEntry(zip: ZipFile, entry: Entry, budget: Budget): Promise<Uint8Array> {
  if (entry.isEncrypted()) {
    throw new ArchiveProblem("it is encrypted: unpack it with its password, and name what came out");
  }
  if (!METHODS.has(entry.compressionMethod)) {
    throw new ArchiveProblem(`it is packed by method ${entry.compressionMethod}, which is not known here`);
  }
  const parts: Uint8Array[] = [];
  const stream = await zip.openReadStreamPromise(entry);
  for await (const part of stream) {
    budget.takeBytes(part.length);
    parts.push(part);
  }
  const bytes = Buffer.concat(parts);
  if (crc32(bytes) !== entry.crc32) throw new ArchiveProblem("its check sum is wrong: the archive is damaged");
  return bytes;
}
