/** The statements of an ASA configuration by their first word, in the order of the file. */
import { type CiscoLine, wordsOf } from "../../tree.js";

export class AsaStatements {
  private readonly byWord = new Map<string, CiscoLine[]>();

  constructor(readonly roots: readonly CiscoLine[]) {
    let word = "";
    let known: CiscoLine[] = [];
    for (const line of roots) {
      // Many statements of one kind stand behind one another.
      if (!isOf(word, line.text)) {
        word = firstWord(line.text);
        known = this.byWord.get(word) ?? [];
        if (known.length === 0) this.byWord.set(word, known);
      }
      known.push(line);
    }
  }

  /** Statements that begin with a word, or with `no` and that word. */
  of(word: string): readonly CiscoLine[] {
    return this.byWord.get(word) ?? [];
  }

  /** Whether a statement stands at the end: the last one of it is not negated. */
  has(text: string): boolean {
    const word = text.split(" ")[0] ?? "";
    const last = this.of(word).findLast((line) => line.text === text || line.text === `no ${text}`);
    return last !== undefined && !isNegated(last);
  }
}

export function isNegated(line: CiscoLine): boolean {
  return line.text.startsWith("no ");
}

/** The words of a statement without a `no` before it. */
export function plainWords(line: CiscoLine): string[] {
  const words = wordsOf(line);
  return words[0] === "no" ? words.slice(1) : words;
}

/** Whether that is the first word of a text, for sure. */
function isOf(word: string, text: string): boolean {
  return text.charCodeAt(word.length) === BLANK && word !== "" && word !== "no" && text.startsWith(word);
}

const BLANK = 32;

function firstWord(text: string): string {
  const from = text.startsWith("no ") ? 3 : 0;
  const end = text.indexOf(" ", from);
  return end < 0 ? text.slice(from) : text.slice(from, end);
}
