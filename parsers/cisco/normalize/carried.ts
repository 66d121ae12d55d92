/** Lists of ports and VLAN maps of a switch as packets meet them that other devices route (reference/cisco.md 2.4, 2.5, 3.3, 3.4). */
import type { CarriedFilter } from "../../../src/model/device.js";
import type { Filter, FilterStep } from "../../../src/model/rule.js";
import { type AccessList, filterOf, listKey } from "./access-list.js";
import type { CiscoContext } from "./context.js";
import type { Binding, BoundInterface } from "./interface-draft.js";
import type { VlanFilter } from "./vlan-maps.js";

/** A port with the lists that filter what it carries, and the VLANs that it may carry. */
export interface CarryingPort extends Pick<BoundInterface, "interface" | "bindings"> {
  readonly vlans: CarriedFilter["vlans"];
}

/** Ports with one list in one direction that carry the same VLANs. */
interface Alike {
  readonly ports: CarryingPort[];
  readonly binding: Binding;
  readonly list: AccessList;
}

/** Lists that are not there, or without entries, stop nothing. */
export function carriedLists(
  ports: readonly CarryingPort[],
  lists: ReadonlyMap<string, AccessList>,
  context: CiscoContext,
): CarriedFilter[] {
  const groups = new Map<string, Alike>();
  for (const port of ports) {
    for (const binding of port.bindings) {
      const list = lists.get(listKey(binding.list, binding.family));
      if (list === undefined || list.rules.length === 0) continue;
      const key = `${listKey(binding.list, binding.family)} ${binding.direction} ${port.vlans.join()}`;
      const group = groups.get(key) ?? { ports: [], binding, list };
      groups.set(key, group);
      group.ports.push(port);
    }
  }
  return [...groups.values()].map((group) => listOfPorts(group, context));
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
export function carriedBy(ports: readonly CarryingPort[], name: string, step: FilterStep): CarriedFilter {
  const [port] = ports;
  const [at] = step.at;
  if (port === undefined || at === undefined) throw new Error(`no port has ${name}`);
  return { name, steps: [step], interfaces: ports.map((one) => one.interface.id), vlans: port.vlans, at };
}

const VLANS = 4094;

/** The map of a VLAN, and what it does with packets of a family; `undefined`: it lets all of them by. */
interface VlanMapping {
  /** No VLAN has a map. */
  readonly isWithoutMaps: boolean;
  mapOfVlan(vlan: number): VlanFilter | undefined;
  mapFilter(filter: VlanFilter, family: 4 | 6): Filter | undefined;
}

/** Maps by the VLANs that they filter; of those that let everything by there are none. */
export function carriedMaps(switching: VlanMapping, context: CiscoContext): CarriedFilter[] {
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
