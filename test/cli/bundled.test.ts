/** The joined program: what is kept of its compilation speeds it up and decides nothing. */
import { describe, expect, test } from "vitest";
import { scriptOf } from "../../src/cli/bundled.js";

const PROGRAM =
  "(exports) => { exports.runCommand = async (words) => { process.exitCode = words.length; }; exports.runWorker = async () => {}; }";

describe("the joined program", () => {
  test.each([
    ["nothing", undefined],
    ["what another version of V8 compiled", Buffer.from("no code of this version")],
    ["what was compiled of it", scriptOf("/p/run-command.cjs", PROGRAM).script.createCachedData()],
  ])("runs with %s beside it", async (_, compiled) => {
    const before = process.exitCode;
    await scriptOf("/p/run-command.cjs", PROGRAM, compiled).load().runCommand(["a", "b"]);
    expect(process.exitCode).toBe(2);
    process.exitCode = before;
  });

  test("is refused where it is something else", () => {
    expect(() => scriptOf("/p/run-command.cjs", "(exports) => { exports.other = 1; }").load()).toThrow(
      "is not the program",
    );
    expect(() => scriptOf("/p/run-command.cjs", "1").load()).toThrow("is no module");
  });
});
