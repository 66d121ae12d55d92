/**
 * Random access lists, written as NX-OS text, parsed and asked packet by packet: the answers are those of a judge that
 * knows the description and not the text. `ZONEPROOF_SOAK` is how many switches; 500 when it is not set.
 */
import { describe, expect, it } from "vitest";
import { createWalker } from "../../../src/analyse/oracle/walk.js";
import { createSetTracer } from "../../../src/analyse/trace-sets.js";
import type { Packet } from "../../../src/model/packet.js";
import { tellSoak } from "../../properties/soaking.js";
import { fc } from "../../seeded.js";
import { type SwitchShape, switchShape } from "./generated/description.js";
import { type AskedPacket, judge } from "./generated/judge.js";
import { writeSwitch } from "./generated/write.js";
import { parse } from "./site.js";

const RUNS = Number(process.env.ZONEPROOF_SOAK ?? 500);
const seen = { permit: 0, deny: 0, unknown: 0 };
const NUMBERS = { icmp: 1, tcp: 6, udp: 17, ospf: 89 } as const;
const PORT = fc.constantFrom(0, 1, 2, 21, 22, 23, 79, 80, 81, 443, 1023, 1024, 65533, 65534, 65535);

/** Packets at the edges of what a switch speaks of: numbers choose among the addresses that matter there. */
const choice = fc.record({
  src: fc.nat(999),
  dst: fc.nat(999),
  protocol: fc.constantFrom("tcp" as const, "tcp" as const, "udp" as const, "icmp" as const, "ospf" as const),
  srcPort: PORT,
  dstPort: PORT,
  type: fc.constantFrom(0, 3, 8, 13),
  code: fc.constantFrom(0, 1),
  flags: fc.constantFrom(2, 2, 16, 18, 4, 1, 17, 0, 63),
  tail: fc.constantFrom(false, false, false, true),
});

function addressesOf({ places, input, output }: SwitchShape): { sources: number[]; destinations: number[] } {
  const entries = [input, output].flatMap(({ statements }) =>
    statements.flatMap((one) => (one.kind === "entry" ? [one.entry] : [])),
  );
  const sides = [...entries.flatMap(({ source, destination }) => [source, destination]), ...places.flat()];
  const named = sides.flatMap((side) =>
    "address" in side ? [side.address, side.address ^ 1, side.address ^ 0x100] : [],
  );
  const all = [...named, 0x0a010005, 0x0a020009];
  // The sources are those of the network they come in from: the others would be for nobody to send.
  return {
    sources: all.map((one) => 0x0a010000 + (one & 0xffff)),
    destinations: all.map((one) => 0x0a020000 + (one & 0xffff)),
  };
}

describe("generated access lists of NX-OS", () => {
  it(`are read as they are meant (${RUNS} switches)`, { timeout: 60_000 + RUNS * 60 }, () => {
    fc.assert(
      fc.property(switchShape, fc.array(choice, { minLength: 4, maxLength: 8 }), (shape, choices) => {
        const text = writeSwitch(shape);
        const { device, codes, account } = parse(text);
        expect(codes.filter((code) => !KNOWN.has(code))).toEqual([]);
        expect(account.unclaimed()).toEqual([]);
        const [walk, trace] = [createWalker(device), createSetTracer(device)];
        const { sources, destinations } = addressesOf(shape);
        for (const { src, dst, ...rest } of choices) {
          const packet: AskedPacket = {
            ...rest,
            src: sources[src % sources.length]!,
            dst: destinations[dst % destinations.length]!,
          };
          const meant = judge(shape, packet);
          seen[meant]++;
          const asked = JSON.stringify(packet);
          const header = headerOf(packet);
          expect(`${asked} ${trace(header, "Ethernet1/1", "Ethernet1/2")}`).toBe(`${asked} ${meant}`);
          expect(`${asked} ${walk(header, "Ethernet1/1", "Ethernet1/2").verdict}`).toBe(`${asked} ${meant}`);
        }
      }),
      { numRuns: RUNS },
    );
    // Far below what random switches give: a tenth of the packets and more.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS / 50);
    tellSoak(seen);
  });
});

/** What a text may be told for: an entry twice, a wildcard of the shape of a netmask, a reversed range of ports. */
const KNOWN = new Set(["cisco/repeated-entry", "cisco/netmask-as-wildcard", "cisco/reversed-range"]);

function headerOf({ src, dst, protocol, srcPort, dstPort, type, code, flags, tail }: AskedPacket): Packet {
  const hasPorts = (protocol === "tcp" || protocol === "udp") && !tail;
  const isIcmp = protocol === "icmp" && !tail;
  return {
    family: 4,
    src,
    dst,
    protocol: NUMBERS[protocol],
    srcPort: hasPorts ? srcPort : 0,
    dstPort: hasPorts ? dstPort : 0,
    icmpType: isIcmp ? type : 0,
    icmpCode: isIcmp ? code : 0,
    flags: protocol === "tcp" && !tail ? flags : 0,
    tail,
  };
}
