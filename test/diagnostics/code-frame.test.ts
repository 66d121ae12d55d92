/** Code frames: the right line, the right columns, nothing secret, nothing that steers a terminal. */
import { describe, expect, it } from "vitest";
import {
  codeFrame,
  type FrameOptions,
  frameText,
  openFrameSource,
  placeText,
} from "../../src/diagnostics/code-frame.js";
import type { SourceRange } from "../../src/source/range.js";
import { displayWidth } from "../../src/source/visible.js";

const OPTIONS: FrameOptions = { width: 80, context: 1, maxLines: 8 };

function frame(text: string, places: Partial<SourceRange>[], options: Partial<FrameOptions> = {}): string {
  const source = openFrameSource({ path: "configs/core-1.cfg", text, encoding: "utf-8", sha256: "" });
  const ranges = places.map((place) => {
    const line = place.line ?? 1;
    return { file: source.path, line, column: 1, endLine: place.endLine ?? line, endColumn: 2, ...place };
  });
  return frameText(codeFrame(source, ranges, { ...OPTIONS, ...options }));
}

const ACL = [
  "ip access-list extended ACL-RCA-IN",
  " 30 permit tcp host 10.20.101.20 eq 22 host 10.20.30.50 established",
  " 40 permit ip 10.20.101.0 0.0.0.255 10.20.110.0 0.0.0.255",
  " 100 deny ip any any log",
].join("\n");

describe("codeFrame", () => {
  it("shows the line between its neighbours and underlines the place", () => {
    expect(frame(ACL, [{ line: 3, column: 5, endColumn: 11 }])).toBe(
      [
        "--> configs/core-1.cfg:3:5",
        "  2 |  30 permit tcp host 10.20.101.20 eq 22 host 10.20.30.50 established",
        "> 3 |  40 permit ip 10.20.101.0 0.0.0.255 10.20.110.0 0.0.0.255",
        "    |     ^^^^^^",
        "  4 |  100 deny ip any any log",
      ].join("\n"),
    );
  });

  it("tells a line of ten million characters by its length, at once", () => {
    const started = performance.now();
    const text = frame("<aaaaaaaa>".repeat(1_000_000), [{ line: 1, column: 591, endColumn: 600 }]);
    expect(text).toBe("--> configs/core-1.cfg:1:591\n> 1 | (a line of 10000000 characters)");
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("marks every line of a place over several lines, without carets", () => {
    const text = frame(ACL, [{ line: 2, endLine: 4, column: 1, endColumn: 1 }], { context: 0 });
    expect(text).toContain("> 2 |");
    expect(text).toContain("> 3 |");
    expect(text).not.toContain("4 |");
    expect(text).not.toContain("^");
  });

  it("joins places of one input in one frame, with a gap between", () => {
    const text = frame(
      ACL,
      [
        { line: 1, endColumn: 3 },
        { line: 4, column: 2, endColumn: 5 },
      ],
      { context: 0 },
    );
    expect(text.split("\n").map((line) => line.slice(0, 5).trim())).toEqual(["--> c", "> 1 |", "|", "…", "> 4 |", "|"]);
  });

  it("counts the lines it leaves out", () => {
    const text = frame("a\n".repeat(30), [{ line: 1, endLine: 20 }], { maxLines: 5, context: 0 });
    expect(text).toContain("and 15 more lines");
    expect(text.match(/^> /gm)).toHaveLength(5);
  });

  it("aligns numbers of different length", () => {
    const text = frame("x\n".repeat(120), [{ line: 99 }]);
    expect(text).toContain("   98 | x");
    expect(text).toContain(">  99 | x");
    expect(text).toContain("  100 | x");
  });

  it.each([
    { trap: "a tab before the place", line: "\tset dst", column: 2, end: 5, caret: "    ^^^" },
    { trap: "a control character before the place", line: "a\u001bbc", column: 3, end: 4, caret: "     ^" },
    { trap: "a wide character before the place", line: "電 x", column: 3, end: 4, caret: "   ^" },
    {
      trap: "a secret before the place is not as long as it was",
      line: "password 0123456789 x",
      column: 1,
      end: 9,
      caret: "^^^^^^^^",
    },
    { trap: "a place behind the end of its line", line: "ab", column: 9, end: 12, caret: "  ^" },
  ])("puts the caret right: $trap", ({ line, column, end, caret }) => {
    const shown = frame(line, [{ line: 1, column, endColumn: end }]).split("\n")[2];
    expect(shown).toBe(`    | ${caret}`);
  });

  it("hides secrets, alone and in blocks", () => {
    const text = frame("<prv>FAKEONE\nFAKETWO\n</prv>\nenable password FAKETHREE", [{ line: 1, endLine: 4 }]);
    expect(text).not.toContain("FAKE");
    expect(text).toContain("enable password [masked]");
  });

  it("lets nothing through that steers a terminal", () => {
    const text = frame('set name "\u001b[2J\u009b\u202e"', [{ line: 1 }]);
    expect(text).toContain("\\x1b[2J\\x9b\\u{202e}");
    for (const steering of ["\u001b", "\u009b", "\u202e"]) expect(text).not.toContain(steering);
    expect(placeText({ file: "a\u001b.cfg", line: 1, column: 2 })).toBe("a\\x1b.cfg:1:2");
  });

  it.each([20, 40, 80, 120])("stays inside %i columns, and keeps the place in sight", (width) => {
    const line = `${"permit tcp ".repeat(200)}HERE${" any".repeat(200)}`;
    const column = line.indexOf("HERE") + 1;
    const shown = frame(line, [{ line: 1, column, endColumn: column + 4 }], { width }).split("\n");
    for (const text of shown.slice(1)) expect(displayWidth(text)).toBeLessThanOrEqual(width);
    const at = shown[2]!.indexOf("^");
    expect(shown[1]!.slice(at, at + 4)).toBe("HERE");
  });

  it.each([
    { trap: "an empty input", text: "", line: 1 },
    { trap: "a line that is not there", text: "one", line: 7 },
  ])("gives the head alone for $trap", ({ text, line }) => {
    expect(frame(text, [{ line }])).toBe(`--> configs/core-1.cfg:${line}:1`);
  });

  it("gives nothing for no place", () => expect(frame(ACL, [])).toBe(""));
});
