/** The filters of a step. */
import type { Filter, FilterStep } from "../model/rule.js";

/** Those of which one decides: the step's own, and what may stand in its place. */
export function filtersOf(step: FilterStep): readonly Filter[] {
  return step.instead === undefined ? [step] : [step, ...step.instead.of];
}
