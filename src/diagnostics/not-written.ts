/** Why something could not be written, in the words of messages. */

const NOT_WRITTEN: Readonly<Record<string, string>> = {
  EACCES: "no permission to write there",
  EPERM: "no permission to write there",
  EROFS: "nothing can be written there",
  ENOENT: "nothing can be written there",
  ENOTDIR: "a part of the path is no folder",
  EEXIST: "a file stands in its place",
  EISDIR: "it is a folder",
  ENOTEMPTY: "the folder is not empty",
  EFBIG: "it is larger than a file may be",
  ENOSPC: "the disk is full",
  EDQUOT: "the quota of the disk is used up",
};

/** What the file system said, without the path, which stands beside it. */
export function whyNotWritten(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  return NOT_WRITTEN[code] ?? code;
}
