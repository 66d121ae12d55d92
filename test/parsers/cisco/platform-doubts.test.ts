/** What the reference leaves open of ASA, NX-OS and IOS-XR, decided both ways, by its number (reference/cisco.md 10). */
import { describe, expect, it } from "vitest";
import { answers, asa } from "./asa-site.js";
import { askXr, block, xr, entries as xrEntries } from "./iosxr-site.js";
import { askNexus, nexus, entries as nexusEntries } from "./nxos-site.js";
import { type Answer, parse } from "./site.js";

const SSH = "tcp 10.1.0.5 > 10.2.0.9:22";
const WEB = "tcp 10.1.0.5 > 10.2.0.9:80";
const IPV6 = "ipv6 access-list A\n  permit ipv6 any any\n";

interface Doubt {
  readonly name: string;
  readonly ask: (packet: string) => string;
  readonly packets: Readonly<Record<string, Answer>>;
}

const onNexus = (text: string) => (packet: string) => askNexus(text, packet);
const onXr = (text: string) => (packet: string) => askXr(text, packet);
const onAsa = (text: string) => (packet: string) => answers(text, { [packet]: "unknown" })[packet] ?? "";

const LEVELS = asa("").replace(" nameif dmz\n security-level 50", " nameif dmz\n security-level 100");
const LISTED = "access-list IN extended permit tcp any any eq 22\naccess-group IN in interface inside\n";
const SAME = "same-security-traffic permit inter-interface\n";
const CELLS = `${SSH} [inside > dmz]`;
const CELLS_WEB = `${WEB} [inside > dmz]`;

const DOUBTS: readonly Doubt[] = [
  {
    name: "10.1: a list of NX-OS without entries may let everything pass, or nothing",
    ask: onNexus(nexus(`ip access-list A\n${IPV6}`)),
    packets: { [SSH]: "unknown" },
  },
  {
    name: "10.1: one of remarks has no entries either",
    ask: onNexus(nexus(`ip access-list A\n  10 remark later\n${IPV6}`)),
    packets: { [SSH]: "unknown" },
  },
  {
    name: "10.1: one with an entry decides, and one that is not defined lets everything pass",
    ask: onNexus(nexusEntries("10 permit tcp any any eq 22")),
    packets: { [SSH]: "permit", [WEB]: "deny" },
  },
  { name: "10.1: one that is not defined", ask: onNexus(nexus(IPV6)), packets: { [SSH]: "permit" } },
  ...["racl 0", "ing-racl 0", "racl 512\nhardware access-list tcam region racl 0"].map(
    (region): Doubt => ({
      name: `a list that the hardware of a Nexus has no room for may let everything pass: ${region}`,
      ask: onNexus(`${nexusEntries("10 permit tcp any any eq 22")}hardware access-list tcam region ${region}\n`),
      packets: { [WEB]: "unknown" },
    }),
  ),
  ...[
    "racl 512",
    "racl 0\nhardware access-list tcam region racl 512",
    "e-racl 0",
    "ipv6-ifacl 0",
    "vacl 0",
    "qos 0",
  ].map(
    (region): Doubt => ({
      name: `room of another kind of list concerns none of this: ${region}`,
      ask: onNexus(`${nexusEntries("10 permit tcp any any eq 22")}hardware access-list tcam region ${region}\n`),
      packets: { [SSH]: "permit", [WEB]: "deny" },
    }),
  ),
  {
    name: "10.2: a list of IOS-XR that is not defined",
    ask: onXr(xr("", ["ipv4 access-group A ingress"])),
    packets: { [SSH]: "unknown" },
  },
  {
    name: "10.2: one without entries",
    ask: onXr(xr(block("ipv4 access-list A", []), ["ipv4 access-group A ingress"])),
    packets: { [SSH]: "unknown" },
  },
  {
    name: "10.2: one with an entry decides",
    ask: onXr(xr(block("ipv4 access-list A", ["10 permit tcp any any eq 22"]), ["ipv4 access-group A ingress"])),
    packets: { [SSH]: "permit", [WEB]: "deny" },
  },
  {
    name: "10.5: a list may not be enough between equal levels, and what it denies is denied",
    ask: onAsa(`${LEVELS}${LISTED}`),
    packets: { [CELLS]: "unknown", [CELLS_WEB]: "deny" },
  },
  {
    name: "10.5: it is where traffic between equal levels is permitted",
    ask: onAsa(`${LEVELS}${SAME}${LISTED}`),
    packets: { [CELLS]: "permit", [CELLS_WEB]: "deny" },
  },
  {
    name: "10.5: without a list that permission decides: it is not there",
    ask: onAsa(LEVELS),
    packets: { [CELLS]: "deny" },
  },
  { name: "10.5: and it is", ask: onAsa(`${LEVELS}${SAME}`), packets: { [CELLS]: "permit" } },
  {
    name: "10.6: a control-plane list opens nothing, and what it denies of a service may be denied",
    ask: onAsa(
      asa(
        "ssh 10.1.0.0 255.255.0.0 inside\naccess-list CP extended permit tcp host 10.1.0.5 any eq 22\naccess-group CP in interface inside control-plane",
      ),
    ),
    packets: {
      "tcp 10.1.0.5 > 10.1.0.1:22 [inside > self]": "permit",
      "tcp 10.1.0.6 > 10.1.0.1:22 [inside > self]": "unknown",
      "tcp 10.1.0.5 > 10.1.0.1:23 [inside > self]": "deny",
    },
  },
  {
    name: "10.10: what a list of flags of NX-OS means",
    ask: onNexus(nexusEntries("10 permit tcp any any syn ack", "20 deny ip any any")),
    packets: { [`${SSH} syn+ack`]: "permit", [`${SSH} syn`]: "unknown", [`${SSH} fin`]: "deny" },
  },
  {
    name: "10.11: whether entries with ports let fragments pass beside an option of the whole list",
    ask: onNexus(nexusEntries("fragments deny-all", "10 permit tcp any any eq 22", "20 permit udp any any")),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9 tail": "unknown",
      "udp 10.1.0.5 > 10.2.0.9 tail": "permit",
      [SSH]: "permit",
      [WEB]: "deny",
    },
  },
  {
    name: "10.13: a translation of releases up to 8.2 under conditions that are not understood",
    ask: onAsa(
      asa(
        "static (inside,outside) 203.0.113.5 access-list GONE\naccess-list OUT extended permit ip any any\naccess-group OUT in interface outside",
        "8.2(5)",
      ),
    ),
    packets: { "tcp 192.0.2.9 > 203.0.113.5:22": "unknown", "tcp 192.0.2.9 > 10.2.0.9:22 [outside > dmz]": "unknown" },
  },
  {
    name: "10.14: protocol 0 may stand for every protocol, on NX-OS",
    ask: onNexus(nexusEntries("10 permit tcp any any eq 22", "20 permit 0 any host 10.2.0.9", "30 permit ip any any")),
    packets: { [SSH]: "permit", [WEB]: "permit" },
  },
  {
    name: "10.14: a deny of protocol 0, on NX-OS",
    ask: onNexus(nexusEntries("10 deny 0 any host 10.2.0.9", "20 permit tcp any any")),
    packets: { [WEB]: "unknown", "ip0 10.1.0.5 > 10.2.0.9": "deny", "tcp 10.1.0.5 > 10.2.0.8:443": "permit" },
  },
  {
    name: "10.14: on IOS-XR",
    ask: onXr(xrEntries("10 deny tcp any any eq 22", "20 permit 0 any any")),
    packets: { [SSH]: "deny", [WEB]: "unknown", "ip0 10.1.0.5 > 10.2.0.9": "permit" },
  },
  {
    name: "10.14: on an ASA",
    ask: onAsa(
      asa(
        "access-list IN extended permit tcp any any eq 22\naccess-list IN extended permit 0 any any\naccess-list IN extended permit 0 any any eq 5\naccess-group IN in interface inside",
      ),
    ),
    packets: { [CELLS]: "permit", [CELLS_WEB]: "unknown" },
  },
  {
    name: "10.14: a permit of protocol 0 takes nothing away, on an ASA",
    ask: onAsa(
      asa(
        "access-list IN extended permit 0 any any\naccess-list IN extended permit tcp any any\naccess-group IN in interface inside",
      ),
    ),
    packets: { [CELLS]: "permit", [CELLS_WEB]: "permit" },
  },
  {
    name: "10.14: two codes that the model of IOS-XR has the other way round",
    ask: onXr(xrEntries("10 permit icmp any any net-tos-unreachable")),
    packets: {
      "icmp 10.1.0.5 > 10.2.0.9 3/11": "unknown",
      "icmp 10.1.0.5 > 10.2.0.9 3/12": "unknown",
      "icmp 10.1.0.5 > 10.2.0.9 3/13": "deny",
    },
  },
];

describe("doubts of the reference", () => {
  it.each(DOUBTS)("$name", ({ ask, packets }) => {
    expect(Object.fromEntries(Object.keys(packets).map((packet) => [packet, ask(packet)]))).toEqual(packets);
  });

  it.each([
    ["NX-OS", nexusEntries("10 permit tcp any any range 80 22"), (text: string) => askNexus(text, SSH)],
    ["IOS-XR", xrEntries("10 permit tcp any any range 80 22"), (text: string) => askXr(text, SSH)],
    [
      "ASA",
      asa("access-list IN extended permit tcp any any range 80 22\naccess-group IN in interface inside"),
      (text: string) => onAsa(text)(CELLS),
    ],
  ])("10.18: a range the wrong way round is taken as the right one, and told: %s", (_, text, ask) => {
    expect(ask(text)).toBe("permit");
    expect(parse(text).codes).toContain("cisco/reversed-range");
    expect(parse(text.replace("80 22", "22 80")).codes).not.toContain("cisco/reversed-range");
  });
});
