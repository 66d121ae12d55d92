/** Labelled packets pass by every access list: what lets a router of IOS or NX-OS take them. */
import { describe, expect, it } from "vitest";
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
