/** Access lists of IOS: numbered and named, standard, extended, IPv6; reopened, numbered and reset (reference/cisco.md 2.2). */

import type { Rule } from "../../../../src/model/rule.js";
import { maskName } from "../../../../src/source/mask.js";
import { isOfOthers, kindOfNumber } from "../../list-numbers.js";
import type { CiscoLine } from "../../tree.js";
import { Words } from "../../words.js";
import { type AccessList, listKey, neighbourDiscovery } from "../access-list.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { readEntry, sequencedWords } from "../entry.js";
import type { AclKind, EntryDialect } from "../entry-options.js";
import { addText, entryText, PlainEntry, readPlainEntry } from "../plain-entry.js";
import { missesEntry, Removals } from "../removals.js";
import { TextSet } from "../text-set.js";
import { NumberedRules } from "./numbered-rules.js";

interface Draft {
  kind: AclKind;
  lines: CiscoLine[];
  readonly entries: NumberedRules;
  /** What the entries say: a list of 10,000 is not to be read 10,000 times for one that repeats. */
  readonly texts: TextSet;
  remarks: string[];
  isRemarked: boolean;
}

/**
 * Reads every list. The file is a sequence of commands: a list that is removed and written anew is what comes last.
 * @param portsOf what a port group holds, as far as that is known.
 */
export function normalizeAccessLists(
  roots: readonly CiscoLine[],
  portsOf: NonNullable<EntryDialect["portsOf"]>,
  context: CiscoContext,
): ReadonlyMap<string, AccessList> {
  const drafts = new Map<string, Draft>();
  const dialect = dialectOf(portsOf);
  const removals = new Removals();
  const site = { context, dialect, plain: new PlainEntry(context, dialect), removals };
  for (const line of beginning(roots, "access-list", "ip access-list", "ipv6 access-list")) {
    const words = new Words(line.text);
    const isNegated = words.is("no");
    if (isNegated) words.skip();
    const first = words.word;
    if (first === "access-list") {
      const name = words.skip().take();
      if (name !== "") numbered(line, name, words, isNegated, drafts, site);
    } else if ((first === "ip" || first === "ipv6") && words.skip().is("access-list")) {
      const second = words.skip().take();
      const isIPv4 = first === "ip" && (second === "standard" || second === "extended");
      if (first === "ip" && second === "resequence") renumber(line, words, drafts, context);
      else if (isIPv4 && !words.isAtEnd) {
        named(line, words.word, second, isNegated, drafts, site);
        if (words.following !== undefined) context.unknown(line, "access list", { scope: "device" });
      } else if (first === "ipv6" && second !== "" && second !== "log-update") {
        named(line, second, "ipv6", isNegated, drafts, site);
        if (!words.isAtEnd) context.unknown(line, "access list", { scope: "device" });
      }
    }
  }
  removals.doubt("access list", context);
  return new Map([...drafts].map(([key, draft]) => [key, listOf(key, draft)]));
}

/** `ip access-list resequence NAME [START STEP]`: ten and ten where nothing is written. */
function renumber(line: CiscoLine, words: Words, drafts: Map<string, Draft>, context: CiscoContext): void {
  const draft = drafts.get(listKey(words.take(), 4));
  const start = words.number(Number.POSITIVE_INFINITY) ?? 10;
  const step = words.skip().number(Number.POSITIVE_INFINITY) ?? 10;
  context.mark(line, "modelled");
  if (step > 0) draft?.entries.renumber(start, step);
}

function listOf(key: string, { kind, lines, entries, isRemarked }: Draft): AccessList {
  return { name: key.slice(2), kind, lines, rules: entries.inOrder(), naming: entries.naming, isRemarked };
}

function draftOf(drafts: Map<string, Draft>, key: string, kind: AclKind, { removals }: Site): Draft {
  const known = drafts.get(key);
  if (known !== undefined) return known;
  removals.opened(key);
  const draft: Draft = {
    kind,
    lines: [],
    entries: new NumberedRules(),
    texts: new TextSet(),
    remarks: [],
    isRemarked: false,
  };
  drafts.set(key, draft);
  return draft;
}

function numbered(
  line: CiscoLine,
  name: string,
  words: Words,
  isNegated: boolean,
  drafts: Map<string, Draft>,
  site: Site,
): void {
  const kind = kindOfNumber(Number(name));
  if (kind === undefined) {
    // A list of frames that is bound somewhere makes its doubt there.
    if (isOfOthers(name, words.plainRest())) site.context.mark(line, "ignored");
    else site.context.unknown(line, "access list", { scope: "device" });
    return;
  }
  if (isNegated) {
    drafts.delete(listKey(name, 4));
    site.context.mark(line, "modelled");
    site.removals.taken(listKey(name, 4), line);
    return;
  }
  const draft = draftOf(drafts, listKey(name, 4), kind, site);
  draft.lines.push(line);
  site.context.scan.show(line, words.place);
  if (!addPlain(line, undefined, draft, site)) addEntry(line, words, undefined, draft, site);
}

function named(
  line: CiscoLine,
  name: string,
  kind: AclKind,
  isNegated: boolean,
  drafts: Map<string, Draft>,
  site: Site,
): void {
  const key = listKey(name, kind === "ipv6" ? 6 : 4);
  site.context.mark(line, "modelled");
  if (isNegated) {
    // Whether a device takes away a list of another kind than the statement names is not documented.
    if ((drafts.get(key)?.kind ?? kind) !== kind) site.context.unknown(line, "access list", { scope: "device" });
    drafts.delete(key);
    site.removals.taken(key, line);
    return;
  }
  const draft = draftOf(drafts, key, kind, site);
  draft.lines.push(line);
  const { scan } = site.context;
  for (const child of line.children) {
    scan.show(child);
    if (addPlain(child, scan.sequence(), draft, site)) continue;
    const { sequence, words } = sequencedWords(child);
    addEntry(child, words, sequence, draft, site);
  }
}

/** What stands around every list. */
interface Site {
  readonly context: CiscoContext;
  readonly dialect: EntryDialect;
  readonly plain: PlainEntry;
  readonly removals: Removals;
}

/** `addrgroup` and `portgroup` are words of the Catalyst 6500 (policy-based ACLs). */
function dialectOf(portsOf: NonNullable<EntryDialect["portsOf"]>): EntryDialect {
  return {
    addressGroups: ["object-group", "addrgroup"],
    hasServiceGroups: true,
    portsOf,
    isAnyFlag: true,
    hasLogTags: true,
    hasBareHosts: false,
  };
}

function isEntry(verb: string): boolean {
  return verb === "permit" || verb === "deny" || ENTRY.test(verb);
}

const ENTRY = /^(?:permit|deny|evaluate|dynamic)$/i;

/**
 * Adds an entry of the forms that nearly all have, and that nothing is to be said about, where the scan is. @returns whether it
 * is one.
 */
function addPlain(line: CiscoLine, sequence: number | undefined, draft: Draft, { plain }: Site): boolean {
  const { scan } = plain.context;
  const { entries, remarks } = draft;
  const number = sequence ?? entries.highest + 10;
  if (entries.has(number)) return false;
  const start = scan.at;
  plain.line = line;
  plain.kind = draft.kind;
  plain.id = String(number);
  plain.comment = remarks.length === 0 ? undefined : remarks.join(" ");
  const rule = readPlainEntry(plain, scan);
  if (rule === undefined) return false;
  const text = addText(draft.texts, line, start, scan);
  if (text === undefined) return false;
  if (remarks.length > 0) draft.remarks = [];
  entries.add(number, rule, text);
  return true;
}

function addEntry(
  line: CiscoLine,
  words: Words,
  sequence: number | undefined,
  draft: Draft,
  { context, dialect }: Site,
): void {
  const verb = words.word;
  if (verb === "remark") {
    context.mark(line, "modelled");
    draft.remarks.push(maskName(words.skip().plainRest()));
    draft.isRemarked = true;
    return;
  }
  if (verb === "exit") {
    context.mark(line, "ignored");
    return;
  }
  if (verb === "no") {
    removeEntry(line, words.skip(), draft, context);
    return;
  }
  if (!isEntry(verb)) {
    // What is not an entry may change those that are there.
    context.unknown(line, "access list", { scope: "device" });
    return;
  }
  const number = sequence ?? draft.entries.highest + 10;
  if (draft.entries.has(number)) {
    // IOS refuses an entry whose number is taken and keeps the old one.
    context.report("cisco/duplicate-sequence", context.at(line), {
      message: `number ${number} is taken; the entry is refused by the device`,
    });
    context.mark(line, "modelled");
    return;
  }
  const text = entryText(words.plainRest()); // names of groups differ by case
  if (!draft.texts.add(text)) {
    // The same entry under another number changes nothing (reference/cisco.md 1.1).
    context.report("cisco/repeated-entry", context.at(line), {});
    context.mark(line, "modelled");
    return;
  }
  const comment = draft.remarks.length === 0 ? undefined : draft.remarks.join(" ");
  if (comment !== undefined) draft.remarks = [];
  const entry = { context, dialect, line, kind: draft.kind, id: String(number) };
  const rule = readEntry(comment === undefined ? entry : { ...entry, comment }, words);
  draft.entries.add(number, rule, text);
}

/** `no 10` or `no permit …`: an entry goes. Which one is meant that is written in other words is not known: a doubt. */
function removeEntry(line: CiscoLine, words: Words, draft: Draft, context: CiscoContext): void {
  const written = words.number(Number.POSITIVE_INFINITY);
  const number = written ?? (isEntry(words.word) ? draft.entries.numberOf(entryText(words.plainRest())) : undefined);
  const isFilled = draft.entries.highest > 0;
  const removed = number === undefined ? undefined : draft.entries.remove(number);
  if (removed !== undefined) draft.texts.delete(removed);
  context.mark(line, "modelled");
  const isMissed = number === undefined || (removed === undefined && missesEntry(line, number, isFilled));
  if (isMissed) context.unknown(line, "access list", { scope: "device" });
}

/** IPv6 lists let neighbour advertisement and solicitation through before their implicit deny (reference/cisco.md 6). */
export function implicitOf({ kind, lines, rules }: AccessList, context: CiscoContext): Rule[] {
  const [line] = lines;
  if (kind !== "ipv6" || line === undefined || rules.length === 0) return [];
  return neighbourDiscovery({ "nd-na": 136, "nd-ns": 135 }, line, context);
}
