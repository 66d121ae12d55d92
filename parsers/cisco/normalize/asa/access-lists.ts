/** Access lists of an ASA: the file is a sequence of commands, entries may be put in at a line or taken away (reference/cisco.md 2.2). */
import type { Rule, Table } from "../../../../src/model/rule.js";
import { maskName } from "../../../../src/source/mask.js";
import type { PlainScan } from "../../plain-scan.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { UNUSUAL_BLANKS } from "../../words.js";
import { Removals } from "../removals.js";
import { TextSet } from "../text-set.js";
import { type Entry, readEntry, unreadable } from "./entry.js";
import type { EntrySite } from "./entry-site.js";
import { ethertypeRule } from "./ethertype.js";
import { readPlainEntry } from "./plain-entry.js";
import { readStandard } from "./standard-entry.js";
import type { AsaStatements } from "./statements.js";

/** `ethertype`: of frames; its rules are those that IP meets. `other`: of a web portal, which says nothing of packets. */
export type AclKind = "extended" | "standard" | "ethertype" | "other";

export interface AccessList {
  readonly name: string;
  readonly kind: AclKind;
  /** Before release 9.0 each family has lists of its own; from then on one list is about both, and this is left out. */
  readonly family?: 4 | 6;
  readonly lines: readonly CiscoLine[];
  readonly rules: readonly Rule[];
}

/** An entry or a remark: both count as lines of their list. */
interface Item {
  readonly text: string;
  readonly remark?: string;
  readonly rule?: Rule;
}

interface Draft {
  readonly name: string;
  /** How its entries begin. */
  readonly prefix: string;
  kind: AclKind;
  readonly family: 4 | 6;
  readonly lines: CiscoLine[];
  readonly items: Item[];
  /** What its entries say, without `inactive`. */
  readonly texts: TextSet;
  /** Those of them that are inactive. */
  readonly inactive: Set<string>;
  count: number;
}

/** An entry: its line, the word that its action is, and the line of the list that it goes to. */
interface Placed {
  readonly line: CiscoLine;
  readonly words: readonly string[];
  readonly from: number;
  readonly place: number | undefined;
}

/** Settings that begin like a list. */
const SETTINGS: ReadonlySet<string> = new Set(["alert-interval", "deny-flow-max", "cached", "mode"]);

/** What scripts write before they write a list anew. */
const CLEAR = /^clear configure access-list(?: \S+)?$/;

/** @param isSplit whether IPv6 has lists of its own, `ipv6 access-list`: before release 9.0 (reference/cisco.md 7). */
export function normalizeAccessLists(
  statements: AsaStatements,
  isSplit: boolean,
  site: EntrySite,
): ReadonlyMap<string, AccessList> {
  const drafts = new Map<string, Draft>();
  const cleared = statements.of("clear").filter(({ text }) => CLEAR.test(text));
  const own = isSplit ? statements.of("ipv6").filter(({ text }) => OF_IPV6.test(text)) : [];
  const lines = [...statements.of("access-list"), ...own, ...cleared];
  if (cleared.length > 0) lines.sort((a, b) => a.number - b.number);
  const ofIPv6: EntrySite = { ...site, any: { kind: "any", family: 6 } };
  const removals = new Removals();
  let last: Draft | undefined;
  for (const line of lines) {
    const former = last;
    last = addPlain(line, last, drafts, site);
    if (last !== undefined) {
      if (last !== former) removals.opened(last.name);
      continue;
    }
    const all = wordsOf(line);
    const isIPv6 = all.includes("ipv6") && OF_IPV6.test(line.text);
    const words = isIPv6 ? all.filter((_, index) => index !== all.indexOf("ipv6")) : all;
    if (words[0] === "clear") {
      site.context.mark(line, "modelled");
      if (words[3] === undefined) drafts.clear();
      else drafts.delete(words[3]);
      if (words[3] !== undefined) removals.taken(words[3], line);
      continue;
    }
    const from = words[0] === "no" ? 1 : 0;
    const name = words[from + 1];
    if (name === undefined) site.context.unknown(line, "access list", { scope: "device" });
    else if (SETTINGS.has(name)) site.context.mark(line, "ignored");
    else if (from === 1) {
      remove(line, name, words, drafts, site);
      removals.taken(name, line);
    } else {
      removals.opened(name);
      const draft = drafts.get(name) ?? newList(name, isIPv6 ? 6 : 4);
      drafts.set(name, draft);
      add(line, words, draft, isIPv6 ? ofIPv6 : site);
    }
  }
  removals.doubt("access list", site.context);
  return new Map([...drafts].map(([name, draft]) => [name, listOf(name, isSplit, draft)]));
}

/**
 * Adds an entry of the forms that nearly all have, and that nothing is to be said about.
 * @param last the list of the entry before, if that was one.
 * @returns its list.
 */
function addPlain(
  line: CiscoLine,
  last: Draft | undefined,
  drafts: Map<string, Draft>,
  site: EntrySite,
): Draft | undefined {
  const scan = site.context.scan.show(line);
  // Entries of one list stand behind one another.
  const draft = last !== undefined && scan.takes(last.prefix) ? last : draftAt(scan, drafts);
  if (draft?.kind !== "extended" || draft.family !== 4) return undefined;
  scan.takes("extended ");
  const { at, text: whole } = scan;
  const text = line.text.slice(scan.offset);
  const id = String(draft.count + 1);
  const comment = remarksBefore(draft);
  const rule = readPlainEntry(comment === undefined ? { line, id } : { line, id, comment }, scan, site);
  if (rule === undefined || draft.inactive.has(text) || !draft.texts.add(text, whole, at)) return undefined;
  if (draft.lines.length === 0) drafts.set(draft.name, draft);
  draft.lines.push(line);
  draft.count++;
  draft.items.push({ text, rule });
  return draft;
}

/** The list that an entry names, a new one perhaps; undefined for other statements. */
function draftAt(scan: PlainScan, drafts: ReadonlyMap<string, Draft>): Draft | undefined {
  const name = scan.takes("access-list ") ? scan.word() : "";
  if (name === "" || SETTINGS.has(name) || !scan.blank()) return undefined;
  return drafts.get(name) ?? newList(name, 4);
}

const OF_IPV6 = /^(?:no )?ipv6 access-list /;

function newList(name: string, family: 4 | 6): Draft {
  return {
    name,
    prefix: `access-list ${name} `,
    kind: "extended",
    family,
    lines: [],
    items: [],
    texts: new TextSet(),
    inactive: new Set(),
    count: 0,
  };
}

function listOf(name: string, isSplit: boolean, { kind, family, lines, items }: Draft): AccessList {
  const rules: Rule[] = [];
  for (const { rule } of items) if (rule !== undefined) rules.push(rule);
  return { name, kind, ...(isSplit ? { family } : {}), lines, rules };
}

/** `access-list NAME [line N] [extended|standard|advanced] …`: an entry goes to the end, or to its line. */
function add(line: CiscoLine, words: readonly string[], draft: Draft, site: EntrySite): void {
  draft.lines.push(line);
  let at = 2;
  const place = words[at] === "line" ? Number(words[at + 1]) : undefined;
  if (place !== undefined) at += 2;
  const kind = words[at];
  if (kind === "remark") {
    site.context.mark(line, "modelled");
    insert(draft, place, { text: words.slice(at).join(" "), remark: words.slice(at + 1).join(" ") });
    return;
  }
  if (kind === "webtype") {
    draft.kind = "other";
    site.context.mark(line, "ignored");
    return;
  }
  if (kind === "ethertype") {
    draft.kind = "ethertype";
    draft.items.push({
      text: words.slice(at + 1).join(" "),
      ...ethertypeRule(line, words.slice(at + 1), site.context),
    });
    return;
  }
  if (kind === "standard") draft.kind = "standard";
  const isAdvanced = kind === "advanced" && site.isThreatDefense === true;
  const from = kind === "extended" || kind === "standard" || isAdvanced ? at + 1 : at;
  const verb = words[from];
  if (verb !== "permit" && verb !== "deny" && !(isAdvanced && verb === "trust")) {
    // What is no entry may change those that are there.
    site.context.unknown(line, "access list", { scope: "device" });
    return;
  }
  addEntry({ line, words, from, place }, draft, site);
}

/**
 * One that is inactive and entered again without that word is active again, where it stands (ASA command reference,
 * `access-list extended`). Whether one that is active can be entered again as an inactive one is not documented.
 */
function addEntry({ line, words, from, place }: Placed, draft: Draft, site: EntrySite): void {
  const whole = textFrom(line, words, from);
  const text = withoutInactive(whole);
  const isInactive = text !== whole;
  const isThere = !draft.texts.add(text);
  if (isThere && isInactive === draft.inactive.has(text)) {
    // The device refuses an entry that the list has already.
    site.context.report("cisco/repeated-entry", site.context.at(line), {});
    site.context.mark(line, "modelled");
    return;
  }
  draft.count++;
  const comment = place === undefined ? remarksBefore(draft) : undefined;
  const entry = { line, id: String(draft.count), ...(comment === undefined ? {} : { comment }) };
  if (isThere) {
    const former = draft.items.findIndex((item) => item.text === text);
    const rule = ruleOf(entry, isInactive ? words.slice(0, -1) : words, from, draft, site);
    draft.items[former] = { text, rule: isInactive ? perhapsInactive(rule, line, site) : rule };
    draft.inactive.delete(text);
    return;
  }
  if (isInactive) draft.inactive.add(text);
  insert(draft, place, { text, rule: ruleOf(entry, words, from, draft, site) });
}

function ruleOf(entry: Entry, words: readonly string[], from: number, draft: Draft, site: EntrySite): Rule {
  // Which protocol `icmp` is in a list of IPv6 is not documented; its own word is `icmp6`.
  if (draft.family === 6 && words[from + 1] === "icmp") return unreadable(entry, site);
  return draft.kind === "standard" ? readStandard(entry, words, from, site) : readEntry(entry, words, from, site);
}

function perhapsInactive(rule: Rule, line: CiscoLine, { context }: EntrySite): Rule {
  const reason = "an entry is entered again as an inactive one; whether it is one then is not documented";
  const doubt = context.doubt(reason, line, { scope: "rule" });
  return { ...rule, doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" }] };
}

function withoutInactive(text: string): string {
  return text.endsWith(" inactive") && !text.startsWith("remark ") ? text.slice(0, -" inactive".length) : text;
}

/** The words of a line from one on; mostly they are a part of it already. */
function textFrom({ text }: CiscoLine, words: readonly string[], from: number): string {
  let offset = 0;
  for (let index = 0; index < from; index++) offset += (words[index]?.length ?? 0) + 1;
  const isPlain = text.startsWith(words[from] ?? "", offset) && !UNUSUAL_BLANKS.test(text);
  return isPlain ? text.slice(offset) : words.slice(from).join(" ");
}

function insert({ items }: Draft, place: number | undefined, item: Item): void {
  if (place === undefined || place > items.length) items.push(item);
  else items.splice(Math.max(0, place - 1), 0, item);
}

/** What stands directly above an entry is about it. */
function remarksBefore({ items }: Draft): string | undefined {
  if (items.at(-1)?.remark === undefined) return undefined;
  const remarks: string[] = [];
  for (let index = items.length - 1; index >= 0; index--) {
    const remark = items[index]?.remark;
    if (remark === undefined) break;
    remarks.unshift(remark);
  }
  return remarks.length === 0 ? undefined : maskName(remarks.join(" "));
}

const KINDS: ReadonlySet<string> = new Set(["extended", "standard", "ethertype", "advanced"]);

/** `no access-list NAME …` takes the entry away that it repeats. */
function remove(
  line: CiscoLine,
  name: string,
  words: readonly string[],
  drafts: Map<string, Draft>,
  site: EntrySite,
): void {
  const draft = drafts.get(name);
  site.context.mark(line, "modelled");
  const at = words[3] === "line" ? 5 : 3;
  const from = KINDS.has(words[at] ?? "") ? at + 1 : at;
  const text = withoutInactive(words.slice(from).join(" "));
  const index = draft?.items.findIndex((item) => item.text === text) ?? -1;
  if (draft !== undefined && index >= 0) {
    draft.items.splice(index, 1);
    draft.texts.delete(text);
    draft.inactive.delete(text);
  } else if (draft !== undefined) site.context.unknown(line, "access list", { scope: "device" });
}

/** The table of a list. */
export function tableOf(list: AccessList, bound: boolean, { context }: EntrySite): Table {
  const [first] = list.lines;
  const at = first === undefined ? [] : [context.at(first)];
  return { id: list.name, name: list.name, kind: "acl", rules: list.rules, bound, at };
}
