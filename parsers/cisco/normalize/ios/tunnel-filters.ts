/** What filters do with packets of a crypto map's tunnels (reference/cisco.md 3.1, 10.4). */

import type { FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import type { CiscoContext } from "../context.js";
import type { IosInterface } from "./interfaces.js";

/** One direction of all interfaces. */
export interface TunnelSide {
  /** What stands before each of the lists. */
  readonly past: Table;
  readonly step: FilterStep;
  readonly tables: readonly Table[];
}

export interface TunnelFilters {
  readonly into: TunnelSide;
  readonly out: TunnelSide;
}

/**
 * Packets of a tunnel may pass the list of its interface or not: whether it sees them in clear once more depends on the release.
 * In clear outside of their tunnel they are dropped where they come in, and without the tunnel where they leave. All other
 * packets are none of its business.
 * @returns undefined where there are no tunnels.
 */
export function tunnelFilters(interfaces: readonly IosInterface[], context: CiscoContext): TunnelFilters | undefined {
  const made = interfaces.flatMap((one) => rulesAt(one, context));
  const side = (direction: "ingress" | "egress", sees: NonNullable<FilterStep["sees"]>): TunnelSide | undefined => {
    const own = made.filter(({ match }) => match[direction] !== undefined);
    const [first] = own;
    if (first === undefined) return undefined;
    const name = direction === "ingress" ? "out of tunnels" : "into tunnels";
    const past = tableOf(name, "permit", own, first.at);
    const without = tableOf(`${name}, without one`, "deny", own, first.at);
    const ids = [...new Set(own.flatMap(({ match }) => match[direction] ?? []))];
    return { past, step: stepOf(without, { sees, [direction]: ids }, first.at), tables: [past, without] };
  };
  const [into, out] = [side("ingress", "incoming"), side("egress", "leaving")];
  return into && out && { into, out };
}

export function tunnelTables(filters: TunnelFilters | undefined): readonly Table[] {
  return filters === undefined ? [] : [...filters.into.tables, ...filters.out.tables];
}

function tableOf(id: string, action: Rule["action"], of: readonly Rule[], at: Rule["at"]): Table {
  const rules = of.map((rule, index): Rule => ({ ...rule, action, id: `${index + 1}` }));
  return { id, name: id, kind: "policy", rules, bound: true, at };
}

function rulesAt({ interface: { id }, carried = [] }: IosInterface, context: CiscoContext): Rule[] {
  const [entry] = carried;
  if (entry === undefined) return [];
  const reason = `${id}: whether a tunnel carries these packets depends on its other end`;
  const doubt = context.doubt(reason, entry.line, { scope: "rule" });
  return carried.flatMap(({ near, far, line }): Rule[] => {
    const rule: Omit<Rule, "match"> = {
      id: "",
      name: `tunnels at ${id}`,
      action: "permit",
      enabled: true,
      implicit: true,
      doubts: [{ doubt, effect: "narrows" }],
      at: [context.at(line)],
    };
    const service = { kind: "any" } as const;
    return [
      { ...rule, match: { ingress: [id], source: far, destination: near, service } },
      { ...rule, match: { egress: [id], source: near, destination: far, service } },
    ];
  });
}

function stepOf(
  { id, name }: Table,
  side: Pick<FilterStep, "sees" | "ingress" | "egress">,
  at: Rule["at"],
): FilterStep {
  const any = { kind: "any" } as const;
  const otherwise: Rule = {
    id: "others",
    name: "what no tunnel carries",
    action: "permit",
    match: { source: any, destination: any, service: any },
    enabled: true,
    implicit: true,
    at,
  };
  return { kind: "filter", name, ...side, family: 4, tables: [id], otherwise, stateful: false, at };
}
