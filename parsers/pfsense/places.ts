/** Offsets in a text, and the places they stand for. */
import type { SourceRange } from "../../src/source/range.js";
import type { SourceFile } from "../../src/source/source-file.js";

/** Where the lines of an input begin: `splitLines` sees the same lines. Nodes keep offsets, places are made when shown. */
export class Places {
  readonly file: string;
  private readonly starts: Uint32Array;

  constructor(file: SourceFile) {
    this.file = file.path;
    this.starts = lineStarts(file.text);
  }

  /** How many lines the input has. */
  get lines(): number {
    return this.starts.length;
  }

  /** The line (from 1) that holds the character at `offset`; offsets beyond the end count to the last line. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
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
  const starts: number[] = text.length > 0 ? [0] : [];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) {
    const next = end.index + end[0].length;
    if (next < text.length) starts.push(next);
  }
  return Uint32Array.from(starts);
}
