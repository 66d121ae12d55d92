/**
 * Random policy sets, written as FortiOS text, parsed and asked packet by packet: the answers are those of a judge that
 * knows the description and not the text. `ZONEPROOF_SOAK` is how many sets; 500 when it is not set.
 */
import { describe, expect, it } from "vitest";
import { createWalker } from "../../../src/analyse/oracle/walk.js";
import type { Packet } from "../../../src/model/packet.js";
import { tellSoak } from "../../properties/soaking.js";
import { fc } from "../../seeded.js";
import { OUTSIDE, PORTS, type SiteShape, siteShape } from "./generated/description.js";
import { type AskedPacket, judge } from "./generated/judge.js";
import { writeSite } from "./generated/write.js";
import { parse, walkHeader } from "./walk.js";

const RUNS = Number(process.env.ZONEPROOF_SOAK ?? 500);
const seen = { sets: 0, packets: 0 };
const NUMBERS = { icmp: 1, tcp: 6, udp: 17, gre: 47, sctp: 132 } as const;

/** Packets at the edges of what a site speaks of: numbers choose among the addresses and ports that matter there. */
const choice = fc.record({
  ingress: fc.constantFrom(...PORTS),
  egress: fc.constantFrom(...PORTS),
  src: fc.nat(999),
  dst: fc.nat(999),
  protocol: fc.constantFrom(
    "tcp" as const,
    "tcp" as const,
    "udp" as const,
    "sctp" as const,
    "icmp" as const,
    "gre" as const,
  ),
  srcPort: fc.constantFrom(0, 1, 1023, 1024, 40000, 65535),
  dstPort: fc.nat(999),
  type: fc.constantFrom(0, 8, 13),
});

function edges(site: SiteShape): { addresses: number[]; ports: number[] } {
  const addresses = site.addresses.flatMap((shape) => {
    if (shape.kind === "range") return [shape.from - 1, shape.from, shape.to, shape.to + 1];
    if (shape.kind === "bare") return [];
    return [shape.address, shape.address + 1, shape.address ^ 0x10000, shape.address ^ 0x100];
  });
  const mapped = site.vips.flatMap(({ mapped, external }) => [mapped, mapped + external.to - external.from]);
  const dialled = Array.from({ length: 12 }, (_, index) => OUTSIDE + index);
  const ports = site.services.flatMap((shape) =>
    shape.kind === "ports"
      ? shape.entries.flatMap(({ destination: { from, to } }) => [from - 1, from, to, to + 1])
      : [],
  );
  return {
    addresses: [...addresses, ...mapped, ...dialled, 0x0a000005, 0xc6336401],
    ports: [80, 443, 8080, ...ports.filter((port) => port >= 0 && port <= 65535)],
  };
}

describe("generated FortiOS policy sets", () => {
  it(`are read as they are meant (${RUNS} sets)`, { timeout: 60_000 + RUNS * 60 }, () => {
    fc.assert(
      fc.property(siteShape, fc.array(choice, { minLength: 8, maxLength: 24 }), (site, choices) => {
        const text = writeSite(site);
        const { device, codes } = parse(text);
        expect(codes.filter((code) => !KNOWN.has(code))).toEqual([]);
        const ask = createWalker(device);
        const { addresses, ports } = edges(site);
        seen.sets++;
        for (const { src, dst, dstPort, ...rest } of choices) {
          const packet: AskedPacket = {
            ...rest,
            src: addresses[src % addresses.length]!,
            dst: addresses[dst % addresses.length]!,
            dstPort: ports[dstPort % ports.length]!,
          };
          const meant = judge(site, packet);
          seen.packets++;
          const asked = JSON.stringify(packet);
          expect(`${asked} ${walkHeader(device, headerOf(packet), packet.ingress, packet.egress)}`).toBe(
            `${asked} ${meant}`,
          );
          // The evaluator is about packets as they go out: those that virtual IPs may have made it leaves open.
          const isDialled = site.vips.some(({ external: { from, to } }) => from <= packet.dst && packet.dst <= to);
          const { verdict } = ask(headerOf(packet), packet.ingress, packet.egress);
          if (!isDialled && (verdict !== "unknown" || site.vips.length === 0)) {
            expect(`${asked} ${verdict}`).toBe(`${asked} ${meant}`);
          }
        }
      }),
      { numRuns: RUNS },
    );
    expect(seen.sets).toBeGreaterThanOrEqual(RUNS);
    tellSoak(seen);
  });
});

/** What a text may be told for: groups that exclude nothing, services that the factory defines, denials inside a zone. */
const KNOWN = new Set(["fortigate/unused-member", "fortigate/predefined-object", "fortigate/intrazone-order"]);

function headerOf({ src, dst, protocol, srcPort, dstPort, type }: AskedPacket): Packet {
  const hasPorts = protocol === "tcp" || protocol === "udp" || protocol === "sctp";
  return {
    family: 4,
    src,
    dst,
    protocol: NUMBERS[protocol],
    srcPort: hasPorts ? srcPort : 0,
    dstPort: hasPorts ? dstPort : 0,
    icmpType: protocol === "icmp" ? type : 0,
    icmpCode: 0,
    flags: protocol === "tcp" ? 2 : 0,
    tail: false,
  };
}
