/** Names that a text writes nowhere but where they are defined. */
import { describe, expect, it } from "vitest";
import { neverMentioned } from "../../src/source/mentions.js";

const TEXT =
  'edit "plc-a"\nnext\nedit "plc-a-old"\nset member "plc-b"\nedit plc-b\ncomment: plc.c\nedit plc-d\nedit "two words"';

describe("names that are never mentioned", () => {
  it.each([
    { trap: "only defined", name: "plc-a", definitions: 1, is: true },
    { trap: "a part of a longer name is no mention", name: "plc", definitions: 0, is: true },
    { trap: "named elsewhere", name: "plc-b", definitions: 1, is: false },
    { trap: "defined twice", name: "plc-b", definitions: 2, is: true },
    { trap: "in a comment", name: "plc.c", definitions: 0, is: false },
    { trap: "with a blank", name: "two words", definitions: 1, is: true },
    { trap: "a name that may be written otherwise", name: 'a"b', definitions: 1, is: false },
  ])("$trap", ({ name, definitions, is }) => {
    expect(neverMentioned(TEXT, [{ name, definitions }])).toHaveLength(is ? 1 : 0);
  });

  it("asks as many names of several words as a text is short for", () => {
    const text = "x".repeat(40_000_000);
    expect(
      neverMentioned(
        text,
        ["one name", "another name"].map((name) => ({ name, definitions: 1 })),
      ),
    ).toHaveLength(1);
  });

  it("asks of many names what it asks of few", () => {
    const text = Array.from({ length: 400 }, (_, index) => `net-${(index * 7) % 90}`).join(" ");
    const all = Array.from({ length: 100 }, (_, index) => ({ name: `net-${index}`, definitions: 4 }));
    const apart = all.filter((one) => neverMentioned(text, [one]).length === 1);

    expect(apart.length).toBeGreaterThan(10);
    expect(apart.length).toBeLessThan(90);
    expect(neverMentioned(text, all)).toEqual(apart);
  });
});
