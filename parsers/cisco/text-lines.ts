/** The lines of a text as the parser goes through them: what of a line no statement needs is never cut out. */

const [BLANK, LESS, HYPHEN, LAST_ASCII] = [32, 60, 45, 127];

/** What a pager of a terminal leaves before a line. */
const PAGER = /^\s*<?-+ ?more ?-+>?/i;

/** How it takes that away from the screen: back, blanks over it, and back again. Behind it the line stands as it is. */
const WIPED = /^ ?[\b]+(?: +[\b]+)?/;

/** Room for the lines of a short text; of others a line in 32 characters is begun with. */
const FEWEST = 16;

function longer(ends: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * ends.length);
  more.set(ends);
  return more;
}

/** Lines by their index, from 0: as many as `splitLines` gives. */
export class TextLines {
  /** The text that they are lines of, with `\n` between them. */
  readonly text: string;
  /** How many there are. */
  readonly length: number;
  /** Where each of them ends (exclusive): as numbers of a fixed width, which take a third of the time that a list takes to grow. */
  private readonly ends: Int32Array;
  /** Of the line that was shown last: its index, and how many blanks stand before it. */
  shown = 0;
  indent = 0;
  /** Where its body begins in the text; -1 where that is not all as it stands there. */
  start = -1;
  /** What stands behind those, without blanks at the end. */
  body = "";
  /** Whether a pager stood before it, and nobody knows which of the blanks are its own: `indent` is 0 then. */
  isPaged = false;

  constructor(text: string) {
    this.text = text.includes("\r") ? text.replace(/\r\n|\r/g, "\n") : text;
    let ends = new Int32Array(FEWEST + (this.text.length >> 5));
    let count = 0;
    let start = 0;
    for (let end = this.text.indexOf("\n"); end >= 0; end = this.text.indexOf("\n", start)) {
      if (count === ends.length) ends = longer(ends);
      ends[count++] = end;
      start = end + 1;
    }
    if (start < this.text.length) {
      if (count === ends.length) ends = longer(ends);
      ends[count++] = this.text.length;
    }
    this.ends = ends;
    this.length = count;
  }

  /** A line as it is written, without its end. */
  at(index: number): string {
    return this.text.slice(this.startOf(index), this.ends[index]);
  }

  /** Sets `indent` and `body` to those of a line, without the prompt of a pager. */
  show(index: number): void {
    this.shown = index;
    this.isPaged = false;
    const { text } = this;
    const start = this.startOf(index);
    let first = start;
    let end = this.ends[index] as number;
    while (text.charCodeAt(first) === BLANK) first++;
    while (end > first && text.charCodeAt(end - 1) === BLANK) end--;
    const initial = text.charCodeAt(first);
    const isPlain = first < end && isSeen(initial) && initial !== HYPHEN && initial !== LESS;
    if (isPlain && isSeen(text.charCodeAt(end - 1))) {
      this.indent = first - start;
      this.start = first;
      this.body = text.slice(first, end);
    } else this.showUnusual(this.at(index));
  }

  private showUnusual(line: string): void {
    this.start = -1;
    const shown = line.trimEnd();
    const pager = /^\s*[-<]/.test(shown) ? PAGER.exec(shown)?.[0] : undefined;
    const behind = shown.slice(pager?.length ?? 0);
    const own = behind.replace(WIPED, "");
    this.body = own.trimStart();
    this.isPaged = pager !== undefined && own === behind;
    this.indent = this.isPaged ? 0 : own.length - this.body.length;
  }

  private startOf(index: number): number {
    return index === 0 ? 0 : (this.ends[index - 1] as number) + 1;
  }
}

/** Whether a character is seen without asking what else is a blank; letters of other scripts are asked about. */
function isSeen(code: number): boolean {
  return code > BLANK && code <= LAST_ASCII;
}
