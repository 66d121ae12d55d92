/** Names that a text does not mention: definitions that nothing in a file can refer to. */

/** A name and how often the text writes it to define it. */
export interface Definition {
  readonly name: string;
  readonly definitions: number;
}

/** Characters that are looked through for all names together: past it, names count as mentioned. */
const MOST_CHARACTERS = 64_000_000;

/**
 * The definitions whose names the text writes nowhere else, as whole words. Every other place counts as a reference: a
 * comment, a statement that nobody understands, another thing of the same name. So does a name that may be written otherwise.
 */
export function neverMentioned<T extends Definition>(text: string, definitions: readonly T[]): T[] {
  const most = Math.floor(MOST_CHARACTERS / Math.max(1, text.length));
  return definitions
    .slice(0, most)
    .filter(
      ({ name, definitions: known }) => /^[^"\\&<>\s][^"\\&<>]*$/.test(name) && timesIn(text, name, known) <= known,
    );
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
