/** Statements that take things away by a name, an entry or a route: a spoilt one may mean any of those that stand. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "../../analyse/text-plants.js";

const ZONES = ["ops 10.1.1.0/24", "cell 10.2.2.0/24"];

const ios = (lists: string, opened = "A") => `version 15.2
hostname r1
interface GigabitEthernet0/0
 ip address 10.1.1.1 255.255.255.0
 ip access-group ${opened} in
interface GigabitEthernet0/1
 ip address 10.2.2.1 255.255.255.0
${lists}
end
`;

const asa = (lines: string) => `ASA Version 9.16(4)
hostname fw
interface GigabitEthernet1/1
 nameif ops
 security-level 100
 ip address 10.1.1.1 255.255.255.0
interface GigabitEthernet1/2
 nameif cell
 security-level 0
 ip address 10.2.2.1 255.255.255.0
${lines}
access-group A in interface ops
: end
`;

const nxos = (lines: string) => `version 9.3(8)
hostname n1
${lines}
interface Ethernet1/1
  no switchport
  ip address 10.1.1.1/24
  ip access-group A in
  no shutdown
interface Ethernet1/2
  no switchport
  ip address 10.2.2.1/24
  no shutdown
`;

const iosxr = (lines: string) => `!! IOS XR Configuration 7.3.2
hostname x1
${lines}
interface GigabitEthernet0/0/0/0
 ipv4 address 10.1.1.1 255.255.255.0
 ipv4 access-group A ingress
!
interface GigabitEthernet0/0/0/1
 ipv4 address 10.2.2.1 255.255.255.0
!
end
`;

const [SHUT, OPEN] = ["ip access-list extended A\n deny ip any any\n", "ip access-list extended A\n permit ip any any"];
const GROUP = "object-group network G\n host 10.1.1.5\n 10.1.1.0 255.255.255.0\n";
const BY_GROUP = "ip access-list extended A\n deny ip object-group G any\n permit ip any any";
const ROUTED = "interface GigabitEthernet0/2\n ip address 10.9.9.1 255.255.255.0\n ip access-group D out\n";
const ASIDE = `${ROUTED}ip access-list extended D\n deny ip any any\nip access-list extended A\n permit ip any any\n`;

describe("what stands where a statement takes away something else", () => {
  const rows: [string, string, string][] = [
    ["a list of IOS goes", ios(`${SHUT}no ip access-list extended A\n${OPEN}`), "violated"],
    ["a list of IOS may go", ios(`${SHUT}no ip access-list extended Z\n${OPEN}`), "unproved"],
    [
      "a list that is written behind its removal",
      ios(`${SHUT}no ip access-list extended B\nip access-list extended B\n permit ip any any`),
      "proved",
    ],
    ["a list before which nothing stands", ios(`no ip access-list extended Z\n${SHUT}`), "proved"],
    [
      "a numbered list of IOS goes",
      ios("access-list 100 deny ip any any\nno access-list 100\naccess-list 100 permit ip any any", "100"),
      "violated",
    ],
    [
      "a numbered list of IOS may go",
      ios("access-list 100 deny ip any any\nno access-list 109\naccess-list 100 permit ip any any", "100"),
      "unproved",
    ],
    [
      "a numbered list may go by no number",
      ios("access-list 100 deny ip any any\nno access-list 1O0\naccess-list 100 permit ip any any", "100"),
      "unproved",
    ],
    [
      "an entry of a list of IOS goes",
      ios("ip access-list extended A\n 5 deny ip any any\n 10 permit ip any any\n no 5"),
      "violated",
    ],
    [
      "an entry of a list of IOS may go",
      ios("ip access-list extended A\n 5 deny ip any any\n 10 permit ip any any\n no 15"),
      "unproved",
    ],
    [
      "an entry of a list of IOS is written behind its removal",
      ios("ip access-list extended A\n 5 deny ip any any\n no 10\n 10 permit ip any any"),
      "proved",
    ],
    [
      "a group of IOS goes",
      ios(`${GROUP}no object-group network G\nobject-group network G\n host 10.1.1.5\n${BY_GROUP}`),
      "violated",
    ],
    [
      "a group of IOS may go",
      ios(`${GROUP}no object-group network H\nobject-group network G\n host 10.1.1.5\n${BY_GROUP}`),
      "unproved",
    ],
    [
      "a list of an ASA is cleared",
      asa(
        "access-list A extended deny ip any any\nclear configure access-list A\naccess-list A extended permit ip any any",
      ),
      "violated",
    ],
    [
      "a list of an ASA may be cleared",
      asa(
        "access-list A extended deny ip any any\nclear configure access-list B\naccess-list A extended permit ip any any",
      ),
      "unproved",
    ],
    [
      "an entry of an ASA may go",
      asa(
        "access-list A extended deny ip any any\nno access-list B extended deny ip any any\naccess-list A extended permit ip any any",
      ),
      "unproved",
    ],
    [
      "a group of an ASA may go",
      asa(
        "object-group network G\n network-object 10.1.1.0 255.255.255.0\nno object-group network H\nobject-group network G\n network-object host 10.1.1.5\naccess-list A extended deny ip object-group G any\naccess-list A extended permit ip any any",
      ),
      "unproved",
    ],
    [
      "an entry of a list of NX-OS may go",
      nxos("ip access-list A\n  10 deny ip any any\n  20 permit ip any any\n  no 11"),
      "unproved",
    ],
    [
      "an entry of a list of IOS-XR may go",
      iosxr("ipv4 access-list A\n 10 deny ipv4 any any\n 20 permit ipv4 any any\n no 11\n!"),
      "unproved",
    ],
    [
      "a list of NX-OS goes",
      nxos("ip access-list A\n  10 deny ip any any\nno ip access-list A\nip access-list A\n  20 permit ip any any"),
      "violated",
    ],
    [
      "a list of NX-OS may go",
      nxos("ip access-list A\n  10 deny ip any any\nno ip access-list B\nip access-list A\n  20 permit ip any any"),
      "unproved",
    ],
    [
      "an entry of NX-OS may go by what it says",
      nxos("ip access-list A\n  10 deny ip any any\n  20 permit ip any any\n  no deny ip any host 10.2.2.2"),
      "unproved",
    ],
    [
      "a group of NX-OS may go",
      nxos(
        "object-group ip address G\n  10 10.1.1.0/24\nno object-group ip address H\nobject-group ip address G\n  20 host 10.1.1.5\nip access-list A\n  10 deny ip addrgroup G any\n  20 permit ip any any",
      ),
      "unproved",
    ],
    [
      "a list of IOS-XR may go",
      iosxr(
        "ipv4 access-list A\n 10 deny ipv4 any any\n!\nno ipv4 access-list B\nipv4 access-list A\n 20 permit ipv4 any any\n!",
      ),
      "unproved",
    ],
    [
      "a group of IOS-XR may go",
      iosxr(
        "object-group network ipv4 G\n 10.1.1.0/24\n!\nno object-group network ipv4 H\nobject-group network ipv4 G\n host 10.1.1.5\n!\nipv4 access-list A\n 10 deny ipv4 net-group G any\n 20 permit ipv4 any any\n!",
      ),
      "unproved",
    ],
  ];
  it.each(rows)("%s", async (_, text, expected) => {
    const [verdict] = await pairVerdicts([text], ZONES);
    expect(verdict).toBe(`ops > cell ${expected}`);
  });

  it.each([
    ["goes", "no ip route 10.3.3.0 255.255.255.0 10.9.9.9", "violated"],
    [
      "goes with all others to its network",
      "no ip route 10.3.3.0 255.255.255.0\nip route 10.3.3.0 255.255.255.0 10.2.2.2",
      "violated",
    ],
    ["may go by another next hop", "no ip route 10.3.3.0 255.255.255.0 10.9.9.8", "unproved"],
    ["may go by another network", "no ip route 10.3.4.0 255.255.255.0", "unproved"],
  ])("a route of IOS %s", async (_, line, expected) => {
    const routes = `ip route 10.3.0.0 255.255.0.0 10.2.2.2\nip route 10.3.3.0 255.255.255.0 10.9.9.9\n${line}`;
    const [verdict] = await pairVerdicts([ios(`${ASIDE}${routes}`)], ["ops 10.1.1.0/24", "cell 10.3.3.0/24"]);
    expect(verdict).toBe(`ops > cell ${expected}`);
  });
});

describe("an entry of a list by a number that it cannot have", () => {
  it.each([
    ["one that is no number", "access-list 1O0 permit ip any any", "unproved"],
    ["one beyond all lists", "access-list 10000 permit ip any any", "unproved"],
    ["one of lists that know no packets of IP", "access-list 700 permit tcp any any", "unproved"],
    ["frames", "access-list 700 permit 0000.0000.0000 ffff.ffff.ffff", "proved"],
    ["a setting", "access-list dynamic-extended", "proved"],
  ])("%s", async (_, line, expected) => {
    const [verdict] = await pairVerdicts([ios(`access-list 100 permit ip host 10.9.9.9 any\n${line}`, "100")], ZONES);
    expect(verdict).toBe(`ops > cell ${expected}`);
  });

  it("a member of a group of NX-OS that is cut to its number", async () => {
    const group =
      "object-group ip address G\n  10 host 10.9.9.9\n  20\nip access-list A\n  10 permit ip addrgroup G any";
    expect((await pairVerdicts([nxos(group)], ZONES))[0]).toBe("ops > cell unproved");
  });
});
