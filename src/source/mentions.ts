/** Names that a text does not mention: definitions that nothing in a file can refer to. */

/** A name and how often the text writes it to define it. */
export interface Definition {
  readonly name: string;
  readonly definitions: number;
}

/** Characters that are looked through for names that are no single words: past it, they count as mentioned. */
const MOST_CHARACTERS = 64_000_000;

/**
 * The definitions whose names the text writes nowhere else, as whole words. Every other place counts as a reference: a
 * comment, a statement that nobody understands, another thing of the same name. So does a name that may be written otherwise.
 */
export function neverMentioned<T extends Definition>(text: string, definitions: readonly T[]): T[] {
  const words = wordsAmong(text, definitions);
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
  const firsts = new Set([...times.keys()].map((name) => name.charCodeAt(0)));
  for (let at = 0; at < text.length; ) {
    let end = at;
    while (isWordCode(text.charCodeAt(end))) end++;
    // Most words begin as no name does: they are not even cut out.
    if (end > at && firsts.has(text.charCodeAt(at))) {
      const word = text.slice(at, end);
      const known = times.get(word);
      if (known !== undefined) times.set(word, known + 1);
    }
    at = end + 1;
  }
  return times;
}

/** Letters, digits, `_`, `.` and `-` by their codes. */
const WORD_CODES = Uint8Array.from({ length: 128 }, (_, code) => (isWordCharacter(String.fromCharCode(code)) ? 1 : 0));

function isWordCode(code: number): boolean {
  return WORD_CODES[code] === 1;
}

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
