/** Traps of addresses, ports, protocols and evaluation (reference/cisco.md 9, 13 to 37, 70, 71). */
import { describe, expect, it } from "vitest";
import { type Answer, ask, extended, parse, router } from "./site.js";

interface Trap {
  readonly name: string;
  readonly text: string;
  readonly packets: Readonly<Record<string, Answer>>;
}

const TRAPS: readonly Trap[] = [
  {
    name: "trap 13: a wildcard is no netmask",
    text: extended("permit ip 10.0.0.0 0.255.255.255 any"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9": "permit",
      "tcp 11.1.0.5 > 10.2.0.9": "deny",
      "tcp 9.0.0.0 > 10.2.0.9": "deny",
    },
  },
  {
    name: "trap 14: the ones of a wildcard need not be together",
    text: extended("permit ip any 10.1.0.0 0.0.255.0"),
    packets: {
      "tcp 10.1.0.5 > 10.1.7.0": "permit",
      "tcp 10.1.0.5 > 10.1.255.0": "permit",
      "tcp 10.1.0.5 > 10.1.7.1": "deny",
    },
  },
  {
    name: "trap 15: a standard entry without a wildcard is one host",
    text: router("access-list 10 permit 10.1.1.0").replace("access-group A", "access-group 10"),
    packets: { "tcp 10.1.1.0 > 10.2.0.9": "permit", "tcp 10.1.1.1 > 10.2.0.9": "deny" },
  },
  {
    name: "trap 16: a network group holds netmasks",
    text: router(
      "ip access-list extended A\n permit ip object-group PLC any\nobject-group network PLC\n 10.1.0.0 255.255.255.0\n host 10.1.9.9\n range 10.1.8.1 10.1.8.3",
    ),
    packets: {
      "tcp 10.1.0.77 > 10.2.0.9": "permit",
      "tcp 10.1.1.1 > 10.2.0.9": "deny",
      "tcp 10.1.9.9 > 10.2.0.9": "permit",
      "tcp 10.1.8.3 > 10.2.0.9": "permit",
      "tcp 10.1.8.4 > 10.2.0.9": "deny",
    },
  },
  {
    name: "trap 20: a service group carries protocols, and source ports where it says so",
    text: router(
      "ip access-list extended A\n permit object-group S any any\nobject-group service S\n tcp source eq 500\n udp eq 161\n icmp echo",
    ),
    packets: {
      "tcp 10.1.0.5:500 > 10.2.0.9:9999": "permit",
      "tcp 10.1.0.5:501 > 10.2.0.9:500": "deny",
      "udp 10.1.0.5 > 10.2.0.9:161": "permit",
      "icmp 10.1.0.5 > 10.2.0.9 8/0": "permit",
      "icmp 10.1.0.5 > 10.2.0.9 0/0": "deny",
    },
  },
  {
    name: "trap 21: icmp in an IPv6 list is protocol 58",
    text: router("ipv6 access-list A\n permit icmp any any"),
    packets: { "icmp6 2001:db8:1::5 > 2001:db8:2::9 128/0": "permit", "ip1 2001:db8:1::5 > 2001:db8:2::9": "deny" },
  },
  {
    name: "trap 23: eq takes several ports",
    text: extended("permit tcp any any eq www 443 8080"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:80": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:443": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:8080": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:8081": "deny",
    },
  },
  {
    name: "trap 24: an operator before the destination is about the source port",
    text: extended("permit tcp any neq 80 any"),
    packets: { "tcp 10.1.0.5:81 > 10.2.0.9:80": "permit", "tcp 10.1.0.5:80 > 10.2.0.9:81": "deny" },
  },
  {
    name: "trap 25, doubt 10.18: a reversed range is swapped",
    text: extended("permit udp any any range 20000 10000"),
    packets: {
      "udp 10.1.0.5 > 10.2.0.9:10000": "permit",
      "udp 10.1.0.5 > 10.2.0.9:20000": "permit",
      "udp 10.1.0.5 > 10.2.0.9:9999": "deny",
    },
  },
  {
    name: "gt and lt leave out the port they name",
    text: extended("permit tcp any any gt 65534", "permit tcp any any lt 2"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:65535": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:65534": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:1": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:2": "deny",
    },
  },
  {
    name: "trap 27: a type without a code is every code, a name may be both",
    text: extended(
      "permit icmp any host 10.2.0.1 parameter-problem",
      "permit icmp any host 10.2.0.2 general-parameter-problem",
    ),
    packets: {
      "icmp 10.1.0.5 > 10.2.0.1 12/1": "permit",
      "icmp 10.1.0.5 > 10.2.0.2 12/0": "permit",
      "icmp 10.1.0.5 > 10.2.0.2 12/1": "deny",
    },
  },
  {
    name: "conditions behind log count: fragments",
    text: extended("deny ip any any log fragments", "permit ip any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:23": "permit" },
  },
  {
    name: "conditions behind log count: a time range, with a tag before it",
    text: extended("deny ip any any log OPS-7 time-range NIGHT", "permit ip any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:23": "unknown" },
  },
  {
    name: "an entry that the list has already changes nothing, whatever its number (1.1)",
    text: extended("10 permit tcp any any", "20 deny ip any any", "5 deny ip any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:23": "permit", "udp 10.1.0.5 > 10.2.0.9:53": "deny" },
  },
  {
    name: "doubt 10.14: whether protocol 0 stands for ip is not documented",
    text: extended("permit 0 any any", "deny ip any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:23": "unknown" },
  },
  {
    name: "trap 28: ospf is protocol 89",
    text: extended("permit ospf any any"),
    packets: { "ip89 10.1.0.5 > 10.2.0.9": "permit", "tcp 10.1.0.5 > 10.2.0.9": "deny" },
  },
  {
    name: "trap 29: dscp limits the entry",
    text: extended("permit ip any any dscp ef"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9": "unknown" },
  },
  {
    name: "trap 30: a list that is not defined lets everything pass",
    text: router("ip access-list extended B\n deny ip any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:23": "permit", "tcp 2001:db8:1::5 > 2001:db8:2::9": "permit" },
  },
  {
    name: "trap 30: and so does one without entries",
    text: router("ip access-list extended A"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:23": "permit" },
  },
  {
    name: "trap 32: an explicit deny comes before the implicit neighbour discovery",
    text: router("ipv6 access-list A\n deny ipv6 any any"),
    packets: { "icmp6 2001:db8:1::5 > 2001:db8:2::9 135/0": "deny" },
  },
  {
    name: "trap 33: neighbour discovery passes the implicit deny of IPv6",
    text: router("ipv6 access-list A\n permit tcp any any eq 22"),
    packets: {
      "icmp6 2001:db8:1::5 > 2001:db8:2::9 135/0": "permit",
      "icmp6 2001:db8:1::5 > 2001:db8:2::9 136/0": "permit",
      "icmp6 2001:db8:1::5 > 2001:db8:2::9 128/0": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:80": "permit",
    },
  },
  {
    name: "trap 34: a deny with ports does not see later fragments",
    text: extended("deny tcp any any eq 23", "permit ip any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:23": "deny", "tcp 10.1.0.5 > 10.2.0.9 tail": "permit" },
  },
  {
    name: "trap 34: a permit with ports lets all later fragments of its protocol by",
    text: extended("permit tcp any any eq 80", "deny ip any any"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:81": "deny",
      "tcp 10.1.0.5 > 10.2.0.9 tail": "permit",
      "udp 10.1.0.5 > 10.2.0.9 tail": "deny",
    },
  },
  {
    name: "fragments: nothing but later fragments",
    text: extended("deny ip any any fragments", "permit tcp any any eq 80"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9 tail": "deny", "tcp 10.1.0.5 > 10.2.0.9:80": "permit" },
  },
  {
    name: "trap 35: established is a header, not a session",
    text: extended("permit tcp any any established"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:80 ack": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:80 rst": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:80 syn": "deny",
    },
  },
  {
    name: "trap 36: a bare flag asks for that flag alone",
    text: extended("permit tcp any any syn"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:80 syn": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:80 syn+ack": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:80 ack": "deny",
    },
  },
  {
    name: "trap 37: match-all takes every condition",
    text: extended("permit tcp any any match-all +syn -ack"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:80 syn": "permit", "tcp 10.1.0.5 > 10.2.0.9:80 syn+ack": "deny" },
  },
  {
    name: "trap 67: a number is one list, however it is written",
    text: router(
      "ip access-list extended 101\n permit tcp any any eq 502\naccess-list 101 permit tcp any any eq 503",
    ).replace("access-group A", "access-group 101"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:502": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:503": "permit",
      "tcp 10.1.0.5 > 10.2.0.9:504": "deny",
    },
  },
  {
    name: "trap 70: a time range is decided both ways",
    text: extended("permit tcp any host 10.2.0.5 eq 502 time-range WORK"),
    packets: { "tcp 10.1.0.5 > 10.2.0.5:502": "unknown", "tcp 10.1.0.5 > 10.2.0.5:503": "deny" },
  },
  {
    name: "trap 71: icmp by numbers",
    text: extended("permit icmp any host 10.2.0.1 3 4", "permit icmp any host 10.2.0.2 3"),
    packets: {
      "icmp 10.1.0.5 > 10.2.0.1 3/4": "permit",
      "icmp 10.1.0.5 > 10.2.0.1 3/3": "deny",
      "icmp 10.1.0.5 > 10.2.0.2 3/3": "permit",
    },
  },
  {
    name: "an entry that is not understood may do anything at its place",
    text: extended("permit tcp any any eq 502", "deny tcp any any weirdly", "permit ip any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:502": "permit", "udp 10.1.0.5 > 10.2.0.9:53": "unknown" },
  },
  {
    name: "an object group that is not defined may hold anything: a device takes no entry that names one",
    text: extended("deny ip object-group GONE any", "permit ip any any"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:502": "unknown" },
  },
  {
    name: "evaluate lets in an unknown part",
    text: extended("evaluate REPLIES", "permit udp any any eq 53"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9:502": "unknown", "udp 10.1.0.5 > 10.2.0.9:53": "permit" },
  },
];

describe("what entries of an IOS access list match", () => {
  it.each(
    TRAPS.flatMap(({ name, text, packets }) =>
      Object.entries(packets).map(([packet, answer]) => ({ name, packet, answer, text })),
    ),
  )("$name: $packet → $answer", ({ text, packet, answer }) => expect(ask(text, packet)).toBe(answer));

  it.each<[string, string, string]>([
    ["a list that is not defined", router(""), "cisco/undefined-list"],
    ["a list without entries", router("ip access-list extended A"), "cisco/empty-list"],
    ["a group that is not defined", extended("permit ip object-group GONE any"), "cisco/undefined-group"],
    [
      "a group within itself",
      `${extended("permit ip any any")}object-group network A1\n group-object B1\nobject-group network B1\n group-object A1\n`,
      "cisco/group-cycle",
    ],
    [
      "trap 25: a range that ends before it starts",
      extended("permit udp any any range 20000 10000"),
      "cisco/reversed-range",
    ],
    ["a wildcard that is a netmask", extended("permit ip 10.1.0.0 255.255.0.0 any"), "cisco/netmask-as-wildcard"],
    [
      "10.18: such a range in a group of services",
      `${extended("permit object-group S any any")}object-group service S\n udp source range 9 5 range 20000 10000\n`,
      "cisco/reversed-range",
    ],
    [
      "10.18: such a range in a group of ports",
      `${extended("permit tcp any any portgroup P")}object-group ip port P\n range 20000 10000\n`,
      "cisco/reversed-range",
    ],
    [
      "10.18: such a range in a group of ports of NX-OS",
      "!Command: show running-config\nversion 9.3(8) Bios:version 05.39\nobject-group ip port P\n  10 range 20000 10000\n",
      "cisco/reversed-range",
    ],
    [
      "10.18: such a range in a group of ports of IOS-XR",
      "!! IOS XR Configuration 7.3.2\nobject-group port P\n range 20000 10000\n!\nend\n",
      "cisco/reversed-range",
    ],
    ...[
      "access-list A extended permit udp any any range 20000 10000",
      "object service S\n service udp destination range 20000 10000",
      "object-group service S\n service-object tcp-udp source range 20000 10000",
      "object-group service S tcp\n port-object range 20000 10000",
    ].map((line): [string, string, string] => [
      "10.18: such a range on an ASA",
      `: Saved\nASA Version 9.14(2)\n${line}\n: end\n`,
      "cisco/reversed-range",
    ]),
  ])("%s is reported", (_name, text, code) => expect(parse(text).codes).toContain(code));

  it.each(["range 10000 20000", "range 53 53", "range ntp snmptrap", "eq 20000 10000"])(
    "ports in order are not told of: %s",
    (ports) => {
      expect(parse(extended(`permit udp any any ${ports}`)).codes).not.toContain("cisco/reversed-range");
      const group = `${extended("permit object-group S any any")}object-group service S\n udp ${ports}\n`;
      expect(parse(group).codes).not.toContain("cisco/reversed-range");
    },
  );

  it.each(["0.0.0.0", "255.255.255.255"])("the wildcard %s is honest", (wildcard) => {
    expect(parse(extended(`permit ip 10.1.0.0 ${wildcard} any`)).codes).not.toContain("cisco/netmask-as-wildcard");
  });
});
