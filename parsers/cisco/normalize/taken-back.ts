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
