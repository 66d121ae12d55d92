/** Which access lists a packet meets on its way through NX-OS, and on its way to it (reference/cisco.md 2.4, 3.4, 4.2). */

import type { CarriedFilter } from "../../../../src/model/device.js";
import type { FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { listKey, reportAbsent, stepOf, tableOf } from "../access-list.js";
import { beginning } from "../beginning.js";
import type { CiscoContext } from "../context.js";
import type { Binding } from "../interface-draft.js";
import { namedElsewhere } from "../list-uses.js";
import { implicitOf, type NxosList } from "./access-lists.js";
import { carriedFilters } from "./carried.js";
import type { NxosInterface } from "./interfaces.js";
import type { NxosModel } from "./model.js";
import { portFilters } from "./port-filters.js";
import { doubtRegions } from "./tcam-regions.js";
import { vlanFilters } from "./vlan-filters.js";

type Lists = ReadonlyMap<string, NxosList>;

interface NxosFilters {
  readonly tables: readonly Table[];
  readonly forwarding: readonly FilterStep[];
  readonly toDevice: readonly FilterStep[];
  readonly carried?: readonly CarriedFilter[];
}

/** Lists of layer-2 ports, VLAN maps, input lists of routed interfaces; output lists, VLAN maps. */
export function normalizeFilters(
  roots: readonly CiscoLine[],
  interfaces: readonly NxosInterface[],
  lists: Lists,
  model: NxosModel,
  context: CiscoContext,
): NxosFilters {
  const bound = new Set<NxosList>();
  const steps: Record<Binding["direction"], FilterStep[]> = { in: [], out: [] };
  for (const one of interfaces) {
    for (const binding of one.bindings) {
      if (one.interface.kind === "switched") reportInactive(binding, one, context);
      else steps[binding.direction].push(...stepsOf(binding, one, lists, bound, context));
    }
  }
  doubtRegions(roots, interfaces, context);
  const ports = portFilters(interfaces, lists, context);
  const maps = vlanFilters(roots, interfaces, lists, model, context);
  for (const list of [...ports.used, ...maps.used]) bound.add(list);
  const idle = [...lists.values()].filter((list) => !bound.has(list));
  const named = idle.length === 0 ? new Set<string>() : namedElsewhere(roots, idle, filtersPackets);
  const tables = [...lists.values()].map((list) =>
    tableOf(list, bound.has(list) || named.has(list.name), implicitOf(list, model, context), context),
  );
  const carried = [...carriedFilters(interfaces, lists, context), ...maps.carried];
  return {
    tables: [...tables, ...maps.tables],
    forwarding: [...ports.steps, ...maps.in, ...steps.in, ...steps.out, ...maps.out],
    toDevice: [...ports.steps, ...maps.in, ...steps.in],
    ...(carried.length === 0 ? {} : { carried }),
  };
}

/** Lists themselves, and the statements whose effect on packets is told apart: some of them have none where they stand. */
function filtersPackets({ text }: CiscoLine): boolean {
  return /^(?:no )?(?:ip access-list|ipv6 access-list|object-group|vlan access-map|(?:ip |ipv6 )?(?:port )?(?:access-group|traffic-filter)|description|remark)\b/.test(
    text,
  );
}

/** A router list on a layer-2 port is kept and does nothing. */
function reportInactive({ list, line }: Binding, { interface: { id } }: NxosInterface, context: CiscoContext): void {
  context.report("cisco/inactive-list", context.wordAt(line, wordsOf(line).indexOf(list)), {
    message: `the access list ${list} on the layer-2 port ${id} has no effect: it filters what is routed`,
    help: "a layer-2 port is filtered by `ip port access-group`, what is routed from its VLAN by a list on the SVI",
  });
}

function stepsOf(
  binding: Binding,
  { interface: { id } }: NxosInterface,
  lists: Lists,
  bound: Set<NxosList>,
  context: CiscoContext,
): FilterStep[] {
  const list = lists.get(listKey(binding.list, binding.family));
  if (list === undefined) {
    reportAbsent(binding, id, false, context);
    return [];
  }
  bound.add(list);
  for (const line of list.open)
    context.doubt(`${id}: "${wordsOf(line).slice(0, 2).join(" ")}" changes what the list filters`, line, {
      scope: "interfaces",
      interfaces: [id],
    });
  const step = stepOf(list, binding, id, context);
  return [list.rules.length > 0 ? step : { ...step, otherwise: openEnd(step.otherwise, binding, id, context) }];
}

/** A list that was created and has no entry: that it lets everything pass is not confirmed (reference/cisco.md 10.1). */
function openEnd(otherwise: Rule, { list, line }: Binding, id: string, context: CiscoContext): Rule {
  context.report("cisco/empty-list", context.wordAt(line, wordsOf(line).indexOf(list)), {
    message: `the access list ${list} on ${id} has no entries: whether the device lets packets pass is not documented`,
  });
  const doubt = context.doubt(`${id}: the access list ${list} has no entries; what it does is not documented`, line, {
    scope: "rule",
  });
  return {
    ...otherwise,
    id: "empty list",
    name: `what ${list} does without entries`,
    action: "unknown",
    doubts: [{ doubt, effect: "anything" }],
  };
}

/** Policing of packets to the device: a class that drops takes some of them away. */
export function policingOf(
  roots: readonly CiscoLine[],
  dropping: ReadonlySet<string>,
  context: CiscoContext,
): FilterStep[] {
  return beginning(roots, "control-plane")
    .filter((line) => line.text === "control-plane")
    .flatMap((line) => {
      context.markBlock(line, "modelled");
      return line.children.filter(({ text }) => dropping.has(/^service-policy .*?(\S+)$/.exec(text)?.[1] ?? ""));
    })
    .map((line) => policingStep(line, context));
}

function policingStep(line: CiscoLine, context: CiscoContext): FilterStep {
  const doubt = context.doubt("a policy drops some of the packets to the device itself", line, { scope: "rule" });
  const at = context.at(line);
  return {
    kind: "filter",
    name: "control plane policing",
    tables: [],
    otherwise: {
      id: "control-plane",
      action: "unknown",
      match: { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } },
      enabled: true,
      implicit: true,
      doubts: [{ doubt, effect: "anything" }],
      at: [at],
    },
    stateful: false,
    at: [at],
  };
}
