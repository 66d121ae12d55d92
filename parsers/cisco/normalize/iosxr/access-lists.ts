/** Access lists of IOS-XR: numbered entries and remarks, in blocks or in lines of their own (reference/cisco.md 2.2). */

import type { PortRange } from "../../../../src/model/expression.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { type AccessList, listKey } from "../access-list.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { sequencedWords } from "../entry.js";
import {
  addNumbered,
  addPlainNumbered,
  firstLine,
  NumberedList,
  namingIn,
  removeNumbered,
  rulesOf,
} from "../numbered-entries.js";
import { PlainEntry } from "../plain-entry.js";
import { Removals } from "../removals.js";
import { redirects, xrDialect } from "./entry-options.js";

export interface XrList extends AccessList {
  /** The first entry that sends what it permits past the routes. */
  readonly redirect?: CiscoLine;
}

/**
 * Reads every list, by `listKey`. The file is a sequence of commands: a list that is removed and written anew is what comes last.
 * @param portsOf what a port group holds, as far as that is known.
 */
export function normalizeAccessLists(
  roots: readonly CiscoLine[],
  portsOf: (name: string) => readonly PortRange[] | undefined,
  context: CiscoContext,
): ReadonlyMap<string, XrList> {
  const lists = new Map<string, NumberedList>();
  const removals = new Removals();
  const plain = new PlainEntry(context, xrDialect(portsOf));
  for (const line of beginning(roots, "ipv4 access-list", "ipv6 access-list")) {
    const [, no, version, name] = /^(no )?ipv([46]) access-list (?!log-update\b|maximum\b)(\S+)$/.exec(line.text) ?? [];
    if (name === undefined) continue;
    const family = version === "4" ? 4 : 6;
    const key = listKey(name, family);
    context.mark(line, "modelled");
    if (no !== undefined) {
      lists.delete(key);
      removals.taken(key, line);
      for (const child of line.children) context.unknown(child, "access list", { scope: "device" });
      continue;
    }
    removals.opened(key);
    const list = lists.get(key) ?? new NumberedList(family === 4 ? "extended" : "ipv6");
    lists.set(key, list);
    list.lines.push(line);
    for (const child of line.children) readStatement(list, child, plain);
  }
  removals.doubt("access list", context);
  return new Map([...lists].map(([key, list]) => [key, listOf(key, list)]));
}

function listOf(key: string, list: NumberedList): XrList {
  const redirect = firstLine(list, redirects);
  const { kind, lines } = list;
  return {
    ...{ name: key.slice(2), kind, lines, rules: rulesOf(list), naming: namingIn(list) },
    ...(redirect === undefined ? {} : { redirect }),
  };
}

function readStatement(list: NumberedList, line: CiscoLine, plain: PlainEntry): void {
  const { context, dialect } = plain;
  if (line.children.length === 0 && addPlainNumbered(list, line, plain)) return;
  context.mark(line, "modelled");
  const { sequence, words } = sequencedWords(line);
  const verb = words.word;
  if (verb === "permit" || verb === "deny" || verb === "remark")
    addNumbered(list, line, { words, ...(sequence === undefined ? {} : { sequence }) }, dialect, context);
  else if (verb !== "exit" && !(verb === "no" && removeEntry(list, line, words.skip().rest()))) {
    // What is not an entry may change those that are there.
    context.unknown(line, "access list", { scope: "device" });
  }
  for (const one of line.children) context.unknown(one, "access list", { scope: "device" });
}

/** `no 10`, `no 10 permit …`, `no permit …`: a number says it all. */
function removeEntry(list: NumberedList, line: CiscoLine, words: readonly string[]): boolean {
  const [first = ""] = words;
  return removeNumbered(list, line, /^\d+$/.test(first) ? [first] : words);
}

/** The names that statements elsewhere write: lists among them are consulted, whatever by. */
export function wordsElsewhere(roots: readonly CiscoLine[]): ReadonlySet<string> {
  const words = new Set<string>();
  const open = roots.filter(({ text }) => !/^(?:no )?(?:ipv[46] access-list|object-group) /.test(text));
  for (let line = open.pop(); line !== undefined; line = open.pop()) {
    if (!/^(?:description|remark)\b/.test(line.text)) for (const word of wordsOf(line).slice(1)) words.add(word);
    open.push(...line.children);
  }
  return words;
}
