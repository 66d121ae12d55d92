/** VLAN maps of NX-OS: of what is routed into a VLAN or out of it, and of what the switch carries there (reference/cisco.md 2.5, 3.4). */
import type { CarriedFilter } from "../../../../src/model/device.js";
import type { Filter, FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import { type CiscoLine, wordsOf } from "../../tree.js";
import { listKey } from "../access-list.js";
import { beginning } from "../beginning.js";
import { carriedMaps } from "../carried.js";
import type { CiscoContext } from "../context.js";
import { vlanMapFilter } from "../vlan-map-table.js";
import { readVlanMaps, type VlanFilter } from "../vlan-maps.js";
import { implicitOf, type NxosList } from "./access-lists.js";
import type { NxosInterface } from "./interfaces.js";
import type { NxosModel } from "./model.js";

type Lists = ReadonlyMap<string, NxosList>;

interface VlanFiltering {
  readonly tables: readonly Table[];
  readonly in: readonly FilterStep[];
  readonly out: readonly FilterStep[];
  readonly carried: readonly CarriedFilter[];
  /** Lists that some map names. */
  readonly used: readonly NxosList[];
}

/** Map, list of the interface and list of the port have all to let a packet pass: each is a step of its own. */
export function vlanFilters(
  roots: readonly CiscoLine[],
  interfaces: readonly NxosInterface[],
  lists: Lists,
  model: NxosModel,
  context: CiscoContext,
): VlanFiltering {
  // That an entry without an action forwards is told of other switches.
  const maps = readVlanMaps(roots, context, "unknown");
  const named = listsOfMaps(roots, lists, model, context);
  const filters = new Map<string, (Filter & { readonly table: Table | undefined }) | undefined>();
  const mapFilter = (filter: VlanFilter, family: 4 | 6) => {
    const key = `${family} ${filter.name}`;
    if (!filters.has(key))
      filters.set(key, vlanMapFilter(filter, family, { lists: named, isOtherOpen: true }, context));
    return filters.get(key);
  };
  const steps: Record<"in" | "out", FilterStep[]> = { in: [], out: [] };
  for (const { interface: one } of interfaces) {
    const map = one.svi === true && one.vlan !== undefined ? maps.of(one.vlan) : undefined;
    if (map === undefined) continue;
    const reason = `the VLAN map ${map.name} filters between hosts of ${one.id}`;
    context.doubt(reason, map.line, { scope: "segments", interfaces: [one.id] });
    for (const family of [4, 6] as const) {
      const read = mapFilter(map, family);
      if (read === undefined) continue;
      const { name, tables, otherwise } = read;
      const step = {
        kind: "filter",
        name,
        tables,
        otherwise,
        family,
        stateful: false,
        at: [context.at(map.line)],
      } as const;
      steps.in.push({ ...step, ingress: [one.id], sees: "incoming" });
      steps.out.push({ ...step, egress: [one.id], sees: "leaving" });
    }
  }
  const carried = carriedMaps({ isWithoutMaps: maps.isEmpty, mapOfVlan: (vlan) => maps.of(vlan), mapFilter }, context);
  const used = [...named.keys()].flatMap((key) => lists.get(key) ?? []);
  return { ...steps, carried, used, tables: [...filters.values()].flatMap((one) => one?.table ?? []) };
}

/**
 * The lists that maps name. What a map does with one that is not there or has no entries is not documented for these switches
 * (reference/cisco.md 10.1), and what a statement about a whole list does is not computed: either matches anything or nothing.
 */
function listsOfMaps(
  roots: readonly CiscoLine[],
  lists: Lists,
  model: NxosModel,
  context: CiscoContext,
): ReadonlyMap<string, NxosList> {
  const found = new Map<string, NxosList>();
  const hasDenies = beginning(roots, "hardware").some(({ text }) => text === "hardware access-list allow deny ace");
  for (const line of beginning(roots, "vlan")
    .filter(({ text }) => text.startsWith("vlan access-map "))
    .flatMap(({ children }) => children)) {
    const [, kind, ...names] = /^match ipv?6? address /.test(line.text) ? wordsOf(line).toSpliced(2, 1) : [];
    for (const name of names) {
      const key = listKey(name, kind === "ipv6" ? 6 : 4);
      const list = lists.get(key);
      const isOpen = list === undefined || list.rules.length === 0 || list.open.length > 0;
      found.set(
        key,
        isOpen
          ? {
              name,
              kind: kind === "ipv6" ? "ipv6" : "extended",
              lines: [],
              open: [],
              rules: [anything(name, line, context)],
            }
          : {
              ...list,
              rules: [
                ...(hasDenies ? list.rules : withOpenDenies(list, line, context)),
                ...implicitOf(list, model, context),
              ],
            },
      );
    }
  }
  return found;
}

/**
 * A Nexus 9000 does not support entries that deny in lists of VLAN maps, a Nexus 7000 only with `hardware access-list allow
 * deny ace`. What becomes of one that is there all the same is not documented: it may count, or not.
 */
function withOpenDenies({ name, rules }: NxosList, line: CiscoLine, context: CiscoContext): readonly Rule[] {
  if (rules.every(({ action }) => action !== "deny")) return rules;
  const reason = `whether a VLAN map heeds entries of ${name} that deny depends on the switch`;
  const doubt = context.doubt(reason, line, { scope: "rule" });
  return rules.map((rule) =>
    rule.action === "deny" ? { ...rule, doubts: [...(rule.doubts ?? []), { doubt, effect: "narrows" }] } : rule,
  );
}

function anything(name: string, line: CiscoLine, context: CiscoContext): Rule {
  const doubt = context.doubt(`what a VLAN map does with the list ${name} as it is here is not documented`, line, {
    scope: "rule",
  });
  const any = { kind: "any" } as const;
  return {
    id: name,
    action: "unknown",
    match: { source: any, destination: any, service: any },
    enabled: true,
    doubts: [{ doubt, effect: "anything" }],
    at: [context.at(line)],
  };
}
