/** Filters of which it is not known which decide, as steps that all have to be passed. */
import type { Interface } from "../../../src/model/device.js";
import type { DoubtId } from "../../../src/model/expression.js";
import type { Filter, FilterStep, Rule } from "../../../src/model/rule.js";

/** Filters that a packet meets one after the other. */
export type Row = readonly Filter[];

/** A filter with those that may decide in its place. */
export interface Choice {
  readonly filter: Filter;
  readonly others: readonly Filter[];
}

/** More steps than these are not made of one choice of rows. */
const MOST_STEPS = 64;

/**
 * Steps that let through at most what one of the rows does, and surely what all of them do: a row of filters passes what
 * each of them passes, so that `(a ∧ b) ∨ c` is `(a ∨ c) ∧ (b ∨ c)`. Rows that pass no more than another one add nothing to
 * what may pass; their filters may stand beside the others.
 * @param open what lets everything through, in place of a filter that may not be met.
 * @returns undefined where that are too many steps.
 */
export function choicesOf(rows: readonly Row[], open: Filter): Choice[] | undefined {
  const widest = rows.filter(
    (row, index) => !rows.some((other, at) => isNarrower(row, other) && (at < index || !isNarrower(other, row))),
  );
  const [first = [], ...rest] = widest;
  const common = first.filter((filter) => rest.every((row) => row.includes(filter)));
  const own = widest.map((row) => row.filter((filter) => !common.includes(filter)));
  const count = own.reduce((product, row) => product * row.length, 1);
  if (count > MOST_STEPS) return undefined;
  const clauses = own.length < 2 ? own.flat().map((filter) => [filter]) : product(own);
  const certain = [...common.map((filter) => [filter]), ...clauses];
  const named = new Set(certain.flat());
  const maybe = [...new Set(rows.flat())].filter((filter) => !named.has(filter));
  return [
    ...certain.flatMap(([filter, ...others]) => (filter === undefined ? [] : [{ filter, others }])),
    ...maybe.map((filter) => ({ filter, others: [open] })),
  ];
}

/** Whether a row has all filters of another one, and so passes nothing that this does not. */
function isNarrower(row: Row, other: Row): boolean {
  return other.every((filter) => row.includes(filter));
}

/** One filter of each row, in every way: none, where a row is empty and lets everything through. */
function product(rows: readonly Row[]): Filter[][] {
  return rows.reduce<Filter[][]>(
    (found, row) => found.flatMap((before) => row.map((filter) => [...new Set([...before, filter])])),
    [[]],
  );
}

const ANY: Rule["match"] = { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } };

/** What lets through by itself all that another filter of an interface is not known to stop. */
export function openFilter({ id, at }: Pick<Interface, "id" | "at">): Filter {
  const name = `no other filter on ${id}`;
  return {
    name,
    tables: [],
    otherwise: { id: name, name, action: "permit", match: ANY, enabled: true, implicit: true, log: false, at },
  };
}

/** A choice as a step of the pipeline, which has the rest. */
export function stepOfChoice(
  { filter, others }: Choice,
  step: Omit<FilterStep, keyof Filter | "kind" | "instead">,
  doubt: () => DoubtId,
): FilterStep {
  const { name, tables, otherwise } = filter;
  const instead = others.length === 0 ? {} : { instead: { doubt: doubt(), of: others } };
  return { kind: "filter", name, ...step, tables, otherwise, ...instead };
}
