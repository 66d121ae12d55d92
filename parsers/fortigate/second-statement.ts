/** Two statements in one line. */
import type { Lexer } from "./lexer.js";

/** What begins statements, and is no value of any. */
const VERBS = new Set(["set", "unset", "append", "config", "edit"]);
const LONGEST_VERB = 6;

/** Whether a statement begins among the values of another. Groups have lists of thousands of names, few of them as short as verbs. */
export function goesOn(lexer: Lexer): boolean {
  if (lexer.word(4) === undefined) return false;
  for (let number = 3, word = lexer.word(number); word !== undefined; word = lexer.word(++number)) {
    if (word.length <= LONGEST_VERB && VERBS.has(word)) return true;
  }
  return false;
}
