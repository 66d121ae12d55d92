/** Texts that were there before: what lists of many thousand entries ask for each of them. */

/** Lists of as many texts are looked through: most are no longer, and to make slots for them takes longer. */
const FEW = 48;
const FEWEST_SLOTS = 128;
const GROWTH = 4;

/**
 * A set of texts in flat arrays. Of many, half the slots are free at least, and texts are compared where their hashes are equal
 * alone: a `Set` of as many texts takes several times as long, which is felt where entries are most of a file.
 */
export class TextSet {
  private readonly texts: (string | undefined)[] = [];
  private readonly hashes: number[] = [];
  /** Of each slot the hash of its text, and behind it the number of that, from 1; 0 is free. Both are in the cache at once. */
  private slots: Int32Array | undefined;

  /**
   * Adds a text. @returns whether it was not there before.
   * @param whole what it was cut out of, and `start` where it begins there: its characters are read there, since in a part that
   * was cut out each takes V8 three times as long.
   */
  add(text: string, whole = text, start = 0): boolean {
    const hash = hashOf(whole, start, start + text.length);
    if (this.numberOf(text, hash) > 0) return false;
    this.texts.push(text);
    this.hashes.push(hash);
    const { slots } = this;
    const count = this.texts.length;
    if (slots !== undefined && 4 * count <= slots.length) put(slots, hash, count);
    else if (count > FEW) this.grow();
    return true;
  }

  /** Takes a text away; its slot stays. */
  delete(text: string): void {
    const number = this.numberOf(text, hashOf(text, 0, text.length));
    if (number > 0) this.texts[number - 1] = undefined;
  }

  /** The number of a text, from 1; 0 where it is not there. */
  private numberOf(text: string, hash: number): number {
    const { slots, texts, hashes } = this;
    if (slots === undefined) {
      for (let index = 0; index < hashes.length; index++)
        if (hashes[index] === hash && texts[index] === text) return index + 1;
      return 0;
    }
    const last = slots.length - 1;
    for (let at = (hash << 1) & last; slots[at + 1] !== 0; at = (at + 2) & last) {
      const number = slots[at + 1] as number;
      if (slots[at] === hash && texts[number - 1] === text) return number;
    }
    return 0;
  }

  private grow(): void {
    const larger = new Int32Array(this.slots === undefined ? 2 * FEWEST_SLOTS : GROWTH * this.slots.length);
    for (let index = 0; index < this.hashes.length; index++) put(larger, this.hashes[index] as number, index + 1);
    this.slots = larger;
  }
}

/** Puts a number into the first slot that is free for its hash. */
function put(slots: Int32Array, hash: number, number: number): void {
  const last = slots.length - 1;
  let at = (hash << 1) & last;
  while (slots[at + 1] !== 0) at = (at + 2) & last;
  slots[at] = hash;
  slots[at + 1] = number;
}

/** FNV-1a over the codes of two characters at a time: each step waits for the one before. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  let index = start;
  for (; index + 1 < end; index += 2) {
    const two = text.charCodeAt(index) ^ (text.charCodeAt(index + 1) << 8);
    hash = Math.imul(hash ^ two, 0x01000193);
  }
  if (index < end) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) | 0;
}
