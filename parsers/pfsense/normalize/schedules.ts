/** Schedules: whether a rule is loaded at the time that the analysis is told. */
import { dayAndTime, readTimeOfDay } from "../../../src/source/wall-clock.js";
import { children, descend, type Element, textOf } from "../tree.js";
import type { Context } from "./context.js";
import { hasRuleSettings } from "./opnsense/release.js";

/** `at-times`: without a time of the analysis, or where a row is not understood. */
export type Validity = "always" | "never" | "at-times" | "unknown-schedule";

/** Rules are loaded anew that often: what has just begun or ended may not hold yet (reference/pfsense.md 2.5). */
const RELOADED_EVERY = 15;

/** When a rule with this schedule is there. One of no such name is always active (trap 29). */
export function validityOf(context: Context, name: string): Validity {
  const named = children(descend(context.root, "schedules"), "schedule").filter(
    (each) => textOf(each, "name") === name,
  );
  const [schedule] = named;
  if (schedule === undefined) return "unknown-schedule";
  const { asOfMinutes } = context;
  const rows = children(schedule, "timerange");
  if (asOfMinutes === undefined || named.length > 1 || rows.length === 0 || !rows.every(isUnderstood))
    return "at-times";
  const isActive = !context.isOPNsense ? isActivePfsense : hasRuleSettings(context) ? isActiveOPNsense : isActiveEither;
  const answers = new Set<boolean | undefined>();
  for (let back = 0; back <= RELOADED_EVERY; back++) {
    const each = rows.map((row) => isActive(row, asOfMinutes - back));
    answers.add(each.includes(true) ? true : each.includes(undefined) ? undefined : false);
  }
  const [only] = answers;
  if (answers.size > 1 || only === undefined) return "at-times";
  return only ? "always" : "never";
}

const KNOWN = new Set(["month", "day", "hour", "position", "rangedescr", "descr"]);

function isUnderstood(row: Element): boolean {
  const names = row.children.map(({ name }) => name);
  return !row.stray && names.every((name) => KNOWN.has(name)) && new Set(names).size === names.length;
}

/** Month, day, hour and weekday hold each by itself; one that is absent always does (2.5). */
function isActivePfsense(row: Element, at: number): boolean | undefined {
  const { month, day } = dateOf(at);
  return every([isListed(row, "month", month), isListed(row, "day", day), isWeekday(row, at), isHour(row, at)]);
}

/** Months and days are pairs by their place in the lists; without them and without a weekday a row never is (B6 trap 16). */
function isActiveOPNsense(row: Element, at: number): boolean | undefined {
  const { month, day } = dateOf(at);
  const [months, days] = [numbersOf(row, "month"), numbersOf(row, "day")];
  if (textOf(row, "position") !== "") return every([isWeekday(row, at), isHour(row, at)]);
  if (months === undefined || days === undefined || months.length !== days.length) return undefined;
  return every([months.some((each, index) => each === month && days[index] === day), isHour(row, at)]);
}

/** Older releases read rows as pfSense does (filter.inc: filter_get_time_based_rule_status); since when they do not is not known. */
function isActiveEither(row: Element, at: number): boolean | undefined {
  const before = isActivePfsense(row, at);
  return before === isActiveOPNsense(row, at) ? before : undefined;
}

function every(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

function dateOf(at: number): { readonly month: number; readonly day: number } {
  const date = new Date(at * 60_000);
  return { month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 1 is Monday, 7 Sunday. */
function isWeekday(row: Element, at: number): boolean | undefined {
  return isListed(row, "position", dayAndTime(at).weekday || 7);
}

function isListed(row: Element, name: string, value: number): boolean | undefined {
  const numbers = numbersOf(row, name);
  return numbers && (numbers.length === 0 || numbers.includes(value));
}

/** A comma list of numbers; undefined: something else stands there. */
function numbersOf(row: Element, name: string): number[] | undefined {
  const words = textOf(row, name)
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  return words.every((word) => /^\d{1,2}$/.test(word)) ? words.map(Number) : undefined;
}

/** `8:00-16:30`; the end does not count, but for the last minute of the day, which is how a whole day is written. */
function isHour(row: Element, at: number): boolean | undefined {
  const text = textOf(row, "hour");
  if (text === "") return true;
  const [start, end, more] = text
    .split("-")
    .map((word) => (word.trim() === "24:00" ? 24 * 60 : readTimeOfDay(word.trim())));
  if (start === undefined || end === undefined || more !== undefined || end < start) return undefined;
  const { timeMinutes } = dayAndTime(at);
  if (timeMinutes === end && end === 24 * 60 - 1) return undefined;
  return timeMinutes >= start && timeMinutes < end;
}
