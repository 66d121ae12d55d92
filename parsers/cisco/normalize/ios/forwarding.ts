/** Which access lists a packet meets on its way, and the tables they become (reference/cisco.md 3.1, 3.3, 6). */
import type { CarriedFilter } from "../../../../src/model/device.js";
import type { FilterStep, Table } from "../../../../src/model/rule.js";
import { type AccessList, listKey, reportAbsent, stepOf, tableOf } from "../access-list.js";
import type { CiscoContext } from "../context.js";
import type { Binding } from "../interface-draft.js";
import { mayDrop } from "../may-drop.js";
import { areRefused, type ValueOf } from "../refused-entries.js";
import { implicitOf } from "./access-lists.js";
import { carriedFilters } from "./carried.js";
import { chainSteps } from "./common-lists.js";
import { type Drops, readDrops } from "./drops.js";
import { behind, type Inspecting } from "./inspection.js";
import type { IosInterface } from "./interfaces.js";
import { readSegments } from "./segments.js";
import { SwitchFilters, type Switching } from "./switch-filters.js";
import { type TunnelSide, tunnelFilters, tunnelTables } from "./tunnel-filters.js";
import type { ZoneFirewall } from "./zone-firewall.js";

export interface IosFilters {
  readonly tables: readonly Table[];
  readonly forwarding: readonly FilterStep[];
  readonly toDevice: readonly FilterStep[];
  readonly carried: readonly CarriedFilter[];
}

/** What filters beside the lists of interfaces. */
export interface OtherFilters extends Switching {
  readonly firewall: ZoneFirewall;
  readonly inspecting: Inspecting;
  /** What service instances do with the frames of bridge domains. */
  readonly bridged: Drops;
  /** Lists that something else than an interface applies. */
  readonly named: ReadonlySet<string>;
  /** What object groups hold. */
  readonly held: ValueOf;
  /** Lists of frames that surely let all of them pass. */
  readonly openFrames: ReadonlySet<string>;
}

/** Input lists, the zone-based firewall, output lists. A packet to the device meets no output list. */
export function normalizeFilters(
  interfaces: readonly IosInterface[],
  lists: ReadonlyMap<string, AccessList>,
  others: OtherFilters,
  context: CiscoContext,
): IosFilters {
  const { firewall, named, bridged } = others;
  const switching = new SwitchFilters(interfaces, lists, others, context);
  const bound = new Set<AccessList>(firewall.used);
  const steps: Record<Binding["direction"], FilterStep[]> = { in: [], out: [] };
  const shared: Table[] = [];
  const remarked: Record<Binding["direction"], FilterStep[]> = { in: [], out: [] };
  for (const one of interfaces) {
    if (one.interface.kind === "switched" && one.bindings.length === 0 && one.chains.length === 0) continue; // most ports
    const own: Record<Binding["direction"], FilterStep[]> = { in: [], out: [] };
    for (const binding of one.bindings) {
      const list = lists.get(listKey(binding.list, binding.family));
      if (list === undefined || list.rules.length === 0) {
        reportAbsent(binding, one.interface.id, list !== undefined, context);
        if (list?.isRemarked === true && one.interface.kind !== "switched")
          remarked[binding.direction].push(remarksAlone(binding, one, context));
      } else {
        bound.add(list);
        own[binding.direction].push(stepOf(list, binding, one.interface.id, context));
        if (areRefused(list.rules, others.held)) doubtRefused(binding, one, context);
      }
    }
    for (const { direction, step, used, tables } of chainSteps(one, lists, context)) {
      own[direction].push(step);
      for (const list of used) bound.add(list);
      shared.push(...tables);
    }
    if (one.interface.kind === "switched") continue;
    for (const direction of ["in", "out"] as const)
      steps[direction].push(
        ...(one.interface.svi === true ? switching.steps(one, direction, own[direction]) : own[direction]),
      );
  }
  const tables = [...lists.values()].map((list) =>
    tableOf(list, bound.has(list) || named.has(list.name), implicitOf(list, context), context),
  );
  const frames = readSegments(interfaces, lists, others, context);
  const drops = readDrops(interfaces, context);
  const { table: answers, steps: looking } = others.inspecting;
  const tunnels = tunnelFilters(interfaces, context);
  const past = (side?: TunnelSide) => (step: FilterStep) =>
    behind(answers, step.family === 4 ? behind(side?.past, step) : step);
  const into = [...(tunnels ? [tunnels.into.step] : []), ...steps.in.map(past(tunnels?.into))];
  const out = [...steps.out.map(past(tunnels?.out)), ...(tunnels ? [tunnels.out.step] : [])];
  const carried = [
    ...carriedFilters(interfaces, lists, switching, context),
    ...frames.carried,
    ...drops.carried,
    ...bridged.carried,
  ];
  const before = [...frames.steps, ...bridged.in, ...drops.in, ...looking, ...remarked.in];
  return {
    tables: [
      ...tables,
      ...shared,
      ...switching.tables.values(),
      ...(answers ? [answers] : []),
      ...tunnelTables(tunnels),
      ...firewall.tables,
    ],
    forwarding: [...before, ...into, ...firewall.forwarding, ...out, ...remarked.out, ...drops.out, ...bridged.out],
    toDevice: [...before, ...into, ...firewall.toDevice],
    carried,
  };
}

/** Without its refused entries the list is empty, and an empty one lets everything pass. */
function doubtRefused({ list, line }: Binding, { concerned }: IosInterface, context: CiscoContext): void {
  const reason = `the list ${list} holds nothing but entries with empty or missing groups, which a device refuses`;
  context.doubt(reason, line, { scope: "interfaces", interfaces: concerned });
}

/** Whether a list of nothing but remarks is an empty one, which lets everything pass, is not documented (reference/cisco.md 10.3). */
function remarksAlone(
  { list, line, family, direction }: Binding,
  { interface: { id } }: IosInterface,
  context: CiscoContext,
): FilterStep {
  const name = `${list} ${direction} on ${id}`;
  const reason = `the access list ${list} on ${id} has nothing but remarks; what it does is not documented`;
  const side = direction === "in" ? { ingress: [id] } : { egress: [id] };
  return { ...mayDrop({ name, reason, line, ...side }, context), family };
}
