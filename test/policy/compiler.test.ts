import { describe, expect, it } from "vitest";
import { runCompiler } from "../../src/policy/compiler.js";

const GOOD = "package zoneproof.main\n\nimport data.zoneproof.checks\n\npair contains checks[area][check].pair[_]\n";
const CHECK = 'package zoneproof.checks["network-segmentation"]["any-any-rule"]\n\npair contains input.from\n';

describe("runCompiler", () => {
  it("builds", async () => {
    console.time("t");
    const r = await runCompiler({
      modules: { "main.rego": GOOD, "a.rego": CHECK },
      entrypoints: ["zoneproof/main/pair"],
      tasks: ["check", "format", "build"],
    });
    console.timeEnd("t");
    console.log(r.problems, r.formatted, r.wasm?.length);
    expect(r.version).toBe("1.22.2");
  });
});
