/** Which access lists a packet meets on its way, and the tables they become (reference/cisco.md 3.1, 6). */
import type { FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import { wordsOf } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { type AccessList, listKey, tableId, tableOf } from "./access-lists.js";
import type { Binding } from "./interface-draft.js";
import type { IosInterface } from "./interfaces.js";
import type { ZoneFirewall } from "./zone-firewall.js";

export interface IosFilters {
  readonly tables: readonly Table[];
  readonly forwarding: readonly FilterStep[];
  readonly toDevice: readonly FilterStep[];
}

/** Input lists, the zone-based firewall, output lists. A packet to the device meets no output list. */
export function normalizeFilters(
  interfaces: readonly IosInterface[],
  lists: ReadonlyMap<string, AccessList>,
  firewall: ZoneFirewall,
  context: CiscoContext,
): IosFilters {
  const bound = new Set<AccessList>(firewall.used);
  const steps: Record<Binding["direction"], FilterStep[]> = { in: [], out: [] };
  for (const one of interfaces) {
    for (const binding of one.bindings) {
      const list = lists.get(listKey(binding.list, binding.family));
      if (list === undefined || list.rules.length === 0) {
        reportAbsent(binding, one, list !== undefined, context);
        if (one.interface.kind !== "switched") continue;
        const reason = `whether a list without entries on this switch port replaces that of the VLAN is not computed`;
        context.doubt(reason, binding.line, { scope: "interfaces", interfaces: one.concerned });
      } else if (one.interface.kind === "switched") {
        bound.add(list);
        const reason = `the access list ${list.name} filters what enters this switch port; that is not computed yet`;
        context.doubt(reason, binding.line, { scope: "interfaces", interfaces: one.concerned });
      } else {
        bound.add(list);
        steps[binding.direction].push(stepOf(list, binding, one.interface.id, context));
      }
    }
  }
  const tables = [...lists.values()].map((list) => tableOf(list, bound.has(list), context));
  return {
    tables: [...tables, ...firewall.tables],
    forwarding: [...steps.in, ...firewall.forwarding, ...steps.out],
    toDevice: [...steps.in, ...firewall.toDevice],
  };
}

/** IOS lets everything pass where the list it names is not there or empty (reference/cisco.md 6). */
function reportAbsent(binding: Binding, one: IosInterface, isEmpty: boolean, context: CiscoContext): void {
  const position = wordsOf(binding.line).indexOf(binding.list);
  context.report(isEmpty ? "cisco/empty-list" : "cisco/undefined-list", context.wordAt(binding.line, position), {
    message: `the access list ${binding.list} on ${one.interface.id} ${isEmpty ? "has no entries" : "is not defined"}: the device lets every packet pass`,
  });
}

function stepOf(list: AccessList, binding: Binding, id: string, context: CiscoContext): FilterStep {
  const last = list.lines.at(-1);
  const at = context.at(binding.line);
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
  return {
    kind: "filter",
    name: `${list.name} ${binding.direction} on ${id}`,
    [binding.direction === "in" ? "ingress" : "egress"]: [id],
    family: binding.family,
    // Input lists stand before translations, output lists behind them (reference/cisco.md 3.1).
    sees: binding.direction === "in" ? "incoming" : "leaving",
    tables: [tableId(list)],
    otherwise,
    stateful: false,
    at: [at],
  };
}
