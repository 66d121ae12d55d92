/** Statements that take packets past the routes or the access lists of a device: pairs beside them are not proved. */
import { describe, expect, it } from "vitest";
import { entries } from "./nxos-site.js";
import { extended, parse } from "./site.js";

const doubts = (text: string) => parse(text).device.doubts;

describe("policies of classes", () => {
  const ios = (statement: string) =>
    doubts(extended("permit ip any any").replace(" ip access-group A in", ` ip access-group A in\n ${statement}`));
  const nexus = (statement: string) =>
    doubts(
      `${entries("permit ip any any")}ipv6 access-list A\n  permit ipv6 any any\ninterface Ethernet1/1\n  ${statement}\n`,
    );

  it.each(["epbr", "service-chain", "waas"])("one of type %s may send packets another way", (type) => {
    expect(ios(`service-policy type ${type} input P`)).toMatchObject([{ scope: "interfaces", reroutes: true }]);
  });

  it("one of NX-OS too", () => {
    expect(nexus("service-policy type pbr input P")).toMatchObject([{ scope: "interfaces", reroutes: true }]);
  });

  it("those that mark and queue do not", () => {
    expect(ios("service-policy input P")).toEqual([]);
    expect(ios("service-policy type performance-monitor input P")).toEqual([]);
    expect(nexus("service-policy type queuing output P")).toEqual([]);
  });
});

describe("VXLAN and EVPN", () => {
  const vrf = "vrf definition OT\n rd 1:1\n address-family ipv4\n  route-target both 1:1 stitching\n";
  const bgp = "router bgp 65000\n address-family l2vpn evpn\n  neighbor 192.0.2.9 activate\n";

  it("routes of a VRF that come by EVPN lead out of it by the global table", () => {
    const { routers } = parse(`${extended("permit ip any any").replace(/end\n$/, "")}${vrf}${bgp}`).device;
    expect(routers.map(({ id, imports }) => [id, imports])).toEqual([
      ["default", ["OT"]],
      ["OT", ["default"]],
    ]);
  });

  it("what IOS-XE takes out of VXLAN meets no list", () => {
    const nve = "interface nve1\n no ip address\n source-interface Loopback0\n host-reachability protocol bgp\n";
    const text = (member: string) => extended("permit ip any any").replace("hostname r1\n", `$&${nve}${member}`);
    expect(doubts(text(" member vni 50000 vrf OT\n"))).toMatchObject([{ scope: "device" }]);
    expect(doubts(text(""))).toEqual([]);
  });
});

describe("routers of a link", () => {
  const port = (statement: string) =>
    parse(
      extended("permit ip any any").replace("interface GigabitEthernet0/1\n", `$& ${statement}\n`),
    ).device.interfaces.find(({ id }) => id === "GigabitEthernet0/1");

  it.each(["ipv6 nd autoconfig default-route", "ipv6 nd autoconfig prefix", "ipv6 address autoconfig default"])(
    "may give an address, or be the way to anywhere: %s",
    (statement) => {
      expect(port(statement)?.addressDoubt).toBeDefined();
    },
  );

  it("do neither where nothing is taken from them", () => {
    expect(port("ipv6 nd ra suppress all")?.addressDoubt).toBeUndefined();
  });
});
