/** Statements of a configuration by how they begin: each part asks for its own, and goes by all others. */
import type { CiscoLine } from "../tree.js";
import { skipBlanks, skipWord, wordOf } from "../words.js";

/** Positions among the statements, in order. */
type ByWord = ReadonlyMap<string, readonly number[]>;

interface Index {
  readonly lines: readonly CiscoLine[];
  readonly file: string;
  readonly byWord: ByWord;
  /** Of the statements that begin with a word, those by the next one: found for all of them when one is asked for. */
  readonly byNext: Map<string, ByWord>;
  /** What was asked for before. */
  readonly known: Map<string, readonly CiscoLine[]>;
  /** What stands right under the statements that begin with a word. */
  readonly below: Map<string, Below>;
}

/** Lines, and of each its first two letters in one number. */
interface Below {
  readonly lines: readonly CiscoLine[];
  readonly initials: Int32Array;
}

/** Large files have a hundred thousand statements, and there are a hundred questions: looked through for each, they took most of the time. */
const INDEXES = new WeakMap<readonly CiscoLine[], Index>();

/** The text that lines stand in: their words are read there, where V8 takes a third of the time that it takes in a part cut out. */
const FILES = new WeakMap<readonly CiscoLine[], string>();

/** Says for `beginning` which text the lines of a tree stand in. It finds the same without. */
export function readIn(file: string, roots: readonly CiscoLine[]): void {
  FILES.set(roots, file);
}

/**
 * The statements that may begin with one of some words, or with `no` and that word, whatever the case of its letters, in the
 * order of the file. There are no others; there may be some that do not, since of each word what stands before a hyphen is
 * compared. Two words, with a blank between them, ask for statements that may begin with both.
 */
export function beginning(lines: readonly CiscoLine[], ...words: readonly string[]): readonly CiscoLine[] {
  const index = indexOf(lines);
  const key = words.join();
  const known = index.known.get(key);
  if (known !== undefined) return known;
  const lists: (readonly number[])[] = [];
  for (const word of words) lists.push(positionsOf(word, index));
  const found = inOrder(lists).map((position) => lines[position] as CiscoLine);
  index.known.set(key, found);
  return found;
}

function indexOf(lines: readonly CiscoLine[]): Index {
  const known = INDEXES.get(lines);
  if (known !== undefined) return known;
  const file = FILES.get(lines) ?? "";
  const byWord = byFirstWord(lines, file);
  const index: Index = { lines, file, byWord, byNext: new Map(), known: new Map(), below: new Map() };
  INDEXES.set(lines, index);
  return index;
}

/**
 * The lines right under statements that may begin with a word which may themselves begin with one of some words, or with `no` and
 * that word; others that begin with two of the same letters are among them. Each is asked for by few: to index the lines of all
 * interfaces by their words took longer than all that is asked, and to go to every line for each question is slow as well.
 */
export function under(lines: readonly CiscoLine[], above: string, ...words: readonly string[]): readonly CiscoLine[] {
  const index = indexOf(lines);
  let below = index.below.get(above);
  if (below === undefined) {
    below = belowOf(beginning(lines, above), index.file);
    index.below.set(above, below);
  }
  const asked = [...words, "no"].map((word) => initialsOf(word, 0));
  const found: CiscoLine[] = [];
  for (let at = 0; at < below.initials.length; at++)
    if (asked.includes(below.initials[at] as number)) found.push(below.lines[at] as CiscoLine);
  return found;
}

function belowOf(above: readonly CiscoLine[], file: string): Below {
  const lines: CiscoLine[] = [];
  for (const { children } of above) for (const child of children) lines.push(child);
  const initials = new Int32Array(lines.length);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as CiscoLine;
    const { start = NOWHERE } = line;
    const isThere = start !== NOWHERE && file !== "";
    initials[at] = isThere ? initialsOf(file, start) : initialsOf(line.text, 0);
  }
  return { lines, initials };
}

/** The first two letters from a place on in one number, whatever their case. */
function initialsOf(text: string, from: number): number {
  return ((text.charCodeAt(from) | SMALL) << 16) | (text.charCodeAt(from + 1) | SMALL);
}

/** What small letters have and capitals have not. */
const SMALL = 32;

/** All positions of some lists that are in order, each once. */
function inOrder(lists: readonly (readonly number[])[]): readonly number[] {
  const filled = lists.filter(({ length }) => length > 0);
  if (filled.length <= 1) return filled[0] ?? [];
  // Numbers of a typed array are sorted without a comparison of ours.
  const sorted = Uint32Array.from(filled.flat()).sort();
  const positions: number[] = [];
  let last = -1;
  for (const position of sorted) {
    if (position !== last) positions.push(position);
    last = position;
  }
  return positions;
}

function positionsOf(words: string, { lines, file, byWord, byNext }: Index): readonly number[] {
  const first = wordFrom(words, 0);
  const all = byWord.get(first) ?? [];
  const blank = words.indexOf(" ");
  if (blank < 0) return all;
  let next = byNext.get(first);
  if (next === undefined) {
    next = bySecondWord(all, lines, file);
    byNext.set(first, next);
  }
  return next.get(wordFrom(words, blank + 1)) ?? [];
}

function bySecondWord(positions: readonly number[], lines: readonly CiscoLine[], file: string): ByWord {
  const byWord = new Map<string, number[]>();
  for (const position of positions) {
    const line = lines[position] as CiscoLine;
    const { start = NOWHERE } = line;
    const isThere = start !== NOWHERE && file !== "";
    addTo(byWord, isThere ? secondWord(line, file, start) : secondWord(line, line.text, 0), position);
  }
  return byWord;
}

/** Of lines that do not stand in a text as they are. */
const NOWHERE = -1;

/** @returns the positions of the word. */
function addTo(byWord: Map<string, number[]>, word: string, position: number): number[] {
  const known = byWord.get(word);
  if (known === undefined) {
    const positions = [position];
    byWord.set(word, positions);
    return positions;
  }
  known.push(position);
  return known;
}

function byFirstWord(lines: readonly CiscoLine[], file: string): ByWord {
  const byWord = new Map<string, number[]>();
  let last = "";
  let positions: number[] = [];
  for (let position = 0; position < lines.length; position++) {
    const line = lines[position] as CiscoLine;
    const { start = NOWHERE } = line;
    const isThere = start !== NOWHERE && file !== "";
    // Of a line that stands in the file its own text is not even touched: that is somewhere else in memory.
    const whole = isThere ? file : line.text;
    const from = isThere ? start : 0;
    // Many statements of one kind stand behind one another.
    if (last !== "" && last !== "no" && isWordAt(whole, from, last)) positions.push(position);
    else {
      last = wordFrom(whole, startOf(line, whole, from));
      positions = addTo(byWord, last, position);
    }
  }
  return byWord;
}

/** Whether this word, and not more of one, stands there. Character by character: mostly the first differs. */
function isWordAt(text: string, from: number, word: string): boolean {
  for (let index = 0; index < word.length; index++)
    if (text.charCodeAt(from + index) !== word.charCodeAt(index)) return false;
  return !isOfWord(text.charCodeAt(from + word.length));
}

/** Where the statement of a line begins, behind a `no`. @param from where the line begins in the text. */
function startOf(line: CiscoLine, text: string, from: number): number {
  const initial = text.charCodeAt(from);
  if ((initial !== SMALL_N && initial !== CAPITAL_N) || !NEGATED.test(line.text)) return from;
  return skipBlanks(text, from + 2);
}

const [CAPITAL_N, SMALL_N] = [78, 110];

const NEGATED = /^no\s/i;

/** The second word; none where something else than blanks stands behind the first, or what it goes on with. */
function secondWord(line: CiscoLine, text: string, from: number): string {
  const end = from + line.text.length;
  const behind = Math.min(skipWord(text, startOf(line, text, from)), end);
  const next = Math.min(skipBlanks(text, behind), end);
  return next === end ? "" : wordFrom(text, next);
}

/** The word that begins there: it ends with its line at the latest. */
function wordFrom(text: string, from: number): string {
  let end = from;
  let hasCapital = false;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (!isOfWord(code)) break;
    if (code >= 65 && code <= 90) hasCapital = true;
  }
  const word = wordOf(text, from, end);
  return hasCapital ? word.toLowerCase() : word;
}

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
  if (one === undefined && several === undefined) return choicesIn(source);
  const firsts = one === undefined ? (several?.split("|") ?? []) : [one];
  if (firsts.some((first) => first === "" || first === "no")) return [];
  return firsts.map((first) => (second === undefined ? first : `${first} ${second}`));
}

/** The words where an expression starts with a bracket of choices of which some have more than one word, or brackets of their own. */
function choicesIn(source: string): readonly string[] {
  const from = BRACKET.exec(source)?.[0].length ?? 0;
  const to = from + (partsOf(source.slice(from), ")")[0] ?? "").length;
  if (from === 0 || !BEHIND.test(source.slice(to))) return [];
  const firsts: string[] = [];
  for (const choice of partsOf(source.slice(from, to), "|")) {
    const first = CHOICE.exec(choice)?.[1];
    if (first === undefined || first === "no") return [];
    firsts.push(first);
  }
  return firsts;
}

/** How such expressions begin. */
const BRACKET = /^\^(?:no |\(\?:no \)\??|\(no \)\??)?\(\?:/;

/** What ends the bracket, and a word with it. */
const BEHIND = /^\)(?: (?![?*{])|-(?![?*{])|\$|\\[bs](?![?*{]))/;

/** The first word of a choice, and what ends it. */
const CHOICE = /^([a-z]\w*)(?:$| (?![?*{])|-(?![?*{]))/;

/** Whether an expression is one of several, outside of all brackets. */
function isChoice(source: string): boolean {
  return partsOf(source, "|").length > 1;
}

/** The parts of an expression between characters of one kind that are outside of all brackets, or end one that is not opened. */
function partsOf(source: string, separator: "|" | ")"): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at);
    if (depth === 0 && character === separator) {
      parts.push(source.slice(start, at));
      start = at + 1;
    } else if (character === "\\") at++;
    else if (character === "(" || character === "[") depth++;
    else if (character === ")" || character === "]") depth--;
  }
  parts.push(source.slice(start));
  return parts;
}
