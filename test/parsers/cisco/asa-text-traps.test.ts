/** Traps of text, services and messages as they concern the ASA (reference/cisco.md 9, 4 to 12, 20 to 28, 34, 63, 71, 73; doubt 10.18). */
import { describe, expect, it } from "vitest";
import { answers, asa, fromOutside } from "./asa-site.js";
import { type Answer, parse } from "./site.js";

interface Trap {
  readonly name: string;
  readonly text: string;
  readonly packets: Readonly<Record<string, Answer>>;
}

const OUT = "access-group OUT in interface outside";

const TRAPS: readonly Trap[] = [
  {
    name: "trap 4: hex lines of a certificate are no statements",
    text: asa(
      `crypto ca certificate chain CA\n certificate ca 01\n    30820122 ACE01234\n    ACE0 1234\n  quit\naccess-list OUT extended permit tcp any any eq 80\n${OUT}`,
    ),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:80": "permit", "tcp 192.0.2.9 > 10.1.0.5:81": "deny" },
  },
  {
    name: "trap 5: pager, prompts and line ends of Windows are no statements",
    text: `fw-1# show running-config\r\n${fromOutside("permit tcp any any eq 80").replaceAll("\n", "\r\n").replace("access-list OUT", "<--- More --->\r              \raccess-list OUT")}fw-1#\r\n`,
    packets: { "tcp 192.0.2.9 > 10.1.0.5:80": "permit", "tcp 192.0.2.9 > 10.1.0.5:81": "deny" },
  },
  {
    name: "trap 6: statements without blanks before them belong to the mode that is open",
    text: fromOutside(
      "object-group network CELL",
      " network-object host 10.1.0.5",
      " group-object MORE",
      "object-group network MORE",
      " network-object host 10.1.0.6",
      "permit tcp any object-group CELL eq 502",
    ).replaceAll(/^ +/gm, ""),
    packets: { "tcp 192.0.2.9 > 10.1.0.6:502": "permit", "tcp 192.0.2.9 > 10.1.0.7:502": "deny" },
  },
  {
    name: "trap 7: an interface that is opened again is the same one",
    text: asa("interface GigabitEthernet0/2\n security-level 100\nsame-security-traffic permit inter-interface"),
    packets: {
      "tcp 10.2.0.5 > 10.1.0.5:80 [dmz > inside]": "permit",
      "tcp 10.1.0.5 > 10.2.0.5:80 [inside > dmz]": "permit",
    },
  },
  {
    name: "trap 9: how far lines are indented says nothing",
    text: fromOutside(
      "object-group network CELL",
      "     network-object host 10.1.0.5",
      "  network-object host 10.1.0.6",
      "permit tcp any object-group CELL eq 502",
    ).replaceAll("  network", "   network"),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:502": "permit", "tcp 192.0.2.9 > 10.1.0.6:502": "permit" },
  },
  {
    name: "trap 10: a list that is cleared and written anew is what comes last",
    text: asa(
      `access-list OUT extended permit tcp any any eq 23\nclear configure access-list OUT\naccess-list OUT extended permit tcp any any eq 80\n${OUT}`,
    ),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:23": "deny", "tcp 192.0.2.9 > 10.1.0.5:80": "permit" },
  },
  {
    name: "trap 10: an entry that is taken away is not there",
    text: asa(
      `access-list OUT extended permit tcp any any eq 23\naccess-list OUT extended permit tcp any any eq 80\nno access-list OUT extended permit tcp any any eq 23\n${OUT}`,
    ),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:23": "deny", "tcp 192.0.2.9 > 10.1.0.5:80": "permit" },
  },
  {
    name: "trap 11: remarks and descriptions match nothing, whatever they say",
    text: fromOutside(
      "object-group network CELL",
      " description network-object host 10.1.0.9",
      " network-object host 10.1.0.5",
      "permit tcp any object-group CELL eq 502",
    ).replace("access-group", "access-list OUT remark permit ip any any\naccess-group"),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:502": "permit", "tcp 192.0.2.9 > 10.1.0.9:502": "deny" },
  },
  {
    name: "trap 12: an entry may be put in at a line of its list",
    text: asa(
      `access-list OUT extended permit ip any any\naccess-list OUT line 1 extended deny tcp any any eq 23\n${OUT}`,
    ),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:23": "deny", "tcp 192.0.2.9 > 10.1.0.5:80": "permit" },
  },
  {
    name: "trap 20: a group of services brings its protocols and source ports along, and no ports follow",
    text: fromOutside(
      "object-group service S",
      " service-object udp source eq 500",
      " service-object tcp destination eq 502",
      " service-object icmp echo",
      "permit object-group S any host 10.1.0.5",
    ),
    packets: {
      "udp 192.0.2.9:500 > 10.1.0.5:9": "permit",
      "udp 192.0.2.9:501 > 10.1.0.5:500": "deny",
      "tcp 192.0.2.9 > 10.1.0.5:502": "permit",
      "icmp 192.0.2.9 > 10.1.0.5 8/0": "permit",
      "icmp 192.0.2.9 > 10.1.0.5 0/0": "deny",
    },
  },
  {
    name: "trap 21: icmp is the one of IPv4, icmp6 the other",
    text: fromOutside("permit icmp any any", "permit icmp6 any any echo"),
    packets: {
      "icmp 192.0.2.9 > 10.1.0.5 8/0": "permit",
      "icmp6 2001:db8:9::9 > 2001:db8:1::5 128/0": "permit",
      "icmp6 2001:db8:9::9 > 2001:db8:1::5 129/0": "deny",
    },
  },
  {
    name: "trap 24: an operator before the destination is about the source port",
    text: fromOutside("permit tcp any neq 80 any"),
    packets: { "tcp 192.0.2.9:80 > 10.1.0.5:80": "deny", "tcp 192.0.2.9:81 > 10.1.0.5:80": "permit" },
  },
  {
    name: "trap 25, doubt 10.18: a reversed range is swapped",
    text: fromOutside("permit udp any any range 20000 10000"),
    packets: {
      "udp 192.0.2.9 > 10.1.0.5:15000": "permit",
      "udp 192.0.2.9 > 10.1.0.5:9999": "deny",
      "udp 192.0.2.9 > 10.1.0.5:20001": "deny",
    },
  },
  {
    name: "trap 27: the name of a type is every code of it",
    text: fromOutside("permit icmp any any parameter-problem", "permit icmp any any unreachable"),
    packets: {
      "icmp 192.0.2.9 > 10.1.0.5 12/0": "permit",
      "icmp 192.0.2.9 > 10.1.0.5 12/1": "permit",
      "icmp 192.0.2.9 > 10.1.0.5 3/13": "permit",
      "icmp 192.0.2.9 > 10.1.0.5 11/0": "deny",
    },
  },
  {
    name: "trap 28: an entry for ospf is about that protocol, no neighbours of the device itself are filtered by it",
    text: `${fromOutside("permit ospf any any")}router ospf 1\n network 192.0.2.0 255.255.255.0 area 0\n`,
    packets: {
      "ip89 192.0.2.9 > 10.1.0.5": "permit",
      "tcp 192.0.2.9 > 10.1.0.5:80": "deny",
      "ip89 192.0.2.9 > 192.0.2.1 [outside > self]": "unknown",
    },
  },
  {
    name: "trap 34: packets are put together before they are filtered: a fragment passes by no other rule",
    text: fromOutside("deny tcp any any eq 23", "permit tcp any any eq 80"),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:23": "deny", "tcp 192.0.2.9 > 10.1.0.5:80": "permit" },
  },
  {
    name: "trap 71: two numbers are type and code, one is a type with every code",
    text: fromOutside("permit icmp any any 3 4", "permit icmp any any 11"),
    packets: {
      "icmp 192.0.2.9 > 10.1.0.5 3/4": "permit",
      "icmp 192.0.2.9 > 10.1.0.5 3/3": "deny",
      "icmp 192.0.2.9 > 10.1.0.5 11/1": "permit",
    },
  },
  {
    name: "trap 73: the list names the real port of a host that is published under another one",
    text: asa(
      `object network WEB\n host 10.1.0.5\n nat (inside,outside) static interface service tcp 443 8443\naccess-list OUT extended permit tcp any object WEB eq 443\n${OUT}`,
    ),
    packets: {
      "tcp 192.0.2.9 > 192.0.2.1:8443": "permit",
      "tcp 192.0.2.9 > 192.0.2.1:443": "deny",
    },
  },
];

describe("traps of text and matching on an ASA", () => {
  it.each(TRAPS)("$name", ({ text, packets }) => {
    expect(answers(text, packets)).toEqual(packets);
    expect(parse(text).account.counts().notUnderstood).toBe(0);
  });
});
