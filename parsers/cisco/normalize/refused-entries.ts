/** Entries that name an empty group, or none: IOS and ASA refuse them (reference/cisco.md 2.2), so that a list of nothing else has none. */
import type { AddressExpression, DoubtId, ServiceExpression } from "../../../src/model/expression.js";
import type { Rule } from "../../../src/model/rule.js";

type Expression = AddressExpression | ServiceExpression;

/** What an object or a group holds, by its name; `missing`: nothing in the file defines it; `undefined`: that is not known. */
export type ValueOf = (name: string, of: "address" | "service") => Expression | "missing" | undefined;

const NONE: ReadonlySet<DoubtId> = new Set();

/**
 * Whether each entry of a list names a group that holds nothing, or one that is not there. Where another entry stands beside them it is all the same
 * whether the device has them or not; alone they are a list that denies the rest, or none, which lets everything pass.
 * @param absent doubts that entries have whose groups are not there, where that is how these are read.
 */
export function areRefused(rules: readonly Rule[], held: ValueOf, absent: ReadonlySet<DoubtId> = NONE): boolean {
  return rules.every(
    ({ match: { source, destination, service }, doubts = [] }) =>
      doubts.some(({ doubt }) => absent.has(doubt)) ||
      isEmpty(source, "address", held, []) ||
      isEmpty(destination, "address", held, []) ||
      isEmpty(service, "service", held, []),
  );
}

function isEmpty(one: Expression, of: "address" | "service", held: ValueOf, above: readonly string[]): boolean {
  if (one.kind === "none") return true;
  if (one.kind === "union") return one.of.every((member) => isEmpty(member, of, held, above));
  if (one.kind !== "object" || above.includes(one.object)) return false;
  const value = held(one.object, of);
  if (value === "missing") return true;
  return value !== undefined && isEmpty(value, of, held, [...above, one.object]);
}
