/** Software switches of FortiOS: whether packets between their ports meet policies (`intra-switch-policy`). */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

/** A switch of two ports with network 10.20.0.0/16, on which both zones lie. */
function fortigate(intra: string, policy = ""): string {
  return `#config-version=FGT60F-7.2.8-FW-build1639-240313:opmode=0:vdom=0:user=admin
config system interface
edit "port1"\nset vdom "root"\nset type physical\nnext
edit "port2"\nset vdom "root"\nset type physical\nnext
edit "sw1"\nset vdom "root"\nset ip 10.20.0.1 255.255.0.0\nset type switch\nnext
end
config system switch-interface
edit "sw1"\nset vdom "root"\nset member "port1" "port2"\n${intra}\nnext
end
config firewall policy\n${policy}\nend
`;
}

const between = (from: string, to: string) => `edit 1\nset srcintf "${from}"\nset dstintf "${to}"
set srcaddr "all"\nset dstaddr "all"\nset action accept\nset schedule "always"\nset service "ALL"\nnext`;

/** Routers of both zones, joined by nothing but the switch. */
const router = (name: string, here: string, there: string) => `version 15.7\nhostname ${name}
interface GigabitEthernet0/1\n ip address 10.20.0.${here} 255.255.0.0
interface GigabitEthernet0/2\n ip address 10.${here}.0.1 255.255.255.0
ip route 10.${there}.0.0 255.255.255.0 10.20.0.${there}\nend\n`;

const EXPLICIT = "set intra-switch-policy explicit";
const ZONES = ["a 10.20.1.0/24", "b 10.20.2.0/24"];

describe("a software switch of FortiOS", () => {
  it.each([
    ["joins its ports past all policies by default", fortigate(""), "violated"],
    ["asks policies between its ports where they are explicit", fortigate(EXPLICIT), "unproved"],
    ["does not say of explicit ports who is on which", fortigate(EXPLICIT, between("port1", "port2")), "unproved"],
  ])("%s", async (_, text, verdict) => {
    expect(await pairVerdicts([text], ZONES)).toEqual([`a > b ${verdict}`, `b > a ${verdict}`]);
  });

  it("with explicit policies may stop what routers send one another through it", async () => {
    const routers = [router("r3", "3", "4"), router("r4", "4", "3")];
    const verdicts = (text: string) => pairVerdicts([text, ...routers], ["c 10.3.0.0/24", "d 10.4.0.0/24"]);
    expect(await verdicts(fortigate(""))).toEqual(["c > d violated", "d > c violated"]);
    expect(await verdicts(fortigate(EXPLICIT))).toEqual(["c > d unproved", "d > c unproved"]);
  });
});

it("A forwarding domain of FortiOS parts nothing where packets are routed", async () => {
  const text = fortigate("", between("port1", "port2"))
    .replace('edit "port1"', 'edit "port1"\nset forward-domain 7\nset ip 10.21.1.1 255.255.255.0')
    .replace('edit "port2"', 'edit "port2"\nset ip 10.21.2.1 255.255.255.0')
    .replace(/config system switch-interface[\s\S]*?end\n/, "");
  expect(await pairVerdicts([text], ["a 10.21.1.0/24", "b 10.21.2.0/24"])).toEqual(["a > b violated", "b > a proved"]);
});
