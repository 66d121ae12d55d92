/** What two conditions hold together: of addresses, of services, of whole matches. */
import type { AddressExpression, ServiceExpression } from "../../../src/model/expression.js";
import type { RuleMatch } from "../../../src/model/rule.js";

export function bothAddresses(a: AddressExpression, b: AddressExpression): AddressExpression {
  if (b.kind === "any" && b.family === undefined) return a;
  if (a.kind === "any" && (a.family === undefined || (b.kind === "any" && a.family === b.family))) return b;
  return { kind: "except", base: a, minus: { kind: "not", of: b, family: "both" } };
}

export function bothServices(a: ServiceExpression, b: ServiceExpression): ServiceExpression {
  if (b.kind === "any") return a;
  if (a.kind === "any") return b;
  if (b.kind === "protocol" && (a.kind === "ports" || a.kind === "protocol"))
    return a.protocol === b.protocol ? a : { kind: "none" };
  return { kind: "not", of: { kind: "union", of: [a, b].map((of) => ({ kind: "not", of })) } };
}

/**
 * What of the packets of one match another one has as well, as matches that together hold it. Later fragments are a matter
 * of their own where one of the two has a word on them.
 * @returns undefined where that cannot be written: later fragments of a group of services.
 */
export function bothMatches(a: RuleMatch, b: RuleMatch): RuleMatch[] | undefined {
  const sides = {
    source: bothAddresses(a.source, b.source),
    destination: bothAddresses(a.destination, b.destination),
  };
  if (isPlain(a)) return [{ ...b, ...sides }];
  if (isPlain(b)) return [{ ...a, ...sides }];
  const service = bothServices(a.service, b.service);
  if (a.fragments === undefined && b.fragments === undefined) return [{ ...sides, service }];
  const [ofA, ofB] = [ofFragments(a), ofFragments(b)];
  if (ofA === undefined || ofB === undefined) return undefined;
  const tails: RuleMatch = { ...sides, service: bothServices(ofA, ofB), fragments: "only" };
  return a.fragments === "only" || b.fragments === "only" ? [tails] : [{ ...sides, service }, tails];
}

function isPlain({ service, fragments }: RuleMatch): boolean {
  return service.kind === "any" && fragments === undefined;
}

/** The service that later fragments of a match have. */
function ofFragments({ service, fragments }: RuleMatch): ServiceExpression | undefined {
  if (fragments !== "by-address") return service;
  if (service.kind === "ports") return { kind: "protocol", protocol: service.protocol };
  if (service.kind === "icmp") return { kind: "icmp", family: service.family };
  return service.kind === "protocol" || service.kind === "any" ? service : undefined;
}
