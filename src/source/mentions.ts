/** Names that a text does not mention: definitions that nothing in a file can refer to. */

/** A name and how often the text writes it to define it. */
export interface Definition {
  readonly name: string;
  readonly definitions: number;
}

/** Characters that are looked through for names that are no single words: past it, they count as mentioned. */
const MOST_CHARACTERS = 64_000_000;
/** One look for all words takes as long as that many searches for a name: measured on exports of some megabytes. */
const FEW_NAMES = 16;

/**
 * The definitions whose names the text writes nowhere else, as whole words. Every other place counts as a reference: a
 * comment, a statement that nobody understands, another thing of the same name. So does a name that may be written otherwise.
 */
export function neverMentioned<T extends Definition>(text: string, definitions: readonly T[]): T[] {
  const words = definitions.length > FEW_NAMES ? wordsAmong(text, definitions) : new Map<string, number>();
  let left = MOST_CHARACTERS;
  return definitions.filter(({ name, definitions: known }) => {
    const times = words.get(name);
    if (times !== undefined) return times <= known;
    left -= text.length;
    return left >= 0 && /^[^"\\&<>\s][^"\\&<>]*$/.test(name) && timesIn(text, name, known) <= known;
  });
}

/** How often the text has each of the names that are single words: one look through it for all of them, which cuts no word out. */
function wordsAmong(text: string, definitions: readonly Definition[]): ReadonlyMap<string, number> {
  const names = [...new Set(definitions.map(({ name }) => name))].filter((name) => /^[\w.-]+$/.test(name));
  if (names.length === 0) return new Map();
  const last = 2 ** Math.ceil(Math.log2(4 * names.length)) - 1;
  /** Number of a name, from 1, at the place of its hash or behind it; 0 is free. */
  const slots = new Int32Array(last + 1);
  for (const [index, name] of names.entries()) {
    let slot = hashOf(name) & last;
    while (slots[slot] !== 0) slot = (slot + 1) & last;
    slots[slot] = index + 1;
  }
  const times = new Int32Array(names.length);
  const begins = new Uint8Array(128);
  for (const name of names) begins[name.charCodeAt(0)] = 1;
  for (let at = 0; at < text.length; at++) {
    // Most words are numbers, addresses and keywords, and begin as no name does.
    if (begins[text.charCodeAt(at)] !== 1) {
      while (WORD_CODES[text.charCodeAt(at)] === 1) at++;
      continue;
    }
    let hash = 0;
    let end = at;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (WORD_CODES[code] !== 1) break;
      hash = (Math.imul(hash, FACTOR) + code) | 0;
    }
    for (let slot = mixed(hash) & last; slots[slot] !== 0; slot = (slot + 1) & last) {
      const index = (slots[slot] as number) - 1;
      const name = names[index] as string;
      if (name.length !== end - at || !text.startsWith(name, at)) continue;
      times[index] = (times[index] as number) + 1;
      break;
    }
    at = end;
  }
  return new Map(names.map((name, index) => [name, times[index] as number]));
}

const FACTOR = 31;

function hashOf(name: string): number {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = (Math.imul(hash, FACTOR) + name.charCodeAt(at)) | 0;
  return mixed(hash);
}

/** The upper bits of a hash among the lower ones, which say where it has its place. */
function mixed(hash: number): number {
  return (hash ^ (hash >>> 15)) | 0;
}

/** Letters, digits, `_`, `.` and `-` by their codes. */
const WORD_CODES = Uint8Array.from({ length: 128 }, (_, code) => (isWordCharacter(String.fromCharCode(code)) ? 1 : 0));

/** How often a text has a name as a whole word, counted to one above `known`. */
function timesIn(text: string, name: string, known: number): number {
  let times = 0;
  for (let at = text.indexOf(name); at >= 0 && times <= known; at = text.indexOf(name, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + name.length])) times++;
  }
  return times;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\w.-]/.test(character);
}
