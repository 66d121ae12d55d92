/** What ports do with packets that other devices route (reference/cisco.md 2.4, 3.4). */
import type { CarriedFilter } from "../../../../src/model/device.js";
import { listKey } from "../access-list.js";
import { carriedBy, carriedLists } from "../carried.js";
import type { CiscoContext } from "../context.js";
import type { Binding } from "../interface-draft.js";
import { mayDrop } from "../may-drop.js";
import type { NxosList } from "./access-lists.js";
import type { NxosInterface } from "./interfaces.js";
import { isOpen } from "./port-filters.js";

type Lists = ReadonlyMap<string, NxosList>;

/** Of a port of which the file does not tell whether it is one of layer 2, what it has for one counts. */
export function carriedFilters(
  interfaces: readonly NxosInterface[],
  lists: Lists,
  context: CiscoContext,
): CarriedFilter[] {
  const ports = interfaces
    .filter(({ interface: { enabled }, vlans }) => enabled && vlans.length > 0)
    .map((one) => ({ ...one, bindings: one.portBindings }));
  const whole = ports.map((port) => ({ ...port, bindings: port.bindings.filter((one) => !namesOpen(one, lists)) }));
  return [...carriedLists(whole, lists, context), ...ports.flatMap((port) => mayStop(port, lists, context))];
}

function namesOpen({ list, family }: Binding, lists: Lists): boolean {
  const found = lists.get(listKey(list, family));
  return found !== undefined && isOpen(found);
}

/** What else of a port may stop what it carries. */
function mayStop(port: NxosInterface, lists: Lists, context: CiscoContext): CarriedFilter[] {
  const { id } = port.interface;
  const ofLists = port.portBindings
    .filter((one) => namesOpen(one, lists))
    .map(({ list, line }) => ({ text: `what the access list ${list} does here is not computed`, line }));
  return [...ofLists, ...port.drops].map(({ text, line }) => {
    const reason = `${id}: ${text}`;
    return carriedBy([port], reason, mayDrop({ name: reason, reason, line }, context));
  });
}
