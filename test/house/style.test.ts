/** What style.md asks of every file and no tool checks. */
import { describe, expect, it } from "vitest";
import { listFiles, readText } from "./tree.js";

const sources = [...listFiles("src", ".ts"), ...listFiles("parsers", ".ts")];
const sizes = sources.map((path) => readText(path).split("\n").length - 1).sort((a, b) => a - b);
const share = (part: number) => sizes[Math.floor((sizes.length - 1) * part)] ?? 0;

/** Paths whose text fits a pattern, with the first line that does. */
function offenders(pattern: RegExp, allowed: RegExp = /^$/): string[] {
  return sources
    .filter((path) => !allowed.test(path))
    .flatMap((path) => {
      const line = readText(path)
        .split("\n")
        .find((text) => pattern.test(text));
      return line === undefined ? [] : [`${path}: ${line.trim()}`];
    });
}

describe("every source file", () => {
  it("opens with what it holds", () => {
    expect(sources.filter((path) => !/^(?:#!.*\n)?\/\*\*/.test(readText(path)))).toEqual([]);
  });

  it("is named after what it exports, and is not a drawer", () => {
    expect(sources.filter((path) => !/^[a-z0-9-/]+\.ts$/.test(path))).toEqual([]);
    expect(sources.filter((path) => /\/(?:utils?|helpers?|misc)\.ts$/.test(path))).toEqual([]);
  });

  it("touches the process in cli/ alone", () => {
    expect(offenders(/\bprocess\.(?!memoryUsage)|"node:process"/, /^src\/cli\//)).toEqual([]);
  });

  it("leaves nothing for later", () => {
    expect(offenders(/\b(?:TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });

  it("hands on nothing that another file exports", () => {
    expect(offenders(/^export (?:\*|\{[^}]*\}|type \{[^}]*\}) from /)).toEqual([]);
  });

  it("has no hole in its types", () => {
    expect(offenders(/@ts-(?:ignore|nocheck|expect-error)|\bas any\b|\bas unknown as\b/)).toEqual([]);
  });

  it("knows no sample and no file of the corpus", () => {
    expect(offenders(/halden|corpus\/|batfish/i)).toEqual([]);
  });
});

describe("the size of files", () => {
  it("has a median of at most 100 lines", () => {
    expect(share(0.5)).toBeLessThanOrEqual(100);
  });

  it("is at most 300 lines for 95 of 100, and 400 for all", () => {
    expect(share(0.95)).toBeLessThanOrEqual(300);
    expect(share(1)).toBeLessThanOrEqual(400);
  });
});

describe("the tests", () => {
  it("run all: none is narrowed, and what is skipped has a condition", () => {
    const tests = listFiles("test", ".ts").filter((path) => !path.startsWith("test/house/"));
    const narrowed = tests.filter((path) => /\b(?:it|test|describe)\.(?:only|todo|skip)\b/.test(readText(path)));
    expect(narrowed).toEqual([]);
  });
});
