/** Where the statement of a line begins in the text: whoever reads it there reads the same as in the line. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { detectCisco } from "../../../../parsers/cisco/detect.js";
import { parseCisco } from "../../../../parsers/cisco/parse.js";
import { type CiscoTree, withDescendants } from "../../../../parsers/cisco/tree.js";
import { fc } from "../../../seeded.js";

const CORPUS = "../shared/corpus/cisco";

/** The lines that do not stand where they say. */
function astray({ text, roots }: CiscoTree): string[] {
  const lines = roots.flatMap(withDescendants);
  const placed = lines.filter(({ start = -1 }) => start >= 0);
  return placed.filter((line) => !text.startsWith(line.text, line.start)).map((line) => line.text);
}

const LINE = fc.tuple(
  fc.constantFrom("", " ", "  ", "\t", " --More-- ", "<--- More --->", "\u00a0"),
  fc.constantFrom(
    "interface Vlan10",
    "ip access-group A in",
    "int vl 3",
    "sw mode acc",
    "deny   ip any any",
    "",
    "!",
    "é",
  ),
  fc.constantFrom("", " ", "\t", "\u2003"),
  fc.constantFrom("\n", "\r\n", "\r"),
);

describe("the start of a line", () => {
  it.each(["ios", "nxos", "asa", "iosxr"])("is where it stands in the text: %s", (platform) => {
    fc.assert(
      fc.property(fc.array(LINE, { maxLength: 12 }), (lines) => {
        expect(astray(parseCisco(lines.flat().join(""), platform))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("is not given where the file has something else", () => {
    const { roots } = parseCisco("conf t\nint vl 10\n--More-- ip route 0.0.0.0 0.0.0.0 10.0.0.1\n", "ios");
    const [typed, paged] = roots.slice(-2);
    expect([typed?.text, typed?.typed, typed?.start]).toEqual(["interface vl 10", "int vl 10", undefined]);
    expect([paged?.text, paged?.start]).toEqual(["ip route 0.0.0.0 0.0.0.0 10.0.0.1", -1]);
  });

  it.skipIf(!existsSync(CORPUS))("is right in every file of the corpus", () => {
    const files = readdirSync(CORPUS, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(files.length).toBeGreaterThan(100);
    for (const { parentPath, name } of files) {
      const [path, text] = [join(parentPath, name), readFileSync(join(parentPath, name), "utf8")];
      const found = detectCisco({ path, text, encoding: "utf-8", sha256: "" });
      if (found === undefined) continue;
      expect(astray(parseCisco(text, found.platform)), path).toEqual([]);
    }
  });
});
