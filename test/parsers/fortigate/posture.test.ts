/** How a FortiGate is run: every fact that policies may ask for, as written and by the default of the release. */
import { describe, expect, it } from "vitest";
import type { Posture } from "../../../src/model/posture.js";
import { header, INTERFACES, policy, row, site, table } from "./site.js";
import { parse } from "./walk.js";

const one = (name: string, ...lines: string[]) =>
  `config ${name}\n${lines.map((line) => `    ${line}\n`).join("")}end\n`;
const postureOf = (text: string): Posture => parse(text).device.posture!;
const posture = (before: string, version?: string) => postureOf(site([], before, version));
/** A capture of some sections: without the line that a backup begins with nothing is said of sections that are absent. */
const part = (text: string) => postureOf(INTERFACES + text + table("firewall policy", policy(1)));

describe("logging of a FortiGate", () => {
  const servers = (text: string, version?: string) =>
    posture(text, version).logging.servers?.map(({ at: _, ...server }) => server);

  it.each([
    ["a server that is switched off is none", ["set status disable", 'set server "10.9.0.5"'], []],
    ["UDP and open by default", ["set status enable", 'set server "10.9.0.5"'], [["10.9.0.5", 514, "udp", false]]],
    [
      "a cipher does nothing by UDP",
      ["set status enable", 'set server "10.9.0.5"', "set enc-algorithm high"],
      [["10.9.0.5", 514, "udp", false]],
    ],
    [
      "TCP with a cipher",
      [
        "set status enable",
        'set server "logs.example"',
        "set mode reliable",
        "set port 6514",
        "set enc-algorithm high",
      ],
      [["logs.example", 6514, "tcp", true]],
    ],
    [
      "TCP without one",
      ["set status enable", 'set server "10.9.0.5"', "set mode legacy-reliable"],
      [["10.9.0.5", 514, "tcp", false]],
    ],
    [
      "TCP as releases up to 5.4 write it",
      ["set status enable", 'set server "10.9.0.5"', "set reliable enable"],
      [["10.9.0.5", 514, "tcp", false]],
    ],
  ])("syslog: %s", (_, lines, expected) => {
    const found = servers(one("log syslogd2 setting", ...lines));
    expect(found).toEqual(
      expected.map(([server, port, transport, encrypted]) => ({ kind: "syslog", server, port, transport, encrypted })),
    );
  });

  it("FortiAnalyzer: encrypted by default since 6.0, as far as it is sent reliably", () => {
    const lines = ["set status enable", 'set server "10.9.0.6"'];
    const encrypted = (version: string, ...more: string[]) =>
      servers(one("log fortianalyzer setting", ...lines, ...more), version)?.map((server) => server.encrypted);
    expect(encrypted("7.4.3", "set reliable enable")).toEqual([true]);
    expect(encrypted("7.4.3")).toEqual([undefined]);
    expect(encrypted("7.4.3", "set enc-algorithm disable")).toEqual([false]);
    expect(encrypted("5.4.0", "set reliable enable")).toEqual([undefined]);
  });

  it("a server of a VDOM of its own counts where the VDOM has one", () => {
    const of = (override: string) =>
      servers(
        one("log syslogd override-setting", `set override ${override}`, "set status enable", 'set server "10.9.0.7"'),
      );
    expect(of("enable")).toHaveLength(1);
    expect(of("disable")).toEqual([]);
  });

  it("what no rule permits is not recorded by default, in any VDOM", () => {
    expect(posture("").logging).toMatchObject({ implicitDeny: false, deniedToDevice: false, systemEvents: true });
    const settings = one("log setting", "set fwpolicy-implicit-log enable", "set local-in-deny-unicast enable");
    expect(posture(settings).logging).toMatchObject({ implicitDeny: true, deniedToDevice: true });
    const vdoms = `config vdom\nedit root\n${settings}end\nconfig vdom\nedit ot\n${one("system settings", "set opmode nat")}end\n`;
    expect(postureOf(header() + vdoms).logging.implicitDeny).toBe(false);
    expect(posture(one("log eventfilter", "set system disable")).logging.systemEvents).toBe(false);
  });

  it("keeps logs itself on disk or in memory", () => {
    expect(posture(one("log disk setting", "set status enable")).logging.local).toBe(true);
    const off = one("log disk setting", "set status disable") + one("log memory setting", "set status disable");
    expect(posture(off).logging.local).toBe(false);
    expect(posture("").logging.local).toBeUndefined();
  });
});

describe("administration of a FortiGate", () => {
  it("accounts: rights, servers, second factors, trusted hosts, passwords", () => {
    const { accounts, profiles } = posture(
      table(
        "system admin",
        row("admin", 'set accprofile "super_admin"', "set password ENC SH2aaaaaaaaaaaaaaaa"),
        row(
          "ops",
          'set accprofile "viewer"',
          "set remote-auth enable",
          "set wildcard enable",
          "set two-factor fortitoken",
        ),
        row("cell", "set trusthost1 10.9.0.0 255.255.255.0", "set peer-auth enable", "set password Winter2024"),
        row("open", "set trusthost1 0.0.0.0 0.0.0.0"),
      ) +
        table(
          "system accprofile",
          row("viewer", "set sysgrp read", "set loggrp none"),
          row("engineer", "set sysgrp read", "set fwgrp custom\nconfig fwgrp-permission\nset policy read-write\nend"),
        ),
    ).administration;
    expect(accounts.map(({ at: _, ...account }) => account)).toEqual([
      {
        name: "admin",
        profile: "super_admin",
        remote: false,
        wildcard: false,
        secondFactor: "none",
        limited: false,
        password: "hashed",
      },
      {
        name: "ops",
        profile: "viewer",
        remote: true,
        wildcard: true,
        secondFactor: "fortitoken",
        limited: false,
        password: "none",
      },
      {
        name: "cell",
        profile: undefined,
        remote: false,
        wildcard: false,
        secondFactor: "certificate",
        limited: true,
        password: "plain",
      },
      {
        name: "open",
        profile: undefined,
        remote: false,
        wildcard: false,
        secondFactor: "none",
        limited: false,
        password: "none",
      },
    ]);
    expect(profiles.map(({ name, writes }) => [name, writes])).toEqual([
      ["viewer", false],
      ["engineer", true],
    ]);
  });

  it("lockout, idle time and banners: the defaults of a whole backup", () => {
    expect(posture("").administration).toMatchObject({
      ...{ lockoutAttempts: 3, lockoutSeconds: 60, idleMinutes: 5, strongCiphersOnly: true },
      ...{ bannerBeforeLogin: false, bannerAfterLogin: false },
    });
  });

  it("as written, also by show full-configuration", () => {
    const global = one(
      "system global",
      ...["set admin-lockout-threshold 5", "set admin-lockout-duration 900", "set admintimeout 480"],
      ...["set pre-login-banner enable", "set post-login-banner disable", "set strong-crypto disable"],
    );
    expect(posture(global).administration).toMatchObject({
      ...{ lockoutAttempts: 5, lockoutSeconds: 900, idleMinutes: 480, strongCiphersOnly: false },
      ...{ bannerBeforeLogin: true, bannerAfterLogin: false },
    });
  });

  it("a part of a configuration says nothing of what it leaves out", () => {
    const { administration, snmp, clock, cluster, logging } = part("");
    expect([administration.idleMinutes, administration.bannerBeforeLogin, snmp.enabled]).toEqual(
      Array(3).fill(undefined),
    );
    expect([clock.synchronized, cluster.mode, logging.implicitDeny]).toEqual(Array(3).fill(undefined));
    expect(part(one("system global", 'set hostname "fw-edge"')).administration.idleMinutes).toBe(5);
  });

  it("an idle session lasts as long as the profile of an administrator gives it", () => {
    const profiles = table(
      "system accprofile",
      row("day", "set admintimeout-override enable", "set admintimeout 480"),
      row("idle", "set admintimeout 60"),
      row("unused", "set admintimeout-override enable", "set admintimeout 200"),
    );
    const idle = (name: string) =>
      posture(profiles + table("system admin", row("anna", `set accprofile "${name}"`))).administration.idleMinutes;
    expect([idle("day"), idle("idle")]).toEqual([480, 5]);
  });

  it("password policy: off by default up to 7.4, not said of later releases", () => {
    const policyOf = (text: string, version: string) => posture(text, version).administration.passwordPolicy;
    expect(policyOf("", "7.4.3")).toMatchObject({ enabled: false, minimumLength: 8, digits: 0, expiresDays: 0 });
    expect(policyOf("", "7.6.4")).toMatchObject({ enabled: undefined, minimumLength: undefined });
    const written = one(
      "system password-policy",
      "set status enable",
      "set minimum-length 14",
      "set min-number 2",
      "set expire-status enable",
    );
    expect(policyOf(written, "7.6.4")).toMatchObject({ enabled: true, minimumLength: 14, digits: 2, expiresDays: 90 });
  });

  it.each([
    ["set apply-to ipsec-preshared-key", false],
    ["set apply-to admin-password ipsec-preshared-key", true],
  ])("a password policy is for whom it says: %s", (line, enabled) => {
    const text = one("system password-policy", "set status enable", line);
    expect(posture(text).administration.passwordPolicy.enabled).toBe(enabled);
  });
});

/** The agent, and an interface that lets in who asks it. */
const AGENT =
  one("system snmp sysinfo", "set status enable") + table("system interface", row("lan", "set allowaccess ping snmp"));

describe("SNMP, time, inspection and upkeep of a FortiGate", () => {
  it.each([
    ["with the agent and a way to it", AGENT, 1],
    ["not without the agent", table("system interface", row("lan", "set allowaccess ping snmp")), 0],
    ["not by interfaces that let in nobody who asks", one("system snmp sysinfo", "set status enable"), 0],
  ])("a community answers %s", (_, text, expected) => {
    const community = table("system snmp community", row(1, 'set name "public"'));
    expect(posture(text + community).snmp.communities).toHaveLength(expected);
  });

  it("a community that only sends messages answers nobody", () => {
    const silent = row(1, 'set name "public"', "set query-v1-status disable", "set query-v2c-status disable");
    expect(posture(AGENT + table("system snmp community", silent)).snmp.communities).toEqual([]);
  });

  it("communities without their names, and the levels of users", () => {
    const text =
      AGENT +
      table(
        "system snmp community",
        row(1, 'set name "Public"'),
        row(
          2,
          'set name "s3cret-cell"',
          "set query-v1-status disable\nconfig hosts\nedit 1\nset ip 10.9.0.5 255.255.255.255\nnext\nend",
        ),
        row(3, 'set name "any"', "config hosts\nedit 1\nset ip 0.0.0.0 0.0.0.0\nnext\nend"),
        row(4, 'set name "off"', "set status disable"),
      ) +
      table(
        "system snmp user",
        row(
          "mon",
          "set security-level auth-priv",
          "set auth-proto sha256",
          "set priv-proto aes256",
          "set auth-pwd ENC xxxxxxxxxx",
        ),
        row("old", "set security-level no-auth-no-priv"),
      );
    const { enabled, communities, users } = posture(text).snmp;
    expect(enabled).toBe(true);
    expect(communities.map(({ at: _, ...community }) => community)).toEqual([
      { versions: ["v1", "v2c"], wellKnown: true, limited: false, writes: false },
      { versions: ["v2c"], wellKnown: false, limited: true, writes: false },
      { versions: ["v1", "v2c"], wellKnown: false, limited: false, writes: false },
    ]);
    expect(users).toMatchObject([
      { name: "mon", authenticated: true, encrypted: true, authentication: "sha256", encryption: "aes256" },
      { name: "old", authenticated: false, encrypted: false, authentication: undefined, encryption: undefined },
    ]);
  });

  it("the clock", () => {
    expect(posture("").clock).toEqual({ synchronized: false, ofVendor: true, servers: [] });
    const own = one(
      "system ntp",
      "set ntpsync enable",
      "set type custom",
      "config ntpserver",
      "edit 1",
      'set server "10.9.0.1"',
      "next",
      "edit 2",
      'set server "10.9.0.2"',
      "set authentication enable",
      "set key ENC xxxxxx",
      "next",
      "end",
    );
    expect(posture(own).clock).toMatchObject({
      ...{ synchronized: true, ofVendor: false },
      servers: [
        { server: "10.9.0.1", authenticated: false },
        { server: "10.9.0.2", authenticated: true },
      ],
    });
  });

  it("industrial signatures are left out by default, and inspection that fails", () => {
    expect(posture("").inspection).toEqual({
      industrialSignatures: false,
      failsOpen: { intrusionPrevention: false, antivirus: true },
    });
    const own =
      one("ips global", "set exclude-signatures none", "set fail-open enable") +
      one("system global", "set av-failopen off");
    expect(posture(own).inspection).toEqual({
      industrialSignatures: true,
      failsOpen: { intrusionPrevention: true, antivirus: false },
    });
    expect(posture("", "5.2.1").inspection.industrialSignatures).toBeUndefined();
  });

  it("limits on floods: anomalies that are switched on", () => {
    const anomalies =
      "config anomaly\nedit tcp_syn_flood\nset status enable\nset log enable\nset action block\nset threshold 2000\nnext\nedit udp_flood\nset threshold 2000\nnext\nend";
    const { floodLimits } = posture(
      table("firewall DoS-policy", row(1, 'set interface "wan"', anomalies), row(2, "set status disable")),
    );
    expect(floodLimits).toMatchObject([
      {
        id: "1",
        interface: "wan",
        enabled: true,
        anomalies: [{ name: "tcp_syn_flood", blocks: true, logs: true, threshold: 2000 }],
      },
      { id: "2", enabled: false, anomalies: [] },
    ]);
  });

  it("clusters", () => {
    expect(posture("").cluster).toMatchObject({ mode: "standalone", managementInterfaces: [] });
    const ha = one(
      "system ha",
      "set mode a-p",
      "set session-pickup enable",
      "set encryption enable",
      "set password ENC xxxxxxxx",
      "set ha-mgmt-status enable",
      "config ha-mgmt-interfaces",
      "edit 1",
      'set interface "dmz"',
      "next",
      "end",
    );
    expect(posture(ha).cluster).toEqual({
      ...{ mode: "a-p", encrypted: true, authenticated: false, keepsSessions: true, managementInterfaces: ["dmz"] },
    });
  });

  it("automations, with those that copy the configuration elsewhere", () => {
    const text =
      table(
        "system automation-action",
        row(
          "copy",
          "set action-type cli-script",
          'set script "execute backup config ftp cfg 10.9.0.9 user S3cretWord"',
        ),
        row("tell", "set action-type email"),
      ) +
      table(
        "system automation-stitch",
        row("nightly", 'set trigger "daily"', 'config actions\nedit 1\nset action "copy"\nnext\nend'),
        row("alarm", "set status disable", 'set trigger "reboot"', 'set action "tell"'),
      ) +
      one("system central-management", "set type fortimanager") +
      one("system global", "set revision-backup-on-logout enable");
    const { upkeep } = posture(text);
    expect(upkeep).toMatchObject({
      ...{ revisions: true, managedBy: "fortimanager" },
      automations: [
        { name: "nightly", enabled: true, trigger: "daily", actions: ["cli-script"], backsUp: true },
        { name: "alarm", enabled: false, actions: ["email"], backsUp: false },
      ],
    });
    expect(JSON.stringify(upkeep)).not.toContain("S3cretWord");
  });

  it("the model of the unit", () => {
    expect(posture("").model).toBeDefined();
  });
});

describe("facts of a policy", () => {
  const factsOf = (changes: Record<string, string>) =>
    parse(site([policy(1, changes)])).device.tables.find(({ name }) => name === "firewall policy")?.rules[0];

  it("what it records: findings of inspection by default", () => {
    expect(factsOf({})).toMatchObject({ log: false, facts: { records: "findings" } });
    expect(factsOf({ logtraffic: "all" })).toMatchObject({ log: true, facts: { records: "sessions" } });
    expect(factsOf({ logtraffic: "disable" })).toMatchObject({ log: false, facts: { records: "nothing" } });
  });

  it("when it ends, what it was made for, what inspects it", () => {
    const ended = factsOf({ "policy-expiry": "enable", "policy-expiry-date": "2027-01-31 00:00:00" });
    expect(ended?.facts?.expires).toBe("2027-01-31 00:00:00");
    expect(factsOf({ "policy-expiry-date": "2027-01-31 00:00:00" })?.facts?.expires).toBeUndefined();
    expect(factsOf({ comments: '"CHG-4711 until 2027-01-31"' })?.comment).toBe("CHG-4711 until 2027-01-31");
    const inspected = { "utm-status": "enable", "ips-sensor": '"ot"', "application-list": '"ot-apps"' };
    expect(factsOf(inspected)?.facts?.profiles).toEqual(["ips-sensor ot", "application-list ot-apps"]);
  });
});
