/** ASA in transparent mode, and with several contexts (reference/cisco.md 3.5, 8). */
import { describe, expect, it } from "vitest";
import { answers, asa, doubtsOf } from "./asa-site.js";
import { type Answer, parse } from "./site.js";

/** Ports inside (level 100) and outside (level 0) in one bridge group, whose address is 10.1.0.1. */
function transparent(lines: string): string {
  return `ASA Version 9.12(4)
!
firewall transparent
hostname fw-1
interface GigabitEthernet0/0
 nameif outside
 bridge-group 1
 security-level 0
!
interface GigabitEthernet0/1
 nameif inside
 bridge-group 1
 security-level 100
!
interface GigabitEthernet0/2
 nameif cell
 bridge-group 2
 security-level 50
!
interface Management0/0
 management-only
 nameif mgmt
 security-level 100
 ip address 10.9.0.1 255.255.255.0
!
interface BVI1
 ip address 10.1.0.1 255.255.0.0 standby 10.1.0.2
!
interface BVI2
 ip address 10.2.0.1 255.255.0.0
!
${lines}
`;
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly packets: Readonly<Record<string, Answer>>;
}

const CASES: readonly Case[] = [
  {
    name: "without lists packets pass to lower levels, of both families, and not to higher ones",
    text: transparent(""),
    packets: {
      "tcp 10.1.0.5 > 10.1.0.6 [inside > outside]": "permit",
      "tcp 2001:db8::5 > 2001:db8::6 [inside > outside]": "permit",
      "tcp 10.1.0.6 > 10.1.0.5 [outside > inside]": "deny",
    },
  },
  {
    name: "what goes to many needs a list, whatever the levels",
    text: transparent(""),
    packets: {
      "ip89 10.1.0.5 > 224.0.0.5 [inside > outside]": "deny",
      "udp 10.1.0.5 > 255.255.255.255:67 [inside > outside]": "deny",
    },
  },
  {
    name: "lists stand at ports as they do where packets are routed",
    text: transparent(
      "access-list OUT extended permit tcp any host 10.1.0.5 eq 502\naccess-group OUT in interface outside",
    ),
    packets: {
      "tcp 10.1.0.6 > 10.1.0.5:502 [outside > inside]": "permit",
      "tcp 10.1.0.6 > 10.1.0.5:503 [outside > inside]": "deny",
    },
  },
  {
    name: "the end of a list about frames denies no packets",
    text: transparent(
      "access-list ETHER ethertype permit bpdu\naccess-list ETHER ethertype permit 0x8037\naccess-list ETHER ethertype deny dsap 0x42\naccess-group ETHER in interface inside",
    ),
    packets: {
      "tcp 10.1.0.5 > 10.1.0.6 [inside > outside]": "permit",
      "tcp 10.1.0.6 > 10.1.0.5 [outside > inside]": "deny",
    },
  },
  {
    name: "an entry about all frames denies packets as well",
    text: transparent(
      "access-list ETHER ethertype permit bpdu\naccess-list ETHER ethertype deny any\naccess-list ALL extended permit ip any any\naccess-group ALL in interface inside\naccess-group ETHER in interface inside",
    ),
    packets: { "tcp 10.1.0.5 > 10.1.0.6 [inside > outside]": "deny" },
  },
  {
    name: "on the way out too, and only there",
    text: transparent("access-list ETHER ethertype deny any\naccess-group ETHER out interface inside"),
    packets: {
      "tcp 10.1.0.5 > 10.1.0.6 [inside > outside]": "permit",
      "tcp 10.1.0.6 > 10.1.0.5 [outside > inside]": "deny",
    },
  },
  {
    name: "one that permits all frames opens nothing to higher levels",
    text: transparent("access-list ETHER ethertype permit any\naccess-group ETHER in interface outside"),
    packets: { "tcp 10.1.0.6 > 10.1.0.5 [outside > inside]": "deny" },
  },
  {
    name: "what one does that names IP by its number is in doubt, for that family",
    text: transparent("access-list ETHER ethertype deny 0x800\naccess-group ETHER in interface inside"),
    packets: {
      "tcp 10.1.0.5 > 10.1.0.6 [inside > outside]": "unknown",
      "tcp 2001:db8::5 > 2001:db8::6 [inside > outside]": "permit",
    },
  },
  {
    name: "one that is not understood may do anything",
    text: transparent("access-list ETHER ethertype deny sideways\naccess-group ETHER in interface inside"),
    packets: { "tcp 10.1.0.5 > 10.1.0.6 [inside > outside]": "unknown" },
  },
  {
    name: "where the device routes a list of frames stops nothing surely",
    text: asa("access-list ETHER ethertype deny any\naccess-group ETHER in interface inside"),
    packets: { "tcp 10.1.0.5 > 192.0.2.9:80 [inside > outside]": "unknown" },
  },
  {
    name: "one that is taken away again is not there",
    text: transparent(
      "access-list ETHER ethertype deny any\naccess-list ETHER ethertype permit bpdu\nno access-list ETHER ethertype deny any\naccess-group ETHER in interface inside",
    ),
    packets: { "tcp 10.1.0.5 > 10.1.0.6 [inside > outside]": "permit" },
  },
  {
    name: "the device answers by the address of the group of a port",
    text: transparent("ssh 10.1.0.0 255.255.0.0 inside\nssh 10.2.0.0 255.255.0.0 cell"),
    packets: {
      "tcp 10.1.0.5 > 10.1.0.1:22 [inside > self]": "permit",
      "tcp 10.1.0.5 > 10.2.0.1:22 [inside > self]": "deny",
      "tcp 10.2.0.5 > 10.2.0.1:22 [cell > self]": "permit",
    },
  },
];

describe("transparent mode", () => {
  it.each(CASES)("$name", ({ text, packets }) => {
    expect(answers(text, packets)).toEqual(packets);
    expect(parse(text).account.unclaimed()).toEqual([]);
  });

  it("joins the ports of a group, and routes nothing between groups", () => {
    const { interfaces, routers } = parse(transparent("")).device;
    expect(interfaces.map(({ id, router, kind }) => `${id} ${kind} of ${router}`)).toEqual([
      "outside routed of bridge group 1",
      "inside routed of bridge group 1",
      "cell routed of bridge group 2",
      "mgmt routed of management",
      "BVI1 other of management",
      "BVI2 other of management",
    ]);
    expect(routers.filter(({ bridges }) => bridges).map(({ id }) => id)).toEqual(["bridge group 1", "bridge group 2"]);
    expect(routers.find(({ id }) => id === "management")?.forwards).toEqual({ ipv4: false, ipv6: false });
  });

  it("up to release 8.3 is one group of all ports, with the address of the whole device", () => {
    const text = `ASA Version 8.2(5)
firewall transparent
hostname fw-1
interface Ethernet0/0
 nameif outside
 security-level 0
interface Ethernet0/1
 nameif inside
 security-level 100
ip address 10.1.0.1 255.255.0.0
ssh 10.1.0.0 255.255.255.0 inside
`;
    const { device, account } = parse(text);
    expect(device.routers.filter(({ bridges }) => bridges).map(({ id }) => id)).toEqual(["bridge group 1"]);
    expect(account.counts().notUnderstood).toBe(0);
    const packets = {
      "tcp 10.1.0.5 > 10.1.0.6 [inside > outside]": "permit",
      "tcp 10.1.0.5 > 10.1.0.1:22 [inside > self]": "permit",
      "tcp 10.1.1.5 > 10.1.0.1:22 [inside > self]": "deny",
    } as const;
    expect(answers(text, packets)).toEqual(packets);
    const without = text.replace(/^ip address.*\n/m, "");
    expect(answers(without, { "tcp 10.1.0.5 > 10.1.0.1:22 [inside > self]": "unknown" })).toEqual({
      "tcp 10.1.0.5 > 10.1.0.1:22 [inside > self]": "unknown",
    });
  });

  it("is over where somebody wrote that it is", () => {
    const text = `${transparent("no firewall transparent")}interface GigabitEthernet0/3\n nameif dmz\n ip address 10.3.0.1 255.255.0.0\n`;
    expect(parse(text).device.interfaces.find(({ id }) => id === "dmz")?.router).toBe("default");
    const older = text.replace("9.12(4)", "9.6(1)");
    expect(parse(older).device.routers.some(({ bridges }) => bridges)).toBe(false);
    expect(doubtsOf(older).join()).toContain("bridge group 1");
  });
});

const SYSTEM = `ASA Version 9.8(2) <system>
!
hostname fw-pair
mac-address auto prefix 1
interface GigabitEthernet0/0
!
interface GigabitEthernet0/0.10
 vlan 10
!
class gold
  limit-resource VPN Other 10
!
admin-context admin
context admin
  allocate-interface Management0/0
  config-url disk0:/admin.cfg
!
context plant
  description production line
  member gold
  allocate-interface GigabitEthernet0/0.10 port-1 visible
  config-url ftp://backup:s3cr3t@10.9.0.7/plant.cfg
!
prompt hostname context
`;

describe("several contexts", () => {
  it("stand in files of their own: the system says which, and shows no password", () => {
    const { device, codes, account } = parse(SYSTEM);
    expect(codes).toEqual([]);
    expect(device.parts?.map(({ name, at }) => `${at.line} ${name}`)).toEqual(["14 admin", "18 plant"]);
    expect(device.doubts.map(({ reason, scope }) => `${scope}: ${reason}`)).toEqual([
      "device: what the context admin lets pass is not in this file",
      "device: what the context plant lets pass is not in this file",
    ]);
    expect(account.counts().notUnderstood).toBe(0);
    expect(JSON.stringify(device)).not.toContain("s3cr3t");
    expect(device.interfaces.every(({ kind }) => kind === "other")).toBe(true);
  });

  it("are missing where the system names none of them", () => {
    const text = "ASA Version 9.8(2) <system>\nhostname fw-pair\n";
    expect(doubtsOf(text).join()).toContain("contexts of this device");
    expect(parse(text).device.parts).toMatchObject([{ at: { line: 1 } }]);
    expect(doubtsOf("hostname fw-pair\nASA Version 9.8(2)\nmode multiple\n").join()).toContain(
      "contexts of this device",
    );
  });

  it("are not all known where a line about them is not understood", () => {
    expect(doubtsOf(SYSTEM.replace("  member gold", "  sideways")).join()).toContain("not understood");
  });

  it("are devices like others, with interfaces by the names they were given", () => {
    const text = `: Saved
ASA Version 9.8(2) <context>
!
hostname plant
interface port-1
 nameif inside
 security-level 100
 ip address 10.1.0.1 255.255.0.0
!
interface port-2
 nameif outside
 security-level 0
 ip address 192.0.2.1 255.255.255.0
!
Cryptochecksum:0
: end
`;
    const { device, codes } = parse(text);
    expect(codes).toEqual([]);
    expect(device.version).toBe("9.8(2)");
    expect(answers(text, { "tcp 10.1.0.5 > 192.0.2.9 [inside > outside]": "permit" })).toEqual({
      "tcp 10.1.0.5 > 192.0.2.9 [inside > outside]": "permit",
    });
  });
});
