/** The words of a statement, read from left to right. */
export class Cursor {
  private at: number;

  constructor(
    readonly words: readonly string[],
    from = 0,
  ) {
    this.at = from;
  }

  /** The word ahead, `undefined` at the end. */
  peek(ahead = 0): string | undefined {
    return this.words[this.at + ahead];
  }

  get position(): number {
    return this.at;
  }

  get isAtEnd(): boolean {
    return this.at >= this.words.length;
  }

  skip(count: number): void {
    this.at += count;
  }

  /** The words that are left. */
  rest(): string[] {
    return this.words.slice(this.at);
  }
}
