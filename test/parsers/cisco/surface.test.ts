/** What an IOS device offers and asks for on the network, who may plug in, what is relayed (reference/cisco.md 4). */
import { describe, expect, it } from "vitest";
import type { Surface } from "../../../src/model/posture.js";
import { parse } from "./site.js";

function deviceOf(...lines: readonly string[]) {
  return parse(["version 17.9", "hostname r1", ...lines, "end", ""].join("\n")).device;
}

function surface(...lines: readonly string[]): Surface {
  const found = deviceOf(...lines).posture?.surface;
  if (found === undefined) throw new Error("no surface");
  return found;
}

describe("services of IOS", () => {
  it.each([
    ["vstack", ["Smart Install"]],
    ["vstack\nno vstack", []],
    ["no vstack", []],
    ["service tcp-small-servers", ["TCP small servers"]],
    ["ip finger", ["finger"]],
    ["ip http server", ["HTTP server"]],
    ["no ip http server", []],
    ["no service pad", []],
    ["ip rcmd rsh-enable", ["remote shell"]],
    ["", []],
  ])("%s", (lines, expected) => {
    expect(surface(lines).services.map(({ name }) => name)).toEqual(expected);
  });

  it.each([
    ["15.2", "", [undefined]],
    ["15.2", "no vstack", []],
    ["15.2", "vstack", [true]],
    ["17.9", "", []],
  ])("a switch of release %s with %j has Smart Install on, perhaps or not", (release, line, expected) => {
    const port = "interface GigabitEthernet1/1\n switchport mode access";
    const { posture } = parse(`version ${release}\nhostname ie-1\n${port}\n${line}\nend\n`).device;
    expect(posture?.surface?.services.map(({ enabled }) => enabled)).toEqual(expected);
  });
});

describe("tunnels of IOS without cryptography", () => {
  const TUNNEL =
    "interface Tunnel1\n ip address 10.20.250.1 255.255.255.252\n tunnel source 192.0.2.1\n tunnel destination 192.0.2.9";
  it.each([
    [TUNNEL, [{ name: "Tunnel1", kind: "gre", isProtected: false }]],
    [`${TUNNEL}\n tunnel mode ipip`, [{ kind: "ipip" }]],
    [`${TUNNEL}\n tunnel protection ipsec profile P`, [{ kind: "gre", isProtected: true }]],
    [`${TUNNEL}\ninterface GigabitEthernet0/1\n crypto map M`, [{ kind: "gre", isProtected: undefined }]],
    [`${TUNNEL}\n tunnel mode ipsec ipv4`, []],
    [`${TUNNEL}\n shutdown`, []],
  ])("%#", (lines, expected) => {
    expect(surface(lines).plainTunnels).toMatchObject(expected);
  });
});

it("reads networks in the air, mirrors and the servers it asks", () => {
  const found = surface(
    "dot11 ssid AGV\n vlan 60\n authentication key-management wpa version 2\n wpa-psk ascii 7 0011",
    "dot11 ssid GUEST\n authentication open",
    "monitor session 1 source interface Gi1/0/1",
    "ip name-server 10.20.30.40 10.20.30.41",
    "tacacs server OT\n address ipv4 10.20.30.42\n key 7 0011",
  );
  expect(found.wireless).toMatchObject([
    { name: "AGV", security: "personal", vlan: 60 },
    { name: "GUEST", security: "open" },
  ]);
  expect(found.mirrors).toMatchObject([{ name: "1" }]);
  expect(found.helpers.map(({ kind, server }) => `${kind} ${server}`)).toEqual([
    "names 10.20.30.40",
    "names 10.20.30.41",
    "accounts 10.20.30.42",
  ]);
  expect(JSON.stringify(found)).not.toContain("0011");
});

describe("ports of IOS", () => {
  const NONE = { authenticates: false, limitsAddresses: false, guardsLoops: false, limitsStorms: false };
  it.each([
    ["", NONE],
    ["switchport port-security", { ...NONE, limitsAddresses: true }],
    ["authentication port-control auto", { ...NONE, authenticates: true }],
    ["mab", { ...NONE, authenticates: true }],
    ["spanning-tree bpduguard enable", { ...NONE, guardsLoops: true }],
    ["spanning-tree portfast", NONE],
    ["storm-control broadcast level 2.00", { ...NONE, limitsStorms: true }],
    ["source template PLC", undefined],
  ])("%s", (statement, expected) => {
    const text = `interface GigabitEthernet1/0/1\n switchport mode access\n ${statement}`.trimEnd();
    expect(deviceOf(text).interfaces[0]?.switchport?.protection).toEqual(expected);
  });

  it("follow the default of the switch where they go up at once", () => {
    const port = "interface GigabitEthernet1/0/1\n switchport mode access\n spanning-tree portfast";
    const [one] = deviceOf("spanning-tree portfast bpduguard default", port).interfaces;
    expect(one?.switchport?.protection?.guardsLoops).toBe(true);
  });

  it("tell which broadcasts are carried on", () => {
    const vlan = "interface Vlan101\n ip address 10.20.101.1 255.255.255.0\n ip helper-address 10.20.30.40";
    expect(deviceOf(vlan).interfaces[0]?.relays).toEqual(["ip helper-address"]);
    expect(deviceOf("interface Vlan101\n ip address 10.20.101.1 255.255.255.0").interfaces[0]?.relays).toEqual([]);
  });
});
