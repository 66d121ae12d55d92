/** Which packets a translation takes, in either direction (reference/cisco.md 5.1). */
import type { AddressExpression, PortRange, ServiceExpression } from "../../../../src/model/expression.js";
import type { RuleMatch } from "../../../../src/model/rule.js";
import type { CiscoContext } from "../context.js";
import { areEqual, expressionOf, pairsOf, type Range } from "./nat-ranges.js";
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

/** Packets to the real address that nobody translated are not meant, and those of other translations are not either. */
function onlySent(
  destination: { readonly mapped: readonly Range[]; readonly real: readonly Range[] },
  one: Translation,
  context: CiscoContext,
): AddressExpression {
  const { real } = destination;
  if (staysAsSent(destination, one.ports)) return expressionOf(real);
  const reason = "only packets that were sent to the translated address are meant";
  const doubt = context.doubt(reason, one.line, { scope: "match" });
  return { kind: "unknown", doubt, upper: expressionOf(real), translatedBy: destinationIds(one) };
}

/** Whether a twice translation leaves alone what packets go to. */
export function staysAsSent(
  { mapped, real }: { readonly mapped: readonly Range[]; readonly real: readonly Range[] },
  ports: Translation["ports"],
): boolean {
  return areEqual(mapped, real) && !changes(ports, "destination");
}

/** Of the entries that translate what packets go to. */
export function destinationIds(one: Translation): string[] {
  const { destination } = one;
  const isNamed = destination !== undefined && !("any" in destination);
  const count = isNamed ? (pairsOf(destination.mapped, destination.real)?.length ?? 0) : 0;
  return Array.from({ length: count }, (_, index) => destinationId(one, index, count));
}

/** Of one of them: of `count`. */
export function destinationId({ id }: Translation, index: number, count: number): string {
  return `${id} destination${count === 1 ? "" : ` ${index + 1}`}`;
}

export function changes(ports: Translation["ports"], key: "source" | "destination"): boolean {
  return ports !== undefined && JSON.stringify(ports.before[key]) !== JSON.stringify(ports.after[key]);
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
