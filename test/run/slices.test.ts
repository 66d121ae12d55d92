/** What a run is made of, and how several threads may share it. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { loadBundle } from "../../src/judge/bundle.js";
import { Judge } from "../../src/judge/judge.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { loadPlant } from "../../src/run/load-plant.js";
import { makeAll, slicesOf } from "../../src/run/slices.js";

const SAMPLE = fileURLToPath(new URL("../../samples/halden-pack/fixed", import.meta.url));

describe("slices", async () => {
  const request = { paths: [SAMPLE], readStdin: async () => new Uint8Array() };
  const { devices, map, missing } = await loadPlant(request, new Diagnostics());
  const { makers, parts } = slicesOf(resolvePlant(devices, map, missing), new Judge(await loadBundle()));
  const made = makeAll({ makers, parts });

  it("are in one part each", () => {
    expect(parts.flat().toSorted((a, b) => a - b)).toEqual(makers.map((_, number) => number));
  });

  it("are parted by device and by the zone that packets are for", () => {
    const kinds = parts.map((part) => part.map((number) => made[number]));
    const targets = kinds.map(
      (part) => new Set(part.map((one) => (one?.kind === "pair" ? one.facts.to.id : undefined))),
    );
    expect(kinds.filter(([first]) => first?.kind === "device").map((part) => part.length)).toEqual(
      devices.map(() => 1),
    );
    expect(targets.slice(devices.length).map((each) => each.size)).toEqual(targets.slice(devices.length).map(() => 1));
    const zones = targets.slice(devices.length).flatMap((each) => [...each]);
    expect(new Set(zones).size).toBe(zones.length);
  });

  it("stand in the order of the report, whoever makes them and when", () => {
    const backwards = { makers, parts: parts.toReversed().map((part) => part.toReversed()) };
    expect(JSON.stringify(makeAll(backwards))).toBe(JSON.stringify(made));
  });
});
