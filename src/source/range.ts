/** Places in an input text. */

/** A stretch of one input: lines and columns from 1, the end column exclusive. `file` is the path as the user gave it. */
export interface SourceRange {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The place of `length` characters on one line. */
export function rangeOnLine(file: string, line: number, column: number, length: number): SourceRange {
  return { file, line, column, endLine: line, endColumn: column + length };
}

/** Order of places: file, line, column. Negative when `a` comes first; fit for `sort`. */
export function compareRanges(a: SourceRange, b: SourceRange): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || a.endLine - b.endLine || a.endColumn - b.endColumn;
}
