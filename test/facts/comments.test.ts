/** Tickets and days in what people write beside a rule. */
import { describe, expect, it } from "vitest";
import { datesIn, namesTicket } from "../../src/facts/comments.js";

describe("tickets", () => {
  it.each(["CHG-4711", "see OT-12, agreed", "CHG0042317 vendor", "(INC_99812)", "#812 press line"])(
    "%s names one",
    (text) => {
      expect(namesTicket(text)).toBe(true);
    },
  );

  it.each(["", "press line 4", "2027-01-31", "until 31.01.2027", "10.2.0.5", "port 502", "#", "cell-a"])(
    "%s names none",
    (text) => {
      expect(namesTicket(text)).toBe(false);
    },
  );
});

describe("days", () => {
  it.each([
    ["until 2027-01-31", ["2027-01-31"]],
    ["2027/01/31, again 31.1.2027", ["2027-01-31"]],
    ["from 2027-03-01 to 2026-12-24", ["2026-12-24", "2027-03-01"]],
    ["2027-02-30", []],
    ["01/02/2027", []],
    ["10.2.0.2024", []],
    ["192.0.2.1 2024", []],
    ["no day", []],
  ])("%s", (text, expected) => {
    expect(datesIn(text)).toEqual(expected);
  });
});
