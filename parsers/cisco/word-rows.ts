/** Rows by the words that statements begin with. */

interface Node<Row> {
  row?: Row;
  readonly next: Map<string, Node<Row>>;
}

/** What a statement begins with is found word by word: its beginnings put together and looked up took several times as long. */
export class WordRows<Row> {
  private readonly first: Node<Row> = { next: new Map() };

  /** @param rows by their words, with one blank between them, in small letters where statements may have capitals. */
  constructor(rows: Iterable<readonly [string, Row]>) {
    for (const [words, row] of rows) {
      let node = this.first;
      for (const word of words.split(" ")) {
        const next: Node<Row> = node.next.get(word) ?? { next: new Map() };
        node.next.set(word, next);
        node = next;
      }
      node.row = row;
    }
  }

  /**
   * The row with the most words that a statement begins with, and how many words that are.
   * @param from the word that is the first one of the statement.
   */
  longest(words: readonly string[], from = 0, isCased = true): readonly [Row | undefined, number] {
    let node: Node<Row> | undefined = this.first;
    let row: Row | undefined;
    let used = 0;
    for (let at = from; at < words.length; at++) {
      const word = words[at] as string;
      node = node.next.get(word) ?? (isCased ? undefined : node.next.get(word.toLowerCase()));
      if (node === undefined) break;
      if (node.row === undefined) continue;
      row = node.row;
      used = at + 1 - from;
    }
    return [row, used];
  }
}
