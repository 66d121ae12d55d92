/** Lists of ports of a switch as packets meet them that other devices route (reference/cisco.md 2.4, 3.3, 3.4). */
import type { CarriedFilter } from "../../../src/model/device.js";
import type { FilterStep } from "../../../src/model/rule.js";
import { type AccessList, filterOf, listKey } from "./access-list.js";
import type { CiscoContext } from "./context.js";
import type { Binding, BoundInterface } from "./interface-draft.js";

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
