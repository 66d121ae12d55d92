/** A zone that lies here or there, as a route that may be missing has it. */
import { describe, expect, it } from "vitest";
import { rulesOf } from "../../src/analyse/pairs.js";
import { pairWays } from "../../src/analyse/ways.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { doubt, firewall, plan, port, route, zone } from "./device-builder.js";

/** Why the ways from cell-0 to the far network may not be all, where the route to it over core-0 may be missing. */
function reasons(far: string, routesOfOther: readonly string[]): readonly string[] {
  const other = firewall(["deny any > any any"], {
    id: "core-0",
    interfaces: [port("Vlan0 10.0.0.1/24"), port("Vlan2 10.0.2.1/24")],
    routes: routesOfOther.map((text) => route(text)),
  });
  const edge = firewall(["deny any > any any"], {
    id: "core-1",
    interfaces: [port("Vlan0 10.0.0.2/24"), port("Vlan1 10.0.1.2/24")],
    routes: [route(`${far} via 10.0.0.1`, { doubt: "tracked" }), route("0.0.0.0/0 via 10.0.1.254")],
    doubts: [doubt("tracked", "match")],
  });
  const plant = resolvePlant([other, edge], plan([zone("cell-0 10.0.0.0/24"), zone(`far ${far}`)]), []);
  return pairWays(plant, rulesOf(plant), "cell-0", "far", 4).reasons;
}

const NEXT = "the route of core-1 over Vlan1 is not certain";

describe("a zone behind a route that may be missing", () => {
  it("may lie where the next route leads, though the device that it leads to knows where it lies", () => {
    expect(reasons("10.9.0.0/24", ["10.9.0.0/24 via 10.0.2.254"])).toEqual([NEXT]);
  });

  it("lies behind no interface of a given device where it does not", () => {
    const nowhere = "a part of zone far lies behind no interface of a given device";
    expect(reasons("10.9.0.0/24", [])).toEqual([nowhere, NEXT]);
  });
});
