/** Devices that join two VLANs below all routing: no list of the routers of these keeps their hosts apart (IEEE 802.1Q 3, 8.8). */
import { describe, expect, it } from "vitest";
import { misfitCodes, pairVerdicts, reasonsOfPair } from "./text-plants.js";

const ZONES = ["a 10.0.10.0/24", "b 10.0.20.0/24"];

/** Lets nothing from VLAN 10 into VLAN 20. */
const ROUTER = `version 15.7
hostname r1
interface GigabitEthernet0/0.10\n encapsulation dot1Q 10\n ip address 10.0.10.1 255.255.255.0\n ip access-group SHUT in
interface GigabitEthernet0/0.20\n encapsulation dot1Q 20\n ip address 10.0.20.1 255.255.255.0
ip access-list extended SHUT\n deny ip any any
end
`;

const fortigate = (
  vlan: number,
  more: string,
) => `#config-version=FGT70F-7.4.8-FW-build2795-250501:opmode=0:vdom=0:user=admin
config system interface
    edit "v10"\n        set vdom "root"\n        set interface "port1"\n        set vlanid 10\n    next
    edit "other"\n        set vdom "root"\n        set interface "port2"\n        set vlanid ${vlan}\n    next
    edit "soft"\n        set vdom "root"\n        set type switch\n    next
end
${more}`;

const SWITCH = `config system switch-interface\n    edit "soft"\n        set vdom "root"\n        set member "v10" "other"\n    next\nend\n`;
const PAIR = `config system virtual-wire-pair\n    edit "pair"\n        set member "v10" "other"\n    next\nend\n`;

const asa = (group: number) => `ASA Version 9.16(4)
firewall transparent
hostname fw
interface GigabitEthernet0/0.10\n vlan 10\n nameif o\n bridge-group 1\n security-level 0
interface GigabitEthernet0/1.20\n vlan 20\n nameif i\n bridge-group ${group}\n security-level 100
interface BVI1\n ip address 10.0.10.200 255.255.255.0
interface BVI2\n ip address 10.0.20.200 255.255.255.0
`;

const xr = (domains: string) => `!! IOS XR Configuration 7.3.2
hostname xr
interface GigabitEthernet0/0/0/0.10 l2transport\n encapsulation dot1q 10\n!
interface GigabitEthernet0/0/0/0.20 l2transport\n encapsulation dot1q 20\n!
l2vpn
${domains}
!
end
`;

const domain = (name: string, ...ports: readonly number[]) =>
  `  bridge-domain ${name}\n${ports.map((port) => `   interface GigabitEthernet0/0/0/0.${port}\n   !\n`).join("")}  !\n`;

describe("VLANs that another device routes between", () => {
  it.each<readonly [trap: string, device: string, verdict: "proved" | "unproved"]>([
    ["are one in a software switch of a FortiGate", fortigate(20, SWITCH), "unproved"],
    ["are apart where no switch has both", fortigate(20, ""), "proved"],
    ["are apart from one that nobody else is on", fortigate(30, SWITCH), "proved"],
    ["are one in a wire pair", fortigate(20, PAIR), "unproved"],
    ["are one in a bridge group of an ASA", asa(1), "unproved"],
    ["are apart in two groups", asa(2), "proved"],
    ["are one in a bridge domain of IOS-XR", xr(` bridge group G\n${domain("D", 10, 20)}`), "unproved"],
    ["are apart in two domains, on one port", xr(` bridge group G\n${domain("D", 10)}${domain("E", 20)}`), "proved"],
    [
      "are one where ports are joined directly",
      xr(
        ` xconnect group X\n  p2p P\n   interface GigabitEthernet0/0/0/0.10\n   interface GigabitEthernet0/0/0/0.20\n`,
      ),
      "unproved",
    ],
  ])("%s", async (_trap, device, verdict) => {
    expect(await pairVerdicts([ROUTER, device], ZONES)).toContain(`a > b ${verdict}`);
  });

  it("are told with their routers", async () => {
    const reasons = await reasonsOfPair([ROUTER, asa(1)], ZONES, ["a", "b"]);

    expect(await misfitCodes([ROUTER, asa(1)], ZONES)).toContain("topology/vlans-joined");
    expect(reasons).toContain(
      "fw joins VLAN 10 and VLAN 20 by o and i, and r1 GigabitEthernet0/0.10 and r1 GigabitEthernet0/0.20 are there",
    );
  });
});
