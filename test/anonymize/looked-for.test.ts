/** Names that are made up for copies hold no word that a check looks for in what was not understood. */
import { describe, expect, it } from "vitest";
import { LOOKED_FOR } from "../../src/anonymize/name-map.js";
import { listFiles, readText } from "../house/tree.js";

/** The words of `unread.about` and `posture.verdict`, as the policies write them. */
function wordsOfPolicies(): string[] {
  const sources = listFiles("policies", ".rego")
    .filter((path) => !path.endsWith("_test.rego"))
    .map(readText);
  const calls = sources.flatMap((text) => text.match(/(?:unread\.about|posture\.verdict)\([[{][^\]}]*[\]}]/g) ?? []);
  const words = calls.flatMap((call) => [...call.matchAll(/"([^"]+)"/g)].map(([, word = ""]) => word));
  return [...new Set(words)].sort();
}

describe("words that checks look for in what was not understood", () => {
  // Made names are runs of letters: a word of several parts, or with a digit, is in none.
  it.each(wordsOfPolicies().filter((word) => /^[a-z]+$/.test(word)))("%s is in no name that is made", (word) => {
    expect(word).toMatch(LOOKED_FOR);
  });
});
