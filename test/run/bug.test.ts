/** What is said of a bug: where it is, and nothing of what it quotes. */
import { expect, test } from "vitest";
import { bugMessage } from "../../src/run/bug.js";

test.each([
  [
    "a module",
    "    at judge (file:///z/dist/src/judge/judge.js:55:7)",
    "a bug of zoneproof: TypeError in src/judge/judge.js:55",
  ],
  [
    "the joined program",
    "    at new Algebra (/z/dist/bundle/run-command.cjs:9120:3)",
    "a bug of zoneproof: TypeError in Algebra (run-command.cjs:9120)",
  ],
  ["somebody else", "    at parse (node:internal/x:1:1)", "a bug of zoneproof: TypeError"],
])("a bug in %s is told by its place", (_, frame, message) => {
  const error = new TypeError("set password hunter2");
  error.stack = `TypeError: set password hunter2\n${frame}`;
  expect(bugMessage(error).message).toBe(message);
});
