/** How an NX-OS switch is run, as facts for policies (reference/cisco.md 4.2, checks.md). */
import { describe, expect, it } from "vitest";
import type { Posture } from "../../../src/model/posture.js";
import { parse } from "./site.js";

const SECRET = /Winter2024|s3cret/;

function posture(...lines: readonly string[]): Posture {
  return ofText(
    ["!Command: show running-config", "version 9.3(8)", "hostname core-1", ...lines, "line vty", ""].join("\n"),
  );
}

function ofText(text: string): Posture {
  const { posture: found } = parse(text).device;
  if (found === undefined) throw new Error("no posture");
  expect(JSON.stringify(found)).not.toMatch(SECRET);
  return found;
}

describe("accounts of NX-OS", () => {
  it.each([
    ["username anna password 5 $5$s3cret  role network-admin", { profile: "network-admin", password: "hashed" }],
    ["username anna password 7 s3cret role network-operator", { password: "reversible" }],
    ["username anna password 0 Winter2024", { password: "plain" }],
    ["username anna password Winter2024 role network-admin", { password: "plain" }],
    [
      "username anna password 5 s3cret role network-admin\nusername anna role dev-ops",
      { profile: "network-admin", password: "hashed" },
    ],
    [
      "username anna password 5 s3cret role network-admin\nusername anna passphrase  lifetime 90 warntime 14 gracetime 3",
      { password: "hashed" },
    ],
  ])("%s", (lines, expected) => {
    expect(posture(lines).administration.accounts).toMatchObject([{ name: "anna", remote: false, ...expected }]);
  });

  it("one that is taken away again is none, servers let in whom they know", () => {
    const { accounts } = posture(
      "username anna password 5 s3cret role network-admin",
      "no username anna",
      "aaa authentication login default group TAC",
      "aaa authentication login console local",
    ).administration;
    expect(accounts).toMatchObject([{ name: "default of TAC", remote: true }]);
  });

  it("a list of AAA that asks for nothing lets in anybody, and behind servers while none answers", () => {
    const names = (methods: string) =>
      posture(`aaa authentication login default ${methods}`).administration.accounts.map(({ name }) => name);
    expect(names("none")).toEqual(["whoever reaches it"]);
    expect(names("group TAC RAD none")).toContain("whoever reaches it while no server answers");
    expect(names("local")).toEqual([]);
  });

  it("roles that may change anything", () => {
    expect(posture("username anna password 5 s3cret role network-admin").administration.profiles).toMatchObject([
      { name: "network-admin", writes: true },
    ]);
    expect(posture("username anna password 5 s3cret role network-operator").administration.profiles).toEqual([]);
  });

  it.each([
    ["ip access-list M\n  10 permit ip 10.9.0.0/24 any\nline vty\n  access-class M in", true],
    ["", false],
  ])("are limited by the list of the lines: %s", (lines, limited) => {
    expect(posture("username anna password 5 s3cret", lines).administration.accounts[0]?.limited).toBe(limited);
  });
});

describe("administration of NX-OS", () => {
  it.each([
    ["login block-for 120 attempts 3 within 60", [3, 120]],
    ["system login block-for 60 attempts 5 within 60", [5, 60]],
    ["aaa authentication rejected 5 in 60 ban 300", [5, 300]],
    ["", [0, undefined]],
  ])("failed logins: %s", (line, expected) => {
    const { lockoutAttempts, lockoutSeconds } = posture(line).administration;
    expect([lockoutAttempts, lockoutSeconds]).toEqual(expected);
  });

  it.each([
    ["line vty\n  exec-timeout 15\nline console\n  exec-timeout 5", undefined],
    ["line console\n  exec-timeout 0", 0],
  ])("idle sessions: %s; a line without a time leaves it open", (lines, expected) => {
    expect(posture(lines).administration.idleMinutes).toBe(expected);
  });

  it("idle sessions of all lines", () => {
    const text =
      "!Command: show running-config\nhostname core-1\nline console\n  exec-timeout 5\nline vty\n  exec-timeout 15\n";
    expect(ofText(text).administration.idleMinutes).toBe(15);
  });

  it.each([
    ["no password strength-check", { enabled: false, minimumLength: undefined }],
    ["userpassphrase min-length 12 max-length 80", { enabled: true, minimumLength: 12 }],
    ["", { enabled: true, minimumLength: 8 }],
  ])("passwords: %s", (line, expected) => {
    expect(posture(line).administration.passwordPolicy).toMatchObject(expected);
  });

  it.each([
    ["ssh cipher-mode weak", false],
    ["fips mode enable", true],
    ["", undefined],
  ])("ciphers: %s", (line, expected) => {
    expect(posture(line).administration.strongCiphersOnly).toBe(expected);
  });

  it("a notice before login", () => {
    expect(posture("banner motd ^authorized use only^").administration.bannerBeforeLogin).toBe(true);
    expect(posture().administration.bannerBeforeLogin).toBe(false);
  });

  it("of a part of an export nothing is said that it does not show", () => {
    const { administration, clock, logging } = ofText(
      "feature bgp\nhostname core-1\ninterface Ethernet1/1\n  no switchport\n",
    );
    expect(administration).toMatchObject({
      lockoutAttempts: undefined,
      bannerBeforeLogin: undefined,
      passwordPolicy: { enabled: undefined },
    });
    expect([clock.synchronized, logging.local]).toEqual([undefined, undefined]);
  });
});

describe("records, SNMP, time and floods of NX-OS", () => {
  it.each([
    [
      "logging server 10.9.0.5 5 use-vrf management",
      { server: "10.9.0.5", port: 514, transport: "udp", encrypted: false },
    ],
    [
      "logging server 10.9.0.5 6 port 6514 secure use-vrf management",
      { port: 6514, transport: "tcp", encrypted: true },
    ],
  ])("%s", (line, expected) => {
    expect(posture(line).logging.servers).toMatchObject([expected]);
  });

  it.each([
    ["no logging logfile", false],
    ["logging logfile messages 6", true],
    ["", true],
  ])("a log of its own: %s", (line, expected) => {
    expect(posture(line).logging.local).toBe(expected);
  });

  it.each([
    ["snmp-server community public ro", [{ wellKnown: true, limited: false, writes: false }]],
    ["snmp-server community s3cret group network-admin", [{ writes: true }]],
    [
      "snmp-server community s3cret group network-operator\nsnmp-server community s3cret use-ipv4acl M",
      [{ limited: true, writes: false }],
    ],
    ["no snmp-server protocol enable\nsnmp-server community public ro", []],
  ])("communities: %s", (lines, expected) => {
    expect(posture(lines).snmp.communities).toMatchObject(expected);
  });

  it.each([
    [
      "snmp-server user mon network-operator auth sha s3cret priv aes-128 s3cret localizedkey",
      { authentication: "sha", encryption: "aes" },
    ],
    ["snmp-server user mon auth md5 s3cret priv s3cret localizedkey", { authentication: "md5", encryption: "des" }],
    ["snmp-server user mon network-operator auth md5 s3cret localizedkey", { authenticated: true, encrypted: false }],
    ["snmp-server user mon network-operator", { authenticated: false, encrypted: false }],
  ])("a user: %s", (line, expected) => {
    expect(posture(line).snmp.users).toMatchObject([{ name: "mon", ...expected }]);
  });

  it.each([
    ["ntp server 10.9.0.5 use-vrf management", { synchronized: true, servers: [{ authenticated: false }] }],
    ["ntp authenticate\nntp server 10.9.0.5 key 1", { servers: [{ authenticated: true }] }],
    ["ntp peer 10.9.0.6", { synchronized: true, servers: [] }],
    ["", { synchronized: false, servers: [] }],
  ])("time: %s", (lines, expected) => {
    expect(posture(lines).clock).toMatchObject(expected);
  });

  it("storm control of a port, and a pair of switches", () => {
    const one = posture(
      "vpc domain 1\n  peer-keepalive destination 10.9.0.2",
      "interface Ethernet1/1\n  switchport\n  storm-control broadcast level 1.00",
    );
    expect(one.floodLimits).toMatchObject([{ id: "Ethernet1/1", enabled: true }]);
    expect(one.cluster.mode).toBe("a-a");
  });
});

describe("tunnels of NX-OS", () => {
  it.each([
    ["feature crypto ike\nfeature crypto ipsec", undefined],
    ["crypto ike enable", undefined],
    ["crypto transform-set domain ipsec T esp-aes 128", undefined],
    ["crypto ca trustpoint T", []],
    ["crypto key param rsa label core-1 modulus 2048", []],
    ["", []],
  ])("%j: %j", (lines, expected) => {
    expect(posture(lines).tunnels).toEqual(expected);
  });
});
