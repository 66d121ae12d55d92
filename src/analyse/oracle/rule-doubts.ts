/** Which doubts stand in a rule: its own, and those of the expressions it matches by. */
import type { Device } from "../../model/device.js";
import type { AddressExpression, DoubtId, ServiceExpression } from "../../model/expression.js";
import type { Rule } from "../../model/rule.js";

/** Reasons of all doubts that keep open what a rule matches, each once. */
export function ruleDoubts(device: Device, rule: Rule): string[] {
  const { source, destination, service } = rule.match;
  const found = new Set((rule.doubts ?? []).map(({ doubt }) => doubt));
  gather(source, objectsOf(device.addresses), found);
  gather(destination, objectsOf(device.addresses), found);
  gather(service, objectsOf(device.services), found);
  return device.doubts.filter(({ id }) => found.has(id)).map(({ reason }) => reason);
}

type Expression = AddressExpression | ServiceExpression;

function objectsOf(objects: readonly { readonly id: string; readonly value: Expression }[]): Map<string, Expression> {
  return new Map(objects.map(({ id, value }) => [id, value]));
}

/** Takes each object out of `objects` when it is met, so that circles end. */
function gather(expression: Expression, objects: Map<string, Expression>, found: Set<DoubtId>): void {
  const below = (part: Expression): void => gather(part, objects, found);
  switch (expression.kind) {
    case "object": {
      const value = objects.get(expression.object);
      objects.delete(expression.object);
      if (value !== undefined) below(value);
      return;
    }
    case "union":
      for (const part of expression.of) below(part);
      return;
    case "not":
      below(expression.of);
      return;
    case "except":
      below(expression.base);
      below(expression.minus);
      return;
    case "unknown":
      found.add(expression.doubt);
      if (expression.lower !== undefined) below(expression.lower);
      if (expression.upper !== undefined) below(expression.upper);
      return;
    default:
  }
}
