/** Times as clocks of devices show them. */
import { describe, expect, it } from "vitest";
import { dayAndTime, formatWallClock, readTimeOfDay, readWallClock } from "../../src/source/wall-clock.js";

describe("wall clock", () => {
  it.each([
    ["1970-01-01", "00:00", 0],
    ["1970/1/2", "1:05", 24 * 60 + 65],
    ["2026-05-02", "06:30:59", 29_628_390],
    ["2024-02-29", "00:00", 28_486_080],
  ])("reads %s %s", (date, time, minutes) => {
    expect(readWallClock(date, time)).toBe(minutes);
  });

  it.each([
    ["2026-02-29", "00:00"],
    ["2026-13-01", "00:00"],
    ["0000-00-00", "00:00:00"],
    ["2026-05-02", "24:00"],
    ["2026-05-02", "6"],
    ["02.05.2026", "06:00"],
    ["", ""],
  ])("%s %s is no time", (date, time) => {
    expect(readWallClock(date, time)).toBeUndefined();
  });

  it("knows days of the week and times of day", () => {
    expect(dayAndTime(readWallClock("2026-05-02", "06:30") as number)).toEqual({ weekday: 6, timeMinutes: 390 });
    expect(dayAndTime(readWallClock("1969-12-31", "23:59") as number)).toEqual({ weekday: 3, timeMinutes: 1439 });
    expect(readTimeOfDay("23:59")).toBe(1439);
  });

  it("prints what it reads", () => {
    expect(formatWallClock(readWallClock("2026/5/2", "6:30") as number)).toBe("2026-05-02 06:30");
  });
});
