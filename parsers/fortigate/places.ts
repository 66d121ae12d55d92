/** Offsets in a text, and the places they stand for. */
import type { SourceRange } from "../../src/source/range.js";
import type { SourceFile } from "../../src/source/source-file.js";

const LF = 10;
const CR = 13;
/** Lines before and behind the last answer that are looked at first: a row and its neighbours. */
const NEAR = 32;

/** Where the lines of a text begin. Nodes of the tree keep offsets; a `SourceRange` is made only where one is shown. */
export class Places {
  readonly file: string;
  readonly text: string;
  /** Offset of the first character of each line; `splitLines` sees the same lines. */
  readonly starts: Uint32Array;
  /** The line that was asked for last. */
  private asked = 1;

  constructor(source: SourceFile) {
    this.file = source.path;
    this.text = source.text;
    this.starts = lineStarts(source.text);
  }

  get lines(): number {
    return this.starts.length;
  }

  /** The line (from 1) that holds the character at `offset`. Most questions are about the line of the last one, or the next. */
  lineAt(offset: number): number {
    const { asked } = this;
    if (this.holds(asked, offset)) return asked;
    this.asked = this.holds(asked + 1, offset) ? asked + 1 : this.search(offset);
    return this.asked;
  }

  /** Whether the line (from 1) begins at or before `offset`, and the next one behind it. */
  private holds(line: number, offset: number): boolean {
    const start = this.starts[line - 1];
    return start !== undefined && start <= offset && offset < (this.starts[line] ?? Number.POSITIVE_INFINITY);
  }

  /** Halves the lines near the one asked for last, and all of them where those do not hold the offset. */
  private search(offset: number): number {
    const { asked, starts } = this;
    let low = Math.max(asked - NEAR, 0);
    let high = Math.min(asked + NEAR, starts.length - 1);
    if ((starts[low] ?? 0) > offset) low = 0;
    if (offset >= (starts[high + 1] ?? Number.POSITIVE_INFINITY)) high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
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
  let starts = new Uint32Array((text.length >>> 4) + 16);
  let count = text.length > 0 ? 1 : 0;
  const hasLoneReturns = text.includes("\r");
  for (let at = 0; at < text.length; at++) {
    if (!hasLoneReturns) {
      at = text.indexOf("\n", at);
      if (at < 0) break;
    } else {
      const code = text.charCodeAt(at);
      if (code !== LF && code !== CR) continue;
      if (code === CR && text.charCodeAt(at + 1) === LF) at++;
    }
    if (at + 1 >= text.length) break;
    if (count === starts.length) starts = grown(starts);
    starts[count++] = at + 1;
  }
  return starts.subarray(0, count);
}

function grown(from: Uint32Array): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(from.length * 2);
  to.set(from);
  return to;
}
