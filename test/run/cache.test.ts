/** Results of earlier runs: what is kept comes back, what was touched does not. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { memoryCache, openCache, type ResultCache } from "../../src/run/cache.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zoneproof-cache-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function files(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** How often a value was made rather than found. */
function counted() {
  let made = 0;
  return { make: () => ({ made: ++made }), made: () => made };
}

describe("a result", () => {
  it("is made once and found by every later run", () => {
    const { make, made } = counted();
    expect(openCache(folder, "1").recall("pair a", make)).toEqual({ made: 1 });
    expect(openCache(folder, "1").recall("pair a", make)).toEqual({ made: 1 });
    expect(made()).toBe(1);
  });

  it.each([
    ["another key", "1", "pair b"],
    ["another version", "2", "pair a"],
  ])("is not that of %s", (_, version, key) => {
    const { make } = counted();
    openCache(folder, "1").recall("pair a", make);
    expect(openCache(folder, version).recall(key, make)).toEqual({ made: 2 });
  });

  it("is made anew when its bytes changed", () => {
    const { make } = counted();
    openCache(folder, "1").recall("pair a", make);
    const [file = ""] = files();
    writeFileSync(file, readFileSync(file, "utf8").replace('"made":1', '"made":9'));
    expect(openCache(folder, "1").recall("pair a", make)).toEqual({ made: 2 });
    expect(openCache(folder, "1").recall("pair a", make)).toEqual({ made: 2 });
  });

  it("that cannot be written is no end of the run, which says why it is not kept, and leaves nothing half-written", () => {
    const { make } = counted();
    openCache(folder, "1").recall("pair a", make);
    const [file = ""] = files();
    rmSync(dirname(file), { recursive: true });
    writeFileSync(dirname(file), "");
    const cache = openCache(folder, "1");
    expect(cache.recall("pair a", make)).toEqual({ made: 2 });
    expect(cache.recall("pair b", make)).toEqual({ made: 3 });
    expect(cache.tally()).toEqual({ recalled: 0, made: 2, unwritten: "a file stands in its place" });
    expect(files()).toEqual([dirname(file)]);
  });

  it("that holds for its own run alone is made by every run", () => {
    const { make } = counted();
    const recall = (cache: ResultCache) => cache.recall("table a", make, ({ made }) => made > 1);
    const [folderOf, held] = [() => openCache(folder, "1"), memoryCache()];
    expect([recall(folderOf()), recall(folderOf()), recall(folderOf())]).toEqual([
      { made: 1 },
      { made: 2 },
      { made: 2 },
    ]);
    const other = counted();
    const again = () => held.recall("table a", other.make, ({ made }) => made > 1);
    expect([again(), again(), again()]).toEqual([{ made: 1 }, { made: 2 }, { made: 2 }]);
    expect(held.tally()).toEqual({ recalled: 1, made: 2 });
  });

  it.each([
    ["cut off", (text: string) => text.slice(0, -3)],
    ["empty", () => ""],
    ["of something else", () => '{"verdict":"proved"}'],
    ["moved from another key", (_: string, other: string) => other],
  ])("is made anew when the file is %s", (_, damage) => {
    const { make } = counted();
    openCache(folder, "1").recall("pair b", make);
    const [otherFile = ""] = files();
    openCache(folder, "1").recall("pair a", make);
    const [file = ""] = files().filter((one) => one !== otherFile);
    writeFileSync(file, damage(readFileSync(file, "utf8"), readFileSync(otherFile, "utf8")));
    expect(openCache(folder, "1").recall("pair a", make)).toEqual({ made: 3 });
  });

  it("leaves no drafts, and runs at the same time do not mind each other", () => {
    const [one, other] = [openCache(folder, "1"), openCache(folder, "1")];
    one.recall("pair a", () => {
      other.recall("pair a", () => "theirs");
      return "ours";
    });
    expect(files()).toHaveLength(1);
    expect(openCache(folder, "1").recall("pair a", () => "new")).toBe("ours");
  });
});

describe("a folder", () => {
  it("is made where there is none", () => {
    openCache(join(folder, "a/b"), "1");
    expect(existsSync(join(folder, "a/b"))).toBe(true);
  });

  it("that is a file is an error of use", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(() => openCache(file, "1")).toThrow(/the cache .*file cannot be used: a file stands in its place/);
  });
});
