/** Which files are archives that are looked into: told by their bytes. */

export type ArchiveKind = "zip" | "tar" | "gzip";

/** Names of archives: in a folder only what is called so is opened, since Office documents are ZIP archives too. */
const ARCHIVE_NAME = /\.(?:zip|tar|tgz|gz)$/i;

/** Where the magic of a tar header stands (POSIX.1-1988 ustar; GNU tar writes it in the same place). */
const TAR_MAGIC = 257;

/** @returns undefined for what is none of them, compressed otherwise included. */
export function archiveKind(bytes: Uint8Array): ArchiveKind | undefined {
  const start = Buffer.from(bytes.subarray(0, 4)).toString("hex");
  // PKWARE APPNOTE 4.3.7, and 4.3.16 for an archive without an entry; RFC 1952 2.3.1.
  if (start === "504b0304" || start === "504b0506") return "zip";
  if (start.startsWith("1f8b")) return "gzip";
  return Buffer.from(bytes.subarray(TAR_MAGIC, TAR_MAGIC + 5)).toString("latin1") === "ustar" ? "tar" : undefined;
}

export function hasArchiveName(path: string): boolean {
  return ARCHIVE_NAME.test(path);
}
