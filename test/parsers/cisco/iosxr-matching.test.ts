/** Traps of access lists on IOS-XR (reference/cisco.md 2.2, 2.3, 3.6, 6, 7, 9, 10). */
import { describe, expect, it } from "vitest";
import { askXr, block, entries, entries6, IN, xr } from "./iosxr-site.js";
import { type Answer, parse } from "./site.js";

interface Trap {
  readonly name: string;
  readonly text: string;
  readonly packets: Readonly<Record<string, Answer>>;
  readonly codes?: readonly string[];
}

/** A list `A` with what stands before it. */
function withGroups(groups: string, ...lines: readonly string[]): string {
  return xr(`${groups}\n!\n${block("ipv4 access-list A", lines)}`, ["ipv4 access-group A ingress"]);
}

const COMMON = `${block("ipv4 access-list C", ["10 permit tcp any any eq 22", "20 deny tcp any any eq 80"])}
${block("ipv4 access-list A", ["10 permit tcp any any eq 80", "20 permit tcp any any eq 443"])}`;

const TRAPS: readonly Trap[] = [
  {
    name: "trap 8: an indented `!` ends the list",
    text: entries("10 permit tcp any any eq 22").replace(/^(?=.)/gm, " "),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "permit", "tcp 10.1.0.5 > 10.2.0.9:23": "deny" },
  },
  {
    name: "trap 8: it ends it for good: what stands behind it has lost its block",
    text: entries("10 permit tcp any any eq 22", "20 deny ipv4 any any").replace(" 20 deny", "!\n 20 deny"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "unknown" },
    codes: ["cisco/unknown-statement"],
  },
  {
    name: "a comment ends nothing, whatever its place",
    text: entries("10 permit tcp any any eq 22", "! a comment", "20 permit tcp any any eq 443").replace(" !", "!"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:443": "permit", "tcp 10.1.0.5 > 10.2.0.9:23": "deny" },
  },
  {
    name: "trap 10: a list that is removed and written anew is what comes last",
    text: xr(
      "ipv4 access-list A\n 10 permit ipv4 any any\n!\nno ipv4 access-list A\nipv4 access-list A\n 10 permit tcp any any eq 22\n!",
      ["ipv4 access-group A ingress"],
    ),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "permit", "tcp 10.1.0.5 > 10.2.0.9:23": "deny" },
  },
  {
    name: "trap 11: a remark matches nothing, whatever it says",
    text: entries("10 remark permit ipv4 any any sequence 20", "20 permit tcp any any eq 22", "remark see sequence 20"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "permit", "tcp 10.1.0.5 > 10.2.0.9:23": "deny" },
  },
  {
    name: "trap 12: a list that is opened twice is one; numbers order its entries, a number that is taken replaces",
    text: xr(
      `${block("ipv4 access-list A", ["10 deny tcp any any eq 1", "20 permit ipv4 any any", "30 deny tcp any any eq 9"])}
${block("ipv4 access-list A", ["15 deny tcp any any eq 2", "10 deny tcp any any eq 3"])}`,
      ["ipv4 access-group A ingress"],
    ),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:1": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:2": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:3": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:9": "permit",
    },
  },
  {
    name: "an entry without a number comes ten behind the highest, remarks counted",
    text: entries("10 remark one", "permit tcp any any eq 22", "19 deny tcp any any eq 22", "21 deny ipv4 any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "deny" },
  },
  {
    name: "entries stand in lines of their own, with the list before them",
    text: xr(
      `ipv4 access-list A 20 permit ipv4 any any
ipv4 access-list A 10 deny tcp any any eq 23
ipv4 access-list A remark permit tcp any any eq 23
ipv4 access-list A 5 deny tcp any any eq 22
no ipv4 access-list A 5`,
      ["ipv4 access-group A ingress"],
    ),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "permit", "tcp 10.1.0.5 > 10.2.0.9:23": "deny" },
  },
  {
    name: "trap 14: the ones of a wildcard need not be together",
    text: entries("permit ipv4 any 10.2.0.0 0.0.255.0"),
    packets: { "tcp 10.1.0.5 > 10.2.7.0": "permit", "tcp 10.1.0.5 > 10.2.7.1": "deny" },
  },
  {
    name: "prefix and wildcard say the same; a wildcard of the shape of a netmask is taken at its word",
    text: entries(
      "permit tcp 10.1.1.0/24 any",
      "permit udp 10.1.1.0 0.0.0.255 any",
      "permit icmp any 10.2.0.9 255.0.0.0",
    ),
    packets: {
      "tcp 10.1.1.77 > 10.2.0.9": "permit",
      "udp 10.1.1.77 > 10.2.0.9": "permit",
      "udp 10.1.2.1 > 10.2.0.9": "deny",
      "icmp 10.1.0.5 > 10.2.0.9 8/0": "permit",
      "icmp 10.1.0.5 > 10.2.1.9 8/0": "deny",
    },
    codes: ["cisco/netmask-as-wildcard"],
  },
  {
    name: "trap 21: in an IPv6 list `icmp` and `icmpv6` are protocol 58",
    text: entries6("permit icmp host 2001:db8:1::5 any", "permit icmpv6 host 2001:db8:1::6 any"),
    packets: {
      "icmp6 2001:db8:1::5 > 2001:db8:2::9 128/0": "permit",
      "icmp6 2001:db8:1::6 > 2001:db8:2::9 128/0": "permit",
      "ip1 2001:db8:1::5 > 2001:db8:2::9": "deny",
    },
  },
  {
    name: "trap 23: one `eq` takes several ports",
    text: entries("permit tcp any any eq www 443 8080"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:80": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:8080": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:81": "deny",
    },
  },
  {
    name: "trap 24: an operator before the destination is about the source port",
    text: entries("permit tcp any neq 80 any"),
    packets: { "tcp 10.1.0.5:80 > 10.2.0.9:443": "deny", "tcp 10.1.0.5:81 > 10.2.0.9:80": "permit" },
  },
  {
    name: "trap 25, doubt 10.18: a reversed range is swapped",
    text: entries("permit udp any any range 20000 10000"),
    packets: { "udp 10.1.0.5 > 10.2.0.9:10000": "permit", "udp 10.1.0.5 > 10.2.0.9:9999": "deny" },
    codes: ["cisco/reversed-range"],
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
    name: "doubt 10.14: which of two codes the ToS names stand for is open",
    text: entries("permit icmp any any host-tos-unreachable", "deny icmp any any 3"),
    packets: {
      "icmp 10.1.0.5 > 10.2.0.9 3/11": "unknown",
      "icmp 10.1.0.5 > 10.2.0.9 3/12": "unknown",
      "icmp 10.1.0.5 > 10.2.0.9 3/13": "deny",
    },
  },
  {
    name: "doubt 10.14: a protocol of number 0 may be every protocol",
    text: entries("permit 0 any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9": "unknown" },
  },
  {
    name: "trap 29: a condition on the DSCP permits some of the packets, and denies some",
    text: entries(
      "deny tcp any any eq 22 dscp range af11 af13",
      "permit tcp any any eq 22",
      "permit tcp any any eq 23 dscp ef",
    ),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "unknown", "tcp 10.1.0.5 > 10.2.0.9:23": "unknown" },
  },
  {
    name: "trap 30, doubt 10.2: what a list that is not defined does is not verified",
    text: xr("", ["ipv4 access-group A ingress"]),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:23": "unknown", "tcp 2001:db8:1::5 > 2001:db8:2::9": "permit" },
    codes: ["cisco/undefined-list"],
  },
  {
    name: "trap 30, doubt 10.2: nor what one without entries does",
    text: xr("ipv4 access-list A\n 10 remark nothing yet\n!", ["ipv4 access-group A ingress"]),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:23": "unknown" },
    codes: ["cisco/empty-list"],
  },
  {
    name: "traps 32 and 33: neighbour discovery passes behind the entries, unless one of them denies it",
    text: entries6("permit tcp any any eq 22"),
    packets: {
      "icmp6 2001:db8:1::5 > 2001:db8:2::9 135/0": "permit",
      "icmp6 2001:db8:1::5 > 2001:db8:2::9 136/0": "permit",
      "icmp6 2001:db8:1::5 > 2001:db8:2::9 134/0": "deny",
      "tcp 2001:db8:1::5 > 2001:db8:2::9": "deny",
    },
  },
  {
    name: "trap 32: a deny of everything comes before it",
    text: entries6("permit tcp any any eq 22", "deny ipv6 any any"),
    packets: { "icmp6 2001:db8:1::5 > 2001:db8:2::9 135/0": "deny" },
  },
  {
    name: "trap 34: a deny with ports does not see fragments, a permit with ports lets them pass by address",
    text: entries("deny tcp any any eq 23", "permit tcp any host 10.2.0.9 eq 80", "deny ipv4 any any"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9 tail": "permit",
      "tcp 10.1.0.5 > 10.2.0.8 tail": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:23": "deny",
    },
  },
  {
    name: "`fragments` is about non-initial fragments alone",
    text: entries("deny ipv4 any any fragments", "permit tcp any any eq 80"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9 tail": "deny", "tcp 10.1.0.5 > 10.2.0.9:80": "permit" },
  },
  {
    name: "trap 35: `established` is ACK or RST, and no state",
    text: entries("permit tcp any any established"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:80 ack": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:80 rst": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:80 syn": "deny",
    },
  },
  {
    name: "traps 36 and 37: one flag has to be set, `match-all` every condition, `match-any` one of them",
    text: entries(
      "permit tcp any host 10.2.0.1 syn",
      "permit tcp any host 10.2.0.2 match-all +syn -ack",
      "permit tcp any host 10.2.0.3 match-any +fin -ack",
    ),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.1:80 syn+ack": "permit",
      "tcp 10.1.0.5 > 10.2.0.1:80 ack": "deny",
      "tcp 10.1.0.5 > 10.2.0.2:80 syn": "permit",
      "tcp 10.1.0.5 > 10.2.0.2:80 syn+ack": "deny",
      "tcp 10.1.0.5 > 10.2.0.3:80 syn": "permit",
      "tcp 10.1.0.5 > 10.2.0.3:80 ack": "deny",
    },
  },
  {
    name: "whether several flags have to be set, or one of them, is not documented",
    text: entries("permit tcp any any syn ack"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:80 syn+ack": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:80 syn": "unknown",
      "tcp 10.1.0.5 > 10.2.0.9:80 rst": "deny",
    },
  },
  {
    name: "words about counting, marking and answers change no verdict",
    text: entries(
      "permit tcp any any eq 22 log counter SSH capture",
      "deny tcp any any eq 23 icmp-off log-input",
      "permit tcp any any eq 24 set ttl 60",
      "permit tcp any any eq 25 police 100 kbps",
      "permit tcp any any eq 26 udf vlanid 0xcb1 0xfff",
      "permit tcp any any eq 27 fragment-type is-fragment",
      "permit tcp any any eq 28 ttl range 1 5 packet-length gt 100",
    ),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:22": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:23": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:24": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:25": "unknown",
      "tcp 10.1.0.5 > 10.2.0.9:26": "unknown",
      "tcp 10.1.0.5 > 10.2.0.9:27": "unknown",
      "tcp 10.1.0.5 > 10.2.0.9:28": "unknown",
      "tcp 10.1.0.5 > 10.2.0.9:29": "deny",
    },
  },
  {
    name: "an entry that is not understood may do anything to what comes after it",
    text: entries("10 permit tcp any any eq 22", "20 permit tcp any any frobnicate", "30 deny ipv4 any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "permit", "udp 10.1.0.5 > 10.2.0.9:22": "unknown" },
    codes: ["cisco/unknown-statement"],
  },
  {
    name: "a word that every table of JavaScript has is no known one",
    text: entries("10 deny tcp any any constructor", "20 permit ipv4 any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "unknown" },
    codes: ["cisco/unknown-statement"],
  },
  {
    name: "the word of the other family is no word for every protocol",
    text: entries("permit ipv6 any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "unknown" },
    codes: ["cisco/unknown-statement"],
  },
  {
    name: "network groups hold prefixes, hosts, ranges and other groups",
    text: withGroups(
      `object-group network ipv4 INNER
 host 10.1.0.5
!
object-group network ipv4 PLANT
 description permit any
 10.1.1.0/24
 range 10.1.2.10 10.1.2.20
 object-group INNER`,
      "permit tcp net-group PLANT any",
    ),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9": "permit",
      "tcp 10.1.1.200 > 10.2.0.9": "permit",
      "tcp 10.1.2.10 > 10.2.0.9": "permit",
      "tcp 10.1.2.20 > 10.2.0.9": "permit",
      "tcp 10.1.2.21 > 10.2.0.9": "deny",
      "tcp 10.1.0.6 > 10.2.0.9": "deny",
    },
  },
  {
    name: "port groups hold tests of which one has to hold, and other groups",
    text: withGroups(
      `object-group port WEB
 eq www
 object-group MORE
!
object-group port MORE
 range 8000 8010
!
object-group port NOT-A-FEW
 neq 1
 neq 2`,
      "permit tcp any any port-group WEB",
      "permit udp any port-group NOT-A-FEW any",
    ),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:80": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:8005": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:8011": "deny",
      "udp 10.1.0.5:1 > 10.2.0.9:53": "permit",
    },
  },
  {
    name: "groups stand in lines of their own as well",
    text: withGroups(
      "object-group network ipv4 G host 10.1.0.5\nobject-group port P eq 22",
      "permit tcp net-group G any port-group P",
    ),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "permit", "tcp 10.1.0.6 > 10.2.0.9:22": "deny" },
  },
  {
    name: "what a group holds that is not defined, or holds nothing, is not known",
    text: withGroups(
      "object-group network ipv4 EMPTY\n!\nobject-group port NONE",
      "permit tcp net-group EMPTY any eq 1",
      "permit tcp net-group NOWHERE any eq 2",
      "permit tcp any any port-group NONE",
    ),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:1": "unknown",
      "tcp 10.1.0.5 > 10.2.0.9:2": "unknown",
      "tcp 10.1.0.5 > 10.2.0.9:3": "unknown",
      "udp 10.1.0.5 > 10.2.0.9:3": "deny",
    },
    codes: ["cisco/undefined-group"],
  },
  {
    name: "a member that is not understood leaves its group open",
    text: withGroups(
      "object-group network ipv4 G\n host 10.1.0.5\n 10.9.0.0 255.255.0.0",
      "permit tcp net-group G any",
    ),
    packets: { "tcp 10.1.0.5 > 10.2.0.9": "unknown" },
    codes: ["cisco/unknown-statement"],
  },
  {
    name: "groups that contain each other hold what else they have",
    text: withGroups(
      "object-group network ipv4 A1\n host 10.1.0.5\n object-group A2\n!\nobject-group network ipv4 A2\n host 10.1.0.6\n object-group A1",
      "permit tcp net-group A1 any",
    ),
    packets: { "tcp 10.1.0.6 > 10.2.0.9": "permit", "tcp 10.1.0.7 > 10.2.0.9": "deny" },
    codes: ["cisco/group-cycle"],
  },
  {
    name: "lists in common come first, and the deny at the end behind the last",
    text: xr(COMMON, ["ipv4 access-group common C A ingress"]),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:22": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:80": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:443": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:23": "deny",
    },
  },
  {
    name: "a list in common may stand alone",
    text: xr(COMMON, ["ipv4 access-group common C ingress hardware-count interface-statistics"]),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "permit", "tcp 10.1.0.5 > 10.2.0.9:443": "deny" },
  },
  {
    name: "one of two that has no entries denies nothing by itself",
    text: xr(`${COMMON}\nipv4 access-list E\n 10 remark none\n!`, ["ipv4 access-group common E A ingress"]),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:443": "permit", "tcp 10.1.0.5 > 10.2.0.9:23": "deny" },
    codes: ["cisco/empty-list"],
  },
  {
    name: "doubt 10.2: one of two that is not defined leaves the interface open",
    text: xr(COMMON, ["ipv4 access-group common NOWHERE A ingress"]),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:443": "unknown", "tcp 10.1.0.5 > 10.2.0.9:23": "unknown" },
    codes: ["cisco/undefined-list"],
  },
  {
    name: "IPv6 lists in common have one end, with neighbour discovery before it",
    text: xr(
      `${block("ipv6 access-list C", ["10 permit tcp any any eq 22"])}
${block("ipv6 access-list A", ["10 deny icmpv6 any any nd-ns"])}`,
      ["ipv6 access-group common C A ingress"],
    ),
    packets: {
      "icmp6 2001:db8:1::5 > 2001:db8:2::9 135/0": "deny",
      "icmp6 2001:db8:1::5 > 2001:db8:2::9 136/0": "permit",
    },
  },
  {
    name: "lists that are set one after the other: the later one counts",
    text: xr(COMMON, ["ipv4 access-group C ingress", "ipv4 access-group A ingress compress level 2"]),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "deny", "tcp 10.1.0.5 > 10.2.0.9:80": "permit" },
  },
  {
    name: "a list in common that others follow in a line of their own may be gone or there",
    text: xr(COMMON, ["ipv4 access-group common C ingress", "ipv4 access-group A ingress"]),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "unknown" },
  },
  {
    name: "a list that is taken away filters nothing",
    text: xr(COMMON, ["ipv4 access-group A ingress", "no ipv4 access-group A ingress"]),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "permit" },
  },
  {
    name: "what an entry redirects may leave by another interface, or not come out at all",
    text: entries(
      "10 permit tcp any any eq 80 nexthop1 ipv4 10.9.0.1 nexthop2 vrf V ipv4 10.9.0.2",
      "20 deny ipv4 any any",
    ),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:80": "unknown" },
  },
  {
    name: "whether whole lists take an entry twice is not documented",
    text: entries("10 deny ipv4 any any", "20 permit ipv4 any any", "5 permit ipv4 any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:22": "unknown" },
    codes: ["cisco/repeated-entry"],
  },
  {
    name: "an entry that is removed is not there, by number or by its words",
    text: entries(
      "10 deny tcp any any eq 1",
      "20 deny tcp any any eq 2",
      "30 permit ipv4 any any",
      "no 10",
      "no deny tcp any any eq 2",
    ),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:1": "permit", "tcp 10.1.0.5 > 10.2.0.9:2": "permit" },
  },
];

describe("access lists of IOS-XR", () => {
  it.each(TRAPS)("$name", ({ text, packets, codes = [] }) => {
    expect(parse(text).codes).toEqual(codes);
    expect(parse(text).device.platform).toBe("iosxr");
    for (const [packet, answer] of Object.entries(packets)) {
      expect(`${packet}: ${askXr(text, packet)}`).toBe(`${packet}: ${answer}`);
    }
  });

  it("a list on the way out filters what leaves there, and nothing that comes in", () => {
    const text = `${xr(block("ipv4 access-list A", ["10 permit tcp any any eq 22"]), ["ipv4 access-group A egress"])}`;
    expect(askXr(text, "tcp 10.1.0.5 > 10.2.0.9:80")).toBe("permit");
    expect(askXr(text, "tcp 10.2.0.9 > 10.1.0.5:80", "GigabitEthernet0/0/0/1", IN)).toBe("deny");
    expect(askXr(text, "tcp 10.2.0.9 > 10.1.0.5:22", "GigabitEthernet0/0/0/1", IN)).toBe("permit");
  });

  it("an entry that denies and names a next hop may not be there", () => {
    const text = entries("10 deny tcp any any eq 80 nexthop1 ipv4 10.9.0.1", "20 permit ipv4 any any");
    const [rule] = parse(text).device.tables[0]?.rules ?? [];
    expect(rule).toMatchObject({ action: "deny", doubts: [{ effect: "narrows" }] });
  });
});
