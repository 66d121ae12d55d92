/** Steps with their tables, and the rules in them that nobody wrote. */
import type { FilterStep, Rule, Table } from "../../../../src/model/rule.js";

export interface AsaFilters {
  readonly tables: readonly Table[];
  readonly steps: readonly FilterStep[];
}

/** A rule that nobody wrote, about everything that is left. */
export function implicit(action: Rule["action"], name: string, at: Rule["at"][0]): Rule {
  return {
    id: `implicit ${action}`,
    name,
    action,
    match: { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } },
    enabled: true,
    implicit: true,
    at: [at],
  };
}
