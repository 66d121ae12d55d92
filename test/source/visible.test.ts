/** What a terminal would act on is written out; widths count columns. */
import { describe, expect, it } from "vitest";
import { cutToWidth, displayWidth, visible, visibleJson } from "../../src/source/visible.js";

describe("visible", () => {
  it.each([
    { trap: "an ANSI escape", text: "a\u001b[31mred", shown: "a\\x1b[31mred" },
    { trap: "a C1 control sequence", text: "\u009b2J", shown: "\\x9b2J" },
    { trap: "a terminal title", text: "\u001b]0;x\u0007", shown: "\\x1b]0;x\\x07" },
    { trap: "line ends", text: "a\r\nb", shown: "a\\x0d\\x0ab" },
    { trap: "delete and backspace", text: "x\u0008\u007f", shown: "x\\x08\\x7f" },
    { trap: "right-to-left override", text: "a\u202eb", shown: "a\\u{202e}b" },
    { trap: "isolates", text: "\u2066x\u2069", shown: "\\u{2066}x\\u{2069}" },
    { trap: "zero width", text: "ce\u200bll", shown: "ce\\u{200b}ll" },
    { trap: "line separator", text: "a\u2028b", shown: "a\\u{2028}b" },
    { trap: "a lone surrogate", text: "a\ud800b", shown: "a\\u{d800}b" },
    { trap: "a tag character", text: "a\u{e0041}", shown: "a\\u{e0041}" },
    { trap: "a tab is a blank", text: "a\tb", shown: "a b" },
    { trap: "letters of any script stay", text: "Ærø 電気 🏭", shown: "Ærø 電気 🏭" },
  ])("$trap", ({ text, shown }) => expect(visible(text)).toBe(shown));
});

describe("visibleJson", () => {
  it.each([
    ["what steers a terminal", "\u009b2J\u007f", '"\\u009b2J\\u007f"'],
    ["what changes the order of what is read", "a\u202eb", '"a\\u202eb"'],
    ["line separators", "a\u2028b", '"a\\u2028b"'],
    ["a tag character", "a\u{e0041}", '"a\\udb40\\udc41"'],
    ["nothing of letters of any script", "Ærø 電気 🏭", '"Ærø 電気 🏭"'],
  ])("escapes %s", (_, text, json) => {
    const written = visibleJson(JSON.stringify(text));
    expect(written).toBe(json);
    expect(JSON.parse(written)).toBe(text);
  });
});

describe("displayWidth", () => {
  it.each([
    ["cell-a", 6],
    ["電気", 4],
    ["e\u0301", 1],
    ["🏭", 2],
    ["", 0],
  ])("%s takes %i", (text, width) => expect(displayWidth(text)).toBe(width));
});

describe("cutToWidth", () => {
  it.each([
    ["cell-a", 6, "cell-a"],
    ["cell-ab", 6, "cell-…"],
    ["電気電気", 5, "電気…"],
    ["電気電気", 4, "電…"],
    ["abc", 1, "…"],
  ])("%s to %i", (text, width, shown) => {
    expect(cutToWidth(text, width)).toBe(shown);
    expect(displayWidth(cutToWidth(text, width))).toBeLessThanOrEqual(width);
  });
});
