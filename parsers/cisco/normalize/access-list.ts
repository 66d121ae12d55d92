/** An access list of any platform, the table it becomes and the steps that consult it (reference/cisco.md 6). */
import type { Filter, FilterStep, Rule, Table } from "../../../src/model/rule.js";
import type { SourceRange } from "../../../src/source/range.js";
import { type CiscoLine, wordsOf } from "../tree.js";
import type { CiscoContext } from "./context.js";
import type { AclKind } from "./entry-options.js";
import type { Binding } from "./interface-draft.js";

/** A list as it stands after the last statement about it. */
export interface AccessList {
  readonly name: string;
  readonly kind: AclKind;
  readonly lines: readonly CiscoLine[];
  readonly rules: readonly Rule[];
  /** Those of its entries that name a group, in their order; left out: any of them may. */
  readonly naming?: readonly Rule[] | undefined;
  /** It holds remarks: without any entry these are all there is. */
  readonly isRemarked?: boolean;
}

/** Whether an entry names a group: asked while it is made, since later it is no longer at hand for the processor. */
export function isNaming({ match: { source, destination, service } }: Rule): boolean {
  return source.kind === "object" || destination.kind === "object" || service.kind === "object";
}

/** Lists of both families may share a name; the key keeps them apart. */
export function listKey(name: string, family: 4 | 6): string {
  return `${family} ${name}`;
}

export function tableId(list: Pick<AccessList, "name" | "kind">): string {
  return list.kind === "ipv6" ? `ipv6 ${list.name}` : list.name;
}

/** @param implicit what the device adds behind the entries and before the implicit deny. */
export function tableOf(list: AccessList, bound: boolean, implicit: readonly Rule[], context: CiscoContext): Table {
  const at = list.lines.map((line) => context.blockAt(line));
  const rules = implicit.length === 0 ? list.rules : [...list.rules, ...implicit];
  return { id: tableId(list), name: list.name, kind: "acl", rules, bound, at };
}

/** Permits for types of ICMPv6 that a device adds by itself, by the names of the types. */
export function neighbourDiscovery(
  types: Readonly<Record<string, number>>,
  line: CiscoLine,
  context: CiscoContext,
): Rule[] {
  return Object.entries(types).map(([name, type]) => ({
    id: `implicit nd ${type}`,
    name: `implicit permit ${name}`,
    action: "permit",
    match: {
      source: { kind: "any", family: 6 },
      destination: { kind: "any", family: 6 },
      service: { kind: "icmp", family: 6, type },
    },
    enabled: true,
    implicit: true,
    at: [context.at(line)],
  }));
}

/** Reports a list that is bound and not there, or without entries: IOS and NX-OS let everything pass then. */
export function reportAbsent(binding: Binding, id: string, isEmpty: boolean, context: CiscoContext): void {
  const position = wordsOf(binding.line).indexOf(binding.list);
  context.report(isEmpty ? "cisco/empty-list" : "cisco/undefined-list", context.wordAt(binding.line, position), {
    message: `the access list ${binding.list} on ${id} ${isEmpty ? "has no entries" : "is not defined"}: the device lets every packet pass`,
  });
}

/**
 * What a list does with packets.
 * @param at where it is bound.
 */
export function filterOf(list: AccessList, name: string, at: SourceRange, context: CiscoContext): Filter {
  const last = list.lines.at(-1);
  const otherwise: Rule = {
    id: "implicit deny",
    name: `implicit deny at the end of ${list.name}`,
    action: "deny",
    match: { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } },
    enabled: true,
    implicit: true,
    log: false,
    at: [list.rules.at(-1)?.at[0] ?? (last === undefined ? at : context.at(last))],
  };
  return { name, tables: [tableId(list)], otherwise };
}

/** The step by which an interface consults a list. */
export function stepOf(list: AccessList, binding: Binding, id: string, context: CiscoContext): FilterStep {
  const at = context.at(binding.line);
  const { direction, family } = binding;
  const { name, tables, otherwise } = filterOf(list, `${list.name} ${direction} on ${id}`, at, context);
  // Input lists stand before translations, output lists behind them (reference/cisco.md 3.1).
  return direction === "in"
    ? { kind: "filter", name, tables, otherwise, ingress: [id], family, sees: "incoming", stateful: false, at: [at] }
    : { kind: "filter", name, tables, otherwise, egress: [id], family, sees: "leaving", stateful: false, at: [at] };
}
