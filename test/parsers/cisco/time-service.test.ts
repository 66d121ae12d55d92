/** Which devices tell the time, and whom (reference/cisco.md 4; issue D: NTP to the device). */
import { describe, expect, it } from "vitest";
import { withServiceLimits } from "../../../src/analyse/oracle/own-services.js";
import { xr } from "./iosxr-site.js";
import { nexus } from "./nxos-site.js";
import { parse, readPacket } from "./site.js";

const IOS = (lines: string) => `version 15.2
hostname ie-1
interface GigabitEthernet0/0
 ip address 10.1.0.1 255.255.0.0
interface GigabitEthernet0/1
 ip address 10.2.0.1 255.255.0.0
access-list 10 permit 10.1.5.0 0.0.0.255
access-list 11 permit 10.1.6.0 0.0.0.255
ipv6 access-list OPS6
 permit ipv6 2001:db8:1::/64 any
${lines}
end
`;

/** `on` or `perhaps`, with the interfaces of each where not all answer. */
function time(text: string): string[] {
  return parse(text)
    .device.management.services.filter(({ port, protocol }) => port === 123 && protocol === 17)
    .map(({ enabled, interfaces }) => [enabled === true ? "on" : "perhaps", ...(interfaces ?? [])].join(" "));
}

/** What becomes of a packet to the device that its filters let in. */
function verdict(text: string, packet: string, ingress: string): string {
  const { device } = parse(text);
  const entered = device.interfaces.find(({ id }) => id === ingress);
  if (entered === undefined) throw new Error(`no interface ${ingress}`);
  const hop = { device, interface: entered, egress: "self", verdict: "permit" } as const;
  return withServiceLimits({ verdict: "permit", hops: [hop], notes: [] }, readPacket(packet)).verdict;
}

describe("IOS tells the time as soon as it keeps it", () => {
  it.each([
    ["ntp server 10.9.0.5", ["on"]],
    ["ntp server vrf MGMT 10.9.0.5 prefer", ["on"]],
    ["ntp peer 10.9.0.5", ["on"]],
    ["ntp master 3", ["on"]],
    ["ntp access-group peer 10", ["on"]],
    ["ntp source Vlan10", ["perhaps"]],
    ["ntp logging", ["perhaps"]],
    ["ntp server 10.9.0.5\nno ntp server 10.9.0.5", []],
    ["ntp server 10.9.0.5\nno ntp server 10.9.0.6", ["on"]],
    ["ntp server 10.9.0.5\nntp master\nno ntp", []],
    ["ntp master\nno ntp master", []],
    ["no ntp\nntp server 10.9.0.5", ["on"]],
    ["sntp server 10.9.0.5", []],
    ["", []],
  ])("%j", (lines, expected) => {
    expect(time(IOS(lines))).toEqual(expected);
    expect(parse(IOS(lines)).device.unparsed).toEqual([]);
  });

  const KEPT = "ntp server 10.9.0.5\ninterface GigabitEthernet0/1\n ntp disable";
  it.each([
    [KEPT, ["on GigabitEthernet0/0"]],
    [`${KEPT}\n no ntp disable`, ["on"]],
    [`${KEPT} ipv6`, ["on GigabitEthernet0/0", "perhaps GigabitEthernet0/1"]],
    ["ntp master\ninterface range GigabitEthernet0/0 - 1\n ntp disable", []],
  ])("%j", (lines, expected) => {
    expect(time(IOS(lines))).toEqual(expected);
  });

  it.each([
    ["GigabitEthernet0/0", "udp 10.1.5.5 > 10.1.0.1:123", "permit"],
    ["GigabitEthernet0/1", "udp 10.2.5.5 > 10.2.0.1:123", "deny"],
    ["GigabitEthernet0/1", "udp 10.2.5.5 > 10.1.0.1:123", "unknown"],
  ])("at %s, where the other interface has it disabled: %s", (ingress, packet, expected) => {
    expect(verdict(IOS(KEPT), packet, ingress)).toBe(expected);
  });

  it.each([
    ["ntp master", "udp 10.1.9.5 > 10.1.0.1:123", "permit"],
    ["ntp access-group peer 10", "udp 10.1.5.5 > 10.1.0.1:123", "permit"],
    ["ntp access-group peer 10", "udp 10.1.6.5 > 10.1.0.1:123", "deny"],
    ["ntp access-group peer 10\nntp access-group serve-only 11", "udp 10.1.6.5 > 10.1.0.1:123", "permit"],
    ["ntp access-group peer 10\nntp access-group serve-only 11", "udp 10.1.7.5 > 10.1.0.1:123", "deny"],
    ["ntp access-group peer 10\nntp access-group peer 11", "udp 10.1.5.5 > 10.1.0.1:123", "deny"],
    ["ntp access-group query-only 10 kod", "udp 10.1.5.5 > 10.1.0.1:123", "permit"],
    ["ntp access-group peer 10\nno ntp access-group peer\nntp master", "udp 10.1.6.5 > 10.1.0.1:123", "permit"],
    ["ntp access-group peer 10\nno ntp access-group\nntp master", "udp 10.1.6.5 > 10.1.0.1:123", "permit"],
    ["ntp access-group peer 12", "udp 10.1.6.5 > 10.1.0.1:123", "permit"],
    ["ntp access-group ipv6 peer OPS6", "udp 2001:db8:1::5 > 2001:db8:1::1", "permit"],
    ["ntp access-group ipv6 peer OPS6", "udp 10.1.5.5 > 10.1.0.1:123", "unknown"],
    ["ntp access-group peer OPS6", "udp 10.1.5.5 > 10.1.0.1:123", "unknown"],
  ])("%j: %s", (lines, packet, expected) => {
    expect(verdict(IOS(lines), packet, "GigabitEthernet0/0")).toBe(expected);
  });
});

describe("NX-OS", () => {
  const LIST = "ip access-list OPS\n  10 permit ip 10.1.5.0/24 any";
  it.each([
    ["ntp server 10.9.0.5 use-vrf management", ["on"]],
    ["ntp peer 10.9.0.5", ["on"]],
    ["ntp master 5", ["on"]],
    ["ntp source-interface mgmt0", ["perhaps"]],
    ["ntp server 10.9.0.5\nno feature ntp", []],
    ["ntp server 10.9.0.5\nno ntp enable", []],
    ["feature ntp", []],
    ["ntp server 10.9.0.5\nno ntp server 10.9.0.5", []],
  ])("%j", (lines, expected) => {
    expect(time(nexus(lines))).toEqual(expected);
  });

  it.each([
    ["ntp access-group peer OPS\nntp access-group match-all", "udp 10.1.5.5 > 10.1.0.1:123", "permit"],
    ["ntp access-group peer OPS\nntp access-group match-all", "udp 10.1.6.5 > 10.1.0.1:123", "deny"],
    ["ntp server 10.9.0.5", "udp 10.1.6.5 > 10.1.0.1:123", "permit"],
    ["ntp access-group serve NOT-THERE", "udp 10.1.6.5 > 10.1.0.1:123", "permit"],
  ])("%j: %s", (lines, packet, expected) => {
    expect(verdict(nexus(`${LIST}\n${lines}`), packet, "Ethernet1/1")).toBe(expected);
  });
});

describe("IOS-XR", () => {
  const [IN, OUT] = ["GigabitEthernet0/0/0/0", "GigabitEthernet0/0/0/1"];
  const LIST = "ipv4 access-list OPS\n 10 permit ipv4 10.1.5.0/24 any\n!";
  it.each([
    ["ntp\n server 10.9.0.5\n!", ["on"]],
    ["ntp server vrf MGMT 10.9.0.5", ["on"]],
    ["ntp\n master 5\n!", ["on"]],
    ["ntp\n source Loopback0\n!", ["perhaps"]],
    [`ntp\n server 10.9.0.5\n interface ${OUT}\n  disable\n !\n!`, [`on ${IN}`]],
    [`ntp\n server 10.9.0.5\n interface ${OUT} disable\n!`, [`on ${IN}`]],
    [`ntp server 10.9.0.5\nntp interface ${OUT} disable\nno ntp interface ${OUT} disable`, ["on"]],
    ["ntp\n server 10.9.0.5\n!\nno ntp", []],
    ["", []],
  ])("%j", (lines, expected) => {
    expect(time(xr(lines, []))).toEqual(expected);
  });

  it.each([
    ["ntp\n access-group ipv4 serve OPS\n!", IN, "udp 10.1.5.5 > 10.1.0.1:123", "permit"],
    ["ntp\n access-group serve OPS\n!", IN, "udp 10.1.6.5 > 10.1.0.1:123", "deny"],
    ["ntp\n access-group vrf MGMT ipv4 serve OPS\n!", IN, "udp 10.1.6.5 > 10.1.0.1:123", "permit"],
    ["ntp\n access-group vrf MGMT ipv4 serve OPS\n!", "MgmtEth0/RP0/CPU0/0", "udp 10.1.6.5 > 10.9.0.1:123", "deny"],
    ["ntp\n access-group vrf MGMT ipv4 serve OPS\n!", "MgmtEth0/RP0/CPU0/0", "udp 10.1.5.5 > 10.9.0.1:123", "permit"],
  ])("%j at %s: %s", (lines, ingress, packet, expected) => {
    const port = "vrf MGMT\n!\ninterface MgmtEth0/RP0/CPU0/0\n vrf MGMT\n ipv4 address 10.9.0.1/24\n!";
    expect(verdict(xr(`${port}\n${LIST}\n${lines}`, []), packet, ingress)).toBe(expected);
  });
});

it("an ASA asks for the time and tells it to nobody", () => {
  const asa = `ASA Version 9.14(2)\nhostname fw\ninterface GigabitEthernet0/0\n nameif inside\n security-level 100\n ip address 10.1.0.1 255.255.0.0\nntp server 10.9.0.5 source inside\n`;
  expect(time(asa)).toEqual([]);
});
