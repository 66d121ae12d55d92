/** Texts that were there before: what lists of many thousand entries ask for each of them. */

const FEWEST_SLOTS = 64;
const GROWTH = 4;

/**
 * A set of texts in flat arrays. Half the slots are free at least, and texts are compared where their hashes are equal
 * alone: a `Set` of as many texts takes several times as long, which is felt where entries are most of a file.
 */
export class TextSet {
  private readonly texts: (string | undefined)[] = [];
  /** Of each slot the hash of its text, and behind it the number of that, from 1; 0 is free. Both are in the cache at once. */
  private slots = noneOf(2 * FEWEST_SLOTS);

  /**
   * Adds a text. @returns whether it was not there before.
   * @param whole what it was cut out of, and `start` where it begins there: its characters are read there, since in a part that
   * was cut out each takes V8 three times as long.
   */
  add(text: string, whole = text, start = 0): boolean {
    const hash = hashOf(whole, start, start + text.length);
    const at = this.placeOf(text, hash);
    if (this.slots[at + 1] !== 0) return false;
    this.texts.push(text);
    this.slots[at] = hash;
    this.slots[at + 1] = this.texts.length;
    if (4 * this.texts.length > this.slots.length) this.grow();
    return true;
  }

  /** Takes a text away; its slot stays. */
  delete(text: string): void {
    const number = this.slots[this.placeOf(text, hashOf(text, 0, text.length)) + 1] ?? 0;
    if (number > 0) this.texts[number - 1] = undefined;
  }

  /** Where the slot of a text is, or would be. */
  private placeOf(text: string, hash: number): number {
    const { slots, texts } = this;
    const last = slots.length - 1;
    let at = (hash << 1) & last;
    for (let number = slots[at + 1] ?? 0; number !== 0; number = slots[at + 1] ?? 0) {
      if (slots[at] === hash && texts[number - 1] === text) return at;
      at = (at + 2) & last;
    }
    return at;
  }

  private grow(): void {
    const { slots } = this;
    const larger = noneOf(GROWTH * slots.length);
    const last = larger.length - 1;
    for (let from = 0; from < slots.length; from += 2) {
      if (slots[from + 1] === 0) continue;
      let at = ((slots[from] as number) << 1) & last;
      while (larger[at + 1] !== 0) at = (at + 2) & last;
      larger[at] = slots[from] as number;
      larger[at + 1] = slots[from + 1] as number;
    }
    this.slots = larger;
  }
}

/** As many numbers at most are a plain array: most lists are short, and V8 makes a short typed array in the time of several entries. */
const FEW = 1024;

function noneOf(count: number): Int32Array | number[] {
  return count <= FEW ? new Array<number>(count).fill(0) : new Int32Array(count);
}

/** FNV-1a over the codes of the characters, its upper bits mixed into the lower ones. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) | 0;
}
