/** Ways over several devices: what the sets say of a pair against a walk from device to device. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { followPacket, type WalkDevice } from "../../src/analyse/oracle/follow.js";
import { createWalker } from "../../src/analyse/oracle/walk.js";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import type { Device, Interface, Route } from "../../src/model/device.js";
import type { Packet } from "../../src/model/packet.js";
import { formatIPv4 } from "../../src/packets/address.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { contains } from "../../src/packets/intervals.js";
import type { PacketSpace } from "../../src/packets/space.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { firewall, plan, port, route, rules, step, table, zone } from "../analyse/device-builder.js";
import { tellSoak } from "./soaking.js";

const SEGMENTS = 4;
const RUNS = Number(process.env.ZONEPROOF_RUNS ?? 400);
const HOSTS = [9, 77];

const segment = fc.nat(SEGMENTS - 1);
const network = (number: number) => `10.0.${number}.0/24`;

/** `permit 10.0.1.0/24 > 10.0.2.9 tcp/502` and the like. */
const rule = fc
  .tuple(
    fc.constantFrom("permit", "permit", "deny"),
    fc.oneof(segment.map(network), fc.constant("any")),
    fc.oneof(
      segment.map(network),
      segment.map((number) => `10.0.${number}.${HOSTS[0]}`),
      fc.constant("any"),
    ),
    fc.constantFrom("any", "tcp/502", "tcp/1-600", "udp/53"),
  )
  .map(([action, from, to, what]) => `${action} ${from} > ${to} ${what}`);

interface Draft {
  readonly legs: readonly number[];
  readonly lines: readonly string[];
  readonly routes: readonly { to: number; host: boolean; all: boolean; over: number; hop: number; drop: boolean }[];
}

const draft: fc.Arbitrary<Draft> = fc.record({
  legs: fc.uniqueArray(segment, { minLength: 2, maxLength: 3 }),
  lines: fc.array(rule, { maxLength: 4 }),
  routes: fc.array(
    fc.record({
      to: segment,
      host: fc.nat(5).map((number) => number === 0),
      all: fc.nat(4).map((number) => number === 0),
      over: fc.nat(2),
      hop: fc.integer({ min: 1, max: 4 }),
      drop: fc.nat(9).map((number) => number === 0),
    }),
    { maxLength: 4 },
  ),
});

function build(one: Draft, number: number): Device {
  const interfaces: Interface[] = one.legs.map((leg) => port(`Vlan${leg} 10.0.${leg}.${number + 1}/24`));
  const routes: Route[] = one.routes.map(({ to, host, all, over, hop, drop }) => {
    const prefix = all ? "0.0.0.0/0" : host ? `10.0.${to}.${HOSTS[0]}/32` : network(to);
    const leg = one.legs[over % one.legs.length] ?? 0;
    return route(drop ? `${prefix} drop` : `${prefix} via 10.0.${leg}.${hop}`);
  });
  return firewall([], {
    id: `core-${number}`,
    interfaces,
    routes,
    tables: [{ ...table("acl", []), rules: rules(one.lines) }],
    forwarding: [step(["acl"])],
  });
}

function packetNode(space: PacketSpace, packet: Packet): number {
  return space.diagram.and(
    space.universe,
    space.all([
      space.field("src", [packet.src, packet.src]),
      space.field("dst", [packet.dst, packet.dst]),
      space.field("protocol", [packet.protocol, packet.protocol]),
      space.field("dstPort", [packet.dstPort, packet.dstPort]),
      space.field("srcPort", [packet.srcPort, packet.srcPort]),
      space.field("flags", [packet.flags, packet.flags]),
      space.field("tail", [0, 0]),
    ]),
  );
}

const ZONES = [0, 1, 2].map((number) => zone(`cell-${number} ${network(number)}`));
const MAP = plan(ZONES);

describe("ways over several devices", () => {
  it(`sets hold what walks pass, in ${RUNS} random plants`, { timeout: 1_800_000 }, () => {
    const seen = { permit: 0, deny: 0, unknown: 0, must: 0 };
    fc.assert(
      fc.property(fc.array(draft, { minLength: 2, maxLength: 3 }), (drafts) => {
        const devices = drafts.map(build);
        const plant = resolvePlant(devices, MAP, []);
        const resolved = rulesOf(plant);
        const walkers = new Map(devices.map((device) => [device, createWalker(device)]));
        const walker = (device: Device) => walkers.get(device) ?? createWalker(device);
        const walk: WalkDevice = {
          walk: (device, ...asked) => walker(device)(...asked),
          forwarded: (device, ...asked) => walker(device).forwarded(...asked),
        };
        for (const from of [0, 1, 2]) {
          for (const to of [0, 1, 2].filter((other) => other !== from)) {
            const { space, must, may } = answerPair(plant, resolved, {
              from: `cell-${from}`,
              to: `cell-${to}`,
              family: 4,
            });
            for (const host of HOSTS) {
              for (const [protocol, dstPort] of [
                [6, 502],
                [6, 900],
                [17, 53],
              ] as const) {
                const packet: Packet = {
                  family: 4,
                  src: 0x0a000000 + from * 256 + 77,
                  dst: 0x0a000000 + to * 256 + host,
                  protocol,
                  dstPort,
                  srcPort: 49_152,
                  icmpType: 0,
                  icmpCode: 0,
                  flags: protocol === 6 ? 2 : 0,
                  tail: false,
                };
                const node = packetNode(space, packet);
                const entrances = plant.attachments
                  .filter((one) => one.zone === `cell-${from}` && contains(one[4], packet.src))
                  .map(({ device, interface: door }) => ({ device, interface: door, told: true }));
                const journeys = entrances.map((entrance) => followPacket(devices, packet, [entrance], walk));
                const each = journeys.map(({ verdict }) => verdict);
                // A packet that leaves the given devices has passed them, and need not have arrived.
                const arrives = journeys.some(({ verdict, notes }) => verdict === "permit" && notes.length === 0);
                const text = `${formatIPv4(Number(packet.src))} -> ${formatIPv4(Number(packet.dst))}:${dstPort} ${each.join()}`;
                for (const verdict of each) seen[verdict]++;
                if (arrives) expect(space.diagram.and(node, may), `may lacks ${text}`).not.toBe(EMPTY);
                if (space.diagram.and(node, must) !== EMPTY) {
                  seen.must++;
                  expect(each, `must has ${text}`).toContain("permit");
                }
              }
            }
          }
        }
      }),
      { numRuns: RUNS },
    );
    tellSoak(seen);
    expect(Math.min(seen.permit, seen.deny, seen.must)).toBeGreaterThan(100);
  });
});
