/** How wide the sides and services of a rule are, in steps: rules that differ by less are the same to a policy. */
import type { ServiceExpression, ServiceObject } from "../model/expression.js";
import { complement, type Domain, everything, type Intervals, pairsOf, union } from "../packets/intervals.js";

/** Powers of two: a host, /28, /24, /16, more. */
export const WIDTHS = [0, 4, 8, 16, 32] as const;

/** The first of `WIDTHS` that has room for so many addresses. */
export function bitsFor(addresses: number): number {
  return WIDTHS.find((bits) => addresses <= 2 ** bits) ?? 32;
}

/** How many addresses a set has; of IPv6 as near as a number comes. */
export function addressesIn(set: Intervals<number | bigint>): number {
  let sum = 0;
  for (let index = 0; index < set.length; index += 2) {
    const [from, to] = [set[index], set[index + 1]];
    if (typeof from === "number" && typeof to === "number") sum += to - from + 1;
    else if (typeof from === "bigint" && typeof to === "bigint") sum += Number(to - from) + 1;
  }
  return sum;
}

/** More ports than any product needs one by one. */
const MANY_PORTS = 1000;

type Objects = ReadonlyMap<string, Pick<ServiceObject, "value">>;

/** Protocols that have ports. */
const WITH_PORTS = [6, 17, 33, 132, 136] as const;
const PORTS: Domain<number> = { min: 0, max: 65_535, one: 1 };

/**
 * Whether so many destination ports are open in a row, be they written as ranges that meet or left by what is negated; groups
 * are looked into, what is not known is none.
 */
export function hasWidePorts(expression: ServiceExpression, objects: Objects): boolean {
  return WITH_PORTS.some((protocol) => {
    const open = destinationPorts(expression, { protocol, objects, isEach: false }, new Set());
    return pairsOf(open).some(([from, to]) => to - from >= MANY_PORTS);
  });
}

interface Asked {
  readonly protocol: number;
  readonly objects: Objects;
  /** Only ports that are named whatever else a packet is, as what is negated has to be to leave nothing of them. */
  readonly isEach: boolean;
}

function destinationPorts(expression: ServiceExpression, asked: Asked, seen: ReadonlySet<string>): Intervals<number> {
  const { protocol, objects, isEach } = asked;
  switch (expression.kind) {
    case "any":
      return everything(PORTS);
    case "protocol":
      return expression.protocol === protocol ? everything(PORTS) : [];
    case "ports": {
      const { source, destination, flags } = expression;
      if (expression.protocol !== protocol || (isEach && (source ?? flags) !== undefined)) return [];
      const named = destination?.map(({ from, to }) => [from, to]);
      return named === undefined ? everything(PORTS) : union(named, PORTS);
    }
    case "union":
      return union(
        expression.of.map((part) => destinationPorts(part, asked, seen)),
        PORTS,
      );
    case "not":
      return complement(destinationPorts(expression.of, { ...asked, isEach: !isEach }, seen), PORTS);
    case "object": {
      const object = objects.get(expression.object);
      if (object === undefined || seen.has(expression.object)) return isEach ? everything(PORTS) : [];
      return destinationPorts(object.value, asked, new Set([...seen, expression.object]));
    }
    case "unknown": {
      const known = isEach ? expression.upper : expression.lower;
      if (known === undefined) return isEach ? everything(PORTS) : [];
      return destinationPorts(known, asked, seen);
    }
    default:
      return [];
  }
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
