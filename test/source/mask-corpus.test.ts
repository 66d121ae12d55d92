/** Real configurations: the secrets that the corpus marks as fake never show, and masking settles. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { maskLine, maskLines } from "../../src/source/mask.js";
import { secretBlocks } from "../../src/source/secret-blocks.js";
import { splitLines } from "../../src/source/source-file.js";
import { fc } from "../seeded.js";

const CORPUS = new URL("../../../shared/corpus/", import.meta.url);
const present = existsSync(CORPUS);
if (!present) console.warn("test/source/mask-corpus.test.ts: ../shared/corpus is absent, its test is skipped");

describe.skipIf(!present)("the corpus", () => {
  const files = present
    ? readdirSync(CORPUS, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    : [];

  it("shows no secret that was replaced by a fake one", () => {
    expect(files.length).toBeGreaterThan(100);
    const shown: string[] = [];
    for (const file of files) {
      const lines = splitLines(readFileSync(`${file.parentPath}/${file.name}`, "latin1"));
      const masked = maskLines(lines, secretBlocks(lines));
      shown.push(
        ...masked.filter((line) => /FAKESE|FAKE_SE|fakepas|\$FA\$/.test(line)).map((line) => `${file.name}: ${line}`),
      );
    }
    expect(shown).toEqual([]);
  });

  it("keeps most of what it does not have to hide", () => {
    let [lines, hidden] = [0, 0];
    for (const file of files) {
      const before = splitLines(readFileSync(`${file.parentPath}/${file.name}`, "latin1"));
      const after = maskLines(before, secretBlocks(before));
      lines += before.length;
      hidden += after.filter((line, index) => line !== before[index]).length;
    }
    expect(hidden / lines).toBeLessThan(0.05);
  });
});

describe("maskLine on any text", () => {
  const word = fc.constantFrom(
    "set",
    "password",
    "<prv>",
    "</prv>",
    "key",
    "ENC",
    "permit",
    " ",
    "\t",
    '"',
    "$1$",
    "://",
    "@",
    "=",
  );
  const line = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.oneof(word, fc.string())).map((words) => words.join(" ")),
  );

  it("never throws, and masked twice is masked once", () => {
    fc.assert(
      fc.property(line, (text) => {
        const once = maskLine(text);
        expect(maskLine(once)).toBe(once);
      }),
      { numRuns: 2000, examples: [["</prv> key ENC <A"]] },
    );
  });

  it("hides what follows a password word, whatever it is", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9!#%&*+,./:;?@^_~-]{4,40}$/), (secret) => {
        fc.pre(!"enable password [masked]".includes(secret));
        expect(maskLine(`enable password ${secret}`)).not.toContain(secret);
        expect(maskLine(`    set psksecret "${secret}"`)).not.toContain(secret);
        expect(maskLine(`<password>${secret}</password>`)).toBe("<password>[masked]</password>");
      }),
    );
  });
});
