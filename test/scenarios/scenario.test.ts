import { describe, expect, it } from "vitest";
import { parseScenario } from "./scenario.js";

describe("parseScenario", () => {
  it("reads files, runs and what is expected of them", () => {
    const scenario = parseScenario(
      "A title.\n--- file: a.cfg\nhostname a\n--- file: b.cfg repeat=3\nxy\n--- file: b.cfg\n!\n" +
        "--- file: c.bin encoding=hex\n00 ff\n--- run: check a.cfg -z z.yaml\n--- exit: 2\n--- stderr:\none\n  two\n--- absent:\nthree\n--- run: check\n--- in: plant\n",
    );
    expect(scenario.title).toBe("A title.");
    expect(scenario.files.map(({ path, content }) => [path, content.toString("latin1")])).toEqual([
      ["a.cfg", "hostname a\n"],
      ["b.cfg", "xyxyxy!\n"],
      ["c.bin", "\x00\xff"],
    ]);
    expect(scenario.runs).toEqual([
      {
        words: ["check", "a.cfg", "-z", "z.yaml"],
        folder: ".",
        exit: 2,
        stdout: [],
        stderr: ["one", "two"],
        absent: ["three"],
      },
      { words: ["check"], folder: "plant", exit: 0, stdout: [], stderr: [], absent: [] },
    ]);
  });

  it.each([
    ["nothing to run", "A title.\n"],
    ["an expectation of nothing", "A title.\n--- exit: 2\n"],
    ["a word it does not know", "A title.\n--- run: check\n--- stdour:\nx\n"],
    ["an encoding it does not know", "A title.\n--- file: a encoding=ebcdic\nx\n--- run: check\n"],
  ])("refuses %s: it would always pass", (_, text) => {
    expect(() => parseScenario(text)).toThrow();
  });
});
