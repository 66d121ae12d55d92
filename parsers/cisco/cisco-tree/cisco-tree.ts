/** `zoneproof/cisco-tree`: a configuration of a Cisco device as a tree to search, by parent, children and ancestors. */
import { parseCisco } from "../parse.js";
import { type CiscoLine, type CiscoLiteral, type CiscoTree, withDescendants, wordsOf } from "../tree.js";
import { beginsWith } from "./keywords.js";

export type { CiscoLine, CiscoLiteral };

/** `ios` is IOS and IOS-XE. */
export type CiscoPlatform = "ios" | "nxos" | "asa" | "iosxr";

/**
 * What a statement is to be like: an expression for its text, or how it begins, as words. Words may be written short in the
 * configuration where a device would take them so (`int Gi0/1`), and stand behind `no` or `default` only where the pattern says it.
 */
export type Pattern = RegExp | string;

/** A statement apart from `no` or `default` before it. */
export interface Statement {
  readonly form: "set" | "no" | "default";
  readonly words: readonly string[];
}

/**
 * Reads a configuration, or several outputs of a terminal in one text. Never throws: whatever a line says, it is in the tree
 * or in one of its literals.
 * @param platform what wrote the text; it tells how banners end and what stands in a mode of a script without indentation.
 */
export function readCiscoTree(text: string, platform: CiscoPlatform = "ios"): CiscoConfig {
  return new CiscoConfig(parseCisco(text, platform));
}

/** A statement without `no` or `default` before it, as words. */
export function statementOf(line: CiscoLine): Statement {
  const [first = "", ...others] = wordsOf(line);
  return first === "no" || first === "default"
    ? { form: first, words: others }
    : { form: "set", words: [first, ...others] };
}

/** The lines above one, from the outermost to its parent. */
export function ancestorsOf(line: CiscoLine): CiscoLine[] {
  const above: CiscoLine[] = [];
  for (let one = line.parent; one !== undefined; one = one.parent) above.unshift(one);
  return above;
}

/** Everything under a line, in the order of the text. */
export function descendantsOf(line: CiscoLine): CiscoLine[] {
  return withDescendants(line).slice(1);
}

/** A configuration that was read. Lists are in the order of the text; numbers of lines count from 1. */
export class CiscoConfig {
  private byNumber: ReadonlyMap<number, CiscoLine> | undefined;

  constructor(private readonly tree: CiscoTree) {}

  /** How many lines the text has. */
  get lineCount(): number {
    return this.tree.lines;
  }

  /** Statements that stand under no other. */
  get roots(): readonly CiscoLine[] {
    return this.tree.roots;
  }

  /** What is no statement: comments, the text of banners and certificates, what a terminal wrote. */
  get literals(): readonly CiscoLiteral[] {
    return this.tree.literals;
  }

  /** All statements, at any depth. */
  *statements(): Generator<CiscoLine> {
    for (const root of this.tree.roots) yield* withDescendants(root);
  }

  /** Statements that fit, at any depth. */
  find(pattern: Pattern): CiscoLine[] {
    return [...this.statements()].filter(fits(pattern));
  }

  /** Statements right under those that fit `parent`. */
  findChildren(parent: Pattern, child: Pattern): CiscoLine[] {
    return this.find(parent).flatMap(({ children }) => children.filter(fits(child)));
  }

  /** Statements that fit `parent` and have one right under them that fits `child`. */
  findParents(parent: Pattern, child: Pattern): CiscoLine[] {
    return this.find(parent).filter(({ children }) => children.some(fits(child)));
  }

  /** Statements that fit `parent` and have none right under them that fits `child`. */
  findParentsWithout(parent: Pattern, child: Pattern): CiscoLine[] {
    return this.find(parent).filter(({ children }) => !children.some(fits(child)));
  }

  /** Statements at the end of a path: each pattern is looked for right under what the one before it found, the first at the top. */
  findPath(...path: readonly [Pattern, ...Pattern[]]): CiscoLine[] {
    const [first, ...others] = path;
    const start = this.roots.filter(fits(first));
    return others.reduce((found, pattern) => found.flatMap(({ children }) => children.filter(fits(pattern))), start);
  }

  /** The statement on a line of the text; `undefined` on one that has none. */
  at(number: number): CiscoLine | undefined {
    this.byNumber ??= new Map([...this.statements()].map((line) => [line.number, line]));
    return this.byNumber.get(number);
  }
}

function fits(pattern: Pattern): (line: CiscoLine) => boolean {
  if (typeof pattern === "string") {
    const keywords = pattern.trim().split(/\s+/);
    return (line) => beginsWith(wordsOf(line), keywords);
  }
  // What a global expression finds depends on what it found before.
  const plain = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  return ({ text }) => plain.test(text);
}
