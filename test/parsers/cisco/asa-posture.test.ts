/** How an ASA is run, as facts for policies (reference/cisco.md 4.3, checks.md). */
import { describe, expect, it } from "vitest";
import type { Posture } from "../../../src/model/posture.js";
import { parse } from "./site.js";

const SECRET = /Winter2024|s3cret/;

function posture(...lines: readonly string[]): Posture {
  return ofText(
    [": Saved", "ASA Version 9.14(2)", "hostname fw-1", ...lines, "Cryptochecksum:0", ": end", ""].join("\n"),
  );
}

function ofText(text: string): Posture {
  const { posture: found } = parse(text).device;
  if (found === undefined) throw new Error("no posture");
  expect(JSON.stringify(found)).not.toMatch(SECRET);
  return found;
}

const INSIDE = "interface Gi0/0\n nameif inside\n security-level 100\n ip address 10.1.0.1 255.255.0.0\n";

describe("accounts of an ASA", () => {
  it.each([
    ["username anna password s3cret encrypted privilege 15", { profile: "privilege 15", password: "hashed" }],
    ["username anna password s3cret pbkdf2", { profile: "privilege 2", password: "hashed" }],
    ["username anna password Winter2024 privilege 15", { password: "plain" }],
    ["username anna password ***** privilege 15", { password: "hashed" }],
    ["username anna nopassword privilege 3", { profile: "privilege 3", password: "none" }],
  ])("%s", (line, expected) => {
    const { accounts } = posture(line, "username anna attributes\n service-type admin").administration;
    expect(accounts).toMatchObject([{ name: "anna", remote: false, ...expected }]);
  });

  it.each([
    ["enable password Winter2024", ["enable"]],
    ["enable password s3cret pbkdf2", []],
    ["enable password ***** pbkdf2", []],
    ["enable password s3cret level 15 encrypted", []],
  ])("the password of enable is one of them where it can be read: %s", (line, expected) => {
    expect(posture(line).administration.accounts.map(({ name }) => name)).toEqual(expected);
  });

  const TELNET = "telnet 10.1.0.0 255.255.255.0 inside\npasswd s3cret encrypted";
  const ASDM = "http server enable\nhttp 10.1.0.0 255.255.255.0 inside";

  it.each<[string, string[]]>([
    [TELNET, ["whoever knows the login password, by Telnet"]],
    [`${TELNET}\naaa authentication telnet console LOCAL`, []],
    ["telnet 10.1.0.0 255.255.255.0 inside", []],
    [`enable password s3cret pbkdf2\n${ASDM}`, ["whoever knows the enable password, by ASDM"]],
    [`enable password 8Ry2YjIyt7RRXU24 encrypted\n${ASDM}`, ["whoever reaches ASDM"]],
    [`enable password s3cret pbkdf2\n${ASDM}\naaa authentication http console TAC LOCAL`, ["http of TAC"]],
    [`enable password s3cret pbkdf2\n${ASDM}\nhttp authentication-certificate inside`, []],
    ["enable password s3cret pbkdf2\nhttp 10.1.0.0 255.255.255.0 inside", []],
  ])("who is let in without a name: %j", (lines, expected) => {
    expect(posture(INSIDE, lines).administration.accounts.map(({ name }) => name)).toEqual(expected);
  });

  it("servers let in whom they know", () => {
    const { accounts } = posture(
      "aaa authentication ssh console TAC LOCAL",
      "aaa authentication http console LOCAL",
    ).administration;
    expect(accounts).toMatchObject([{ name: "ssh of TAC", remote: true, wildcard: true }]);
  });

  it.each([
    ["ssh 10.1.0.0 255.255.255.0 inside", true],
    ["ssh 0.0.0.0 0.0.0.0 inside", false],
    ["ssh 10.1.0.0 255.255.255.0 inside\nhttp server enable\nhttp 0 0 inside", false],
  ])("are limited where every way in takes certain sources: %s", (lines, limited) => {
    const { accounts } = posture(INSIDE, lines, "username anna password s3cret encrypted").administration;
    expect(accounts[0]?.limited).toBe(limited);
  });
});

describe("administration of an ASA", () => {
  it.each([
    ["aaa local authentication attempts max-fail 5", 5],
    ["", 0],
  ])("failed logins: %s", (line, expected) => {
    expect(posture(line).administration.lockoutAttempts).toBe(expected);
  });

  it.each([
    ["ssh 10.1.0.0 255.255.0.0 inside", 5],
    ["ssh 10.1.0.0 255.255.0.0 inside\nssh timeout 30", 30],
    ["ssh 10.1.0.0 255.255.0.0 inside\nconsole timeout 0", 0],
    ["ssh 10.1.0.0 255.255.0.0 inside\nconsole timeout 10\nssh timeout 8", 10],
    ["telnet timeout 60", undefined],
  ])("idle sessions: %s", (lines, expected) => {
    expect(posture(INSIDE, lines).administration.idleMinutes).toBe(expected);
  });

  it("notices, ciphers, the strength of passwords", () => {
    const one = posture(
      "banner motd authorized use only",
      "banner asdm welcome",
      "ssh cipher encryption high",
      "password-policy minimum-length 12\npassword-policy minimum-special 1\npassword-policy lifetime 90",
    ).administration;
    expect(one).toMatchObject({
      bannerBeforeLogin: true,
      bannerAfterLogin: true,
      strongCiphersOnly: true,
      passwordPolicy: { enabled: true, minimumLength: 12, special: 1, expiresDays: 90 },
    });
    const none = { bannerBeforeLogin: false, bannerAfterLogin: false, passwordPolicy: { enabled: false } };
    expect(posture().administration).toMatchObject({ ...none, strongCiphersOnly: undefined });
  });

  it.each(["ssh version 1", "ssh cipher encryption low", "ssh key-exchange group dh-group1-sha1"])(
    "takes weak ciphers: %s",
    (line) => expect(posture(line).administration.strongCiphersOnly).toBe(false),
  );

  it("of a part of an export nothing is said that it does not show", () => {
    const { administration, clock, logging, cluster } = ofText("ASA Version 9.14(2)\nhostname fw-1\n");
    expect(administration).toMatchObject({
      lockoutAttempts: undefined,
      bannerBeforeLogin: undefined,
      passwordPolicy: { enabled: undefined },
    });
    expect([clock.synchronized, logging.implicitDeny, logging.local, cluster.mode]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("records of an ASA", () => {
  const ON = ["logging enable", "logging trap informational"];

  it.each([
    ["logging host inside 10.9.0.5", { server: "10.9.0.5", port: 514, transport: "udp", encrypted: false }],
    ["logging host inside 10.9.0.5 17/1514", { port: 1514, transport: "udp" }],
    ["logging host inside 10.9.0.5 6/1470", { port: 1470, transport: "tcp", encrypted: false }],
    ["logging host inside 10.9.0.5 tcp/6514 secure", { port: 6514, transport: "tcp", encrypted: true }],
  ])("%s", (line, expected) => {
    expect(posture(...ON, line).logging.servers).toMatchObject([expected]);
  });

  it.each([["no logging enable"], ["no logging trap"]])("nothing is sent after %s", (line) => {
    expect(posture(...ON, "logging host inside 10.9.0.5", line).logging.servers).toEqual([]);
  });

  it.each([
    [
      ["logging enable", "logging trap warnings"],
      [true, true, false],
    ],
    [
      ["logging enable", "logging buffered notifications"],
      [true, true, true],
    ],
    [
      ["logging enable", "logging trap errors"],
      [false, true, false],
    ],
    [
      ["logging enable", "logging trap errors", "logging message 106023 level 3"],
      [true, true, false],
    ],
    [
      ["logging enable", "logging trap debugging", "no logging message 106023"],
      [false, true, true],
    ],
    [
      ["logging enable", "logging trap debugging", "no logging message 710003"],
      [true, false, true],
    ],
    [
      ["logging enable", "logging trap WHAT-MATTERS"],
      [undefined, undefined, undefined],
    ],
    [["logging enable"], [false, false, false]],
    [["logging trap debugging"], [false, false, false]],
  ])("denied, refused and changed are recorded by level: %j", (lines, expected) => {
    const { implicitDeny, deniedToDevice, systemEvents } = posture(...lines).logging;
    expect([implicitDeny, deniedToDevice, systemEvents]).toEqual(expected);
  });

  it.each([
    ["ntp server 10.9.0.5", { synchronized: true, servers: [{ authenticated: false }] }],
    ["ntp authenticate\nntp server 10.9.0.5 key 1 source inside", { servers: [{ authenticated: true }] }],
    ["", { synchronized: false, servers: [] }],
  ])("time: %s", (lines, expected) => {
    expect(posture(lines).clock).toMatchObject(expected);
  });

  it.each([
    ["snmp-server host inside 10.9.0.5 community public", [{ versions: ["v1"], wellKnown: true }]],
    [
      "snmp-server community s3cret\nsnmp-server host inside 10.9.0.5 version 2c",
      [{ versions: ["v2c"], wellKnown: false }],
    ],
    ["snmp-server host inside 10.9.0.5 trap community public", []],
    ["snmp-server host inside 10.9.0.5 version 3 mon", []],
    ["no snmp-server enable\nsnmp-server host inside 10.9.0.5 community public", []],
  ])("communities: %s", (lines, expected) => {
    expect(posture(lines).snmp.communities).toMatchObject(expected);
  });

  it("a user of version 3", () => {
    const line = "snmp-server user mon G v3 encrypted auth sha s3cret priv aes 128 s3cret";
    expect(posture(line).snmp.users).toMatchObject([{ name: "mon", authentication: "sha", encryption: "aes" }]);
  });
});

describe("units and floods of an ASA", () => {
  it.each([
    ["failover\nfailover link STATE Gi0/3\nfailover key s3cret", { mode: "a-p", encrypted: true, keepsSessions: true }],
    ["failover\nfailover group 1", { mode: "a-a", encrypted: false, keepsSessions: false }],
    ["failover\nno failover", { mode: "standalone" }],
    ["failover lan unit primary", { mode: "standalone" }],
    ["cluster group C\n local-unit one\n enable", { mode: "a-a" }],
    ["cluster group C\n local-unit one", { mode: "standalone" }],
  ])("%s", (lines, expected) => {
    expect(posture(lines).cluster).toMatchObject(expected);
  });

  it("limits of floods, where a policy with them is in use", () => {
    const policy = "policy-map P\n class C\n  set connection conn-max 100 embryonic-conn-max 50";
    expect(posture(policy).floodLimits).toEqual([]);
    expect(
      posture("threat-detection scanning-threat shun", policy, "service-policy P interface outside"),
    ).toMatchObject({
      floodLimits: [
        { interface: undefined, anomalies: [{ name: "scanning-threat", blocks: true }] },
        { interface: "outside", anomalies: [{ threshold: 50, blocks: true }] },
      ],
    });
  });

  it.each([
    ["policy-map P\n class C\n  sfr fail-open", true],
    ["policy-map P\n class C\n  ips inline fail-close", false],
    ["", undefined],
  ])("a module that fails: %s", (lines, expected) => {
    expect(posture(lines).inspection.failsOpen.intrusionPrevention).toBe(expected);
  });
});

describe("tunnels of an ASA", () => {
  const SITE = [
    "crypto ipsec ikev1 transform-set T esp-aes-256 esp-sha-hmac",
    "crypto map M 10 match address V",
    "crypto map M 10 set pfs group14",
    "crypto map M 10 set peer 192.0.2.9",
    "crypto map M 10 set ikev1 transform-set T",
    "crypto map M interface outside",
    "crypto ikev1 policy 10\n authentication pre-share\n encryption aes-256\n hash sha\n group 2\n lifetime 86400",
    "tunnel-group 192.0.2.9 type ipsec-l2l",
  ];

  it.each([
    ["ikev1 pre-shared-key s3cret", { authentication: "pre-shared-key", secret: "plain" }],
    ["ikev1 pre-shared-key *****", { authentication: "pre-shared-key", secret: "reversible" }],
    ["ikev1 pre-shared-key 8 s3cret", { authentication: "pre-shared-key", secret: "reversible" }],
    ["ikev1 trust-point CA", { authentication: "certificate", secret: "none" }],
  ])("to another site, by its group: %s", (line, expected) => {
    expect(posture(...SITE, `tunnel-group 192.0.2.9 ipsec-attributes\n ${line}`).tunnels).toMatchObject([
      {
        name: "M 10",
        interface: "outside",
        ikeVersion: 1,
        dialUp: false,
        aggressive: false,
        proposals: ["aes256-sha1"],
        dhGroups: [2],
        selectors: [{ proposals: ["aes256-sha1"], forwardSecrecy: true, dhGroups: [14] }],
        ...expected,
      },
    ]);
  });

  it("a map at no interface is none", () => {
    expect(posture(...SITE.filter((line) => !line.includes("interface"))).tunnels).toEqual([]);
  });

  it("IKEv2, with every pair that may be agreed on", () => {
    const { tunnels } = posture(
      "crypto ipsec ikev2 ipsec-proposal P\n protocol esp encryption aes-gcm-256\n protocol esp integrity null",
      "crypto ipsec profile X\n set ikev2 ipsec-proposal P\n set pfs group19",
      "crypto ikev2 policy 1\n encryption aes-256 3des\n integrity sha256\n group 19 14\n prf sha256",
      "tunnel-group 192.0.2.9 type ipsec-l2l",
      "tunnel-group 192.0.2.9 ipsec-attributes\n ikev2 remote-authentication certificate\n ikev2 local-authentication certificate CA",
    );
    expect(tunnels).toMatchObject([
      {
        name: "X",
        ikeVersion: 2,
        authentication: "certificate",
        proposals: ["aes256-sha256", "3des-sha256"],
        dhGroups: [19, 14],
        selectors: [{ proposals: ["aes256gcm"], dhGroups: [19] }],
      },
    ]);
  });

  it("an entry that takes both versions is as weak as the weaker one, where its interface runs both", () => {
    const both = [
      ...SITE,
      "crypto ipsec ikev2 ipsec-proposal P\n protocol esp encryption aes-256\n protocol esp integrity sha-256",
      "crypto map M 10 set ikev2 ipsec-proposal P",
      "crypto ikev2 policy 1\n encryption aes-256\n integrity sha256\n group 19",
    ];
    const newer = { proposals: ["aes256-sha256"], dhGroups: [19] };
    expect(posture(...both).tunnels).toMatchObject([
      { ikeVersion: 2, ...newer, selectors: [{ proposals: newer.proposals }] },
    ]);
    expect(posture(...both, "crypto ikev1 enable outside").tunnels).toMatchObject([
      {
        ikeVersion: 1,
        proposals: ["aes256-sha256", "aes256-sha1"],
        dhGroups: [19, 2],
        selectors: [{ proposals: ["aes256-sha256", "aes256-sha1"] }],
      },
    ]);
  });

  it("of people who dial in, with what their policy gives them", () => {
    const { tunnels } = posture(
      "ip local pool POOL 10.9.0.10-10.9.0.20 mask 255.255.255.0",
      "ip local pool LAST 10.9.0.30",
      "crypto dynamic-map D 1 set ikev1 transform-set T",
      "crypto ipsec ikev1 transform-set T esp-3des esp-md5-hmac",
      "crypto map M 65535 ipsec-isakmp dynamic D",
      "crypto map M interface outside",
      "group-policy STAFF internal",
      "group-policy STAFF attributes\n split-tunnel-policy tunnelspecified\n vpn-idle-timeout none",
      "tunnel-group STAFF type remote-access",
      "tunnel-group STAFF general-attributes\n address-pool POOL LAST ABSENT\n authentication-server-group RAD\n default-group-policy STAFF",
      "tunnel-group STAFF ipsec-attributes\n ikev1 pre-shared-key *****",
    );
    expect(tunnels).toMatchObject([
      {
        dialUp: true,
        aggressive: true,
        userGroup: "RAD",
        userLogin: "xauth",
        pool: "10.9.0.10-10.9.0.20,10.9.0.30-10.9.0.30",
        splitTunnel: true,
        idleMinutes: 0,
        selectors: [{ proposals: ["3des-md5"] }],
      },
    ]);
  });
});

describe("portals of an ASA", () => {
  const PORTAL = [
    "webvpn\n enable outside\n port 8443",
    "ssl server-version tlsv1.2",
    "username anna password s3cret pbkdf2",
    "group-policy DfltGrpPolicy attributes\n vpn-simultaneous-logins 1\n vpn-tunnel-protocol ssl-client",
    "group-policy STAFF internal",
    "group-policy STAFF attributes\n split-tunnel-policy tunnelspecified\n vpn-tunnel-protocol ssl-client ssl-clientless",
    "tunnel-group STAFF type remote-access",
    "tunnel-group STAFF general-attributes\n default-group-policy STAFF",
  ];

  it("let people in by their groups; what a policy does not say the default one does", () => {
    expect(posture(...PORTAL)).toMatchObject({
      portals: [
        {
          port: 8443,
          interfaces: ["outside"],
          clientCertificate: false,
          idleSeconds: 1800,
          sessionSeconds: 0,
          minimumTls: "tlsv1.2",
          rules: [{ groups: ["LOCAL"], profile: "STAFF", clientCertificate: false }],
          profiles: [
            { name: "DfltGrpPolicy", tunnel: true, web: false, splitTunnel: false, oneLogin: true },
            { name: "STAFF", tunnel: true, web: true, splitTunnel: true, oneLogin: true },
          ],
        },
      ],
      users: [{ name: "anna", kind: "password" }],
      userGroups: [{ name: "LOCAL", members: ["anna"] }],
    });
  });

  it.each([
    ["authentication certificate", true],
    ["authentication aaa certificate", true],
    ["authentication aaa", false],
    ["authentication saml", false],
  ])("ask for a certificate: %s", (line, expected) => {
    const [portal] = posture(...PORTAL, `tunnel-group STAFF webvpn-attributes\n ${line}`).portals ?? [];
    expect(portal?.clientCertificate).toBe(expected);
  });

  it("ask a second time where a second server is named", () => {
    const second = "tunnel-group STAFF general-attributes\n secondary-authentication-server-group OTP";
    expect(posture(...PORTAL, second).portals?.[0]?.rules[0]?.groups).toEqual([]);
  });

  it("are none where nothing enables them", () => {
    expect(posture("webvpn\n anyconnect enable").portals).toEqual([]);
  });
});
