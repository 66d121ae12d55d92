/** Statements of a configuration that are asked for by their words. */

import type { CiscoLine } from "../tree.js";
import type { CiscoContext } from "./context.js";

export interface FoundLine {
  readonly line: CiscoLine;
  readonly match: RegExpExecArray;
}

/** Most lines of a large file, and none that is asked for. */
const FILTERING = /^(?:access-list|ip(?:v6)? (?:access-list|route|prefix-list)|object-group) /;

export class Lines {
  /** Whether the export has its end: then what is not in it is not set. */
  readonly isWhole: boolean;

  private readonly roots: readonly CiscoLine[];

  /** @param isWhole left out: where an `end` stands. */
  constructor(
    roots: readonly CiscoLine[],
    readonly context: CiscoContext,
    isWhole?: boolean,
  ) {
    this.roots = roots.filter(({ text }) => !FILTERING.test(text));
    this.isWhole = isWhole ?? this.roots.some(({ text }) => text === "end");
  }

  all(pattern: RegExp): FoundLine[] {
    return this.roots.flatMap((line) => {
      const match = pattern.exec(line.text);
      return match === null ? [] : [{ line, match }];
    });
  }

  last(pattern: RegExp): FoundLine | undefined {
    const line = this.roots.findLast(({ text }) => pattern.test(text));
    const match = line && pattern.exec(line.text);
    return line === undefined || !match ? undefined : { line, match };
  }

  /** Lines under those that fit `parent`. */
  children(parent: RegExp, child: RegExp): CiscoLine[] {
    return this.all(parent).flatMap(({ line }) => line.children.filter(({ text }) => child.test(text)));
  }

  /** Whether the last of two statements is the one that switches on; undefined: neither is there. */
  flag(on: RegExp, off: RegExp): boolean | undefined {
    const last = this.roots.findLast(({ text }) => on.test(text) || off.test(text));
    return last && on.test(last.text);
  }
}
