/** Services as non-initial fragments show them. */
import type { ServiceExpression } from "../model/expression.js";
import type { ServiceSets } from "../resolve/service-sets.js";

/** The protocols of a service without what it says of ports, types and flags: all that a non-initial fragment shows. */
export function withoutPorts(
  expression: ServiceExpression,
  services: ServiceSets,
  above: readonly string[] = [],
): ServiceExpression {
  switch (expression.kind) {
    case "ports":
      return { kind: "protocol", protocol: expression.protocol };
    case "icmp":
      return { kind: "icmp", family: expression.family };
    case "union":
      return { kind: "union", of: expression.of.map((part) => withoutPorts(part, services, above)) };
    case "object": {
      const value = above.includes(expression.object) ? undefined : services.valueOf(expression.object);
      return value === undefined ? expression : withoutPorts(value, services, [...above, expression.object]);
    }
    case "unknown": {
      const within = (bound: ServiceExpression): ServiceExpression => withoutPorts(bound, services, above);
      const { doubt, lower, upper } = expression;
      return {
        kind: "unknown",
        doubt,
        ...(lower === undefined ? {} : { lower: within(lower) }),
        ...(upper === undefined ? {} : { upper: within(upper) }),
      };
    }
    default:
      return expression;
  }
}
