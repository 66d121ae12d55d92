/** A next hop that no given device has may send packets on to given devices of its segment. */
import { describe, expect, it } from "vitest";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import { forwardingTable } from "../../src/resolve/forwarding-table.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { doubt, firewall, plan, port, route, zone } from "./device-builder.js";

const ZONES = plan([zone("cell 10.1.0.0/24"), zone("far 10.8.0.0/24")]);

/** @returns over which devices packets may go; @param hop where the router of the cell sends all it does not know. */
function ways(hop: string): string[] {
  const near = firewall(["permit any > any any"], {
    id: "near",
    interfaces: [port("lan 10.1.0.1/24"), port("transit 10.0.9.1/24")],
    routes: [route(`0.0.0.0/0 via ${hop}`)],
  });
  const beyond = firewall(["permit any > any any"], {
    id: "beyond",
    interfaces: [port("transit 10.0.9.2/24"), port("lan 10.8.0.1/24")],
    routes: [route("10.1.0.0/24 via 10.0.9.1")],
  });
  const plant = resolvePlant([near, beyond], ZONES);
  const { paths } = answerPair(plant, rulesOf(plant), { from: "cell", to: "far", family: 4 });
  return paths.map(({ way, passes }) => `${way.hops.map(({ device }) => device.id).join(" ")}: ${passes}`);
}

describe("a default route", () => {
  it.each([
    ["leads to a router on the transit", "10.0.9.2", ["near beyond: surely"]],
    ["may lead there by way of one that was not given", "10.0.9.9", ["near beyond: perhaps"]],
  ])("%s", (_, hop, expected) => {
    expect(ways(hop)).toEqual(expected);
  });
});

describe("a next hop on the network of an interface", () => {
  const ways = (over: { readonly stateDoubt?: string }) => {
    const interfaces = [
      port("port1 10.1.0.1/24"),
      { ...port("port2 10.2.0.1/24"), ...over },
      port("port3 10.3.0.1/24"),
    ];
    const doubts = [doubt("down", "match")];
    const device = firewall([], { interfaces, doubts, routes: [route("10.8.0.0/24 via 10.2.0.9")] });
    const found = forwardingTable(device, "default", 4).ways.filter(({ via }) => via !== "connected");
    return found.map((way) => `${way.interface} ${way.doubt ?? "surely"}`);
  };

  it("is there while that is up", () => {
    expect(ways({})).toEqual(["port2 surely"]);
  });

  it("may lie behind the others while that is down", () => {
    expect(ways({ stateDoubt: "down" })).toEqual(["port2 down", "port1 several", "port3 several"]);
  });
});
