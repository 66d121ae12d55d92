/** Words as long as a file are replaced like others, in a time that grows with their length. */
import { describe, expect, it } from "vitest";
import { LOOKED_FOR, NameMap } from "../../src/anonymize/name-map.js";
import { anonymizeText } from "../../src/anonymize/text.js";
import { Tokens } from "../../src/anonymize/tokens.js";

const KEYWORDS = new Set(["interface", "description"]);
const LENGTH = 100_000;

describe("a word as long as a file", () => {
  it.each([
    ["letters", "plantcell".repeat(LENGTH / 9)],
    ["capitals and digits", "Aa1".repeat(LENGTH / 3)],
    ["points", "1.".repeat(LENGTH / 2)],
    ["colons", "f:".repeat(LENGTH / 2)],
    ["words that announce a secret", "key ".repeat(LENGTH / 4)],
  ])("of %s is replaced within seconds", (_, word) => {
    const tokens = new Tokens("seed", KEYWORDS);
    const text = `interface Vlan1\n description ${word}\n`;
    const started = performance.now();
    tokens.learn(text);
    const made = anonymizeText(text, "lines", tokens);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(made.split("\n")).toHaveLength(3);
  });

  it("holds no word that checks look for", () => {
    const names = new NameMap("seed", KEYWORDS);
    const made = names.name("plantcell".repeat(LENGTH / 9));
    expect(made).toMatch(/^[b-z]+$/);
    expect(made).not.toMatch(LOOKED_FOR);
  });
});
