/** An address that is dialled and belongs to a device on the way: it gets no further, whoever behind it translates it. */
import { describe, expect, it } from "vitest";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { addresses, firewall, nat, plan, port, zone } from "./device-builder.js";

/** Whether anything from cell-2 may reach the server of cell-1 by an address that core-1 translates to it. */
function mayPass(dialled: string): boolean {
  const edge = firewall(["permit any > any any"], {
    id: "core-0",
    interfaces: [port("Vlan2 10.0.2.1/24"), port("Vlan0 10.0.0.1/24")],
  });
  const inner = firewall(["permit any > any any"], {
    id: "core-1",
    interfaces: [port("Vlan0 10.0.0.2/24"), port("Vlan1 10.0.1.2/24")],
    nat: [nat("destination", "any", dialled, { translated: addresses("10.0.1.9") })],
  });
  const plant = resolvePlant([edge, inner], plan([zone("cell-1 10.0.1.0/24"), zone("cell-2 10.0.2.0/24")]), []);
  const { may, open } = answerPair(plant, rulesOf(plant), { from: "cell-2", to: "cell-1", family: 4 });
  return !open && may !== EMPTY;
}

describe("an address that is dialled", () => {
  it("leads to the server behind it", () => {
    expect(mayPass("10.0.0.200")).toBe(true);
    expect(mayPass("10.0.0.2")).toBe(true);
  });

  it("is taken by the device that has it", () => {
    expect(mayPass("10.0.0.1")).toBe(false);
  });
});
