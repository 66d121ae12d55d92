/**
 * Random switches, written as IOS text, parsed and asked packet by packet: the answers are those of a judge that knows the
 * description and not the text. `ZONEPROOF_SOAK` is how many switches; 500 when it is not set.
 */
import { describe, expect, it } from "vitest";
import { createWalker } from "../../../src/analyse/oracle/walk.js";
import { createSetTracer } from "../../../src/analyse/trace-sets.js";
import type { Packet } from "../../../src/model/packet.js";
import { tellSoak } from "../../properties/soaking.js";
import { fc } from "../../seeded.js";
import { type SwitchOfIos, switchOfIos } from "./ios-generated/description.js";
import { type AskedPacket, GLOBAL, INSIDE, judge } from "./ios-generated/judge.js";
import { writeSwitch } from "./ios-generated/write.js";
import { parse } from "./site.js";

const RUNS = Number(process.env.ZONEPROOF_SOAK ?? 500);
const seen = { permit: 0, deny: 0, unknown: 0 };
const PORT = fc.constantFrom(0, 1, 2, 21, 22, 23, 79, 80, 81, 443, 1023, 1024, 65534, 65535);
const NUMBERS = { 4: { icmp: 1, tcp: 6, udp: 17 }, 6: { icmp: 58, tcp: 6, udp: 17 } } as const;
const BASE6 = 0x20010db8_00000000_00000000_00000000n;

/** Numbers choose among the addresses that matter in a switch. */
const choice = fc.record({
  family: fc.constantFrom(4 as const, 4 as const, 4 as const, 6 as const),
  way: fc.constantFrom("there" as const, "there" as const, "back" as const),
  src: fc.nat(999),
  dst: fc.nat(999),
  protocol: fc.constantFrom("tcp" as const, "tcp" as const, "udp" as const, "icmp" as const),
  srcPort: PORT,
  dstPort: PORT,
  type: fc.constantFrom(0, 3, 8, 13, 135),
  code: fc.constantFrom(0, 1),
  flags: fc.constantFrom(2, 2, 16, 18, 4, 1, 17, 0, 63),
  tail: fc.constantFrom(false, false, false, true),
});

function addressesOf({ groups, lists, list6, translated }: SwitchOfIos): number[] {
  const entries = [...lists, list6].flatMap(({ statements }) =>
    statements.flatMap((one) => (one.kind === "entry" ? [one.entry] : [])),
  );
  const sides = [...entries.flatMap(({ source, destination }) => [source, destination]), ...groups.flat()];
  const named = sides.flatMap((side) =>
    "address" in side ? [side.address, side.address ^ 1, side.address ^ 256] : [],
  );
  return [...named, INSIDE, 0x0a020009, ...(translated ? [INSIDE, GLOBAL, GLOBAL] : [])];
}

describe("generated switches of IOS", () => {
  it(`are read as they are meant (${RUNS} switches)`, { timeout: 60_000 + RUNS * 60 }, () => {
    fc.assert(
      fc.property(switchOfIos, fc.array(choice, { minLength: 4, maxLength: 8 }), (shape, choices) => {
        const { device, codes, account } = parse(writeSwitch(shape));
        expect(codes.filter((code) => !KNOWN.has(code))).toEqual([]);
        expect(account.unclaimed()).toEqual([]);
        const [walk, trace] = [createWalker(device), createSetTracer(device)];
        const addresses = addressesOf(shape);
        for (const one of choices) {
          const packet = packetOf(one, addresses);
          const meant = judge(shape, packet);
          seen[meant]++;
          const [ingress, egress] = one.way === "there" ? ["Vlan10", "Vlan20"] : ["Vlan20", "Vlan10"];
          const [asked, header] = [JSON.stringify(packet), headerOf(packet)];
          expect(`${asked} ${trace(header, ingress as string, egress as string)}`).toBe(`${asked} ${meant}`);
          expect(`${asked} ${walk(header, ingress as string, egress as string).verdict}`).toBe(`${asked} ${meant}`);
        }
      }),
      { numRuns: RUNS },
    );
    // Far below what random switches give: a tenth of the packets and more.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS / 50);
    tellSoak(seen);
  });
});

/** What a text may be told for: it is meant to have that. */
const KNOWN = new Set([
  "cisco/repeated-entry",
  "cisco/netmask-as-wildcard",
  "cisco/reversed-range",
  "cisco/duplicate-sequence",
  "cisco/empty-list",
  "cisco/undefined-list",
]);

/** Sources are of the network that packets come from, destinations of the other one, or what a host there is known by. */
function packetOf({ src, dst, ...rest }: AskedPacket, addresses: readonly number[]): AskedPacket {
  const [from, to] = rest.way === "there" ? [0x0a010000, 0x0a020000] : [0x0a020000, 0x0a010000];
  const target = addresses[dst % addresses.length] ?? 0;
  const isGlobal = target === GLOBAL && rest.way === "back" && rest.family === 4;
  return {
    ...rest,
    src: from + ((addresses[src % addresses.length] ?? 0) & 0xffff),
    dst: isGlobal ? GLOBAL : to + (target & 0xffff),
  };
}

function headerOf({ family, src, dst, protocol, srcPort, dstPort, type, code, flags, tail }: AskedPacket): Packet {
  const hasPorts = protocol !== "icmp" && !tail;
  const isIcmp = protocol === "icmp" && !tail;
  const address = (value: number) => (family === 4 ? value : BASE6 + BigInt(value));
  return {
    family,
    src: address(src),
    dst: address(dst),
    protocol: NUMBERS[family][protocol],
    srcPort: hasPorts ? srcPort : 0,
    dstPort: hasPorts ? dstPort : 0,
    icmpType: isIcmp ? type : 0,
    icmpCode: isIcmp ? code : 0,
    flags: protocol === "tcp" && !tail ? flags : 0,
    tail,
  };
}
