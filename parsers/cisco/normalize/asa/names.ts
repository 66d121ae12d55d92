/** `name`: words that stand for addresses anywhere in a configuration (reference/cisco.md 2.3, trap 17). */

import { type CiscoLine, wordsOf } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { type AsaStatements, isNegated, plainWords } from "./statements.js";

export type Names = ReadonlyMap<string, string>;

/**
 * Addresses by their names. `no names` changes what is shown, not what a name stands for. A statement takes the address that its
 * name has when it is entered: a name that stands before its own statement, or has another address later, is left out, and what
 * says it is not understood.
 */
export function readNames(statements: AsaStatements, context: CiscoContext): Names {
  const names = new Map<string, string>();
  const open = new Set<string>();
  for (const line of statements.of("names")) context.mark(line, "ignored");
  const lines = statements.of("name");
  const before = wordsBefore(lines, statements.roots);
  for (const line of lines) {
    const [, address, name] = plainWords(line);
    context.mark(line, "modelled");
    if (address === undefined || name === undefined) context.unknown(line, "names", { scope: "device" });
    else if (isNegated(line) ? names.has(name) : (names.get(name) ?? address) !== address || before(name, line))
      open.add(name);
    if (address !== undefined && name !== undefined && !isNegated(line)) names.set(name, address);
  }
  for (const name of open) names.delete(name);
  return names;
}

/** Whether a word stands before a line: names are defined at the beginning of an export, before all that may say them. */
function wordsBefore(
  lines: readonly CiscoLine[],
  roots: readonly CiscoLine[],
): (word: string, line: CiscoLine) => boolean {
  const last = lines.at(-1)?.number ?? 0;
  const first = new Map<string, number>();
  const own = new Set(lines);
  for (const root of roots) {
    if (root.number >= last) break;
    if (own.has(root)) continue;
    for (const line of [root, ...root.children]) {
      if (FREE.test(line.text)) continue;
      for (const word of wordsOf(line)) if (!first.has(word)) first.set(word, line.number);
    }
  }
  return (word, line) => (first.get(word) ?? last) < line.number;
}

/** Statements of which some words are free text. */
const FREE = /^(?:description|hostname|domain-name|banner|access-list \S+ remark)\b/;
