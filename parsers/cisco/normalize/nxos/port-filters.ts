/** Lists of layer-2 ports of NX-OS, as packets meet them that the switch routes or answers (reference/cisco.md 2.4, 3.4). */
import type { Filter, FilterStep } from "../../../../src/model/rule.js";
import { filterOf, listKey, reportAbsent } from "../access-list.js";
import { choicesOf, openFilter, type Row, stepOfChoice } from "../choices.js";
import type { CiscoContext } from "../context.js";
import type { Binding } from "../interface-draft.js";
import type { NxosList } from "./access-lists.js";
import type { NxosInterface } from "./interfaces.js";

type Lists = ReadonlyMap<string, NxosList>;

interface PortFiltering {
  readonly steps: readonly FilterStep[];
  /** Lists that some port names. */
  readonly used: readonly NxosList[];
}

/** What packets of one family meet that come in by an SVI. */
interface Place {
  readonly svi: NxosInterface;
  readonly family: 4 | 6;
  /** Ports that carry its VLAN. */
  readonly ports: readonly NxosInterface[];
}

/**
 * The list of a port, that of its VLAN's map and that of the SVI have all to let a packet pass: what the lists of the ports
 * do is a step of its own. By which port of a VLAN a host is connected is not in the file: where they differ, any may decide.
 */
export function portFilters(interfaces: readonly NxosInterface[], lists: Lists, context: CiscoContext): PortFiltering {
  const carrying = interfaces.filter(({ interface: { enabled }, vlans }) => enabled && vlans.length > 0);
  const used = interfaces.flatMap((port) =>
    port.portBindings.flatMap((one) => listOf(one, port, lists, context) ?? []),
  );
  const svis = interfaces.filter(({ interface: { svi, enabled } }) => svi === true && enabled);
  const portsOf = new Map(svis.map((svi): [string, NxosInterface[]] => [svi.interface.id, []]));
  for (const port of carrying) for (const id of new Set(port.concerned)) portsOf.get(id)?.push(port);
  const steps = svis.flatMap((svi) => {
    const ports = portsOf.get(svi.interface.id) ?? [];
    return ([4, 6] as const).flatMap((family) => stepsOf({ svi, family, ports }, lists, context));
  });
  return { steps, used };
}

/** The list of a port, with what it leaves open. */
function listOf(
  binding: Binding,
  { interface: { id, enabled }, concerned }: NxosInterface,
  lists: Lists,
  context: CiscoContext,
): NxosList | undefined {
  const list = lists.get(listKey(binding.list, binding.family));
  if (list === undefined) {
    reportAbsent(binding, id, false, context);
    return undefined;
  }
  if (!enabled) return list;
  const frames = `the access list ${list.name} on ${id} filters between hosts of its VLANs`;
  context.doubt(frames, binding.line, { scope: "segments", interfaces: concerned });
  const svis = concerned.filter((one) => one !== id);
  if (!isOpen(list) || svis.length === 0) return list;
  const reason = `what the access list ${list.name} does on the port ${id} is not computed`;
  context.doubt(reason, binding.line, { scope: "interfaces", interfaces: svis });
  return list;
}

/** Whether what a list does is not computed: it has no entries, or a statement about all of them. */
export function isOpen(list: NxosList): boolean {
  return list.rules.length === 0 || list.open.length > 0;
}

function stepsOf(place: Place, lists: Lists, context: CiscoContext): FilterStep[] {
  const { svi, family, ports } = place;
  const { id, at: own } = svi.interface;
  const bound = ports.flatMap((port) => bindingOf(port, place, lists) ?? []);
  if (bound.length === 0) return [];
  const filters = new Map<string, Filter>();
  const rows = ports.flatMap((port) => rowsOf(port, place, { lists, filters, context }));
  const at = [...new Set(bound.map(({ line }) => line))].map((line) => context.at(line));
  const rest = { ingress: [id], family, sees: "incoming" as const, stateful: false, at };
  const reason = `ports of ${id} have different filters; by which of them packets come in is not known`;
  const doubt = () => context.doubtAt(reason, at[0] ?? own[0], { scope: "match" });
  const choices = choicesOf(rows, openFilter(svi.interface));
  if (choices !== undefined) return choices.map((choice) => stepOfChoice(choice, rest, doubt));
  context.doubtAt(reason, own[0], { scope: "interfaces", interfaces: [id] });
  return [];
}

interface Reading {
  readonly lists: Lists;
  readonly filters: Map<string, Filter>;
  readonly context: CiscoContext;
}

/** What packets meet that come in by a port; of a member that has no list of its own, what its port-channel says of it. */
function rowsOf(port: NxosInterface, place: Place, { lists, filters, context }: Reading): Row[] {
  const binding = bindingOf(port, place, lists);
  const list = binding && lists.get(listKey(binding.list, binding.family));
  // What a port-channel has counts for its members (reference/cisco.md 2.1); whether lists of their own do, is not known (10.17).
  if (binding === undefined || list === undefined)
    return place.ports.some(({ interface: { id } }) => id === port.interface.parent) ? [] : [[]];
  const name = `${list.name} in on ports of ${place.svi.interface.id}`;
  const filter = filters.get(name) ?? filterOf(list, name, context.at(binding.line), context);
  filters.set(name, filter);
  return [[filter]];
}

/** The list of a port whose effect is computed. */
function bindingOf({ portBindings }: NxosInterface, { family }: Place, lists: Lists): Binding | undefined {
  return portBindings.find((one) => {
    const list = lists.get(listKey(one.list, one.family));
    return one.family === family && list !== undefined && !isOpen(list);
  });
}
