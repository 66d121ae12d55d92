/**
 * Random access lists, written as IOS-XR text, parsed and asked packet by packet: the answers are those of a judge that
 * knows the description and not the text. `ZONEPROOF_SOAK` is how many routers; 500 when it is not set.
 */
import { describe, expect, it } from "vitest";
import { createWalker } from "../../../src/analyse/oracle/walk.js";
import { createSetTracer } from "../../../src/analyse/trace-sets.js";
import type { Packet } from "../../../src/model/packet.js";
import { tellSoak } from "../../properties/soaking.js";
import { fc } from "../../seeded.js";
import { type Address, type RouterShape, routerShape } from "./iosxr-generated/description.js";
import { type AskedPacket, judge } from "./iosxr-generated/judge.js";
import { numberOf, writeRouter } from "./iosxr-generated/write.js";
import { IN, OUT } from "./iosxr-site.js";
import { parse } from "./site.js";

const RUNS = Number(process.env.ZONEPROOF_SOAK ?? 500);
const seen = { permit: 0, deny: 0, unknown: 0 };
const PORT = fc.constantFrom(0, 1, 2, 21, 22, 23, 79, 80, 81, 443, 1023, 1024, 65533, 65534, 65535);

/** Packets at the edges of what a router speaks of: numbers choose among the addresses that matter there. */
const choice = fc.record({
  from: fc.nat(999),
  to: fc.nat(999),
  protocol: fc.constantFrom("tcp" as const, "tcp" as const, "udp" as const, "icmp" as const, "ospf" as const),
  srcPort: PORT,
  dstPort: PORT,
  type: fc.constantFrom(0, 3, 8, 128, 134, 135, 136),
  code: fc.constantFrom(0, 1),
  flags: fc.constantFrom(2, 2, 16, 18, 4, 1, 17, 0, 63),
  tail: fc.constantFrom(false, false, false, true),
});

/** Headers of commits and comments, as an export or a log of a session has them between its lines. */
const noises = fc.array(
  fc.record({
    at: fc.nat(999),
    text: fc.constantFrom(
      "!! IOS XR Configuration 7.3.2",
      "!! Last configuration change at Mon Nov  2 08:00:00 2026 by admin",
      "!! Commit label: permit ipv4 any any",
      "!!",
      " !! 1 permit ipv4 any any",
      "! no ipv4 access-list IN",
      "  ! ipv4 access-group NOWHERE ingress",
    ),
  }),
  { maxLength: 4 },
);

/** Lines more, each behind one that is there. */
function withNoise(text: string, noise: readonly { readonly at: number; readonly text: string }[]): string {
  const lines = text.split("\n");
  for (const { at, text: line } of noise) lines.splice(1 + (at % (lines.length - 2)), 0, line);
  return lines.join("\n");
}

/** Numbers of hosts that members and entries name, and their neighbours. */
function hostsOf({ networks, lists }: RouterShape): number[] {
  const entries = Object.values(lists).flatMap(({ statements }) =>
    statements.flatMap((one) => (one.kind === "entry" ? [one.entry.source, one.entry.destination] : [])),
  );
  const named = [...entries, ...networks.flat()].flatMap((one) => {
    if (one.kind === "range") return [one.hosts[0] - 1, ...one.hosts, one.hosts[1] + 1];
    return "address" in one ? [one.address.host, one.address.host ^ 1, one.address.host ^ 0x100] : [];
  });
  return [...named, 5, 9];
}

describe("generated access lists of IOS-XR", () => {
  it(`are read as they are meant (${RUNS} routers)`, { timeout: 60_000 + RUNS * 150 }, () => {
    fc.assert(
      fc.property(routerShape, fc.array(choice, { minLength: 4, maxLength: 8 }), noises, (shape, choices, noise) => {
        const text = withNoise(writeRouter(shape), noise);
        const { device, codes, account } = parse(text);
        expect(codes.filter((code) => !KNOWN.has(code))).toEqual([]);
        expect(account.unclaimed()).toEqual([]);
        const [walk, trace] = [createWalker(device), createSetTracer(device)];
        const hosts = hostsOf(shape);
        const host = (index: number) => hosts[index % hosts.length] ?? 1;
        for (const { from, to, ...rest } of choices) {
          // The sources are those of the network they come in from: the others would be for nobody to send.
          const [source, destination]: Address[] = [
            { net: 1, host: host(from) },
            { net: 2, host: host(to) },
          ];
          const packet: AskedPacket = { ...rest, source: source as Address, destination: destination as Address };
          const meant = judge(shape, packet);
          seen[meant]++;
          const asked = JSON.stringify(packet);
          const header = headerOf(packet, shape.family);
          expect(`${asked} ${trace(header, IN, OUT)}`).toBe(`${asked} ${meant}`);
          expect(`${asked} ${walk(header, IN, OUT).verdict}`).toBe(`${asked} ${meant}`);
        }
      }),
      { numRuns: RUNS },
    );
    // Far below what random routers give: a tenth of the packets and more.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS / 50);
    tellSoak(seen);
  });
});

/** What a text may be told for: an entry twice, a wildcard of the shape of a netmask, a reversed range of ports, lists that are not there or empty. */
const KNOWN = new Set([
  "cisco/repeated-entry",
  "cisco/netmask-as-wildcard",
  "cisco/reversed-range",
  "cisco/undefined-list",
  "cisco/empty-list",
]);

function headerOf(packet: AskedPacket, family: 4 | 6): Packet {
  const { source, destination, protocol, srcPort, dstPort, type, code, flags, tail } = packet;
  const hasPorts = (protocol === "tcp" || protocol === "udp") && !tail;
  const isIcmp = protocol === "icmp" && !tail;
  const numbers = { icmp: family === 4 ? 1 : 58, tcp: 6, udp: 17, ospf: 89 };
  return {
    family,
    src: numberOf(source, family),
    dst: numberOf(destination, family),
    protocol: numbers[protocol],
    srcPort: hasPorts ? srcPort : 0,
    dstPort: hasPorts ? dstPort : 0,
    icmpType: isIcmp ? type : 0,
    icmpCode: isIcmp ? code : 0,
    flags: protocol === "tcp" && !tail ? flags : 0,
    tail,
  };
}
