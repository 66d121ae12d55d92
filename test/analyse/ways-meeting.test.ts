/** Routes are found by where they lead: against looking at each of them. */
import { describe, expect, it } from "vitest";
import { waysMeeting } from "../../src/analyse/ways-meeting.js";
import { DOMAIN4, meets, normalize } from "../../src/packets/intervals.js";
import type { Way } from "../../src/resolve/forwarding-table.js";
import { fc } from "../seeded.js";

const end = fc.nat(200);
const set = fc.array(fc.tuple(end, fc.nat(20)), { minLength: 1, maxLength: 8 }).map((pairs) =>
  normalize(
    pairs.map(([from, more]) => [from, from + more] as const),
    DOMAIN4,
  ),
);
const way = set.map((addresses): Way => ({ interface: "a", addresses, via: "connected", prefixLength: 24 }));

describe("waysMeeting", () => {
  it("finds every way that meets an address, in the order of the table", () => {
    fc.assert(
      fc.property(fc.array(way, { maxLength: 40, size: "max" }), set, (ways, addresses) => {
        expect(waysMeeting(ways, addresses)).toEqual(ways.filter((one) => meets(one.addresses, addresses)));
      }),
      { numRuns: 500 },
    );
  });
});
