/** Traps of reference/fortios.md section 9 about virtual IPs and central NAT: text in, answer out. */
import { describe, expect, it } from "vitest";
import { createWalker } from "../../../src/analyse/oracle/walk.js";
import { createSetTracer } from "../../../src/analyse/trace-sets.js";
import type { Packet } from "../../../src/model/packet.js";
import { readIPv4 } from "../../../src/packets/address.js";
import { policy, row, site, table } from "./site.js";
import { type Answer, parse, walk } from "./walk.js";

const VIP1 = row("VIP1", "set extip 192.0.2.10", 'set extintf "wan"', 'set mappedip "10.2.0.9"');
const WEB = row(
  "WEB",
  "set extip 192.0.2.10",
  'set extintf "any"',
  "set portforward enable",
  'set mappedip "10.2.0.9"',
  "set extport 8080",
  "set mappedport 80",
);
const services = table("firewall service custom", row("TCP_8080", "set tcp-portrange 8080"));
const vips = (...rows: string[]) => table("firewall vip", ...rows);
const central = "config system settings\n    set central-nat enable\nend\n";
const fromWan = { srcintf: '"wan"' };
const denyAll = policy(1, { ...fromWan, action: "deny" });
const toVip = policy(2, { ...fromWan, dstaddr: '"VIP1"' });

const TRAPS: readonly { trap: string; text: string; answers: Readonly<Record<string, Answer>> }[] = [
  {
    trap: "14: before match-vip became the default, a deny to all does not stop virtual IPs",
    text: site([denyAll, toVip], vips(VIP1), "6.2.8"),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "permit",
      "wan > dmz tcp 192.0.2.77 -> 10.2.0.9:80": "deny",
    },
  },
  {
    trap: "14: since then it does",
    text: site([denyAll, toVip], vips(VIP1), "7.4.3"),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "deny" },
  },
  {
    trap: '14, D2: where somebody made less of "all", which of the two addresses counts is not known',
    text: site(
      [
        policy(1, { ...fromWan, action: "deny", srcaddr: '"out"' }),
        policy(2, { ...fromWan, srcaddr: '"out"', dstaddr: '"VIP1"' }),
      ],
      table(
        "firewall address",
        row("all", "set subnet 10.2.0.0 255.255.255.0"),
        row("out", "set subnet 192.0.2.0 255.255.255.0"),
      ) + vips(VIP1),
      "7.4.3",
    ),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "unknown" },
  },
  {
    trap: "14: match-vip as written wins",
    text: site([policy(1, { ...fromWan, action: "deny", "match-vip": "disable" }), toVip], vips(VIP1), "7.4.3"),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "permit" },
  },
  {
    trap: "14: a deny of nothing but what a virtual IP translated stops nothing where there is none",
    text: site(
      [policy(1, { ...fromWan, action: "deny", "match-vip-only": "enable" }), policy(2, fromWan)],
      "",
      "7.4.3",
    ),
    answers: { "wan > dmz tcp 192.0.2.77 -> 10.2.0.9:80": "unknown" },
  },
  {
    trap: "14, D1: between these releases both are possible",
    text: site([denyAll, toVip], vips(VIP1), "7.2.3"),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "unknown" },
  },
  {
    trap: "15, D15: an accept of all does not surely match what a virtual IP translated",
    text: site([policy(1, fromWan), policy(2, { dstaddr: '"VIP1"' })], vips(VIP1)),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "unknown",
      "wan > dmz tcp 192.0.2.77 -> 10.2.0.8:80": "permit",
    },
  },
  {
    trap: "16: the service of a row is compared with the mapped port",
    text: site([policy(1, { ...fromWan, dstaddr: '"WEB"', service: '"TCP_8080"' })], services + vips(WEB)),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8080": "deny",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "deny",
    },
  },
  {
    trap: "16: so it has to name that one",
    text: site([policy(1, { ...fromWan, dstaddr: '"WEB"', service: '"HTTP"' })], vips(WEB)),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8080": "permit",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:81": "deny",
    },
  },
  {
    trap: "17, D3: extintf does not limit where packets are translated, and rows for others are open",
    text: site([policy(1, { dstaddr: '"VIP1"' })], vips(VIP1)),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 192.0.2.10:80": "unknown",
      "lan > wan tcp 10.1.1.5 -> 192.0.2.10:80": "deny",
    },
  },
  {
    trap: "17, D3: a row for several interfaces is sure for that of the virtual IP, and open for others",
    text: site([policy(1, { srcintf: '"lan" "wan"', dstaddr: '"VIP1"' })], vips(VIP1)),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "permit",
      "lan > dmz tcp 10.1.1.5 -> 192.0.2.10:80": "unknown",
    },
  },
  {
    trap: "17, D3: so is a row for any interface",
    text: site([policy(1, { srcintf: '"any"', dstaddr: '"VIP1"' })], vips(VIP1)),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "permit",
      "lan > dmz tcp 10.1.1.5 -> 192.0.2.10:80": "unknown",
    },
  },
  {
    trap: "D3: a row to the outer interface and one from there to the virtual IP may let hosts inside in, whatever a row for them says",
    text: site(
      [
        policy(1, { dstintf: '"wan"' }),
        policy(2, { action: "deny", "match-vip": "enable" }),
        policy(3, { ...fromWan, dstaddr: '"VIP1"', service: '"HTTP"' }),
      ],
      vips(VIP1),
      "7.4.3",
    ),
    answers: {
      "lan > dmz tcp 10.1.1.5 -> 192.0.2.10:80": "unknown",
      "lan > dmz tcp 10.1.1.5 -> 192.0.2.10:22": "deny",
      "lan > dmz tcp 10.1.1.5 -> 10.2.0.9:80": "deny",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "permit",
    },
  },
  {
    trap: "D3: without a way to the outer interface they do not get in",
    text: site([policy(3, { ...fromWan, dstaddr: '"VIP1"' })], vips(VIP1)),
    answers: { "lan > dmz tcp 10.1.1.5 -> 192.0.2.10:80": "deny" },
  },
  {
    trap: "18: the address of an unused virtual IP leads nowhere",
    text: site([policy(1, { dstintf: '"wan"' })], vips(VIP1)),
    answers: { "lan > wan tcp 10.1.1.5 -> 192.0.2.10:80": "deny", "lan > wan tcp 10.1.1.5 -> 192.0.2.11:80": "permit" },
  },
  {
    trap: "18: nor may that of one whose servers are known by name alone",
    text: site(
      [policy(1, { dstintf: '"wan"' })],
      vips(row("N", "set type fqdn", "set extip 192.0.2.10", 'set extintf "any"', 'set mapped-addr "srv"')),
    ),
    answers: {
      "lan > wan tcp 10.1.1.5 -> 192.0.2.10:80": "unknown",
      "lan > wan tcp 10.1.1.5 -> 192.0.2.11:80": "permit",
    },
  },
  {
    trap: "18: some releases route packets to it on, perhaps",
    text: site([policy(1, { dstintf: '"wan"' })], vips(VIP1), "7.0.12"),
    answers: {
      "lan > wan tcp 10.1.1.5 -> 192.0.2.10:80": "unknown",
      "lan > wan tcp 10.1.1.5 -> 192.0.2.11:80": "permit",
    },
  },
  {
    trap: "18: and those after them do not",
    text: site([policy(1, { dstintf: '"wan"' })], vips(VIP1), "7.0.13"),
    answers: { "lan > wan tcp 10.1.1.5 -> 192.0.2.10:80": "deny" },
  },
  {
    trap: "18: addresses of pools may be the device's own as well",
    text: site(
      [policy(1, { dstintf: '"wan"' })],
      table("firewall ippool", row("P", "set startip 192.0.2.20", "set endip 192.0.2.29")),
    ),
    answers: {
      "lan > wan tcp 10.1.1.5 -> 192.0.2.20:80": "unknown",
      "lan > wan tcp 10.1.1.5 -> 192.0.2.30:80": "permit",
    },
  },
  {
    trap: "19: among overlapping virtual IPs the order of their table decides",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"VIP2"' }), policy(2, { ...fromWan, dstaddr: '"VIP1"', service: '"HTTP"' })],
      vips(
        VIP1,
        row(
          "VIP2",
          "set extip 192.0.2.10",
          'set mappedip "10.2.0.20"',
          "set portforward enable",
          "set extport 22",
          "set mappedport 22",
        ),
      ),
    ),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "permit",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:22": "deny",
    },
  },
  {
    trap: "20: with central NAT rows name the mapped address",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"server"' })],
      central + vips(VIP1) + table("firewall address", row("server", "set subnet 10.2.0.9/32")),
    ),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "permit" },
  },
  {
    trap: "20: and the outside address never matches",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"outside"' })],
      central + vips(VIP1) + table("firewall address", row("outside", "set subnet 192.0.2.10/32")),
    ),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "deny" },
  },
  {
    trap: "28: a virtual IP that only disabled rows name does not translate",
    text: site([policy(1, { ...fromWan, dstaddr: '"VIP1"', status: "disable" })], vips(VIP1)),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "deny" },
  },
  {
    trap: "a range is mapped by offset",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"RANGE"' })],
      vips(row("RANGE", "set extip 192.0.2.20-192.0.2.29", 'set extintf "wan"', 'set mappedip "10.2.0.20-10.2.0.29"')),
    ),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.25:80": "permit",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.30:80": "deny",
    },
  },
  {
    trap: "a group of virtual IPs stands for its members",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"published"' })],
      vips(VIP1) + table("firewall vipgrp", row("published", 'set interface "wan"', 'set member "VIP1"')),
    ),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "permit",
      "wan > dmz tcp 192.0.2.77 -> 10.2.0.9:80": "deny",
    },
  },
  {
    trap: "a source filter limits what is translated",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"VIP1"' })],
      vips(
        row(
          "VIP1",
          "set extip 192.0.2.10",
          'set extintf "wan"',
          'set mappedip "10.2.0.9"',
          "set src-filter 192.0.2.64/26",
        ),
      ),
    ),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "permit",
      "wan > dmz tcp 192.0.2.7 -> 192.0.2.10:80": "deny",
    },
  },
  {
    trap: "no outside address is that of the outside interface",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"OWN"' })],
      vips(row("OWN", "set extip 0.0.0.0", 'set extintf "wan"', 'set mappedip "10.2.0.9"')),
    ),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.1:80": "permit",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.2:80": "deny",
    },
  },
  {
    trap: "and where that is given by the network, any address may be it",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"OWN"' })],
      table("system interface", row("wan", "set mode dhcp")) +
        vips(row("OWN", "set extip 0.0.0.0", 'set extintf "wan"', 'set mappedip "10.2.0.9"')),
    ),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.200:80": "unknown" },
  },
  {
    trap: "a balancer translates its port, to the ports of its servers",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"BALANCED"', service: '"TCP_8080"' })],
      services +
        vips(
          row(
            "BALANCED",
            "set type server-load-balance",
            "set server-type tcp",
            "set extip 192.0.2.10",
            "set extport 80",
            "config realservers",
            "edit 1",
            "set ip 10.2.0.9",
            "set port 8080",
            "next",
            "end",
          ),
        ),
    ),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "permit",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8080": "deny",
      "wan > dmz udp 192.0.2.77 -> 192.0.2.10:80": "deny",
    },
  },
  {
    trap: "D16: a virtual IP that only a deny names may translate",
    text: site([policy(1, { ...fromWan, action: "deny", dstaddr: '"VIP1"' }), policy(2, fromWan)], vips(VIP1)),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "deny" },
  },
];

/** Translations with more than one outcome, or by services: what the yardstick of the traps does not work out. */
const CHOICES: typeof TRAPS = [
  {
    trap: "16: which packets one that lost its mapped port, or the outside one, makes of which is not known",
    text: site(
      [
        policy(1, { ...fromWan, dstaddr: '"WEB"', service: '"HTTP"' }),
        policy(2, { ...fromWan, dstaddr: '"OTHER"', service: '"HTTP"' }),
      ],
      vips(
        WEB.replace(/ *set mappedport 80\n/, ""),
        WEB.replace("WEB", "OTHER")
          .replace("192.0.2.10", "192.0.2.11")
          .replace(/ *set extport 8080\n/, ""),
      ),
    ),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8080": "unknown",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.11:8080": "unknown",
      "wan > dmz udp 192.0.2.77 -> 192.0.2.11:8080": "deny",
    },
  },
  {
    trap: "a server on standby may get the sessions, on its own port",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"BALANCED"', service: '"HTTP"' })],
      vips(
        row(
          "BALANCED",
          "set type server-load-balance",
          "set server-type tcp",
          "set extip 192.0.2.10",
          "set extport 80",
          "config realservers",
          ...["edit 1", "set ip 10.2.0.9", "set port 80", "next"],
          ...["edit 2", "set ip 10.2.0.10", "set port 8080", "set status standby", "next"],
          ...["edit 3", "set ip 10.2.0.11", "set port 8081", "set status disable", "next"],
          "end",
        ),
      ),
    ),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "unknown" },
  },
  {
    trap: "with m-to-n any outside port may become any port of the server",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"PORTS"', service: '"HTTP"' })],
      vips(
        row(
          "PORTS",
          "set extip 192.0.2.10",
          'set mappedip "10.2.0.9"',
          "set portforward enable",
          "set portmapping-type m-to-n",
          "set extport 8080-8081",
          "set mappedport 80-81",
        ),
      ),
    ),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8080": "unknown",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8081": "unknown",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8082": "deny",
    },
  },
  {
    trap: "a balancer with a port and no kind of server may translate any",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"BALANCED"' })],
      vips(
        row(
          "BALANCED",
          "set type server-load-balance",
          "set extip 192.0.2.10",
          "set extport 443",
          ...["config realservers", "edit 1", "set ip 10.2.0.9", "next", "end"],
        ),
      ),
    ),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "unknown" },
  },
  ...["set type warp", "set protocol dccp", "set extport web", "set mappedport web"].map((line) => ({
    trap: `${line} is no value of a virtual IP, which then may translate anything`,
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"WEB"' })],
      vips(WEB.replace("    next\n", `        ${line}\n    next\n`)),
    ),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8080": "unknown" as const,
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:81": "unknown" as const,
    },
  })),
  {
    trap: "services filter what is translated, and one port may stand for theirs",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"SERVICES"', service: '"HTTP"' })],
      services +
        vips(
          row(
            "SERVICES",
            "set extip 192.0.2.10",
            'set mappedip "10.2.0.9"',
            'set service "TCP_8080"',
            "set portforward enable",
            "set mappedport 80",
          ),
        ),
    ),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8080": "permit",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:81": "deny",
    },
  },
  {
    trap: "nor do the ports count that a full configuration prints beside services",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"WEB"', service: '"HTTP"' })],
      services + vips(WEB.replace("set extport 8080", 'set service "TCP_8080"\n        set extport 0-65535')),
    ),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8080": "permit",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:81": "deny",
    },
  },
  {
    trap: "of a port and services beside it, which no device prints, either may count",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"WEB"', service: '"HTTP"' })],
      services + vips(WEB.replace("set extport 8080", 'set service "TCP_8080"\n        set extport 8081')),
    ),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8080": "unknown",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8081": "unknown",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8082": "deny",
    },
  },
  {
    trap: "one server stands for the first of as many as there are outside addresses, one port for the first of as many",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"WEB"', service: '"TCP_81"' })],
      table("firewall service custom", row("TCP_81", "set tcp-portrange 81")) +
        vips(
          WEB.replace("extip 192.0.2.10", "extip 192.0.2.10-192.0.2.12").replace("extport 8080", "extport 8080-8081"),
        ),
    ),
    answers: {
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8080": "deny",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:8081": "permit",
      "wan > dmz tcp 192.0.2.77 -> 192.0.2.12:8081": "permit",
    },
  },
  {
    trap: "which server is left to clients that one is not for is not worked out",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"BALANCED"', service: '"HTTP"' })],
      vips(
        row(
          "BALANCED",
          "set type server-load-balance",
          "set server-type tcp",
          "set extip 192.0.2.10",
          "set extport 80",
          ...["config realservers", "edit 1", "set ip 10.2.0.9", "set client-ip 192.0.2.7", "next", "end"],
        ),
      ),
    ),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "unknown" },
  },
  {
    trap: "an interface filter with a name that leads nowhere may translate packets of any",
    text: site(
      [policy(1, { ...fromWan, dstaddr: '"FILTERED"' })],
      vips(row("FILTERED", "set extip 192.0.2.10", 'set mappedip "10.2.0.9"', 'set srcintf-filter "cell"')),
    ),
    answers: { "wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80": "unknown" },
  },
];

/** `wan > dmz tcp 192.0.2.77 -> 192.0.2.10:80`. */
function readPacket(text: string): { packet: Packet; ingress: string; egress: string } {
  const [, ingress = "", egress = "", protocol, src = "", dst = "", port] =
    /^(\S+) > (\S+) (tcp|udp) (\S+) -> ([^:]+):(\d+)$/.exec(text) ?? [];
  const ends = { src: readIPv4(src) as number, dst: readIPv4(dst) as number };
  const tcp = protocol === "tcp";
  const header = { srcPort: 40_000, dstPort: Number(port), icmpType: 0, icmpCode: 0, flags: tcp ? 2 : 0, tail: false };
  return { packet: { family: 4, ...ends, protocol: tcp ? 6 : 17, ...header }, ingress, egress };
}

describe("FortiOS traps: virtual IPs", () => {
  it.each(TRAPS)("$trap", ({ text, answers }) => {
    const { device } = parse(text);
    const walked = Object.fromEntries(Object.keys(answers).map((packet) => [packet, walk(device, packet)]));
    expect(walked).toEqual(answers);
  });

  it.each([...TRAPS, ...CHOICES])("walked and by sets: $trap", ({ text, answers }) => {
    const { device } = parse(text);
    const [byWalk, bySets] = [createWalker(device), createSetTracer(device)];
    for (const [asked, answer] of Object.entries(answers)) {
      const { packet, ingress, egress } = readPacket(asked);
      expect({ asked, walk: byWalk(packet, ingress, egress).verdict }).toEqual({ asked, walk: answer });
      expect({ asked, sets: bySets(packet, ingress, egress) }).toEqual({ asked, sets: answer });
    }
  });

  it("17, D3: rows for other interfaces than that of an IPv6 virtual IP are open as well", () => {
    const keys = { srcaddr: undefined, dstaddr: undefined, srcaddr6: '"all"', dstaddr6: '"VIP6"' };
    const vip6 = row("VIP6", "set extip 2001:db8:1::10", 'set extintf "wan"', "set mappedip 2001:db8:2::9");
    const { device } = parse(site([policy(1, keys)], table("firewall vip6", vip6)));
    const rules = device.tables.flatMap((one) => one.rules.filter(({ id }) => id === "1"));
    expect(rules).toMatchObject([{ doubts: [{ effect: "narrows" }] }]);
  });

  it("14, D2: of a deny to every address of one family alone, which of the two addresses of the other counts is not known", () => {
    const denying = { action: "deny", srcaddr6: '"all"' };
    const rows = [policy(1, { ...denying, dstaddr6: '"server"' }), policy(2, { ...denying, dstaddr6: '"all"' })];
    const vip6 = row("VIP6", "set extip 2001:db8:1::10", "set mappedip 2001:db8:2::9");
    const six = table("firewall vip6", vip6) + table("firewall address6", row("server", "set ip6 2001:db8:2::9/128"));
    const rules = parse(site(rows, six, "7.4.3")).device.tables.flatMap((one) => one.rules);
    expect(["1", "2"].map((id) => rules.find((rule) => rule.id === id)?.match.translated)).toEqual(["unknown", "fits"]);
  });

  it("a server of a virtual IP with nat-source-vip may get the outside address, before any pool", () => {
    const pools = table("firewall ippool", row("pool", "set startip 192.0.2.100", "set endip 192.0.2.101"));
    const out = policy(1, { dstintf: '"wan"', nat: "enable", ippool: "enable", poolname: '"pool"' });
    const published = vips(VIP1.replace("set extip", "set nat-source-vip enable\n        set extip"));
    const sources = ["", central].map((mode) =>
      parse(site([out], `${mode}${pools}${published}`)).device.nat.filter(({ kind }) => kind === "source"),
    );
    for (const [first] of sources)
      expect(first).toMatchObject({
        id: "server of VIP1",
        match: { source: { kind: "unknown", upper: { from: 0x0a020009 } } },
        translated: { from: 0xc000020a },
      });
  });

  it.each([
    [
      "one address of each family",
      "set ip6-address 2001:db8:2::1/64",
      ["0xa020001", "0x20010db8000200000000000000000001"],
    ],
    [
      "several of IPv6",
      "set ip6-address 2001:db8:2::1/64\nconfig ip6-extra-addr\nedit 2001:db8:2::2/64\nnext\nend",
      ["0xa020001", "0x20010db8000200000000000000000001", "0x20010db8000200000000000000000002"],
    ],
    ["none of IPv6", "", ["0xa020001"]],
  ])("a source becomes an address of the interface it leaves by: %s", (_, lines, expected) => {
    const own = table("system interface", row("dmz", `config ipv6\n${lines}\nend`));
    const [nat] = parse(site([policy(1, { srcaddr6: '"all"', dstaddr6: '"all"', nat: "enable" })], own)).device.nat;
    const { translated } = nat ?? {};
    const of = translated?.kind === "union" ? translated.of : [translated];
    const told = of.map((one) =>
      one?.kind === "range4" || one?.kind === "range6" ? `0x${one.from.toString(16)}` : "",
    );
    expect(told).toEqual(expected);
  });

  it("translates sources by policies, or by the central table alone", () => {
    const pools = table("firewall ippool", row("pool", "set startip 192.0.2.100", "set endip 192.0.2.101"));
    const own = parse(site([policy(1, { nat: "enable", ippool: "enable", poolname: '"pool"' })], pools)).device;
    expect(own.nat).toMatchObject([
      {
        id: "policy 1",
        kind: "source",
        translated: { kind: "range4", from: 0xc0000264, to: 0xc0000265 },
        enabled: true,
      },
    ]);
    const two = policy(1, { srcintf: '"any"', dstaddr: '"VIP1"', nat: "enable", ippool: "enable", poolname: '"pool"' });
    const split = parse(site([two], pools + vips(VIP1))).device.nat.filter(({ kind }) => kind === "source");
    expect(split.map(({ translated }) => translated)).toMatchObject([{ from: 0xc0000264 }, { from: 0xc0000264 }]);
    const map = table(
      "firewall central-snat-map",
      row(
        1,
        'set srcintf "lan"',
        'set dstintf "wan"',
        'set orig-addr "all"',
        'set dst-addr "all"',
        'set nat-ippool "pool"',
      ),
      row(2, "set nat disable"),
    );
    const shared = parse(site([policy(1, { nat: "enable" })], central + pools + map)).device;
    expect(shared.nat).toMatchObject([
      { id: "central 1", match: { ingress: ["lan"], egress: ["wan"] }, translated: { from: 0xc0000264 } },
      { id: "central 2", exempt: true },
    ]);
  });
});
