/** From the bytes of an input to its text. */
import { isUtf8 } from "node:buffer";
import type { SourceFile } from "../source/source-file.js";
import { type UnmarkedUtf16, unmarkedUtf16 } from "./utf-16.js";

export type Decoded =
  | { readonly kind: "text"; readonly text: string; readonly encoding: SourceFile["encoding"] }
  | { readonly kind: "empty" }
  /** `what` is what the bytes look like, for people. */
  | { readonly kind: "binary"; readonly what: string }
  /** A text, and what letters it has cannot be told; `why` says what to do about it. */
  | { readonly kind: "doubtful"; readonly why: string };

/** How the files that people confuse with exports begin. */
const SIGNATURES: readonly { readonly hex: string; readonly what: string }[] = [
  { hex: "25504446", what: "a PDF document" },
  { hex: "89504e47", what: "a PNG picture" },
  { hex: "ffd8ff", what: "a JPEG picture" },
  { hex: "47494638", what: "a GIF picture" },
  { hex: "504b0304", what: "a ZIP archive or an Office document" },
  { hex: "504b0506", what: "a ZIP archive without an entry" },
  { hex: "1f8b", what: "a gzip archive" },
  { hex: "425a68", what: "a bzip2 archive" },
  { hex: "fd377a58", what: "an xz archive" },
  { hex: "377abcaf", what: "a 7-Zip archive" },
  { hex: "52617221", what: "a RAR archive" },
  { hex: "28b52ffd", what: "a Zstandard archive" },
  { hex: "d0cf11e0", what: "an Office document" },
  { hex: "7f454c46", what: "a program" },
];

/** All but tab, line ends, form feed, backspace and escape, which a text or a captured console may hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROLS = /[\x00-\x07\x0e-\x19\x1c-\x1f]/g;

/** How many bytes are looked at for control characters; zeros are looked for in all. */
const SAMPLE = 1 << 16;

/**
 * What the bytes are no text for; `undefined` when they may be one. Looks at the start alone, so the first kilobytes do.
 * Without its mark UTF-16 is told by the places of its zeros.
 */
export function findBinary(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 8)).toString("hex");
  const signature = SIGNATURES.find(({ hex }) => start.startsWith(hex));
  if (signature !== undefined) return signature.what;
  if (markedEncoding(bytes) !== undefined) return undefined;
  if (bytes.includes(0)) return unmarkedUtf16(bytes) === undefined ? "binary data" : undefined;
  const sample = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SAMPLE)).toString("latin1");
  // Byte by byte it takes ten times as long where nothing was compiled yet.
  const controls = sample.match(CONTROLS)?.length ?? 0;
  return controls * 50 > sample.length ? "binary data" : undefined;
}

/**
 * Decodes UTF-8, with or without mark, UTF-16 with one (what a Windows shell writes), and without one where it is plainly that.
 * What is no UTF-8 is read as Latin-1, in which every byte is a letter: device exports hold such comments.
 */
export function decode(bytes: Uint8Array): Decoded {
  const what = findBinary(bytes);
  if (what !== undefined) return { kind: "binary", what };
  const marked = markedEncoding(bytes);
  const unmarked = marked === undefined && bytes.includes(0) ? unmarkedUtf16(bytes) : undefined;
  if (unmarked?.doubtfulLine !== undefined) return { kind: "doubtful", why: whyDoubtful(unmarked) };
  const read = decodeText(bytes, marked ?? unmarked?.encoding);
  return read.text.trim() === "" ? { kind: "empty" } : { kind: "text", ...read };
}

function whyDoubtful({ encoding, doubtfulLine }: UnmarkedUtf16): string {
  const convert = `iconv -f ${encoding.toUpperCase()} -t UTF-8`;
  return `it is UTF-16 without a byte order mark, and line ${doubtfulLine} may be something else: save it as UTF-8 (${convert}, or an editor)`;
}

function decodeText(
  bytes: Uint8Array,
  wide: "utf-16le" | "utf-16be" | undefined,
): { text: string; encoding: SourceFile["encoding"] } {
  if (wide !== undefined) return { text: new TextDecoder(wide).decode(bytes), encoding: wide };
  if (isUtf8(bytes)) return { text: new TextDecoder("utf-8").decode(bytes), encoding: "utf-8" };
  return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1"), encoding: "latin1" };
}

function markedEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}
