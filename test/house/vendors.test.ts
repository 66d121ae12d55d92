/** Every vendor has the same rooms (style 1): who knows one finds the way in all. */
import { describe, expect, it } from "vitest";
import { VENDORS } from "../../parsers/vendors.js";
import { listFiles, listFolders, readText } from "./tree.js";

const ROOMS = ["index.ts", "detect.ts", "tree.ts", "parse.ts", "statements.ts", "rewrite.ts"];
const vendors = listFolders("parsers");

describe.each(vendors)("parsers/%s", (vendor) => {
  const files = listFiles(`parsers/${vendor}`).map((path) => path.slice(`parsers/${vendor}/`.length));

  it.each(ROOMS)("has %s", (room) => {
    expect(files).toContain(room);
  });

  it("normalizes part by part", () => {
    expect(files.filter((file) => file.startsWith("normalize/")).length).toBeGreaterThan(3);
  });

  it("has fixtures and tests", () => {
    expect(listFiles(`test/fixtures/${vendor}`)).not.toEqual([]);
    expect(listFiles(`test/parsers/${vendor}`, ".test.ts")).not.toEqual([]);
  });

  it("has its diagnostic codes in a file of its own, under its name", () => {
    const codes = [...readText(`src/diagnostics/codes-${vendor}.ts`).matchAll(/^ {2}"([^"]+)"/gm)].map((row) => row[1]);
    expect(codes).not.toEqual([]);
    expect(codes.filter((code) => !code?.startsWith(`${vendor}/`))).toEqual([]);
  });
});

describe("parsers/vendors.ts", () => {
  it("lists every folder once", async () => {
    const listed = await Promise.all(VENDORS.map(async (load) => (await load()).id));
    expect(listed.toSorted()).toEqual(vendors);
  });
});
