/** Lists of ports and VLAN maps as packets meet them that other devices route (reference/cisco.md 2.5, 3.3). */
import type { CarriedFilter } from "../../../../src/model/device.js";
import type { FilterStep } from "../../../../src/model/rule.js";
import { type AccessList, filterOf, listKey } from "../access-list.js";
import type { CiscoContext } from "../context.js";
import type { Binding } from "../interface-draft.js";
import type { VlanFilter } from "../vlan-maps.js";
import type { IosInterface } from "./interfaces.js";
import type { SwitchFilters } from "./switch-filters.js";

/** Ports with one list in one direction that carry the same VLANs. */
interface Alike {
  readonly ports: IosInterface[];
  readonly binding: Binding;
  readonly list: AccessList;
}

/** Of lists that are bound to nothing but what the device routes there are none. */
export function carriedFilters(
  interfaces: readonly IosInterface[],
  lists: ReadonlyMap<string, AccessList>,
  switching: SwitchFilters,
  context: CiscoContext,
): CarriedFilter[] {
  const groups = new Map<string, Alike>();
  for (const port of interfaces) {
    if (port.interface.kind !== "switched" || !port.interface.enabled) continue;
    for (const binding of port.bindings) {
      const list = lists.get(listKey(binding.list, binding.family));
      if (list === undefined || list.rules.length === 0) continue;
      const key = `${listKey(binding.list, binding.family)} ${binding.direction} ${port.vlans.join()}`;
      const group = groups.get(key) ?? { ports: [], binding, list };
      groups.set(key, group);
      group.ports.push(port);
    }
  }
  const ofPorts = [...groups.values()].map((group) => listOfPorts(group, context));
  return [...ofPorts, ...mapsOfVlans(switching, context)];
}

function listOfPorts({ ports, binding, list }: Alike, context: CiscoContext): CarriedFilter {
  const { direction, family, line } = binding;
  const [first = "", ...others] = ports.map(({ interface: { id } }) => id);
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const name = `the access list ${list.name} ${direction} on ${first}${more}`;
  const at = context.at(line);
  const filter = filterOf(list, name, at, context);
  return carriedBy(ports, name, { kind: "filter", ...filter, family, sees: "incoming", stateful: false, at: [at] });
}

/** What ports of the same VLANs do with packets that they carry. */
export function carriedBy(ports: readonly IosInterface[], name: string, step: FilterStep): CarriedFilter {
  const [port] = ports;
  const [at] = step.at;
  if (port === undefined || at === undefined) throw new Error(`no port has ${name}`);
  return { name, steps: [step], interfaces: ports.map((one) => one.interface.id), vlans: port.vlans, at };
}

const VLANS = 4094;

function mapsOfVlans(switching: SwitchFilters, context: CiscoContext): CarriedFilter[] {
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
