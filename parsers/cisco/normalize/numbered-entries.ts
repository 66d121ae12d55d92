/** Access lists whose entries and remarks have numbers, as NX-OS and IOS-XR keep them (reference/cisco.md 1.1, 2.2). */
import type { Rule } from "../../../src/model/rule.js";
import type { CiscoLine } from "../tree.js";
import type { CiscoContext } from "./context.js";
import { readEntry } from "./entry.js";
import type { AclKind, EntryDialect } from "./entry-options.js";

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
  /** Numbers of entries by what they say: a list of 10,000 is not to be looked through for each. */
  readonly texts: Map<string, Set<number>>;
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
  { words, sequence = list.highest + 10 }: { readonly words: readonly string[]; readonly sequence?: number },
  dialect: EntryDialect,
  context: CiscoContext,
): void {
  forget(list, sequence);
  list.highest = Math.max(list.highest, sequence);
  const text = words.join(" ");
  if (words[0] === "remark") {
    list.entries.set(sequence, { sequence, text, line });
    list.remarks.push(words.slice(1).join(" "));
    return;
  }
  const comment = list.remarks.length === 0 ? {} : { comment: list.remarks.join(" ") };
  list.remarks = [];
  const rule = readEntry({ context, dialect, line, kind: list.kind, id: String(sequence), ...comment }, words);
  const same = list.texts.get(text) ?? new Set();
  list.texts.set(text, same);
  list.entries.set(sequence, {
    sequence,
    text,
    line,
    rule: same.size === 0 ? rule : repeatedRule(rule, line, context),
  });
  same.add(sequence);
}

/** IOS refuses an entry that the list has already; whether NX-OS and IOS-XR do is not documented. */
function repeatedRule(rule: Rule, line: CiscoLine, context: CiscoContext): Rule {
  context.report("cisco/repeated-entry", context.at(line), {});
  const doubt = context.doubt("whether a list takes an entry twice is not documented", line, { scope: "rule" });
  return { ...rule, doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" }] };
}

function forget({ entries, texts }: NumberedList, sequence: number): void {
  texts.get(entries.get(sequence)?.text ?? "")?.delete(sequence);
  entries.delete(sequence);
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
