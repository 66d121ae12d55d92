/** An address that is dialled and belongs to a device on the way: it gets no further, whoever behind it translates it. */
import { describe, expect, it } from "vitest";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import type { Device } from "../../src/model/device.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { addresses, firewall, nat, plan, port, zone } from "./device-builder.js";

const MAP = plan([zone("cell-1 10.1.1.0/24"), zone("cell-2 10.0.2.0/24")]);

/** Two devices in a row, of which the second translates what is dialled to the server of cell-1. */
function devices(dialled: string): readonly [Device, Device] {
  const edge = firewall(["permit any > any any"], {
    id: "core-0",
    interfaces: [port("Vlan2 10.0.2.1/24"), port("Vlan0 10.0.0.1/24")],
  });
  const inner = firewall(["permit any > any any"], {
    id: "core-1",
    interfaces: [port("Vlan0 10.0.0.2/24"), port("Vlan1 10.1.1.2/24")],
    nat: [nat("destination", "any", dialled, { translated: addresses("10.1.1.9") })],
  });
  return [edge, inner];
}

/** Whether anything from cell-2 may reach the server of cell-1 by an address that core-1 translates to it. */
function mayPass(dialled: string): boolean {
  const plant = resolvePlant(devices(dialled), MAP, []);
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

  it("surely reaches nobody where one device has it and another translates it", () => {
    const [edge, inner] = devices("10.0.0.3");
    const other = firewall(["deny any > any any"], {
      id: "core-2",
      interfaces: [port("Vlan0 10.0.0.3/24"), port("Vlan3 10.0.3.3/24")],
    });
    const question = { from: "cell-2", to: "cell-1", family: 4 } as const;
    const [alone, both] = [
      [edge, inner],
      [edge, inner, other],
    ].map((given) => {
      const plant = resolvePlant(given, MAP, []);
      return answerPair(plant, rulesOf(plant), question);
    });
    expect([alone?.must !== EMPTY, both?.must !== EMPTY]).toEqual([true, false]);
    expect(both?.may).not.toBe(EMPTY);
  });
});
