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
  }, 300_000);

  it("pass every check of `policy check`", () => {
    expect(report.problems).toEqual([]);
  });

  it("pass their Rego tests", () => {
    expect(tests.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect(tests.length).toBeGreaterThan(500);
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
    // It stands in the map or the file, or it does not: no doubt of a device changes that.
    const always =
      `address-outside-any-zone weak-password-storage snmp-v1v2c weak-vpn-crypto missing-slt conduit-without-owner
      no-compensating-record config-drift vpn-pool-inside-ot unneeded-services weak-wireless rule-without-reason
      disabled-rule-kept zone-network-overlap safety-shares-subnet`.split(/\s+/);
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
      "analysis-stale",
      "any-any-rule",
      "any-destination-from-ot",
      "any-service-rule",
      "any-source-into-ot",
      "backup-path-wide",
      "backup-target-same-zone",
      "broadcast-forwarded",
      "cell-to-cell",
      "clear-text-across-untrusted",
      "clear-text-across-zones",
      "cloud-remote-tool",
      "concurrent-vpn-logins",
      "conduit-slt-below-zones",
      "conduit-without-owner",
      "config-drift",
      "contradicting-rules",
      "control-protocol-from-it",
      "control-protocol-in-dmz",
      "database-across-boundary",
      "dcom-range-open",
      "declared-flow-blocked",
      "default-allow-between-zones",
      "default-or-shared-admin",
      "deny-not-logged",
      "diode-reverse-rule",
      "directory-trust-across",
      "disabled-rule-kept",
      "dmz-pass-through",
      "engineering-protocol-crosses",
      "enterprise-and-ot-on-one-trunk",
      "enterprise-to-control-direct",
      "expired-or-temporary-rule",
      "fail-open-boundary",
      "file-transfer-uninspected",
      "flow-outside-conduit",
      "insecure-vpn-type",
      "internet-to-ot",
      "ipv6-unfiltered",
      "layer2-control-leaves-cell",
      "legacy-file-transfer",
      "level-skip",
      "log-clear-text",
      "log-target-not-reachable",
      "lower-sl-writes-higher-sl",
      "mail-or-chat-in-ot",
      "missing-slt",
      "nat-hides-zone",
      "no-admin-idle-timeout",
      "no-compensating-record",
      "no-config-backup",
      "no-config-change-log",
      "no-crypto-integrity",
      "no-dos-limits",
      "no-ids-at-boundary",
      "no-island-mode",
      "no-l2-protection",
      "no-login-banner",
      "no-login-lockout",
      "no-ot-inspection",
      "no-password-policy",
      "no-remote-log",
      "no-time-sync",
      "ntp-unauthenticated",
      "old-firmware",
      "one-admin-role",
      "ot-depends-on-enterprise-services",
      "ot-to-internet",
      "patch-source-direct",
      "redundant-or-unused-rule",
      "remote-access-not-via-jump-host",
      "remote-access-without-mfa",
      "remote-desktop-into-control",
      "remote-session-no-timeout",
      "rule-misses-demand",
      "rule-without-reason",
      "safety-engineering-from-outside",
      "safety-shares-subnet",
      "safety-to-outside",
      "safety-zone-inbound",
      "shadowed-rule",
      "single-boundary-device",
      "smb-across-boundary",
      "snmp-v1v2c",
      "split-tunnel-remote",
      "svi-without-acl",
      "trunk-allows-all-vlans",
      "undeclared-conduit",
      "unneeded-services",
      "unparsed-statements",
      "unused-object",
      "unused-ports-open",
      "vendor-always-on",
      "vendor-reaches-many-zones",
      "vendor-shared-account",
      "vpn-full-tunnel-to-ot",
      "vpn-pool-inside-ot",
      "weak-password-storage",
      "weak-vpn-crypto",
      "weak-wireless",
      "web-browsing-from-ot",
      "wide-network-in-rule",
      "wide-port-range",
      "wireless-in-control-zone",
      "zone-network-overlap",
      "zone-without-boundary",
    ]);
  });
});
