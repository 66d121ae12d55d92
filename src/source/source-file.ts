/** One input as text. Made by `read/`, from then on read-only. */

export interface SourceFile {
  /** The path as the user gave it (or `-` for standard input), with `/` between its parts. */
  readonly path: string;
  /** Decoded text with its original line ends, the byte order mark removed. */
  readonly text: string;
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "latin1";
  /** SHA-256 of the bytes as read, in lower-case hex. */
  readonly sha256: string;
}

/**
 * The lines of a text without their ends. `\n`, `\r\n` and a lone `\r` each end a line; text behind the last end is a
 * line of its own, an empty rest is not. `splitLines(text).length` is the number of lines all counts refer to.
 */
export function splitLines(text: string): string[] {
  const lines = text.includes("\r") ? text.split(/\r\n|\n|\r/) : text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
