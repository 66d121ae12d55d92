/** Schedules: whether a policy holds always, never, or at times. */
import { type Block, settingOf, textOf, valuesOf } from "../tree.js";
import { rowsIn, type Vdom } from "./vdoms.js";

export type Validity = "always" | "never" | "at-times";

const WEEK = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const MIDNIGHT = new Set(["00:00", "0:00"]);
/** Nesting of schedule groups that no device reaches; a guard against groups that contain themselves. */
const DEEPEST_GROUP = 10;

/** The schedules of one VDOM. */
export class Schedules {
  private readonly recurring = new Map<string, Block>();
  private readonly onetime = new Map<string, Block>();
  private readonly groups = new Map<string, Block>();

  constructor(vdom: Vdom) {
    for (const row of rowsIn(vdom.holders, "firewall schedule recurring")) this.recurring.set(row.name, row);
    for (const row of rowsIn(vdom.holders, "firewall schedule onetime")) this.onetime.set(row.name, row);
    for (const row of rowsIn(vdom.holders, "firewall schedule group")) this.groups.set(row.name, row);
  }

  /**
   * When a schedule holds (reference/fortios.md 2.4). The day of the analysis is not known, so a schedule that is not
   * the whole week holds at times. Outside its window a policy is skipped, a deny too (trap 27).
   */
  validityOf(name: string, depth = 0): Validity {
    const recurring = this.recurring.get(name);
    if (recurring) return recurringValidity(recurring);
    if (this.onetime.has(name)) return "at-times";
    const group = this.groups.get(name);
    if (group && depth < DEEPEST_GROUP) {
      const members = valuesOf(group, "member").map((member) => this.validityOf(member, depth + 1));
      if (members.includes("always")) return "always";
      return members.every((member) => member === "never") ? "never" : "at-times";
    }
    if (name === "always") return "always";
    return name === "none" ? "never" : "at-times";
  }
}

/** No day at all is the schedule `none`; every day from midnight to midnight is `always`. */
function recurringValidity(row: Block): Validity {
  if (row.unknown.length > 0) return "at-times";
  const days = settingOf(row, "day");
  const whole = row.name === "always" && !days;
  if (!whole && (!days || days.values.length === 0 || days.values.includes("none"))) return "never";
  const everyDay = whole || WEEK.every((day) => days?.values.includes(day));
  const [start = "00:00", end = "00:00"] = [textOf(row, "start"), textOf(row, "end")];
  return everyDay && MIDNIGHT.has(start) && MIDNIGHT.has(end) ? "always" : "at-times";
}
