/** Access lists whose entries and remarks have numbers, as NX-OS and IOS-XR keep them (reference/cisco.md 1.1, 2.2). */
import type { Rule } from "../../../src/model/rule.js";
import { PlainScan } from "../plain-scan.js";
import type { CiscoLine } from "../tree.js";
import type { Words } from "../words.js";
import type { CiscoContext } from "./context.js";
import { readEntry } from "./entry.js";
import type { AclKind, EntryDialect } from "./entry-options.js";
import { readPlainEntry } from "./plain-entry.js";

/** An entry, or a remark: both have a number. */
interface Numbered {
  readonly sequence: number;
  readonly text: string;
  readonly line: CiscoLine;
  readonly rule?: Rule;
}

/** A list while its statements are read. */
export interface NumberedList {
  readonly kind: AclKind;
  readonly lines: CiscoLine[];
  readonly entries: Map<number, Numbered>;
  /** How many entries say the same: a list of 10,000 is not to be looked through for each. */
  readonly texts: Map<string, number>;
  highest: number;
  remarks: string[];
}

export function newNumberedList(kind: AclKind): NumberedList {
  return { kind, lines: [], entries: new Map(), texts: new Map(), highest: 0, remarks: [] };
}

/** The entries in force, by their numbers. */
export function entriesInOrder({ entries }: NumberedList): { readonly line: CiscoLine; readonly rule: Rule }[] {
  return [...entries.values()]
    .sort((a, b) => a.sequence - b.sequence)
    .flatMap(({ line, rule }) => (rule === undefined ? [] : [{ line, rule }]));
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
  const text = words.plainRest();
  if (words.is("remark")) {
    list.entries.set(sequence, { sequence, text, line });
    list.remarks.push(words.skip().plainRest());
    return;
  }
  const entry = { context, dialect, line, kind: list.kind, id: String(sequence) };
  const comment = list.remarks.length === 0 ? undefined : list.remarks.join(" ");
  if (comment !== undefined) list.remarks = [];
  const read = readEntry(comment === undefined ? entry : { ...entry, comment }, words);
  const same = list.texts.get(text) ?? 0;
  const rule = same === 0 ? read : repeatedRule(read, line, context);
  list.texts.set(text, same + 1);
  list.entries.set(sequence, { sequence, text, line, rule });
}

/**
 * Adds an entry of the forms that nearly all have, under a number that is free, and that the list has not already.
 * @returns whether it is one.
 */
export function addPlainNumbered(
  list: NumberedList,
  line: CiscoLine,
  dialect: EntryDialect,
  context: CiscoContext,
): boolean {
  const scan = new PlainScan(line.text, 0);
  const sequence = scan.sequence() ?? list.highest + 10;
  if (list.entries.has(sequence)) return false;
  const text = scan.at === 0 ? line.text : line.text.slice(scan.at);
  const entry = { context, dialect, line, kind: list.kind, id: String(sequence) };
  const { remarks } = list;
  const rule = readPlainEntry(remarks.length === 0 ? entry : { ...entry, comment: remarks.join(" ") }, scan);
  if (rule === undefined || (list.texts.get(text) ?? 0) > 0) return false;
  if (remarks.length > 0) list.remarks = [];
  list.highest = Math.max(list.highest, sequence);
  list.texts.set(text, 1);
  list.entries.set(sequence, { sequence, text, line, rule });
  return true;
}

/** IOS refuses an entry that the list has already; whether NX-OS and IOS-XR do is not documented. */
function repeatedRule(rule: Rule, line: CiscoLine, context: CiscoContext): Rule {
  context.report("cisco/repeated-entry", context.at(line), {});
  const doubt = context.doubt("whether a list takes an entry twice is not documented", line, { scope: "rule" });
  return { ...rule, doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" }] };
}

function forget({ entries, texts }: NumberedList, sequence: number): void {
  const known = entries.get(sequence);
  if (known === undefined) return;
  entries.delete(sequence);
  if (known.rule !== undefined) texts.set(known.text, (texts.get(known.text) ?? 1) - 1);
}

/** `no 10` and `no permit …`, without the `no`; `false` where it is neither. */
export function removeNumbered(list: NumberedList, words: readonly string[]): boolean {
  const [first = ""] = words;
  if (/^\d+$/.test(first)) {
    forget(list, Number(first));
    return true;
  }
  if (first !== "permit" && first !== "deny" && first !== "remark") return false;
  const text = words.join(" ");
  for (const { sequence } of [...list.entries.values()].filter((one) => one.text === text)) forget(list, sequence);
  return true;
}
