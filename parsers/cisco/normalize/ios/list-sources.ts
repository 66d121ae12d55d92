/** Whom a list lets in to a service, or to a translation. */
import type { AddressExpression, DoubtId, ServiceExpression } from "../../../../src/model/expression.js";
import type { Rule } from "../../../../src/model/rule.js";
import type { AccessList } from "../access-list.js";
import { namesGroup } from "./own-packets.js";

/** @returns undefined where the list looks at more than sources, or is not understood. */
export function plainSources({ rules }: AccessList): AddressExpression | undefined {
  const isPlain = rules.every(
    ({ action, match, doubts, enabled }) =>
      enabled &&
      action !== "unknown" &&
      doubts === undefined &&
      match.destination.kind === "any" &&
      match.service.kind === "any" &&
      match.fragments === undefined,
  );
  if (!isPlain) return undefined;
  return rules.reduceRight<AddressExpression>(
    (rest, { action, match }) =>
      action === "permit"
        ? { kind: "union", of: [match.source, rest] }
        : { kind: "except", base: rest, minus: match.source },
    { kind: "none" },
  );
}

/** The sources that a list permits at most. */
export function permittedSources(list: AccessList): AddressExpression {
  const of = list.rules.filter((rule) => rule.action !== "deny").map((rule) => rule.match.source);
  return plainSources(list) ?? { kind: "union", of };
}

/** What is asked of a list that limits a service. */
export interface Asked {
  readonly protocol: number;
  readonly port: number;
  /** Entries with object groups may be passed over (reference/cisco.md 4.1). */
  readonly isXe: boolean;
  readonly doubt: (reason: string) => DoubtId;
}

/**
 * Whom a list lets in to a service of the device. What an extended list does that asks for the address of the device differs
 * between releases (reference/cisco.md 4.1): such an entry matches perhaps.
 */
export function admittedSources({ name, rules }: AccessList, asked: Asked): AddressExpression {
  const read = rules.map((rule) => ({ rule, matches: matchesService(rule, asked) }));
  const upper = read.reduceRight<AddressExpression>(
    (rest, { rule: { action, match }, matches }) => {
      if (matches === "no") return rest;
      if (action !== "deny") return { kind: "union", of: [match.source, rest] };
      return matches === "yes" ? { kind: "except", base: rest, minus: match.source } : rest;
    },
    { kind: "none" },
  );
  if (read.every(({ matches }) => matches !== "maybe")) return upper;
  const lower = read.reduceRight<AddressExpression>(
    (rest, { rule: { action, match }, matches }) => {
      if (matches === "no") return rest;
      if (action !== "permit") return { kind: "except", base: rest, minus: match.source };
      return matches === "yes" ? { kind: "union", of: [match.source, rest] } : rest;
    },
    { kind: "none" },
  );
  const reason = `whom the access list ${name} lets in is not certain: some of its entries look at more than who asks`;
  return { kind: "unknown", doubt: asked.doubt(reason), lower, upper };
}

type Matches = "yes" | "no" | "maybe";

/** Whether an entry is about packets to the service, whoever sends them. */
function matchesService(rule: Rule, asked: Asked): Matches {
  const { action, match, doubts, enabled } = rule;
  const own = ofService(match.service, asked);
  if (!enabled || own === "no" || match.fragments === "only" || match.destination.kind === "none") return "no";
  const isOpen = action === "unknown" || doubts !== undefined || (asked.isXe && namesGroup(rule));
  return isOpen || match.destination.kind !== "any" ? "maybe" : own;
}

function ofService(service: ServiceExpression, { protocol, port }: Asked): Matches {
  switch (service.kind) {
    case "any":
      return "yes";
    case "none":
    case "icmp":
      return "no";
    case "protocol":
      return service.protocol === protocol ? "yes" : "no";
    case "ports": {
      const fits = service.destination?.some(({ from, to }) => from <= port && port <= to) ?? true;
      if (service.protocol !== protocol || !fits) return "no";
      return service.source === undefined && service.flags === undefined ? "yes" : "maybe";
    }
    default:
      return "maybe";
  }
}
