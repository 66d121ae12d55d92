/** Labelled packets pass by every access list: what lets a router of IOS or NX-OS take them. */
import { describe, expect, it } from "vitest";
import { xr } from "./iosxr-site.js";
import { nexus } from "./nxos-site.js";
import { parse } from "./site.js";

const site = (lines: string, more = "") =>
  `version 15.2\nhostname r1\ninterface GigabitEthernet0/0\n ip address 10.1.0.1 255.255.255.0\n${lines}${more}end\n`;

/** Where doubts about labels stand. */
const places = (text: string) =>
  parse(text).device.doubts.flatMap(({ reason, scope, interfaces }) =>
    reason.includes("switched by label") ? [interfaces?.join() ?? scope] : [],
  );

describe("labelled packets", () => {
  it.each(["mpls ip", "mpls bgp forwarding", "mpls traffic-eng tunnels", "tag-switching ip"])(
    "may pass where an interface has %s",
    (statement) => {
      expect(places(site(` ${statement}\n`))).toEqual(["GigabitEthernet0/0"]);
      expect(places(site(` ${statement}\n no ${statement}\n`))).toEqual([]);
    },
  );

  it("may pass everywhere where a routing protocol switches labels on for its interfaces", () => {
    const ospf = "router ospf 1\n network 10.0.0.0 0.255.255.255 area 0\n";
    expect(places(site("", `${ospf} mpls ldp autoconfig\n`))).toEqual(["device"]);
    expect(places(site("", ospf))).toEqual([]);
    expect(places(nexus("router ospf 1\n  mpls ldp autoconfig\n"))).toEqual(["device"]);
  });
});

describe("tunnels that routing sets up", () => {
  const devices = (text: string) =>
    parse(text).device.doubts.filter(
      ({ reason, scope }) => reason.includes("tunnels that routing") && scope === "device",
    );
  const lisp = (...lines: readonly string[]) => `router lisp\n locator-table default\n${lines.join("\n")}\n exit\n`;

  it.each([" ipv4 etr", " ipv4 proxy-itr 192.0.2.1", " service ipv4\n  etr map-server 192.0.2.1 key x\n  etr"])(
    "bring packets past the lists of a router of LISP: %s",
    (end) => expect(devices(site("", lisp(end)))).toHaveLength(1),
  );

  it("of EIGRP over the top too", () => {
    const eigrp = "router eigrp OT\n address-family ipv4 unicast autonomous-system 1\n  network 10.1.0.0 0.0.255.255\n";
    expect(devices(site("", `${eigrp}  neighbor 192.0.2.1 Gi0/0 remote 9 lisp-encap 1\n`))).toHaveLength(1);
    expect(devices(site("", eigrp))).toEqual([]);
  });

  it("are none at a server of LISP that only tells who is where", () => {
    expect(devices(site("", lisp(" site S\n  eid-prefix 10.2.0.0/16", " ipv4 map-server")))).toEqual([]);
  });

  it("end at segments of IPv6 that a locator holds", () => {
    const locator = "segment-routing\n srv6\n  locators\n   locator M\n    prefix 2001:db8::/64\n";
    expect(devices(xr(locator))).toHaveLength(1);
    expect(devices(nexus(locator))).toHaveLength(1);
    expect(devices(nexus("segment-routing\n  mpls\n"))).toEqual([]);
  });
});
