/** Lists of ports and VLAN maps as packets meet them that other devices route (reference/cisco.md 2.5, 3.3). */
import type { CarriedFilter } from "../../../../src/model/device.js";
import type { CiscoLine } from "../../tree.js";
import type { AccessList } from "../access-list.js";
import { under } from "../beginning.js";
import { carriedLists, carriedMaps } from "../carried.js";
import type { CiscoContext } from "../context.js";
import { mayDrop } from "../may-drop.js";
import { rangesIn } from "../vlans.js";
import type { IosInterface, OpenStatement } from "./interfaces.js";
import type { SwitchFilters } from "./switch-filters.js";

/** Of lists that are bound to nothing but what the device routes there are none. */
export function carriedFilters(
  interfaces: readonly IosInterface[],
  lists: ReadonlyMap<string, AccessList>,
  switching: SwitchFilters,
  context: CiscoContext,
): CarriedFilter[] {
  const ports = interfaces.filter(({ interface: one }) => one.kind === "switched" && one.enabled);
  return [...carriedLists(ports, lists, context), ...carriedMaps(switching, context), ...openPorts(ports, context)];
}

/**
 * What statements of ports leave open, that of several ports together. The doubts about the ports themselves say that nothing
 * surely passes there: there are no steps besides.
 */
function openPorts(ports: readonly IosInterface[], context: CiscoContext): CarriedFilter[] {
  const found = new Map<string, { readonly ids: string[]; readonly text: string; readonly one: OpenStatement }>();
  for (const port of ports)
    for (const one of port.open) {
      const key = `${one.text} ${one.vlans.join()} ${JSON.stringify(one.renames ?? [])}`;
      const known = found.get(key) ?? { ids: [], text: one.text, one };
      found.set(key, known);
      if (!known.ids.includes(port.interface.id)) known.ids.push(port.interface.id);
    }
  return [...found.values()].map(({ ids, text, one: { line, vlans, renames } }) => {
    const [first = "", ...others] = ids;
    const name = `${first}${others.length === 0 ? "" : ` and ${others.length} more`} (${text})`;
    const made: CarriedFilter = { name, steps: [], interfaces: ids, vlans, at: context.at(line) };
    return renames === undefined ? made : { ...made, renames };
  });
}

/** VLANs that keep stations apart: what of them others route may not pass. */
export function privateVlans(roots: readonly CiscoLine[], context: CiscoContext): CarriedFilter[] {
  const apart = new Map<CiscoLine | undefined, CiscoLine>();
  for (const line of under(roots, "vlan", "private"))
    if (line.text.startsWith("private-vlan") && !apart.has(line.parent)) apart.set(line.parent, line);
  return [...apart].flatMap(([block, statement]): CarriedFilter[] => {
    const list = /^vlan ([\d,-]+)$/.exec(block?.text ?? "")?.[1];
    const vlans = list === undefined ? undefined : rangesIn(list);
    if (vlans === undefined) return [];
    const name = `the private VLAN ${list}`;
    const step = mayDrop({ name, reason: "private VLANs keep stations apart or join them", line: statement }, context);
    return [{ name, steps: [step], interfaces: [], vlans, at: context.at(statement) }];
  });
}
