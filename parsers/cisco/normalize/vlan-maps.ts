/** `vlan access-map` and `vlan filter`: what is written, in the order of the maps (reference/cisco.md 2.5). */

import type { RuleDoubt } from "../../../src/model/rule.js";
import { type CiscoLine, wordsOf } from "../tree.js";
import { beginning } from "./beginning.js";
import type { CiscoContext } from "./context.js";
import { isAmong, type Ranges, rangesIn } from "./vlans.js";

type Kind = "ip" | "ipv6" | "mac";

export interface VlanMapEntry {
  readonly sequence: number;
  readonly line: CiscoLine;
  /** Lists by kind; any of a kind may match. A kind that is left out has no clause. */
  readonly lists: Readonly<Partial<Record<Kind, readonly string[]>>>;
  readonly action: "forward" | "drop" | "unknown";
  readonly doubts: readonly RuleDoubt[];
}

export interface VlanMap {
  readonly name: string;
  readonly entries: readonly VlanMapEntry[];
}

/** The map of a VLAN by `vlan filter`; it may be missing. */
export interface VlanFilter {
  readonly name: string;
  readonly map: VlanMap | undefined;
  readonly line: CiscoLine;
}

/** The maps of VLANs. */
export interface VlanFilters {
  /** Whether no VLAN has one. */
  readonly isEmpty: boolean;
  readonly of: (vlan: number) => VlanFilter | undefined;
}

interface Draft {
  sequence: number;
  line: CiscoLine;
  lists: Partial<Record<Kind, string[]>>;
  action: VlanMapEntry["action"];
  doubts: RuleDoubt[];
}

/** What else may stand behind `vlan`: VLANs themselves, and what is said of all of them. */
const OTHERS =
  /^(?:\d[\d,-]*|access-map|access-log|accounting|configuration|database|dot1q|filter|group|ifdescr|internal|port|mapping)$/i;

/** @param unspoken what an entry without an action does. */
export function readVlanMaps(
  roots: readonly CiscoLine[],
  context: CiscoContext,
  unspoken: VlanMapEntry["action"] = "forward",
): VlanFilters {
  const maps = new Map<string, Map<number, Draft>>();
  const uses: { ranges: Ranges; name: string | undefined; line: CiscoLine }[] = [];
  for (const line of beginning(roots, "vlan")) {
    const words = wordsOf(line);
    const isNegated = words[0] === "no";
    const [first, second, name = "", third, ...rest] = isNegated ? words.slice(1) : words;
    if (first !== "vlan") continue;
    if (second === "access-map") {
      readEntry(maps, { name, sequence: third, isNegated, unspoken }, line, context);
      if (rest.length > 0) context.unknown(line, "vlan access-map", { scope: "device" });
    }
    if (!OTHERS.test(second ?? "")) context.unknown(line, "the configuration", { scope: "device" });
    if (second !== "filter") continue;
    const list = rest.join("");
    const ranges = third === "vlan-list" ? rangesIn(list === "all" ? "1-4094" : list) : undefined;
    if (ranges === undefined) context.unknown(line, "vlan filter", { scope: "device" });
    else {
      context.mark(line, "modelled");
      uses.push({ ranges, name: isNegated ? undefined : name, line });
    }
  }
  const find = (vlan: number): VlanFilter | undefined => {
    const use = uses.findLast(({ ranges }) => isAmong(vlan, ranges));
    if (use?.name === undefined) return undefined;
    const drafts = maps.get(use.name);
    const entries = [...(drafts?.values() ?? [])].toSorted((a, b) => a.sequence - b.sequence);
    return { name: use.name, line: use.line, map: drafts === undefined ? undefined : { name: use.name, entries } };
  };
  return { isEmpty: uses.length === 0, of: find };
}

function readEntry(
  maps: Map<string, Map<number, Draft>>,
  head: {
    readonly name: string;
    readonly sequence: string | undefined;
    readonly isNegated: boolean;
    readonly unspoken: VlanMapEntry["action"];
  },
  line: CiscoLine,
  context: CiscoContext,
): void {
  const { name, isNegated } = head;
  context.mark(line, "modelled");
  if (isNegated && head.sequence === undefined) {
    maps.delete(name);
    return;
  }
  const entries = maps.get(name) ?? new Map<number, Draft>();
  const sequence = Number(head.sequence ?? Math.max(0, ...entries.keys()) + 10);
  if (!Number.isInteger(sequence)) {
    context.unknown(line, "vlan access-map", { scope: "device" });
    return;
  }
  maps.set(name, entries);
  if (isNegated) entries.delete(sequence);
  else {
    const entry = entries.get(sequence) ?? { sequence, line, lists: {}, action: head.unspoken, doubts: [] };
    entries.set(sequence, entry);
    for (const child of line.children) readClause(entry, child, context);
  }
}

const MATCH = /^match (ip|ipv6|mac) address (\S.*)$/;

function readClause(entry: Draft, line: CiscoLine, context: CiscoContext): void {
  context.markBlock(line, "modelled");
  // A clause holds nothing: what stands under one may be the next entry, whose clauses are then in this one.
  for (const child of line.children) context.unknown(child, "vlan access-map", { scope: "device" });
  const match = MATCH.exec(line.text);
  const action = /^action (drop|forward)(?: log| capture)?$/.exec(line.text)?.[1];
  if (match !== null) {
    const kind = match[1] as Kind;
    entry.lists[kind] = [...(entry.lists[kind] ?? []), ...(match[2] ?? "").split(/\s+/)];
  } else if (action === "drop" || action === "forward") entry.action = action;
  else if (line.text.startsWith("action redirect ")) entry.action = "unknown";
  else if (!/^(?:description|exit|statistics)\b/.test(line.text)) {
    entry.doubts.push({ doubt: context.unknown(line, "vlan access-map", { scope: "rule" }), effect: "anything" });
  }
}
