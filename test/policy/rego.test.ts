import { beforeAll, describe, expect, it } from "vitest";
import { testPolicies } from "../../src/policy/build.js";
import { checkFolder, findStale, type PolicyReport } from "../../src/policy/check.js";
import type { RegoTest } from "../../src/policy/compiler.js";
import { readFactsSchemas } from "../../src/policy/sources.js";

describe("the shipped policies", () => {
  let report: PolicyReport;
  let tests: readonly RegoTest[];
  beforeAll(async () => {
    report = await checkFolder("policies", await readFactsSchemas());
    const outcome = await testPolicies(report.sources, report.catalogue);
    expect(outcome.problems).toEqual([]);
    tests = outcome.tests;
  }, 120_000);

  it("pass every check of `policy check`", () => {
    expect(report.problems).toEqual([]);
  });

  it("pass their Rego tests", () => {
    expect(tests.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect(tests.length).toBeGreaterThan(140);
  });

  it("each have a test in which they fire and one in which they do not", () => {
    const lacking = report.sources.checks.flatMap(({ id, module }) => {
      const names = tests.filter(({ file }) => file === module.replace(".rego", "_test.rego")).map(({ name }) => name);
      const fires = names.some((name) => /^test_(?!clean)/.test(name));
      const silent = names.some((name) => name.startsWith("test_clean_"));
      return fires && silent ? [] : [id];
    });
    expect(lacking).toEqual([]);
  });

  it("that are decisive have a test in which a doubt keeps them open", () => {
    // The network is on the map or it is not; no doubt of a device changes that.
    const always = ["address-outside-any-zone"];
    const lacking = report.catalogue.filter(({ id, verdictKind }) => {
      const own = tests.filter(({ file }) => file.endsWith(`/${id}_test.rego`));
      return (
        verdictKind === "decisive" && !always.includes(id) && !own.some(({ name }) => /^test_unproved_/.test(name))
      );
    });
    expect(lacking.map(({ id }) => id)).toEqual([]);
  });

  it("are what is compiled, catalogued and printed", async () => {
    expect(await findStale("policies", report)).toEqual([]);
  });

  it("are those there are", () => {
    expect(report.catalogue.map(({ id }) => id)).toEqual([
      "acl-not-bound",
      "address-outside-any-zone",
      "admin-from-untrusted",
      "admin-telnet-http",
      "allow-not-logged",
      "any-any-rule",
      "any-destination-from-ot",
      "any-service-rule",
      "any-source-into-ot",
      "cell-to-cell",
      "contradicting-rules",
      "control-protocol-from-it",
      "declared-flow-blocked",
      "default-allow-between-zones",
      "enterprise-to-control-direct",
      "flow-outside-conduit",
      "internet-to-ot",
      "ot-to-internet",
      "redundant-or-unused-rule",
      "remote-desktop-into-control",
      "safety-zone-inbound",
      "shadowed-rule",
      "svi-without-acl",
      "undeclared-conduit",
      "unparsed-statements",
      "unused-object",
    ]);
  });
});
