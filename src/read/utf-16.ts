/** UTF-16 without the mark that tells it. */

export interface UnmarkedUtf16 {
  readonly encoding: "utf-16le" | "utf-16be";
  /** The line from which on it may be something else as well; left out: all of it is plainly that. */
  readonly doubtfulLine?: number;
}

/** What texts and captured consoles hold: their controls, and the letters of Latin-1. */
const PLAIN = Array.from(
  { length: 256 },
  (_, code) => (code >= 0x08 && code <= 0x0d && code !== 0x0b) || code === 0x1b || (code >= 0x20 && isLetter(code)),
);

function isLetter(code: number): boolean {
  return code < 0x7f || code >= 0xa0;
}

/** Of a hundred letters so many have a zero beside them, where the rest is damage or letters of another script. */
const MOSTLY = 90;

/**
 * Bytes of which every second one is zero, and what stands between is text. A zero stands in no other encoding of an
 * export, so what is so from end to end is nothing else. Where a few pairs are not so, they may be letters outside Latin-1 as well
 * as the rest of a text that something appended in UTF-8: which, their values do not tell.
 * @returns undefined where it is not even mostly so.
 */
export function unmarkedUtf16(bytes: Uint8Array): UnmarkedUtf16 | undefined {
  return asIs(bytes, "utf-16le", 0) ?? asIs(bytes, "utf-16be", 1);
}

/** @param place of the byte that tells the letter, among the two of a pair. */
function asIs(bytes: Uint8Array, encoding: UnmarkedUtf16["encoding"], place: 0 | 1): UnmarkedUtf16 | undefined {
  const pairs = bytes.length >> 1;
  let plain = 0;
  let lines = 1;
  let doubtfulLine: number | undefined;
  for (let at = 0; at < pairs * 2; at += 2) {
    const letter = bytes[at + place] ?? 0;
    if (bytes[at + 1 - place] !== 0 || PLAIN[letter] !== true) {
      doubtfulLine ??= lines;
      continue;
    }
    plain += 1;
    if (letter === 0x0a) lines += 1;
  }
  if (plain === 0 || plain * 100 < pairs * MOSTLY) return undefined;
  if (bytes.length % 2 === 1) doubtfulLine ??= lines;
  return { encoding, ...(doubtfulLine === undefined ? {} : { doubtfulLine }) };
}
