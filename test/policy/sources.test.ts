import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashSources, readFactsSchemas, readPolicySources } from "../../src/policy/sources.js";

const CHECK = "network-segmentation/cell-to-cell";

describe("readPolicySources", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "zoneproof-sources-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  it("finds a check by its path, with the slices its rules read", async () => {
    write(`${CHECK}/cell-to-cell.rego`, "package x\n\npair contains 1\n\ndevice contains 2 if true\n\nmapping := {}\n");
    write(`${CHECK}/cell-to-cell_test.rego`, "package x_test\n");
    write(`${CHECK}/examples.yaml`, "violated: []\n");
    write("main.rego", "package m\n");
    const { checks, modules, examples } = await readPolicySources(folder);
    expect(checks).toEqual([
      {
        id: "cell-to-cell",
        area: "network-segmentation",
        module: `${CHECK}/cell-to-cell.rego`,
        slices: ["pair", "device"],
      },
    ]);
    expect(Object.keys(modules)).toEqual([
      "main.rego",
      `${CHECK}/cell-to-cell.rego`,
      `${CHECK}/cell-to-cell_test.rego`,
    ]);
    expect([...examples.keys()]).toEqual(["cell-to-cell"]);
  });

  const noChecks = [
    { why: "a file that is not called after its folder", path: `${CHECK}/cells.rego` },
    { why: "what checks share", path: "lib/zones.rego" },
    { why: "a file straight in its area", path: "network-segmentation/cell-to-cell.rego" },
    { why: "a folder deeper than that", path: "own/network-segmentation/cell-to-cell/cell-to-cell.rego" },
  ];
  for (const { why, path } of noChecks) {
    it(`takes for no check ${why}`, async () => {
      write(path, "package x\n\npair contains 1\n");
      write("main.rego", "package m\n");
      const { checks, modules } = await readPolicySources(folder);
      expect(checks).toEqual([]);
      expect(Object.keys(modules).toSorted()).toEqual([path, "main.rego"].toSorted());
    });
  }

  it("puts what checks share beside checks of one's own, with the thresholds of both", async () => {
    write(`${CHECK}/cell-to-cell.rego`, "package x\n\npair contains 1\n");
    write("thresholds.json", '{ "cell-to-cell": { "most": 1 } }');
    const { checks, modules, shared, thresholds } = await readPolicySources(folder);
    expect(checks.map(({ id }) => id)).toEqual(["cell-to-cell"]);
    expect(Object.keys(modules)).toContain("lib/verdict.rego");
    expect(shared.has("main.rego")).toBe(true);
    expect(shared.has(`${CHECK}/cell-to-cell.rego`)).toBe(false);
    expect(thresholds).toMatchObject({ "cell-to-cell": { most: 1 }, "level-skip": { levels: 2 } });
  });

  it("fails on a folder without policies, and on thresholds that are none", async () => {
    await expect(readPolicySources(folder)).rejects.toThrow(/holds no policies/);
    write("main.rego", "package m\n");
    write("thresholds.json", "{");
    await expect(readPolicySources(folder)).rejects.toThrow(/is no JSON/);
    write("thresholds.json", '{ "a": 1 }');
    await expect(readPolicySources(folder)).rejects.toThrow(/no threshold/);
  });

  it("fails on a folder that is not there", async () => {
    await expect(readPolicySources(join(folder, "none"))).rejects.toThrow(/cannot be read: there is no such file/);
  });

  it("hashes what goes into the bundle, in an order of its own, tests left out", async () => {
    write("main.rego", "package m\n");
    write("main_test.rego", "package m_test\n");
    write("lib/a.rego", "");
    expect(hashSources(await readPolicySources(folder))).toBe(
      [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  lib/a.rego",
        "4aa8b7c674470695884aab61a414c5a11c9e2e283df176cad2013bd4a059a7b5  main.rego",
        "",
      ].join("\n"),
    );
  });
});

describe("readFactsSchemas", () => {
  it("has one for each slice, closed to unknown fields", async () => {
    const schemas = await readFactsSchemas();
    expect(Object.keys(schemas)).toEqual(["pair", "device", "map"]);
    for (const schema of Object.values(schemas)) expect(schema).toMatchObject({ additionalProperties: false });
  });
});
