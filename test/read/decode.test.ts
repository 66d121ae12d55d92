import { describe, expect, it } from "vitest";
import { decode, findBinary } from "../../src/read/decode.js";

const TEXT = "hostname core-1\r\n! Schaltschrank für Zelle A\r\n";

function utf16be(text: string): Buffer {
  return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
}

const TEXTS = [
  { trap: "UTF-8", bytes: Buffer.from(TEXT), encoding: "utf-8", text: TEXT },
  { trap: "UTF-8 with its mark", bytes: Buffer.from(`\ufeff${TEXT}`), encoding: "utf-8", text: TEXT },
  {
    trap: "UTF-16 as a Windows shell writes it",
    bytes: Buffer.from(`\ufeff${TEXT}`, "utf16le"),
    encoding: "utf-16le",
    text: TEXT,
  },
  { trap: "UTF-16 the other way round", bytes: utf16be(TEXT), encoding: "utf-16be", text: TEXT },
  {
    trap: "UTF-16 without its mark",
    bytes: Buffer.from(TEXT, "utf16le"),
    encoding: "utf-16le",
    text: TEXT,
  },
  {
    trap: "UTF-16 the other way round, without its mark",
    bytes: Buffer.from(TEXT, "utf16le").swap16(),
    encoding: "utf-16be",
    text: TEXT,
  },
  { trap: "Latin-1, whose letters are no UTF-8", bytes: Buffer.from(TEXT, "latin1"), encoding: "latin1", text: TEXT },
  { trap: "ASCII", bytes: Buffer.from("hostname core-1"), encoding: "utf-8", text: "hostname core-1" },
  {
    trap: "a replacement character that stands in the file",
    bytes: Buffer.from("a \ufffd b"),
    encoding: "utf-8",
    text: "a \ufffd b",
  },
  {
    trap: "a captured console with escapes and backspaces",
    bytes: Buffer.from("\x1b[K--More--\b\b\bhostname core-1\n"),
    encoding: "utf-8",
    text: "\x1b[K--More--\b\b\bhostname core-1\n",
  },
  { trap: "line ends stay as they are", bytes: Buffer.from("a\rb\r\nc\n"), encoding: "utf-8", text: "a\rb\r\nc\n" },
] as const;

describe("decode", () => {
  it.each(TEXTS)("reads $trap", ({ bytes, encoding, text }) => {
    expect(decode(bytes)).toEqual({ kind: "text", encoding, text });
  });

  it.each([
    ["nothing", ""],
    ["blanks and line ends", " \r\n\t\n"],
    ["a mark alone", "\ufeff"],
  ])("finds %s empty", (_, text) => {
    expect(decode(Buffer.from(text))).toEqual({ kind: "empty" });
  });

  it("finds UTF-16 with nothing but its mark empty", () => {
    expect(decode(Buffer.from([0xff, 0xfe]))).toEqual({ kind: "empty" });
  });

  it.each([
    ["a PDF document", Buffer.from("%PDF-1.7\n1 0 obj")],
    ["a PNG picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ["a ZIP archive or an Office document", Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14])],
    ["a gzip archive", Buffer.from([0x1f, 0x8b, 0x08])],
    ["binary data", Buffer.from("hostname\0core-1")],
    ["binary data", Buffer.from(Array.from({ length: 200 }, (_, index) => 1 + (index % 7)))],
  ])("calls %s by its name", (what, bytes) => {
    expect(decode(bytes)).toEqual({ kind: "binary", what });
  });

  it("tells the controls of texts and captured consoles from those that only binaries have", () => {
    const controls = Array.from({ length: 31 }, (_, index) => index + 1);
    const inTexts = controls.filter(
      (code) => findBinary(Buffer.from(`hostname core-1${String.fromCharCode(code)}`)) === undefined,
    );
    expect(inTexts).toEqual([0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b]);
  });

  const PLAIN_LINES = "interface Vlan30\r\n ip address 10.20.30.1 255.255.255.0\r\n".repeat(20);

  it.each([
    ["letters outside Latin-1", Buffer.from(`${PLAIN_LINES}! Halle \u2013 Nord\r\n`, "utf16le"), 41, "UTF-16LE"],
    [
      "the same the other way round",
      Buffer.from(`${PLAIN_LINES}! Halle \u2013\r\n`, "utf16le").swap16(),
      41,
      "UTF-16BE",
    ],
    [
      "what was appended in UTF-8",
      Buffer.concat([Buffer.from(PLAIN_LINES, "utf16le"), Buffer.from("!ab\r\n")]),
      41,
      "UTF-16LE",
    ],
    ["half a letter at its end", Buffer.from(`${PLAIN_LINES}end`, "utf16le").subarray(0, -1), 41, "UTF-16LE"],
    ["a control that no text holds", Buffer.from(`a\u0001\n${PLAIN_LINES}`, "utf16le"), 1, "UTF-16LE"],
  ])("does not guess what UTF-16 without its mark holds: %s", (_, bytes, line, encoding) => {
    expect(findBinary(bytes)).toBeUndefined();
    expect(decode(bytes)).toEqual({
      kind: "doubtful",
      why: `it is UTF-16 without a byte order mark, and line ${line} may be something else: save it as UTF-8 (iconv -f ${encoding} -t UTF-8, or an editor)`,
    });
  });

  it.each([
    ["wider letters", Buffer.from([...TEXT].flatMap((letter) => [letter.charCodeAt(0), 0, 0, 0]))],
    [
      "zeros between controls",
      Buffer.from(PLAIN_LINES, "utf16le").map((byte) => (byte !== 0 && byte < 0x70 ? 1 : byte)),
    ],
    ["zeros alone", Buffer.alloc(400)],
    ["a letter among zeros", Buffer.from([0x61, 0, 0, 0, 0, 0, 0, 0])],
    [
      "a text that changes its order",
      Buffer.concat([Buffer.from(TEXT, "utf16le"), Buffer.from(TEXT, "utf16le").swap16()]),
    ],
  ])("takes zeros for those of a binary: %s", (_, bytes) => {
    expect(decode(Buffer.from(bytes))).toEqual({ kind: "binary", what: "binary data" });
  });
});
