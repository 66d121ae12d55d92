/** Traps of text, trees, lists and switching as they concern NX-OS (reference/cisco.md 9, 1 to 14, 23 to 29, 36 to 44, 59, 60, 66, 70, 71). */
import { describe, expect, it } from "vitest";
import { entries, nexus } from "./nxos-site.js";
import { type Answer, askBoth, parse } from "./site.js";

interface Trap {
  readonly name: string;
  readonly text: string;
  readonly packets: Readonly<Record<string, Answer>>;
}

const [IN, OUT] = ["Ethernet1/1", "Ethernet1/2"];
const ONE = { "tcp 10.1.0.5 > 10.2.0.9:502": "permit", "tcp 10.1.0.5 > 10.2.0.9:80": "deny" } as const;

const TRAPS: readonly Trap[] = [
  {
    name: "trap 1: a banner swallows what looks like configuration",
    text: nexus(
      "banner motd ^\ninterface Ethernet1/2\n  shutdown\nip access-list A\n  permit ip any any\n^\nip access-list A\n  permit tcp any any eq 502",
    ),
    packets: ONE,
  },
  {
    name: "trap 2: it runs to its delimiter, and may be empty",
    text: nexus(
      "banner motd **\nbanner exec # ! end\n  permit ip any any\n#\nip access-list A\n  permit tcp any any eq 502",
    ),
    packets: ONE,
  },
  {
    name: "trap 4: hex lines of a certificate are no statements",
    text: nexus(
      "crypto ca trustpoint CA\ncrypto ca certificate chain CA\n  certificate 01\n    30820122 ACE0\n    ACE0 1234\n  quit\nip access-list A\n  permit tcp any any eq 502",
    ).replace("crypto ca trustpoint CA\n", ""),
    packets: ONE,
  },
  {
    name: "trap 5: pager, prompts and line ends of Windows are no statements",
    text: `core-1# show running-config\r\n${entries("permit tcp any any eq 502").replaceAll("\n", "\r\n").replace("ip access-list A", " --More-- ip access-list A")}core-1#\r\n`,
    packets: ONE,
  },
  {
    name: "trap 6: statements without blanks before them belong to the mode that is open",
    text: entries("permit tcp any any eq 502").replaceAll(/^ +/gm, ""),
    packets: ONE,
  },
  {
    name: "a list that was given other numbers takes an entry between them",
    text: nexus(
      "ip access-list A\n  10 deny tcp any any eq 80\n  20 remark x\n  30 permit ip any any\nresequence ip access-list A 100 10\nip access-list A\n  105 permit tcp any any eq 502\n  115 deny ip any any",
    ),
    packets: { ...ONE, "tcp 10.1.0.5 > 10.2.0.9:443": "deny" },
  },
  {
    name: "trap 7: an interface that is opened again, or by a short name, is the same one",
    text: nexus(
      "ip access-list A\n  permit tcp any any eq 502\n  permit tcp any any eq 80\nip access-list B\n  permit tcp any any eq 502\ninterface Eth1/2\n  ip access-group B out",
    ),
    packets: ONE,
  },
  {
    name: "trap 9: lines may be indented by one blank as well",
    text: entries("permit tcp any any eq 502").replaceAll(/^ {2}/gm, " "),
    packets: ONE,
  },
  {
    name: "trap 11: a remark matches nothing, whatever it says",
    text: entries("remark permit ip any any", "permit tcp any any eq 502"),
    packets: ONE,
  },
  {
    name: "trap 12: a list that is opened twice is one, in the order of its numbers",
    text: nexus(
      "ip access-list A\n  10 permit tcp any any eq 502\n  20 permit ip any any\nip access-list A\n  15 deny tcp any any eq 80",
    ),
    packets: { ...ONE, "tcp 10.1.0.5 > 10.2.0.9:81": "permit" },
  },
  {
    name: "trap 12: an entry whose number is taken stands in place of the old one",
    text: nexus("ip access-list A\n  10 permit tcp any any eq 80\nip access-list A\n  10 permit tcp any any eq 502"),
    packets: ONE,
  },
  {
    name: "trap 14: the ones of a wildcard need not be together",
    text: entries("permit ip any 10.2.0.9 0.0.255.0"),
    packets: { "tcp 10.1.0.5 > 10.2.7.9": "permit", "tcp 10.1.0.5 > 10.2.7.8": "deny" },
  },
  {
    name: "trap 24: an operator before the destination is about the source port",
    text: entries("permit tcp any neq 80 any"),
    packets: { "tcp 10.1.0.5:80 > 10.2.0.9:80": "deny", "tcp 10.1.0.5:81 > 10.2.0.9:80": "permit" },
  },
  {
    name: "trap 28: an entry for ospf is about that protocol alone",
    text: entries("permit ospf any any"),
    packets: { "ip89 10.1.0.5 > 10.2.0.9": "permit", "tcp 10.1.0.5 > 10.2.0.9": "deny" },
  },
  {
    name: "trap 29: a condition on the DSCP permits some of the packets, and not all of them",
    text: entries("permit ip any any dscp ef"),
    packets: { "tcp 10.1.0.5 > 10.2.0.9": "unknown" },
  },
  {
    name: "trap 70: an entry that holds at times may permit or not",
    text: entries("permit tcp any any eq 502 time-range WORK", "permit tcp any any eq 80"),
    packets: {
      "tcp 10.1.0.5 > 10.2.0.9:502": "unknown",
      "tcp 10.1.0.5 > 10.2.0.9:503": "deny",
      "tcp 10.1.0.5 > 10.2.0.9:80": "permit",
    },
  },
  {
    name: "trap 71: two numbers are type and code, one is a type with every code",
    text: entries("permit icmp any any 3 4", "permit icmp any any 11"),
    packets: {
      "icmp 10.1.0.5 > 10.2.0.9 3/4": "permit",
      "icmp 10.1.0.5 > 10.2.0.9 3/3": "deny",
      "icmp 10.1.0.5 > 10.2.0.9 11/1": "permit",
    },
  },
];

const SVIS =
  "interface Vlan10\n  ip address 10.3.0.1/24\n  no shutdown\ninterface Vlan20\n  ip address 10.4.0.1/24\n  no shutdown\n";

describe("traps of text and matching on NX-OS", () => {
  it.each(TRAPS)("$name", ({ text, packets }) => {
    const found = Object.keys(packets).map((packet) => [packet, askBoth(text, packet, IN, OUT)]);
    expect(Object.fromEntries(found)).toEqual(packets);
    expect(parse(text).account.counts().notUnderstood).toBe(0);
  });
});

describe("traps of switching on NX-OS", () => {
  const open = "ip access-list A\n  permit ip any any\n";

  it("trap 40: a list on an SVI is about what is routed there", () => {
    const text = nexus(
      `${open}ip access-list NONE\n  deny ip any any\n${SVIS}interface Vlan10\n  ip access-group NONE in`,
    );
    expect(askBoth(text, "tcp 10.3.0.5 > 10.4.0.9", "Vlan10", "Vlan20")).toBe("deny");
    expect(askBoth(text, "tcp 10.4.0.9 > 10.3.0.5", "Vlan20", "Vlan10")).toBe("permit");
    expect(parse(text).device.doubts).toEqual([]);
  });

  const map = (lines: string, more = "") =>
    nexus(
      `${open}hardware access-list allow deny ace\nip access-list TCP\n  10 deny tcp any any eq 22\n  20 permit tcp any any\n${more}vlan access-map M 10\n${lines}vlan filter M vlan-list 10\n${SVIS}`,
    );

  const VLAN_MAPS: readonly { readonly name: string; readonly text: string; readonly packets: Trap["packets"] }[] = [
    {
      name: "trap 42: a map of one kind drops what none of its entries matches",
      text: map("  match ip address TCP\n  action drop\n"),
      packets: { "tcp 10.3.0.5 > 10.4.0.9:80": "deny", "udp 10.3.0.5 > 10.4.0.9:53": "deny" },
    },
    {
      name: "what a list denies goes on to the next entry, and passes there",
      text: map(
        "  match ip address TCP\n  action drop\nvlan access-map M 20\n  match ip address A\n  action forward\n",
      ),
      packets: {
        "tcp 10.3.0.5 > 10.4.0.9:80": "deny",
        "tcp 10.3.0.5 > 10.4.0.9:22": "permit",
        "udp 10.3.0.5 > 10.4.0.9:53": "permit",
      },
    },
    {
      name: "entries stand in the order of their numbers, whatever that of the file",
      text: map(
        "  match ip address TCP\n  action drop\nvlan access-map M 5\n  match ip address A\n  action forward\n  statistics per-entry\n",
      ),
      packets: { "tcp 10.3.0.5 > 10.4.0.9:80": "permit" },
    },
    {
      name: "trap 43: what one does with a list that is not there is not documented for NX-OS",
      text: map("  match ip address GONE\n  action drop\n"),
      packets: { "udp 10.3.0.5 > 10.4.0.9:53": "unknown" },
    },
    {
      name: "and with one that has no entries",
      text: map("  match ip address EMPTY\n  action drop\n", "ip access-list EMPTY\n"),
      packets: { "udp 10.3.0.5 > 10.4.0.9:53": "unknown" },
    },
    {
      name: "nor what an entry without an action does",
      text: map("  match ip address TCP\n"),
      packets: { "tcp 10.3.0.5 > 10.4.0.9:80": "unknown", "udp 10.3.0.5 > 10.4.0.9:53": "deny" },
    },
    {
      name: "entries that deny are not supported in lists of maps, unless that is switched on",
      text: map(
        "  match ip address TCP\n  action drop\nvlan access-map M 20\n  match ip address A\n  action forward\n",
      ).replace("hardware access-list allow deny ace\n", ""),
      packets: {
        "tcp 10.3.0.5 > 10.4.0.9:80": "deny",
        "tcp 10.3.0.5 > 10.4.0.9:22": "unknown",
        "udp 10.3.0.5 > 10.4.0.9:53": "permit",
      },
    },
    {
      name: "what a map of other lists alone does with IPv4 is not documented",
      text: map("  match mac address M\n  action drop\n", "mac access-list M\n  permit any any\n"),
      packets: { "tcp 10.3.0.5 > 10.4.0.9:80": "unknown" },
    },
    {
      name: "redirecting may lead anywhere",
      text: map("  match ip address TCP\n  action redirect Ethernet1/9\n"),
      packets: { "tcp 10.3.0.5 > 10.4.0.9:80": "unknown", "udp 10.3.0.5 > 10.4.0.9:53": "deny" },
    },
    {
      name: "a map that is not in the file",
      text: map("  match ip address TCP\n  action drop\nno vlan access-map M\n"),
      packets: { "udp 10.3.0.5 > 10.4.0.9:53": "unknown" },
    },
    {
      name: "a map that is taken from the VLAN filters nothing there",
      text: map("  match ip address TCP\n  action drop\n").replace(SVIS, `no vlan filter M vlan-list 10\n${SVIS}`),
      packets: { "tcp 10.3.0.5 > 10.4.0.9:80": "permit" },
    },
  ];

  it.each(VLAN_MAPS)("$name", ({ text, packets }) => {
    const asked = Object.entries(packets);
    const into = asked.map(([packet]) => [packet, askBoth(text, packet, "Vlan10", "Vlan20")]);
    expect(Object.fromEntries(into)).toEqual(packets);
    const turned = (packet: string) => packet.replace("10.3.0.5 > 10.4.0.9", "10.4.0.9 > 10.3.0.5");
    const out = asked.map(([packet]) => [packet, askBoth(text, turned(packet), "Vlan20", "Vlan10")]);
    expect(Object.fromEntries(out)).toEqual(packets);
    expect(askBoth(text, "tcp 10.1.0.5 > 10.4.0.9:80", IN, "Vlan20")).toBe("permit");
    expect(parse(text).account.counts().notUnderstood).toBe(0);
  });

  it("a map and the lists of ports and interfaces have all to let a packet pass", () => {
    const text = map("  match ip address A\n  action forward\n").replace(
      "interface Vlan10\n",
      "ip access-list UDP\n  permit udp any any\ninterface Vlan10\n  ip access-group UDP in\n",
    );
    expect(askBoth(text, "udp 10.3.0.5 > 10.4.0.9:53", "Vlan10", "Vlan20")).toBe("permit");
    expect(askBoth(text, "tcp 10.3.0.5 > 10.4.0.9:53", "Vlan10", "Vlan20")).toBe("deny");
  });

  it("trap 44: an NX-OS switch routes between its SVIs without a statement that says so", () => {
    expect(askBoth(nexus(`${open}${SVIS}`), "tcp 10.3.0.5 > 10.4.0.9", "Vlan10", "Vlan20")).toBe("permit");
  });

  it("trap 59: `add` puts VLANs to those of a trunk", () => {
    const port =
      "interface Ethernet1/5\n  switchport\n  switchport mode trunk\n  switchport trunk allowed vlan 10,20\n  switchport trunk allowed vlan add 30";
    const { device } = parse(nexus(port));
    expect(device.interfaces.find(({ id }) => id === "Ethernet1/5")?.switchport?.allowedVlans).toEqual([
      [10, 10],
      [20, 20],
      [30, 30],
    ]);
  });

  it("trap 60: a trunk ignores the VLAN of an access port", () => {
    const port =
      "interface Ethernet1/5\n  switchport\n  switchport mode trunk\n  switchport access vlan 10\n  ip port access-group A in\n";
    const { device } = parse(nexus(`${open}${port}${SVIS}`));
    expect(device.interfaces.find(({ id }) => id === "Ethernet1/5")?.switchport?.mode).toBe("trunk");
    expect(device.doubts.flatMap(({ interfaces }) => interfaces ?? [])).toContain("Vlan20");
  });

  it("trap 66: all terminals share one list", () => {
    const text = nexus(
      `${open}ip access-list VTY\n  permit tcp 10.9.0.0/24 any\nline console\nline vty\n  access-class VTY in`,
    );
    const [ssh] = parse(text).device.management.services;
    expect(ssh).toMatchObject({ service: "ssh", enabled: true, sources: { kind: "union" } });
    expect(parse(text.replace("  access-class VTY in", "")).device.management.services[0]?.sources).toBeUndefined();
  });

  it("which member counts of two that have one number is not known, in a group that is opened again too", () => {
    const group = "object-group ip address G\n";
    const entries = "ip access-list A\n  10 deny ip addrgroup G any\n  20 permit ip any any";
    const text = nexus(`${group}  10 10.1.0.0/16\n${group}  10 host 10.9.9.9\n${entries}`);
    expect(askBoth(text, "tcp 10.1.0.5 > 10.2.0.9:502", IN, OUT)).toBe("unknown");
    const fresh = nexus(`${group}  10 10.1.0.0/16\nno ${group}${group}  10 host 10.9.9.9\n${entries}`);
    expect(askBoth(fresh, "tcp 10.1.0.5 > 10.2.0.9:502", IN, OUT)).toBe("permit");
  });
});
