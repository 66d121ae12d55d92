/** The option `--as-of`: the time for which what holds at times is judged. */
import { InvalidArgumentError, Option } from "commander";
import { readWallClock } from "../source/wall-clock.js";

const DESCRIPTION =
  "for rules that hold at times: this time on the clocks of the devices, 2026-05-02T06:30 (default: they may hold or not)";

/** Its value is in minutes of `source/wall-clock`; left out: such rules may hold or not. */
export function asOfOption(): Option {
  return new Option("--as-of <time>", DESCRIPTION).argParser((text) => {
    const { minutes } = readTime(text) ?? {};
    if (minutes !== undefined) return minutes;
    throw new InvalidArgumentError("a date and a time, such as 2026-05-02T06:30");
  });
}

/** A day, with or without a time on it. */
export interface AsOf {
  /** `2026-05-02` */
  readonly day: string;
  /** Of `source/wall-clock`; left out: no time was given. */
  readonly minutes?: number;
}

/** Left out: dates are judged for the present day. */
export function asOfDayOption(): Option {
  return new Option(
    "--as-of <date>",
    "judge dates for this day, 2026-05-02 (default: today); with a time, 2026-05-02T06:30, rules that hold at times too",
  ).argParser((text) => {
    const read = readTime(text);
    if (read !== undefined) return read;
    throw new InvalidArgumentError("a date, such as 2026-05-02, or a date and a time, such as 2026-05-02T06:30");
  });
}

/** The present day, in UTC. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** What a run is asked with: dates are judged for the given day, or the present one. */
export function judgedAt(asOf: AsOf | undefined): { readonly day: string; readonly asOfMinutes?: number } {
  return { day: asOf?.day ?? today(), ...(asOf?.minutes !== undefined && { asOfMinutes: asOf.minutes }) };
}

function readTime(text: string): AsOf | undefined {
  const [date = "", time, ...rest] = text.trim().split(/[T ]/);
  const midnight = readWallClock(date, "00:00");
  const minutes = time === undefined ? undefined : readWallClock(date, time);
  if (midnight === undefined || rest.length > 0 || (time !== undefined && minutes === undefined)) return undefined;
  const day = new Date(midnight * 60_000).toISOString().slice(0, 10);
  return minutes === undefined ? { day } : { day, minutes };
}
