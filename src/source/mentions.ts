/** Names that a text does not mention: definitions that nothing in a file can refer to. */

/** A name and how often the text writes it to define it. */
export interface Definition {
  readonly name: string;
  readonly definitions: number;
}

/** A text whose pieces end where its lines do, each made when it is asked for. */
export interface TextPieces {
  /** Of the whole text, in characters. */
  readonly length: number;
  /** The piece of an index, from 0; `undefined` behind the last. */
  readonly piece: (index: number) => string | undefined;
}

/** Characters that are looked through for names that are no single words: past it, they count as mentioned. */
const MOST_CHARACTERS = 64_000_000;
/** One look for all words takes as long as that many searches for a name: measured on exports of some megabytes. */
const FEW_NAMES = 16;

/**
 * The definitions whose names the text writes nowhere else, as whole words. Every other place counts as a reference: a
 * comment, a statement that nobody understands, another thing of the same name. So does a name that may be written otherwise.
 */
export function neverMentioned<T extends Definition>(given: string | TextPieces, definitions: readonly T[]): T[] {
  const text = typeof given === "string" ? onePiece(given) : given;
  const words = definitions.length > FEW_NAMES ? wordsAmong(text, definitions) : undefined;
  let left = MOST_CHARACTERS;
  return definitions.filter(({ name, definitions: known }) => {
    const times = words?.timesOf(name);
    if (times !== undefined) return times <= known;
    left -= text.length;
    return left >= 0 && /^[^"\\&<>\s][^"\\&<>]*$/.test(name) && timesIn(text, name, known) <= known;
  });
}

function onePiece(text: string): TextPieces {
  return { length: text.length, piece: (index) => (index === 0 ? text : undefined) };
}

/** How often the text has each of the names that are single words: one look through it for all of them, which cuts no word out. */
function wordsAmong(text: TextPieces, definitions: readonly Definition[]): Names {
  const names = new Names(definitions.length);
  const begins = new Uint8Array(256);
  for (const { name } of definitions) if (names.add(name)) begins[name.charCodeAt(0)] = 1;
  const encoder = new TextEncoder();
  for (let index = 0; ; index++) {
    const piece = text.piece(index);
    if (piece === undefined) return names;
    for (let from = 0; from < piece.length; ) {
      const end = piece.indexOf("\n", from + PIECE);
      const to = end < 0 ? piece.length : end;
      countWords(encoder.encode(piece.slice(from, to)), begins, names);
      from = to;
    }
  }
}

/** Bytes are read several times as fast as the characters of a text; some lines at a time, as they take room. */
const PIECE = 500_000;

/** @param begins 1 for what names begin with: most words are numbers, addresses and keywords, and are gone by. */
function countWords(bytes: Uint8Array, begins: Uint8Array, names: Names): void {
  for (let at = 0; at < bytes.length; at++) {
    if (begins[bytes[at] as number] !== 1) {
      while (at < bytes.length && IS_WORD[bytes[at] as number] === 1) at++;
      continue;
    }
    const start = at;
    let hash = 0;
    for (; at < bytes.length && IS_WORD[bytes[at] as number] === 1; at++) hash = hashed(hash, bytes[at] as number);
    names.count(bytes, start, at, hash);
  }
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
  count(bytes: Uint8Array, start: number, end: number, hash: number): void {
    const last = this.slots.length - 1;
    for (let slot = mixed(hash) & last; this.slots[slot] !== 0; slot = (slot + 1) & last) {
      const index = (this.slots[slot] as number) - 1;
      if (!isAt(bytes, start, end, this.names[index] as string)) continue;
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
      if (code > LAST_CODE || IS_WORD[code] !== 1) return undefined;
      hash = hashed(hash, code);
    }
    const last = this.slots.length - 1;
    let slot = mixed(hash) & last;
    while (this.slots[slot] !== 0 && this.names[(this.slots[slot] as number) - 1] !== name) slot = (slot + 1) & last;
    return name === "" ? undefined : slot;
  }
}

function isAt(bytes: Uint8Array, start: number, end: number, name: string): boolean {
  if (name.length !== end - start) return false;
  for (let at = 0; at < name.length; at++) if (name.charCodeAt(at) !== bytes[start + at]) return false;
  return true;
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
const IS_WORD = Uint8Array.from({ length: 256 }, (_, code) =>
  code <= LAST_CODE && isWordCharacter(String.fromCharCode(code)) ? 1 : 0,
);

/** How often a text has a name as a whole word, counted to one above `known`. */
function timesIn(text: TextPieces, name: string, known: number): number {
  let times = 0;
  for (let index = 0; times <= known; index++) {
    const piece = text.piece(index);
    if (piece === undefined) return times;
    for (let at = piece.indexOf(name); at >= 0 && times <= known; at = piece.indexOf(name, at + 1)) {
      if (!isWordCharacter(piece[at - 1]) && !isWordCharacter(piece[at + name.length])) times++;
    }
  }
  return times;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\w.-]/.test(character);
}
