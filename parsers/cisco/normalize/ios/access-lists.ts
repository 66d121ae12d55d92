/** Access lists of IOS: numbered and named, standard, extended, IPv6; reopened, numbered and reset (reference/cisco.md 2.2). */
import type { Rule } from "../../../../src/model/rule.js";
import { compareRanges } from "../../../../src/source/range.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { type AccessList, listKey, neighbourDiscovery } from "../access-list.js";
import type { CiscoContext } from "../context.js";
import { readEntry, splitSequence } from "../entry.js";
import type { AclKind, EntryDialect } from "../entry-options.js";

interface Draft {
  kind: AclKind;
  lines: CiscoLine[];
  /** By number. */
  readonly entries: Map<number, { sequence: number; rule: Rule; text: string }>;
  /** What the entries say: a list of 10,000 is not to be read 10,000 times for one that repeats. */
  readonly texts: Set<string>;
  highest: number;
  remarks: string[];
}

/** Reads every list. The file is a sequence of commands: a list that is removed and written anew is what comes last. */
export function normalizeAccessLists(
  roots: readonly CiscoLine[],
  context: CiscoContext,
): ReadonlyMap<string, AccessList> {
  const drafts = new Map<string, Draft>();
  for (const line of roots) {
    const words = wordsOf(line);
    const isNegated = words[0] === "no";
    const [first, second, third, fourth] = isNegated ? words.slice(1) : words;
    if (first === "access-list" && second !== undefined) numbered(line, second, isNegated, drafts, context);
    else if (
      first === "ip" &&
      second === "access-list" &&
      (third === "standard" || third === "extended") &&
      fourth !== undefined
    ) {
      named(line, fourth, third, isNegated, drafts, context);
    } else if (first === "ipv6" && second === "access-list" && third !== undefined && third !== "log-update")
      named(line, third, "ipv6", isNegated, drafts, context);
  }
  return new Map([...drafts].map(([key, draft]) => [key, listOf(key, draft)]));
}

function listOf(key: string, { kind, lines, entries }: Draft): AccessList {
  const sorted = [...entries.values()].sort(
    (a, b) => a.sequence - b.sequence || compareRanges(a.rule.at[0], b.rule.at[0]),
  );
  return { name: key.slice(2), kind, lines, rules: sorted.map(({ rule }) => rule) };
}

function draftOf(drafts: Map<string, Draft>, key: string, kind: AclKind): Draft {
  const known = drafts.get(key);
  if (known !== undefined) return known;
  const draft: Draft = { kind, lines: [], entries: new Map(), texts: new Set(), highest: 0, remarks: [] };
  drafts.set(key, draft);
  return draft;
}

/** 1-99 and 1300-1999 are standard lists, 100-199 and 2000-2699 extended ones; others hold no IP entries. */
function kindOfNumber(number: number): AclKind | undefined {
  if ((number >= 1 && number <= 99) || (number >= 1300 && number <= 1999)) return "standard";
  return (number >= 100 && number <= 199) || (number >= 2000 && number <= 2699) ? "extended" : undefined;
}

function numbered(
  line: CiscoLine,
  name: string,
  isNegated: boolean,
  drafts: Map<string, Draft>,
  context: CiscoContext,
): void {
  const kind = kindOfNumber(Number(name));
  if (kind === undefined) {
    context.mark(line, "ignored"); // other protocols than IP; a list of frames that is bound somewhere makes its doubt there
    return;
  }
  if (isNegated) {
    drafts.delete(listKey(name, 4));
    context.mark(line, "modelled");
    return;
  }
  const draft = draftOf(drafts, listKey(name, 4), kind);
  draft.lines.push(line);
  addEntry(line, wordsOf(line).slice(2), undefined, draft, context);
}

function named(
  line: CiscoLine,
  name: string,
  kind: AclKind,
  isNegated: boolean,
  drafts: Map<string, Draft>,
  context: CiscoContext,
): void {
  const key = listKey(name, kind === "ipv6" ? 6 : 4);
  context.mark(line, "modelled");
  if (isNegated) {
    drafts.delete(key);
    return;
  }
  const draft = draftOf(drafts, key, kind);
  draft.lines.push(line);
  for (const child of line.children) {
    const { sequence, words } = splitSequence(child);
    addEntry(child, words, sequence, draft, context);
  }
}

const DIALECT: EntryDialect = {
  addressGroup: "object-group",
  hasServiceGroups: true,
  isAnyFlag: true,
  hasLogTags: true,
  hasBareHosts: false,
};

const ENTRY = /^(?:permit|deny|evaluate|dynamic)$/i;

function addEntry(
  line: CiscoLine,
  words: readonly string[],
  sequence: number | undefined,
  draft: Draft,
  context: CiscoContext,
): void {
  const verb = words[0];
  if (verb === "remark") {
    context.mark(line, "modelled");
    draft.remarks.push(words.slice(1).join(" "));
    return;
  }
  if (verb === "exit" || verb === undefined) {
    context.mark(line, "ignored");
    return;
  }
  if (verb === "no") {
    removeEntry(line, words.slice(1), draft, context);
    return;
  }
  if (!ENTRY.test(verb)) {
    // What is not an entry may change those that are there.
    context.unknown(line, "access list", { scope: "device" });
    return;
  }
  const number = sequence ?? draft.highest + 10;
  if (draft.entries.has(number)) {
    // IOS refuses an entry whose number is taken and keeps the old one.
    context.report("cisco/duplicate-sequence", context.at(line), {
      message: `number ${number} is taken; the entry is refused by the device`,
    });
    context.mark(line, "modelled");
    return;
  }
  const text = words.join(" "); // names of groups differ by case
  if (draft.texts.has(text)) {
    // The same entry under another number changes nothing (reference/cisco.md 1.1).
    context.report("cisco/repeated-entry", context.at(line), {});
    context.mark(line, "modelled");
    return;
  }
  const comment = draft.remarks.length === 0 ? undefined : draft.remarks.join(" ");
  draft.remarks = [];
  const rule = readEntry(
    {
      context,
      dialect: DIALECT,
      line,
      kind: draft.kind,
      id: String(number),
      ...(comment === undefined ? {} : { comment }),
    },
    words,
  );
  draft.entries.set(number, { sequence: number, rule, text });
  draft.texts.add(text);
  draft.highest = Math.max(draft.highest, number);
}

/** `no 10` or `no permit …`: an entry goes. One that names no entry by number is compared by its words with none: a doubt. */
function removeEntry(line: CiscoLine, words: readonly string[], draft: Draft, context: CiscoContext): void {
  const number = Number(words[0]);
  const removed = draft.entries.get(number);
  if (removed !== undefined) {
    draft.entries.delete(number);
    draft.texts.delete(removed.text);
    draft.highest = Math.max(0, ...draft.entries.keys());
  }
  context.mark(line, "modelled");
  if (removed === undefined && !/^\d+$/.test(words[0] ?? "")) context.unknown(line, "access list", { scope: "device" });
}

/** IPv6 lists let neighbour advertisement and solicitation through before their implicit deny (reference/cisco.md 6). */
export function implicitOf({ kind, lines, rules }: AccessList, context: CiscoContext): Rule[] {
  const [line] = lines;
  if (kind !== "ipv6" || line === undefined || rules.length === 0) return [];
  return neighbourDiscovery({ "nd-na": 136, "nd-ns": 135 }, line, context);
}
