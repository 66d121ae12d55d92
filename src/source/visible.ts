/** Text of an input made fit to be shown: nothing in it may steer a terminal or change the order of what is read. */

/**
 * Controls (C0, C1, DEL), formats (bidirectional controls, zero width, byte order mark, tags), line and paragraph
 * separators, lone surrogates: Unicode categories Cc, Cf, Zl, Zp, Cs; and the variation selectors.
 */
const UNSEEN = /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Cs}|[\ufe00-\ufe0f]/gu;

/** The text with every character that is not seen written as an escape, `\x1b` or `\u{202e}`; a tab becomes one blank. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => escapeOf(character));
}

const FORMATS = /\p{Cf}/gu;

/**
 * The text with every format character written so, such as those that change the order of what is read; its lines stay.
 *
 * @param before stands before every escape: what makes its backslash one, inside of JSON.
 */
export function visibleFormats(text: string, before = ""): string {
  return text.replace(FORMATS, (character) => `${before}${escapeOf(character)}`);
}

/** Controls that JSON lets stand (DEL, C1), formats, line and paragraph separators. */
const UNSEEN_IN_JSON = /[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu;

/** JSON of the same values, in which every character that is not seen is an escape, `\u202e`: a terminal shows it as it is. */
export function visibleJson(json: string): string {
  // Most is ASCII, which is seen faster than one such character is looked for.
  if (!/[^\n -~]/.test(json)) return json;
  return json.replace(UNSEEN_IN_JSON, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}

/** How `visible` writes one such character. */
function escapeOf(character: string): string {
  if (character === "\t") return " ";
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}

/** How many columns a visible text takes on a terminal: two for wide characters, none for combining marks. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character.codePointAt(0) ?? 0);
  return width;
}

/** The text cut to `width` columns, its end replaced by `…` where it is longer. */
export function cutToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let shown = "";
  let used = 0;
  for (const character of text) {
    const next = characterWidth(character.codePointAt(0) ?? 0);
    if (used + next > width - 1) break;
    shown += character;
    used += next;
  }
  return `${shown}…`;
}

/** Ranges of code points that terminals draw two columns wide (Unicode East Asian Width W and F, and emoji). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

function characterWidth(code: number): number {
  if (code < 0x300) return 1;
  if (code <= 0x36f) return 0;
  return WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}
