/** The account of an input: what became of each of its lines. Nothing falls off it. */

/**
 * What became of a line, in rising strength: a line that several statements claim keeps the strongest.
 * - `ignored`: blank, comment, or a statement listed as irrelevant.
 * - `modelled`: its meaning is in the device model.
 * - `harmless`: not understood, in a section listed as one that cannot change what is filtered.
 * - `filtering`: not understood, could change what is filtered.
 */
export type LineFate = "ignored" | "modelled" | "harmless" | "filtering";

const STRENGTH: readonly LineFate[] = ["ignored", "modelled", "harmless", "filtering"];
const STRENGTH_OF: Readonly<Record<LineFate, number>> = { ignored: 0, modelled: 1, harmless: 2, filtering: 3 };
const UNCLAIMED = 255;

/** Counts by fate; `modelled + ignored + notUnderstood = lines`, and `notUnderstoodFiltering` is a part of `notUnderstood`. */
export interface LineCounts {
  readonly lines: number;
  readonly modelled: number;
  readonly ignored: number;
  readonly notUnderstood: number;
  readonly notUnderstoodFiltering: number;
}

/** Collects the fate of every line of one input. A line that nobody claims counts as not understood and filtering. */
export class LineAccount {
  private readonly fates: Uint8Array;

  /** @param lines how many lines the input has (`splitLines`). */
  constructor(lines: number) {
    this.fates = new Uint8Array(lines).fill(UNCLAIMED);
  }

  /** Gives lines `first` to `last` (from 1, both inclusive) a fate; a stronger earlier fate stays. */
  mark(first: number, last: number, fate: LineFate): void {
    const strength = STRENGTH_OF[fate];
    for (let line = first; line <= last && line <= this.fates.length; line++) {
      const held = this.fates[line - 1] as number;
      if (held === UNCLAIMED || held < strength) this.fates[line - 1] = strength;
    }
  }

  /** The fate of a line, or `undefined` while nobody has claimed it. */
  fateOf(line: number): LineFate | undefined {
    const held = this.fates[line - 1];
    return held === undefined || held === UNCLAIMED ? undefined : STRENGTH[held];
  }

  /** Whether nobody has claimed some of the lines `first` to `last` (from 1, both inclusive). */
  hasUnclaimed(first: number, last: number): boolean {
    const { fates } = this;
    const end = Math.min(last, fates.length);
    for (let index = first - 1; index < end; index++) if (fates[index] === UNCLAIMED) return true;
    return false;
  }

  /** Lines (from 1) that nobody has claimed. */
  unclaimed(): number[] {
    const lines: number[] = [];
    this.fates.forEach((fate, index) => {
      if (fate === UNCLAIMED) lines.push(index + 1);
    });
    return lines;
  }

  counts(): LineCounts {
    const byFate = { ignored: 0, modelled: 0, harmless: 0, filtering: 0 };
    for (let line = 0; line < this.fates.length; line++) byFate[STRENGTH[this.fates[line] as number] ?? "filtering"]++;
    return {
      lines: this.fates.length,
      modelled: byFate.modelled,
      ignored: byFate.ignored,
      notUnderstood: byFate.harmless + byFate.filtering,
      notUnderstoodFiltering: byFate.filtering,
    };
  }
}
