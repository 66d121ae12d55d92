/** The option `--as-of`: the time for which rules that hold at times are judged. */
import { InvalidArgumentError, Option } from "commander";
import { readWallClock } from "../source/wall-clock.js";

/** Its value is in minutes of `source/wall-clock`; left out: such rules may hold or not. */
export function asOfOption(): Option {
  return new Option(
    "--as-of <time>",
    "for rules of firewalls that hold at times: this time on their clocks, 2026-05-02T06:30 (default: they may hold or not)",
  ).argParser(readTime);
}

function readTime(text: string): number {
  const [date = "", time = "", ...rest] = text.trim().split(/[T ]/);
  const minutes = rest.length > 0 ? undefined : readWallClock(date, time);
  if (minutes !== undefined) return minutes;
  throw new InvalidArgumentError("a date and a time, such as 2026-05-02T06:30");
}
