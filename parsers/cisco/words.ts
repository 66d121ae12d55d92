/** The words of a statement from left to right. Each is cut out of the text when somebody asks for it, and only then. */
import { readIPv4 } from "../../src/packets/address.js";

const [TAB, CARRIAGE_RETURN, BLANK, LAST_ASCII] = [9, 13, 32, 127];
const [ZERO, NINE] = [48, 57];

/** What `\s` is in a regular expression, by its code. */
function isBlank(code: number): boolean {
  if (code === BLANK) return true;
  if (code > BLANK && code <= LAST_ASCII) return false;
  return (code >= TAB && code <= CARRIAGE_RETURN) || (code > LAST_ASCII && /\s/.test(String.fromCharCode(code)));
}

/** The offset of the first character that is no blank. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** The offset of the first blank. */
export function skipWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isBlank(text.charCodeAt(at))) at++;
  return at;
}

/**
 * A number of decimal digits, at most `most` of them; `undefined` for any other text.
 * @param start where it begins in the text, `end` where it ends (exclusive).
 */
export function readDecimal(text: string, most: number, start = 0, end = text.length): number | undefined {
  if (end === start || end - start > most) return undefined;
  let value = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return undefined;
    value = value * 10 + code - ZERO;
  }
  return value;
}

/** Words that were cut out before, at most one of each shape. */
const SHARED: string[] = new Array(1024).fill("");
/** Longer ones would hold the whole text they were cut out of. */
const LONGEST_SHARED = 12;

/** The word from `start` to `end`. Most come again and again: cut out once they cost nothing, and tables know them at sight. */
export function wordOf(text: string, start: number, end: number): string {
  const length = end - start;
  if (length === 0 || length > LONGEST_SHARED) return text.slice(start, end);
  const shape = (text.charCodeAt(start) ^ (text.charCodeAt(end - 1) << 2) ^ (length << 6)) & (SHARED.length - 1);
  const known = SHARED[shape] as string;
  if (known.length === length && text.startsWith(known, start)) return known;
  const word = text.slice(start, end);
  SHARED[shape] = word;
  return word;
}

/** A place among the words of a text: that of one word, or the end. */
export class Words {
  /** Offset of the word; the length of the text at the end. */
  private start: number;
  private end: number;
  private cut: string | undefined;

  /** @param from an offset between words. */
  constructor(
    readonly text: string,
    from = 0,
  ) {
    this.start = skipBlanks(text, from);
    this.end = skipWord(text, this.start);
  }

  get isAtEnd(): boolean {
    return this.start === this.end;
  }

  /** The word here; an empty one at the end. */
  get word(): string {
    this.cut ??= wordOf(this.text, this.start, this.end);
    return this.cut;
  }

  /** The word behind this one; `undefined` where this is the last. */
  get following(): string | undefined {
    const start = skipBlanks(this.text, this.end);
    return start === this.text.length ? undefined : this.text.slice(start, skipWord(this.text, start));
  }

  /** Whether this is the word. */
  is(word: string): boolean {
    return this.end - this.start === word.length && this.text.startsWith(word, this.start);
  }

  /** Goes on to the next word, or over as many as are said. */
  skip(count = 1): this {
    for (let left = count; left > 0; left--) {
      this.start = skipBlanks(this.text, this.end);
      this.end = skipWord(this.text, this.start);
    }
    this.cut = undefined;
    return this;
  }

  /** Takes the word: gives it, and goes on. */
  take(): string {
    const { word } = this;
    this.skip();
    return word;
  }

  /** Where the word stands, for `goTo`. */
  get place(): number {
    return this.start;
  }

  /** Goes back to where it was. */
  goTo(place: number): void {
    this.start = place;
    this.end = skipWord(this.text, place);
    this.cut = undefined;
  }

  /** This word and all behind it. */
  rest(): string[] {
    const words: string[] = [];
    for (let start = this.start, end = this.end; start < end; ) {
      words.push(this.text.slice(start, end));
      start = skipBlanks(this.text, end);
      end = skipWord(this.text, start);
    }
    return words;
  }

  /** The text from this word on with one blank between words. */
  plainRest(): string {
    const rest = this.start === 0 ? this.text : this.text.slice(this.start);
    return UNUSUAL_BLANKS.test(rest) ? this.rest().join(" ") : rest;
  }

  /** The word as a decimal number of at most `most` digits; `undefined` for any other word. */
  number(most: number): number | undefined {
    return readDecimal(this.text, most, this.start, this.end);
  }

  /** The word as an IPv4 address, without cutting it out. */
  ipv4(): number | undefined {
    return readIPv4(this.text, this.start, this.end);
  }

  /** Whether the word has a character. */
  has(character: string): boolean {
    const at = this.text.indexOf(character, this.start);
    return at >= 0 && at < this.end;
  }
}

/** The words of a text, or of its part from `from` to `to` (exclusive), split at blanks. */
export function splitWords(text: string, from = 0, to = text.length): string[] {
  let count = 0;
  let start = from;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (!isBlank(code)) continue;
    if (code !== BLANK || at === start) {
      gathered(count);
      return text.slice(from, to).split(/\s+/);
    }
    FOUND[count++] = wordOf(text, start, at);
    start = at + 1;
  }
  FOUND[count++] = wordOf(text, start, to);
  return gathered(count);
}

/** Where words are gathered: an array that grows word by word has room for seventeen, and most lines have four. */
const FOUND: string[] = [];

/** Takes as many words from there. None stays: a long one holds the whole text that it was cut out of. */
function gathered(count: number): string[] {
  const words = FOUND.slice(0, count);
  for (let index = 0; index < count; index++) FOUND[index] = "";
  return words;
}

/** Blanks of which the words of a line cannot be told by single ones. */
export const UNUSUAL_BLANKS = /[^\S ]| {2}/;
