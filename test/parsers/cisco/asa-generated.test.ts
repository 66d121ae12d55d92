/**
 * Random firewalls, written as ASA text, parsed and asked packet by packet: the answers are those of a judge that knows the
 * description and not the text. `ZONEPROOF_SOAK` is how many firewalls; 500 when it is not set.
 */
import { describe, expect, it } from "vitest";
import { createWalker } from "../../../src/analyse/oracle/walk.js";
import { createSetTracer } from "../../../src/analyse/trace-sets.js";
import { TCP_FLAGS } from "../../../src/model/packet.js";
import { tellSoak } from "../../properties/soaking.js";
import { fc } from "../../seeded.js";
import { bridgedShape, PORTS } from "./asa-generated/bridged-description.js";
import { judgeBridged } from "./asa-generated/bridged-judge.js";
import { writeBridged } from "./asa-generated/bridged-write.js";
import { DOORS, NETWORKS, PUBLISHED, siteShape } from "./asa-generated/description.js";
import { type AskedPacket, type Headers, judge } from "./asa-generated/judge.js";
import { oldSiteShape } from "./asa-generated/old-description.js";
import { judgeOld } from "./asa-generated/old-judge.js";
import { writeOldSite } from "./asa-generated/old-write.js";
import { writeSite } from "./asa-generated/write.js";
import { parse } from "./site.js";

const RUNS = Number(process.env.ZONEPROOF_SOAK ?? 500);
const seen = { sites: 0, permit: 0, deny: 0, unknown: 0 };
const NUMBERS = { icmp: 1, tcp: 6, udp: 17 } as const;

const address = fc.oneof(
  fc
    .tuple(fc.constantFrom(...DOORS), fc.constantFrom(0, 1, 2, 5, 7, 8, 255, 256, 257, 511, 512, 700))
    .map(([door, host]) => NETWORKS[door] + host),
  fc.nat(3).map((published) => PUBLISHED + published),
);
const port = fc.constantFrom(0, 21, 22, 23, 79, 80, 81, 100, 443, 501, 502, 503, 522, 44817, 44818, 44839, 65535);
const choice: fc.Arbitrary<AskedPacket> = fc.record({
  ingress: fc.constantFrom(...DOORS),
  egress: fc.constantFrom(...DOORS),
  src: address,
  dst: address,
  protocol: fc.constantFrom("tcp" as const, "tcp" as const, "udp" as const, "icmp" as const),
  srcPort: port,
  dstPort: port,
  type: fc.constantFrom(0, 3, 8, 13),
});

function headerOf({ src, dst, protocol, srcPort, dstPort, type }: Headers) {
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
    flags: protocol === "tcp" ? TCP_FLAGS.syn : 0,
    tail: false,
  };
}

/** What a text may be told of that is meant: entries that repeat others. */
const KNOWN = new Set(["cisco/repeated-entry"]);

describe("generated ASA configurations", () => {
  it(`are read as they are meant (${RUNS} firewalls)`, { timeout: 60_000 + RUNS * 60 }, () => {
    fc.assert(
      fc.property(siteShape, fc.array(choice, { minLength: 8, maxLength: 24 }), (site, choices) => {
        const { device, codes, account } = parse(writeSite(site));
        expect(codes.filter((code) => !KNOWN.has(code))).toEqual([]);
        expect(account.unclaimed()).toEqual([]);
        const ask = createSetTracer(device);
        seen.sites++;
        for (const packet of choices) {
          const meant = judge(site, packet);
          seen[meant]++;
          const asked = JSON.stringify(packet);
          expect(`${asked} ${ask(headerOf(packet), packet.ingress, packet.egress)}`).toBe(`${asked} ${meant}`);
        }
      }),
      { numRuns: RUNS },
    );
    expect(seen.sites).toBeGreaterThanOrEqual(RUNS);
    for (const verdict of ["permit", "deny", "unknown"] as const) expect(seen[verdict]).toBeGreaterThan(RUNS / 20);
    tellSoak({ asaSites: seen.sites });
  });

  it(`with routed bridge groups are read as they are meant (${RUNS} firewalls)`, {
    timeout: 60_000 + RUNS * 60,
  }, () => {
    const told = { sites: 0, permit: 0, deny: 0, unknown: 0 };
    const end = fc.constantFrom(...DOORS, ...PORTS);
    const bridged = fc.tuple(choice, end, end).map(([packet, ingress, egress]) => ({ ...packet, ingress, egress }));
    fc.assert(
      fc.property(bridgedShape, fc.array(bridged, { minLength: 8, maxLength: 24 }), (shape, choices) => {
        const { device, codes, account } = parse(writeBridged(shape));
        expect(codes.filter((code) => !KNOWN.has(code))).toEqual([]);
        expect(account.unclaimed()).toEqual([]);
        const ask = createSetTracer(device);
        told.sites++;
        for (const packet of choices) {
          const meant = judgeBridged(shape, packet);
          told[meant]++;
          const asked = JSON.stringify(packet);
          expect(`${asked} ${ask(headerOf(packet), packet.ingress, packet.egress)}`).toBe(`${asked} ${meant}`);
        }
      }),
      { numRuns: RUNS },
    );
    expect(told.sites).toBeGreaterThanOrEqual(RUNS);
    for (const verdict of ["permit", "deny", "unknown"] as const) expect(told[verdict]).toBeGreaterThan(RUNS / 20);
    tellSoak({ asaBridgedSites: told.sites });
  });

  it(`of releases up to 8.2 are read as they are meant (${RUNS} firewalls)`, { timeout: 60_000 + RUNS * 60 }, () => {
    const told = { sites: 0, permit: 0, deny: 0, unknown: 0, wider: 0 };
    fc.assert(
      fc.property(oldSiteShape, fc.array(choice, { minLength: 8, maxLength: 24 }), (site, choices) => {
        const { device, codes, account } = parse(writeOldSite(site));
        expect(codes.filter((code) => !KNOWN.has(code))).toEqual([]);
        expect(account.unclaimed()).toEqual([]);
        const [ask, walk] = [createSetTracer(device), createWalker(device)];
        told.sites++;
        // Policies and translations of the far end together are told apart by nothing in the file.
        const isOpen = device.doubts.some(({ scope }) => scope === "device");
        for (const packet of choices) {
          const meant = isOpen ? "unknown" : judgeOld(site, packet);
          told[meant]++;
          const asked = JSON.stringify(packet);
          const header = headerOf(packet);
          const { verdict } = walk(header, packet.ingress, packet.egress);
          if (!isOpen) expect(`${asked} ${verdict}`).toBe(`${asked} ${meant}`);
          // Sets of packets whose both ends are translated may be wider than what is known of one packet.
          const said = ask(header, packet.ingress, packet.egress);
          if (said !== verdict) told.wider++;
          expect([verdict, "unknown"]).toContain(said);
        }
      }),
      { numRuns: RUNS },
    );
    expect(told.sites).toBeGreaterThanOrEqual(RUNS);
    expect(told.wider).toBeLessThan(RUNS / 20);
    for (const verdict of ["permit", "deny", "unknown"] as const) expect(told[verdict]).toBeGreaterThan(RUNS / 20);
    tellSoak({ asaOldSites: told.sites });
  });
});
