/** A VLAN map as one list of rules, as packets of a family meet it (reference/cisco.md 2.5). */
import type { Filter, Rule, RuleDoubt, RuleMatch, Table } from "../../../src/model/rule.js";
import { type AccessList, listKey } from "./access-list.js";
import { bothMatches } from "./both.js";
import type { CiscoContext } from "./context.js";
import type { VlanFilter, VlanMap, VlanMapEntry } from "./vlan-maps.js";

type Lists = ReadonlyMap<string, AccessList>;

/** Rules that the denies of lists make of later entries: more of them are left open. */
const MOST_RULES = 4000;

/** A map with the table that it becomes. */
export interface VlanMapFilter extends Filter {
  readonly table: Table | undefined;
}

/** What the maps of a platform go by. */
export interface VlanMapGround {
  readonly lists: Lists;
  /** Whether it is not documented what a map does with IPv4 that has lists of other kinds alone. */
  readonly isOtherOpen: boolean;
}

/** What a VLAN's map does with packets of a family; `undefined`: it lets all of them by. */
export function vlanMapFilter(
  filter: VlanFilter,
  family: 4 | 6,
  { lists, isOtherOpen }: VlanMapGround,
  context: CiscoContext,
): VlanMapFilter | undefined {
  const { map, name, line } = filter;
  const shown = `VLAN map ${name}`;
  const open = (reason: string): VlanMapFilter => {
    const doubt = context.doubt(reason, line, { scope: "rule" });
    const doubts = [{ doubt, effect: "anything" as const }];
    return { name: shown, tables: [], table: undefined, otherwise: last("unknown", shown, filter, doubts, context) };
  };
  if (map === undefined) return open(`the VLAN map ${name} is not defined: what it does is not documented`);
  const kind = family === 4 ? "ip" : "ipv6";
  const hasClauses = (one: keyof VlanMapEntry["lists"]) => map.entries.some(({ lists: of }) => of[one] !== undefined);
  if (family === 6 && !hasClauses("ipv6") && (hasClauses("ip") || hasClauses("mac")))
    return open(`the VLAN map ${name} has no lists of IPv6: whether others concern it differs between switches`);
  if (isOtherOpen && family === 4 && !hasClauses("ip") && (hasClauses("ipv6") || hasClauses("mac")))
    return open(`the VLAN map ${name} has no lists of IPv4: what it does with that is not documented`);
  const reading = new Reading(map, kind, lists, context);
  const rules = reading.rules();
  if (rules === undefined) return open(`the VLAN map ${name} has too many entries to be computed`);
  const { action, doubts } = otherwiseOf(map, kind);
  if (rules.every((rule) => rule.action === "permit") && action === "permit") return undefined;
  const at = [context.blockAt(line), ...map.entries.map((entry) => context.blockAt(entry.line))];
  const table: Table = { id: `vlan map ${name} ${kind}`, name, kind: "acl", rules, bound: true, at };
  return { name: shown, tables: [table.id], table, otherwise: last(action, shown, filter, doubts, context) };
}

/** What a map does with what no entry matches: a clause for the family lets it drop that, and a line not understood may be one. */
function otherwiseOf(
  { entries }: VlanMap,
  kind: "ip" | "ipv6",
): Pick<Rule, "action"> & { doubts: readonly RuleDoubt[] } {
  if (entries.some(({ lists }) => lists[kind] !== undefined)) return { action: "deny", doubts: [] };
  const doubts = entries.flatMap((entry) => entry.doubts);
  return { action: doubts.length > 0 ? "unknown" : "permit", doubts };
}

function last(
  action: Rule["action"],
  name: string,
  { line }: VlanFilter,
  doubts: readonly RuleDoubt[],
  context: CiscoContext,
): Rule {
  return {
    id: "no entry",
    name: `what no entry of ${name} matches`,
    action,
    match: ANY,
    enabled: true,
    implicit: true,
    log: false,
    ...(doubts.length === 0 ? {} : { doubts }),
    at: [context.at(line)],
  };
}

const ANY: RuleMatch = { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } };

const ACTIONS = { forward: "permit", drop: "deny", unknown: "unknown" } as const;

class Reading {
  private left = MOST_RULES;

  constructor(
    private readonly map: VlanMap,
    private readonly kind: "ip" | "ipv6",
    private readonly lists: Lists,
    private readonly context: CiscoContext,
  ) {}

  /** @returns undefined where there are too many, or some cannot be written. */
  rules(): Rule[] | undefined {
    const all = this.from(0);
    return this.left < 0 ? undefined : all?.map((rule, index) => ({ ...rule, id: `${rule.id} ${index + 1}` }));
  }

  /** The rules of an entry and those behind it. */
  private from(index: number): Rule[] | undefined {
    const entry = this.map.entries[index];
    if (entry === undefined) return [];
    const rest = this.from(index + 1);
    const own = rest && this.ofEntry(entry, rest);
    return own && [...own, ...rest];
  }

  /** A permit of a list takes the action, a deny leaves the packet to the entries behind this one. */
  private ofEntry(entry: VlanMapEntry, rest: readonly Rule[]): Rule[] | undefined {
    const { lists, doubts } = entry;
    if (doubts.length > 0) return [this.rule(entry, ANY, doubts)];
    const names = lists[this.kind];
    if (names === undefined) return Object.keys(lists).length > 0 ? [] : [this.rule(entry, ANY, [])];
    // Of several lists any may match: what one of them denies goes on to the next.
    let behind = rest;
    for (const name of names.toReversed()) {
      const list = this.lists.get(listKey(name, this.kind === "ip" ? 4 : 6));
      // The action applies where a list is empty or not there.
      const isEmpty = list === undefined || list.rules.length === 0;
      const own = isEmpty ? [this.rule(entry, ANY, [])] : this.ofList(entry, list, behind);
      if (own === undefined) return undefined;
      behind = [...own, ...behind];
    }
    return behind.slice(0, behind.length - rest.length);
  }

  private ofList(entry: VlanMapEntry, list: AccessList, rest: readonly Rule[]): Rule[] | undefined {
    const found: Rule[] = [];
    for (const rule of list.rules) {
      if (!rule.enabled) continue;
      const own = rule.action === "deny" ? this.without(rule, rest) : [this.taking(entry, rule)];
      if (own === undefined || this.left < 0) return undefined;
      found.push(...own);
    }
    return found;
  }

  private taking(entry: VlanMapEntry, rule: Rule): Rule {
    const own = this.rule(entry, rule.match, rule.doubts ?? []);
    const action = rule.action === "unknown" ? "unknown" : own.action;
    return { ...own, action, at: [...rule.at, ...own.at], ...(rule.log === undefined ? {} : { log: rule.log }) };
  }

  /** What the later entries do with packets that a list denies; what none of them matches goes on by itself. */
  private without(denied: Rule, rest: readonly Rule[]): Rule[] | undefined {
    const found: Rule[] = [];
    for (const rule of rest) {
      const matches = bothMatches(denied.match, rule.match);
      if (matches === undefined) return undefined;
      const doubts = [...(denied.doubts ?? []), ...(rule.doubts ?? [])];
      for (const match of matches)
        found.push({
          ...rule,
          match,
          implicit: true,
          at: [...rule.at, ...denied.at],
          ...(doubts.length > 0 && { doubts }),
        });
    }
    // Behind all entries stands what the map does otherwise, which the step has.
    found.push(this.otherwise(denied));
    this.left -= found.length;
    return found;
  }

  private otherwise(denied: Rule): Rule {
    const { action, doubts: own } = otherwiseOf(this.map, this.kind);
    const doubts = [...(denied.doubts ?? []), ...own];
    return {
      id: "no entry",
      action,
      match: denied.match,
      enabled: true,
      implicit: true,
      ...(doubts.length === 0 ? {} : { doubts }),
      at: denied.at,
    };
  }

  private rule({ sequence, line, action }: VlanMapEntry, match: RuleMatch, doubts: readonly RuleDoubt[]): Rule {
    return {
      id: `${sequence}`,
      action: ACTIONS[action],
      match,
      enabled: true,
      ...(doubts.length === 0 ? {} : { doubts }),
      at: [this.context.blockAt(line)],
    };
  }
}
