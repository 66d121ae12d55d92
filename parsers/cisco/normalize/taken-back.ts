/** Which statements another one with `no` before it takes back. */
import { type CiscoLine, wordsOf } from "../tree.js";

/**
 * Whether `no` before some words takes a statement back: it has to begin with them. `no bridge-group 1 source-learning` takes no
 * port out of its bridge.
 * @param words of the statement that takes back, with the word that does.
 */
export function isTakenBack(line: CiscoLine, words: readonly string[], file?: string): boolean {
  const standing = wordsOf(line, file);
  return words.every((word, at) => at === 0 || standing[at - 1]?.toLowerCase() === word.toLowerCase());
}

/** The statements among some, and others that take them back, that stand in the end. */
export function standingOf(lines: readonly CiscoLine[]): readonly CiscoLine[] {
  let standing: CiscoLine[] = [];
  for (const line of lines) {
    const words = wordsOf(line);
    if (/^(?:no|default)$/i.test(words[0] ?? "")) standing = standing.filter((one) => !isTakenBack(one, words));
    else standing.push(line);
  }
  return standing;
}
