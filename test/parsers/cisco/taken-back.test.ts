/** Statements of an interface with `no` before them: they take back what they name, and leave the others of their kind. */
import { describe, expect, it } from "vitest";
import { pairVerdicts } from "../../analyse/text-plants.js";
import { entries } from "./nxos-site.js";
import { extended, parse } from "./site.js";

const PORT = "interface GigabitEthernet0/0\n";
const on = (...lines: readonly string[]) =>
  parse(extended("permit ip any any").replace(PORT, `${PORT}${lines.map((line) => ` ${line}\n`).join("")}`)).device;
const left = (...lines: readonly string[]) =>
  on(...lines).doubts.filter(({ interfaces }) => interfaces !== undefined).length;

describe("what leaves an interface of IOS open", () => {
  it.each([
    [["bridge-group 1", "bridge-group 1 spanning-disabled", "no bridge-group 1 source-learning"], 1],
    [["bridge-group 1", "bridge-group 1 spanning-disabled", "no bridge-group 1 spanning-disabled"], 1],
    [["bridge-group 1", "bridge-group 1 spanning-disabled", "no bridge-group 1"], 0],
    [["ip policy route-map R", "no ipv6 policy"], 1],
    [["ip policy route-map R", "no ip policy"], 0],
    [["ip wccp 61 redirect in", "ip wccp 62 redirect out", "no ip wccp 62 redirect out"], 1],
    [["ip wccp 61 redirect in", "no ip wccp 61 redirect in"], 0],
    [["mpls ip", "no mpls traffic-eng tunnels"], 1],
    [["mpls ip", "default mpls ip"], 0],
    [["ip admission GUESTS", "no ip auth-proxy GUESTS"], 1],
    [["source template GONE", "no source template OTHER"], 1],
    [["source template GONE", "no source template"], 0],
    [["service instance 1 ethernet", "service instance 2 ethernet", "no service instance 2"], 1],
  ])("%j: %i", (lines, expected) => {
    expect(left(...lines)).toBe(expected);
  });

  it("what may drop packets stays as well", () => {
    const steps = (...lines: readonly string[]) =>
      on(...lines).forwarding.filter(({ name }) => name.includes("sources that")).length;
    const check = "ip verify unicast source reachable-via rx";
    expect(steps(check)).toBe(1);
    expect(steps(check, check)).toBe(1);
    expect(steps(check, "no ip verify unicast notification threshold 100")).toBe(1);
    expect(steps(check, `no ${check}`)).toBe(0);
  });
});

it("on NX-OS", () => {
  const port = (...lines: readonly string[]) => {
    const text = `${entries("permit ip any any")}ipv6 access-list A\n  permit ipv6 any any\ninterface Ethernet1/1\n`;
    return parse(text + lines.map((line) => `  ${line}\n`).join("")).device.doubts.length;
  };
  expect(port("ip policy route-map R", "no ipv6 policy")).toBe(1);
  expect(port("ip policy route-map R", "no ip policy")).toBe(0);
});

it("of the policies of a port the one that is named", () => {
  const port = (...lines: readonly string[]) =>
    parse(
      `${entries("permit ip any any")}policy-map type qos P\n  class C\n    drop\ninterface Ethernet1/1\n${lines.map((line) => `  ${line}\n`).join("")}`,
    ).device.doubts.filter(({ reason }) => reason.includes("drops classes")).length;
  const bound = "service-policy type qos input P";
  expect(port(bound)).toBe(1);
  expect(port(bound, "no service-policy type qos output Q")).toBe(1);
  expect(port(bound, "no service-policy type qos input P")).toBe(0);
});

describe("switch ports", () => {
  const port = (...lines: readonly string[]) =>
    parse(
      `version 15.2\nhostname s1\ninterface GigabitEthernet1/0/1\n switchport mode trunk\n${lines.map((line) => ` ${line}\n`).join("")}end\n`,
    ).device.interfaces[0]?.switchport;

  it("a VLAN that is added to a trunk that says nothing is one of all", () => {
    expect(port("switchport trunk allowed vlan add 20")?.allowedVlans).toEqual(port()?.allowedVlans);
    expect(port("switchport trunk allowed vlan none", "switchport trunk allowed vlan add 20")?.allowedVlans).toEqual([
      [20, 20],
    ]);
  });

  it("how frames of the native VLAN go out is not which it is", () => {
    const native = "switchport trunk native vlan 5";
    expect(port(native, "no switchport trunk native vlan tag")?.nativeVlan).toBe(5);
    expect(port(native, "no switchport trunk native vlan")?.nativeVlan).toBeUndefined();
  });
});

describe("a list at an interface of an ASA", () => {
  const asa = (line: string) => `ASA Version 9.16(4)
hostname fw
interface GigabitEthernet1/1
 nameif ops
 security-level 100
 ip address 10.20.10.1 255.255.255.0
interface GigabitEthernet1/2
 nameif cell
 security-level 0
 ip address 10.20.30.1 255.255.255.0
access-list SHUT extended deny ip any any
access-list OPEN extended permit ip any any
access-group SHUT in interface ops
${line}: end
`;

  it.each([
    ["stays", "", "proved"],
    ["stays where another one is named that does not stand there", "no access-group OPEN in interface ops\n", "proved"],
    ["goes where it is named", "no access-group SHUT in interface ops\n", "violated"],
    ["may go where an interface is named that is not there", "no access-group SHUT in interface opss\n", "unproved"],
    ["may go where a list is named that is not there", "no access-group SHUTT in interface ops\n", "unproved"],
  ])("%s", async (_, line, expected) => {
    const [verdict] = await pairVerdicts([asa(line)], ["ops 10.20.10.0/24", "cell 10.20.30.0/24"]);
    expect(verdict).toBe(`ops > cell ${expected}`);
  });
});
