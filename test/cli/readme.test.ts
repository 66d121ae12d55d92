/** The examples of README are what the built command line says of the sample plant. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const PAGE = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const MAIN = fileURLToPath(new URL("../../dist/src/cli/main.js", import.meta.url));
const PLANT = fileURLToPath(new URL("../../samples/halden-pack/weak/", import.meta.url));
const LIST = "configs/core-1.cfg";
/** Reviews and exceptions of the sample end on some day. */
const DAY = ["--as-of", "2026-11-29"];

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zoneproof-readme-"));
  cpSync(join(PLANT, "configs"), join(folder, "configs"), { recursive: true });
  for (const name of ["running", "candidate", "samples/halden-pack/weak"])
    cpSync(PLANT, join(folder, name), { recursive: true });
  const path = join(folder, "candidate", LIST);
  const edited = readFileSync(path, "utf8")
    .replace(
      "40 permit tcp any 10.20.110.0 0.0.0.255 eq 1911",
      "40 permit tcp any 10.20.110.0 0.0.0.255 range 1911 1912",
    )
    .replace(" 21 permit tcp host 10.20.30.30 host 10.20.101.10 eq 443\n", "");
  writeFileSync(path, edited);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function output(...words: string[]): string[] {
  const { stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], { encoding: "utf8", cwd: folder });
  return linesOf(stdout + stderr);
}

/** The lines of the page that stand behind a command, to the end of the block or the next command. */
function shown(command: string): string[] {
  const [, behind = ""] = PAGE.split(`    $ ${command}\n`);
  const [block = ""] = behind.split(/\n(?=\S)|\n {4}\$ /);
  return linesOf(block.replaceAll(/^ {4}/gm, ""));
}

function wordsOf(text: string): string {
  return text.replaceAll("&gt;", ">").replaceAll("&amp;", "&").split(/\s+/).filter(Boolean).join(" ");
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

describe("README shows", () => {
  it("what init says and writes", () => {
    expect(output("init", "configs")).toEqual(shown("zoneproof init configs"));
    const map = linesOf(readFileSync(join(folder, "configs/zones.yaml"), "utf8"));
    const lines = shown("cat configs/zones.yaml").filter((line) => line.trim() !== "…");
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => !map.includes(line))).toEqual([]);
  });

  // node .ci/picture.mjs draws it again.
  it("in its picture what check says", () => {
    const picture = readFileSync(new URL("../../samples/terminal.svg", import.meta.url), "utf8");
    const drawn = [...picture.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text = ""]) => text).join(" ");
    const said = output("check", "samples/halden-pack/weak", ...DAY)
      .slice(0, 20)
      .join(" ");
    expect(wordsOf(drawn)).toContain(wordsOf(said));
  });

  it("what diff says, but for the part about devices", () => {
    const said = output("diff", "running", "candidate", "--fail-on", "new", ...DAY);
    const [from, to] = [said.indexOf("What the filters of each device let through"), said.indexOf("Findings")];
    expect([...said.slice(0, from), ...said.slice(to)]).toEqual(
      shown("zoneproof diff running candidate --fail-on new"),
    );
  });
});
