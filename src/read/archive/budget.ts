/** How much may come out of one archive, those inside it included: small files can be made that unpack to terabytes. */

/** More than the backups of any plant hold. */
const MOST_ENTRIES = 10_000;
const MOST_BYTES = 256 * 1024 * 1024;
/** Up to here nobody asks how well it was packed: the text of a large rule set is one line many times. */
const HARMLESS_BYTES = 16 * 1024 * 1024;
/** Exports shrink to a tenth, lists of equal entries to a hundredth; DEFLATE ends at 1:1032. */
const MOST_RATIO = 200;

/** What an archive cannot be read for, for people; never leaves `read/`. */
export class ArchiveProblem extends Error {}

export class Budget {
  private bytes = 0;
  private entries = 0;
  readonly most: number;

  /** @param packed size of the archive as it lies there. */
  constructor(packed: number) {
    this.most = Math.min(MOST_BYTES, Math.max(HARMLESS_BYTES, packed * MOST_RATIO));
  }

  /** @returns how many bytes may still come. */
  get left(): number {
    return this.most - this.bytes;
  }

  /** @throws ArchiveProblem when it is too much. */
  takeBytes(count: number): void {
    this.bytes += count;
    if (this.bytes > this.most) throw this.tooLarge();
  }

  /** @throws ArchiveProblem when there are too many. */
  takeEntry(): void {
    this.entries++;
    if (this.entries > MOST_ENTRIES) {
      throw new ArchiveProblem(`it has more than ${MOST_ENTRIES} entries: unpack it, and name what is to be read`);
    }
  }

  tooLarge(): ArchiveProblem {
    const size = Math.round(this.most / 1024 / 1024);
    return new ArchiveProblem(
      `it unpacks to more than ${size} MiB, too much for its size: unpack it, and name what is to be read`,
    );
  }
}
