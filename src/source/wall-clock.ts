/** Times as the clock of a device shows them: of no time zone, in minutes. */

const DAY_MINUTES = 24 * 60;

/**
 * Reads a date and a time of day, `2026-05-02` or `2026/05/02` and `06:30` or `06:30:00`; seconds do not count.
 * @returns minutes from 1970-01-01 00:00 of the same clock; `undefined` for what is no date or no time of day.
 */
export function readWallClock(date: string, time: string): number | undefined {
  const [, year, month, day] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(date)?.map(Number) ?? [];
  const minutes = readTimeOfDay(time);
  if (year === undefined || month === undefined || day === undefined || minutes === undefined) return undefined;
  const found = new Date(Date.UTC(year, month - 1, day));
  // A day that its month does not have would become one of the next.
  const isDay = found.getUTCFullYear() === year && found.getUTCMonth() === month - 1 && found.getUTCDate() === day;
  return isDay ? found.getTime() / 60_000 + minutes : undefined;
}

/** Reads `6:30`, `06:30` or `06:30:00` into minutes from midnight. */
export function readTimeOfDay(time: string): number | undefined {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(time)?.map(Number) ?? [];
  if (hour === undefined || minute === undefined || hour > 23 || minute > 59) return undefined;
  return 60 * hour + minute;
}

/** The day of the week, 0 for Sunday, and the minutes from midnight. */
export function dayAndTime(minutes: number): { readonly weekday: number; readonly timeMinutes: number } {
  const days = Math.floor(minutes / DAY_MINUTES);
  const THURSDAY = 4; // 1970-01-01
  return { weekday: (((days + THURSDAY) % 7) + 7) % 7, timeMinutes: minutes - days * DAY_MINUTES };
}

/** `2026-05-02 06:30`. */
export function formatWallClock(minutes: number): string {
  return new Date(minutes * 60_000).toISOString().slice(0, 16).replace("T", " ");
}
