/** Which of the translations of IOS a packet gets where several fit (reference/cisco.md 5.2). */

import type { NatRule } from "../../../../src/model/device.js";
import type { AddressExpression, DoubtId, ServiceExpression } from "../../../../src/model/expression.js";
import type { InterfaceId } from "../../../../src/model/rule.js";
import { DOMAIN4, type Intervals, meets, union } from "../../../../src/packets/intervals.js";
import type { CiscoLine } from "../../tree.js";
import type { CiscoContext } from "../context.js";

/** What one statement makes. */
export interface Statement {
  readonly line: CiscoLine;
  readonly rank: "port" | "host" | "network" | "dynamic";
  readonly rules: readonly NatRule[];
}

/** A translation of single ports goes before that of the whole host, this before that of its network, all before what is given at run time. */
const RANKS = ["port", "host", "network", "dynamic"] as const;

const SEVERAL = "which of the translations that fit them packets get is not documented";

/** All translations as the device looks them up. Of those of one rank that fit the same packets any may be the one that is taken. */
export function inOrder(statements: readonly Statement[], context: CiscoContext): NatRule[] {
  return RANKS.flatMap((rank) => {
    const own = statements.filter((one) => one.rank === rank);
    return [...own.flatMap((one) => contested(one, own, context)), ...own.flatMap(({ rules }) => rules)];
  });
}

/** The translations of a statement that those of another one may stand in for, as ones that are made perhaps. */
function contested(one: Statement, all: readonly Statement[], context: CiscoContext): NatRule[] {
  if (all.length === 1) return [];
  const others = all.filter((other) => other !== one).flatMap(({ rules }) => rules);
  const found = one.rules.filter((rule) => others.some((other) => isContested(rule, other)));
  if (found.length === 0) return [];
  const doubt = context.doubt(SEVERAL, one.line, { scope: "match" });
  return found.map((rule) => ({ ...perhaps(rule, doubt), id: `${rule.id} perhaps` }));
}

/** The same translation, made perhaps. */
export function perhaps(rule: NatRule, doubt: DoubtId): NatRule {
  const open = (upper: AddressExpression): AddressExpression =>
    upper.kind === "unknown" && upper.lower === undefined
      ? upper
      : { kind: "unknown", doubt, lower: { kind: "none" }, upper, at: rule.at[0] };
  const { match } = rule;
  const own =
    rule.kind === "source"
      ? { ...match, source: open(match.source) }
      : { ...match, destination: open(match.destination) };
  return { ...rule, match: own };
}

function isContested(one: NatRule, other: NatRule): boolean {
  return (
    one.kind === other.kind &&
    !isSameOutcome(one, other) &&
    areShared(one.match.ingress, other.match.ingress) &&
    areShared(one.match.egress, other.match.egress) &&
    meets(reach(one.match.source), reach(other.match.source)) &&
    meets(reach(one.match.destination), reach(other.match.destination)) &&
    mayMeet(one.match.service, other.match.service)
  );
}

function isSameOutcome(one: NatRule, other: NatRule): boolean {
  const [own, its] = [one.translated, other.translated];
  if (own?.kind !== "range4" || its?.kind !== "range4" || one.inOrder === true || other.inOrder === true) return false;
  return own.from === its.from && own.to === its.to && one.translatedService === undefined;
}

function areShared(one: readonly InterfaceId[] | undefined, other: readonly InterfaceId[] | undefined): boolean {
  return one === undefined || other === undefined || one.some((id) => other.includes(id));
}

/** Addresses among which those of an expression are: all of these where it is not told apart. */
export function reach(expression: AddressExpression): Intervals<number> {
  switch (expression.kind) {
    case "none":
      return [];
    case "range4":
      return [expression.from, expression.to];
    case "pattern4":
      return [expression.value, (expression.value | ~expression.care) >>> 0];
    case "union":
      return union(expression.of.map(reach), DOMAIN4);
    case "except":
      return reach(expression.base);
    case "unknown":
      return expression.upper === undefined ? EVERYWHERE : reach(expression.upper);
    default:
      return EVERYWHERE;
  }
}

const EVERYWHERE: Intervals<number> = [DOMAIN4.min, DOMAIN4.max];

/** Whether packets may be of both services; `false` for two that name other ports of one protocol, or other protocols. */
function mayMeet(one: ServiceExpression, other: ServiceExpression): boolean {
  if (one.kind !== "ports" || other.kind !== "ports") return true;
  if (one.protocol !== other.protocol) return false;
  return sharePorts(one.source, other.source) && sharePorts(one.destination, other.destination);
}

type Ports = Extract<ServiceExpression, { kind: "ports" }>["source"];

function sharePorts(one: Ports, other: Ports): boolean {
  return (
    one === undefined || other === undefined || one.some((a) => other.some((b) => a.from <= b.to && b.from <= a.to))
  );
}
