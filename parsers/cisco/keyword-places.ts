/** The words that may stand at a place of a statement, each with those that may follow. */
export type Place = Map<string, Place>;

/** Any word: a name, a number, an address. */
export const FREE = "*";

/**
 * Puts statements together by their first words.
 * @param statements words parted by blanks; `in|out` are two keywords of one place, `*` is a word that is no keyword.
 */
export function placesOf(statements: readonly string[]): Place {
  const first: Place = new Map();
  for (const statement of statements) {
    let places = [first];
    for (const words of statement.split(" "))
      places = words.split("|").flatMap((word) => places.map((place) => placeBehind(place, word)));
  }
  return first;
}

function placeBehind(place: Place, word: string): Place {
  const next: Place = place.get(word) ?? new Map();
  place.set(word, next);
  return next;
}

/** The keywords of a place: a set of them, or a map by them. */
export interface Keywords {
  has(word: string): boolean;
  keys(): Iterable<string>;
}

/** What a word stands for that may be written short, or in another case; `several` when no single keyword is meant. */
export type Meaning = { readonly keyword: string } | "several" | undefined;

/** @param keywords all that may stand at the place of the word. A whole one is meant, however many others begin so. */
export function meaningOf(word: string, keywords: Keywords): Meaning {
  const lower = word.toLowerCase();
  if (keywords.has(lower)) return { keyword: lower };
  let found: string | undefined;
  for (const keyword of keywords.keys()) {
    if (!keyword.startsWith(lower)) continue;
    if (found !== undefined) return "several";
    found = keyword;
  }
  return found === undefined ? undefined : { keyword: found };
}
