import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadBundle } from "../../src/judge/bundle.js";

import { runCompiler } from "../../src/policy/compiler.js";
import { PAIR } from "./facts.js";
import { judge } from "./judging.js";

describe("loadBundle", () => {
  it("loads the shipped bundle, with every check of it", async () => {
    const { catalogue } = await loadBundle();
    expect(catalogue.map(({ id }) => id)).toContain("undeclared-conduit");
  });

  it("answers for an input larger than it was opened for", async () => {
    const open = (await loadBundle()).open(0);
    const carriers = Array.from({ length: 3000 }, () => PAIR().carriers[0]);
    const said = open.evaluate("pair", { ...PAIR(), carriers }) as object[];
    expect(said.filter((one) => !("not_assessed" in one))).toHaveLength(6000);
  });
});

describe("a bundle of one's own", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "zoneproof-bundle-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const kinds = ["process", "remote_desktop", "engineering", "safety_engineering", "clear_text", "without_integrity"];
  const SERVICES = `services := {${kinds.map((kind) => `"${kind}": []`).join(", ")}}`;

  const compile = async (pair: string, services = SERVICES): Promise<void> => {
    const { wasm, problems } = await runCompiler({
      modules: { "main.rego": `package zoneproof.main\n\n${services}\n\n${pair}\n` },
      entrypoints: ["zoneproof/main/pair", "zoneproof/main/services"],
      tasks: ["build"],
    });
    expect(problems).toEqual([]);
    writeFileSync(join(folder, "policies.wasm"), Buffer.from(wasm ?? "", "base64"));
    writeFileSync(join(folder, "catalogue.json"), JSON.stringify({ checks: [] }));
  };

  it("is missed by name", async () => {
    await expect(loadBundle(join(folder, "none"))).rejects.toThrow(/none\/(?:policies\.wasm|catalogue\.json)/);
  });

  it("needs a catalogue with checks in it", async () => {
    await compile("pair contains 1");
    writeFileSync(join(folder, "catalogue.json"), "[]");
    await expect(loadBundle(folder)).rejects.toThrow(/catalogue\.json/);
  });

  const broken: { fault: string; pair: string; says: RegExp }[] = [
    { fault: "gives no findings", pair: 'pair := "none"', says: /no list of findings/ },
    { fault: "is undefined", pair: "pair := 1 if false", says: /no answer for a pair/ },
    { fault: "contradicts itself", pair: "pair := 1 if true\n\npair := 2 if true", says: /broke while judging a pair/ },
    { fault: "calls what is not there", pair: 'pair contains crypto.sha256("x")', says: /broke.*crypto\.sha256/ },
    {
      fault: "gives a check without METADATA",
      pair: [
        "pair contains {",
        '\t"check": "mine", "verdict": "violated", "status": "open", "severity": "high",',
        '\t"message": "m", "evidence": [["carriers", 0]],',
        "}",
      ].join("\n"),
      says: /does not know the check mine/,
    },
  ];
  for (const { fault, pair, says } of broken) {
    it(`that ${fault} is a clear error`, async () => {
      await compile(pair);
      const bundle = await loadBundle(folder);
      expect(() => judge(bundle, { pairs: [PAIR()], devices: [] })).toThrow(says);
    });
  }

  it("that does not say what services may be is a clear error", async () => {
    await compile("pair contains 1", "services := {}");
    const bundle = await loadBundle(folder);
    expect(() => judge(bundle, { pairs: [PAIR()], devices: [] })).toThrow(/do not say which services are "process"/);
  });

  it("that asks for a slice it has no rules for is a clear error", async () => {
    await compile("pair contains 1");
    const open = (await loadBundle(folder)).open(10);
    expect(() => open.evaluate("device", {})).toThrow(/zoneproof\/main\/device is not valid/);
  });
});
