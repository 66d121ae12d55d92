/** The folder of records: what in it is a record, and what no run can have put there. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readHistoryFolder } from "../../src/read/history-folder.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zoneproof-history-"));
  writeFileSync(join(folder, "run-000002.json"), "{}");
});
afterEach(() => rmSync(folder, { recursive: true }));

it("reads records in the order of their runs", async () => {
  writeFileSync(join(folder, "run-1000000.json"), "{}");
  writeFileSync(join(folder, "notes.txt"), "");
  const paths = (await readHistoryFolder(folder)).map(({ path }) => path);
  expect(paths).toEqual([join(folder, "run-000002.json"), join(folder, "run-1000000.json")]);
});

it.each([
  { trap: "a second name for a number, which counted one run twice", name: "run-0000002.json" },
  {
    trap: "the last number, behind which the next run looked for a place without end",
    name: "run-9007199254740991.json",
  },
  { trap: "a number that is none any more", name: "run-999999999999999999999.json" },
])("refuses $trap", async ({ name }) => {
  writeFileSync(join(folder, name), "{}");
  await expect(readHistoryFolder(folder)).rejects.toThrow(`${name} has a name that no run gives its record`);
});

it.skipIf(process.platform === "win32")("does not wait for a pipe", async () => {
  execFileSync("mkfifo", [join(folder, "run-000003.json")]);
  await expect(readHistoryFolder(folder)).rejects.toThrow("run-000003.json is no file");
});
