/** Traps of access lists on NX-OS (reference/cisco.md 2.2, 2.3, 6, 9, 10). */
import { describe, expect, it } from "vitest";
import { askNexus, entries, nexus } from "./nxos-site.js";
import { type Answer, parse } from "./site.js";

interface Trap {
  readonly name: string;
  readonly text: string;
  readonly packets: Readonly<Record<string, Answer>>;
  readonly codes?: readonly string[];
}

const V6 = "ipv6 access-list A";

const TRAPS: readonly Trap[] = [
  {
    name: "trap 18: prefix and wildcard say the same",
    text: entries("permit tcp 10.1.1.0/24 any", "permit udp 10.1.1.0 0.0.0.255 any"),
    packets: {
      "tcp 10.1.1.77 > 10.2.0.9": "permit",
      "udp 10.1.1.77 > 10.2.0.9": "permit",
      "tcp 10.1.2.1 > 10.2.0.9": "deny",
      "udp 10.1.2.1 > 10.2.0.9": "deny",
    },
  },
  {
    name: "the ones of a wildcard need not be together",
    text: entries("permit ip any 10.2.0.0 0.0.255.0"),
    packets: { "tcp 10.1.0.5 > 10.2.7.0": "permit", "tcp 10.1.0.5 > 10.2.7.1": "deny" },
  },
  {
    name: "trap 25: a reversed range is swapped",
    text: entries("permit udp any any range 20000 10000"),
    packets: {
      "udp 10.1.0.5 > 10.2.0.9:10000": "permit",
      "udp 10.1.0.5 > 10.2.0.9:20000": "permit",
      "udp 10.1.0.5 > 10.2.0.9:9999": "deny",
    },
  },
  {
    name: "trap 27: a name is a type with every code, another a type and a code",
    text: entries(
      "permit icmp any host 10.2.0.1 parameter-problem",
      "permit icmp any host 10.2.0.2 general-parameter-problem",
      "permit icmp any host 10.2.0.3 3",
      "permit icmp any host 10.2.0.4 3 4",
    ),
    packets: {
      "icmp 10.1.0.5 > 10.2.0.1 12/1": "permit",
      "icmp 10.1.0.5 > 10.2.0.2 12/0": "permit",
      "icmp 10.1.0.5 > 10.2.0.2 12/1": "deny",
      "icmp 10.1.0.5 > 10.2.0.3 3/1": "permit",
      "icmp 10.1.0.5 > 10.2.0.4 3/4": "permit",
      "icmp 10.1.0.5 > 10.2.0.4 3/1": "deny",
    },
  },
  {
    name: "trap 30: a list that is not defined lets everything pass",
    text: nexus(""),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:23": "permit" },
    codes: ["cisco/undefined-list", "cisco/undefined-list"],
  },
  {
    name: "doubt 10.1: what a list without entries does is not known",
    text: entries("remark nothing yet"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:23": "unknown" },
    codes: ["cisco/undefined-list", "cisco/empty-list"],
  },
  {
    name: "an entry whose number is taken replaces the old one",
    text: entries("10 permit tcp any any eq 23", "20 permit tcp any any eq 22", "10 permit tcp any any eq 443"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:23": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:22": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:443": "permit",
    },
  },
  {
    name: "numbers order entries; one without a number comes ten behind the highest, remarks counted",
    text: entries(
      "deny tcp any any eq 1",
      "remark takes 20",
      "permit ip any any",
      "25 deny tcp any any eq 2",
      "20 deny tcp any any eq 3",
      "31 deny tcp any any eq 4",
    ),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:1": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:2": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:3": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:4": "permit",
    },
  },
  {
    name: "an entry is taken away by its number or its words",
    text: entries(
      "10 deny tcp any any eq 1",
      "20 deny tcp any any eq 2",
      "30 permit ip any any",
      "no 10",
      "no deny tcp any any eq 2",
    ),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:1": "permit", "tcp 10.1.0.5 > 10.2.0.9:2": "permit" },
  },
  {
    name: "trap 10: a list that is removed and written anew is what comes last",
    text: nexus(
      "ip access-list A\n  permit ip any any\nno ip access-list A\nip access-list A\n  permit tcp any any eq 22",
    ),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "permit", "tcp 10.1.0.5 > 10.2.0.9:23": "deny" },
  },
  {
    name: "whether a list takes an entry twice is not documented",
    text: entries("10 deny ip any any", "20 permit ip any any", "5 permit ip any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "unknown" },
  },
  {
    name: "address groups hold wildcards and prefixes, numbered or not",
    text: nexus(
      "object-group ip address PLC\n  10 host 10.2.0.9\n  10.2.8.0 0.0.0.255\n  20 10.2.9.0/24\nip access-list A\n  permit ip any addrgroup PLC",
    ),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9": "permit",
      "tcp 10.1.0.5 > 10.2.8.77": "permit",
      "tcp 10.1.0.5 > 10.2.9.77": "permit",
      "tcp 10.1.0.5 > 10.2.7.77": "deny",
    },
  },
  {
    name: "what a group holds that is not defined is not known",
    text: entries("permit ip any addrgroup GONE", "permit tcp any any portgroup AWAY"),
    packets: { "udp 10.1.0.5 > 10.2.0.9": "unknown", "tcp 10.1.0.5 > 10.2.0.9:22": "unknown" },
  },
  {
    name: "port groups, of which one member has to hold, stand for source and destination ports",
    text: nexus(
      "object-group ip port OPS\n  10 eq www\n  range 5010 5000\n  gt 65000\nip access-list A\n  permit tcp any any portgroup OPS\n  permit udp any portgroup OPS any",
    ),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:80": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:5005": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:65001": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:81": "deny",
      "udp 10.1.0.5:80 > 10.2.0.9:81": "permit",
      "udp 10.1.0.5:81 > 10.2.0.9:80": "deny",
    },
  },
  {
    name: "doubt 10.10: a flag alone surely matches, other flags beside it perhaps",
    text: entries("permit tcp any any syn", "deny ip any any"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9 syn": "permit",
      "tcp 10.1.0.5 > 10.2.0.9 syn+ack": "unknown",
      "tcp 10.1.0.5 > 10.2.0.9 ack": "deny",
    },
  },
  {
    name: "doubt 10.10: a mask names the flags that are not looked at",
    text: entries("deny tcp any any ack tcp-flags-mask 47", "permit ip any any"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9 ack": "deny",
      "tcp 10.1.0.5 > 10.2.0.9 syn+ack": "unknown",
      "tcp 10.1.0.5 > 10.2.0.9 syn": "permit",
    },
  },
  {
    name: "trap 35: established is ACK or RST",
    text: entries("permit tcp any any established"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9 ack": "permit",
      "tcp 10.1.0.5 > 10.2.0.9 rst": "permit",
      "tcp 10.1.0.5 > 10.2.0.9 syn": "deny",
    },
  },
  {
    name: "trap 34: a deny with ports sees no fragment, a permit with ports lets it pass by address",
    text: entries("deny tcp any host 10.2.0.1 eq 23", "permit tcp any any eq 80", "deny ip any any"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.1 tail": "permit",
      "tcp 10.1.0.5 > 10.2.0.9 tail": "permit",
      "udp 10.1.0.5 > 10.2.0.9 tail": "deny",
    },
  },
  {
    name: "doubt 10.11: fragments permit-all lets the rest of the fragments pass, those that nothing decides",
    text: entries("fragments permit-all", "permit tcp any any eq 80", "deny ip host 10.1.0.66 any"),
    packets: {
      "udp 10.1.0.5 > 10.2.0.9 tail": "permit",
      "tcp 10.1.0.5 > 10.2.0.9 tail": "permit",
      "udp 10.1.0.66 > 10.2.0.9 tail": "deny",
      "tcp 10.1.0.66 > 10.2.0.9 tail": "unknown",
      "udp 10.1.0.5 > 10.2.0.9:80": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:80": "permit",
    },
  },
  {
    name: "doubt 10.11: beside fragments deny-all entries with ports let fragments pass perhaps",
    text: entries("permit tcp any any eq 80", "permit udp host 10.1.0.5 any", "fragments deny-all"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9 tail": "unknown",
      "udp 10.1.0.5 > 10.2.0.9 tail": "permit",
      "udp 10.1.0.6 > 10.2.0.9 tail": "deny",
    },
  },
  {
    name: "trap 21: icmp in an IPv6 list is protocol 58",
    text: nexus(`${V6}\n  permit icmp any any echo-request`),
    packets: {
      "icmp6 2001:db8:1::5 > 2001:db8:2::9 128/0": "permit",
      "ip1 2001:db8:1::5 > 2001:db8:2::9": "deny",
    },
  },
  {
    name: "an IPv6 list of a Nexus 9000 permits no neighbour discovery by itself",
    text: nexus(`${V6}\n  permit tcp any any eq 22`),
    packets: { "icmp6 2001:db8:1::5 > 2001:db8:2::9 136/0": "deny" },
  },
  {
    name: "an IPv6 list of a Nexus 7000 permits neighbour discovery",
    text: nexus(`${V6}\n  permit tcp any any eq 22`, "7.3(1)D1(1)"),
    packets: {
      "icmp6 2001:db8:1::5 > 2001:db8:2::9 136/0": "permit",
      "icmp6 2001:db8:1::5 > 2001:db8:2::9 128/0": "deny",
    },
  },
  {
    name: "an IPv6 list of another family permits neighbour discovery perhaps",
    text: nexus(`${V6}\n  permit tcp any any eq 22`, "7.1(4)N1(1)"),
    packets: { "icmp6 2001:db8:1::5 > 2001:db8:2::9 136/0": "unknown" },
  },
  ...["dscp ef", "precedence 5", "ttl 5", "packet-length range 500 600", "time-range NIGHT", "http-method get"].map(
    (option): Trap => ({
      name: `${option} narrows an entry to a part that is not computed`,
      text: entries(`permit tcp any any eq 80 ${option}`),
      packets: { "tcp 10.1.0.5 > 10.2.0.9:80": "unknown", "tcp 10.1.0.5 > 10.2.0.9:81": "deny" },
    }),
  ),
  {
    name: "a type of IGMP narrows an entry",
    text: entries("permit igmp any any host-report log"),
    packets: { "ip2 10.1.0.5 > 10.2.0.9": "unknown", "ip89 10.1.0.5 > 10.2.0.9": "deny" },
  },
  {
    name: "statistics, log and remarks change nothing",
    text: entries("statistics per-entry", "10 remark tcp any any", "20 permit tcp any any eq 22 log"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "permit", "tcp 10.1.0.5 > 10.2.0.9:23": "deny" },
  },
  {
    name: "an entry that is not understood may do anything",
    text: entries("permit tcp any any redirect Ethernet1/9", "permit tcp any any eq 22"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:23": "unknown", "tcp 10.1.0.5 > 10.2.0.9:22": "unknown" },
    codes: ["cisco/unknown-statement", "cisco/undefined-list"],
  },
  {
    name: "an address without a mask is one host, if the device takes it",
    text: entries("permit ip 10.1.0.5 any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "unknown", "tcp 10.1.0.6 > 10.2.0.9:22": "deny" },
  },
  {
    name: "a comparison that no port meets matches nothing",
    text: entries("permit tcp any any gt 65535", "permit udp any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "deny", "udp 10.1.0.5 > 10.2.0.9:22": "permit" },
  },
];

describe("traps of matching on NX-OS", () => {
  it.each(TRAPS)("$name", ({ text, packets, codes }) => {
    const answers = Object.keys(packets).map((packet) => [packet, askNexus(text, packet)]);
    expect(Object.fromEntries(answers)).toEqual(packets);
    if (codes !== undefined) expect([...parse(text).codes].sort()).toEqual([...codes].sort());
  });
});
