/** What surely passes where more ways than one may be taken. */
import { expect, it } from "vitest";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { doubt, firewall, plan, port, route, zone } from "./device-builder.js";

it("holds nothing for the own address of a device that one of them leads to", () => {
  const edge = firewall(["permit any > any any"], {
    id: "core-0",
    interfaces: [port("Vlan0 10.0.0.1/24"), port("Vlan2 10.0.2.1/24")],
    routes: [route("10.0.1.0/24 via 10.0.2.3"), route("10.0.1.0/24 via 10.0.2.2")],
  });
  const inner = firewall(["deny any > any any"], {
    id: "core-1",
    interfaces: [port("Vlan1 10.0.1.2/24"), port("Vlan2 10.0.2.2/24"), port("Vlan0 10.0.0.2/24")],
    doubts: [doubt("wide", "device")],
  });
  const zones = [zone("cell-0 10.0.0.0/24"), zone("cell-1 10.0.1.0/24"), zone("cell-2 10.0.2.0/24")];
  const plant = resolvePlant([edge, inner], plan(zones), []);
  const { must } = answerPair(plant, rulesOf(plant), { from: "cell-0", to: "cell-1", family: 4 });
  expect(must).toBe(EMPTY);
});
