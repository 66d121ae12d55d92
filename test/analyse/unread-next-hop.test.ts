/** A statement that was not understood may be the address of a next hop: what lies behind it is then behind a given device. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

/** Routes between the cell and the link to the other router, from which it lets nothing in. */
const core = (link: string) => `version 15.2
hostname core
ip access-list extended SHUT
 deny ip any any
interface GigabitEthernet0/1
 ip address 10.20.10.1 255.255.255.0
interface GigabitEthernet0/2
 ${link}
 ip access-group SHUT in
interface GigabitEthernet0/3
 ip address 10.20.254.1 255.255.255.252
ip route 203.0.113.0 255.255.255.0 10.20.254.2
ip route 10.20.30.0 255.255.255.0 10.20.252.2
end
`;

/** Everything that it does not know is behind the core. */
const BEYOND = `version 15.2
hostname beyond
interface GigabitEthernet0/1
 ip address 10.20.30.1 255.255.255.0
interface GigabitEthernet0/2
 ip address 10.20.252.2 255.255.255.252
ip route 0.0.0.0 0.0.0.0 10.20.252.1
end
`;

/** Leads to one part of the zone far away, from which it lets nothing in. */
const EDGE = `version 15.2
hostname edge
ip access-list extended SHUT
 deny ip any any
interface GigabitEthernet0/1
 ip address 10.20.254.2 255.255.255.252
interface GigabitEthernet0/2
 ip address 198.51.100.2 255.255.255.252
 ip access-group SHUT in
ip route 203.0.113.0 255.255.255.0 198.51.100.1
ip route 10.20.10.0 255.255.255.0 10.20.254.1
end
`;

const ZONES = ["cell 10.20.10.0/24", "sis 10.20.30.0/24", "far 203.0.113.0/24 10.99.0.0/24"];
const ADDRESS = "ip address 10.20.252.1 255.255.255.252";
const ofFar = (verdicts: readonly string[]) => verdicts.filter((one) => one.includes("far"));
const OPEN = ["cell > far", "sis > far", "far > cell", "far > sis"].map((pair) => `${pair} unproved`);

describe("a default route to another given router", () => {
  it("leads to nothing that this one has no route for", async () => {
    const [, ...others] = OPEN;
    const verdicts = ofFar(await pairVerdicts([core(ADDRESS), BEYOND, EDGE], ZONES));
    expect(verdicts).toEqual(["cell > far violated", ...others]);
  });

  it.each([
    ["a statement that nobody knows", `ipx${ADDRESS}`],
    ["an address from somebody else", "ip address dhcp"],
  ])("leads to nothing more where its address there is %s: that was proved", async (_, link) => {
    const verdicts = ofFar(await pairVerdicts([core(link), BEYOND, EDGE], ZONES));
    expect(verdicts.filter((one) => one.endsWith("proved") && !one.endsWith("unproved"))).toEqual([]);
  });

  it.each([
    ["was not understood", `ipx${ADDRESS}`],
    ["comes from somebody else, or from a statement that was not understood", `ip address dhcp\n ipx${ADDRESS}`],
  ])("surely leads nowhere else where its address there %s", async (_, link) => {
    expect(ofFar(await pairVerdicts([core(link), BEYOND, EDGE], ZONES))).toEqual(OPEN);
  });
});

describe("a route of a firewall to another given router", () => {
  const fortigate = (address: string) => `#config-version=FGT60F-7.2.8-FW-build1639-240313:opmode=0:vdom=0:user=admin
config system global
    set hostname "cell-fw"
end
config system interface
    edit "port1"
        set vdom "root"
        set ip 10.20.10.2 255.255.255.0
        set type physical
    next
    edit "port2"
        set vdom "root"
        ${address}
        set type physical
    next
end
config router static
    edit 1
        set dst 203.0.113.0 255.255.255.0
        set gateway 10.20.30.1
        set device "port2"
    next
    edit 2
        set dst 10.20.40.0 255.255.255.0
        set gateway 10.20.10.9
        set device "port1"
    next
end
`;
  const OPS = `version 15.2
hostname ops
ip access-list extended SHUT
 deny ip any any
interface GigabitEthernet0/1
 ip address 10.20.10.9 255.255.255.0
 ip access-group SHUT in
interface GigabitEthernet0/2
 ip address 10.20.40.1 255.255.255.0
end
`;
  const BESIDE = BEYOND.replace(/ip route .*\n/, "");
  const zones = ["cell 10.20.10.0/24", "sis 10.20.30.0/24", "ops 10.20.40.0/24", "far 203.0.113.0/24"];

  it.each([
    ["is", "set ip 10.20.30.2 255.255.255.0"],
    ["is not: what it leads to was taken to lie beside that one, and proved,", "xyzset ip 10.20.30.2 255.255.255.0"],
  ])("is not followed past that one where its address there %s read", async (_, address) => {
    const verdicts = await pairVerdicts([fortigate(address), BESIDE, OPS], zones);
    expect(verdicts).toContain("far > ops unproved");
  });
});

describe("a switch between a cell and a network of no zone, beside a firewall", () => {
  const ASA = `ASA Version 9.16(4)
hostname fw-1
interface GigabitEthernet0/0
 nameif scada
 security-level 50
 ip address 10.20.10.1 255.255.255.0
!
interface GigabitEthernet0/1
 nameif cell
 security-level 50
 ip address 10.20.30.1 255.255.255.0
!
`;
  const l3 = (address: string, route = "") => `version 15.2
hostname sw-1
ip routing
interface Vlan30
 ${address}
interface Vlan60
 ip address 10.20.60.1 255.255.255.248
${route}end
`;
  const ZONES_HERE = ["scada 10.20.10.0/24", "cell 10.20.30.0/24", "far 10.20.90.0/24"];

  it.each([
    ["is read", "ip address 10.20.30.2 255.255.255.0", ""],
    ["is not read", "xyzzy address 10.20.30.2 255.255.255.0", ""],
    [
      "is not read, and whose routes might then lead over the other one: that one was closed to other zones, and a pair proved",
      "xyzzy address 10.20.30.2 255.255.255.0",
      "ip route 10.20.90.0 255.255.255.0 10.20.30.1\n",
    ],
  ])("may let others in, whose address in the cell %s", async (_, address, route) => {
    expect(await pairVerdicts([ASA, l3(address, route)], ZONES_HERE)).toContain("scada > cell unproved");
  });
});
