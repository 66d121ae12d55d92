/** A Cisco configuration as a tree of lines: children stand under the line that opens their mode. */
import type { RoutingTable } from "../../src/source/routing-table.js";
import { splitWords } from "./words.js";

/** One statement. `text` has no indentation and no line end, and its keywords whole; `number` counts from 1 in the file. */
export interface CiscoLine {
  readonly number: number;
  readonly indent: number;
  readonly text: string;
  /**
   * Where the text begins in that of the whole tree, if it stands there as it is. Whoever looks at each of its characters reads
   * them there: in a part that was cut out of a text each takes V8 three times as long.
   */
  readonly start?: number;
  /** What the file has in its place, where somebody typed keywords short: as many words. */
  readonly typed?: string;
  readonly parent?: CiscoLine | undefined;
  readonly children: readonly CiscoLine[];
}

/** Text that is no statement: a banner, a certificate, a comment, a routing policy, what a terminal wrote. Lines `first` to `last`, inclusive. */
export interface CiscoLiteral {
  readonly kind: "banner" | "certificate" | "comment" | "policy" | "terminal";
  readonly first: number;
  readonly last: number;
  /** A banner whose end is lost: what stands behind it may be its text. */
  readonly isOpen?: true;
}

export interface CiscoTree {
  /** The whole text, with `\n` between lines. */
  readonly text: string;
  readonly lines: number;
  readonly roots: readonly CiscoLine[];
  readonly literals: readonly CiscoLiteral[];
  /** Lines that end a block which nothing opens (IOS-XR): what opened it is lost. */
  readonly strayEnds: readonly number[];
  /** Lines that an unindented `!` parts from what they stand under: in an export, what opened theirs is lost. */
  readonly parted: readonly CiscoLine[];
  /** Lines with a keyword so short that several begin so: nobody knows which a device took, if any. */
  readonly ambiguous: readonly CiscoLine[];
  /** Routing tables that were captured with it. */
  readonly routingTables: readonly RoutingTable[];
  /** The release, where a comment at the top says it (IOS-XR). */
  readonly version?: string;
}

/**
 * The words of a line, split at blanks.
 * @param file the text of the whole tree, for who asks for those of many lines: they are read there where the line has them.
 */
export function wordsOf({ text, start = -1 }: CiscoLine, file?: string): string[] {
  return file === undefined || start < 0 ? splitWords(text) : splitWords(file, start, start + text.length);
}

/** A line as it stands in the file, without its indentation: what places are counted in. */
export function writtenText({ text, typed }: CiscoLine): string {
  return typed ?? text;
}

/** A line and everything under it, in order. */
export function withDescendants(line: CiscoLine): CiscoLine[] {
  const lines = [line];
  addDescendants(line, lines);
  return lines;
}

function addDescendants({ children }: CiscoLine, lines: CiscoLine[]): void {
  for (const child of children) {
    lines.push(child);
    if (child.children.length > 0) addDescendants(child, lines);
  }
}

/** The last of a line and everything under it. */
export function lastUnder(line: CiscoLine): CiscoLine {
  const child = line.children.at(-1);
  return child === undefined ? line : lastUnder(child);
}
