import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expandPatterns, isPattern } from "../../src/read/patterns.js";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zoneproof-patterns-"));
  for (const below of ["north/cells", "south", "node_modules/other"])
    mkdirSync(join(folder, below), { recursive: true });
  for (const file of [
    "fw-edge.conf",
    "core-1.conf",
    "core-2.cfg",
    "fw[1].conf",
    "fw1.conf",
    ".hidden.conf",
    "north/pf-ra.xml",
    "north/cells/pf-cell.xml",
    "node_modules/other/other.xml",
  ]) {
    writeFileSync(join(folder, file), "hostname core-1\n");
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const expanded = async (pattern: string) =>
  (await expandPatterns([`${folder}/${pattern}`])).map((path) => path.slice(folder.length + 1).replaceAll("\\", "/"));

describe("expandPatterns", () => {
  it.each([
    ["*.conf", ["core-1.conf", "fw-edge.conf", "fw1.conf", "fw[1].conf"]],
    ["core-?.*", ["core-1.conf", "core-2.cfg"]],
    ["core-[12].c*", ["core-1.conf", "core-2.cfg"]],
    ["{fw-edge.conf,core-2.cfg}", ["core-2.cfg", "fw-edge.conf"]],
    ["**/*.xml", ["north/cells/pf-cell.xml", "north/pf-ra.xml"]],
    ["north\\*.xml", ["north/pf-ra.xml"]],
    ["nor*\\cells/*", ["north/cells/pf-cell.xml"]],
    ["{north,south}", ["north", "south"]],
  ])("takes %s for what it fits", async (pattern, paths) => {
    expect(await expanded(pattern)).toEqual(paths);
  });

  it("takes what is there under the very name, and does not look whether other paths are there", async () => {
    expect(await expanded("fw[1].conf")).toEqual(["fw[1].conf"]);
    expect(await expanded("fw[12].conf")).toEqual(["fw1.conf"]);
    expect(await expandPatterns(["-", "nowhere.conf"])).toEqual(["-", "nowhere.conf"]);
  });

  it("keeps the order of what was given", async () => {
    expect(await expandPatterns([`${folder}/fw1.conf`, `${folder}/core-*`])).toEqual(
      ["fw1.conf", "core-1.conf", "core-2.cfg"].map((file) => join(folder, file)),
    );
  });

  it("finds from the top of the file system and from the folder it runs in", async () => {
    const top = await expandPatterns(["/tm*"]);
    if (process.platform !== "win32") expect(top).toContain("/tmp");
    expect(await expandPatterns(["./packag?.json"])).toEqual(["package.json"]);
  });

  it("refuses a pattern that fits nothing", async () => {
    await expect(expandPatterns([`${folder}/*.txt`])).rejects.toThrow("nothing fits the pattern");
    await expect(expandPatterns([`${folder}/east/*.txt`])).rejects.toMatchObject({
      help: `there is no folder ${folder}/east`,
    });
  });
});

describe("isPattern", () => {
  it.each([
    ["configs/*.conf", true],
    ["fw?.conf", true],
    ["-", false],
    ["configs\\fw.conf", false],
    ["package.json", false],
  ])("says of %s: %s", (path, is) => {
    expect(isPattern(path)).toBe(is);
  });
});
