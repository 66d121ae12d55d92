/** Texts of other makers that read like IOS: what their words do is not what those of IOS do. */
import { describe, expect, it } from "vitest";
import { CISCO } from "../../../parsers/cisco/index.js";

const BODY = `hostname sw1
interface Vlan10
 ip address 10.1.0.1 255.255.255.0
 ip access-group A in
ip access-list extended A
 permit ip any any
`;
const platformOf = (head: string) =>
  CISCO.detect({ path: "sw1.cfg", text: `${head}\n!\n${BODY}`, encoding: "utf-8", sha256: "" })?.platform;

describe("an export of another maker is none of Cisco", () => {
  it.each([
    ["Arista", "! device: sw1 (DCS-7050, EOS-4.2)"],
    ["Dell, OS9", "! Version 9.14(2.10)\n! Last configuration change at Mon Jan 1 10:00:00 2024 by admin"],
    ["Dell, OS10", "! Version 10.5.2.3\r\n! Last configuration change at Jan  1 10:00:00 2024"],
    [
      "Ruijie",
      "Building configuration...\nCurrent configuration : 2010 bytes\n\n!\nversion RGOS 10.4(2b11)p1 Release(134566)",
    ],
    ["Ruijie, later", "version CS83_RGOS 12.6(3)B1404P1"],
    ["Netgear", '!Current Configuration:\n!\n!System Description "M4300-28G, 12.0.2.6"'],
  ])("%s", (_, head) => {
    expect(platformOf(head)).toBeUndefined();
  });

  it.each([
    "version 15.2",
    "! Last configuration change at 10:00:00 UTC Mon Jan 1 2024",
    "! Version 15.2(4)E7 by a tool",
  ])("one of Cisco is: %s", (head) => {
    expect(platformOf(head)).toBe("ios");
  });
});
