/** What was not decided of the health of rules, as diagnostics. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { ReportedDevice } from "../report/result.js";

/** Rules that took too much to find out are neither said to be dead nor passed over: one note for each table. */
export function reportUndecided(
  { id, undecided_rules }: Pick<ReportedDevice, "id" | "undecided_rules">,
  diagnostics: Diagnostics,
): void {
  for (const { table, count, location } of undecided_rules) {
    const { file, line, column, end_line: endLine, end_column: endColumn } = location;
    const which = count === 1 ? "this rule" : `${count} rules`;
    const message = `whether ${which} of ${table} of ${id} can ever match was not decided: it takes too many steps`;
    diagnostics.add("run/rule-not-decided", { file, line, column, endLine, endColumn }, { message });
  }
}
