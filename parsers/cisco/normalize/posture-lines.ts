/** Statements of a configuration that are asked for by their words. */

import type { CiscoLine } from "../tree.js";
import { beginning, beginningsOf, under } from "./beginning.js";
import type { CiscoContext } from "./context.js";

export interface FoundLine {
  readonly line: CiscoLine;
  readonly match: RegExpExecArray;
}

/** Most lines of a large file, and none that is asked for. */
const FILTERING = /^(?:access-list|ip(?:v6)? (?:access-list|route|prefix-list)|object-group) /;

export class Lines {
  private others: readonly CiscoLine[] | undefined;

  constructor(
    private readonly roots: readonly CiscoLine[],
    readonly context: CiscoContext,
  ) {}

  /** Whether the export has its head and its end: then what is not in it is not set. */
  get isWhole(): boolean {
    return this.context.isWhole;
  }

  /** @param asked which lines the expression is tried on; left out: all. */
  all(pattern: RegExp, asked?: (line: CiscoLine) => boolean): FoundLine[] {
    const found: FoundLine[] = [];
    for (const line of this.fitting(pattern)) {
      if (asked?.(line) === false) continue;
      const match = pattern.exec(line.text);
      if (match !== null) found.push({ line, match });
    }
    return found;
  }

  /** Lines that may fit: where the expression begins with words, those that do as well. */
  private fitting(pattern: RegExp): readonly CiscoLine[] {
    const words = beginningsOf(pattern);
    if (words !== undefined) return beginning(this.roots, ...words);
    this.others ??= this.roots.filter(({ text }) => !FILTERING.test(text));
    return this.others;
  }

  last(pattern: RegExp): FoundLine | undefined {
    const line = this.lastLine(pattern);
    const match = line && pattern.exec(line.text);
    return line === undefined || !match ? undefined : { line, match };
  }

  private lastLine(pattern: RegExp): CiscoLine | undefined {
    return this.fitting(pattern).findLast(({ text }) => pattern.test(text));
  }

  /** Lines under those that fit `parent`. */
  children(parent: RegExp, child: RegExp): CiscoLine[] {
    return this.all(parent).flatMap(({ line }) => line.children.filter(({ text }) => child.test(text)));
  }

  /** Lines that may begin with a word right under those that may begin with another, as `under` finds them. */
  under(parent: string, word: string): readonly CiscoLine[] {
    return under(this.roots, parent, word);
  }

  /** Whether the last of two statements is the one that switches on; undefined: neither is there. */
  flag(on: RegExp, off: RegExp): boolean | undefined {
    const [lastOn, lastOff] = [this.lastLine(on), this.lastLine(off)];
    if (lastOn === undefined || lastOff === undefined) return lastOn === lastOff ? undefined : lastOn !== undefined;
    return lastOn.number >= lastOff.number;
  }
}
