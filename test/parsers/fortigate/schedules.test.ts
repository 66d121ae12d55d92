/** Schedules and expiry dates at a given time (reference/fortios.md 2.4, trap 27): text and time in, answer out. */
import { describe, expect, it } from "vitest";
import { readWallClock } from "../../../src/source/wall-clock.js";
import { policy, row, site, table } from "./site.js";
import { type Answer, parse, walk } from "./walk.js";

const WEB = "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80";
const recurring = (...lines: string[]) => table("firewall schedule recurring", row("s", ...lines));
const onetime = (...lines: string[]) => table("firewall schedule onetime", row("s", ...lines));
const work = recurring("set day monday tuesday", "set start 06:00", "set end 18:00");
/** From Saturday 22:00 to Sunday 06:00. */
const night = recurring("set day saturday", "set start 22:00", "set end 06:00");
const sunday = recurring("set day sunday");
const weekend = onetime("set start 06:00 2026/05/02", "set end 18:00 2026/05/03");
const both =
  table("firewall schedule recurring", row("a", "set day monday"), row("b", "set day sunday")) +
  table("firewall schedule group", row("s", 'set member "a" "b"'));

/** 2026-05-02 is a Saturday. */
const WINDOWS: readonly (readonly [what: string, schedules: string, asOf: string, answer: Answer])[] = [
  ["inside its hours", work, "2026-05-04 06:00", "permit"],
  ["before them", work, "2026-05-04 05:59", "deny"],
  ["on another day", work, "2026-05-06 12:00", "deny"],
  ["in the minute in which it ends", work, "2026-05-04 18:00", "unknown"],
  ["after it", work, "2026-05-04 18:01", "deny"],
  ["over midnight, before", night, "2026-05-02 23:00", "permit"],
  ["over midnight, behind", night, "2026-05-03 05:59", "permit"],
  ["over midnight, the day it is not for", night, "2026-05-02 05:00", "deny"],
  ["a whole day at its start", sunday, "2026-05-03 00:00", "permit"],
  ["a whole day at its end", sunday, "2026-05-03 23:59", "permit"],
  ["a whole day, the next one", sunday, "2026-05-04 00:00", "deny"],
  ["a weekend, once", weekend, "2026-05-02 20:00", "permit"],
  ["a weekend that is over", weekend, "2026-05-09 20:00", "deny"],
  ["a date that cannot be read", onetime("set start soon", "set end later"), "2026-05-09 20:00", "unknown"],
  ["a group, by one of its members", both, "2026-05-03 12:00", "permit"],
  ["a group, by none", both, "2026-05-05 12:00", "deny"],
  ["a group that lost its members", both.replace(/set member.*/, ""), "2026-05-05 12:00", "unknown"],
];

function at(text: string): { asOfMinutes: number } {
  const [date = "", time = ""] = text.split(" ");
  return { asOfMinutes: readWallClock(date, time) as number };
}

describe("FortiOS schedules as of a time", () => {
  it.each(WINDOWS)("%s", (_, schedules, asOf, answer) => {
    const { device } = parse(site([policy(1, { schedule: '"s"' })], schedules), at(asOf));
    expect(walk(device, WEB)).toBe(answer);
  });

  it("27: a deny outside its window is not there", () => {
    const text = site([policy(1, { action: "deny", schedule: '"s"' }), policy(2)], work);
    expect(walk(parse(text, at("2026-05-06 12:00")).device, WEB)).toBe("permit");
    expect(walk(parse(text, at("2026-05-04 12:00")).device, WEB)).toBe("deny");
  });

  it.each([
    ["2026-05-01 23:59", "permit"],
    ["2026-05-02 00:01", "deny"],
  ])("a policy that expires, at %s", (asOf, answer) => {
    const expiring = policy(1, { "policy-expiry": "enable", "policy-expiry-date": "2026-05-02 00:00:00" });
    expect(walk(parse(site([expiring]), at(asOf)).device, WEB)).toBe(answer);
  });

  it("a policy that expires on a day that is not written may be over", () => {
    const expiring = policy(1, { "policy-expiry": "enable" });
    expect(walk(parse(site([expiring]), at("2026-05-01 00:00")).device, WEB)).toBe("unknown");
  });

  it("a schedule that is renamed is found by the name it had from what was written before", () => {
    const rename = "config firewall schedule recurring\n    rename s to shift\nend\n";
    const { device } = parse(site([policy(1, { schedule: '"s"' })], work) + rename, at("2026-05-04 12:00"));
    expect(walk(device, WEB)).toBe("permit");
  });

  it.each([
    ["for none in later releases", "s", "7.2.8", [], "deny"],
    ["for an unknown one in earlier releases", "s", "5.6.3", [], "unknown"],
    ["for none by its name", "none", "5.6.3", [], "deny"],
    ["by a label, as full exports print none", "s", "7.6.2", ["set day monday", "set label-day none"], "permit"],
    ["by a label", "s", "7.6.2", ["set day monday", "set label-day over-night"], "unknown"],
  ])("a schedule without a day is %s", (_, name, version, lines, answer) => {
    const schedules = table("firewall schedule recurring", row(name, ...lines));
    const { device } = parse(site([policy(1, { schedule: `"${name}"` })], schedules, version), at("2026-05-04 12:00"));
    expect(walk(device, WEB)).toBe(answer);
  });
});
