/** What all statements of a configuration say, one after another. */
import type { TextPieces } from "../../../src/source/mentions.js";
import type { CiscoLine } from "../tree.js";

/** Some thousand lines: put together, they still fit the cache of a processor. */
const PIECE = 100_000;

/** Statements with a line end between them, put together piece by piece as they are asked for: as a whole they are another file. */
export class StatementText implements TextPieces {
  private readonly pieces: string[] = [];
  private next = 0;
  private whole: number | undefined;

  constructor(private readonly roots: readonly CiscoLine[]) {}

  get length(): number {
    this.whole ??= Math.max(0, this.roots.reduce((sum, root) => sum + lengthOf(root), 0) - 1);
    return this.whole;
  }

  piece(index: number): string | undefined {
    while (this.pieces.length <= index && this.next < this.roots.length) this.pieces.push(this.joined());
    return this.pieces[index];
  }

  private joined(): string {
    const { roots } = this;
    const texts: string[] = [];
    for (let length = 0; this.next < roots.length && length < PIECE; this.next++)
      length += addTexts(roots[this.next] as CiscoLine, texts);
    return texts.join("\n");
  }
}

/** With a line end behind each. */
function lengthOf({ text, children }: CiscoLine): number {
  let length = text.length + 1;
  for (const child of children) length += lengthOf(child);
  return length;
}

/** Adds what a statement and all under it say. @returns how long that is. */
function addTexts({ text, children }: CiscoLine, texts: string[]): number {
  texts.push(text);
  let { length } = text;
  for (const child of children) length += addTexts(child, texts);
  return length;
}
