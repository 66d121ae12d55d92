/** A VLAN that one switch routes IPv4 of and another IPv6: what is on it is of the same zone in both families. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

const SHUT = `version 15.2
hostname core-4
ip routing
interface Vlan10
 ip address 10.0.10.1 255.255.255.0
 ip access-group SHUT in
interface Vlan20
 ip address 10.0.20.1 255.255.255.0
 ip access-group SHUT in
ip access-list extended SHUT
 deny ip any any
end
`;

/** Routes IPv6 between two VLANs. @param more addresses beside these. */
const open = (vlans: readonly [number, number], more: (vlan: number) => string = () => "") => {
  const ports = vlans.map((vlan) => `interface Vlan${vlan}\n ipv6 address 2001:db8:${vlan}::1/64\n${more(vlan)}`);
  return `version 15.2\nhostname core-6\nip routing\nipv6 unicast-routing\n${ports.join("")}end\n`;
};

const ZONES = ["cell-a 10.0.10.0/24", "cell-b 10.0.20.0/24"];
const VIOLATED = ["cell-a > cell-b violated", "cell-b > cell-a violated"];
const PROVED = ["cell-a > cell-b proved", "cell-b > cell-a proved"];

describe("a zone in a VLAN", () => {
  it.each([
    ["has the IPv6 that another switch routes there", open([10, 20]), VIOLATED],
    ["has no IPv6 of other VLANs", open([11, 21]), PROVED],
    [
      "has none of a VLAN of that number with another IPv4 network: it is one of another site",
      open([10, 20], (vlan) => ` ip address 10.9.${vlan}.1 255.255.255.0\n`),
      PROVED,
    ],
  ])("%s", async (_, second, expected) => {
    expect(await pairVerdicts([SHUT, second], ZONES)).toEqual(expected);
  });

  it("has it as well where the map has the IPv6 and the other switch the IPv4", async () => {
    const zones = ["cell-a 2001:db8:10::/64", "cell-b 2001:db8:20::/64"];
    const open4 = SHUT.replaceAll(" ip access-group SHUT in\n", "");
    const shut6 = open([10, 20], () => " ipv6 traffic-filter SHUT6 in\n");
    const list = "ipv6 access-list SHUT6\n deny ipv6 any any\nend\n";
    expect(await pairVerdicts([open4, shut6.replace("end\n", list)], zones)).toEqual(VIOLATED);
  });
});
