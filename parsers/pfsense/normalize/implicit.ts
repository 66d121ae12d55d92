/** Rules that nobody wrote: how the generators' own rules are put into words. */
import type { AddressExpression, FlagTest, PortRange, ServiceExpression } from "../../../src/model/expression.js";
import type { InterfaceId, Rule, RuleDoubt } from "../../../src/model/rule.js";
import type { SourceRange } from "../../../src/source/range.js";
import type { PfRule } from "./order.js";

/** What a hidden rule says; what is left out stands for everything. */
export interface Hidden {
  readonly id: string;
  readonly name: string;
  readonly action: Rule["action"];
  /** Where its trigger is written, or where it would be. */
  readonly at: SourceRange;
  readonly quick?: boolean;
  readonly direction: PfRule["direction"];
  readonly interfaces?: readonly InterfaceId[];
  readonly source?: AddressExpression;
  readonly destination?: AddressExpression;
  readonly service?: ServiceExpression;
  readonly doubts?: readonly RuleDoubt[];
  readonly log?: boolean;
}

const ANY = { kind: "any" } as const;

export function hidden(of: Hidden): PfRule {
  const { id, name, action, doubts, log, interfaces, direction } = of;
  const match = { source: of.source ?? ANY, destination: of.destination ?? ANY, service: of.service ?? ANY };
  const plain: Rule = { id, name, action, match, enabled: true, implicit: true, at: [of.at] };
  const doubted = doubts === undefined || doubts.length === 0 ? plain : { ...plain, doubts };
  const rule = log === undefined ? doubted : { ...doubted, log };
  const quick = of.quick ?? false;
  return interfaces === undefined ? { rule, quick, direction } : { rule, quick, direction, interfaces };
}

const UDP = 17;

export function udp(source: number | undefined, destination: number): ServiceExpression {
  return {
    kind: "ports",
    protocol: UDP,
    ...(source === undefined ? {} : { source: [port(source)] }),
    destination: [port(destination)],
  };
}

export function tcp(ports: readonly number[], flags?: readonly FlagTest[]): ServiceExpression {
  return { kind: "ports", protocol: 6, destination: ports.map(port), ...(flags ? { flags } : {}) };
}

/** TCP and UDP with one of these ports at one end. */
export function tcpUdp(end: "source" | "destination", number: number): ServiceExpression {
  return { kind: "union", of: [6, UDP].map((protocol) => ({ kind: "ports", protocol, [end]: [port(number)] })) };
}

export function icmp6(...types: readonly number[]): ServiceExpression {
  return { kind: "union", of: types.map((type) => ({ kind: "icmp", family: 6, type })) };
}

export function protocol(number: number): ServiceExpression {
  return { kind: "protocol", protocol: number };
}

function port(number: number): PortRange {
  return { from: number, to: number };
}
