/** How wide the sides and services of a rule are, in steps: rules that differ by less are the same to a policy. */
import type { ServiceExpression, ServiceObject } from "../model/expression.js";
import { type Intervals, pairsOf } from "../packets/intervals.js";

/** Powers of two: a host, /28, /24, /16, more. */
export const WIDTHS = [0, 4, 8, 16, 32] as const;

/** The first of `WIDTHS` that has room for so many addresses. */
export function bitsFor(addresses: number): number {
  return WIDTHS.find((bits) => addresses <= 2 ** bits) ?? 32;
}

/** How many addresses a set has; of IPv6 as near as a number comes. */
export function addressesIn(set: Intervals<number | bigint>): number {
  return pairsOf(set).reduce((sum, [from, to]) => sum + Number(BigInt(to) - BigInt(from)) + 1, 0);
}

/** More ports than any product needs one by one. */
const MANY_PORTS = 1000;

type Objects = ReadonlyMap<string, Pick<ServiceObject, "value">>;

/** Whether one range of destination ports among them is wide; groups are looked into, what is not known is none. */
export function hasWidePorts(expression: ServiceExpression, objects: Objects): boolean {
  return somePart(
    expression,
    objects,
    (part) => part.kind === "ports" && (part.destination?.some(({ from, to }) => to - from >= MANY_PORTS) ?? false),
  );
}

/** Whether a part of it is for TCP or UDP and names no destination port. */
export function namesNoPorts(expression: ServiceExpression, objects: Objects): boolean {
  return somePart(expression, objects, (part) => {
    if (part.kind === "ports") return part.destination === undefined;
    return part.kind === "any" || (part.kind === "protocol" && (part.protocol === 6 || part.protocol === 17));
  });
}

function somePart(
  expression: ServiceExpression,
  objects: Objects,
  fits: (part: ServiceExpression) => boolean,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  if (expression.kind === "union") return expression.of.some((part) => somePart(part, objects, fits, seen));
  if (expression.kind !== "object") return fits(expression);
  const object = objects.get(expression.object);
  if (object === undefined || seen.has(expression.object)) return false;
  return somePart(object.value, objects, fits, new Set([...seen, expression.object]));
}
