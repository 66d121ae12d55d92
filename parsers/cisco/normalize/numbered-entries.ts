/** Access lists whose entries and remarks have numbers, as NX-OS and IOS-XR keep them (reference/cisco.md 1.1, 2.2). */
import type { Rule } from "../../../src/model/rule.js";
import { maskName } from "../../../src/source/mask.js";
import type { CiscoLine } from "../tree.js";
import type { Words } from "../words.js";
import { isNaming } from "./access-list.js";
import type { CiscoContext } from "./context.js";
import { readEntry } from "./entry.js";
import type { AclKind, EntryDialect } from "./entry-options.js";
import { addText, entryText, type PlainEntry, readPlainEntry } from "./plain-entry.js";
import { missesEntry } from "./removals.js";
import { TextSet } from "./text-set.js";

/** An entry, or a remark: both have a number. */
interface Numbered {
  readonly sequence: number;
  readonly text: string;
  readonly line: CiscoLine;
  readonly rule: Rule | undefined;
}

/** Exports give their numbers in order: what finds an entry by its number is made when that is asked for. */
class NumberedEntries {
  private readonly rising: Numbered[] = [];
  private byNumber: Map<number, Numbered> | undefined;

  get(sequence: number): Numbered | undefined {
    if (this.byNumber === undefined && sequence > this.last) return undefined;
    return this.indexed().get(sequence);
  }

  set(entry: Numbered): void {
    if (this.byNumber === undefined && entry.sequence > this.last) this.rising.push(entry);
    else this.indexed().set(entry.sequence, entry);
  }

  delete(sequence: number): void {
    this.indexed().delete(sequence);
  }

  /** Gives them new numbers in their order, `step` apart. @returns the last. */
  renumber(start: number, step: number): number {
    const renumbered = this.inOrder().map((entry, index): [number, Numbered] => {
      const sequence = start + index * step;
      const rule = entry.rule && { ...entry.rule, id: String(sequence) };
      return [sequence, { ...entry, sequence, rule }];
    });
    this.byNumber = new Map(renumbered);
    return renumbered.at(-1)?.[0] ?? 0;
  }

  /** Whether each was added behind all others. */
  get areRising(): boolean {
    return this.byNumber === undefined;
  }

  /** All of them, by their numbers. */
  inOrder(): readonly Numbered[] {
    if (this.byNumber === undefined) return this.rising;
    return [...this.byNumber.values()].sort((a, b) => a.sequence - b.sequence);
  }

  private get last(): number {
    return this.rising.at(-1)?.sequence ?? -1;
  }

  private indexed(): Map<number, Numbered> {
    this.byNumber ??= new Map(this.rising.map((entry) => [entry.sequence, entry]));
    return this.byNumber;
  }
}

/** A list while its statements are read. */
export class NumberedList {
  readonly lines: CiscoLine[] = [];
  readonly entries = new NumberedEntries();
  /** What the entries say: a list of 10,000 is not to be looked through for each. */
  readonly texts = new TextSet();
  /** How many entries say what another one said before them, where some do. */
  repeated?: Map<string, number>;
  highest = 0;
  remarks: string[] = [];
  /** Entries that name a group, as they were added. */
  readonly naming: Rule[] = [];

  constructor(readonly kind: AclKind) {}
}

/** The entries in force, by their numbers. */
export function rulesOf({ entries }: NumberedList): Rule[] {
  const rules: Rule[] = [];
  for (const { rule } of entries.inOrder()) if (rule !== undefined) rules.push(rule);
  return rules;
}

/** The entries in force that name a group, by their numbers; `undefined`: any of them may. */
export function namingIn({ entries, naming }: NumberedList): readonly Rule[] | undefined {
  return entries.areRising ? naming : undefined;
}

/** The first line of an entry in force, by their numbers, that says something. */
export function firstLine({ entries }: NumberedList, says: (text: string) => boolean): CiscoLine | undefined {
  return entries.inOrder().find(({ line, rule }) => rule !== undefined && says(line.text))?.line;
}

/**
 * `permit`, `deny` or `remark` with what stands behind. An entry whose number is taken replaces the old one (reference/cisco.md 1.1).
 * @param sequence left out: ten behind the highest.
 */
export function addNumbered(
  list: NumberedList,
  line: CiscoLine,
  { words, sequence = list.highest + 10 }: { readonly words: Words; readonly sequence?: number },
  dialect: EntryDialect,
  context: CiscoContext,
): void {
  forget(list, sequence);
  list.highest = Math.max(list.highest, sequence);
  const text = entryText(words.plainRest());
  if (words.is("remark")) {
    list.entries.set({ sequence, text, line, rule: undefined });
    list.remarks.push(maskName(words.skip().plainRest()));
    return;
  }
  const entry = { context, dialect, line, kind: list.kind, id: String(sequence) };
  const comment = list.remarks.length === 0 ? undefined : list.remarks.join(" ");
  if (comment !== undefined) list.remarks = [];
  const read = readEntry(comment === undefined ? entry : { ...entry, comment }, words);
  const isFirst = list.texts.add(text);
  const rule = isFirst ? read : repeatedRule(read, line, context);
  if (!isFirst) {
    list.repeated ??= new Map();
    list.repeated.set(text, (list.repeated.get(text) ?? 0) + 1);
  }
  list.entries.set({ sequence, text, line, rule });
  if (isNaming(rule)) list.naming.push(rule);
}

/**
 * Adds an entry of the forms that nearly all have, under a number that is free, and that the list has not already.
 * @returns whether it is one.
 */
export function addPlainNumbered(list: NumberedList, line: CiscoLine, plain: PlainEntry): boolean {
  const { scan } = plain.context;
  scan.show(line);
  const sequence = scan.sequence() ?? list.highest + 10;
  if (list.entries.get(sequence) !== undefined) return false;
  const start = scan.at;
  const { remarks } = list;
  plain.line = line;
  plain.kind = list.kind;
  plain.id = String(sequence);
  plain.comment = remarks.length === 0 ? undefined : remarks.join(" ");
  const rule = readPlainEntry(plain, scan);
  if (rule === undefined) return false;
  const text = addText(list.texts, line, start, scan);
  if (text === undefined) return false;
  if (remarks.length > 0) list.remarks = [];
  list.highest = Math.max(list.highest, sequence);
  list.entries.set({ sequence, text, line, rule });
  if (isNaming(rule)) list.naming.push(rule);
  return true;
}

/** IOS refuses an entry that the list has already; whether NX-OS and IOS-XR do is not documented. */
function repeatedRule(rule: Rule, line: CiscoLine, context: CiscoContext): Rule {
  context.report("cisco/repeated-entry", context.at(line), {});
  const doubt = context.doubt("whether a list takes an entry twice is not documented", line, { scope: "rule" });
  return { ...rule, doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" }] };
}

/** Gives all entries and remarks new numbers in their order: what stands behind is numbered beside these. */
export function renumber(list: NumberedList, start: number, step: number): void {
  list.highest = list.entries.renumber(start, step);
}

/** @returns whether there was one. */
function forget({ entries, texts, repeated }: NumberedList, sequence: number): boolean {
  const known = entries.get(sequence);
  if (known === undefined) return false;
  entries.delete(sequence);
  if (known.rule === undefined) return true;
  const more = repeated?.get(known.text) ?? 0;
  if (more > 0) repeated?.set(known.text, more - 1);
  else texts.delete(known.text);
  return true;
}

/** `no 10` and `no permit …`, without the `no`; `false` where it is neither, or says what no entry says. */
export function removeNumbered(list: NumberedList, line: CiscoLine, words: readonly string[]): boolean {
  const [first = ""] = words;
  if (/^\d+$/.test(first))
    return forget(list, Number(first)) || !missesEntry(line, Number(first), list.entries.inOrder().length > 0);
  if (first !== "permit" && first !== "deny" && first !== "remark") return false;
  const text = entryText(words.join(" "));
  const all = list.entries.inOrder();
  const meant = all.filter((one) => one.text === text);
  for (const { sequence } of meant) forget(list, sequence);
  return meant.length > 0 || all.length === 0;
}
