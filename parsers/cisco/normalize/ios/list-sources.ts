/** The sources that a list permits, where it looks at nothing else. */
import type { AddressExpression } from "../../../../src/model/expression.js";
import type { AccessList } from "../access-list.js";

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
