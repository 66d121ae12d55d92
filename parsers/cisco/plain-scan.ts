/** The words of a line that has single blanks between them, read character by character: nothing is cut out that need not be. */
import type { CiscoLine } from "./tree.js";
import { readDecimal, wordOf } from "./words.js";

const [BLANK, DOT, ZERO, NINE, LAST_SEEN] = [32, 46, 48, 57, 126];
/** Of lines that do not stand in the file as they are. */
const NOWHERE = -1;
/** No digit of an octet yet. */
const NONE = -1;
/** As many as entries have their numbers with. */
const MOST_DIGITS = 10;

/** A place in a line. What is asked for and not there leaves the place as it was. */
export class PlainScan {
  /** What is read: the whole file, where the line stands in it as it is. */
  text: string;
  /** The place, and where the line ends. */
  at = 0;
  end: number;
  /** Where the line begins. */
  private first = 0;
  private lastName = "";

  /** @param file the text that lines are shown in. */
  constructor(private readonly file: string) {
    this.text = file;
    this.end = file.length;
  }

  /** Goes on with another line, at an offset in it: one scan does for all lines of a file. */
  show({ text, start = NOWHERE }: CiscoLine, from = 0): this {
    this.first = start === NOWHERE ? 0 : start;
    this.text = start === NOWHERE ? text : this.file;
    this.at = this.first + from;
    this.end = this.first + text.length;
    return this;
  }

  /** The place as an offset in the line. */
  get offset(): number {
    return this.at - this.first;
  }

  get isAtEnd(): boolean {
    return this.at === this.end;
  }

  /**
   * Takes what stands here, blanks in it and all. Compared one by one: mostly the first differs, and a call of `startsWith`
   * costs more than all of them; so does looking behind the end.
   */
  takes(expected: string): boolean {
    const { text, at } = this;
    const { length } = expected;
    if (at + length > this.end) return false;
    for (let index = 0; index < length; index++)
      if (text.charCodeAt(at + index) !== expected.charCodeAt(index)) return false;
    this.at = at + length;
    return true;
  }

  /** Takes a word that ends here. */
  takesWord(word: string): boolean {
    const end = this.at + word.length;
    if (end < this.end && this.text.charCodeAt(end) !== BLANK) return false;
    return this.takes(word);
  }

  /** Whether the word here begins with a digit. */
  get isNumeric(): boolean {
    if (this.isAtEnd) return false;
    const code = this.text.charCodeAt(this.at);
    return code >= ZERO && code <= NINE;
  }

  /** Takes a word, an empty one at the end or before a second blank. */
  word(): string {
    const start = this.at;
    this.at = this.wordEnd();
    return wordOf(this.text, start, this.at);
  }

  /** Takes a word as `word` does. Entries in a row name the same groups: the name that was taken last is not cut out again. */
  name(): string {
    const { lastName } = this;
    if (lastName !== "" && this.takesWord(lastName)) return lastName;
    this.lastName = this.word();
    return this.lastName;
  }

  /** Takes a number of at most `most` digits that is a whole word. */
  number(most: number): number | undefined {
    const end = this.wordEnd();
    const value = readDecimal(this.text, most, this.at, end);
    if (value !== undefined) this.at = end;
    return value;
  }

  /** Takes the number that an entry has before it. */
  sequence(): number | undefined {
    const { at } = this;
    const number = this.isNumeric ? this.number(MOST_DIGITS) : undefined;
    if (number !== undefined && this.blank()) return number;
    this.at = at;
    return undefined;
  }

  /** Takes an IPv4 address as `readIPv4` reads it, whatever stands behind it. */
  ipv4(): number | undefined {
    const { text, end: last } = this;
    let value = 0;
    let octet = NONE;
    let dots = 0;
    let end = this.at;
    for (; end < last; end++) {
      const code = text.charCodeAt(end);
      if (code === DOT) {
        if (octet === NONE || dots === 3) return undefined;
        value = value * 256 + octet;
        octet = NONE;
        dots++;
      } else if (code >= ZERO && code <= NINE) {
        if (octet === 0) return undefined;
        octet = octet === NONE ? code - ZERO : octet * 10 + code - ZERO;
        if (octet > 255) return undefined;
      } else break;
    }
    if (dots !== 3 || octet === NONE) return undefined;
    this.at = end;
    return value * 256 + octet;
  }

  /** Whether a word ends here. */
  get isAtWordEnd(): boolean {
    return this.at === this.end || this.text.charCodeAt(this.at) === BLANK;
  }

  /** Takes the blank between two words. */
  blank(): boolean {
    if (this.isAtEnd || this.text.charCodeAt(this.at) !== BLANK) return false;
    this.at++;
    return true;
  }

  /** Letters of other scripts end a word too: some of them are blanks, and no word may end there. */
  private wordEnd(): number {
    const { text, end: last } = this;
    let end = this.at;
    for (; end < last; end++) {
      const code = text.charCodeAt(end);
      if (code <= BLANK || code > LAST_SEEN) break;
    }
    return end;
  }
}
