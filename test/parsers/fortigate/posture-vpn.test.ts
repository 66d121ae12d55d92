/** How the tunnels of a FortiGate are protected, and who may join them. */
import { describe, expect, it } from "vitest";
import { row, site, table } from "./site.js";
import { parse } from "./walk.js";

const one = (name: string, ...lines: string[]) =>
  `config ${name}\n${lines.map((line) => `    ${line}\n`).join("")}end\n`;
const posture = (text: string, version?: string) => parse(site([], text, version)).device.posture!;

describe("VPN of a FortiGate", () => {
  const tunnel = (...lines: string[]) =>
    table("vpn ipsec phase1-interface", row("to-vendor", 'set interface "wan"', ...lines));
  const tunnelOf = (text: string, version?: string) => posture(text, version).tunnels?.[0];

  it("a tunnel by default: IKEv1, main mode, pre-shared key, groups 14 and 5 up to 7.4", () => {
    expect(tunnelOf(tunnel("set psksecret ENC abcdefabcdef"))).toMatchObject({
      ...{ name: "to-vendor", interface: "wan", ikeVersion: 1, aggressive: false, dialUp: false, secret: "reversible" },
      ...{ authentication: "pre-shared-key", userLogin: undefined, proposals: undefined, dhGroups: [14, 5] },
    });
    expect(tunnelOf(tunnel(), "7.6.3")?.dhGroups).toBeUndefined();
    expect(tunnelOf(tunnel('set psksecret "Winter2024"'))?.secret).toBe("plain");
    const quoted = tunnelOf(tunnel('set proposal "des-md5 3des-md5"', 'set dhgrp "1 2"'));
    expect([quoted?.proposals, quoted?.dhGroups]).toEqual([
      ["des-md5", "3des-md5"],
      [1, 2],
    ]);
  });

  it("as written, with its selectors", () => {
    const text =
      tunnel(
        "set ike-version 2",
        "set type dynamic",
        "set authmethod signature",
        "set eap enable",
        'set authusrgrp "vendors"',
        "set proposal aes256-sha256 3des-md5",
        "set dhgrp 2 14",
        "set mode-cfg enable",
        "set ipv4-start-ip 10.99.0.10",
        "set ipv4-end-ip 10.99.0.20",
        'set ipv4-split-include "cells"',
        "set idle-timeout enable",
      ) +
      table(
        "vpn ipsec phase2-interface",
        row("p2", 'set phase1name "to-vendor"', "set proposal des-sha1", "set pfs disable"),
        row("other", 'set phase1name "elsewhere"'),
      );
    expect(tunnelOf(text)).toMatchObject({
      ...{ ikeVersion: 2, dialUp: true, authentication: "certificate", userLogin: "eap", userGroup: "vendors" },
      ...{
        proposals: ["aes256-sha256", "3des-md5"],
        dhGroups: [2, 14],
        pool: "10.99.0.10-10.99.0.20",
        splitTunnel: true,
      },
      ...{ idleMinutes: 15, secret: "none" },
      selectors: [{ name: "p2", proposals: ["des-sha1"], forwardSecrecy: false, dhGroups: undefined }],
    });
    expect(tunnelOf(tunnel("set mode aggressive", "set xauthtype auto"))).toMatchObject({
      aggressive: true,
      userLogin: "xauth",
    });
  });

  it.each([
    ["set sslv3 enable", "sslv3"],
    ["set tlsv1-1 enable", "tls1-1"],
    ["set tlsv1-0 enable\n    set tlsv1-1 enable", "tls1-0"],
    ["set tlsv1-1 disable", undefined],
    ["set ssl-min-proto-ver tls1-1", "tls1-1"],
  ])("SSL VPN of old releases takes what is switched on: %j", (line, expected) => {
    const { portals } = posture(one("vpn ssl settings", 'set source-interface "wan"', line), "5.6.3");
    expect(portals?.[0]?.minimumTls).toBe(expected);
  });

  it("SSL VPN: interfaces, sources, certificates, who gets which pools", () => {
    const text =
      table(
        "firewall address",
        row("POOL", "set type iprange", "set start-ip 10.99.1.1", "set end-ip 10.99.1.50"),
        row("NET", "set subnet 10.99.2.0 255.255.255.0"),
      ) +
      table(
        "vpn ssl web portal",
        row(
          "full",
          "set tunnel-mode enable",
          "set split-tunneling disable",
          "set limit-user-logins enable",
          'set ip-pools "NET"',
        ),
        row("web", "set web-mode enable"),
      ) +
      one(
        "vpn ssl settings",
        'set source-interface "wan"',
        'set source-address "all"',
        "set reqclientcert enable",
        "set idle-timeout 0",
        'set tunnel-ip-pools "POOL"',
        "config authentication-rule",
        "edit 1",
        'set groups "vendors"',
        'set portal "full"',
        "next",
        "end",
      ) +
      table(
        "user local",
        row("anna", "set type password", "set two-factor fortitoken"),
        row("otto", "set type ldap", "set status disable"),
      ) +
      table("user group", row("vendors", 'set member "anna" "RADIUS-1"'));
    const found = posture(text);
    expect(found.portals).toMatchObject([
      {
        ...{ enabled: true, port: 10443, interfaces: ["wan"], limited: false, clientCertificate: true, idleSeconds: 0 },
        ...{ sessionSeconds: 28_800, minimumTls: "tls1-2", proposals: undefined, loginAttempts: 2 },
        rules: [{ groups: ["vendors"], users: [], profile: "full", clientCertificate: false }],
        profiles: [
          { name: "full", tunnel: true, web: false, splitTunnel: false, oneLogin: true, pools: ["10.99.2.0/24"] },
          {
            name: "web",
            tunnel: false,
            web: true,
            splitTunnel: true,
            oneLogin: false,
            pools: ["10.99.1.1-10.99.1.50"],
          },
        ],
      },
    ]);
    expect(found.users).toMatchObject([
      { name: "anna", enabled: true, kind: "password", secondFactor: "fortitoken" },
      { name: "otto", enabled: false, kind: "ldap", secondFactor: "none" },
    ]);
    expect(found.userGroups).toMatchObject([{ name: "vendors", members: ["anna", "RADIUS-1"] }]);
    expect(posture(one("vpn ssl settings", "set port 443")).portals).toMatchObject([{ enabled: false, port: 443 }]);
  });
});
