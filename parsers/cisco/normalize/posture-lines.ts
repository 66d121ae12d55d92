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
  /** The same by their first word, a `no` before it left out. */
  private readonly byWord = new Map<string, CiscoLine[]>();

  /** @param isWhole left out: where an `end` stands. */
  constructor(
    roots: readonly CiscoLine[],
    readonly context: CiscoContext,
    isWhole?: boolean,
  ) {
    this.roots = roots.filter(({ text }) => !FILTERING.test(text));
    this.isWhole = isWhole ?? this.roots.some(({ text }) => text === "end");
    for (const line of this.roots) {
      const word = firstWord(line.text);
      const known = this.byWord.get(word);
      if (known === undefined) this.byWord.set(word, [line]);
      else known.push(line);
    }
  }

  all(pattern: RegExp): FoundLine[] {
    const found: FoundLine[] = [];
    for (const line of this.fitting(pattern)) {
      const match = pattern.exec(line.text);
      if (match !== null) found.push({ line, match });
    }
    return found;
  }

  /** Lines that may fit: where the expression begins with a word, those that do as well. */
  private fitting({ source, flags }: RegExp): readonly CiscoLine[] {
    const word = flags === "" && !isChoice(source) ? START.exec(source)?.[1] : undefined;
    return word === undefined ? this.roots : (this.byWord.get(word) ?? []);
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

/** Expressions that begin with a whole word, perhaps behind a `no`. */
const START = /^\^(?:\(\?:no \)\??)?([a-z][a-z\d-]*)(?: (?![?*{])|\$$)/;

/** Whether an expression is one of several, outside of all brackets. */
function isChoice(source: string): boolean {
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === "\\") at++;
    else if (character === "(" || character === "[") depth++;
    else if (character === ")" || character === "]") depth--;
    else if (character === "|" && depth === 0) return true;
  }
  return false;
}

function firstWord(text: string): string {
  const from = text.startsWith("no ") ? 3 : 0;
  const end = text.indexOf(" ", from);
  return end < 0 ? text.slice(from) : text.slice(from, end);
}
