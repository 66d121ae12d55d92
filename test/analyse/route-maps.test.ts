/** Policy routing of Cisco: packets may leave another way than routes say, and pass the lists of that way (reference/cisco.md 2.7). */
import { describe, expect, it } from "vitest";
import { pairVerdicts, traced } from "./text-plants.js";

const ZONES = ["cell-a 10.1.0.0/16", "cell-b 10.2.0.0/16", "office 10.3.0.0/16"];
const PACKET = "tcp 10.1.0.5:40000 -> 10.2.0.5:502";
const TO_OFFICE = " set ip next-hop 10.3.0.9";

interface Said {
  /** Below the port of `cell-a`, of `cell-b`, and of the route map. */
  readonly a?: string;
  readonly b?: string;
  /** The same: what binds a list to it. */
  readonly list?: string;
  readonly sets?: string;
}

const ios = ({ a = "", b = "", list = "", sets = TO_OFFICE }: Said) => `version 15.2
hostname core
interface GigabitEthernet0/1
 ip address 10.1.0.1 255.255.0.0
${a}
interface GigabitEthernet0/2
 ip address 10.2.0.1 255.255.0.0
${b}
${list}
interface GigabitEthernet0/3
 ip address 10.3.0.1 255.255.0.0
ip access-list extended SHUT
 deny ip any any
route-map R permit 10
${sets}
end
`;

const nxos = ({ a = "", b = "", list = "", sets = TO_OFFICE }: Said) => `!Command: show running-config
!Time: Mon Jan  1 00:00:00 2024

version 9.3(8) Bios:version 05.45
hostname core
feature pbr
ip access-list SHUT
  10 deny ip any any
route-map R permit 10
 ${sets}
interface Ethernet1/1
  no switchport
  ip address 10.1.0.1/16
 ${a}
  no shutdown
interface Ethernet1/2
  no switchport
  ip address 10.2.0.1/16
 ${b}
 ${list}
  no shutdown
interface Ethernet1/3
  no switchport
  ip address 10.3.0.1/16
  no shutdown
line vty
`;

const asa = ({ a = "", b = "", list = "", sets = TO_OFFICE }: Said) => `ASA Version 9.12(4)
hostname core
interface GigabitEthernet0/1
 nameif a
 security-level 50
 ip address 10.1.0.1 255.255.0.0
${a.replace("ip policy", "policy-route")}
interface GigabitEthernet0/2
 nameif b
 security-level 50
 ip address 10.2.0.1 255.255.0.0
${b.replace("ip policy", "policy-route")}
interface GigabitEthernet0/3
 nameif office
 security-level 50
 ip address 10.3.0.1 255.255.0.0
same-security-traffic permit inter-interface
access-list SHUT extended deny ip any any
${list.replace(/ ip access-group SHUT out/, "access-group SHUT out interface b")}
route-map R permit 10
${sets}
`;

const POLICY = " ip policy route-map R";
const SHUT = " ip access-group SHUT out";

const verdict = async (text: string, pair: string) =>
  (await pairVerdicts([text], ZONES)).find((one) => one.startsWith(`${pair} `))?.slice(pair.length + 1);

describe.each([
  ["IOS", ios],
  ["NX-OS", nxos],
  ["ASA", asa],
] as const)("a policy of %s", (_, core) => {
  it("opens no list: what the way by routes lets out to nobody, no other way brings there", async () => {
    expect(await verdict(core({ a: POLICY, list: SHUT }), "cell-a > cell-b")).toBe("proved");
    expect(await traced([core({ a: POLICY, list: SHUT })], PACKET)).not.toMatch(/^permit/);
  });

  it("leaves open where what comes in there goes", async () => {
    expect(await verdict(core({ a: POLICY }), "cell-a > cell-b")).toBe("unproved");
    expect(await traced([core({ a: POLICY })], PACKET)).toMatch(/^unknown/);
  });

  it("is none of what goes out there", async () => {
    expect(await verdict(core({ b: POLICY, list: SHUT }), "cell-a > cell-b")).toBe("proved");
  });

  it("may drop, or put into a tunnel past the lists", async () => {
    for (const sets of [" set interface Null0", " set ip next-hop encapsulate l3vpn T"])
      expect(await verdict(core({ a: POLICY, list: SHUT, sets }), "cell-a > cell-b")).toBe("unproved");
  });
});

it("what goes out by a port with a policy surely goes there", async () => {
  expect(await verdict(ios({ b: POLICY }), "cell-a > cell-b")).toBe("violated");
  expect(await traced([ios({ b: POLICY })], PACKET)).toMatch(/^permit/);
});

it("a policy of IPv6 sends no packet of IPv4", async () => {
  expect(await verdict(ios({ a: " ipv6 policy route-map R" }), "cell-a > cell-b")).toBe("violated");
});

it("a policy may lead into another VRF", async () => {
  const other =
    "vrf definition X\n rd 1:1\ninterface GigabitEthernet0/4\n vrf forwarding X\n ip address 10.2.0.9 255.255.0.0\n";
  const text = ios({ a: POLICY, list: SHUT, sets: " set vrf X" }).replace("end\n", `${other}end\n`);
  expect(await verdict(text, "cell-a > cell-b")).toBe("unproved");
  expect(await traced([text], PACKET)).toMatch(/^unknown/);
});

/** Lets nothing through from one cell to the other, and Modbus from the first to a firewall that was not given. */
const between = (sets: string, firewall: string) => `version 16.9
hostname core
class-map type inspect match-any MODBUS
 match access-group name MODBUS
ip access-list extended MODBUS
 permit tcp any any eq 502
policy-map type inspect MODBUS
 class type inspect MODBUS
  inspect
zone security A
zone security B
zone security FIREWALL
zone-pair security A-FIREWALL source A destination FIREWALL
 service-policy type inspect MODBUS
${firewall}
interface GigabitEthernet0/1
 ip address 10.1.0.1 255.255.0.0
 zone-member security A
 ip policy route-map R
interface GigabitEthernet0/2
 ip address 10.2.0.1 255.255.0.0
 zone-member security B
interface GigabitEthernet0/3
 ip address 10.3.0.1 255.255.0.0
 zone-member security FIREWALL
route-map R permit 10
 set ${sets}
end
`;

it.each([
  ["may send packets back in", "ip next-hop 10.3.0.9", "unproved"],
  ["that is the router itself sends none back in", "ip next-hop 10.2.0.1", "proved"],
  ["gets nothing that routes lead to", "ip default next-hop 10.3.0.9", "proved"],
  ["gets nothing that routes lead to by an interface", "default interface GigabitEthernet0/3", "proved"],
  ["may get it by one of two ways", "ip default next-hop 10.3.0.9\n set ip next-hop 10.3.0.9", "unproved"],
])("a firewall that a policy puts between two networks %s", async (_, sets, expected) => {
  const back = "zone-pair security FIREWALL-B source FIREWALL destination B\n service-policy type inspect MODBUS";
  expect(await verdict(between(sets, back), "cell-a > cell-b")).toBe(expected);
  expect(await verdict(between(sets, ""), "cell-a > cell-b")).toBe("proved");
  expect(await traced([between(sets, back)], PACKET)).not.toMatch(/^permit/);
});

it("a firewall gets what a default route alone leads to from a policy that comes behind routes", async () => {
  const back = "zone-pair security FIREWALL-B source FIREWALL destination B\n service-policy type inspect MODBUS";
  const core = between("ip default next-hop 10.3.0.9", back)
    .replace("10.2.0.1 255.255.0.0", "10.4.0.1 255.255.255.0")
    .replace("route-map R permit", "ip route 0.0.0.0 0.0.0.0 10.4.0.9\nroute-map R permit");
  const far = `version 16.9
hostname far
interface GigabitEthernet0/1\n ip address 10.4.0.9 255.255.255.0
interface GigabitEthernet0/2\n ip address 10.2.0.1 255.255.0.0
ip route 0.0.0.0 0.0.0.0 10.4.0.1
end
`;
  const zones = ["cell-a 10.1.0.0/16", "cell-b 10.2.0.0/16", "links 10.3.0.0/16 10.4.0.0/24"];
  const found = await pairVerdicts([core, far], zones);
  expect(found).toContain("cell-a > cell-b unproved");
});
