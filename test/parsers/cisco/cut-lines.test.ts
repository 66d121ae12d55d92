/** Lines of which a part was lost or not understood: what they may have said is not taken as not there. */
import { describe, expect, it } from "vitest";
import { ask, extended, parse, router } from "./site.js";

const NXOS = `!Command: show running-config
version 9.3(5)
hostname n1
interface Ethernet1/1
  no switchport
  ip access-group A in
  ip address 10.1.0.1/16
  no shutdown
interface Ethernet1/2
  no switchport
  ip address 10.2.0.1/16
  no shutdown
`;
const ASA = `ASA Version 9.16(4)
hostname f1
interface GigabitEthernet0/0
 nameif inside
 security-level 50
 ip address 10.1.0.1 255.255.0.0
`;
const XR = `!! IOS XR Configuration 7.3.2
hostname x1
interface GigabitEthernet0/0/0/0
 ipv4 address 10.1.0.1 255.255.0.0
!
`;
const PACKET = "tcp 10.1.0.5 > 10.2.0.9:80";

describe("an entry of a list of which only the number is left", () => {
  it("may permit, IOS", () => {
    expect(ask(extended("10", "20 deny ip any any"), PACKET)).toBe("unknown");
    expect(parse(extended("10", "20 deny ip any any")).codes).toContain("cisco/unknown-statement");
  });

  it("may permit, NX-OS", () => {
    const text = `${NXOS}ip access-list A\n  10\n  20 deny ip any any\n`;
    expect(ask(text, PACKET, "Ethernet1/1", "Ethernet1/2")).toBe("unknown");
    expect(parse(text).codes).toContain("cisco/unknown-statement");
  });
});

describe("a static route with a word that is not known", () => {
  it.each([
    { on: "IOS", text: router("ip route 10.9.0.0 255.255.0.0 10.1.0.9 frobnicate") },
    { on: "NX-OS", text: `${NXOS}ip route 10.9.0.0/16 10.1.0.9 frobnicate\n` },
    { on: "ASA", text: `${ASA}route inside 10.9.0.0 255.255.0.0 10.1.0.9 frobnicate\n` },
    { on: "XR", text: `${XR}router static\n address-family ipv4 unicast\n  10.9.0.0/16 10.1.0.9 frobnicate\n` },
  ])("may be there or not, $on", ({ text }) => {
    const { device, codes } = parse(text);
    expect(device.routes).toMatchObject([{ network: 0x0a090000, nextHop: 0x0a010009, doubt: expect.any(String) }]);
    expect(codes).toContain("cisco/unknown-statement");
  });

  it.each([
    {
      on: "IOS",
      text: (no: string) =>
        router(`ip route 10.9.0.0 255.255.0.0 10.1.0.9\n${no}ip route 10.9.0.0 255.255.0.0 10.1.0.9 frobnicate`),
    },
    {
      on: "NX-OS",
      text: (no: string) => `${NXOS}ip route 10.9.0.0/16 10.1.0.9\n${no}ip route 10.9.0.0/16 10.1.0.9 frobnicate\n`,
    },
    {
      on: "ASA",
      text: (no: string) =>
        `${ASA}route inside 10.9.0.0 255.255.0.0 10.1.0.9 1\n${no}route inside 10.9.0.0 255.255.0.0 10.1.0.9 frobnicate\n`,
    },
  ])("takes none away for certain, $on", ({ text }) => {
    const { device, codes } = parse(text("no "));
    expect(device.routes).toMatchObject([{ network: 0x0a090000 }]);
    expect(codes).toContain("cisco/unknown-statement");
  });
});

it("a static route whose next hop DHCP gives is there or not", () => {
  const { device, codes } = parse(router("ip route 10.9.0.0 255.255.0.0 GigabitEthernet0/1 dhcp 250"));
  expect(device.routes).toMatchObject([{ egress: "GigabitEthernet0/1", distance: 250, doubt: expect.any(String) }]);
  expect(codes).not.toContain("cisco/unknown-statement");
});

it("a line of a route map that is not known may put packets past the lists of interfaces", () => {
  const text = (line: string) => {
    const at = "interface GigabitEthernet0/0\n";
    return `${router(`ip access-list extended A\n permit ip any any\nroute-map P permit 10\n match ip address A\n ${line}`)}`.replace(
      at,
      `${at} ip policy route-map P\n`,
    );
  };
  const scopes = (line: string) => parse(text(line)).device.doubts.map(({ scope }) => scope);
  expect(scopes("set ip next-hop 10.2.0.7")).not.toContain("interfaces");
  expect(scopes("frobnicate 10.2.0.7")).toContain("interfaces");
});
