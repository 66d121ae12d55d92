/**
 * Random firewalls, written as config.xml of pfSense and of OPNsense, parsed and asked packet by packet: the answers are those of
 * a judge that knows the description and not the text. `ZONEPROOF_SOAK` is how many rule sets; 500 when it is not set.
 */
import { describe, expect, it } from "vitest";
import { createSetTracer } from "../../../src/analyse/trace-sets.js";
import { TCP_FLAGS } from "../../../src/model/packet.js";
import { tellSoak } from "../../properties/soaking.js";
import { fc } from "../../seeded.js";
import { asksForMarks, DOORS, NETWORKS, siteShape } from "./rule-sets/description.js";
import { type AskedPacket, isOwn, judge, redirected, type System } from "./rule-sets/judge.js";
import { writeSite } from "./rule-sets/write.js";
import { parseText } from "./walk.js";

const RUNS = Number(process.env.ZONEPROOF_SOAK ?? 500);
const NUMBERS = { icmp: 1, tcp: 6, udp: 17 } as const;

const address = fc
  .tuple(fc.constantFrom(...DOORS), fc.constantFrom(0, 1, 1, 2, 5, 7, 255, 256, 511, 700))
  .map(([door, host]) => NETWORKS[door] + host);
const port = fc.constantFrom(0, 21, 22, 23, 80, 80, 81, 100, 443, 443, 502, 502, 522, 44818, 44838, 65535);
const choice: fc.Arbitrary<AskedPacket> = fc
  .record({
    ingress: fc.constantFrom(...DOORS),
    egress: fc.constantFrom(...DOORS),
    src: address,
    dst: address,
    protocol: fc.constantFrom("tcp" as const, "tcp" as const, "udp" as const, "icmp" as const),
    srcPort: port,
    dstPort: port,
    type: fc.constantFrom(0, 3, 8, 13),
    middle: fc.nat(4).map((one) => one === 0),
  })
  .map((one) => ({
    ...one,
    egress: isOwn(one.dst) ? ("self" as const) : one.egress,
    middle: one.middle && one.protocol === "tcp",
  }));

function headerOf({ src, dst, protocol, srcPort, dstPort, type, middle }: AskedPacket) {
  const hasPorts = protocol !== "icmp";
  return {
    family: 4 as const,
    src,
    dst,
    protocol: NUMBERS[protocol],
    srcPort: hasPorts ? srcPort : 0,
    dstPort: hasPorts ? dstPort : 0,
    icmpType: hasPorts ? 0 : type,
    icmpCode: 0,
    flags: protocol === "tcp" ? (middle ? TCP_FLAGS.ack : TCP_FLAGS.syn) : 0,
    tail: false,
  };
}

/** What a text may be told of that is meant: rules on an interface that the firewall does not have. */
const KNOWN = new Set(["pfsense/rule-not-loaded"]);

describe.each(["pfsense", "opnsense"] as const)("generated rule sets of %s", (system: System) => {
  it(`are read as they are meant (${RUNS} sets)`, { timeout: 120_000 + RUNS * 60 }, () => {
    const seen = { sets: 0, permit: 0, deny: 0, unknown: 0 };
    const asking = { sure: 0, open: 0 };
    fc.assert(
      fc.property(siteShape, fc.array(choice, { minLength: 8, maxLength: 24 }), (site, choices) => {
        const { device, codes, account } = parseText(writeSite(site, system));
        expect(codes.filter((code) => !KNOWN.has(code))).toEqual([]);
        expect(account.unclaimed()).toEqual([]);
        const ask = createSetTracer(device);
        seen.sets++;
        for (const packet of choices) {
          const meant = judge(site, system, packet);
          seen[meant]++;
          const { egress } = redirected(site, system, packet).packet;
          const asked = JSON.stringify(packet);
          const answer = ask(headerOf(packet), packet.ingress, egress);
          // Who has a mark is not always told: that may leave an answer open, and never makes a wrong one.
          const isLeftOpen = answer === "unknown" && asksForMarks(site);
          if (asksForMarks(site) && meant !== "unknown") asking[isLeftOpen ? "open" : "sure"]++;
          expect(`${asked} ${answer}`).toBe(`${asked} ${isLeftOpen ? answer : meant}`);
        }
      }),
      { numRuns: RUNS },
    );
    expect(seen.sets).toBeGreaterThanOrEqual(RUNS);
    for (const verdict of ["permit", "deny", "unknown"] as const) expect(seen[verdict]).toBeGreaterThan(RUNS / 20);
    expect(asking.open).toBeLessThan(asking.sure / 4);
    tellSoak({ [`${system}Sets`]: seen.sets, ...asking, permit: seen.permit });
  });
});
