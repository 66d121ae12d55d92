import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkFolder, findStale } from "../../src/policy/check.js";
import { readFactsSchemas } from "../../src/policy/sources.js";

const AREA = "network-segmentation";

describe("checkFolder", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "zoneproof-policies-"));
    for (const part of ["main.rego", "lib", AREA, "compiled", "CATALOGUE.md"]) {
      cpSync(join("policies", part), join(folder, part), { recursive: true });
    }
    rmSync(join(folder, "main_test.rego"), { force: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const edit = (check: string, file: string, from: string | RegExp, to: string): void => {
    const path = join(folder, AREA, check, file);
    const text = readFileSync(path, "utf8");
    expect(text).toMatch(from);
    writeFileSync(path, text.replace(from, to));
  };

  it("finds what a check lacks, and a layout that differs", async () => {
    rmSync(join(folder, AREA, "acl-not-bound/acl-not-bound_test.rego"));
    rmSync(join(folder, AREA, "any-any-rule/examples.yaml"));
    edit("any-service-rule", "examples.yaml", /\nclean:[\s\S]*$/, "\nclean: []\n");
    edit("any-source-into-ot", "examples.yaml", "why:", "wy:");
    edit("cell-to-cell", "cell-to-cell.rego", "\tsome i in", "    some i in");
    const { problems } = await checkFolder(folder, await readFactsSchemas());
    const said = problems.map(({ file, message }) => `${file?.split("/")[1]}: ${message.split("\n")[0]}`);
    expect(said).toEqual([
      expect.stringMatching(/^acl-not-bound: has no test/),
      expect.stringMatching(/^any-any-rule: has no examples\.yaml/),
      expect.stringMatching(/^any-service-rule: examples\.yaml: /),
      expect.stringMatching(/^any-source-into-ot: examples\.yaml: /),
      expect.stringMatching(/^cell-to-cell: the layout is not that of opa fmt/),
    ]);
  });

  it("finds a package that is not its path", async () => {
    for (const file of ["cell-to-cell.rego", "cell-to-cell_test.rego"]) {
      edit("cell-to-cell", file, /\["cell-to-cell"\]/, '["cell-to-cel"]');
    }
    const { problems } = await checkFolder(folder, await readFactsSchemas());
    expect(problems).toMatchObject([{ file: `${AREA}/cell-to-cell/cell-to-cell.rego`, code: "misplaced" }]);
  });

  it("finds every generated file stale when other policies are gone", async () => {
    const report = await checkFolder(folder, await readFactsSchemas());
    expect(report.problems).toEqual([]);
    const stale = await findStale(folder, report);
    expect(stale.map(({ file }) => file)).toEqual([
      "compiled/policies.wasm",
      "compiled/catalogue.json",
      "compiled/sources.sha256",
      "CATALOGUE.md",
    ]);
  });
});
