/** Which packets a translation takes, in either direction (reference/cisco.md 5.1). */
import type { AddressExpression, PortRange, ServiceExpression } from "../../../../src/model/expression.js";
import type { RuleMatch } from "../../../../src/model/rule.js";
import type { CiscoContext } from "../context.js";
import { areEqual, expressionOf, type Range } from "./nat-ranges.js";
import type { Ports, Translation } from "./translation.js";

export const ANY: AddressExpression = { kind: "any" };

/** Packets from the real side, as they are routed: their destination has become the real one. */
export function outward(one: Translation, context: CiscoContext): Omit<RuleMatch, "source"> {
  const { destination, ports, far = ANY } = one;
  const to = destination === undefined || "any" in destination ? far : onlySent(destination, one, context);
  return { ...sides(one.realInterface, one.mappedInterface), destination: to, service: leaving(ports) };
}

/** Packets from the mapped side, as they come in. */
export function inward(one: Translation): Omit<RuleMatch, "destination"> {
  const { destination, ports, far = ANY } = one;
  const from = destination === undefined || "any" in destination ? far : expressionOf(destination.real);
  return { ...sides(one.mappedInterface, undefined), source: from, service: reversed(ports?.after, ports?.after) };
}

/** Packets to the real address that nobody translated are not meant; which of those that arrive there are is not told by it. */
function onlySent(
  { mapped, real }: { readonly mapped: readonly Range[]; readonly real: readonly Range[] },
  { line }: Translation,
  context: CiscoContext,
): AddressExpression {
  if (areEqual(mapped, real)) return expressionOf(real);
  const reason = "only packets that were sent to the translated address are meant";
  return { kind: "unknown", doubt: context.doubt(reason, line, { scope: "match" }), upper: expressionOf(real) };
}

export function sides(ingress: string | undefined, egress: string | undefined): Pick<RuleMatch, "ingress" | "egress"> {
  return {
    ...(ingress === undefined ? {} : { ingress: [ingress] }),
    ...(egress === undefined ? {} : { egress: [egress] }),
  };
}

export function serviceOf(ports: Ports | undefined): ServiceExpression {
  return ports === undefined ? { kind: "any" } : { kind: "ports", ...ports };
}

/** Behind the translation of the destination: own ports as they were, those of the other end as they became. */
export function leaving(ports: Translation["ports"]): ServiceExpression {
  if (ports === undefined) return { kind: "any" };
  const { before, after } = ports;
  return serviceOf({
    protocol: before.protocol,
    ...pick("source", before.source),
    ...pick("destination", after.destination),
  });
}

/** Packets of the other direction: where they come from is what was gone to. */
export function reversed(far: Ports | undefined, near: Ports | undefined): ServiceExpression {
  if (far === undefined) return { kind: "any" };
  return serviceOf({
    protocol: far.protocol,
    ...pick("source", far.destination),
    ...pick("destination", near?.source),
  });
}

function pick(key: "source" | "destination", ports: readonly PortRange[] | undefined): Partial<Ports> {
  return ports === undefined ? {} : { [key]: ports };
}
