/** Offsets in a text, and the places they stand for. */
import type { SourceRange } from "../../src/source/range.js";
import type { SourceFile } from "../../src/source/source-file.js";

/** Where the lines of an input begin: `splitLines` sees the same lines. Nodes keep offsets, places are made when shown. */
export class Places {
  readonly file: string;
  private readonly starts: Uint32Array;
  /** The line that was asked for last, from 0. */
  private last = 0;

  constructor(file: SourceFile) {
    this.file = file.path;
    this.starts = lineStarts(file.text);
  }

  /** How many lines the input has. */
  get lines(): number {
    return this.starts.length;
  }

  /** Lines (from 1) without anything but blanks. */
  blankLines(text: string): number[] {
    const found: number[] = [];
    for (let index = 0; index < this.starts.length; index++) {
      const end = this.starts[index + 1] ?? text.length;
      let at = this.starts[index] ?? 0;
      while (at < end && text.charCodeAt(at) <= 32) at++;
      // Blanks beyond ASCII are rare: only a line that begins with such a character is cut out.
      if (at === end || (text.charCodeAt(at) > 127 && text.slice(at, end).trim() === "")) found.push(index + 1);
    }
    return found;
  }

  /** The offset of a place, line and column from 1. */
  offsetAt(line: number, column: number): number {
    return (this.starts[line - 1] ?? 0) + column - 1;
  }

  /** The line (from 1) that holds the character at `offset`; offsets beyond the end count to the last line. */
  lineAt(offset: number): number {
    // Mostly the line asked for before, or the next one.
    const { last } = this;
    for (let line = last; line <= last + 1; line++) if (this.holds(line, offset)) return this.found(line);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.found(low);
  }

  private holds(line: number, offset: number): boolean {
    const start = this.starts[line];
    return start !== undefined && start <= offset && offset < (this.starts[line + 1] ?? 0);
  }

  private found(line: number): number {
    this.last = line;
    return line + 1;
  }

  /** The place of the characters from `start` up to, not including, `end`. */
  range(start: number, end: number): SourceRange {
    const line = this.lineAt(start);
    const endLine = end > start ? this.lineAt(end - 1) : line;
    return {
      file: this.file,
      line,
      column: start - (this.starts[line - 1] ?? 0) + 1,
      endLine,
      endColumn: Math.max(end - (this.starts[endLine - 1] ?? 0), 0) + 1,
    };
  }
}

function lineStarts(text: string): Uint32Array {
  const starts: number[] = text.length > 0 ? [0] : [];
  const hasReturns = text.includes("\r");
  for (let at = nextEnd(text, 0, hasReturns); at < text.length; at = nextEnd(text, at + 1, hasReturns)) {
    if (text.charCodeAt(at) === RETURN && text.charCodeAt(at + 1) === LINE_FEED) at++;
    if (at + 1 < text.length) starts.push(at + 1);
  }
  return Uint32Array.from(starts);
}

/** The first character from `from` on that ends a line; the length of the text where there is none. */
function nextEnd(text: string, from: number, hasReturns: boolean): number {
  if (!hasReturns) {
    const found = text.indexOf("\n", from);
    return found < 0 ? text.length : found;
  }
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== LINE_FEED && text.charCodeAt(at) !== RETURN) at++;
  return at;
}

const LINE_FEED = 10;
const RETURN = 13;
