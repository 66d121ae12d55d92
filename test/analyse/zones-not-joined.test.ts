/** What is said of zones that no given devices join. */
import { describe, expect, it } from "vitest";
import { reasonsOfPair } from "./text-plants.js";

const CORE = `version 15.2
hostname core-1
ipv6 unicast-routing
interface Loopback0
 ip address 10.255.0.1 255.255.255.255
interface Vlan30
 ip address 10.20.30.1 255.255.255.0
 ipv6 address 2001:db8:30::1/64
interface Vlan101
 ip address 10.20.101.1 255.255.255.0
 ip access-group NONE in
interface GigabitEthernet1/0/1
 switchport mode access
 switchport access vlan 30
ip routing
ip access-list extended NONE
 deny ip any any
end
`;
const OTHER = `version 15.2
hostname core-2
ipv6 unicast-routing
interface Vlan101
 ipv6 address 2001:db8:101::1/64
end
`;

describe("zones that no given devices join", () => {
  it.each([
    [
      "over IPv6 alone",
      ["ops 10.20.30.0/24 2001:db8:30::/64", "cell-a 10.20.101.0/24 2001:db8:101::/64"],
      ["cell-a", "ops"],
      "no given devices join cell-a and ops over IPv6; what lies between them was not given",
    ],
    [
      "as one is an address of a device",
      ["ops 10.20.30.0/24", "core 10.255.0.1/32"],
      ["ops", "core"],
      "core holds addresses of given devices alone: what is for these is told of the devices, and no pair of zones decides it",
    ],
    [
      "as nothing of one was given",
      ["ops 10.20.30.0/24", "cell-b 10.20.102.0/24"],
      ["ops", "cell-b"],
      "no given devices join ops and cell-b; what lies between them was not given",
    ],
  ] as const)("say why: %s", async (_, zones, pair, said) => {
    expect(await reasonsOfPair([CORE, OTHER], zones, pair)).toContain(said);
  });

  it("say it once where they are joined over neither family", async () => {
    const zones = ["ops 10.20.30.0/24 2001:db8:30::/64", "cell-b 10.20.102.0/24 2001:db8:102::/64"];
    const said = "no given devices join ops and cell-b; what lies between them was not given";
    expect(await reasonsOfPair([CORE, OTHER], zones, ["ops", "cell-b"])).toEqual([said]);
  });
});
