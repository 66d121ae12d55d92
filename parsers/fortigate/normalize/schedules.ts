/** Schedules: whether a policy holds always, never, or at times. */
import { dayAndTime, readTimeOfDay, readWallClock } from "../../../src/source/wall-clock.js";
import { isAtLeast } from "../header.js";
import { type Block, isEnabled, type Setting, settingOf, textOf, valueStart, valuesOf } from "../tree.js";
import type { Context } from "./context.js";
import { type Defined, ObjectNames } from "./object-names.js";
import { rowsIn, type Vdom } from "./vdoms.js";

export type Validity = "always" | "never" | "at-times";

const WEEK = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
/** Nesting of schedule groups that no device reaches; a guard against groups that contain themselves. */
const DEEPEST_GROUP = 10;

/** What a schedule is read with. */
interface Reading {
  /** The time of the analysis on the clock of the device (`source/wall-clock`); `undefined`: not known. */
  readonly asOfMinutes: number | undefined;
  /** Whether a row without days is for none. */
  readonly isNoDayNone: boolean;
}

type ReadRow = (row: Block, reading: Reading) => Validity;

const KINDS: readonly (readonly [section: string, read: ReadRow])[] = [
  ["firewall schedule recurring", recurringValidity],
  ["firewall schedule onetime", onetimeValidity],
];

interface Schedule extends Defined {
  /** Left out: a group. */
  readonly read?: ReadRow;
}

/** The schedules of one VDOM. */
export class Schedules {
  private readonly names = new ObjectNames<Schedule>();
  private readonly reading: Reading;

  constructor(vdom: Vdom, { asOfMinutes, header: { version } }: Context) {
    this.reading = { asOfMinutes, isNoDayNone: version !== undefined && isAtLeast(version, 6, 2, 0) };
    for (const [section, read] of KINDS)
      for (const row of rowsIn(vdom.holders, section)) this.names.add({ block: row, read });
    for (const row of rowsIn(vdom.holders, "firewall schedule group")) this.names.add({ block: row });
  }

  /**
   * When the schedule that a setting names holds (reference/fortios.md 2.4), or any of those it names. Without a time of the
   * analysis one that is not the whole week holds at times. Outside its window a policy is skipped, a deny too (trap 27).
   */
  validityOf(setting: Setting, depth = 0): Validity {
    const { values } = setting;
    if (values.length === 1) return this.validityOfName(values[0] ?? "", valueStart(setting, 0), depth);
    const found = values.map((name, index) => this.validityOfName(name, valueStart(setting, index), depth));
    if (found.includes("always")) return "always";
    return found.every((one) => one === "never") ? "never" : "at-times";
  }

  private validityOfName(name: string, offset: number, depth: number): Validity {
    const found = this.names.find(name, offset);
    if (found?.read) return found.block.unknown.length > 0 ? "at-times" : found.read(found.block, this.reading);
    if (found) return this.groupValidity(found.block, depth);
    if (name === "always") return "always";
    return name === "none" ? "never" : "at-times";
  }

  private groupValidity(row: Block, depth: number): Validity {
    const members = settingOf(row, "member");
    if (row.unknown.length > 0 || depth >= DEEPEST_GROUP) return "at-times";
    // No device has a group of none: its members are lost.
    return members ? this.validityOf(members, depth + 1) : "at-times";
  }
}

/**
 * No day at all is the schedule `none`; every day from midnight to midnight is `always`. A row that names no day is for none in later
 * releases (Fortinet, CLI reference 8.0, firewall schedule recurring: the default of `day`); earlier ones write `day none` out, so that
 * another day was the default there.
 */
function recurringValidity(row: Block, { asOfMinutes, isNoDayNone }: Reading): Validity {
  const days = settingOf(row, "day");
  const whole = row.name === "always" && !days;
  if (!whole && !days && !isNoDayNone && row.name !== "none") return "at-times";
  if (!whole && (!days || days.values.length === 0 || days.values.includes("none"))) return "never";
  const [start, end] = ["start", "end"].map((key) => readTimeOfDay(textOf(row, key) ?? "00:00"));
  if (start === undefined || end === undefined) return "at-times";
  const named = WEEK.map((day) => whole || days?.values.includes(day) === true);
  if (named.every((isNamed) => isNamed) && start === 0 && end === 0) return "always";
  if (asOfMinutes === undefined) return "at-times";
  const { weekday, timeMinutes } = dayAndTime(asOfMinutes);
  // Whether the last minute is part of the window is not documented.
  if (timeMinutes === end && end !== start) return "at-times";
  const [today, yesterday] = [named[weekday], named[(weekday + 6) % 7]];
  const runsOver = end <= start;
  const inToday = today === true && timeMinutes >= start && (runsOver || timeMinutes < end);
  const inYesterday = yesterday === true && runsOver && timeMinutes < end;
  return inToday || inYesterday ? "always" : "never";
}

/** `start 06:00 2026/05/02`, `end` in the same form. */
function onetimeValidity(row: Block, { asOfMinutes }: Reading): Validity {
  const [start, end] = ["start", "end"].map((key) => {
    const [time = "", date = ""] = valuesOf(row, key);
    return readWallClock(date, time);
  });
  if (asOfMinutes === undefined || start === undefined || end === undefined || asOfMinutes === end) return "at-times";
  return start <= asOfMinutes && asOfMinutes < end ? "always" : "never";
}

/** Until when a policy holds with `policy-expiry`: its date `2026-05-02 00:00:00` (reference/fortios.md 2.4). */
export function expiryOf(row: Block, asOfMinutes: number | undefined): Validity {
  if (!isEnabled(row, "policy-expiry")) return "always";
  const [date = "", time = ""] = valuesOf(row, "policy-expiry-date").flatMap((value) => value.split(" "));
  const end = readWallClock(date, time);
  if (asOfMinutes === undefined || end === undefined || asOfMinutes === end) return "at-times";
  return asOfMinutes < end ? "always" : "never";
}
