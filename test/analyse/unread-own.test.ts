/** An address of a device that was not understood is no host's all the same, and what is sent there meets the device. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

/** Joins the operators with the network between the routers, and lets in what is for some addresses. */
const core = (destination: string) => `version 15.2
hostname core
ip access-list extended OPS
 permit tcp any ${destination}
interface GigabitEthernet0/1
 ip address 10.20.10.1 255.255.255.0
 ip access-group OPS in
interface GigabitEthernet0/2
 ip address 10.20.253.1 255.255.255.248
ip route 10.20.30.0 255.255.255.0 10.20.253.2
end
`;

/** Joins that network with the cell, into which it lets nothing, by vendor: with an address on that network as the file has it. */
const EDGES: Readonly<Record<string, (address: string) => string>> = {
  IOS: (address) => `version 15.2\nhostname edge\nip access-list extended SHUT\n deny ip any any
interface GigabitEthernet0/1\n ip address 10.20.30.1 255.255.255.0
interface GigabitEthernet0/2\n ip address ${address} 255.255.255.248\n ip access-group SHUT in\nend\n`,
  "NX-OS": (
    address,
  ) => `version 9.3(8)\nhostname edge\nfeature interface-vlan\nip access-list SHUT\n  10 deny ip any any
interface Ethernet1/1\n  no switchport\n  ip address 10.20.30.1/24\n  no shutdown
interface Ethernet1/2\n  no switchport\n  ip address ${address}/29\n  ip access-group SHUT in\n  no shutdown\n`,
  "IOS-XR": (address) => `!! IOS XR Configuration 7.3.2\nhostname edge\nipv4 access-list SHUT\n 10 deny ipv4 any any\n!
interface GigabitEthernet0/0/0/1\n ipv4 address 10.20.30.1 255.255.255.0\n!
interface GigabitEthernet0/0/0/2\n ipv4 address ${address} 255.255.255.248\n ipv4 access-group SHUT ingress\n!\nend\n`,
  ASA: (address) => `ASA Version 9.16(4)\nhostname edge
interface GigabitEthernet1/1\n nameif outside\n security-level 0\n ip address ${address} 255.255.255.248
interface GigabitEthernet1/2\n nameif inside\n security-level 100\n ip address 10.20.30.1 255.255.255.0\n: end\n`,
  FortiGate: (address) => `#config-version=FGT60F-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin
config system global\n set hostname edge\nend
config system interface\n edit "port1"\n set vdom "root"\n set ip 10.20.30.1 255.255.255.0\n next
 edit "port2"\n set vdom "root"\n set ip ${address} 255.255.255.248\n next\nend\nconfig firewall policy\nend\n`,
  pfSense: (address) => sense("pfsense", "<version>22.9</version>", address),
  OPNsense: (address) => sense("opnsense", "", address),
};

const sense = (root: string, head: string, address: string) => `<?xml version="1.0"?>
<${root}>${head}<system><hostname>edge</hostname></system><interfaces>
<wan><if>igb0</if><enable>1</enable><ipaddr>${address}</ipaddr><subnet>29</subnet></wan>
<lan><if>igb1</if><enable>1</enable><ipaddr>10.20.30.1</ipaddr><subnet>24</subnet></lan>
</interfaces><filter></filter></${root}>`;

const ZONES = ["ops 10.20.10.0/24", "net 10.20.253.0/29", "cell 10.20.30.0/24"];

describe.each(Object.entries(EDGES))("of %s", (_, edge) => {
  const verdict = async (pair: string, destination: string, address: string) => {
    const all = await pairVerdicts([core(destination), edge(address)], ZONES);
    return all.find((one) => one.startsWith(pair))?.slice(pair.length + 1);
  };

  it.each([
    ["a rule for the address alone lets nothing through to a host", "host 10.20.253.2", "10.20.253.2", "proved"],
    ["a rule for one address may be for a host", "host 10.20.253.2", "10.20.yzz", "unproved"],
    ["a rule for several addresses lets something through to one", "10.20.253.0 0.0.0.7", "10.20.yzz", "violated"],
    ["a rule for two addresses lets something through to one", "10.20.253.2 0.0.0.1", "10.20.yzz", "violated"],
  ])("%s", async (_case, destination, address, expected) => {
    expect(await verdict("ops > net", destination, address)).toBe(expected);
  });

  it("what is routed to the address may meet the device", async () => {
    expect(await verdict("ops > cell", "any", "10.20.253.2")).toBe("proved");
    expect(await verdict("ops > cell", "any", "10.20.yzz")).toBe("unproved");
  });
});

/** The line that opens the interface on the network between the routers, by platform. */
const HEADS = {
  IOS: "GigabitEthernet0/2",
  "NX-OS": "Ethernet1/2",
  "IOS-XR": "GigabitEthernet0/0/0/2",
  ASA: "GigabitEthernet1/1",
};

describe.each(Object.entries(HEADS))("an interface of %s whose first line was not understood", (platform, name) => {
  const lost = (text: string) => text.replace(`interface ${name}`, `interfaxe ${name}`);
  const verdicts = (destination: string) =>
    pairVerdicts([core(destination), lost(EDGES[platform]?.("10.20.253.2") ?? "")], ZONES);

  it("may have the address that a rule is for", async () => {
    expect(await verdicts("host 10.20.253.2")).toContain("ops > net unproved");
    expect(await verdicts("10.20.253.0 0.0.0.7")).toContain("ops > net violated");
  });

  it("may have the address of a next hop", async () => {
    expect(await verdicts("any")).toContain("ops > cell unproved");
  });
});

it.each(["pfSense", "OPNsense"])("of %s may be hidden in an interface of which nothing was read", async (vendor) => {
  const whole = EDGES[vendor]?.("10.20.253.2") ?? "";
  const garbled = whole.replace(/<wan>.*<\/wan>/, "<xyzzy>1</xyzzy>");
  const verdicts = (edge: string) => pairVerdicts([core("host 10.20.253.2"), edge], ZONES);
  expect(await verdicts(whole)).toContain("ops > net proved");
  expect(await verdicts(garbled)).toContain("ops > net unproved");
});
