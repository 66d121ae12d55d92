/** Folders are made, or it is said why not: nothing waits for ever. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder } from "../../src/read/make-folder.js";

const TOP = mkdtempSync(join(tmpdir(), "zoneproof-make-folder-"));
afterAll(() => rmSync(TOP, { recursive: true }));

describe("makeFolder", () => {
  it("makes the folders above as well, and leaves one that is there", () => {
    makeFolder(join(TOP, "a/b/c"));
    makeFolder(join(TOP, "a/b/c"));
    expect(existsSync(join(TOP, "a/b/c"))).toBe(true);
  });

  it("says so where a file stands in its place or above it", () => {
    writeFileSync(join(TOP, "file"), "");
    expect(() => makeFolder(join(TOP, "file"))).toThrow(/EEXIST/);
    expect(() => makeFolder(join(TOP, "file/b/c"))).toThrow(/ENOTDIR/);
  });

  it.skipIf(!existsSync("/proc/self"))("ends where the file system takes no folder", () => {
    expect(() => makeFolder("/proc/zoneproof/runs")).toThrow();
  });
});
