/** Which rules are to blame: each for what it decides after the earlier ones took their share, no others. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import type { Zone } from "../../src/zones/map.js";
import { firewall, flow, plan, step, table, zone } from "../analyse/device-builder.js";

const ZONES = [zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24")];
const MODBUS = [flow("cell-a > cell-b tcp/502")];

function pairs(device: ReturnType<typeof firewall>, zones: readonly Zone[] = ZONES) {
  const plant = resolvePlant([device], plan(zones, MODBUS), []);
  return buildFacts(plant, analysePlant(plant)).pairs;
}

function carriers(...rules: Parameters<typeof firewall>[0]) {
  const pair = pairs(firewall(rules)).find(({ from }) => from.id === "cell-a");
  return pair?.carriers.map(({ rule, permits, excess }) => ({
    rule: rule.id,
    permits: permits.boxes.map(({ services }) => services.join(" ")),
    excess: excess?.boxes.map(({ services }) => services.join(" ")) ?? [],
    witness: excess?.witness.text,
  }));
}

describe("the rules that carry a pair", () => {
  it("are blamed for what they let through beyond the declared flows", () => {
    expect(carriers("permit 10.1.0.0/24 > 10.2.0.0/24 tcp/502", "permit any > 10.2.0.0/24 tcp/500-503")).toEqual([
      { rule: "1", permits: ["tcp/502"], excess: [], witness: undefined },
      {
        rule: "2",
        permits: ["tcp/500-501 tcp/503"],
        excess: ["tcp/500-501 tcp/503"],
        witness: "tcp 10.1.0.2:49152 -> 10.2.0.2:500",
      },
    ]);
  });

  it("are not those that an earlier rule leaves nothing", () => {
    expect(carriers("deny any > any tcp/23", "permit any > any tcp/23", "permit any > any udp/53")).toEqual([
      expect.objectContaining({ rule: "3", excess: ["udp/53"] }),
    ]);
  });

  it("are all steps that permit, where a packet passes several", () => {
    const device = firewall(["permit any > any tcp/80"], {
      tables: [table("in", ["permit any > any tcp/80"]), table("out", ["permit any > any tcp/1-100"])],
      forwarding: [step(["in"]), step(["out"])],
    });
    const [pair] = pairs(device).filter(({ from }) => from.id === "cell-a");
    expect(pair?.carriers.map(({ rule, excess }) => [rule.table, excess?.boxes.map((box) => box.services)])).toEqual([
      ["in", [["tcp/80"]]],
      ["out", [["tcp/80"]]],
    ]);
  });

  it("do not depend on the order of the zones in the map", () => {
    const device = firewall(["permit 10.1.0.0/24 > any tcp/80", "permit any > 10.1.0.0/24 tcp/22"]);
    const sorted = (zones: readonly Zone[]) =>
      pairs(device, zones)
        .map(({ from, to, verdict, carriers: by }) => ({ pair: `${from.id} ${to.id}`, verdict, by }))
        .toSorted((a, b) => (a.pair < b.pair ? -1 : 1));
    expect(sorted(ZONES.toReversed())).toEqual(sorted(ZONES));
  });
});
