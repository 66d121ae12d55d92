/** What tunnels to known peers carry: crypto maps with their lists, and the filters of group policies (traps 64 and 65). */
import type { AddressExpression, ServiceExpression } from "../../../../src/model/expression.js";
import type { Filter, FilterStep, Rule, Table } from "../../../../src/model/rule.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";
import { areTooMany, entriesAt } from "./crypto-maps.js";
import { type AsaFilters, implicit } from "./implicit.js";
import { clientAddresses, portalPackets } from "./remote-access.js";
import { isNegated } from "./statements.js";
import type { CarriedPackets, TunnelSite } from "./tunnel-site.js";

export interface TunnelTraffic {
  readonly tables: readonly Table[];
  readonly steps: readonly FilterStep[];
  /** Tables that stand before the lists and levels of every step: what came out of a tunnel passes these (trap 64). */
  readonly past: readonly string[];
  /** Interfaces where tunnels end, with what these carry. */
  readonly ends: readonly (TunnelEnd & { readonly id: string })[];
  /** Interfaces where tunnels end that are not computed, with the addresses that the file has for clients. */
  readonly open: readonly FarAddresses[];
  /** Statements that put tunnels on an interface and are computed. */
  readonly computed: ReadonlySet<CiscoLine>;
}

/** What lies behind tunnels of an interface. */
export interface FarAddresses {
  readonly id: string;
  readonly line: CiscoLine;
  readonly far: readonly AddressExpression[];
}

/** Whether what comes out of a tunnel passes no list: `no sysopt connection permit-vpn` is written where it does not. */
export function passesLists({ statements, context }: Pick<TunnelSite, "statements" | "context">): boolean {
  const lines = statements
    .of("sysopt")
    .filter(({ text }) => /^(?:no )?sysopt connection (?:permit-vpn|permit-ipsec)$/.test(text));
  for (const line of lines) context.mark(line, "modelled");
  const last = lines.at(-1);
  return last === undefined || !isNegated(last);
}

/** Tunnels of the interfaces where the file says what each of them carries; those of other interfaces stay in doubt. */
export function tunnelTraffic(site: TunnelSite): TunnelTraffic {
  const open: FarAddresses[] = [];
  const far = [clientAddresses(site.statements)];
  const ends = tunnelEnds(site, (id, line) => open.push({ id, line, far }));
  const isPast = passesLists(site);
  const made = [...ends].flatMap(([id, { line, carried }]) => {
    const reason = `${id}: whether a tunnel carries these packets depends on its other end`;
    const doubt = site.context.doubt(reason, line, { scope: "rule" });
    return { id, line, carried, doubt };
  });
  const ways = made.map((one) => bothSteps(one, site.context));
  const past = isPast ? made.map((one) => passedTable(one, site.context)) : [];
  return {
    tables: [...ways.flatMap(({ tables }) => tables), ...past],
    steps: ways.flatMap(({ steps }) => steps),
    past: past.map(({ id }) => id),
    ends: made,
    open,
    computed: new Set([...ends.values()].flatMap(({ lines }) => lines)),
  };
}

interface TunnelEnd {
  /** The statement that puts them there. */
  readonly line: CiscoLine;
  readonly carried: readonly CarriedPackets[];
}

/** What the tunnels of each interface carry: those of its crypto map, and those over TLS. @param leaveOpen is told of those not computed. */
function tunnelEnds(
  site: TunnelSite,
  leaveOpen: (id: string, line: CiscoLine) => void,
): ReadonlyMap<string, TunnelEnd & { readonly lines: readonly CiscoLine[] }> {
  const ends = new Map<string, { line: CiscoLine; lines: CiscoLine[]; carried: CarriedPackets[] }>();
  const add = (id: string | undefined, line: CiscoLine, read: () => readonly CarriedPackets[] | undefined) => {
    if (id === undefined || !site.interfaces.has(id)) return;
    const carried = read();
    const known = ends.get(id) ?? { line, lines: [], carried: [] };
    if (carried === undefined || areTooMany([...known.carried, ...carried])) return leaveOpen(id, line);
    known.lines.push(line);
    known.carried.push(...carried);
    ends.set(id, known);
  };
  for (const line of site.statements.of("crypto")) {
    const [, map = "", id] = /^crypto map (\S+) interface (\S+)/.exec(line.text) ?? [];
    add(id, line, () => entriesAt(map, site));
  }
  for (const line of site.statements.of("webvpn").flatMap(({ children }) => children))
    add(/^enable (\S+)/.exec(line.text)?.[1], line, () => {
      const found = portalPackets(site, line);
      return found && [found];
    });
  return ends;
}

/** An end with its name and why it is not sure that tunnels are there. */
interface UnsureEnd extends TunnelEnd {
  readonly id: string;
  readonly doubt: string;
}

function bothSteps({ id, line, carried, doubt }: UnsureEnd, context: CiscoContext): AsaFilters {
  const made = carried.flatMap((one) => rulesOf(one, id, doubt, context));
  const ways = [
    { name: `tunnels that end at ${id}`, rules: made.map(({ into }) => into), sides: { ingress: [id] } },
    { name: `tunnels that start at ${id}`, rules: made.map(({ out }) => out), sides: { egress: [id] } },
  ];
  return {
    tables: ways.map(({ name, rules }) => tableOf(name, rules, line, context)),
    steps: ways.map(({ name, sides }) => stepOf(name, sides, line, context)),
  };
}

function passedTable({ id, line, carried, doubt }: UnsureEnd, context: CiscoContext): Table {
  const rules = carried.flatMap((one) => passed(one, id, doubt, context));
  return tableOf(`out of tunnels at ${id}`, rules, line, context);
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

function passed(one: CarriedPackets, id: string, doubt: string, context: CiscoContext): Rule[] {
  const { near, far, service, line, most } = one;
  const rule: Rule = {
    ...implicit("permit", `tunnel at ${id}`, context.at(line)),
    match: { ingress: [id], source: far, destination: near, service },
    doubts: [{ doubt, effect: "narrows" }],
  };
  if (most === undefined) return [rule];
  return most.rules
    .filter(({ enabled }) => enabled)
    .map(({ action, match, doubts = [], at }) => ({
      ...rule,
      ...(action === "deny" ? { action: "deny" as const, doubts } : { doubts: [...doubts, ...(rule.doubts ?? [])] }),
      match: {
        ...match,
        ingress: [id],
        source: within(far, match.source),
        destination: within(near, match.destination),
      },
      at: [...at, context.at(line)],
    }));
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
