/** Lists of ports and VLAN maps as packets meet them that other devices route (reference/cisco.md 2.5, 3.3). */
import type { CarriedFilter } from "../../../../src/model/device.js";
import type { FilterStep } from "../../../../src/model/rule.js";
import type { AccessList } from "../access-list.js";
import { carriedLists } from "../carried.js";
import type { CiscoContext } from "../context.js";
import type { VlanFilter } from "../vlan-maps.js";
import type { IosInterface } from "./interfaces.js";
import type { SwitchFilters } from "./switch-filters.js";

/** Of lists that are bound to nothing but what the device routes there are none. */
export function carriedFilters(
  interfaces: readonly IosInterface[],
  lists: ReadonlyMap<string, AccessList>,
  switching: SwitchFilters,
  context: CiscoContext,
): CarriedFilter[] {
  const ports = interfaces.filter(({ interface: one }) => one.kind === "switched" && one.enabled);
  return [...carriedLists(ports, lists, context), ...mapsOfVlans(switching, context)];
}

const VLANS = 4094;

function mapsOfVlans(switching: SwitchFilters, context: CiscoContext): CarriedFilter[] {
  if (switching.isWithoutMaps) return [];
  const uses = new Map<string, { readonly filter: VlanFilter; readonly vlans: [number, number][] }>();
  for (let vlan = 1; vlan <= VLANS; vlan++) {
    const filter = switching.mapOfVlan(vlan);
    if (filter === undefined) continue;
    const use = uses.get(filter.name) ?? { filter, vlans: [] };
    uses.set(filter.name, use);
    const last = use.vlans.at(-1);
    if (last !== undefined && last[1] === vlan - 1) last[1] = vlan;
    else use.vlans.push([vlan, vlan]);
  }
  return [...uses.values()].flatMap(({ filter, vlans }) => {
    const at = context.at(filter.line);
    const steps = ([4, 6] as const).flatMap((family): FilterStep[] => {
      const read = switching.mapFilter(filter, family);
      if (read === undefined) return [];
      const { name, tables, otherwise } = read;
      return [{ kind: "filter", name, tables, otherwise, family, sees: "incoming", stateful: false, at: [at] }];
    });
    return steps.length === 0 ? [] : [{ name: `the VLAN map ${filter.name}`, steps, interfaces: [], vlans, at }];
  });
}
