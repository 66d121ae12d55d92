/** Statements of a FortiOS text: a verb and its words, with offsets. Knows quoting and escapes, no sections. */

const TAB = 9;
const LF = 10;
const FF = 12;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const APOSTROPHE = 39;
const BACKSLASH = 92;
const NBSP = 160;
const LETTER_S = 115;

/** What `Lexer.next` found. `text`: a line that begins with no verb, such as a prompt or prose; its words are not read. */
export type Found = "statement" | "text" | "blank" | "comment" | "end";

/** Lists of one word that are kept to be shared: a bound, so that files of many different words do not pay for it. */
const MOST_SHARED = 20_000;

const VERBS = new Set(
  "config edit set append unselect select unset clear next end delete purge rename clone move".split(" "),
);

/**
 * Walks a text statement by statement; its fields describe the last one found and are overwritten by the next call.
 *
 * Words are separated by blanks and are made of bare characters, `"…"` and `'…'` segments (reference/fortios.md 1.3). A
 * backslash escapes one character outside quotes and `"`, `'`, `\` inside double quotes; double-quoted text may span
 * lines. `#` opens a comment only as the first character of a line.
 */
export class Lexer {
  private readonly text: string;
  private readonly alone = new Map<string, readonly string[]>();
  private position = 0;
  private cursorLine = 1;
  /** Words of the statement, quotes and escapes removed, and behind them what is left of longer ones before. */
  private readonly words: string[] = [];
  /** Start and end offsets of each word, quotes included: two entries per word. */
  private readonly spans: number[] = [];
  /** How many words the statement has. */
  private count = 0;
  /** Offsets of the whole statement, `end` exclusive, line end left out. */
  start = 0;
  end = 0;
  /** First and last line, from 1. */
  line = 1;
  endLine = 1;
  /** Offset of a quote that nobody closes; the word then ends with its line. */
  openQuote = -1;
  /** Passes over the words behind a `set` of a plain line: nobody asks for them in a section that is left out as a whole. */
  skims = false;
  /** From here on no double quote closes: known once the end of the text was reached in search of one. */
  private unclosedFrom = Number.POSITIVE_INFINITY;

  /** @param text line ends as they are. @param from offset to begin at, the start of line `line`. */
  constructor(text: string, from = 0, line = 1) {
    this.text = text;
    this.position = from;
    this.cursorLine = line;
  }

  next(): Found {
    this.position = this.skipBlanks(this.position);
    this.start = this.position;
    this.line = this.cursorLine;
    this.openQuote = -1;
    if (this.position >= this.text.length) {
      this.end = this.position;
      this.endLine = this.line;
      // Blanks behind the last line end are a line of their own.
      return "end";
    }
    const first = this.text.charCodeAt(this.position);
    if (first === LF || first === CR) return this.finish("blank");
    if (first === HASH) {
      this.position = this.lineEnd(this.position);
      return this.finish("comment");
    }
    this.count = 0;
    if (!this.beginsWithVerb()) {
      this.position = this.lineEnd(this.position);
      return this.finish("text");
    }
    if (!this.skims || !this.skim()) this.readWords();
    return this.finish("statement");
  }

  /** Goes to the end of a line of a `set` that has no quote and no backslash; false where it is another. */
  private skim(): boolean {
    const { text } = this;
    if (text.charCodeAt(this.start) !== LETTER_S || this.words[0] !== "set") return false;
    let at = this.position;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === LF || code === CR) break;
      if (code === QUOTE || code === APOSTROPHE || code === BACKSLASH) return false;
    }
    this.position = at;
    return true;
  }

  /** A word of the statement, counted from 0, quotes and escapes removed. */
  word(number: number): string | undefined {
    return number < this.count ? this.words[number] : undefined;
  }

  /** Where a word begins, quotes included. */
  startOf(number: number): number | undefined {
    return number < this.count ? this.spans[2 * number] : undefined;
  }

  /** Where a word ends, quotes included. */
  endOf(number: number): number | undefined {
    return number < this.count ? this.spans[2 * number + 1] : undefined;
  }

  /** Start and end offsets of the words from number `from` on, quotes included: two entries per word. */
  spansFrom(from: number): number[] {
    return this.spans.slice(2 * from, 2 * this.count);
  }

  /** The words from number `from` on; lists of one word are shared, as most values are one of few. */
  wordsFrom(from: number): readonly string[] {
    const { words, alone, count } = this;
    if (count !== from + 1) return words.slice(from, count);
    const word = words[from] ?? "";
    const known = alone.get(word);
    if (known) return known;
    const list = [word];
    if (alone.size < MOST_SHARED) alone.set(word, list);
    return list;
  }

  /** Goes on with the statement at `offset` of line `line`: what stands before it was a prompt. */
  restartAt(offset: number, line: number): void {
    this.position = offset;
    this.cursorLine = line;
  }

  /** Takes the verb that a statement begins with. */
  private beginsWithVerb(): boolean {
    const { text, position } = this;
    // Nearly every line is a `set`.
    if (text.charCodeAt(position) === LETTER_S && text.startsWith("set ", position)) {
      this.add("set", position, position + 3);
      return true;
    }
    const end = this.bareEnd(position);
    const verb = text.slice(position, end);
    if (!isWordEnd(text.charCodeAt(end)) || !VERBS.has(verb)) return false;
    this.add(verb, position, end);
    return true;
  }

  private finish(found: Found): Found {
    this.end = this.position;
    this.endLine = this.cursorLine;
    this.passLineEnd();
    return found;
  }

  private readWords(): void {
    for (;;) {
      this.position = this.skipBlanks(this.position);
      const code = this.text.charCodeAt(this.position);
      if (Number.isNaN(code) || code === LF || code === CR) return;
      if (code === BACKSLASH && this.isLineEnd(this.position + 1)) {
        this.position++;
        this.passLineEnd();
        continue;
      }
      const start = this.position;
      this.add(this.readWord(), start, this.position);
    }
  }

  private add(word: string, start: number, end: number): void {
    const { count } = this;
    this.words[count] = word;
    this.spans[2 * count] = start;
    this.spans[2 * count + 1] = end;
    this.count = count + 1;
    this.position = end;
  }

  private readWord(): string {
    const { text } = this;
    const start = this.position;
    const first = text.charCodeAt(start);
    if (first === QUOTE) {
      const close = this.closingQuote(start + 1);
      if (close > 0 && isWordEnd(text.charCodeAt(close + 1))) {
        this.position = close + 1;
        return text.slice(start + 1, close);
      }
      return this.readSegments();
    }
    let at = start;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (isWordEnd(code)) break;
      if (code === QUOTE || code === APOSTROPHE || code === BACKSLASH) return this.readSegments();
    }
    this.position = at;
    return text.slice(start, at);
  }

  /** The closing quote of a segment without escapes on this line; -1 when it is none of that simple kind. */
  private closingQuote(from: number): number {
    const { text } = this;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) return at;
      if (code === BACKSLASH || code === LF || code === CR) return -1;
    }
    return -1;
  }

  /** A word of several segments, with escapes, or over several lines. */
  private readSegments(): string {
    const { text } = this;
    const parts: string[] = [];
    while (this.position < text.length) {
      const code = text.charCodeAt(this.position);
      if (isWordEnd(code)) break;
      if (code === QUOTE || code === APOSTROPHE) parts.push(this.readQuoted(code));
      else if (code === BACKSLASH) {
        if (this.isLineEnd(this.position + 1)) {
          this.position++;
          this.passLineEnd();
          continue;
        }
        parts.push(text.charAt(this.position + 1));
        this.position += 2;
      } else {
        const from = this.position;
        this.position = this.bareEnd(from);
        parts.push(text.slice(from, this.position));
      }
    }
    if (this.position > text.length) this.position = text.length;
    return parts.join("");
  }

  private bareEnd(from: number): number {
    for (let at = from; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (isWordEnd(code) || code === QUOTE || code === APOSTROPHE || code === BACKSLASH) return at;
    }
    return this.text.length;
  }

  /** A quoted segment at `position`; a quote that does not close where a statement could close it ends with its line. */
  private readQuoted(quote: number): string {
    const { text } = this;
    const open = this.position;
    const parts: string[] = [];
    let from = open + 1;
    let at = from;
    let lines = 0;
    if (open >= this.unclosedFrom) return this.giveUpQuote(open);
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) break;
      if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) {
        // An apostrophe in a hand-written text is hardly ever meant to run over lines.
        if (quote === APOSTROPHE) return this.giveUpQuote(open);
        lines++;
      }
      // Inside double quotes a backslash escapes quotes and itself; before anything else it stands for itself.
      if (code === BACKSLASH && quote === QUOTE && isEscapable(text.charCodeAt(at + 1))) {
        parts.push(text.slice(from, at));
        from = at + 1;
        at++;
      }
    }
    if (at >= text.length) this.unclosedFrom = open;
    if (at >= text.length || (lines > 0 && this.opensAnotherValue(at))) return this.giveUpQuote(open);
    parts.push(text.slice(from, at));
    this.position = at + 1;
    this.cursorLine += lines;
    return parts.join("");
  }

  private giveUpQuote(open: number): string {
    if (this.openQuote < 0) this.openQuote = open;
    this.position = this.lineEnd(open);
    return this.text.slice(open + 1, this.position).trimEnd();
  }

  /**
   * Whether the quote at `at`, lines below the one it seems to close, opens the value of another statement: it stands
   * behind `set NAME` or `edit`, and a third one follows it. The first quote is then one too many.
   */
  private opensAnotherValue(at: number): boolean {
    const { text } = this;
    let from = at;
    while (from > 0 && text.charCodeAt(from - 1) !== LF && text.charCodeAt(from - 1) !== CR) from--;
    const before = text.slice(from, at).trim();
    if (!/^(?:set|append|unselect|select) [\w-]+(?: |$)|^(?:edit|config|rename|clone)\b/.test(before)) return false;
    const rest = text.slice(at + 1, this.lineEnd(at));
    let quotes = 0;
    for (let index = 0; index < rest.length; index++) {
      const code = rest.charCodeAt(index);
      if (code === BACKSLASH) index++;
      else if (code === QUOTE) quotes++;
    }
    return quotes % 2 === 1;
  }

  private lineEnd(from: number): number {
    const { text } = this;
    let at = from;
    while (at < text.length && text.charCodeAt(at) !== LF && text.charCodeAt(at) !== CR) at++;
    return at;
  }

  private isLineEnd(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === LF || code === CR;
  }

  private passLineEnd(): void {
    const code = this.text.charCodeAt(this.position);
    if (code === CR && this.text.charCodeAt(this.position + 1) === LF) this.position++;
    if (code === LF || code === CR) {
      this.position++;
      this.cursorLine++;
    }
  }

  private skipBlanks(from: number): number {
    let at = from;
    for (; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code !== SPACE && code !== TAB && code !== FF && code !== NBSP) break;
    }
    return at;
  }
}

/** Whether a word ends before this character; NaN is the end of the text. */
function isWordEnd(code: number): boolean {
  return (
    code === SPACE || code === LF || code === CR || code === TAB || code === FF || code === NBSP || Number.isNaN(code)
  );
}

function isEscapable(code: number): boolean {
  return code === QUOTE || code === APOSTROPHE || code === BACKSLASH;
}
