/** Rules of which it was not decided whether they can ever match. */
import { expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { reportUndecided } from "../../src/run/undecided.js";

it("each table with undecided rules has one note, at the first of them", () => {
  const location = { file: "configs/core-1.cfg", line: 12, column: 2, end_line: 12, end_column: 40 };
  const diagnostics = new Diagnostics();
  const undecided_rules = [
    { table: "ACL-OPS-IN", count: 1, location },
    { table: "ACL-ENT-IN", count: 7, location: { ...location, line: 90, end_line: 90 } },
  ];
  reportUndecided({ id: "core-1", undecided_rules }, diagnostics);
  const told = diagnostics.all().map(({ code, severity, at, message }) => [code, severity, at.line, message]);
  const rest = "can ever match was not decided: it takes too many steps";
  expect(told).toEqual([
    ["run/rule-not-decided", "note", 12, `whether this rule of ACL-OPS-IN of core-1 ${rest}`],
    ["run/rule-not-decided", "note", 90, `whether 7 rules of ACL-ENT-IN of core-1 ${rest}`],
  ]);
});
