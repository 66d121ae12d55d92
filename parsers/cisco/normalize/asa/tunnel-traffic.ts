/** What tunnels to known peers carry: crypto maps with their lists, and the filters of group policies (traps 64 and 65). */
import type { AddressExpression, ServiceExpression } from "../../../../src/model/expression.js";
import type { Filter, FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { type CarriedPackets, entriesAt, type TunnelSite } from "./crypto-maps.js";
import { type AsaFilters, implicit } from "./implicit.js";
import { isNegated } from "./statements.js";

export interface TunnelTraffic {
  readonly tables: readonly Table[];
  readonly steps: readonly FilterStep[];
  /** Tables that stand before the lists and levels of every step: what came out of a tunnel passes these (trap 64). */
  readonly past: readonly string[];
  /** Interfaces whose tunnels are computed. */
  readonly interfaces: ReadonlySet<string>;
}

/** Whether what comes out of a tunnel passes no list: `no sysopt connection permit-vpn` is written where it does not. */
export function passesLists({ statements, context }: Pick<TunnelSite, "statements" | "context">): boolean {
  const lines = statements
    .of("sysopt")
    .filter(({ text }) => /^(?:no )?sysopt connection permit-(?:vpn|ipsec)$/.test(text));
  for (const line of lines) context.mark(line, "modelled");
  const last = lines.at(-1);
  return last === undefined || !isNegated(last);
}

/** Tunnels of the interfaces where every entry names a peer and a list; those of other interfaces stay in doubt. */
export function tunnelTraffic(site: TunnelSite): TunnelTraffic {
  const { statements, context } = site;
  const tables: Table[] = [];
  const steps: FilterStep[] = [];
  const past: string[] = [];
  const interfaces = new Set<string>();
  const isPast = passesLists(site);
  for (const line of statements.of("crypto")) {
    const [, map, id] = /^crypto map (\S+) interface (\S+)/.exec(line.text) ?? [];
    const entries = map === undefined ? undefined : entriesAt(map, site);
    if (id === undefined || entries === undefined || !site.interfaces.has(id)) continue;
    interfaces.add(id);
    const reason = `${id}: whether a tunnel carries these packets depends on its other end`;
    const doubt = context.doubt(reason, line, { scope: "rule" });
    const made = entries.flatMap((one) => rulesOf(one, id, doubt, context));
    const ways = [
      { name: `tunnels that end at ${id}`, rules: made.map(({ into }) => into), sides: { ingress: [id] } },
      { name: `tunnels that start at ${id}`, rules: made.map(({ out }) => out), sides: { egress: [id] } },
    ];
    for (const { name, rules, sides } of ways) {
      tables.push(tableOf(name, rules, line, context));
      steps.push(stepOf(name, sides, line, context));
    }
    if (!isPast) continue;
    const name = `out of tunnels at ${id}`;
    const passing = entries.map((one, index) => passed(one, index, id, doubt, context));
    tables.push(tableOf(name, passing, line, context));
    past.push(name);
  }
  return { tables, steps, past, interfaces };
}

/** The same steps, passed by what comes out of tunnels. */
export function behindTunnels({ tables, steps }: AsaFilters, { past }: TunnelTraffic): AsaFilters {
  const passed = <Kind extends Filter>(filter: Kind): Kind => ({ ...filter, tables: [...past, ...filter.tables] });
  return {
    tables,
    steps: steps.map((step) => ({
      ...passed(step),
      ...(step.instead && { instead: { ...step.instead, of: step.instead.of.map(passed) } }),
    })),
  };
}

function tableOf(name: string, rules: readonly Rule[], line: CiscoLine, context: CiscoContext): Table {
  const numbered = rules.map((rule, index) => ({ ...rule, id: `${index + 1}` }));
  return { id: name, name, kind: "filter", rules: numbered, bound: true, at: [context.at(line)] };
}

function stepOf(
  name: string,
  sides: Pick<FilterStep, "ingress" | "egress">,
  line: CiscoLine,
  context: CiscoContext,
): FilterStep {
  const at = context.at(line);
  const otherwise = implicit("permit", "what no tunnel carries", at);
  return { kind: "filter", name, ...sides, tables: [name], otherwise, stateful: true, at: [at] };
}

interface BothWays {
  readonly into: Rule;
  readonly out: Rule;
}

/**
 * What a filter denies is dropped; what it permits may pass, as far as the tunnel is there. Packets that come in plain and
 * belong into the tunnel are dropped as well (message 402117), so that nothing else passes by these addresses.
 */
function rulesOf(one: CarriedPackets, id: string, doubt: string, context: CiscoContext): BothWays[] {
  const { near, far, service, line, filter } = one;
  const at = context.at(line);
  const open = { action: "deny" as const, doubts: [{ doubt, effect: "narrows" as const }] };
  const whole = (rule: Pick<Rule, "action" | "doubts">): BothWays => ({
    into: {
      ...implicit("deny", `tunnel at ${id}`, at),
      ...rule,
      match: { ingress: [id], source: far, destination: near, service },
    },
    out: {
      ...implicit("deny", `tunnel at ${id}`, at),
      ...rule,
      match: { egress: [id], source: near, destination: far, service },
    },
  });
  if (filter === undefined) return [whole(open)];
  const parts = filter.rules.filter(({ enabled }) => enabled).map((rule) => filtered(rule, one, id, open));
  return [...parts, whole({ action: "deny" })];
}

/** The source of a filter is the far end, whichever way packets go (trap 65). */
function filtered(
  rule: Rule,
  { near, far }: CarriedPackets,
  id: string,
  open: Pick<Rule, "action" | "doubts">,
): BothWays {
  const { match } = rule;
  const [source, destination] = [within(far, match.source), within(near, match.destination)];
  const back = turned(match.service);
  const doubts = [...(rule.doubts ?? []), ...(rule.action === "deny" ? [] : (open.doubts ?? []))];
  // What a group of services says of the other direction is not taken apart: some of it.
  const behind = back === undefined ? [...doubts, ...(open.doubts ?? [])] : doubts;
  const ends = { egress: [id], source: destination, destination: source };
  return {
    into: { ...rule, ...withDoubts(doubts), match: { ingress: [id], source, destination, service: match.service } },
    out: { ...rule, ...withDoubts(behind), match: { ...ends, service: back ?? { kind: "any" } } },
  };
}

function withDoubts(doubts: NonNullable<Rule["doubts"]>): Pick<Rule, "doubts"> {
  return doubts.length === 0 ? {} : { doubts };
}

function passed(
  { near, far, service, line }: CarriedPackets,
  index: number,
  id: string,
  doubt: string,
  context: CiscoContext,
): Rule {
  const at = context.at(line);
  return {
    ...implicit("permit", `tunnel at ${id}`, at),
    id: `${index + 1}`,
    match: { ingress: [id], source: far, destination: near, service },
    doubts: [{ doubt, effect: "narrows" }],
  };
}

function within(whole: AddressExpression, part: AddressExpression): AddressExpression {
  if (part.kind === "any") return whole;
  if (whole.kind === "any") return part;
  return { kind: "except", base: whole, minus: { kind: "not", of: part, family: "both" } };
}

/** What packets of the other direction say of ports; `undefined` where that cannot be told. */
function turned(service: ServiceExpression): ServiceExpression | undefined {
  if (service.kind === "any" || service.kind === "none" || service.kind === "protocol" || service.kind === "icmp")
    return service;
  if (service.kind !== "ports") return undefined;
  const { source, destination, ...rest } = service;
  return { ...rest, ...(destination ? { source: destination } : {}), ...(source ? { destination: source } : {}) };
}
