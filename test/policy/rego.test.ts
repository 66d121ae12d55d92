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
    // The network is on the map or it is not, and what stands in the file is there; no doubt of a device changes that.
    const always = ["address-outside-any-zone", "weak-password-storage", "snmp-v1v2c", "weak-vpn-crypto"];
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
      "admin-no-aaa",
      "admin-no-source-limit",
      "admin-telnet-http",
      "allow-not-logged",
      "any-any-rule",
      "any-destination-from-ot",
      "any-service-rule",
      "any-source-into-ot",
      "cell-to-cell",
      "concurrent-vpn-logins",
      "contradicting-rules",
      "control-protocol-from-it",
      "declared-flow-blocked",
      "default-allow-between-zones",
      "default-or-shared-admin",
      "deny-not-logged",
      "enterprise-to-control-direct",
      "fail-open-boundary",
      "flow-outside-conduit",
      "internet-to-ot",
      "log-clear-text",
      "no-admin-idle-timeout",
      "no-config-backup",
      "no-config-change-log",
      "no-dos-limits",
      "no-login-banner",
      "no-login-lockout",
      "no-password-policy",
      "no-remote-log",
      "no-time-sync",
      "ntp-unauthenticated",
      "one-admin-role",
      "ot-to-internet",
      "redundant-or-unused-rule",
      "remote-access-without-mfa",
      "remote-desktop-into-control",
      "remote-session-no-timeout",
      "safety-zone-inbound",
      "shadowed-rule",
      "single-boundary-device",
      "snmp-v1v2c",
      "split-tunnel-remote",
      "svi-without-acl",
      "undeclared-conduit",
      "unparsed-statements",
      "unused-object",
      "weak-password-storage",
      "weak-vpn-crypto",
    ]);
  });
});
