/** Networks of an interface that another VRF is connected to as well: packets cross past the firewall between the two. */
import { expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

const FIREWALL = `version 15.2\nhostname fw-1
interface GigabitEthernet0/0\n ip address 10.1.0.2 255.255.0.0\n ip access-group SHUT in
interface GigabitEthernet0/1\n ip address 10.2.0.2 255.255.0.0\n ip access-group SHUT in
ip access-list extended SHUT\n deny ip any any\nend\n`;

/** Routes for cell A in a VRF and for cell B outside of it. */
const core = (port: string) => `version 15.2\nhostname core-1\nvrf definition CELL-A\n address-family ipv4
interface GigabitEthernet0/0\n vrf forwarding CELL-A\n ip address 10.1.0.1 255.255.0.0
interface GigabitEthernet0/1\n ip address 10.2.0.1 255.255.0.0\n${port}end\n`;

it.each([
  ["nothing of the VRF", "", "proved"],
  ["a VRF that receives it", " ip vrf receive CELL-A\n", "unproved"],
  ["in the newer spelling", " vrf receive CELL-A\n", "unproved"],
  ["taken back", " ip vrf receive CELL-A\n no ip vrf receive CELL-A\n", "proved"],
])("%s", async (_, port, verdict) => {
  const pairs = await pairVerdicts([core(port), FIREWALL], ["cell-a 10.1.0.0/16", "cell-b 10.2.0.0/16"]);
  expect(pairs.find((pair) => pair.startsWith("cell-a >"))).toBe(`cell-a > cell-b ${verdict}`);
});
