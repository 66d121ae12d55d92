/** The engine's sets against the evaluator that walks one packet rule by rule: two ways to the same verdict. */
import { describe, expect, it } from "vitest";
import { createWalker } from "../../src/analyse/oracle/walk.js";
import { createSetTracer } from "../../src/analyse/trace-sets.js";
import type { Device } from "../../src/model/device.js";
import { fc } from "../seeded.js";
import { device, packet } from "./devices.js";
import { tellSoak } from "./soaking.js";

const PACKETS_PER_DEVICE = 20;
const DEVICES = Number(process.env.ZONEPROOF_RUNS ?? 1000);

describe("walk and sets", () => {
  it(`agree on ${DEVICES * PACKETS_PER_DEVICE} packets through random devices`, { timeout: 1_800_000 }, () => {
    const seen = { permit: 0, deny: 0, unknown: 0 };
    fc.assert(
      fc.property(
        device,
        fc.array(packet, { minLength: PACKETS_PER_DEVICE, maxLength: PACKETS_PER_DEVICE }),
        fc.constantFrom("port2", "port1", "self" as const),
        (through, packets, egress) => {
          const walk = createWalker(through);
          const bySets = createSetTracer(through);
          for (const one of packets) {
            const { verdict } = walk(one, "port1", egress);
            seen[verdict]++;
            const sets = bySets(one, "port1", egress);
            const mayDiffer = sets === "unknown" && isSpread(through);
            if (!mayDiffer) expect(sets, showing(one)).toBe(verdict);
          }
        },
      ),
      { numRuns: DEVICES },
    );
    tellSoak(seen);
    // Of each verdict enough to mean something.
    expect(Math.min(seen.permit, seen.deny, seen.unknown)).toBeGreaterThan(500);
  });
});

/** Where a translation gives one of several addresses or ports, sets may leave open what walks by each of them decide. */
function isSpread({ nat }: Device): boolean {
  return nat.some(({ enabled, exempt }) => enabled && exempt !== true);
}

function showing(one: object): string {
  return JSON.stringify(one, (_, value: unknown) => (typeof value === "bigint" ? `0x${value.toString(16)}` : value));
}
