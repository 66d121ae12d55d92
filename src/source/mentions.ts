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

/** How often the text has each of the names that are single words: one look through it for all of them. */
function wordsAmong(text: string, definitions: readonly Definition[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { name } of definitions) if (/^[\w.-]+$/.test(name)) times.set(name, 0);
  if (times.size === 0) return times;
  const shapes = new Uint8Array(SHAPES);
  for (const name of times.keys()) shapes[shapeOf(name, 0, name.length)] = 1;
  for (let at = 0; at < text.length; ) {
    let end = at;
    while (WORD_CODES[text.charCodeAt(end)] === 1) end++;
    // Most words look like no name: they are not even cut out.
    if (end > at && shapes[shapeOf(text, at, end)] === 1) {
      const word = text.slice(at, end);
      const known = times.get(word);
      if (known !== undefined) times.set(word, known + 1);
    }
    at = end + 1;
  }
  return times;
}

/** How many shapes words have; a power of two. */
const SHAPES = 1 << 14;

/** What can be told of a word without cutting it out: its ends and its length, as a number below `SHAPES`. */
function shapeOf(text: string, from: number, to: number): number {
  return (text.charCodeAt(from) ^ (text.charCodeAt(to - 1) << 4) ^ ((to - from) << 9)) & (SHAPES - 1);
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
