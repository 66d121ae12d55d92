/** Statements of a configuration by how they begin: each part asks for its own, and goes by all others. */
import type { CiscoLine } from "../tree.js";

/** Positions among the statements, in order. */
type ByWord = ReadonlyMap<string, readonly number[]>;

interface Index {
  readonly byWord: ByWord;
  /** What was asked for before. */
  readonly known: Map<string, readonly CiscoLine[]>;
}

/** Large files have a hundred thousand statements, and there are a hundred questions: looked through for each, they took most of the time. */
const INDEXES = new WeakMap<readonly CiscoLine[], Index>();

/**
 * The statements that may begin with one of some words, or with `no` and that word, whatever the case of its letters, in the
 * order of the file. There are no others; there may be some that do not, since of each word what stands before a hyphen is
 * compared. Two words, with a blank between them, ask for statements that may begin with both.
 */
export function beginning(lines: readonly CiscoLine[], ...words: readonly string[]): readonly CiscoLine[] {
  let index = INDEXES.get(lines);
  if (index === undefined) {
    index = { byWord: byFirstWord(lines), known: new Map() };
    INDEXES.set(lines, index);
  }
  const key = words.join();
  const known = index.known.get(key);
  if (known !== undefined) return known;
  const positions = new Set<number>();
  for (const word of words) for (const position of positionsOf(word, lines, index.byWord)) positions.add(position);
  const inOrder = words.length === 1 ? [...positions] : [...positions].sort((a, b) => a - b);
  const found = inOrder.map((position) => lines[position] as CiscoLine);
  index.known.set(key, found);
  return found;
}

function positionsOf(words: string, lines: readonly CiscoLine[], byWord: ByWord): readonly number[] {
  const first = wordFrom(words, 0);
  const all = byWord.get(first) ?? [];
  const blank = words.indexOf(" ");
  if (blank < 0) return all;
  const second = wordFrom(words, blank + 1);
  return all.filter((position) => secondWord((lines[position] as CiscoLine).text) === second);
}

function byFirstWord(lines: readonly CiscoLine[]): ByWord {
  const byWord = new Map<string, number[]>();
  let last = "";
  let positions: number[] = [];
  for (let position = 0; position < lines.length; position++) {
    const { text } = lines[position] as CiscoLine;
    // Many statements of one kind stand behind one another.
    const isSame = last !== "" && text.startsWith(last) && !isOfWord(text.charCodeAt(last.length)) && last !== "no";
    if (!isSame) {
      last = wordFrom(text, startOf(text));
      const known = byWord.get(last);
      positions = known ?? [];
      if (known === undefined) byWord.set(last, positions);
    }
    positions.push(position);
  }
  return byWord;
}

/** Where the statement begins, behind a `no`. */
function startOf(text: string): number {
  return NEGATED.test(text) ? behindBlanks(text, 2) : 0;
}

const NEGATED = /^no\s/i;

/** The second word; none where something else than blanks stands behind the first, or what it goes on with. */
function secondWord(text: string): string {
  let end = startOf(text);
  while (end < text.length && text.charAt(end).trim() !== "") end++;
  return wordFrom(text, behindBlanks(text, end));
}

function behindBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charAt(at).trim() === "") at++;
  return at;
}

function wordFrom(text: string, from: number): string {
  let end = from;
  while (isOfWord(text.charCodeAt(end))) end++;
  const word = text.slice(from, end);
  return HAS_CAPITAL.test(word) ? word.toLowerCase() : word;
}

const HAS_CAPITAL = /[A-Z]/;

/** Letters, digits and `_`, as `\w` in an expression. */
function isOfWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95;
}

/**
 * The words that statements which fit an expression begin with, for `beginning`: where it starts with a word, perhaps behind a
 * `no`, or with one of several. `undefined`: it does not tell.
 */
export function beginningsOf({ source }: RegExp): readonly string[] | undefined {
  let known = BEGINNINGS.get(source);
  if (known === undefined) {
    known = isChoice(source) ? [] : wordsIn(source);
    BEGINNINGS.set(source, known);
  }
  return known.length === 0 ? undefined : known;
}

const BEGINNINGS = new Map<string, readonly string[]>();

/** A word, or several in brackets, and what ends it: a blank that has to be there, the end of the text, a hyphen. */
const START =
  /^\^(?:no |\(\?:no \)\??|\(no \)\??)?(?:([a-z]\w*)|\(\?:([a-z][\w|-]*)\))(?= (?![?*{])|-(?![?*{])|\$$|\\[bs](?![?*{]))(?: ([a-z]\w*)(?= (?![?*{])|-(?![?*{])|\$$|\\[bs](?![?*{])))?/;

function wordsIn(source: string): readonly string[] {
  const [, one, several, second] = START.exec(source) ?? [];
  const firsts = one === undefined ? (several?.split("|") ?? []) : [one];
  if (firsts.some((first) => first === "" || first === "no")) return [];
  return firsts.map((first) => (second === undefined ? first : `${first} ${second}`));
}

/** Whether an expression is one of several, outside of all brackets. */
function isChoice(source: string): boolean {
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === "\\") at++;
    else if (character === "(" || character === "[") depth++;
    else if (character === ")" || character === "]") depth--;
    else if (character === "|" && depth === 0) return true;
  }
  return false;
}
