/** Routers that learn routes beside those that somebody wrote: what these do to packets they do whatever else is learned. */
import { describe, expect, it } from "vitest";
import { type Budget, budgetOf } from "../../src/analyse/budget.js";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import type { Device } from "../../src/model/device.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { firewall, plan, port, ROUTER, route, zone } from "./device-builder.js";

/** Between 10.1.0.0/24 and 10.2.0.0/24, and lets everything pass. */
function router(number: number, ...routes: string[]): Device {
  return firewall(["permit any > any any"], {
    id: `core-${number}`,
    interfaces: [port(`lan 10.1.0.${number}/24`), port(`field 10.2.0.${number}/24`)],
    routers: [{ ...ROUTER, dynamicRouting: "ospf" }],
    routes: routes.map((text) => route(text)),
  });
}

/** Of some hosts of the field, those that the office surely reaches. */
function reached(devices: readonly Device[], over: Partial<Budget>): number[] {
  const plant = resolvePlant(devices, plan([zone("office 10.1.0.0/24"), zone("field 10.2.0.0/24")]), []);
  const question = { from: "office", to: "field", family: 4 } as const;
  const { space, must } = answerPair(plant, rulesOf(plant, { ...budgetOf(plant), ...over }), question);
  const isReached = (host: number) => {
    const packets = space.field("dst", [0x0a020000 + host, 0x0a020000 + host]);
    return space.diagram.and(must, packets) !== EMPTY;
  };
  return [9, 200].filter(isReached);
}

describe.each([
  ["way by way", {}],
  ["all at once", { waysBesideNet: 1 }],
  ["all at once, legs united", { waysBesideNet: 1, apart: 0 }],
] as const)("what a router that learns surely leads on, looked at %s", (_, budget) => {
  it("is everything where nothing is written", () => {
    expect(reached([router(1)], budget)).toEqual([9, 200]);
  });

  it("is nothing that a written route drops", () => {
    expect(reached([router(1, "10.2.0.128/25 drop")], budget)).toEqual([9]);
  });

  it("is nothing that a written route sends back out by the way it came", () => {
    expect(reached([router(1, "10.2.0.128/25 via 10.1.0.99")], budget)).toEqual([9]);
  });

  it("is nothing that written routes send in a circle", () => {
    const circle = [router(1, "10.2.0.128/25 via 10.1.0.2"), router(2, "10.2.0.128/25 via 10.1.0.1")];
    expect(reached(circle, budget)).toEqual([9]);
  });

  it("is what routes for everywhere would send in a circle: what is learned comes before them", () => {
    const circle = [router(1, "0.0.0.0/0 via 10.1.0.2"), router(2, "0.0.0.0/0 via 10.1.0.1")];
    const beyond = firewall(["permit any > any any"], {
      id: "beyond",
      interfaces: [port("up 172.16.0.7/24"), port("field 10.2.0.7/24")],
    });
    const near = circle.map((device, index) => ({
      ...device,
      interfaces: [...device.interfaces.filter(({ id }) => id === "lan"), port(`down 172.16.0.${index + 1}/24`)],
    }));
    expect(reached([...near, beyond], budget)).toEqual([9, 200]);
  });

  it("is what a written route sends to a router that leads it on", () => {
    expect(reached([router(1, "10.2.0.128/25 via 10.1.0.2"), router(2)], budget)).toEqual([9, 200]);
  });
});
