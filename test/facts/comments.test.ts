/** Tickets and days in what people write beside a rule. */
import { describe, expect, it } from "vitest";
import { endIn, isTemporary, namesTicket, reviewIn } from "../../src/facts/comments.js";

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

describe("days on which something is to end", () => {
  it.each([
    ["until 2027-01-31", "2027-01-31"],
    ["expires 2027/01/31, again 31.1.2027", "2027-01-31"],
    ["from 2027-03-01, ends 2026-12-24 or 2027-12-24", "2027-12-24"],
    ["created 2024-05-01, remove by 2026-06-30", "2026-06-30"],
    ["bis 31.12.2026", "2026-12-31"],
    ["until 2027-02-30", undefined],
    ["until 01/02/2027", undefined],
    ["until 10.2.0.2024", undefined],
    ["until 192.0.2.1 2024", undefined],
    ["created 2024-05-01", undefined],
    ["until further notice", undefined],
    ["trend 2026-05-01", undefined],
  ])("%s", (text, expected) => {
    expect(endIn(text)).toEqual(expected);
  });
});

describe("days of review", () => {
  it.each([
    ["OT-12, review 2027-01-31", "2027-01-31"],
    ["next review by 31.1.2027, reviewed 2028-01-31", "2028-01-31"],
    ["reviewed 2025-01-31", undefined],
    ["until 2027-01-31", undefined],
    ["review soon", undefined],
  ])("%s", (text, expected) => {
    expect(reviewIn(text)).toEqual(expected);
  });
});

describe("temporary rules", () => {
  it.each([
    ["temp-migration", ""],
    ["TEST_plc", ""],
    ["tmp", ""],
    ["12", "for the trial of line 3"],
    ["12", "temporary, see OT-12"],
    ["interim access", ""],
  ])("%s %s is one", (name, comment) => {
    expect(isTemporary(name, comment)).toBe(true);
  });

  it.each([
    ["temperature", "latest contest"],
    ["template", "attempt of the historian"],
    ["70", "as on fw-edge: temp-migration"],
  ])("%s %s is none", (name, comment) => {
    expect(isTemporary(name, comment)).toBe(false);
  });
});
