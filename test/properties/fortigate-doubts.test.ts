/** Whatever of a FortiOS text is not understood and could change what passes, a doubt stands for it. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FORTIGATE } from "../../parsers/fortigate/index.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { fc } from "../seeded.js";

const FIXTURES = new URL("../fixtures/fortigate/", import.meta.url);
const TEXTS = readdirSync(FIXTURES).map((name) => readFileSync(new URL(name, FIXTURES), "utf8").split("\n"));
const WORDS = [
  "disable",
  "enable",
  "any",
  "10.0.0.300",
  "$(x)",
  "-1",
  '"',
  "99999",
  "all",
  "2001:db8::/200",
  "1-0",
  "",
];

/** A fixture in which some values are replaced, keys misspelt or lines gone. */
const damaged = fc
  .tuple(
    fc.constantFrom(...TEXTS),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("value", "key", "cut", "gone"), fc.constantFrom(...WORDS)), {
      minLength: 1,
      maxLength: 6,
    }),
  )
  .map(([text, changes]) => {
    const lines = [...text];
    for (const [place, kind, word] of changes) {
      const index = place % lines.length;
      lines[index] = damage(lines[index] ?? "", kind, word);
    }
    return lines.join("\n");
  });

function damage(line: string, kind: string, word: string): string {
  const set = /^(\s*set )(\S+)( .*)$/.exec(line);
  if (!set) return kind === "gone" && /^\s*(?:next|set)/.test(line) ? "" : line;
  const [, verb = "", key = "", values = ""] = set;
  if (kind === "value") return `${verb}${key} ${word}`;
  if (kind === "key") return `${verb}${key}x${values}`;
  return kind === "cut" ? line.slice(0, line.length - 3) : "";
}

describe("damaged FortiOS texts", () => {
  it("leave open what was not understood", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const file = { path: "fw-edge.conf", text, encoding: "utf-8", sha256: "" } as const;
        const detection = { platform: "fortios", confidence: 1, reasons: [] };
        const { devices, account } = FORTIGATE.parse(file, detection, new Diagnostics());
        for (const { doubts, unparsed } of devices) {
          const filtering = unparsed.filter((one) => one.filtering);
          const forgotten = filtering.filter(
            ({ at }) => !doubts.some((doubt) => doubt.at.line <= at.endLine && at.line <= doubt.at.endLine),
          );
          expect(forgotten).toEqual([]);
          if (account.counts().notUnderstoodFiltering > 0) expect(filtering).not.toEqual([]);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
