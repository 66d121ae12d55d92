/** Lists from spreadsheets (RFC 4180, with the separators that spreadsheets write), every cell with its place. */
import type { SourceRange } from "../../source/range.js";
import type { SourceFile } from "../../source/source-file.js";

export interface Cell {
  readonly text: string;
  readonly at: SourceRange;
}

const SEPARATORS = [",", ";", "\t"] as const;

/** The rows that hold anything. A first line `sep=;`, as spreadsheets take it, names the separator; otherwise the first row tells. */
export function readCsv({ path, text }: SourceFile): Cell[][] {
  const named = /^sep=(.)\r?\n/.exec(text);
  const separator = named?.[1] ?? separatorOf(text);
  const start = named?.[0].length ?? 0;
  const rows = new CsvReader(path, text, separator, start, named === null ? 1 : 2).rows();
  return rows.filter((row) => row.some((cell) => cell.text !== ""));
}

/** What stands most often in the first row, outside of quotes. */
function separatorOf(text: string): string {
  const head = (/^[^\r\n]*/.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  const counts = SEPARATORS.map((separator) => ({ separator, count: head.split(separator).length }));
  return counts.sort((a, b) => b.count - a.count)[0]?.separator ?? ",";
}

/** Walks the text once. */
class CsvReader {
  private column = 1;

  constructor(
    private readonly path: string,
    private readonly text: string,
    private readonly separator: string,
    private at: number,
    private line: number,
  ) {}

  rows(): Cell[][] {
    const rows: Cell[][] = [];
    while (this.at < this.text.length) rows.push(this.row());
    return rows;
  }

  private row(): Cell[] {
    const cells: Cell[] = [];
    for (;;) {
      cells.push(this.cell());
      if (this.text[this.at] !== this.separator) break;
      this.step();
    }
    if (this.text[this.at] === "\r") this.step();
    if (this.text[this.at] === "\n") this.step();
    return cells;
  }

  private cell(): Cell {
    const { line, column } = this;
    const text = this.text[this.at] === '"' ? this.quoted() : this.plain();
    const isOnOneLine = this.line === line;
    const endColumn = isOnOneLine ? Math.max(this.column, column + 1) : column + 1;
    return { text: text.trim(), at: { file: this.path, line, column, endLine: line, endColumn } };
  }

  private plain(): string {
    const start = this.at;
    while (this.at < this.text.length && !this.isEnd()) this.step();
    return this.text.slice(start, this.at);
  }

  /** Two quotes in a row are one; what stands behind the closing one belongs to the cell as well. */
  private quoted(): string {
    let text = "";
    this.step();
    while (this.at < this.text.length) {
      if (this.text[this.at] === '"') {
        this.step();
        if (this.text[this.at] !== '"') return text + this.plain();
      }
      text += this.text[this.at] ?? "";
      this.step();
    }
    return text;
  }

  private isEnd(): boolean {
    const character = this.text[this.at];
    return character === this.separator || character === "\n" || character === "\r";
  }

  private step(): void {
    const isLine = this.text[this.at] === "\n" || (this.text[this.at] === "\r" && this.text[this.at + 1] !== "\n");
    this.at++;
    this.line += isLine ? 1 : 0;
    this.column = isLine ? 1 : this.column + 1;
  }
}
