/** Which access lists a packet meets on its way, and the tables they become (reference/cisco.md 3.1, 6). */
import type { FilterStep, Table } from "../../../../src/model/rule.js";
import { type AccessList, listKey, reportAbsent, stepOf, tableOf } from "../access-list.js";
import type { CiscoContext } from "../context.js";
import type { Binding } from "../interface-draft.js";
import { implicitOf } from "./access-lists.js";
import type { IosInterface } from "./interfaces.js";
import type { ZoneFirewall } from "./zone-firewall.js";

export interface IosFilters {
  readonly tables: readonly Table[];
  readonly forwarding: readonly FilterStep[];
  readonly toDevice: readonly FilterStep[];
}

/**
 * Input lists, the zone-based firewall, output lists. A packet to the device meets no output list.
 * @param named lists that something else than an interface applies.
 */
export function normalizeFilters(
  interfaces: readonly IosInterface[],
  lists: ReadonlyMap<string, AccessList>,
  firewall: ZoneFirewall,
  named: ReadonlySet<string>,
  context: CiscoContext,
): IosFilters {
  const bound = new Set<AccessList>(firewall.used);
  const steps: Record<Binding["direction"], FilterStep[]> = { in: [], out: [] };
  for (const one of interfaces) {
    for (const binding of one.bindings) {
      const list = lists.get(listKey(binding.list, binding.family));
      if (list === undefined || list.rules.length === 0) {
        reportAbsent(binding, one.interface.id, list !== undefined, context);
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
  const tables = [...lists.values()].map((list) =>
    tableOf(list, bound.has(list) || named.has(list.name), implicitOf(list, context), context),
  );
  return {
    tables: [...tables, ...firewall.tables],
    forwarding: [...steps.in, ...firewall.forwarding, ...steps.out],
    toDevice: [...steps.in, ...firewall.toDevice],
  };
}
