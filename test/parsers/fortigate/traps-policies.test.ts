/** Traps of reference/fortios.md section 9 about policies, services, addresses and groups: text in, answer out. */
import { describe, expect, it } from "vitest";
import { header, INTERFACES, policy, row, site, table } from "./site.js";
import { type Answer, parse, walk } from "./walk.js";

interface Trap {
  readonly trap: string;
  readonly text: string;
  readonly answers: Readonly<Record<string, Answer>>;
  readonly codes?: readonly string[];
}

const address = (name: string, ...lines: string[]) => table("firewall address", row(name, ...lines));
const service = (name: string, ...lines: string[]) => table("firewall service custom", row(name, ...lines));
const onService = (name: string, before: string) => site([policy(1, { service: `"${name}"` })], before);
const toAddress = (name: string, before: string) => site([policy(1, { dstaddr: `"${name}"` })], before);

/** A policy as release 6.2 wrote it in tables of both families. */
const former = (id: number, changes: Record<string, string> = {}) =>
  policy(id, { srcaddr: undefined, dstaddr: undefined, srcaddr4: '"all"', dstaddr4: '"all"', ...changes });

/** A policy that encrypts for a tunnel, with these lines in each row of its phase 2. */
function policyTunnel(...phase2: readonly (readonly string[])[]): string {
  const rows = phase2.map((lines, index) => row(`p${index}`, 'set phase1name "site-b"', ...lines)).join("");
  const before = [
    table("vpn ipsec phase1", row("site-b", 'set interface "wan"', "set remote-gw 203.0.113.1")),
    rows === "" ? "" : table("vpn ipsec phase2", rows),
  ];
  const tunnelled = policy(1, { action: "ipsec", dstintf: '"wan"', inbound: "enable", vpntunnel: '"site-b"' });
  return site([tunnelled, policy(2, { dstintf: '"wan"', action: "deny" })], before.join(""));
}

const LAB6 = table("firewall address6", row("lab", "set ip6 2001:db8:9::/64"));
const TO_LAB6 = { srcaddr6: '"all"', dstaddr6: '"lab"', "dstaddr-negate": "enable" };

const NARROW = ["set src-subnet 10.1.0.0 255.255.0.0", "set dst-subnet 10.8.0.0 255.255.0.0"];

const TRAPS: readonly Trap[] = [
  {
    trap: "1: no action is deny",
    text: site([policy(5, { action: undefined })]),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny" },
  },
  {
    trap: "2: rows are evaluated in file order, not by id",
    text: site([policy(20, { action: "deny", service: '"TELNET"' }), policy(3)]),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:23": "deny", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:22": "permit" },
  },
  {
    trap: "3: an address without subnet is every address",
    text: toAddress("srv", address("srv", "set color 3")),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 10.200.0.9:80": "permit",
      "lan > dmz tcp [2001:db8::5] -> [2001:db8::9]:80": "deny",
    },
  },
  {
    trap: "4: host bits of a subnet do not count",
    text: toAddress("srv", address("srv", "set subnet 10.2.0.7 255.255.255.0")),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.200:80": "permit", "lan > dmz tcp 10.1.1.5 -> 10.2.1.7:80": "deny" },
  },
  {
    trap: "4: an interface-subnet is the network of its interface",
    text: toAddress(
      "dmz address",
      address("dmz address", "set type interface-subnet", "set subnet 10.9.0.1 255.255.255.0", 'set interface "dmz"'),
    ),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.200:80": "permit", "lan > dmz tcp 10.1.1.5 -> 10.9.0.7:80": "deny" },
  },
  {
    trap: "5: ones of a wildcard mask must match",
    text: toAddress("line", address("line", "set type wildcard", "set wildcard 10.0.5.0 255.0.255.0")),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.77.5.9:80": "permit", "lan > dmz tcp 10.1.1.5 -> 10.77.6.9:80": "deny" },
  },
  {
    trap: "6: the destination stands before the colon",
    text: onService("login", service("login", "set tcp-portrange 513:512-1023")),
    answers: {
      "lan > dmz tcp 10.1.1.5:600 -> 10.2.0.9:513": "permit",
      "lan > dmz tcp 10.1.1.5:2000 -> 10.2.0.9:513": "deny",
      "lan > dmz tcp 10.1.1.5:600 -> 10.2.0.9:514": "deny",
    },
  },
  {
    trap: "7: a source limit holds for its own entry alone",
    text: onService("web", service("web", "set tcp-portrange 80-90:1024-65535 443")),
    answers: {
      "lan > dmz tcp 10.1.1.5:600 -> 10.2.0.9:443": "permit",
      "lan > dmz tcp 10.1.1.5:600 -> 10.2.0.9:80": "deny",
      "lan > dmz tcp 10.1.1.5:1024 -> 10.2.0.9:90": "permit",
    },
  },
  {
    trap: "8: absent ranges contribute nothing",
    text: onService("log", service("log", "set udp-portrange 514")),
    answers: { "lan > dmz udp 10.1.1.5 -> 10.2.0.9:514": "permit", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:514": "deny" },
  },
  {
    trap: "9: protocol IP without number is everything",
    text: onService("any-ip", service("any-ip", "set protocol IP")),
    answers: { "lan > dmz gre 10.1.1.5 -> 10.2.0.9": "permit", "lan > dmz udp 10.1.1.5 -> 10.2.0.9:53": "permit" },
  },
  {
    trap: "9: protocol IP with number 6 is all of TCP, port 0 too; ALL_TCP leaves port 0 out",
    text: onService("any-tcp", service("any-tcp", "set protocol IP", "set protocol-number 6")),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:0": "permit", "lan > dmz udp 10.1.1.5 -> 10.2.0.9:53": "deny" },
  },
  {
    trap: "9, D17: ALL_TCP leaves destination port 0 out; without a source range every source port fits, 0 too",
    text: onService("ALL_TCP", ""),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:0": "deny", "lan > dmz tcp 10.1.1.5:0 -> 10.2.0.9:1": "permit" },
    codes: ["fortigate/predefined-object"],
  },
  {
    trap: "10: PING is echo request alone",
    text: onService("PING", ""),
    answers: { "lan > dmz icmp 10.1.1.5 -> 10.2.0.9:8": "permit", "lan > dmz icmp 10.1.1.5 -> 10.2.0.9:0": "deny" },
  },
  {
    trap: "10: ALL_ICMP is every type",
    text: onService("ALL_ICMP", ""),
    answers: { "lan > dmz icmp 10.1.1.5 -> 10.2.0.9:0": "permit", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny" },
  },
  {
    trap: "11: negation is of the whole list",
    text: site(
      [policy(1, { srcaddr: '"a" "b"', "srcaddr-negate": "enable" })],
      table("firewall address", row("a", "set subnet 10.1.1.5/32"), row("b", "set subnet 10.1.1.6/32")),
    ),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny",
      "lan > dmz tcp 10.1.1.6 -> 10.2.0.9:80": "deny",
      "lan > dmz tcp 10.1.1.7 -> 10.2.0.9:80": "permit",
      "lan > dmz tcp [2001:db8::5] -> [2001:db8::9]:80": "deny",
    },
  },
  {
    trap: "11: one key negated both families before IPv6 had its own",
    text: site([policy(1, TO_LAB6)], LAB6, "7.0.12"),
    answers: {
      "lan > dmz tcp [2001:db8:1::5] -> [2001:db8:9::9]:80": "unknown",
      "lan > dmz tcp [2001:db8:1::5] -> [2001:db8:7::9]:80": "unknown",
    },
  },
  {
    trap: "11: since then it is about IPv4 alone",
    text: site([policy(1, TO_LAB6)], LAB6, "7.6.2"),
    answers: {
      "lan > dmz tcp [2001:db8:1::5] -> [2001:db8:9::9]:80": "permit",
      "lan > dmz tcp [2001:db8:1::5] -> [2001:db8:7::9]:80": "deny",
    },
  },
  {
    trap: "12: a negated service is every other packet",
    text: site([policy(1, { service: '"HTTP"', "service-negate": "enable" })]),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny",
      "lan > dmz udp 10.1.1.5 -> 10.2.0.9:80": "permit",
      "lan > dmz icmp 10.1.1.5 -> 10.2.0.9:8": "permit",
      "lan > dmz gre 10.1.1.5 -> 10.2.0.9": "permit",
    },
  },
  {
    trap: "13: exclusion counts only when it is enabled",
    text: toAddress(
      "g",
      table("firewall address", row("net10", "set subnet 10.2.0.0/24"), row("h1", "set subnet 10.2.0.9/32")) +
        table("firewall addrgrp", row("g", 'set member "net10"', 'set exclude-member "h1"')),
    ),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit" },
    codes: ["fortigate/unused-member"],
  },
  {
    trap: "13: and then takes the member out",
    text: toAddress(
      "g",
      table("firewall address", row("net10", "set subnet 10.2.0.0/24"), row("h1", "set subnet 10.2.0.9/32")) +
        table("firewall addrgrp", row("g", 'set member "net10"', "set exclude enable", 'set exclude-member "h1"')),
    ),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny", "lan > dmz tcp 10.1.1.5 -> 10.2.0.8:80": "permit" },
    codes: [],
  },
  {
    trap: "21: with internet-service leftover addresses and services are ignored",
    text: site(
      [
        policy(1, {
          "internet-service": "enable",
          "internet-service-name": '"Update-Server"',
          dstaddr: '"x"',
          service: '"HTTPS"',
        }),
      ],
      address("x", "set subnet 10.2.0.9/32"),
    ),
    answers: {
      "lan > dmz udp 10.1.1.5 -> 10.99.0.1:53": "unknown",
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:443": "unknown",
    },
  },
  {
    trap: "21: what a row without services is for in the family that has no internet services is not told",
    text: site(
      [
        policy(1, {
          "internet-service": "enable",
          "internet-service-name": '"Update-Server"',
          dstaddr: undefined,
          service: undefined,
          srcaddr6: '"all"',
          dstaddr6: '"v6net"',
        }),
      ],
      table("firewall address6", row("v6net", "set ip6 2001:db8:9::/48")),
    ),
    answers: {
      "lan > dmz tcp [2001:db8::5] -> [2001:db8:9::9]:80": "unknown",
      "lan > dmz tcp [2001:db8::5] -> [2001:db8:7::9]:80": "deny",
      "lan > dmz udp 10.1.1.5 -> 10.99.0.1:53": "unknown",
    },
  },
  {
    trap: "22: IPv4 keys alone never match IPv6",
    text: site([policy(1)]),
    answers: {
      "lan > dmz tcp [2001:db8::5] -> [2001:db8::9]:80": "deny",
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit",
    },
  },
  {
    trap: "22: a row may carry both families",
    text: site(
      [policy(1, { srcaddr6: '"all"', dstaddr6: '"v6net"' })],
      table("firewall address6", row("v6net", "set ip6 2001:db8:9::/48")),
    ),
    answers: {
      "lan > dmz tcp [2001:db8::5] -> [2001:db8:9::9]:80": "permit",
      "lan > dmz tcp [2001:db8::5] -> [2001:db8:8::9]:80": "deny",
    },
  },
  {
    trap: "26: the same row without groups lets everybody through",
    text: site([policy(1, { groups: '"staff"' }), policy(2, { service: '"HTTP"' })]),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:22": "unknown" },
  },
  {
    trap: "26: with auth-on-demand always nobody unauthenticated gets that far",
    text: site(
      [policy(1, { groups: '"staff"' }), policy(2)],
      "config user setting\n    set auth-on-demand always\nend\n",
    ),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown" },
  },
  {
    trap: "27: a deny with schedule none is not there",
    text: site([policy(1, { action: "deny", schedule: '"none"' }), policy(2)]),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit" },
  },
  {
    trap: "27: a deny that holds at times leaves the answer open",
    text: site(
      [policy(1, { action: "deny", schedule: '"work"' }), policy(2)],
      table("firewall schedule recurring", row("work", "set day monday tuesday", "set start 06:00", "set end 18:00")),
    ),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown" },
  },
  {
    trap: "28: a disabled row contributes nothing",
    text: site([policy(1, { status: "disable" })]),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny" },
  },
  {
    trap: "29: a comment with statements in it is one value",
    text:
      header() +
      INTERFACES +
      `config firewall policy\n    edit 1\n        set comments "allow \\"old\\" net\nnext\nend"\n        set srcintf "lan"\n        set dstintf "dmz"\n        set srcaddr "all"\n        set dstaddr "all"\n        set action accept\n        set schedule "always"\n        set service "HTTP"\n    next\nend\n`,
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:81": "deny" },
    codes: ["fortigate/predefined-object"],
  },
  {
    trap: "30: a table opened twice edits the same row",
    text: site([policy(7), policy(8, { action: "deny" })]) + table("firewall policy", row(7, "set status disable")),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny" },
  },
  {
    trap: "32: an ipsec row with inbound lets the far side in",
    text: policyTunnel([]),
    answers: { "lan > wan tcp 10.1.1.5 -> 10.8.0.9:80": "permit", "wan > lan tcp 10.8.0.9 -> 10.1.1.5:80": "permit" },
  },
  {
    trap: "32: but in clear nobody of the segment that the tunnel starts from",
    text: policyTunnel([]),
    answers: { "wan > lan tcp 192.0.2.77 -> 10.1.1.5:80": "unknown" },
  },
  {
    trap: "32: and without it only the near side",
    text: site([policy(1, { action: "ipsec", dstintf: '"wan"', vpntunnel: '"site-b"' })]),
    answers: { "wan > lan tcp 10.8.0.9 -> 10.1.1.5:80": "deny" },
  },
  {
    trap: "32: an ipsec row surely lets pass what fits phase 2 of its tunnel",
    text: policyTunnel(NARROW),
    answers: {
      "lan > wan tcp 10.1.1.5 -> 10.8.0.9:80": "permit",
      "lan > wan tcp 10.1.1.5 -> 10.7.0.9:80": "unknown",
      "wan > lan tcp 10.8.0.9 -> 10.1.1.5:80": "permit",
      "wan > lan tcp 10.7.0.9 -> 10.1.1.5:80": "unknown",
    },
  },
  {
    trap: "32: a concentrator may lead from one tunnel to another, which no policy is about",
    text:
      policyTunnel([]) +
      table("vpn ipsec phase1", row("site-c", 'set interface "dmz"', "set remote-gw 10.2.0.7")) +
      table("vpn ipsec concentrator", row("spokes", 'set member "site-b" "site-c"')),
    answers: {
      "wan > dmz tcp 10.8.0.9 -> 10.9.0.9:80": "unknown",
      "lan > dmz tcp 10.1.1.5 -> 10.9.0.9:80": "deny",
    },
  },
  {
    trap: "32: a concentrator may lead to a tunnel with written keys",
    text:
      policyTunnel([]) +
      table("vpn ipsec manualkey", row("site-c", 'set interface "dmz"', "set remote-gw 10.2.0.7")) +
      table("vpn ipsec concentrator", row("spokes", 'set member "site-b" "site-c"')),
    answers: {
      "wan > dmz tcp 10.8.0.9 -> 10.9.0.9:80": "unknown",
      "lan > dmz tcp 10.1.1.5 -> 10.9.0.9:80": "deny",
    },
  },
  {
    trap: "32: or anywhere, where one of its tunnels is not in the file",
    text: policyTunnel([]) + table("vpn ipsec concentrator", row("spokes", 'set member "site-b" "site-c"')),
    answers: {
      "wan > dmz tcp 10.8.0.9 -> 10.9.0.9:80": "unknown",
      "wan > self tcp 10.8.0.9 -> 203.0.113.2:8443": "deny",
    },
  },
  {
    trap: "32: nor whether the far side comes in where the action is not known",
    text: policyTunnel([]).replace("set action ipsec", "set action ipsek"),
    answers: { "lan > wan tcp 10.1.1.5 -> 10.8.0.9:80": "unknown", "wan > lan tcp 10.8.0.9 -> 10.1.1.5:80": "unknown" },
    codes: ["fortigate/unknown-value"],
  },
  {
    trap: "32: without its tunnel it is not known what an ipsec row lets pass",
    text: site([policy(1, { action: "ipsec", dstintf: '"wan"', inbound: "enable", vpntunnel: '"site-b"' })]),
    answers: { "lan > wan tcp 10.1.1.5 -> 10.8.0.9:80": "unknown", "wan > lan tcp 10.8.0.9 -> 10.1.1.5:80": "unknown" },
  },
  {
    trap: "32: a tunnel with written keys has no phase 2",
    text:
      site([policy(1, { action: "ipsec", dstintf: '"wan"', vpntunnel: '"site-b"' })]) +
      table("vpn ipsec manualkey", row("site-b", 'set interface "wan"', "set remote-gw 203.0.113.1")),
    answers: { "lan > wan tcp 10.1.1.5 -> 10.8.0.9:80": "permit" },
  },
  {
    trap: "32: phase 2 without a selector is for what the row says",
    text: policyTunnel([]),
    answers: { "lan > wan tcp 10.1.1.5 -> 10.7.0.9:80": "permit" },
  },
  {
    trap: "32: with several selectors it is not computed what fits",
    text: policyTunnel(NARROW, ["set dst-subnet 10.6.0.0 255.255.0.0"]),
    answers: { "lan > wan tcp 10.1.1.5 -> 10.8.0.9:80": "unknown" },
  },
  {
    trap: "32: without phase 2 it is not known what fits",
    text: policyTunnel(),
    answers: { "lan > wan tcp 10.1.1.5 -> 10.8.0.9:80": "unknown" },
  },
  {
    trap: "a policy that asks a proxy as well lets pass what its policies say",
    text: site([
      policy(1, { "http-policy-redirect": "enable" }),
      policy(2, { dstintf: '"wan"', disclaimer: "enable" }),
    ]),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown",
      "lan > wan tcp 10.1.1.5 -> 192.0.2.9:80": "unknown",
    },
  },
  {
    trap: "33: ordinary policies do not forward multicast",
    text: site([policy(1)]),
    answers: { "lan > dmz udp 10.1.1.5 -> 239.1.1.1:5000": "deny" },
  },
  {
    trap: "33: a multicast policy without action accepts",
    text:
      site([]) +
      table(
        "firewall multicast-policy",
        row(1, 'set srcintf "lan"', 'set dstintf "dmz"', 'set srcaddr "all"', 'set dstaddr "groups"'),
      ) +
      table("firewall multicast-address", row("groups", "set start-ip 239.1.1.0", "set end-ip 239.1.1.255")),
    answers: {
      "lan > dmz udp 10.1.1.5 -> 239.1.1.1:5000": "permit",
      "lan > dmz udp 10.1.1.5 -> 239.1.2.1:5000": "deny",
      "lan > dmz udp 10.1.1.5 -> 10.2.0.9:5000": "deny",
    },
  },
  {
    trap: "37: factory objects without subnet match any address",
    text: toAddress("FABRIC_DEVICE", ""),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.99.0.9:80": "permit" },
    codes: ["fortigate/predefined-object"],
  },
  {
    trap: "38: in policy-based mode an accept in one table permits nothing",
    text: site([policy(1)], "config system settings\n    set ngfw-mode policy-based\nend\n"),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny" },
  },
  {
    trap: "38: it needs an accept in both",
    text:
      site([policy(1)], "config system settings\n    set ngfw-mode policy-based\nend\n") +
      table("firewall security-policy", policy(1, { service: '"HTTP"' })),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:22": "deny" },
  },
  {
    trap: "38: up to release 6.0 policies decide alone in that mode, by applications too",
    text: site(
      [
        policy(1, { action: "deny", "url-category": "26" }),
        policy(2, { service: '"HTTP"' }),
        policy(3, { service: '"SSH"', application: "15832" }),
      ],
      "config system settings\n    set inspection-mode flow\n    set ngfw-mode policy-based\nend\n",
      "6.0.9",
    ),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown",
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:22": "unknown",
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:23": "deny",
    },
  },
  {
    trap: "38: up to release 6.0 a policy without applications lets pass by itself",
    text: site([policy(1)], "config system settings\n    set ngfw-mode policy-based\nend\n", "5.6.3"),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit" },
  },
  {
    trap: "38: of an unknown release it is not known which of both holds",
    text:
      INTERFACES +
      "config system settings\n    set ngfw-mode policy-based\nend\n" +
      table("firewall policy", policy(1)),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown" },
    codes: ["fortigate/unknown-version"],
  },
  {
    trap: "38: whether a row without action accepts there is not documented, and the other table decides all the same",
    text:
      site([policy(1, { action: undefined })], "config system settings\n    set ngfw-mode policy-based\nend\n") +
      table("firewall security-policy", policy(1, { service: '"HTTP"' })),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:22": "deny" },
  },
  {
    trap: "38: release 6.2 calls the IPv4 addresses of both tables srcaddr4 and dstaddr4",
    text: [
      header("6.2.3"),
      INTERFACES,
      "config system settings\n    set ngfw-mode policy-based\nend\n",
      table("firewall consolidated policy", former(1)),
      table("firewall security-policy", former(1, { service: '"HTTP"' })),
    ].join(""),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:22": "deny" },
  },
  {
    trap: "38: a security policy that lost its interfaces stops nothing surely",
    text:
      site([policy(1)], "config system settings\n    set ngfw-mode policy-based\nend\n") +
      table("firewall security-policy", policy(1, { srcintf: undefined, action: "deny" }), policy(2)),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown" },
    codes: ["fortigate/incomplete-policy"],
  },
  {
    trap: "38: a security policy that learns may let everything pass, whatever its action",
    text:
      site([policy(1)], "config system settings\n    set ngfw-mode policy-based\nend\n") +
      table("firewall security-policy", policy(1, { action: undefined, "learning-mode": "enable" })),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown" },
  },
  {
    trap: "38: a security policy without services goes by the ports of applications",
    text:
      site([policy(1)], "config system settings\n    set ngfw-mode policy-based\nend\n") +
      table("firewall security-policy", policy(1, { service: undefined })),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown" },
  },
  {
    trap: "33: groups of the factory that a partial export leaves out",
    text:
      site([]) +
      table(
        "firewall multicast-policy",
        row(1, 'set srcintf "lan"', 'set dstintf "dmz"', 'set srcaddr "all"', 'set dstaddr "Bonjour" "OSPF"'),
      ),
    answers: {
      "lan > dmz udp 10.1.1.5 -> 224.0.0.251:5353": "permit",
      "lan > dmz ip89 10.1.1.5 -> 224.0.0.6": "permit",
      "lan > dmz udp 10.1.1.5 -> 239.1.1.1:5000": "deny",
    },
    codes: ["fortigate/predefined-object"],
  },
  {
    trap: "33: that multicast passes without a policy is documented for bridges alone",
    text: site([], "config system settings\n    set multicast-skip-policy enable\nend\n"),
    answers: { "lan > dmz udp 10.1.1.5 -> 239.1.1.1:5000": "unknown" },
  },
  {
    trap: "41: NONE matches port 0, webproxy nothing",
    text: site([policy(1, { service: '"NONE" "webproxy"' })]),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:0": "permit" },
  },
  {
    trap: "43: all beside other addresses is not silently every address",
    text: toAddress('all" "x', address("x", "set subnet 10.2.0.9/32")),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit", "lan > dmz tcp 10.1.1.5 -> 10.2.0.8:80": "unknown" },
    codes: ["fortigate/list-with-all"],
  },
  {
    trap: "43: ALL beside other services is not silently every service",
    text: site([policy(1, { service: '"ALL" "HTTP"' })]),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "permit", "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:22": "unknown" },
  },
  {
    trap: "43: any beside other interfaces is not silently every interface",
    text: site([policy(1, { srcintf: '"any" "lan"' })]),
    answers: { "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "unknown" },
    codes: ["fortigate/list-with-all"],
  },
];

describe("FortiOS traps: policies and objects", () => {
  it.each(TRAPS)("$trap", ({ text, answers, codes }) => {
    const { device, codes: found } = parse(text);
    const walked = Object.fromEntries(Object.keys(answers).map((packet) => [packet, walk(device, packet)]));
    expect(walked).toEqual(answers);
    const shown = found.filter((code) => codes?.includes(code) || code !== "fortigate/predefined-object");
    if (codes) expect([...new Set(shown)]).toEqual(codes);
  });
});
