/** What a zone is for, as the words tell that people wrote about its networks. */
import type { ZoneKind } from "../zones/map.js";
import { KIND_ROWS } from "./kind-words.js";

export interface KindGuess {
  readonly kind: ZoneKind;
  /** Why, for a comment. */
  readonly because: string;
  /** Whether a person has to decide: nothing tells, or several kinds fit. */
  readonly isOpen: boolean;
}

/** What is taken where nothing tells: what is asked of it is neither the least nor the most. */
const OTHERWISE: ZoneKind = "operations";

/**
 * The kind that most of the words speak for. The first text in which any word is known decides: what people wrote about a
 * network tells more than the name of its port.
 * @param texts the best first.
 */
export function guessKind(texts: readonly string[]): KindGuess {
  for (const text of texts) {
    const guess = guessBy(text);
    if (guess !== undefined) return guess;
  }
  return { kind: OTHERWISE, because: "nothing in the exports tells", isOpen: true };
}

function guessBy(text: string): KindGuess | undefined {
  const words = wordsOf(text);
  const counts = KIND_ROWS.map(({ kind, words: known }) => ({
    kind,
    found: words.filter((word) => known.includes(word)),
  })).filter(({ found }) => found.length > 0);
  const most = Math.max(0, ...counts.map(({ found }) => found.length));
  const [best, rival] = counts.filter(({ found }) => found.length === most);
  if (best === undefined) return undefined;
  const because = `by "${best.found.join(" ")}"`;
  if (rival === undefined) return { kind: best.kind, because, isOpen: false };
  return { kind: best.kind, because: `${because}; "${rival.found.join(" ")}" would be ${rival.kind}`, isOpen: true };
}

/** Words in lower case: parted at everything that is no letter or digit, where capitals begin, and before numbers. */
export function wordsOf(text: string): string[] {
  const parted = text.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").toLowerCase();
  return parted
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => {
      const [, letters, digits] = /^(\p{L}{2,})(\d+)$/u.exec(word) ?? [];
      return letters === undefined || digits === undefined ? [word] : [word, letters];
    })
    .filter((word) => word !== "");
}
