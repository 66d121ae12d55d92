/** The words of a statement that somebody typed, of which some are made whole. */
import { FREE, type Keywords, meaningOf, type Place } from "./keyword-places.js";

export class Typed {
  /** Whether a word was met that may stand for several keywords. */
  isAmbiguous = false;
  private at = 0;
  private isChanged = false;
  private readonly words: string[];

  constructor(private readonly text: string) {
    this.words = text.split(/\s+/);
  }

  get isAtEnd(): boolean {
    return this.at >= this.words.length;
  }

  /** The word here; an empty one at the end. */
  get word(): string {
    return this.words[this.at] ?? "";
  }

  skip(): void {
    this.at++;
  }

  /** Makes the word here whole and goes on. @returns the keyword; `undefined`, and nothing done, where it is none of these. */
  take(keywords: Keywords): string | undefined {
    const { word } = this;
    if (keywords.has(word)) {
      this.at++;
      return word;
    }
    const meaning = this.isAtEnd ? undefined : meaningOf(word, keywords);
    if (meaning === "several") this.isAmbiguous = true;
    if (meaning === undefined || meaning === "several") return undefined;
    this.words[this.at] = meaning.keyword;
    this.isChanged = true;
    this.at++;
    return meaning.keyword;
  }

  /** The same for some of the keywords: any other is made whole, and stays where it is. @returns whether it was one of them. */
  takeOneOf(keywords: Keywords, wanted: Keywords): boolean {
    const keyword = this.take(keywords);
    if (keyword === undefined) return false;
    if (!wanted.has(keyword)) this.at--;
    return wanted.has(keyword);
  }

  /** Makes words whole as far as a grammar knows them. */
  follow(grammar: Place): void {
    let place: Place | undefined = grammar;
    while (place !== undefined && !this.isAtEnd) {
      const keyword = this.take(place);
      if (this.isAmbiguous) return;
      if (keyword === undefined) this.skip();
      place = place.get(keyword ?? FREE);
    }
  }

  /** The text with its keywords whole; the same one where all of them were. */
  whole(): string {
    return this.isChanged ? this.words.join(" ") : this.text;
  }
}
