/** Whole pipelines over several devices: sets against walks, in both families. */
import { describe, expect, it } from "vitest";
import { plan, zone } from "../analyse/device-builder.js";
import { fc } from "../seeded.js";
import { type Asked, compareDialled, newCompared } from "./dialled.js";
import { buildDevice, deviceDrafts, HOSTS, hostOf, networkOf, OUTER } from "./plants.js";
import { tellSoak } from "./soaking.js";

const RUNS = Number(process.env.ZONEPROOF_RUNS ?? 300);
const ZONES = [0, 1, 2];

function askedOf(family: 4 | 6): Asked {
  const dialled = ZONES.flatMap((of) => [1, 2, 3, ...HOSTS, 198, 200].map((last) => hostOf(family, of, last)));
  return {
    map: plan(ZONES.map((of) => zone(`cell-${of} ${networkOf(family, of)}`))),
    family,
    host: (of, last) => hostOf(family, of, last),
    hosts: HOSTS,
    ports: [502, 8502],
    dialled: family === 4 ? [...OUTER, ...dialled] : dialled,
  };
}

describe("pipelines of several devices", () => {
  it.each([4, 6] as const)(
    `IPv%i: sets hold what walks reach, in ${RUNS} random plants`,
    { timeout: 1_800_000 },
    (family) => {
      const compared = newCompared();
      fc.assert(
        fc.property(deviceDrafts(family), (drafts) =>
          compareDialled(
            drafts.map((draft, number) => buildDevice(family, draft, number)),
            askedOf(family),
            compared,
          ),
        ),
        { numRuns: RUNS },
      );
      tellSoak(compared.verdicts);
      const { arrives, must, dialled } = compared.seen;
      expect(Math.min(arrives, must)).toBeGreaterThan(RUNS / 3);
      if (family === 4) expect(dialled).toBeGreaterThan(RUNS / 3);
    },
  );
});
