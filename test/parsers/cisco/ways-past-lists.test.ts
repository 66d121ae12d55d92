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
