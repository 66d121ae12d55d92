/** Every format has its test and a golden file; every diagnostic code is expected somewhere (style 2, 7). */
import { describe, expect, it } from "vitest";
import { CODES } from "../../src/diagnostics/codes.js";
import { FORMATS } from "../../src/report/formats.js";
import { listFiles, readText } from "./tree.js";

describe.each(FORMATS.map(({ id }) => id))("the format %s", (id) => {
  const test = `test/report/${id}.test.ts`;

  it("has a file and a test of its own", () => {
    expect(listFiles("src/report")).toContain(`src/report/${id}.ts`);
    expect(listFiles("test/report")).toContain(test);
  });

  it("has a golden file that its test compares with", () => {
    expect(readText(test)).toMatch(/golden/i);
    const endings = { terminal: ".txt" }[id] ?? `${id}`;
    expect(listFiles("test/golden").some((path) => path.includes(endings))).toBe(true);
  });
});

describe("the diagnostic codes", () => {
  const texts = [...listFiles("test/fixtures"), ...listFiles("test", ".test.ts"), ...listFiles("test", ".scenario")]
    .filter((path) => !path.startsWith("test/house/"))
    .map(readText)
    .join("\n");

  it.each(Object.keys(CODES))("%s is expected by a fixture, a scenario or a test", (code) => {
    expect(texts.includes(code)).toBe(true);
  });

  it.each(Object.entries(CODES))("%s says what is wrong in words that fit every other message", (_, { message }) => {
    expect(message).not.toMatch(/[.!]$/);
    expect(message).not.toMatch(/^[A-Z][a-z]/);
  });
});
