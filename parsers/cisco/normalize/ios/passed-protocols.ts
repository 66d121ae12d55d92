/** What a policy of a zone pair passes packet by packet, beside what it opens sessions for (reference/cisco.md 3.2). */
import type { ServiceExpression } from "../../../../src/model/expression.js";
import type { Rule } from "../../../../src/model/rule.js";
import type { PolicyClass } from "./policy-classes.js";

/** Protocols of which classes with the action `pass` may let packets by. @param rules those of the classes, by their names. */
export function passedProtocols(rules: readonly Rule[], classes: readonly PolicyClass[]): readonly number[] {
  const passing = classes.filter(({ action }) => action === "pass");
  const of = rules.filter(({ id }) => passing.some(({ name }) => id.startsWith(`${name} `)));
  return [...new Set(of.flatMap(({ match }) => protocolsIn(match.service)))];
}

/** Those that a service may be about. */
function protocolsIn(service: ServiceExpression): readonly number[] {
  if (service.kind === "none") return [];
  if (service.kind === "protocol" || service.kind === "ports") return [service.protocol];
  if (service.kind === "icmp") return [service.family === 4 ? 1 : 58];
  return service.kind === "union" ? service.of.flatMap(protocolsIn) : EVERY_PROTOCOL;
}

const EVERY_PROTOCOL = Array.from({ length: 256 }, (_, protocol) => protocol);
