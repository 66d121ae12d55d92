/**
 * Random plants of one to three devices that join three zones: what a pipeline can hold besides one list. Filters that see
 * packets before and behind translations, by pairs of interfaces, with and without state; marks that a translation leaves;
 * port forwards, ranges in order, pools, exemptions, addresses translated on both sides; routes that lead in circles, two
 * ways round, answers by another way.
 */
import type { Device, NatRule } from "../../src/model/device.js";
import type { AddressExpression } from "../../src/model/expression.js";
import type { FilterStep, Rule, RuleMatch } from "../../src/model/rule.js";
import {
  addresses,
  doubt,
  firewall,
  match,
  port,
  route,
  rules,
  service,
  step,
  table,
} from "../analyse/device-builder.js";
import { fc } from "../seeded.js";

export const SEGMENTS = 3;
export const HOSTS = [9, 70];
/** Addresses that no host has, and that may be dialled. */
export const OUTER = ["192.0.2.5", "192.0.2.6"];
const AT = { file: "fw-edge.conf", line: 60, column: 1, endLine: 1, endColumn: 2 };

/** Addresses by family: of a host or a device in a segment, and the whole segment. */
export function hostOf(family: 4 | 6, segment: number, last: number): string {
  return family === 4 ? `10.0.${segment}.${last}` : `2001:db8:${segment + 1}::${last.toString(16)}`;
}

export function networkOf(family: 4 | 6, segment: number): string {
  return family === 4 ? `10.0.${segment}.0/24` : `2001:db8:${segment + 1}::/64`;
}

type NatDraft = Omit<NatRule, "id">;

/** One device; interfaces are told by their place among its legs. */
export interface DeviceDraft {
  readonly legs: readonly number[];
  readonly tables: readonly (readonly LineDraft[])[];
  readonly steps: readonly StepDraft[];
  readonly nat: readonly (NatDraft & { readonly over?: number | undefined; readonly asks: Asking })[];
  readonly routes: readonly { readonly to: string; readonly over: number; readonly hop: number }[];
}

/** What asks whether packets were translated before. */
interface Asking {
  /** Says of translated packets what `RuleMatch.translated` does. */
  readonly translated?: RuleMatch["translated"];
  /** Matches only what one of these translated, by place. */
  readonly by?: readonly number[] | undefined;
}

interface LineDraft extends Asking {
  readonly text: string;
  readonly ingress?: number | undefined;
  readonly egress?: number | undefined;
  readonly established?: boolean;
}

interface StepDraft {
  readonly sees: "incoming" | "forwarded" | "leaving";
  readonly ingress?: number | undefined;
  readonly egress?: number | undefined;
  readonly stateful: boolean;
  readonly permits: boolean;
}

const segment = fc.nat(SEGMENTS - 1);
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 });
const leg = fc.nat(2);

function places(family: 4 | 6) {
  const host = fc.tuple(segment, fc.constantFrom(...HOSTS)).map(([of, last]) => hostOf(family, of, last));
  const own = fc.tuple(segment, fc.nat(2)).map(([of, device]) => hostOf(family, of, device + 1));
  const network = segment.map((of) => networkOf(family, of));
  const outer = fc.oneof(own, ...(family === 4 ? [fc.constantFrom(...OUTER)] : []));
  return { host, network, outer, end: fc.oneof(network, network, host, outer, fc.constant("any"), fc.constant("any")) };
}

function line(family: 4 | 6): fc.Arbitrary<LineDraft> {
  const { end } = places(family);
  const text = fc
    .tuple(
      fc.constantFrom("permit", "permit", "permit", "deny"),
      ...[end, end],
      fc.constantFrom("any", "tcp/502", "tcp/8502", "tcp/1-600", "tcp", "udp"),
    )
    .map(([action, from, to, what]) => `${action} ${from} > ${to} ${what}`);
  return fc.record({
    text,
    ingress: maybe(leg),
    egress: maybe(leg),
    ...ASKING,
  });
}

const ASKING = {
  translated: fc.constantFrom(undefined, undefined, "fits" as const, "never" as const),
  by: fc.option(fc.subarray([0, 1, 2], { minLength: 1 }), { nil: undefined, freq: 5 }),
};

function translation(): fc.Arbitrary<DeviceDraft["nat"][number]> {
  const { host, network, outer, end } = places(4);
  const common = { enabled: true, at: [AT] as const };
  const what = fc.constantFrom("any", "tcp/502", "tcp/8502", "tcp/1-600");
  const inbound = (dialled: string, services: string, translated: AddressExpression, from = "any"): NatDraft => ({
    ...common,
    kind: "destination",
    match: match(from, dialled, services),
    translated,
  });
  const outbound = (from: string, to: string, translated: string): NatDraft => ({
    ...common,
    kind: "source",
    match: match(from, to, "any"),
    translated: addresses(translated),
  });
  const one = fc.oneof(
    fc
      .tuple(end, outer, what, host)
      .map(([from, to, services, server]) => inbound(to, services, addresses(server), from)),
    fc.tuple(outer, host).map(([to, server]) => ({
      ...inbound(to, "tcp/8502", addresses(server)),
      translatedService: service("tcp/502"),
    })),
    fc.tuple(segment, segment).map(([from, to]) => ({
      ...inbound(`10.0.${from}.192-10.0.${from}.223`, "any", addresses(`10.0.${to}.64-10.0.${to}.95`)),
      inOrder: true,
    })),
    fc
      .tuple(outer, host, host)
      .map(([to, a, b]) => inbound(to, "any", { kind: "union", of: [addresses(a), addresses(b)] })),
    fc.tuple(end, end, host).map(([from, to, then]) => outbound(from, to, then)),
    fc.tuple(network, end, segment).map(([from, to, of]) => outbound(from, to, `10.0.${of}.9-10.0.${of}.70`)),
    fc.tuple(end, end).map(([from, to]) => ({ ...outbound(from, to, "any"), exempt: true })),
  );
  const asking = fc.record({ over: maybe(leg), asks: fc.record(ASKING) });
  return fc.tuple(one, asking).map(([of, asked]) => ({ ...of, ...asked }));
}

/** The arbitrary devices of one family; with IPv6 nothing is translated. */
export function deviceDrafts(family: 4 | 6): fc.Arbitrary<readonly DeviceDraft[]> {
  const { network } = places(family);
  const all = family === 4 ? "0.0.0.0/0" : "::/0";
  const route = fc.record({
    to: fc.oneof(network, network, fc.constant(all), ...(family === 4 ? [fc.constant("192.0.2.0/24")] : [])),
    over: leg,
    hop: fc.integer({ min: 1, max: 3 }),
  });
  const filter = fc.record({
    sees: fc.constantFrom("incoming", "forwarded", "forwarded", "leaving"),
    ingress: maybe(leg),
    egress: maybe(leg),
    stateful: fc.boolean(),
    permits: fc.boolean(),
  });
  const one = fc.record({
    legs: fc.uniqueArray(segment, { minLength: 2, maxLength: 3 }),
    tables: fc.tuple(fc.array(line(family), { maxLength: 4 }), fc.array(line(family), { maxLength: 3 })),
    steps: fc.tuple(filter, filter),
    nat: family === 4 ? fc.array(translation(), { maxLength: 3 }) : fc.constant([]),
    routes: fc.array(route, { maxLength: 3 }),
  });
  return fc.array(one, { minLength: 1, maxLength: 3 });
}

/** The device of a draft, `core-0` and so on. */
export function buildDevice(family: 4 | 6, { legs, tables, steps, nat, routes }: DeviceDraft, number: number): Device {
  const names = legs.map((of) => `Vlan${of}`);
  const nameOf = (over: number | undefined) => (over === undefined ? undefined : names[over % names.length]);
  const only = (key: "ingress" | "egress", over: number | undefined) => {
    const name = nameOf(over);
    return name === undefined ? {} : { [key]: [name] };
  };
  const ids = nat.filter(({ kind }) => kind === "destination").map((_, index) => `d${index}`);
  const lines = tables.map((of) =>
    rules(of.map(({ text }) => text)).map((rule, index) => ruleOf(rule, of[index], only, ids)),
  );
  const numbered = { source: 0, destination: 0 };
  return firewall([], {
    id: `core-${number}`,
    interfaces: legs.map((of) => port(`Vlan${of} ${hostOf(family, of, number + 1)}/${family === 4 ? 24 : 64}`)),
    // No device takes a route by way of itself.
    routes: routes
      .filter(({ hop }) => hop !== number + 1)
      .map(({ to, over, hop }) => route(`${to} via ${hostOf(family, legs[over % legs.length] ?? 0, hop)}`)),
    tables: lines.map((own, index) => ({ ...table(`t${index}`, []), rules: own })),
    forwarding: steps.map((one, index) => stepOf(one, index, only)),
    nat: nat.map(({ over, asks, ...one }): NatRule => {
      const bound = only(one.kind === "source" ? "egress" : "ingress", over);
      // Nothing translates a destination before those that do.
      const asked = one.kind === "source" ? askingFor(one.match, asks, ids) : one.match;
      return { id: `${one.kind[0]}${numbered[one.kind]++}`, ...one, match: { ...asked, ...bound } };
    }),
    doubts: [doubt("mark", "match")],
  });
}

type Only = (key: "ingress" | "egress", over: number | undefined) => Partial<Pick<FilterStep, "ingress" | "egress">>;

function ruleOf(rule: Rule, draft: LineDraft | undefined, only: Only, ids: readonly string[]): Rule {
  const { ingress, egress, ...asks } = draft ?? { text: "" };
  const match = { ...askingFor(rule.match, asks, ids), ...only("ingress", ingress), ...only("egress", egress) };
  return { ...rule, match };
}

/** @param ids of the translations of destinations, by place. */
function askingFor(of: RuleMatch, { translated, by }: Asking, ids: readonly string[]): RuleMatch {
  const marks = by?.flatMap((place) => ids[place] ?? []) ?? [];
  const marked: AddressExpression = {
    kind: "unknown",
    doubt: "mark",
    lower: { kind: "none" },
    upper: of.destination,
    translatedBy: marks,
  };
  return {
    ...of,
    ...(translated === undefined ? {} : { translated }),
    ...(marks.length === 0 ? {} : { destination: marked }),
  };
}

/** What none of its rules match is denied, or permitted: then a later step decides. */
function stepOf({ sees, ingress, egress, stateful, permits }: StepDraft, index: number, only: Only): FilterStep {
  const made = step([`t${index}`], { sees, stateful, ...only("ingress", ingress), ...only("egress", egress) });
  return permits ? { ...made, otherwise: { ...made.otherwise, action: "permit" } } : made;
}
