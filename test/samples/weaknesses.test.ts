/** The sample plant: every seeded weakness is found where it stands, none is left after the repair, and no trap fires. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "../../src/judge/finding.js";
import type { CheckResult } from "../../src/report/result.js";
import { checkEdited } from "./edited-plant.js";
import { MUTATIONS, OWN_MUTATIONS } from "./mutations.js";
import { RARE_MUTATIONS } from "./rare-mutations.js";

let weak: CheckResult;
let fixed: CheckResult;

beforeAll(async () => {
  weak = await checkEdited("weak");
  fixed = await checkEdited("fixed");
}, 60_000);

interface Weakness {
  readonly id: string;
  /** What the rule, or the message, of its findings says. */
  readonly place: RegExp;
  readonly device?: string;
  readonly checks: readonly string[];
}

/** Reference plant, section 5. */
const WEAKNESSES: readonly Weakness[] = [
  {
    ...{ id: "W01", device: "fw-edge", place: /ERP-to-SCADA/ },
    checks: ["enterprise-to-control-direct", "undeclared-conduit", "database-across-boundary"],
  },
  {
    ...{ id: "W02", device: "fw-edge", place: /temp-migration|permit rules of firewall policy have no comment/ },
    checks: ["any-any-rule", "expired-or-temporary-rule", "rule-without-reason", "any-source-into-ot"],
  },
  {
    ...{ id: "W03", device: "fw-edge", place: /IT-admins/ },
    checks: [
      ...["enterprise-to-control-direct", "remote-desktop-into-control", "smb-across-boundary", "wide-network-in-rule"],
      // Into safety it is asa-sis that stops it: the local finding has this name.
      "undeclared-conduit",
    ],
  },
  {
    ...{ id: "W04", device: "fw-edge", place: /OT-updates/ },
    checks: ["ot-to-internet", "web-browsing-from-ot", "patch-source-direct", "file-transfer-uninspected"],
  },
  { id: "W05", device: "fw-edge", place: /hmi-web/, checks: ["internet-to-ot", "undeclared-conduit"] },
  { id: "W06", device: "fw-edge", place: /hist-replica/, checks: ["flow-outside-conduit", "wide-port-range"] },
  {
    id: "W07",
    device: "fw-edge",
    place: /firewall policy by a rule that records nothing/,
    checks: ["deny-not-logged"],
  },
  {
    ...{ id: "W08", device: "fw-edge", place: /fw-edge (?:accepts|can be|lets the|has)/ },
    checks: [
      ...["admin-telnet-http", "admin-from-untrusted", "admin-no-source-limit", "default-or-shared-admin"],
      "admin-no-aaa",
    ],
  },
  { id: "W09", device: "fw-edge", place: /SNMP v2c/, checks: ["snmp-v1v2c"] },
  {
    ...{ id: "W10", device: "pf-ra", place: /with a password alone|staff VPN/ },
    checks: ["remote-access-without-mfa", "vpn-full-tunnel-to-ot"],
  },
  {
    ...{ id: "W11", device: "pf-ra", place: /staff VPN/ },
    checks: ["remote-access-not-via-jump-host", "any-service-rule", "flow-outside-conduit"],
  },
  {
    // fw-edge and core-1 stop it: what counts of packets that arrive (logging, protocols) has nothing to say.
    ...{ id: "W12", device: "pf-ra", place: /KUKA/ },
    checks: ["vendor-always-on", "remote-access-not-via-jump-host", "vpn-full-tunnel-to-ot", "undeclared-conduit"],
  },
  { id: "W13", device: "pf-ra", place: /user vendor/, checks: ["vendor-shared-account"] },
  { id: "W14", device: "pf-ra", place: /portal vendors/, checks: ["weak-vpn-crypto"] },
  {
    ...{ id: "W15", device: "pf-ra", place: /jump01 from home/ },
    checks: ["internet-to-ot", "remote-desktop-into-control"],
  },
  {
    ...{ id: "W16", device: "pf-ra", place: /pf-ra (?:accepts administration|can be administered)/ },
    checks: ["admin-telnet-http", "admin-from-untrusted"],
  },
  {
    ...{ id: "W17", device: "core-1", place: /Vlan102/ },
    checks: ["svi-without-acl", "default-allow-between-zones", "cell-to-cell"],
  },
  { id: "W18", device: "core-1", place: /ACL-RCA-IN 40/, checks: ["cell-to-cell", "undeclared-conduit"] },
  {
    ...{ id: "W19", device: "core-1", place: /ACL-PKG-IN/ },
    checks: ["any-any-rule", "shadowed-rule", "default-allow-between-zones"],
  },
  {
    ...{ id: "W20", device: "core-1", place: /ACL-BMS-IN [34]0/ },
    checks: ["undeclared-conduit", "control-protocol-from-it"],
  },
  {
    ...{ id: "W21", device: "core-1", place: /ACL-WIFI-IN 20/ },
    checks: ["control-protocol-from-it", "wide-network-in-rule", "wireless-in-control-zone"],
  },
  { id: "W22", device: "core-1", place: /ACL-OPS-OLD/, checks: ["acl-not-bound"] },
  {
    ...{ id: "W23", device: "core-1", place: /^core-1/ },
    checks: [
      ...["admin-telnet-http", "admin-no-source-limit", "no-admin-idle-timeout", "weak-password-storage"],
      ...["unneeded-services", "no-login-banner"],
    ],
  },
  { id: "W24", device: "core-1", place: /log server|192\.0\.2\.123/, checks: ["no-remote-log", "ntp-unauthenticated"] },
  {
    ...{ id: "W25", device: "acc-1", place: /GigabitEthernet1\/0\/48|of the office/ },
    checks: ["trunk-allows-all-vlans", "enterprise-and-ot-on-one-trunk"],
  },
  { id: "W26", device: "acc-1", place: /20 ports/, checks: ["unused-ports-open", "no-l2-protection"] },
  {
    ...{ id: "W27", device: "asa-sis", place: /outside_in [23]/ },
    checks: ["safety-zone-inbound", "safety-engineering-from-outside", "flow-outside-conduit"],
  },
  {
    ...{ id: "W28", device: "asa-sis", place: /implicit permit from (?:sis-eng|safety)/ },
    checks: ["safety-to-outside", "default-allow-between-zones"],
  },
  {
    ...{ id: "W29", device: "asa-sis", place: /^asa-sis/ },
    checks: ["admin-from-untrusted", "admin-no-source-limit", "no-remote-log"],
  },
  {
    ...{ id: "W30", place: /Z-BMS has no day of review|C-14 has no owner|EX-2|rcb-vis/ },
    checks: ["conduit-without-owner", "no-compensating-record"],
  },
  { id: "W31", device: "fw-edge", place: /F-141/, checks: ["flow-outside-conduit", "control-protocol-from-it"] },
  { id: "W32", place: /IPv6/, checks: ["ipv6-unfiltered"] },
];

function found({ findings }: CheckResult, { device, place }: Weakness, check: string): Finding[] {
  return findings.filter(
    (one) =>
      one.check === check &&
      one.status !== "accepted" &&
      (device === undefined || one.device === device) &&
      (place.test(one.message) || place.test(one.rule ?? "")),
  );
}

const CASES = WEAKNESSES.flatMap((weakness) => weakness.checks.map((check) => ({ ...weakness, check, weakness })));

/** What stays open in the repaired set, with the reason. */
const LEFT: Readonly<Record<string, string>> = {
  "flow-outside-conduit unproved high": "N10: names are resolved by pf-ra while it runs",
  "undeclared-conduit unproved low": "N10, and the names of F-021",
  "declared-flow-blocked unproved low": "the names of F-021",
  "default-allow-between-zones unproved critical": "staff logs in to pf-ra by RADIUS, which may bring rules along",
  "log-clear-text indicated low": "the syslog of pfSense has no TLS",
  "single-boundary-device indicated low": "one box for remote access",
  "no-ids-at-boundary indicated medium": "pf-ra has no sensor: what it lets pass is inspected by fw-edge behind it",
};

describe("the weak set", () => {
  it("has the 32 weaknesses of the reference plant", () => expect(WEAKNESSES.length).toBe(32));

  it.each(CASES)("$id: $check", ({ weakness, check }) => {
    expect(found(weak, weakness, check)).not.toEqual([]);
  });

  it("finds weak IPv6 on both devices", () => {
    const devices = weak.findings.filter(({ check }) => check === "ipv6-unfiltered").map(({ device }) => device);
    expect(new Set(devices)).toEqual(new Set(["fw-edge", "core-1"]));
  });
});

describe("the repaired set", () => {
  it.each(CASES.filter(({ id, check }) => !(id === "W05" && check === "undeclared-conduit")))(
    "$id is gone: $check",
    ({ weakness, check }) => expect(found(fixed, weakness, check)).toEqual([]),
  );

  it("has nothing else open than what the traps and its vendors bring along", () => {
    const open = fixed.findings.filter(({ status }) => status === "open");
    expect([...new Set(open.map((one) => `${one.check} ${one.verdict} ${one.severity}`))].sort()).toEqual(
      Object.keys(LEFT).sort(),
    );
  });

  it("has nothing violated that is open", () => {
    expect(fixed.findings.filter(({ verdict, status }) => verdict === "violated" && status === "open")).toEqual([]);
  });

  it("accepts what the exceptions name, and nothing else", () => {
    const ids = fixed.findings.flatMap(({ status, exception }) => (status === "accepted" ? [exception?.id] : []));
    expect([...new Set(ids)].sort()).toEqual(["EX-1", "EX-2", "EX-3", "EX-4", "EX-5", "EX-6"]);
  });

  it.each([
    ["shadowed-rule", "EX-5", /old vendor access to operations/],
    ["disabled-rule-kept", "EX-6", /switched off: 1$/],
  ])("still names %s, once, as kept on purpose by %s", (check, id, says) => {
    const named = fixed.findings.filter((one) => one.check === check);
    expect(named.map(({ status, exception }) => [status, exception?.id])).toEqual([["accepted", id]]);
    expect(named[0]?.message).toMatch(says);
  });

  it("lets no pair of zones be violated, and no declared flow be blocked", () => {
    expect(fixed.pairs.filter(({ verdict }) => verdict === "violated")).toEqual([]);
    expect(fixed.pairs.flatMap(({ flows }) => flows).filter(({ state }) => state === "blocked")).toEqual([]);
  });
});

/** Findings that would name one of the traps of section 6, in a set, but for the checks that may. */
const TRAPS: readonly {
  trap: string;
  set: "weak" | "fixed";
  device?: string;
  says: RegExp;
  but?: readonly string[];
}[] = [
  { trap: "N1 policy 16 is switched off", set: "weak", says: /old-office-access|policy 16/ },
  { trap: "N2 nested groups", set: "weak", says: /policy 31/ },
  { trap: "N3 answers of F-081", set: "fixed", says: /ACL-RCA-IN/ },
  { trap: "N4 inside one zone", set: "fixed", says: /ACL-OPS-OLD 110/ },
  { trap: "N5 F-111", set: "fixed", says: /outside_in|F-111/, but: ["clear-text-across-zones"] },
  { trap: "N6 the pass behind the block", set: "weak", says: /old vendor access/, but: ["shadowed-rule"] },
  { trap: "N7 a schedule that ends", set: "weak", says: /vendor-window|policy 35/ },
  { trap: "N8 the robots", set: "fixed", says: /ACL-OPS-OLD 2[23]/ },
  { trap: "N9 all but the administrators", set: "weak", says: /only-admins-to-RA|policy 17/ },
  { trap: "N11 the deny behind the deny", set: "fixed", device: "core-1", says: /denies|permits is|no rule permits/ },
  { trap: "N13 links between devices", set: "fixed", says: /no zone has it/ },
  { trap: "N14 inside the remote access zones", set: "weak", says: /F-052|F-062/ },
];

it("reaches every check, in the weak set or by a change of the repaired one", () => {
  const changes = [...MUTATIONS, ...OWN_MUTATIONS, ...RARE_MUTATIONS].map(({ check }) => check);
  const reached = new Set([...weak.findings.map(({ check }) => check), ...changes]);
  expect(weak.catalogue.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([]);
});

describe("what must not be reported", () => {
  it.each(TRAPS)("$trap", ({ set, device, says, but = [] }) => {
    const { findings } = set === "weak" ? weak : fixed;
    const named = findings.filter(
      (one) =>
        one.status !== "accepted" &&
        (device === undefined || one.device === device) &&
        (says.test(one.message) || says.test(one.rule ?? "")),
    );
    expect([...new Set(named.map(({ check }) => check))].sort()).toEqual([...but].sort());
  });

  it("N10 a name is open, never nothing", () => {
    const pair = fixed.pairs.find(({ from, to }) => from.id === "Z-RA" && to.id === "Z-INT");
    expect(pair?.verdict).toBe("unproved");
    expect(pair?.reasons.map(({ reason }) => reason).join()).toMatch(/update_hosts/);
  });

  it("N12 what another device stops is told as such", () => {
    const kuka = weak.findings.filter(({ rule, from }) => /KUKA/.test(rule ?? "") && from === "Z-VEN");
    expect(kuka.length).toBeGreaterThan(2);
    expect(kuka.filter(({ message }) => !/it is fw-edge, core-1 that stops it/.test(message))).toEqual([]);
  });

  it("N15 clear-text control protocols are advice below their SL", () => {
    const open = fixed.findings.filter(
      ({ check, status }) => ["clear-text-across-zones", "no-crypto-integrity"].includes(check) && status === "open",
    );
    expect(open).toEqual([]);
  });
});
