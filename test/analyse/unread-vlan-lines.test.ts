/** Lines about VLANs and the hardware that filters there, spoilt or out of place: what a map did, is then not known. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "./text-plants.js";

const ZONES = ["ops 10.20.10.0/24", "cell 10.20.30.0/24"];
const verdict = async (text: string) => (await pairVerdicts([text], ZONES))[0];

const LISTS = `ip access-list WEB
  10 permit tcp any any eq 80
ip access-list ALL
  10 permit ip any any
`;
const FIRST = "vlan access-map MAP 10\n  match ip address WEB\n  action drop\n";
const SECOND = "vlan access-map MAP 20\n  match ip address ALL\n  action forward\n";
const USE = "vlan filter MAP vlan-list 10,30\n";
const SVIS = ["10", "30"]
  .map((vlan) => `interface Vlan${vlan}\n  no shutdown\n  ip address 10.20.${vlan}.1/24\n`)
  .join("");
const nexus = (map: string) => `version 9.3(8)\nhostname core\nfeature interface-vlan\n${LISTS}${map}${SVIS}`;

describe("a VLAN map of NX-OS", () => {
  it("lets pass what its entries forward, and nothing else", async () => {
    expect(await verdict(nexus(FIRST + SECOND + USE))).toBe("ops > cell violated");
    expect(await verdict(nexus(FIRST + USE))).toBe("ops > cell proved");
  });

  it.each([
    [
      "whose second entry begins with words that are not known",
      FIRST + SECOND.replace("access-map", "acces-map") + USE,
    ],
    ["whose second entry stands below another statement", `${FIRST}${SECOND.replace(/^/gm, "  ")}\n${USE}`],
    ["that is used in words that are not known", FIRST + USE.replace("filter", "filtre")],
    ["that is used below another statement", `${FIRST}  ${USE}`],
    ["with a match that is not known", FIRST.replace("ip address", "ip adress") + SECOND + USE],
  ])("%s lets nothing pass surely, and may let everything", async (_, map) => {
    expect(await verdict(nexus(map))).toBe("ops > cell unproved");
  });

  it("says nothing by VLANs that are listed, or by what is said of all of them", async () => {
    const more = "vlan 10,30\nvlan configuration 10\nvlan dot1Q tag native\n";
    expect(await verdict(nexus(`${more}${FIRST}${USE}`))).toBe("ops > cell proved");
  });
});

describe("a VLAN map of IOS", () => {
  const ios = (use: string) => `version 15.2
hostname core
ip routing
ip access-list extended ALL
 permit ip any any
vlan access-map MAP 10
 match ip address ALL
 action drop
${use}interface Vlan10
 ip address 10.20.10.1 255.255.255.0
interface Vlan30
 ip address 10.20.30.1 255.255.255.0
end
`;

  it("that is used below another statement may filter all the same", async () => {
    expect(await verdict(ios(USE))).toBe("ops > cell proved");
    expect(await verdict(ios(` ${USE}`))).toBe("ops > cell unproved");
  });
});

describe("the room of a Nexus for lists", () => {
  const bound = (line: string) =>
    nexus(`${line}ip access-list SHUT\n  10 deny ip any any\n`).replace(
      "10.20.10.1/24",
      "$&\n  ip access-group SHUT in",
    );

  it("may be taken away by a line that stands below another one", async () => {
    expect(await verdict(bound(""))).toBe("ops > cell proved");
    expect(await verdict(bound("hardware access-list tcam region ing-racl 0\n"))).toBe("ops > cell unproved");
    expect(await verdict(bound("feature lldp\n  hardware access-list tcam region ing-racl 0\n"))).toBe(
      "ops > cell unproved",
    );
  });
});
