/** Routes that may send packets back out by the interface they came in by, beside others that lead on. */
import { describe, expect, it } from "vitest";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { firewall, plan, port, route, rules, step, table, zone } from "./device-builder.js";

/** Two default routes of one weight, over the zone's own segment and over another; only out of that one everything may go. */
function passesSurely(routes: readonly string[]): boolean {
  const device = firewall([], {
    interfaces: [port("Vlan0 10.0.0.1/24"), port("Vlan1 10.0.1.1/24")],
    routes: routes.map((text) => route(text)),
    tables: [{ ...table("acl", []), rules: rules(["deny any > any any"]) }],
    forwarding: [step(["acl"], { egress: ["Vlan0"] })],
  });
  const plant = resolvePlant([device], plan([zone("cell-0 10.0.0.0/24"), zone("cell-2 10.0.2.0/24")]), []);
  return answerPair(plant, rulesOf(plant), { from: "cell-0", to: "cell-2", family: 4 }).must !== EMPTY;
}

describe("a route back out by the way packets came", () => {
  it("keeps open what goes another way of the same weight", () => {
    expect(passesSurely(["0.0.0.0/0 via 10.0.1.2", "0.0.0.0/0 via 10.0.0.2"])).toBe(false);
  });

  it("takes nothing from a better one", () => {
    expect(passesSurely(["10.0.2.0/24 via 10.0.1.2", "0.0.0.0/0 via 10.0.0.2"])).toBe(true);
    expect(passesSurely(["0.0.0.0/0 via 10.0.1.2"])).toBe(true);
  });
});
