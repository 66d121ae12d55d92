/** Sections that no packet depends on, read with the defaults of their release. */
import type { SourceRange } from "../../../../src/source/range.js";
import { isAtLeast } from "../../header.js";
import { type Block, textOf } from "../../tree.js";
import { readNumber } from "../address-text.js";
import type { Context } from "../context.js";
import { rowsIn, tablesIn, type Vdoms } from "../vdoms.js";

const HIGHEST = 4_294_967_295;

/** The sections of the whole device and those of its VDOMs. */
export class Sections {
  readonly context: Context;
  private readonly vdoms: Vdoms;
  private readonly everywhere: readonly Block[];

  constructor(vdoms: Vdoms, context: Context) {
    this.context = context;
    this.vdoms = vdoms;
    this.everywhere = [...new Set([...vdoms.global, ...vdoms.all.flatMap(({ holders }) => holders)])];
  }

  /**
   * Whether the file is a whole backup: what it leaves out is then as the release has it by default. A part of a
   * configuration, and the backup of one VDOM of several, leave out more than that.
   */
  get isComplete(): boolean {
    return this.context.header.complete && this.context.header.onlyVdom === undefined;
  }

  /** A singleton of the whole device; where it is absent, its defaults as far as the file is whole. */
  one(name: string): Values {
    return new Values(tablesIn(this.everywhere, name)[0], this.isComplete);
  }

  /** A singleton in each VDOM; one without a block where none has it. */
  inEach(name: string): Values[] {
    return this.vdoms.all.map(({ holders }) => new Values(tablesIn(holders, name)[0], this.isComplete));
  }

  /** Singletons that are written, wherever they are. */
  written(name: string): Block[] {
    return tablesIn(this.everywhere, name);
  }

  rows(name: string): Block[] {
    return rowsIn(this.everywhere, name);
  }

  /** Whether the release is this one or a later one; false where it is not known. */
  isSince(major: number, minor: number): boolean {
    const { version } = this.context.header;
    return version !== undefined && isAtLeast(version, major, minor, 0);
  }

  /** Whether the release is before this one; false where it is not known. */
  isBefore(major: number, minor: number): boolean {
    return this.context.header.version !== undefined && !this.isSince(major, minor);
  }

  /** What was found; nothing is no answer where the file is a part. */
  told<T>(found: readonly T[]): readonly T[] | undefined {
    return found.length > 0 || this.isComplete ? found : undefined;
  }

  placeOf(block: Block): SourceRange {
    return this.context.rangeOf(block);
  }
}

/** Keys of a singleton. Each is `undefined` where neither the text nor the default of the release tells it. */
export class Values {
  readonly block: Block | undefined;
  private readonly isKnown: boolean;

  /** @param isComplete whether an absent block has its defaults; one that is there has them anyway. */
  constructor(block: Block | undefined, isComplete: boolean) {
    this.block = block;
    this.isKnown = block !== undefined || isComplete;
  }

  text(key: string, byDefault?: string): string | undefined {
    return (this.block && textOf(this.block, key)) ?? (this.isKnown ? byDefault : undefined);
  }

  number(key: string, byDefault?: number): number | undefined {
    return numberOf(this.block, key) ?? (this.isKnown ? byDefault : undefined);
  }

  flag(key: string, byDefault?: boolean): boolean | undefined {
    const written = this.text(key);
    return written === undefined ? (this.isKnown ? byDefault : undefined) : written === "enable";
  }
}

/** A number that a key of a row holds; `undefined` where it is absent or holds none. */
export function numberOf(block: Block | undefined, key: string): number | undefined {
  return readNumber(block && textOf(block, key), HIGHEST);
}

/** What holds where all of several have it: unknown as soon as one is, false as soon as one says no. */
export function everywhere(flags: readonly (boolean | undefined)[]): boolean | undefined {
  if (flags.includes(false)) return false;
  return flags.includes(undefined) ? undefined : true;
}
