/** Which VLANs a layer-2 port carries, for policies (reference/cisco.md 2.1). */
import { describe, expect, it } from "vitest";
import { switchportFacts, vlanFacts } from "../../src/facts/build-switching.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { plan, zone } from "../analyse/device-builder.js";
import { parse } from "../parsers/cisco/site.js";

function portOf(...lines: readonly string[]) {
  const text = [
    "version 15.2",
    "hostname sw-1",
    "ip routing",
    ...["interface Vlan10", " ip address 10.0.10.1 255.255.255.0"],
    ...["interface Vlan20", " ip address 10.0.20.1 255.255.255.0"],
    "interface GigabitEthernet1/0/1",
    ...lines.map((line) => ` ${line}`),
    "end",
    "",
  ];
  const { device } = parse(text.join("\n"));
  const plant = resolvePlant([device], plan([zone("cell 10.0.10.0/24"), zone("office 10.0.20.0/24")], []), []);
  const port = device.interfaces.find(({ id }) => id === "GigabitEthernet1/0/1")!;
  const { mode, vlans, lists_vlans } = switchportFacts(port, vlanFacts(plant, device))!;
  return [mode, vlans, lists_vlans];
}

describe("VLANs of a port", () => {
  it.each<[string[], unknown[]]>([
    [["switchport mode trunk"], ["trunk", [10, 20], false]],
    [
      ["switchport mode trunk", "switchport trunk allowed vlan 10"],
      ["trunk", [10], true],
    ],
    [
      ["switchport mode trunk", "switchport trunk allowed vlan 2-1001,1006-4094"],
      ["trunk", [10, 20], false],
    ],
    [
      ["switchport mode trunk", "switchport trunk allowed vlan except 1"],
      ["trunk", [10, 20], false],
    ],
    [
      ["switchport mode trunk", "switchport trunk allowed vlan except 999"],
      ["trunk", [10, 20], true],
    ],
    [
      ["switchport mode trunk", "switchport trunk allowed vlan 500-4094", "switchport trunk allowed vlan add 2-499"],
      ["trunk", [10, 20], false],
    ],
    [
      ["switchport mode access", "switchport access vlan 20"],
      ["access", [20], false],
    ],
    [["switchport access vlan 20"], ["dynamic", [10, 20], false]],
    [
      ["switchport access vlan 20", "switchport trunk allowed vlan 10"],
      ["dynamic", [10, 20], true],
    ],
  ])("%j", (lines, expected) => expect(portOf(...lines)).toEqual(expected));
});

it("the port of programs inside a switch is told from those that somebody may plug into", () => {
  const text =
    "version 17.9\nhostname sw-1\ninterface AppGigabitEthernet1/0/1\ninterface GigabitEthernet1/0/1\n switchport mode access\nend\n";
  const found = parse(text).device.interfaces.map(({ id, switchport }) => [id, switchport?.internal]);
  expect(found).toEqual([
    ["AppGigabitEthernet1/0/1", true],
    ["GigabitEthernet1/0/1", undefined],
  ]);
});
