/** Time ranges: whether an entry that names one holds always, never, or at times (reference/cisco.md trap 70). */
import { dayAndTime, readTimeOfDay, readWallClock } from "../../../src/source/wall-clock.js";
import type { CiscoLine } from "../tree.js";
import { splitWords } from "../words.js";

export type Validity = "always" | "never" | "at-times";

/** Whether a line of a time range holds at a time, in minutes of `source/wall-clock`; `undefined`: not known. */
type HoldsAt = (at: number) => boolean | undefined;

interface TimeRange {
  readonly absolute: HoldsAt[];
  readonly periodic: HoldsAt[];
  /** Whether each of its lines was understood. */
  isWhole: boolean;
}

/**
 * The end of a time range counts, and an ASA takes its entries away up to two minutes later (Cisco ASA 5500 configuration
 * guide, scheduling access list activation): what has just begun or ended may not hold yet, or hold still.
 */
const SETTLED_AFTER = 3;

const WEEK = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const WORKDAYS = WEEK.slice(1, 6);
const DAYS: Readonly<Record<string, readonly string[]>> = {
  daily: WEEK,
  weekdays: WORKDAYS,
  weekend: ["saturday", "sunday"],
  ...Object.fromEntries(WEEK.map((day) => [day, [day]])),
};
const MONTHS = "january february march april may june july august september october november december".split(" ");
const DAY_MINUTES = 24 * 60;

const HEAD = /^time-range (\S+)$/;

export class TimeRanges {
  private readonly byName = new Map<string, TimeRange>();
  /** Whether a statement takes a time range back, or may be a part of one whose name it does not say: which one is not asked. */
  private readonly areOpen: boolean;

  /** @param asOfMinutes the time of the analysis on the clock of the device (`source/wall-clock`); left out: not known. */
  constructor(
    roots: readonly CiscoLine[],
    private readonly asOfMinutes?: number,
  ) {
    this.areOpen = roots.some(isOpen);
    if (asOfMinutes === undefined) return;
    for (const { text, children } of roots) {
      const name = HEAD.exec(text)?.[1];
      if (name === undefined) continue;
      const range = this.byName.get(name) ?? { absolute: [], periodic: [], isWhole: true };
      this.byName.set(name, range);
      for (const line of children) addLine(range, line);
    }
  }

  /**
   * When entries hold that name this range: at times without a time of the analysis, and where the range is not in the file
   * (an entry with no such range counts on some platforms: Cisco 10000 software guide, time-based ACLs), or not understood.
   */
  validityOf(name: string): Validity {
    const { asOfMinutes } = this;
    const range = this.byName.get(name);
    if (asOfMinutes === undefined || range === undefined || !range.isWhole || this.areOpen) return "at-times";
    const answers = new Set<boolean | undefined>();
    for (let back = 0; back <= SETTLED_AFTER; back++) answers.add(holds(range, asOfMinutes - back));
    const [only] = answers;
    if (answers.size > 1 || only === undefined) return "at-times";
    return only ? "always" : "never";
  }
}

/** A head in other words, one that stands too deep, and a line at the beginning of a line that has none above it. */
function isOpen({ text, children }: CiscoLine): boolean {
  if (/^(?:periodic|absolute)\b/i.test(text)) return true;
  if (!/^(?:(?:no|default) )?time-range\b/i.test(text)) return false;
  return !HEAD.test(text) || children.some((line) => /\btime-range\b/i.test(line.text));
}

/** Recurring lines count within the time that `absolute` gives (Cisco IOS command reference, `periodic`): one of them is enough. */
function holds({ absolute, periodic }: TimeRange, at: number): boolean | undefined {
  if (absolute.length + periodic.length === 0) return undefined;
  const within = absolute.map((one) => one(at));
  const recurring = periodic.map((one) => one(at));
  const isNow =
    periodic.length === 0 || (recurring.includes(true) ? true : recurring.includes(undefined) ? undefined : false);
  if (within.includes(false) || isNow === false) return false;
  return within.includes(undefined) || isNow === undefined ? undefined : true;
}

/** A NX-OS line has a number before it, and may be a remark. */
function addLine(range: TimeRange, { text, children }: CiscoLine): void {
  const [verb = "", ...words] = splitWords(text.replace(/^\d+ /, "").toLowerCase());
  if (verb === "remark") return;
  const periodic = verb === "periodic" ? readPeriodic(words) : undefined;
  const absolute = verb === "absolute" ? readAbsolute(words) : undefined;
  // What several of `absolute` come to is told for one platform alone.
  const isUnderstood = children.length === 0 && (periodic ?? (range.absolute.length === 0 ? absolute : undefined));
  if (!isUnderstood) range.isWhole = false;
  else if (periodic) range.periodic.push(periodic);
  else if (absolute) range.absolute.push(absolute);
}

/** `start 08:00 01 January 2026 end 18:00 31 December 2026`, each of which may be left out, but not both. */
function readAbsolute(words: readonly string[]): HoldsAt | undefined {
  const limits = new Map<string, number>();
  for (let index = 0; index < words.length; index += 5) {
    const [which = "", time = "", day = "", month = "", year = ""] = words.slice(index, index + 5);
    const at = readWallClock(`${year}-${MONTHS.indexOf(month) + 1}-${day}`, time);
    if (!["start", "end"].includes(which) || limits.has(which) || at === undefined) return undefined;
    limits.set(which, at);
  }
  const { start, end } = { start: limits.get("start"), end: limits.get("end") };
  if (limits.size === 0 || (start !== undefined && end !== undefined && end < start)) return undefined;
  return (at) => (start === undefined || at >= start) && (end === undefined || at < end);
}

/** `weekdays 8:00 to 18:00`, or from one day to another, `monday 7:59 to friday 17:01`. */
function readPeriodic(words: readonly string[]): HoldsAt | undefined {
  const middle = words.indexOf("to");
  const [from, to] = [daysAndTime(words.slice(0, middle)), daysAndTime(words.slice(middle + 1))];
  if (middle < 0 || from === undefined || to === undefined || from.days.length === 0) return undefined;
  if (to.days.length > 0) return acrossDays(from, to);
  // Over midnight it would go on to a day that is not named: what devices make of that is not documented.
  if (to.time <= from.time) return undefined;
  return (at) => {
    const { weekday, timeMinutes } = dayAndTime(at);
    return from.days.includes(weekday) && from.time <= timeMinutes && timeMinutes < to.time;
  };
}

interface DaysAndTime {
  /** From 0 for Sunday. */
  readonly days: readonly number[];
  /** Minutes from midnight. */
  readonly time: number;
}

function daysAndTime(words: readonly string[]): DaysAndTime | undefined {
  const time = readTimeOfDay(words.at(-1) ?? "");
  const days = words.slice(0, -1).map((word) => (Object.hasOwn(DAYS, word) ? DAYS[word] : undefined));
  if (time === undefined || days.includes(undefined)) return undefined;
  return { time, days: days.flatMap((some) => some ?? []).map((day) => WEEK.indexOf(day)) };
}

/** From one day of the week to another; over its end, which may be Saturday or Sunday, perhaps. */
function acrossDays(from: DaysAndTime, to: DaysAndTime): HoldsAt | undefined {
  const [first, last] = [from.days[0], to.days[0]];
  if (first === undefined || last === undefined || from.days.length > 1 || to.days.length > 1) return undefined;
  const [start, end] = [first * DAY_MINUTES + from.time, last * DAY_MINUTES + to.time];
  if (start === end) return undefined;
  // Sunday is the last day of a week that begins on Monday.
  const isOver = end < start || first === 0 || last === 0;
  return (at) => {
    const { weekday, timeMinutes } = dayAndTime(at);
    const now = weekday * DAY_MINUTES + timeMinutes;
    const isIn = start < end ? start <= now && now < end : start <= now || now < end;
    return isIn && isOver ? undefined : isIn;
  };
}
