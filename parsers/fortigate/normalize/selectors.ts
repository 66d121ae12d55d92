/** Selectors of IPsec tunnels: which packets phase 2 lets into a tunnel, and out of it. */
import type { AddressExpression, ServiceExpression } from "../../../src/model/expression.js";
import type { FilterStep, InterfaceId, Rule, RuleDoubt, RuleMatch, Table } from "../../../src/model/rule.js";
import type { SourceRange } from "../../../src/source/range.js";
import { type Block, isEnabled, settingOf, textOf, valuesOf } from "../tree.js";
import {
  boundsOf6,
  prefixLengthOf,
  readIPv4,
  readIPv6,
  readNetwork4,
  readNumber,
  readPrefix6,
} from "./address-text.js";
import type { Context } from "./context.js";
import { rowsIn } from "./vdoms.js";
import type { VirtualDomain } from "./virtual-domain.js";

const PHASE1 = "vpn ipsec phase1-interface";
const PHASE2 = "vpn ipsec phase2-interface";
/** Several tunnels that policies and routes know as one (Fortinet, administration guide, IPsec aggregate). */
const AGGREGATE = "system ipsec-aggregate";

/** What a VDOM's tunnels carry: a step as packets leave into them, and one as they come out. */
export interface Selectors {
  readonly tables: readonly Table[];
  readonly into: readonly FilterStep[];
  readonly outOf: readonly FilterStep[];
}

/**
 * A packet that is routed into a tunnel and fits no selector of it is dropped; selectors are those of the packet as it
 * leaves, and all of them are every IPv4 address where none is written. What comes out fits the same the other way round;
 * whether anything else that does is dropped is not documented.
 */
export function selectorsOf(domain: VirtualDomain, interfaces: readonly InterfaceId[], context: Context): Selectors {
  const { holders } = domain.vdom;
  const listed = rowsIn(holders, PHASE1);
  const alone = listed.filter(({ name }) => interfaces.includes(name));
  const aggregates = rowsIn(holders, AGGREGATE).filter(({ name }) => interfaces.includes(name));
  const [first] = [...alone, ...aggregates];
  if (first === undefined) return { tables: [], into: [], outOf: [] };
  const all = rowsIn(holders, PHASE2);
  const read = [
    ...alone.map((tunnel) => ofTunnel(tunnel, [tunnel], all, domain, context)),
    ...aggregates.map((one) => ofTunnel(one, membersOf(one, listed), all, domain, context)),
  ];
  const names = [...alone, ...aggregates].map(({ name }) => name);
  const at = [context.rangeOf(first)] as const;
  const tableOf = (name: string, rules: readonly Rule[]): Table => {
    return { id: `${domain.prefix}${name}`, name, kind: "filter", rules, bound: true, at };
  };
  const [into, outOf] = [
    tableOf(
      "selectors into tunnels",
      read.flatMap((one) => one.into),
    ),
    tableOf(
      "selectors out of tunnels",
      read.flatMap((one) => one.outOf),
    ),
  ];
  const base = { kind: "filter", stateful: false, at } as const;
  const otherwise = rule("fits no selector", "deny", ANY, at);
  return {
    tables: [into, outOf],
    into: [{ ...base, name: into.id, egress: names, sees: "leaving", tables: [into.id], otherwise }],
    outOf: [{ ...base, name: outOf.id, ingress: names, sees: "incoming", tables: [outOf.id], otherwise }],
  };
}

const ANY: RuleMatch = { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } };

function membersOf(aggregate: Block, tunnels: readonly Block[]): Block[] {
  const members = valuesOf(aggregate, "member");
  return tunnels.filter(({ name }) => members.includes(name));
}

/** @param members the tunnels that share what is sent into it; itself where it is none of several. */
function ofTunnel(
  tunnel: Block,
  members: readonly Block[],
  all: readonly Block[],
  domain: VirtualDomain,
  context: Context,
) {
  const own = members.flatMap((member) => {
    const rows = all.filter((row) => textOf(row, "phase1name") === member.name);
    return rows.map((row) => selectorOf(row, member, domain, context));
  });
  const selectors = shared(tunnel, members, own, context);
  const open = (reason: string, match: RuleMatch): Rule => {
    const at = context.rangeOf(tunnel);
    const doubt = context.sharedDoubt(`${domain.prefix}${reason}`, { reason, scope: "rule", at });
    return rule(`${tunnel.name}: ${reason}`, "unknown", match, [at], [{ doubt, effect: "narrows" }]);
  };
  if (selectors.length === 0) {
    const reason = `which packets the tunnel ${tunnel.name} carries is not in the file: it has no phase 2`;
    const [into, outOf] = [{ egress: [tunnel.name] }, { ingress: [tunnel.name] }];
    return { into: [open(reason, { ...into, ...ANY })], outOf: [open(reason, { ...outOf, ...ANY })] };
  }
  const rest = `whether what comes out of the tunnel ${tunnel.name} has to fit its selectors is not documented`;
  return {
    into: selectors.map(({ row, match, doubts }) =>
      rule(row.name, "permit", { egress: [tunnel.name], ...match }, context.rangesOf(row), doubts),
    ),
    outOf: [
      ...selectors.map(({ row, match, doubts }) =>
        rule(row.name, "permit", { ingress: [tunnel.name], ...mirrored(match) }, context.rangesOf(row), doubts),
      ),
      open(rest, { ingress: [tunnel.name], ...ANY }),
    ],
  };
}

function rule(
  id: string,
  action: Rule["action"],
  match: RuleMatch,
  at: readonly [SourceRange, ...SourceRange[]],
  doubts: readonly RuleDoubt[] = [],
): Rule {
  const known = { id, name: id, action, match, enabled: true, implicit: true, log: false, at };
  return doubts.length === 0 ? known : { ...known, doubts };
}

export interface Selector {
  readonly row: Block;
  readonly match: RuleMatch;
  readonly doubts: readonly RuleDoubt[];
}

/** Which member of several a packet is given to is not told: one that fits not all of them may be lost. */
function shared(
  tunnel: Block,
  members: readonly Block[],
  selectors: readonly Selector[],
  context: Context,
): readonly Selector[] {
  const kinds = new Set(
    members.map(({ name }) => keyOf(selectors.filter(({ row }) => textOf(row, "phase1name") === name))),
  );
  if (kinds.size <= 1) return selectors;
  const reason = `which member of ${tunnel.name} a packet is given to, and whether it fits its selectors, is not in the file`;
  const doubt = context.doubt({ reason, scope: "rule", at: context.rangeOf(tunnel) });
  return selectors.map((one) => ({ ...one, doubts: [...one.doubts, { doubt, effect: "narrows" }] }));
}

/** The same text for members with equal selectors. */
function keyOf(selectors: readonly Selector[]): string {
  const texts = selectors.map(({ match }) =>
    JSON.stringify(match, (key, value: unknown) => (key === "at" ? undefined : value)),
  );
  return texts.sort().join();
}

/** What one row of phase 2 lets into its tunnel. */
export function selectorOf(row: Block, tunnel: Block, domain: VirtualDomain, context: Context): Selector {
  const reasons = narrowed(row, tunnel);
  const doubts = reasons.map((reason): RuleDoubt => {
    return { doubt: context.doubt({ reason, scope: "rule", at: context.rangeOf(row) }), effect: "narrows" };
  });
  const [source, destination] = [side(row, "src", domain, context), side(row, "dst", domain, context)];
  return { row, match: { source, destination, service: serviceOf(row, context) }, doubts };
}

/** Why a selector may let less through than it says. */
function narrowed(row: Block, tunnel: Block): string[] {
  // A far end that dials in or gives addresses out may take up a part of it alone.
  const isDialled = (textOf(tunnel, "type") ?? "static") !== "static" || isEnabled(tunnel, "mode-cfg");
  // Transport mode carries what the two ends say to each other.
  const isTransport = (textOf(row, "encapsulation") ?? "tunnel-mode") !== "tunnel-mode";
  return [
    ...(isDialled
      ? [`which part of selector ${row.name} the far end of ${tunnel.name} takes up is not in the file`]
      : []),
    ...(isTransport ? [`selector ${row.name} is not of tunnel mode: which packets it carries is not read`] : []),
  ];
}

function mirrored({ source, destination, service }: RuleMatch): RuleMatch {
  const back: ServiceExpression =
    service.kind === "ports"
      ? {
          kind: "ports",
          protocol: service.protocol,
          ...(service.destination === undefined ? {} : { source: service.destination }),
          ...(service.source === undefined ? {} : { destination: service.source }),
        }
      : service;
  return { source: destination, destination: source, service: back };
}

/** One end of a selector: `src-addr-type` says which of the other keys counts. */
function side(row: Block, end: "src" | "dst", domain: VirtualDomain, context: Context): AddressExpression {
  const type = textOf(row, `${end}-addr-type`) ?? "subnet";
  const family = type.endsWith("6") ? 6 : 4;
  const suffix = family === 6 ? "6" : "";
  const key = (name: string) => settingOf(row, `${end}-${name}${suffix}`);
  const named = key("name");
  if (type === `name${suffix}` && named !== undefined) {
    return (family === 4 ? domain.addresses4 : domain.addresses6).resolve(named);
  }
  const subnet = key("subnet");
  if (type === `subnet${suffix}` && subnet === undefined) return { kind: "any", family };
  const start = key("start-ip");
  const last = type === `range${suffix}` ? key("end-ip") : start;
  const known: Readonly<Record<string, () => AddressExpression | undefined>> = {
    subnet: () => subnet4(subnet?.values ?? []),
    subnet6: () => subnet6(subnet?.values[0] ?? ""),
    [`ip${suffix}`]: () => range(start?.values[0], last?.values[0], family),
    [`range${suffix}`]: () => range(start?.values[0], last?.values[0], family),
  };
  const read = Object.hasOwn(known, type) ? known[type]?.() : undefined;
  if (read !== undefined) return read;
  const at = context.rangeOf(row);
  const doubt = context.doubt({
    reason: `the ${end} addresses of selector ${row.name} cannot be read`,
    scope: "match",
    at,
  });
  return { kind: "unknown", doubt, at };
}

function subnet4(words: readonly string[]): AddressExpression | undefined {
  const prefix = readNetwork4(words);
  if (prefix === undefined) return undefined;
  const value = (prefix.address & prefix.mask) >>> 0;
  if (prefixLengthOf(prefix.mask) === undefined) return { kind: "pattern4", value, care: prefix.mask };
  return { kind: "range4", from: value, to: (value | ~prefix.mask) >>> 0 };
}

function subnet6(word: string): AddressExpression | undefined {
  const prefix = readPrefix6(word);
  return prefix && { kind: "range6", ...boundsOf6(prefix) };
}

function range(first = "", last = "", family: 4 | 6): AddressExpression | undefined {
  if (family === 4) {
    const [from, to] = [readIPv4(first), readIPv4(last)];
    return from === undefined || to === undefined || from > to ? undefined : { kind: "range4", from, to };
  }
  const [from, to] = [readIPv6(first), readIPv6(last)];
  return from === undefined || to === undefined || from > to ? undefined : { kind: "range6", from, to };
}

/** `protocol`, `src-port` and `dst-port`; 0, as by default, is all of them. */
function serviceOf(row: Block, context: Context): ServiceExpression {
  const [protocol, source, destination] = [
    ["protocol", 255] as const,
    ["src-port", 65535] as const,
    ["dst-port", 65535] as const,
  ].map(([key, most]) => readNumber(textOf(row, key) ?? "0", most));
  const isRead = protocol !== undefined && source !== undefined && destination !== undefined;
  if (isRead && source === 0 && destination === 0) {
    return protocol === 0 ? { kind: "any" } : { kind: "protocol", protocol };
  }
  if (isRead && [6, 17, 132].includes(protocol)) {
    return {
      kind: "ports",
      protocol,
      ...(source === 0 ? {} : { source: [{ from: source, to: source }] }),
      ...(destination === 0 ? {} : { destination: [{ from: destination, to: destination }] }),
    };
  }
  const at = context.rangeOf(row);
  const doubt = context.doubt({ reason: `the protocol of selector ${row.name} is not certain`, scope: "match", at });
  return { kind: "unknown", doubt, at };
}
