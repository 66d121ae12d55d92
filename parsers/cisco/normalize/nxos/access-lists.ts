/** Access lists of NX-OS: numbered entries and remarks, options of whole lists (reference/cisco.md 2.2, 6). */

import type { Rule } from "../../../../src/model/rule.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { type AccessList, listKey, neighbourDiscovery } from "../access-list.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import { sequencedWords } from "../entry.js";
import type { AclKind, EntryDialect } from "../entry-options.js";
import {
  addNumbered,
  addPlainNumbered,
  NumberedList,
  namingIn,
  removeNumbered,
  renumber,
  rulesOf,
} from "../numbered-entries.js";
import { PlainEntry } from "../plain-entry.js";
import { Removals } from "../removals.js";
import { type FragmentsOption, withFragmentsOption } from "./fragments-option.js";
import type { NxosModel } from "./model.js";
import type { PortGroups } from "./objects.js";

export interface NxosList extends AccessList {
  /** Statements about the list as a whole whose effect is not computed: interfaces that consult it are doubtful. */
  readonly open: readonly CiscoLine[];
}

class Draft extends NumberedList {
  fragments?: FragmentsOption;
  open: CiscoLine[] = [];
}

/** Reads every list. The file is a sequence of commands: a list that is removed and written anew is what comes last. */
export function normalizeAccessLists(
  roots: readonly CiscoLine[],
  groups: PortGroups,
  context: CiscoContext,
): ReadonlyMap<string, NxosList> {
  const drafts = new Map<string, Draft>();
  const dialect: EntryDialect = {
    addressGroups: ["addrgroup"],
    hasServiceGroups: false,
    portsOf: (name) => groups.portsOf(name),
    isAnyFlag: false,
    hasLogTags: false,
    hasBareHosts: true,
  };
  const plain = new PlainEntry(context, dialect);
  const removals = new Removals();
  for (const line of beginning(roots, "ip access-list", "ipv6 access-list", "resequence")) {
    const words = wordsOf(line);
    if (words[0] === "resequence") {
      resequence(words, line, drafts, context);
      continue;
    }
    const isNegated = words[0] === "no";
    const [family, keyword, name, ...others] = isNegated ? words.slice(1) : words;
    if ((family !== "ip" && family !== "ipv6") || keyword !== "access-list" || name === undefined) continue;
    if (others.length > 0) continue;
    const key = listKey(name, family === "ip" ? 4 : 6);
    context.mark(line, "modelled");
    if (isNegated) {
      drafts.delete(key);
      removals.taken(key, line);
      continue;
    }
    removals.opened(key);
    readList(draftOf(drafts, key, family === "ip" ? "extended" : "ipv6"), line, plain);
  }
  removals.doubt("access list", context);
  return new Map([...drafts].map(([key, draft]) => [key, listOf(key, draft, context)]));
}

/** `resequence ip access-list NAME START STEP`. */
function resequence(
  [, family, keyword, name = "", start, step, ...more]: readonly string[],
  line: CiscoLine,
  drafts: ReadonlyMap<string, Draft>,
  context: CiscoContext,
): void {
  if ((family !== "ip" && family !== "ipv6") || keyword !== "access-list") return;
  context.mark(line, "modelled");
  const draft = drafts.get(listKey(name, family === "ip" ? 4 : 6));
  const [first, distance] = [Number(start), Number(step)];
  if (draft === undefined) return;
  if (first > 0 && distance > 0 && more.length === 0) renumber(draft, first, distance);
  else context.unknown(line, "the configuration", { scope: "device" });
}

/**
 * What IPv6 lists let through before their implicit deny: nothing on a Nexus 9000, neighbour discovery on a Nexus 7000;
 * for others it is not documented.
 */
export function implicitOf({ kind, lines, rules }: AccessList, model: NxosModel, context: CiscoContext): Rule[] {
  const [line] = lines;
  if (kind !== "ipv6" || line === undefined || rules.length === 0 || model.family === "n9k") return [];
  const types = { "nd-na": 136, "nd-ns": 135, "router-advertisement": 134, "router-solicitation": 133 };
  const permits = neighbourDiscovery(types, line, context);
  if (model.family === "n7k") return permits;
  const reason = "whether this switch permits neighbour discovery at the end of a list depends on its model";
  const doubt = context.doubt(reason, line, { scope: "rule" });
  return permits.map((rule) => ({ ...rule, doubts: [{ doubt, effect: "narrows" }] }));
}

function draftOf(drafts: Map<string, Draft>, key: string, kind: AclKind): Draft {
  const known = drafts.get(key);
  if (known !== undefined) return known;
  const draft = new Draft(kind);
  drafts.set(key, draft);
  return draft;
}

function listOf(key: string, draft: Draft, context: CiscoContext): NxosList {
  const { kind, lines, fragments, open } = draft;
  const sorted = rulesOf(draft);
  const rules = fragments === undefined ? sorted : withFragmentsOption(sorted, fragments, context);
  return { name: key.slice(2), kind, lines, rules, open, naming: namingIn(draft) };
}

function readList(draft: Draft, line: CiscoLine, plain: PlainEntry): void {
  const { context, dialect } = plain;
  draft.lines.push(line);
  for (const child of line.children) {
    if (child.children.length === 0 && addPlainNumbered(draft, child, plain)) continue;
    context.mark(child, "modelled");
    const { sequence, words } = sequencedWords(child);
    const verb = words.word;
    const second = words.following;
    if (verb === "permit" || verb === "deny" || verb === "remark")
      addNumbered(draft, child, { words, ...(sequence === undefined ? {} : { sequence }) }, dialect, context);
    else if (verb === "no") remove(draft, child, words.skip().rest(), context);
    else if (verb === "fragments" && (second === "permit-all" || second === "deny-all"))
      draft.fragments = { action: second === "permit-all" ? "permit" : "deny", line: child };
    else if (verb === "ignore") draft.open.push(child);
    else if (verb !== "statistics" && verb !== "exit") {
      // What is not an entry may change those that are there.
      context.unknown(child, "access list", { scope: "device" });
    }
    for (const one of child.children) context.unknown(one, "access list", { scope: "device" });
  }
}

/** `no 10`, `no permit …` and the options of the list. */
function remove(draft: Draft, line: CiscoLine, words: readonly string[], context: CiscoContext): void {
  const [first = ""] = words;
  if (first === "fragments") delete draft.fragments;
  else if (first === "ignore") draft.open = [];
  else if (!removeNumbered(draft, line, words) && first !== "statistics")
    context.unknown(line, "access list", { scope: "device" });
}
