/** Names that a text does not mention: definitions that nothing in a file can refer to. */

/** A name and how often the text writes it to define it. */
export interface Definition {
  readonly name: string;
  readonly definitions: number;
}

/** A part of a text, `from` to `to` (exclusive), that ends where a line does. */
export interface TextPiece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Characters that are looked through for names that are no single words: past it, they count as mentioned. */
const MOST_CHARACTERS = 64_000_000;
/** One look for all words takes as long as that many searches for a name: measured on exports of some megabytes. */
const FEW_NAMES = 16;

/**
 * The definitions whose names the text writes nowhere else, as whole words. Every other place counts as a reference: a
 * comment, a statement that nobody understands, another thing of the same name. So does a name that may be written otherwise.
 */
export function neverMentioned<T extends Definition>(
  given: string | readonly TextPiece[],
  definitions: readonly T[],
): T[] {
  const pieces = typeof given === "string" ? [{ text: given, from: 0, to: given.length }] : given;
  const words = definitions.length > FEW_NAMES ? wordsAmong(pieces, definitions) : undefined;
  const length = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  let left = MOST_CHARACTERS;
  return definitions.filter(({ name, definitions: known }) => {
    const times = words?.timesOf(name);
    if (times !== undefined) return times <= known;
    left -= length;
    return left >= 0 && /^[^"\\&<>\s][^"\\&<>]*$/.test(name) && timesIn(pieces, name, known) <= known;
  });
}

/** How often the text has each of the names that are single words: one look through it for all of them, which cuts no word out. */
function wordsAmong(pieces: readonly TextPiece[], definitions: readonly Definition[]): Names {
  const names = new Names(definitions.length);
  const begins = new Uint8Array(LAST_CODE + 1);
  for (const { name } of definitions) if (names.add(name)) begins[name.charCodeAt(0)] = 1;
  for (const piece of pieces) countWords(piece, begins, names);
  return names;
}

/** @param begins 1 for what names begin with: most words are numbers, addresses and keywords, and are gone by. */
function countWords({ text, from, to }: TextPiece, begins: Uint8Array, names: Names): void {
  for (let at = from; at < to; at++) {
    const first = text.charCodeAt(at);
    if (first > LAST_CODE || begins[first] !== 1) {
      while (at < to && isWord(text.charCodeAt(at))) at++;
      continue;
    }
    const start = at;
    let hash = 0;
    for (let code = first; isWord(code); code = text.charCodeAt(at)) {
      hash = hashed(hash, code);
      if (++at === to) break;
    }
    names.count(text, start, at, hash);
  }
}

function isWord(code: number): boolean {
  return code <= LAST_CODE && IS_WORD[code] === 1;
}

/** Names that are single words, and how often each was counted. */
class Names {
  private readonly names: string[] = [];
  private readonly times: number[] = [];
  /** Number of a name, from 1, at the place of its hash or behind it; 0 is free. */
  private readonly slots: Int32Array;

  /** @param most how many names there may be. */
  constructor(most: number) {
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(4 * most)));
  }

  /** Adds a name. @returns whether it is a single word. */
  add(name: string): boolean {
    const slot = this.slotOf(name);
    if (slot === undefined) return false;
    if (this.slots[slot] !== 0) return true;
    this.names.push(name);
    this.times.push(0);
    this.slots[slot] = this.names.length;
    return true;
  }

  /** Counts the word from `start` to `end`, where it is one of the names. */
  count(text: string, start: number, end: number, hash: number): void {
    const last = this.slots.length - 1;
    for (let slot = mixed(hash) & last; this.slots[slot] !== 0; slot = (slot + 1) & last) {
      const index = (this.slots[slot] as number) - 1;
      if (!isAt(text, start, end, this.names[index] as string)) continue;
      this.times[index] = (this.times[index] as number) + 1;
      return;
    }
  }

  /** How often a name was counted; `undefined` where it is no single word. */
  timesOf(name: string): number | undefined {
    const slot = this.slotOf(name);
    return slot === undefined ? undefined : this.times[(this.slots[slot] as number) - 1];
  }

  /** Where a name is, or would be; `undefined` where it is no single word. */
  private slotOf(name: string): number | undefined {
    let hash = 0;
    for (let at = 0; at < name.length; at++) {
      const code = name.charCodeAt(at);
      if (!isWord(code)) return undefined;
      hash = hashed(hash, code);
    }
    const last = this.slots.length - 1;
    let slot = mixed(hash) & last;
    while (this.slots[slot] !== 0 && this.names[(this.slots[slot] as number) - 1] !== name) slot = (slot + 1) & last;
    return name === "" ? undefined : slot;
  }
}

function isAt(text: string, start: number, end: number, name: string): boolean {
  return name.length === end - start && text.startsWith(name, start);
}

function hashed(hash: number, code: number): number {
  return (Math.imul(hash, FACTOR) + code) | 0;
}

const FACTOR = 31;

/** The upper bits of a hash among the lower ones, which say where it has its place. */
function mixed(hash: number): number {
  return (hash ^ (hash >>> 15)) | 0;
}

const LAST_CODE = 127;

/** Letters, digits, `_`, `.` and `-` by their codes; what is no ASCII is none of them. */
const IS_WORD = Uint8Array.from({ length: LAST_CODE + 1 }, (_, code) =>
  isWordCharacter(String.fromCharCode(code)) ? 1 : 0,
);

/** How often a text has a name as a whole word, counted to one above `known`. */
function timesIn(pieces: readonly TextPiece[], name: string, known: number): number {
  let times = 0;
  for (const { text, from, to } of pieces) {
    if (times > known) break;
    const part = text.slice(from, to);
    for (let at = part.indexOf(name); at >= 0 && times <= known; at = part.indexOf(name, at + 1)) {
      if (!isWordCharacter(part[at - 1]) && !isWordCharacter(part[at + name.length])) times++;
    }
  }
  return times;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\w.-]/.test(character);
}
