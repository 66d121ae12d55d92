/** Entries, objects and groups of the ASA (reference/cisco.md 2.2, 2.3). */
import { describe, expect, it } from "vitest";
import { answers, asa, doubtsOf, fromOutside } from "./asa-site.js";
import { type Answer, parse } from "./site.js";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly packets: Readonly<Record<string, Answer>>;
}

const CASES: readonly Case[] = [
  {
    name: "objects: host, subnet, range",
    text: fromOutside(
      "object network H",
      " host 10.1.0.5",
      "object network S",
      " subnet 10.1.1.0 255.255.255.0",
      "object network R",
      " range 10.1.2.3 10.1.2.5",
      "permit tcp any object H",
      "permit tcp any object S",
      "permit tcp any object R",
    ),
    packets: {
      "tcp 192.0.2.9 > 10.1.0.5": "permit",
      "tcp 192.0.2.9 > 10.1.0.6": "deny",
      "tcp 192.0.2.9 > 10.1.1.77": "permit",
      "tcp 192.0.2.9 > 10.1.2.5": "permit",
      "tcp 192.0.2.9 > 10.1.2.6": "deny",
    },
  },
  {
    name: "objects of IPv6",
    text: fromOutside(
      "object network H",
      " host 2001:db8:1::5",
      "object-group network G",
      " network-object 2001:db8:1:2::/64",
      " network-object object H",
      "permit tcp any object-group G",
    ),
    packets: {
      "tcp 2001:db8:9::9 > 2001:db8:1::5": "permit",
      "tcp 2001:db8:9::9 > 2001:db8:1:2::7": "permit",
      "tcp 2001:db8:9::9 > 2001:db8:1::6": "deny",
      "tcp 192.0.2.9 > 10.1.0.5": "deny",
    },
  },
  {
    name: "an object that is written twice holds what it holds last",
    text: fromOutside(
      "object network H",
      " host 10.1.0.5",
      "object network H",
      " host 10.1.0.6",
      "permit tcp any object H",
    ),
    packets: { "tcp 192.0.2.9 > 10.1.0.5": "deny", "tcp 192.0.2.9 > 10.1.0.6": "permit" },
  },
  {
    name: "a group that is opened again goes on, and groups hold groups",
    text: fromOutside(
      "object-group network A",
      " network-object host 10.1.0.5",
      "object-group network B",
      " group-object A",
      "object-group network A",
      " network-object host 10.1.0.6",
      "permit tcp any object-group B",
    ),
    packets: {
      "tcp 192.0.2.9 > 10.1.0.5": "permit",
      "tcp 192.0.2.9 > 10.1.0.6": "permit",
      "tcp 192.0.2.9 > 10.1.0.7": "deny",
    },
  },
  {
    name: "a domain name may be any address",
    text: fromOutside("object network F", " fqdn v4 hmi.example", "permit tcp any object F eq 80"),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:80": "unknown", "tcp 192.0.2.9 > 10.1.0.5:81": "deny" },
  },
  {
    name: "a group of services stands where the protocol does",
    text: fromOutside(
      "object service WEB",
      " service tcp source range 1024 65535 destination eq 8443",
      "object-group service S",
      " service-object tcp destination eq 443",
      " service-object tcp-udp destination eq domain",
      " service-object icmp echo",
      " service-object esp",
      " service-object object WEB",
      "permit object-group S any host 10.1.0.5",
      "permit object WEB any host 10.1.0.6",
    ),
    packets: {
      "tcp 192.0.2.9 > 10.1.0.5:443": "permit",
      "udp 192.0.2.9 > 10.1.0.5:53": "permit",
      "tcp 192.0.2.9 > 10.1.0.5:53": "permit",
      "icmp 192.0.2.9 > 10.1.0.5 8/0": "permit",
      "icmp 192.0.2.9 > 10.1.0.5 0/0": "deny",
      "ip50 192.0.2.9 > 10.1.0.5": "permit",
      "tcp 192.0.2.9:2000 > 10.1.0.5:8443": "permit",
      "tcp 192.0.2.9:1000 > 10.1.0.5:8443": "deny",
      "tcp 192.0.2.9:2000 > 10.1.0.6:8443": "permit",
      "tcp 192.0.2.9 > 10.1.0.6:443": "deny",
    },
  },
  {
    name: "a group of protocols takes ports behind the addresses",
    text: fromOutside(
      "object-group protocol TCPUDP",
      " protocol-object udp",
      " protocol-object tcp",
      "object-group service DNS tcp-udp",
      " port-object eq domain",
      "permit object-group TCPUDP any host 10.1.0.5 object-group DNS",
      "permit object-group TCPUDP any host 10.1.0.6 eq 5060",
    ),
    packets: {
      "tcp 192.0.2.9 > 10.1.0.5:53": "permit",
      "udp 192.0.2.9 > 10.1.0.5:53": "permit",
      "udp 192.0.2.9 > 10.1.0.5:54": "deny",
      "icmp 192.0.2.9 > 10.1.0.5 8/0": "deny",
      "udp 192.0.2.9 > 10.1.0.6:5060": "permit",
      "tcp 192.0.2.9 > 10.1.0.6:5061": "deny",
    },
  },
  {
    name: "types of ICMP, alone, with a code and in a group",
    text: fromOutside(
      "object-group icmp-type PING",
      " icmp-object echo",
      " icmp-object 11",
      "permit icmp any host 10.1.0.5 object-group PING",
      "permit icmp any host 10.1.0.6 unreachable",
      "permit icmp any host 10.1.0.7 3 4",
      "permit icmp any host 10.1.0.8",
    ),
    packets: {
      "icmp 192.0.2.9 > 10.1.0.5 8/0": "permit",
      "icmp 192.0.2.9 > 10.1.0.5 11/1": "permit",
      "icmp 192.0.2.9 > 10.1.0.5 3/0": "deny",
      "icmp 192.0.2.9 > 10.1.0.6 3/13": "permit",
      "icmp 192.0.2.9 > 10.1.0.6 8/0": "deny",
      "icmp 192.0.2.9 > 10.1.0.7 3/4": "permit",
      "icmp 192.0.2.9 > 10.1.0.7 3/3": "deny",
      "icmp 192.0.2.9 > 10.1.0.8 8/0": "permit",
    },
  },
  {
    name: "an entry that is put in at a line comes before",
    text: fromOutside("permit tcp any any eq 80", "permit tcp any any eq 81").replace(
      "access-group",
      "access-list OUT line 1 extended deny tcp any host 10.1.0.5 eq 80\naccess-group",
    ),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:80": "deny", "tcp 192.0.2.9 > 10.1.0.6:80": "permit" },
  },
  {
    name: "an entry that is taken away again, and a list that is cleared",
    text: asa(
      "access-list OUT extended permit ip any any\nclear configure access-list OUT\naccess-list OUT extended permit tcp any any eq 80\naccess-list OUT extended permit tcp any any eq 81\nno access-list OUT extended permit tcp any any eq 81\naccess-group OUT in interface outside",
    ),
    packets: {
      "tcp 192.0.2.9 > 10.1.0.5:80": "permit",
      "tcp 192.0.2.9 > 10.1.0.5:81": "deny",
      "tcp 192.0.2.9 > 10.1.0.5:82": "deny",
    },
  },
  {
    name: "users and tags limit an entry to nobody knows whom",
    text: fromOutside(
      "permit tcp user PLANT\\anna any host 10.1.0.5 eq 80",
      "permit tcp security-group name OT any host 10.1.0.6 eq 80",
      "permit tcp any any eq 81",
    ),
    packets: {
      "tcp 192.0.2.9 > 10.1.0.5:80": "unknown",
      "tcp 192.0.2.9 > 10.1.0.6:80": "unknown",
      "tcp 192.0.2.9 > 10.1.0.7:80": "deny",
      "tcp 192.0.2.9 > 10.1.0.7:81": "permit",
    },
  },
  {
    name: "a group that is not in the file leaves its entry open, and nothing behind it",
    text: fromOutside(
      "deny tcp any host 10.1.0.5 eq 80",
      "permit tcp any object-group GONE eq 80",
      "permit tcp any any eq 81",
    ),
    packets: {
      "tcp 192.0.2.9 > 10.1.0.5:80": "deny",
      "tcp 192.0.2.9 > 10.1.0.6:80": "unknown",
      "tcp 192.0.2.9 > 10.1.0.6:81": "permit",
    },
  },
  {
    name: "an entry that is not understood may do anything where it stands",
    text: fromOutside("permit tcp any any eq 80", "deny tcp any any sideways", "permit tcp any any eq 81"),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:80": "permit", "tcp 192.0.2.9 > 10.1.0.5:81": "unknown" },
  },
  {
    name: "a list of nothing but entries with empty groups may be none on the device",
    text: fromOutside(
      "object-group network NOBODY",
      "object-group network ALSO",
      " group-object NOBODY",
      "object-group service NONE tcp",
      "permit ip object-group ALSO any",
      "permit tcp any any object-group NONE",
    ),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:80": "unknown" },
  },
  {
    name: "a list of nothing but denials of groups that are not there may be none on the device",
    text: fromOutside("deny ip object-group NOBODY any", "deny tcp any object NOWHERE eq 80"),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:81": "unknown" },
  },
  {
    name: "an empty group matches nothing",
    text: fromOutside(
      "object-group service NONE tcp",
      "permit tcp any any object-group NONE",
      "permit tcp any any eq 81",
    ),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:80": "deny", "tcp 192.0.2.9 > 10.1.0.5:81": "permit" },
  },
  {
    name: "a group with a member that is not understood may hold any port of its protocol",
    text: fromOutside(
      "object-group service P tcp",
      " port-object eq 80",
      " port-object sideways 3",
      "permit tcp any any object-group P",
    ),
    packets: { "tcp 192.0.2.9 > 10.1.0.5:80": "unknown", "udp 192.0.2.9 > 10.1.0.5:80": "deny" },
  },
];

describe("entries of the ASA", () => {
  it.each(CASES)("$name", ({ text, packets }) => {
    expect(answers(text, packets)).toEqual(packets);
  });

  it("tell whether they are logged where that is written, and what remarks say of them", () => {
    const text = asa(
      "access-list OUT remark to the historian\naccess-list OUT remark until May\naccess-list OUT extended permit tcp any any eq 80 log warnings interval 60\naccess-list OUT extended permit tcp any any eq 81 log disable\naccess-list OUT extended deny ip any any",
    );
    const [table] = parse(text).device.tables;
    expect(table?.rules.map(({ log, comment }) => [log, comment])).toEqual([
      [true, "to the historian until May"],
      [false, undefined],
      [undefined, undefined],
    ]);
    expect(table?.bound).toBe(false);
  });

  it("names objects without use, and groups that hold nothing", () => {
    const text = fromOutside(
      "object network USED",
      " host 10.1.0.5",
      "object network SPARE",
      " host 10.1.0.6",
      "object network PUBLISHED",
      " host 10.1.0.7",
      " nat (inside,outside) static 203.0.113.7",
      "object-group service EMPTY tcp",
      "permit tcp any object USED object-group EMPTY",
    );
    expect(parse(text).device.idle.map(({ name, kind, trouble }) => `${kind} ${name} ${trouble}`)).toEqual([
      "address SPARE unused",
      "service EMPTY empty",
    ]);
  });

  it.each([
    ["a list that is not defined", "access-group GONE in interface outside", "cisco/undefined-list"],
    ["a list of remarks", "access-list R remark later\naccess-group R in interface outside", "cisco/empty-list"],
    ["a standard list", "access-list S standard permit any\naccess-group S in interface outside", "cisco/empty-list"],
  ])("%s at an interface is a doubt about it", (_, lines, code) => {
    const packets = {
      "tcp 192.0.2.9 > 10.1.0.5": "unknown",
      "tcp 10.1.0.5 > 10.2.0.9 [inside > dmz]": "permit",
    } as const;
    expect(answers(asa(lines), packets)).toEqual(packets);
    expect(parse(asa(lines)).codes).toContain(code);
  });

  it("trap 22: before release 9.0 each family has lists of its own, and any is one of them", () => {
    const lists =
      "access-list OUT extended permit tcp any any eq 80\nipv6 access-list SIX permit tcp any 2001:db8:1::/64 eq 81\nipv6 access-list SIX deny icmp6 any any\n";
    const text = asa(
      `${lists}access-group OUT in interface outside\naccess-group SIX in interface outside\naccess-group SIX in interface inside`,
      "8.4(7)",
    );
    const packets = {
      "tcp 192.0.2.9 > 10.1.0.5:80": "permit",
      "tcp 192.0.2.9 > 10.1.0.5:81": "deny",
      "tcp 2001:db8:9::9 > 2001:db8:1::5": "deny",
      "tcp 10.1.0.5 > 192.0.2.9:82 [inside > outside]": "permit",
      "tcp 2001:db8:1::5 > 2001:db8:9::9 [inside > outside]": "deny",
    } as const;
    expect(answers(text, packets)).toEqual(packets);
    expect(parse(text).account.counts().notUnderstood).toBe(0);
    expect(parse(text).device.tables.find(({ id }) => id === "SIX")?.bound).toBe(true);
  });

  it("a list of IPv6 that asks for ICMP by the name of IPv4 may do anything", () => {
    const text = asa("ipv6 access-list SIX permit icmp any any\naccess-group SIX in interface outside", "8.4(7)");
    const packets = { "icmp6 2001:db8:9::9 > 2001:db8:1::5 128/0": "unknown" } as const;
    expect(answers(text, packets)).toEqual(packets);
  });

  it.each([
    ["", "permit"],
    ["no access-group OLD in interface outside", "permit"],
    ["no access-group NEW in interface outside", "deny"],
    ["no access-group NEW in interface outside\naccess-group OLD in interface outside", "deny"],
  ] as const)("of two lists on one place the last counts, and is taken away by its own name: %j", (lines, expected) => {
    const lists =
      "access-list OLD extended permit tcp any any eq 80\naccess-list NEW extended permit tcp any any eq 81";
    const bound = "access-group OLD in interface outside\naccess-group NEW in interface outside";
    const packets = { "tcp 192.0.2.9 > 10.1.0.5:81": expected } as const;
    expect(answers(asa(`${lists}\n${bound}\n${lines}`), packets)).toEqual(packets);
  });
});

describe("protocol 0 in a group (reference/cisco.md 10.14)", () => {
  const grouped = (member: string) =>
    fromOutside(
      `object-group ${member.startsWith("protocol") ? "protocol" : "service"} G`,
      ` ${member}`,
      ` ${member.replace(" 0", " tcp")}`,
      "permit object-group G any any",
    );

  it.each(["protocol-object 0", "service-object 0"])(
    "`%s` surely holds its packets, perhaps all, and takes no other away",
    (member) => {
      const packets = {
        "ip0 192.0.2.9 > 10.1.0.9": "permit",
        "tcp 192.0.2.9 > 10.1.0.9:443": "permit",
        "udp 192.0.2.9 > 10.1.0.9:53": "unknown",
      } as const;
      expect(answers(grouped(member), packets)).toEqual(packets);
      expect(parse(grouped(member)).codes).not.toContain("cisco/unknown-statement");
    },
  );

  it("of an object is the same", () => {
    const text = fromOutside("object service Z", " service 0", "permit object Z any any");
    const packets = { "ip0 192.0.2.9 > 10.1.0.9": "permit", "tcp 192.0.2.9 > 10.1.0.9:443": "unknown" } as const;
    expect(answers(text, packets)).toEqual(packets);
  });

  it("is no other number, and no word behind it is passed over", () => {
    expect(answers(grouped("protocol-object 1"), { "udp 192.0.2.9 > 10.1.0.9:53": "deny" })).toEqual({
      "udp 192.0.2.9 > 10.1.0.9:53": "deny",
    });
    expect(parse(grouped("service-object 0 eq 5")).codes).toContain("cisco/unknown-statement");
  });
});

describe("`management-access` lets one interface answer out of tunnels", () => {
  const open = (...lines: readonly string[]) =>
    doubtsOf(asa(lines.join("\n"))).filter((reason) => reason.includes("out of tunnels another interface")).length;

  it.each([
    [1, ["management-access inside"]],
    [1, ["management-access inside", "management-access dmz"]],
    [0, ["management-access inside", "no management-access inside"]],
    [0, ["management-access inside", "no management-access"]],
    [1, ["management-access inside", "no management-access inside", "management-access dmz"]],
    [0, ["no management-access"]],
    [1, ["management-access nosuch"]],
    [1, ["management-access"]],
    [0, ["access-list A remark management-access inside"]],
  ])("%i of %j", (count, lines) => {
    expect(open(...lines)).toBe(count);
  });

  it("for its administrators and ping, at its own address", () => {
    const site = asa(
      "http server enable 8443\nhttp 10.9.0.0 255.255.0.0 inside\nssh 10.9.0.0 255.255.0.0 inside\nssh 10.8.0.0 255.255.0.0 dmz\nmanagement-access inside",
    );
    const packets = {
      "tcp 10.9.0.5 > 10.1.0.1:22 [outside > self]": "unknown",
      "tcp 10.9.0.5 > 10.1.0.1:8443 [outside > self]": "unknown",
      "icmp 10.9.0.5 > 10.1.0.1 8/0 [outside > self]": "unknown",
      "tcp 10.9.0.5 > 10.1.0.1:22 [inside > self]": "permit",
      "tcp 10.7.0.5 > 10.1.0.1:22 [outside > self]": "deny",
      "tcp 10.8.0.5 > 10.1.0.1:22 [outside > self]": "deny",
      "tcp 10.9.0.5 > 10.2.0.1:22 [outside > self]": "deny",
      "tcp 10.9.0.5 > 10.1.0.1:23 [outside > self]": "deny",
      "udp 10.9.0.5 > 10.1.0.1:500 [outside > self]": "deny",
      "icmp 10.9.0.5 > 10.1.0.1 13/0 [outside > self]": "deny",
    } as const;
    expect(answers(site, packets)).toEqual(packets);
    expect(answers(site.replace("management-access inside", ""), packets)).toMatchObject({
      "tcp 10.9.0.5 > 10.1.0.1:22 [outside > self]": "deny",
      "icmp 10.9.0.5 > 10.1.0.1 8/0 [outside > self]": "deny",
    });
  });
});
