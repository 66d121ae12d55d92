/** Tunnels whose far ends bring networks along: what the routes of the file lead there is not all that lies behind them. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import type { Interface } from "../../src/model/device.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { firewall, plan, port, route, step, table, zone } from "./device-builder.js";

/** cell-b lies behind the provider by the routes of the file, and nothing passes there; a route for others leads into the tunnel. */
function verdictOf(tunnel: Partial<Interface>): string | undefined {
  const interfaces = [port("lan 10.1.0.1/24"), port("wan 198.51.100.1/24"), port("vpn", { kind: "tunnel", ...tunnel })];
  const edge = firewall([], {
    interfaces,
    routes: [route("10.7.0.0/24 over vpn"), route("0.0.0.0/0 via 198.51.100.254")],
    tables: [table("shut", ["deny any > any any"])],
    forwarding: [step(["shut"], { egress: ["wan"] })],
  });
  const plant = resolvePlant([edge], plan([zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24")]));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.find(({ from, to }) => from.id === "cell-a" && to.id === "cell-b")?.verdict;
}

describe("routes that a far end brings along", () => {
  it("may lead a network there that no route of the file does", () => {
    expect(verdictOf({ takesRoutes: true })).toBe("unproved");
  });

  it("are none where the file has all of them", () => {
    expect(verdictOf({})).toBe("proved");
  });
});
