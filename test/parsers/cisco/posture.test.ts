/** How an IOS device is run, as facts for policies (reference/cisco.md 4.1, checks.md). */
import { describe, expect, it } from "vitest";
import type { Posture } from "../../../src/model/posture.js";
import { parse } from "./site.js";

const SECRET = /Winter2024|s3cret/;

function posture(...lines: readonly string[]): Posture {
  const text = ["version 17.9", "hostname r1", ...lines, "end", ""].join("\n");
  const { posture: found } = parse(text).device;
  if (found === undefined) throw new Error("no posture");
  expect(JSON.stringify(found)).not.toMatch(SECRET);
  return found;
}

describe("accounts of IOS", () => {
  it.each([
    ["username anna privilege 15 secret 9 s3cret", { profile: "privilege 15", password: "hashed" }],
    ["username anna secret 5 s3cret", { profile: undefined, password: "hashed" }],
    ["username anna password 7 s3cret", { password: "reversible" }],
    ["username anna password 0 Winter2024", { password: "plain" }],
    ["username anna password Winter2024", { password: "plain" }],
    ["username anna privilege 1 nopassword", { profile: "privilege 1", password: "none" }],
    ["username anna privilege 15\nusername anna secret 8 s3cret", { profile: "privilege 15", password: "hashed" }],
  ])("%s", (lines, expected) => {
    expect(posture(lines).administration.accounts).toMatchObject([{ name: "anna", remote: false, ...expected }]);
  });

  it("a list of AAA that asks a server lets in whom it knows", () => {
    const { accounts } = posture("aaa authentication login default group tacacs+ local").administration;
    expect(accounts).toMatchObject([{ remote: true, wildcard: true }]);
  });

  it.each([
    ["line vty 0 15\n transport input ssh\n access-class 10 in\naccess-list 10 permit 10.0.0.0 0.0.0.255", true],
    [
      "line vty 0 4\n transport input ssh\n access-class 10 in\nline vty 5 15\n transport input ssh\naccess-list 10 permit any",
      false,
    ],
    ["line vty 0 15\n transport input ssh\n access-class 10 in\naccess-list 10 remark nobody yet", false],
    ["line vty 0 15\n transport input ssh\n access-class 10 in\naccess-list 10 permit any", false],
    [
      "ip http server\nline vty 0 15\n transport input ssh\n access-class 10 in\naccess-list 10 permit 10.0.0.0 0.0.0.255",
      false,
    ],
  ])("are limited where every line takes certain sources: %#", (lines, limited) => {
    expect(posture("username anna secret 9 s3cret", lines).administration.accounts[0]?.limited).toBe(limited);
  });
});

describe("administration of IOS", () => {
  it.each([
    ["login block-for 120 attempts 3 within 60", 3],
    ["aaa local authentication attempts max-fail 5", 5],
    ["", 0],
  ])("failed logins: %s", (line, expected) => {
    expect(posture(line).administration.lockoutAttempts).toBe(expected);
  });

  it.each([
    ["line con 0\n exec-timeout 5 0\nline vty 0 4", 10],
    ["line con 0\n exec-timeout 0 0\nline vty 0 4", 0],
    ["line vty 0 4\n no exec-timeout", 0],
    ["line aux 0\n no exec\n exec-timeout 0 0\nline vty 0 4\n exec-timeout 5 0", 5],
    ["line vty 0 4\n exec-timeout 0 30", 0.5],
    ["", undefined],
  ])("idle sessions: %s", (lines, expected) => {
    expect(posture(lines).administration.idleMinutes).toBe(expected);
  });

  it("a notice before login, the strength of passwords", () => {
    const one = posture("banner login ^C", "authorized use only", "^C", "security passwords min-length 12");
    expect(one.administration.bannerBeforeLogin).toBe(true);
    expect(one.administration.passwordPolicy).toMatchObject({ enabled: true, minimumLength: 12 });
    expect(posture().administration).toMatchObject({ bannerBeforeLogin: false, passwordPolicy: { enabled: false } });
  });

  it("of an export without its end nothing is said that it does not show", () => {
    const { device } = parse("hostname r1\ninterface GigabitEthernet0/0\n ip address 10.0.0.1 255.0.0.0\n");
    expect(device.posture?.administration).toMatchObject({
      lockoutAttempts: undefined,
      bannerBeforeLogin: undefined,
      passwordPolicy: { enabled: undefined },
    });
    expect(device.posture?.clock.synchronized).toBeUndefined();
  });
});

describe("records, SNMP and time of IOS", () => {
  it.each([
    ["logging host 10.9.0.5", { server: "10.9.0.5", port: 514, transport: "udp", encrypted: false }],
    ["logging 10.9.0.5", { server: "10.9.0.5", transport: "udp" }],
    ["logging host 10.9.0.5 vrf MGMT transport tcp port 1470", { port: 1470, transport: "tcp", encrypted: false }],
    ["logging host log.example vrf MGMT", { server: "log.example", port: 514 }],
    ["logging host 10.9.0.5 transport tls port 6514", { port: 6514, encrypted: true }],
  ])("%s", (line, expected) => {
    expect(posture(line).logging.servers).toMatchObject([expected]);
  });

  it.each([
    ["no logging on", { servers: [], local: false }],
    ["no logging trap", { servers: [], local: true }],
    ["no logging on\nlogging on", { servers: [{}], local: true }],
    ["no logging trap\nlogging trap errors", { servers: [{}], local: true }],
  ])("nothing is sent after %j", (line, expected) => {
    expect(posture("logging buffered 65536", "logging host 10.9.0.5", line).logging).toMatchObject(expected);
  });

  it("other words of logging name no server", () => {
    expect(posture("logging buffered 65536", "logging trap informational").logging).toMatchObject({
      servers: [],
      local: true,
    });
  });

  it("changes are recorded by the archive", () => {
    expect(posture("archive", " log config", "  logging enable").logging.systemEvents).toBe(true);
    expect(posture("archive", " path flash:cfg", " write-memory").upkeep.revisions).toBe(true);
    expect(posture().upkeep.revisions).toBe(false);
  });

  it.each([
    ["snmp-server community public RO", { wellKnown: true, writes: false, limited: false }],
    [
      "access-list 10 permit 10.1.0.0 0.0.255.255\nsnmp-server community s3cret RW 10",
      { wellKnown: false, writes: true, limited: true },
    ],
    ["access-list 10 remark none\nsnmp-server community s3cret RW 10", { limited: false }],
    ["access-list 10 permit any\nsnmp-server community s3cret RW 10", { limited: false }],
    ["snmp-server community s3cret RW 10", { limited: false }],
    ["snmp-server community s3cret view V RO", { wellKnown: false, writes: false, limited: false }],
  ])("a community: %s", (line, expected) => {
    expect(posture(line).snmp.communities).toMatchObject([expected]);
  });

  it("a user of version 3", () => {
    const line = "snmp-server user mon G v3 auth sha s3cret priv aes 128 s3cret";
    expect(posture(line).snmp.users).toMatchObject([{ name: "mon", authentication: "sha", encryption: "aes" }]);
  });

  it.each([
    ["ntp server 10.9.0.5", { synchronized: true, servers: [{ server: "10.9.0.5", authenticated: false }] }],
    [
      "ntp authenticate\nntp server vrf MGMT 10.9.0.5 key 1",
      { servers: [{ server: "10.9.0.5", authenticated: true }] },
    ],
    ["ntp server 10.9.0.5 key 1", { servers: [{ authenticated: false }] }],
    ["", { synchronized: false, servers: [] }],
  ])("time: %s", (lines, expected) => {
    expect(posture(lines).clock).toMatchObject(expected);
  });

  it("storm control limits floods of its port", () => {
    const port = ["interface GigabitEthernet1/0/1", " switchport mode access", " storm-control broadcast level 1.00"];
    expect(posture(...port).floodLimits).toMatchObject([{ id: "GigabitEthernet1/0/1", enabled: true }]);
  });
});

describe("what IOS demands of passwords", () => {
  const POLICY = ["aaa common-criteria policy STRONG", " min-length 12", " numeric-count 2"];

  it.each<[string[], object]>([
    [["security passwords min-length 10"], { enabled: true, minimumLength: 10 }],
    [POLICY, { enabled: false, minimumLength: undefined }],
    [
      [...POLICY, "username anna common-criteria-policy STRONG secret 9 s3cret"],
      { enabled: true, minimumLength: 12, digits: 2 },
    ],
    [[...POLICY, "username anna common-criteria-policy OTHER secret 9 s3cret"], { enabled: false }],
  ])("%j", (lines, expected) => {
    expect(posture(...lines).administration.passwordPolicy).toMatchObject(expected);
  });
});

describe("tunnels of IOS", () => {
  const MAP = ["crypto map VPN 10 ipsec-isakmp", " set peer 192.0.2.9", " set transform-set T", " match address 101"];

  it("IKE policies and transform sets with their defaults", () => {
    const { tunnels } = posture(
      "crypto isakmp policy 10",
      " encr aes 256",
      " hash sha256",
      " authentication pre-share",
      " group 14",
      "crypto isakmp policy 20",
      "crypto isakmp key s3cret address 192.0.2.9",
      "crypto ipsec transform-set T esp-3des esp-md5-hmac",
      ...MAP,
    );
    expect(tunnels).toMatchObject([
      {
        name: "VPN 10",
        ikeVersion: 1,
        dialUp: false,
        authentication: "pre-shared-key",
        secret: "plain",
        proposals: ["aes256-sha256", "des-sha1"],
        dhGroups: [14, 1],
        selectors: [{ proposals: ["3des-md5"], forwardSecrecy: false }],
      },
    ]);
  });

  it.each([
    ["esp-aes 256 esp-sha256-hmac", "aes256-sha256"],
    ["esp-gcm 256", "gcm256"],
    ["ah-sha256-hmac", "null-sha256"],
    ["esp-null esp-sha256-hmac", "null-sha256"],
    ["esp-gmac 256", "null-gmac256"],
    ["ah-sha256-hmac esp-aes 256", "sha256-aes256"],
  ])("what encrypts nothing says so: %s", (words, expected) => {
    const { tunnels } = posture(`crypto ipsec transform-set T ${words}`, ...MAP);
    expect(tunnels?.[0]?.selectors[0]?.proposals).toEqual([expected]);
  });

  it("IKEv2 by its profile", () => {
    const { tunnels } = posture(
      "crypto ikev2 proposal P",
      " encryption aes-cbc-256",
      " integrity sha256",
      " group 19",
      "crypto ikev2 keyring K",
      " peer P",
      "  pre-shared-key 6 s3cret",
      "crypto ikev2 profile F",
      " authentication local pre-share",
      "crypto ipsec profile X",
      " set ikev2-profile F",
      " set pfs group19",
    );
    expect(tunnels).toMatchObject([
      { name: "X", ikeVersion: 2, secret: "reversible", proposals: ["aes-cbc-256-sha256"], dhGroups: [19] },
    ]);
  });
});
