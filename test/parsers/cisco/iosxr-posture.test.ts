/** How an IOS-XR device is run, as facts for policies (reference/cisco.md 4.4, checks.md). */
import { describe, expect, it } from "vitest";
import type { Posture } from "../../../src/model/posture.js";
import { parse } from "./site.js";

const SECRET = /Winter2024|s3cret/;

function posture(...lines: readonly string[]): Posture {
  const text = ["!! IOS XR Configuration 7.3.2", "hostname core-1", ...lines, "end", ""].join("\n");
  const { device, codes } = parse(text);
  expect(codes).toEqual([]);
  if (device.posture === undefined) throw new Error("no posture");
  expect(JSON.stringify(device.posture)).not.toMatch(SECRET);
  return device.posture;
}

describe("accounts of IOS-XR", () => {
  it.each([
    [
      "username anna\n group root-lr\n group cisco-support\n secret 10 s3cret",
      { profile: "root-lr", password: "hashed" },
    ],
    ["username anna\n group operator\n group root-lr\n secret 5 s3cret", { profile: "root-lr", password: "hashed" }],
    ["username anna\n group operator\n password 7 s3cret", { profile: "operator", password: "reversible" }],
    ["username anna\n password 0 Winter2024", { profile: undefined, password: "plain" }],
    ["username anna\n group operator", { profile: "operator", password: "none" }],
    ["username anna group operator\nusername anna secret 10 s3cret", { profile: "operator", password: "hashed" }],
  ])("%s", (lines, expected) => {
    expect(posture(lines).administration.accounts).toMatchObject([{ name: "anna", remote: false, ...expected }]);
  });

  it("a list of AAA that asks a server lets in whom it knows", () => {
    const { accounts } = posture("aaa authentication login default group AUTH local").administration;
    expect(accounts).toMatchObject([{ remote: true, wildcard: true }]);
  });

  it("a list of AAA that asks for nothing lets in anybody, and behind servers while none answers", () => {
    const names = (methods: string) =>
      posture(`aaa authentication login default ${methods}`).administration.accounts.map(({ name }) => name);
    expect(names("none")).toEqual(["whoever reaches it"]);
    expect(names("group AUTH none")).toContain("whoever reaches it while no server answers");
    expect(names("group AUTH local none")).toEqual(["default of AUTH"]);
  });

  it("groups that may change anything are told, each once", () => {
    const { profiles } = posture(
      "username a\n group root-lr\nusername b\n group root-lr\n group operator",
    ).administration;
    expect(profiles).toMatchObject([{ name: "root-lr", writes: true }]);
  });

  it.each([
    ["ssh server v2\nline default\n access-class ingress OPS", true],
    ["ssh server v2", false],
  ])("are limited where every way in takes certain sources: %#", (lines, limited) => {
    const list = "ipv4 access-list OPS\n 10 permit ipv4 10.0.0.0/8 any\n!\nipv6 access-list OPS\n 10 deny ipv6 any any";
    expect(posture("username anna\n secret 10 s3cret", list, lines).administration.accounts[0]?.limited).toBe(limited);
  });
});

describe("administration of IOS-XR", () => {
  it.each([
    ["line default\n exec-timeout 5 0\nline console", 10],
    ["line default\n exec-timeout 0 0", 0],
    ["line default\n no exec-timeout", 0],
    ["line default\n exec-timeout 0 30", 0.5],
    ["", undefined],
  ])("idle sessions: %s", (lines, expected) => {
    expect(posture(lines).administration.idleMinutes).toBe(expected);
  });

  it("a notice before login, the strength of passwords, failed logins", () => {
    const { administration } = posture(
      "banner motd ~",
      "authorized use only",
      "~",
      "aaa password-policy STRONG",
      " min-length 12",
      " numeric 2",
      " lifetime months 6",
      " authen-max-attempts 5",
      " lockout-time minutes 10",
    );
    expect(administration).toMatchObject({
      bannerBeforeLogin: true,
      bannerAfterLogin: false,
      lockoutAttempts: 5,
      lockoutSeconds: 600,
      passwordPolicy: { enabled: true, minimumLength: 12, digits: 2, upperCase: undefined, expiresDays: 180 },
    });
    expect(posture().administration).toMatchObject({
      bannerBeforeLogin: false,
      lockoutAttempts: 0,
      passwordPolicy: { enabled: false },
    });
  });

  it("of an export without its end nothing is said that it does not show", () => {
    const { device } = parse("hostname r1\ninterface GigabitEthernet0/0/0/0\n ipv4 address 10.0.0.1/8\n");
    expect(device.posture?.administration).toMatchObject({
      lockoutAttempts: undefined,
      bannerBeforeLogin: undefined,
      passwordPolicy: { enabled: undefined },
    });
    expect(device.posture?.clock.synchronized).toBeUndefined();
  });
});

describe("records, SNMP and time of IOS-XR", () => {
  it.each([
    ["logging 10.9.0.5 vrf MGMT severity info port default", { server: "10.9.0.5", port: 514, encrypted: false }],
    ["logging 10.9.0.5 vrf default port 1470", { server: "10.9.0.5", port: 1470 }],
    ["logging tls-server SOC\n address ipv4 10.9.0.6\n vrf MGMT", { server: "10.9.0.6", encrypted: true }],
  ])("%s", (line, expected) => {
    expect(posture(line).logging.servers).toMatchObject([expected]);
  });

  it.each([
    ["logging archive\n device harddisk", true],
    ["logging buffered 307200", true],
    ["no logging buffered", false],
    ["logging trap informational", undefined],
    ["logging 10.9.0.5\nlogging trap disable", undefined],
  ])("keeps records itself: %s", (line, expected) => {
    expect(posture(line).logging).toMatchObject({ servers: [], local: expected });
  });

  it.each([
    ["snmp-server community public RO", { wellKnown: true, writes: false, limited: false }],
    ["snmp-server community s3cret RW SystemOwner IPv4 OPS", { wellKnown: false, writes: true, limited: true }],
    ["snmp-server community s3cret view V RO", { wellKnown: false, writes: false, limited: false }],
  ])("a community: %s", (line, expected) => {
    expect(posture(line).snmp.communities).toMatchObject([expected]);
  });

  it("a user of version 3", () => {
    const line = "snmp-server user mon G v3 auth sha encrypted s3cret priv aes 128 encrypted s3cret";
    expect(posture(line).snmp.users).toMatchObject([{ name: "mon", authentication: "sha", encryption: "aes" }]);
  });

  it.each([
    ["ntp\n server 10.9.0.5", { synchronized: true, servers: [{ server: "10.9.0.5", authenticated: false }] }],
    ["ntp\n authenticate\n server vrf MGMT 10.9.0.5 key 1", { servers: [{ server: "10.9.0.5", authenticated: true }] }],
    ["ntp server 10.9.0.5 key 1", { servers: [{ authenticated: false }] }],
    ["", { synchronized: false, servers: [] }],
  ])("time: %s", (lines, expected) => {
    expect(posture(lines).clock).toMatchObject(expected);
  });

  it.each([
    ["crypto map M 10 ipsec-isakmp", undefined],
    ["ikev2 profile P", undefined],
    ["keyring K\n peer P", undefined],
    ["crypto ca trustpoint T", []],
    ["crypto key import authentication rsa", []],
  ])("tunnels where %j is written: %j", (lines, expected) => {
    const text = `!! IOS XR Configuration 7.3.2\nhostname core-1\n${lines}\nend\n`;
    expect(parse(text).device.posture?.tunnels).toEqual(expected);
  });

  it("storm control limits floods of its port, and commits are kept", () => {
    const { floodLimits, upkeep } = posture(
      "l2vpn\n bridge group G\n  bridge-domain D\n   interface GigabitEthernet0/0/0/0.10\n    storm-control broadcast pps 100",
    );
    expect(floodLimits).toMatchObject([
      { id: "GigabitEthernet0/0/0/0.10", enabled: true, anomalies: [{ name: "broadcast" }] },
    ]);
    expect(upkeep.revisions).toBe(true);
  });
});
