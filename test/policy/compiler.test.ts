import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/diagnostics/usage-error.js";
import { runCompiler } from "../../src/policy/compiler.js";
import { readFactsSchemas } from "../../src/policy/sources.js";

const HEAD = 'package zoneproof.checks["network-segmentation"]["any-any-rule"]\n';
const WITH_SCHEMA = `# METADATA\n# schemas:\n#   - input: schema.pair\n${HEAD}`;

describe("runCompiler", () => {
  it("is the version of OPA that go.mod pins", async () => {
    const { version } = await runCompiler({ modules: {}, tasks: [] });
    expect(version).toBe("1.22.2");
  });

  // Undefined is silent in Rego: each of these would be a check that never fires.
  const typos: Record<string, { body: string; says: RegExp }> = {
    "mistyped-field": { body: "pair contains 1 if input.conduits", says: /undefined ref: input\.conduits/ },
    "mistyped-field-of-a-carrier": {
      body: "pair contains 1 if input.carriers[_].rule.any_sorce",
      says: /undefined ref: input\.carriers.*any_sorce/,
    },
    "value-that-cannot-be": { body: "pair contains 1 if input.from.kind == 7", says: /match error/ },
  };
  const noFunctions: typeof typos = {
    "unknown-function": { body: "pair contains data.zoneproof.lib.text.bold(1)", says: /undefined function/ },
    clock: { body: "pair contains time.now_ns()", says: /undefined function time\.now_ns/ },
    network: { body: 'pair contains http.send({"url": "http://10.0.0.1"})', says: /undefined function http\.send/ },
    chance: { body: 'pair contains rand.intn("a", 4)', says: /undefined function rand\.intn/ },
  };

  it.each([
    ["typing mistakes", typos],
    ["functions that are not there, or look outside", noFunctions],
  ])("refuses %s, each at its place", async (_, mistakes) => {
    const module = ([name, { body }]: [string, { body: string }]): [string, string] => [
      `${name}.rego`,
      `${WITH_SCHEMA.replace("any-any-rule", name)}\n${body}\n`,
    ];
    const { problems } = await runCompiler({
      modules: Object.fromEntries(Object.entries(mistakes).map(module)),
      schemas: await readFactsSchemas(),
      tasks: ["check"],
    });
    for (const [name, { says }] of Object.entries(mistakes)) {
      const found = problems.filter(({ file }) => file === `${name}.rego`);
      expect(found.map(({ message }) => message).join("\n"), name).toMatch(says);
      expect(found[0]?.row, name).toBe(6);
    }
  });

  it("stops a test that loops, and says so", async () => {
    const numbers =
      "some a in numbers.range(1, 5000)\n\tsome b in numbers.range(1, 5000)\n\tsome c in numbers.range(1, 5000)";
    const module = `package x_test\n\ntest_loops if {\n\t${numbers}\n\ta + b + c == 0\n}\n`;
    const run = runCompiler({ modules: { "x_test.rego": module }, tasks: ["test"] }, 4000);
    await expect(run).rejects.toThrow("the policies were still at test after 4 seconds, and were stopped");
    await expect(run).rejects.toBeInstanceOf(UsageError);
  });

  // These stop OPA before it looks at types.
  const earlier = [
    { mistake: "an unused variable", body: "pair contains 1 if x := input.from", says: /assigned var x unused/ },
    { mistake: "an unused import", body: "import data.zoneproof.lib.text\n\npair contains 1", says: /unused/ },
    { mistake: "what is no Rego", body: "pair contains if", says: /./ },
  ];
  for (const { mistake, body, says } of earlier) {
    it(`refuses ${mistake}`, async () => {
      const { problems } = await runCompiler({ modules: { "a.rego": `${HEAD}\n${body}\n` }, tasks: ["check"] });
      expect(problems[0]).toMatchObject({ file: "a.rego", row: 3 });
      expect(problems[0]?.message).toMatch(says);
    });
  }

  it("gives the layout of opa fmt, for modules that differ from it", async () => {
    const neat = `${HEAD}\npair contains 1 if {\n\tinput.from\n}\n`;
    const { formatted } = await runCompiler({
      modules: { "neat.rego": neat, "loose.rego": neat.replace("\tinput", "  input") },
      tasks: ["format"],
    });
    expect(formatted).toEqual({ "loose.rego": neat });
  });

  it("reports tests that fail, with their line", async () => {
    const test = `${HEAD.replace("any-any-rule", "any-any-rule_test")}\ntest_clean_x if 1 == 2\n\ntest_violated_y if 1 == 1\n`;
    const { tests } = await runCompiler({ modules: { "a_test.rego": test }, tasks: ["test"] });
    expect(tests).toMatchObject([
      { name: "test_clean_x", outcome: "fail", file: "a_test.rego", row: 3 },
      { name: "test_violated_y", outcome: "pass", row: 5 },
    ]);
  });

  it("gives tests the data of the request", async () => {
    const test = "package a_test\n\ntest_data if data.catalogue.x == 1\n";
    const { tests } = await runCompiler({
      modules: { "a_test.rego": test },
      data: { catalogue: { x: 1 } },
      tasks: ["test"],
    });
    expect(tests).toMatchObject([{ outcome: "pass" }]);
  });

  it("builds the same bytes twice", async () => {
    const request = {
      modules: {
        "a.rego": `${HEAD}\npair contains input.from\n`,
        "main.rego": "package zoneproof.main\n\npair := data.zoneproof.checks\n",
      },
      entrypoints: ["zoneproof/main/pair"],
      tasks: ["build"] as const,
    };
    const [first, second] = [await runCompiler(request), await runCompiler(request)];
    expect(first.wasm?.length).toBeGreaterThan(100_000);
    expect(second.wasm).toBe(first.wasm);
  });

  it("names an entrypoint that is not there", async () => {
    const { problems, wasm } = await runCompiler({
      modules: { "a.rego": HEAD },
      entrypoints: ["zoneproof/main/pair"],
      tasks: ["build"],
    });
    expect(wasm).toBeUndefined();
    expect(problems[0]?.message).toMatch(/zoneproof\/main\/pair/);
  });
});
