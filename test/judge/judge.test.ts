import { beforeAll, describe, expect, it } from "vitest";
import { type Bundle, loadBundle } from "../../src/judge/bundle.js";

import { CARRIER, DEVICE, MAP, PAIR, RULE, SL, SQL, ZONE } from "./facts.js";
import { judge } from "./judging.js";

const checksOf = (findings: readonly { check: string }[]): string[] => findings.map(({ check }) => check);

describe("judge", () => {
  let bundle: Bundle;
  beforeAll(async () => {
    bundle = await loadBundle();
  });

  it("makes a whole finding of a pair", async () => {
    const { findings } = judge(bundle, { pairs: [PAIR()], devices: [], map: MAP });
    const found = findings.find(({ check }) => check === "undeclared-conduit");
    expect(found).toMatchObject({
      check: "undeclared-conduit",
      area: "network-segmentation",
      verdict: "violated",
      status: "open",
      severity: "high",
      message:
        'fw-edge lets enterprise reach scada by firewall policy 10 "ERP-to-SCADA" although no conduit joins them',
      device: "fw-edge",
      from: "enterprise",
      to: "scada",
      slTarget: "RDF 2",
      rule: 'firewall policy 10 "ERP-to-SCADA"',
      witness: { text: "tcp 10.10.20.15:49152 -> 10.20.30.11:1433" },
      boxes: SQL.boxes,
      locations: [{ file: "fw-edge.conf", line: 40 }],
      requirements: ["SR 5.1", "SR 5.2"],
      owner: "OT",
      phase: 1,
    });
    expect(found).not.toHaveProperty("conduit");
    expect(found?.action).toMatch(/declare the conduit/);
    expect(found?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it("reports the worst first, and W01 by all of its checks", async () => {
    const { findings } = judge(bundle, { pairs: [PAIR()], devices: [], map: MAP });
    expect(checksOf(findings)).toEqual([
      "enterprise-to-control-direct",
      "database-across-boundary",
      "undeclared-conduit",
    ]);
  });

  it("turns what lies below its SL into advice", async () => {
    const { findings } = judge(bundle, { pairs: [PAIR({ sl_target: SL(0) })], devices: [], map: MAP });
    expect(findings.map(({ status, severity }) => [status, severity])).toEqual([
      ["advice", "info"],
      ["advice", "info"],
      ["advice", "info"],
    ]);
  });

  it("carries the doubts of an unproved finding", async () => {
    const doubts = [{ device: "fw-edge", reason: 'the address "scada" is a host name, which is resolved at run time' }];
    const open = CARRIER({ excess: { ...SQL, certain: false }, permits: { ...SQL, certain: false }, doubts });
    const { findings } = judge(bundle, { pairs: [PAIR({ carriers: [open] })], devices: [], map: MAP });
    expect(findings.map(({ verdict }) => verdict)).toEqual(["unproved", "unproved", "unproved"]);
    expect(findings[0]?.doubts).toEqual(doubts);
  });

  it("names the device of a device finding, and its place", async () => {
    const http = {
      service: "http" as const,
      enabled: true,
      interfaces: [],
      limited: false,
      reached_from: [],
      locations: RULE().locations,
    };
    const { findings } = judge(bundle, { pairs: [], devices: [DEVICE({ management: [http] })], map: MAP });
    expect(findings).toMatchObject([{ check: "admin-telnet-http", device: "fw-edge", slTarget: "IAC 2, RA 2" }]);
  });

  it("points at the file as a whole where the evidence is that a key is absent", async () => {
    const http = { service: "http" as const, interfaces: [], limited: false, reached_from: [], locations: [] };
    const kept = {
      permits: 1,
      uncommented: 0,
      uncommented_rules: [],
      disabled: 0,
      disabled_rules: [],
      silent: 0,
      silent_denies: [],
    };
    const acl = { name: "ACL-1", kind: "acl" as const, bound: true, rules: 1, ...kept, locations: RULE().locations };
    const tables = [acl];
    const { findings } = judge(bundle, { pairs: [], devices: [DEVICE({ management: [http], tables })] });
    expect(findings.map(({ locations }) => locations)).toEqual([
      [{ file: "fw-edge.conf", line: 1, column: 1, end_line: 1, end_column: 1 }],
    ]);
  });

  it("points at the map where no line of a device is the evidence", async () => {
    const location = { file: "zones.yaml", line: 4, column: 3, end_line: 4, end_column: 13 };
    const zones = [
      { ...ZONE("enterprise", "enterprise"), networks: [], backup_to: [], unpatchable: [], interfaces: [], location },
    ];
    const { findings } = judge(bundle, {
      pairs: [PAIR({ carriers: [] })],
      devices: [],
      map: { ...MAP, zones },
    });
    expect(findings).toMatchObject([{ check: "undeclared-conduit", locations: [location] }]);
  });

  it("puts the deny of a blocked flow before the line of the map", async () => {
    const location = { file: "zones.yaml", line: 30, column: 9, end_line: 30, end_column: 60 };
    const flow = {
      id: "F-091",
      conduit: "C-09",
      service: "s7comm",
      protocols: [],
      sources: ["scada01"],
      past_jump_hosts: [],
      state: "blocked" as const,
      blocked_witness: SQL.witness,
      blocked_by: [RULE({}, { action: "deny" })],
      location,
    };
    const { findings } = judge(bundle, {
      pairs: [PAIR({ carriers: [], flows: [flow], verdict: "proved" })],
      devices: [],
      map: MAP,
    });
    expect(findings).toMatchObject([
      {
        check: "declared-flow-blocked",
        device: "fw-edge",
        witness: { text: SQL.witness.text },
        locations: [{ file: "fw-edge.conf" }, location],
      },
    ]);
  });

  it("says what it could not assess for want of a map", async () => {
    const { notAssessed, findings } = judge(bundle, {
      pairs: [],
      devices: [DEVICE({ has_map: false, zones: [], sl_target: SL(0) })],
    });
    expect(findings).toEqual([]);
    expect(notAssessed).toContainEqual({
      check: "undeclared-conduit",
      reason: "needs a map of the zones and conduits (zones.yaml)",
    });
    expect(checksOf(notAssessed)).toContain("svi-without-acl");
    expect(checksOf(notAssessed)).not.toContain("any-any-rule");
  });

  it("says which device a check could not look at", async () => {
    const { notAssessed } = judge(bundle, { pairs: [], devices: [DEVICE({ management: [] })], map: MAP });
    const reason = "nothing in the export tells how it is administered";
    expect(notAssessed).toContainEqual({ check: "admin-telnet-http", device: "fw-edge", reason });
  });

  it("assesses everything with a map", async () => {
    const { notAssessed } = judge(bundle, { pairs: [], devices: [], map: MAP });
    expect(notAssessed).toEqual([]);
  });

  it("lints rules of a device without a map, and not twice with one", async () => {
    const rule = RULE({}, { any_source: true, any_destination: true, any_service: true });
    const permit = { rule, boxes: SQL.boxes };
    const alone = DEVICE({ has_map: false, zones: [], sl_target: SL(0), permits: [permit] });
    const without = judge(bundle, { pairs: [], devices: [alone] });
    expect(checksOf(without.findings)).toEqual(["any-any-rule"]);
    const withMap = judge(bundle, { pairs: [], devices: [DEVICE({ permits: [permit] })], map: MAP });
    expect(withMap.findings).toEqual([]);
  });

  it("gives equal rules of one pair fingerprints of their own", async () => {
    const { findings } = judge(bundle, {
      pairs: [PAIR({ carriers: [CARRIER(), CARRIER()], to: ZONE("dmz", "dmz") })],
      devices: [],
      map: MAP,
    });
    expect(findings).toHaveLength(2);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  it("keeps fingerprints when lines move and the order of rules changes", async () => {
    const moved = RULE({
      order: 7,
      locations: [{ file: "b.conf", line: 900, column: 1, end_line: 901, end_column: 1 }],
    });
    const [before, after] = await Promise.all(
      [RULE(), moved].map((rule) => judge(bundle, { pairs: [PAIR({ carriers: [CARRIER({ rule })] })], devices: [] })),
    );
    expect(after?.findings.map(({ fingerprint }) => fingerprint)).toEqual(
      before?.findings.map(({ fingerprint }) => fingerprint),
    );
  });

  it("judges a slice of 2,000 rules and 2,000 slices in a few seconds at most", async () => {
    const carriers = Array.from({ length: 2000 }, (_, index) =>
      CARRIER({ rule: RULE({ id: `${index}`, name: `r-${index}` }) }),
    );
    const started = performance.now();
    const large = judge(bundle, { pairs: [PAIR({ carriers })], devices: [], map: MAP });
    const many = judge(bundle, { pairs: Array.from({ length: 2000 }, () => PAIR()), devices: [], map: MAP });
    expect(large.findings).toHaveLength(6000);
    expect(many.findings).toHaveLength(6000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
