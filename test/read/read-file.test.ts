/** One path to its text: what is no regular file. */
import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { readPath } from "../../src/read/read-file.js";

it.runIf(existsSync("/dev/zero"))("ends with a device that never does", { timeout: 60_000 }, async () => {
  expect(await readPath("/dev/zero")).toMatchObject({ kind: "failed", code: "read/too-large" });
  expect(await readPath("/dev/null")).toMatchObject({ kind: "other", code: "read/empty" });
});

it("says of a folder that it is one", async () => {
  expect(await readPath("test/read")).toMatchObject({ kind: "failed", why: "it is a folder" });
});
