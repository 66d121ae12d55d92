/** Texts that were there before: what lists of many thousand entries ask for each of them. */

const FEWEST_SLOTS = 16;

/**
 * A set of texts in flat arrays. Half the slots are free at least, and texts are compared where their hashes are equal
 * alone: a `Set` of as many texts takes several times as long, which is felt where entries are most of a file.
 */
export class TextSet {
  private texts: (string | undefined)[] = [];
  private hashes: number[] = [];
  /** Number of a text, from 1; 0 is free. */
  private slots = new Int32Array(FEWEST_SLOTS);

  /** Adds a text. @returns whether it was not there before. */
  add(text: string): boolean {
    const hash = hashOf(text);
    const slot = this.slotOf(text, hash);
    if (this.slots[slot] !== 0) return false;
    this.texts.push(text);
    this.hashes.push(hash);
    this.slots[slot] = this.texts.length;
    if (2 * this.texts.length > this.slots.length) this.grow();
    return true;
  }

  /** Takes a text away; its slot stays. */
  delete(text: string): void {
    const number = this.slots[this.slotOf(text, hashOf(text))] ?? 0;
    if (number > 0) this.texts[number - 1] = undefined;
  }

  /** Where a text is, or would be. */
  private slotOf(text: string, hash: number): number {
    const { slots, hashes, texts } = this;
    const last = slots.length - 1;
    let slot = hash & last;
    for (let number = slots[slot] ?? 0; number !== 0; number = slots[slot] ?? 0) {
      if (hashes[number - 1] === hash && texts[number - 1] === text) return slot;
      slot = (slot + 1) & last;
    }
    return slot;
  }

  private grow(): void {
    const slots = new Int32Array(2 * this.slots.length);
    const last = slots.length - 1;
    for (let index = 0; index < this.hashes.length; index++) {
      let slot = (this.hashes[index] ?? 0) & last;
      while (slots[slot] !== 0) slot = (slot + 1) & last;
      slots[slot] = index + 1;
    }
    this.slots = slots;
  }
}

/** FNV-1a over the codes of the characters, its upper bits mixed into the lower ones. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) | 0;
}
