/** Addresses that are on no map and that no router has a route for: what a pair with them comes to. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import type { Device } from "../../src/model/device.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { doubt, firewall, plan, port, ROUTER, route, zone } from "./device-builder.js";

const CELLS = [zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24"), zone("cell-c 10.5.0.0/24")];
/** Between both cells and a network that is on no map. */
const INTERFACES = [port("port1 10.1.0.1/24"), port("port2 10.2.0.1/24"), port("port3 10.3.0.1/24")];
const TO_CELLS = ["permit any > 10.1.0.0/24 any", "permit any > 10.2.0.0/24 any"];
const guard = (over: Partial<Device> = {}) => firewall(TO_CELLS, { interfaces: INTERFACES, ...over });

function verdictOf(devices: Device[], from: string, to: string): string | undefined {
  const plant = resolvePlant(devices, plan(CELLS));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find((pair) => pair.from.id === from && pair.to.id === to)?.verdict;
}

const LEARNS = { routers: [{ ...ROUTER, dynamicRouting: "d1" }], doubts: [doubt("d1", "match")] };
const RIVAL = firewall(TO_CELLS, { id: "fw-new", interfaces: [port("port9 10.3.0.1/24")] });

const APART = ["port1", "port2"].map((id) => firewall([], { id: `fw-${id}`, interfaces: [port(`${id} 10.5.0.1/24`)] }));

describe("packets to addresses that nobody has a route for", () => {
  it.each([
    ["no route leads there", [guard()], "proved"],
    ["a default route leads there, and is shut", [guard({ routes: [route("0.0.0.0/0 via 10.3.0.9")] })], "proved"],
    ["routes are learned", [guard(LEARNS)], "unproved"],
    ["a statement was not read that may be a route", [guard({ doubts: [doubt("d1", "device")] })], "unproved"],
    [
      "a statement of an interface was not read",
      [guard({ doubts: [doubt("d1", "interfaces", { interfaces: ["port2"] })] })],
      "unproved",
    ],
    [
      "the device has a port there that is for management alone",
      [guard({ interfaces: [...INTERFACES, port("mgmt 10.4.0.1/24", { kind: "other" })] })],
      "unproved",
    ],
    ["two devices claim an address", [guard(), RIVAL], "unproved"],
    ["two devices claim one that the pair has nothing to do with", [guard(), ...APART], "unproved"],
    ["what comes in may go another way", [guard({ doubts: [doubt("d1", "match", { reroutes: true })] })], "unproved"],
  ])("%s", (_, devices, verdict) => {
    expect(verdictOf(devices, "cell-a", "unmapped")).toBe(verdict);
  });

  it("an unknown router before the given devices may know a way", () => {
    const devices = [guard({ routes: [route("10.5.0.0/24 via 10.1.0.9")] })];
    expect(verdictOf(devices, "cell-c", "unmapped")).toBe("unproved");
    expect(verdictOf(devices, "cell-a", "unmapped")).toBe("unproved");
  });

  it("packets from there may come in anywhere", () => {
    expect(verdictOf([firewall([], { interfaces: INTERFACES })], "unmapped", "cell-a")).toBe("unproved");
  });
});
