/** Two devices in a row: the second one sees what the first makes of sources. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { parse } from "./site.js";

const ZONES = [zone("office 10.1.0.0/24"), zone("deep 10.7.0.0/24")];

/** The firewall of the office, with its outer address 192.0.2.1. */
const asa = (more: string) => `ASA Version 9.12(4)
!
hostname fw-1
interface GigabitEthernet0/0
 nameif outside
 security-level 0
 ip address 192.0.2.1 255.255.255.0
interface GigabitEthernet0/1
 nameif inside
 security-level 100
 ip address 10.1.0.1 255.255.255.0
object network OFFICE
 subnet 10.1.0.0 255.255.255.0
${more}
route outside 10.7.0.0 255.255.255.0 192.0.2.2 1
Cryptochecksum:0
: end
`;
const router = (more: string) => `version 15.2
hostname r-0
interface GigabitEthernet0/0
 ip address 192.0.2.1 255.255.255.0
 ip nat outside
interface GigabitEthernet0/1
 ip address 10.1.0.1 255.255.255.0
 ip nat inside
${more}
ip route 10.7.0.0 255.255.255.0 192.0.2.2
line vty 0 4
end
`;
/** Behind it a router that lets in that address alone. */
const DEEP = `version 15.2
hostname r-1
interface GigabitEthernet0/0
 ip address 192.0.2.2 255.255.255.0
 ip access-group IN in
interface GigabitEthernet0/1
 ip address 10.7.0.1 255.255.255.0
ip route 10.1.0.0 255.255.255.0 192.0.2.1
ip access-list extended IN
 permit ip host 192.0.2.1 any
line vty 0 4
end
`;

function told(near: string): string | undefined {
  const devices = [near, DEEP].map((text, index) => parse(text, `device-${index}.cfg`).device);
  const plant = resolvePlant(devices, plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find(({ from, to }) => from.id === "office" && to.id === "deep")?.verdict;
}

describe("a router that sees what another device made of sources", () => {
  it.each([
    ["nothing is translated", asa(""), "proved"],
    ["all are", asa("nat (inside,outside) source dynamic OFFICE interface"), "violated"],
    ["a translation is not understood", asa("nat (inside,outside) sideways OFFICE interface"), "unproved"],
    [
      "that of an object is not understood",
      asa("object network OFFICE\n nat (inside,outside) sideways 192.0.2.1"),
      "unproved",
    ],
    ["a line that is none translates", asa("netting of nat"), "unproved"],
    ["a line that is none has nothing to do with it", asa("sideways 5"), "proved"],
    ["the export is cut", `: Saved\n: \n${asa("").split("Cryptochecksum")[0]}`, "unproved"],
    ["a router translates nothing", router(""), "proved"],
    [
      "a router translates",
      router("ip nat inside source list 1 interface GigabitEthernet0/0 overload\naccess-list 1 permit any"),
      "violated",
    ],
    ["a translation of a router is not understood", router("ip nat sideways source list 1"), "unproved"],
    ["a pool of a router is not understood", router("ip nat pool P 192.0.2.1 to"), "unproved"],
    ["the export of a router is cut", router("").split("line vty")[0] ?? "", "unproved"],
  ])("where %s", (_, near, verdict) => {
    expect(told(near)).toBe(verdict);
  });
});
