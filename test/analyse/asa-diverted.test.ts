/** Translations of an ASA that send packets out of their interface, past the lists of the one that routes lead to. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

/** Lets nothing out to where its routes lead to the far network; `vendor` is another way there. */
const firewall = (nat: string, more = "") => `ASA Version 9.16(4)
hostname fw
interface GigabitEthernet0/0
 nameif cell
 security-level 50
 ip address 10.20.101.1 255.255.255.0
interface GigabitEthernet0/1
 nameif plant
 security-level 100
 ip address 10.20.1.1 255.255.255.0
interface GigabitEthernet0/2
 nameif vendor
 security-level 0
 ip address 10.20.2.1 255.255.255.0
object network CELL
 subnet 10.20.101.0 255.255.255.0
object network FAR
 subnet 10.20.50.0 255.255.255.0
object network PLANT
 subnet 10.20.1.0 255.255.255.0
access-list SHUT extended deny ip any any
access-group SHUT out interface plant
${nat}
route plant 10.20.50.0 255.255.255.0 10.20.1.9
${more}
: end
`;

const ZONES = ["cell 10.20.101.0/24", "far 10.20.50.0/24", "plant 10.20.1.0/24", "vendor 10.20.2.0/24"];
const WAY = "route vendor 10.20.0.0 255.255.0.0 10.20.2.9";
const toFar = "nat (cell,vendor) source static CELL CELL destination static FAR FAR";

const verdict = async (text: string, pair: string) =>
  (await pairVerdicts([text], ZONES)).find((one) => one.startsWith(`${pair} `))?.slice(pair.length + 1);

describe("a translation that names another interface than routes lead to", () => {
  it.each([
    ["sends packets out there, where a route leads on", toFar, WAY, "unproved"],
    ["sends none where routes are asked", `${toFar} route-lookup`, WAY, "proved"],
    ["sends none where no route leads on", toFar, "", "proved"],
    ["is not about what comes in elsewhere", toFar.replace("(cell,", "(plant,"), WAY, "proved"],
    ["may be about what comes in anywhere", toFar.replace("(cell,", "(any,"), WAY, "unproved"],
  ])("%s", async (_, nat, way, expected) => {
    expect(await verdict(firewall(nat, way), "cell > far")).toBe(expected);
  });

  it("hands them to a router that may send them back in", async () => {
    const open = firewall(toFar.replaceAll("FAR", "PLANT"), WAY).replace(
      "SHUT out interface plant",
      "OPEN in interface vendor",
    );
    const text = open.replace("access-list SHUT", "access-list OPEN extended permit ip any any\naccess-list SHUT");
    expect(await verdict(text, "cell > plant")).toBe("unproved");
    expect(await verdict(text.replace(WAY, ""), "cell > plant")).toBe("proved");
  });
});
