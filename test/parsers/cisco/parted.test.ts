/** Lines that an unindented `!` parts from what they stand under: what opened their block is lost. */
import { describe, expect, it } from "vitest";
import { parse } from "./site.js";

const IOS = `version 15.2
hostname r1
ip routing
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
 ip access-group SHUT in
!
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.0.0
 no ip access-group SHUT in
!
ip access-list extended SHUT
 deny ip any any
!
end
`;
const NXOS = `!Command: show running-config
version 7.0(3)I7(6)
hostname n1
line console
interface Ethernet1/1
  no switchport
  ip address 10.1.0.1/16
!
interface Ethernet1/2
  no switchport
  ip address 10.2.0.1/16
`;
const XR = `!! IOS XR Configuration 7.3.2
hostname x1
interface GigabitEthernet0/0/0/0
 ipv4 address 10.1.0.1 255.255.0.0
!
interface GigabitEthernet0/0/0/1
 ipv4 address 10.2.0.1 255.255.0.0
!
end
`;
const ASA = `: Saved
ASA Version 9.8(2)
hostname a1
interface GigabitEthernet0/0
 nameif inside
 security-level 100
 ip address 10.1.0.1 255.255.0.0
!
interface GigabitEthernet0/1
 nameif outside
 security-level 0
 ip address 10.2.0.1 255.255.0.0
!
`;

const wide = (text: string) => {
  const { device, codes } = parse(text);
  return { wide: device.doubts.filter(({ scope }) => scope === "device").length, codes: new Set(codes) };
};

describe("lines behind an unindented `!`", () => {
  it.each([
    ["IOS", IOS, "cisco/parted-line"],
    ["NX-OS", NXOS, "cisco/parted-line"],
    ["IOS-XR", XR, "cisco/unknown-statement"],
    ["ASA", ASA, "cisco/parted-line"],
  ])("whose first line an export of %s lost leave the device open, and are told", (_, text, code) => {
    const lost = text.replace(/(?<=^!\n)interface .*\n/m, "");
    expect(lost).not.toBe(text);
    const [whole, damaged] = [wide(text), wide(lost)];
    expect(damaged.wide).toBeGreaterThan(whole.wide);
    expect(whole.codes).not.toContain("cisco/parted-line");
    expect(damaged.codes).toContain(code);
  });

  it("stay where they are: in a script the comment may stand in the middle", () => {
    const text = IOS.replace(" ip access-group SHUT in", "!\n ip access-group SHUT in");
    const { device } = parse(text);
    expect(device.forwarding.flatMap(({ ingress }) => ingress ?? [])).toContain("GigabitEthernet0/0");
    expect(device.doubts.map(({ scope }) => scope)).toContain("device");
  });

  it("are as they are behind a comment that says something: people write such inside blocks", () => {
    const text = IOS.replace(" ip access-group SHUT in", "! shut for now\n ip access-group SHUT in");
    expect(parse(text).device.doubts).toEqual(parse(IOS).device.doubts);
  });
});
