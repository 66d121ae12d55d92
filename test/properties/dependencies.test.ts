/** What is kept of a pair is never taken for one that changed: rules, objects, places, doubts, routes, the map. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { Dependencies } from "../../src/analyse/dependencies.js";
import { sliceFacts } from "../../src/facts/build-facts.js";
import type { PairFacts } from "../../src/facts/pair.js";
import type { Device } from "../../src/model/device.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import type { ZoneMap } from "../../src/zones/map.js";
import { firewall, flow, plan, zone } from "../analyse/device-builder.js";
import { fc } from "../seeded.js";

const ZONES = [zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24")];
const MAPS = [plan(ZONES), plan(ZONES, [flow("10.1.0.9 > 10.2.0.9 tcp/502")])];

const rule = fc
  .tuple(
    fc.constantFrom("permit", "deny", "unknown"),
    fc.constantFrom("any", "10.1.0.9", "10.1.0.0/25", "10.2.0.9", "10.9.0.0/16"),
    fc.constantFrom("any", "10.2.0.9", "10.2.0.0/28", "10.1.0.0/24", "10.9.0.1"),
    fc.constantFrom("any", "tcp/502", "tcp/500-510", "udp/161"),
  )
  .map(([action, source, destination, service]) => `${action} ${source} > ${destination} ${service}`);

const rules = fc.array(rule, { minLength: 1, maxLength: 5 });

interface Given {
  readonly device: Device;
  readonly map: ZoneMap;
}

const given: fc.Arbitrary<Given> = fc
  .record({ lines: rules, map: fc.constantFrom(...MAPS) })
  .map(({ lines, map }) => ({ device: firewall(lines), map }));

/** Facts of all pairs as bytes, and how many of them were built. */
function run({ device, map }: Given, kept?: Map<string, string>): { text: string; built: number } {
  const plant = resolvePlant([device], map, []);
  const analysis = analysePlant(plant);
  const dependencies = new Dependencies(plant, analysis.rules);
  let built = 0;
  const pairs = sliceFacts(plant, analysis).pairs.map(({ pair: { from, to }, build }): PairFacts => {
    const key = dependencies.of(from, to);
    const found = kept?.get(key);
    if (found !== undefined) return JSON.parse(found);
    built++;
    const facts = build();
    kept?.set(key, JSON.stringify(facts));
    return facts;
  });
  return { text: JSON.stringify(pairs), built };
}

describe("kept results", () => {
  it("of one plant are never taken for those of another", () => {
    const seen = { taken: 0 };
    fc.assert(
      fc.property(fc.array(given, { minLength: 2, maxLength: 4 }), (plants) => {
        const kept = new Map<string, string>();
        for (const one of plants) {
          const { text, built } = run(one, kept);
          if (built < 2) seen.taken++;
          expect(text).toBe(run(one).text);
        }
      }),
      { numRuns: 150, seed: 7 },
    );
    expect(seen.taken).toBeGreaterThan(10);
  });

  it("are taken for pairs that a changed rule does not concern", () => {
    const kept = new Map<string, string>();
    const before = ["permit 10.1.0.9 > 10.2.0.9 tcp/502", "permit 10.2.0.9 > 10.1.0.9 tcp/22"];
    const after = ["permit 10.1.0.9 > 10.2.0.9 tcp/502", "permit 10.2.0.9 > 10.1.0.9 tcp/23"];
    const unconcerned = ["permit 10.1.0.9 > 10.2.0.9 tcp/502", "permit 10.9.0.9 > 10.9.0.8 tcp/23"];
    const [map] = MAPS as [ZoneMap];
    const built = (lines: string[]) => run({ device: firewall(lines), map }, kept).built;
    const pairs = built(before);
    expect(built(before)).toBe(0);
    expect(built(after)).toBeGreaterThan(0);
    const less = ["permit 10.1.0.9 > 10.2.0.9 tcp/502", "permit 10.9.0.9 > 10.9.0.8 tcp/24"];
    built(unconcerned);
    expect(built(less)).toBeLessThan(pairs);
  });
});
