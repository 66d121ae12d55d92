/** Routers that learn routes: what is said without knowing these, against plants in which they are known. */
import { describe, expect, it } from "vitest";
import { followPacket, type Hop, type WalkDevice } from "../../src/analyse/oracle/follow.js";
import { createWalker } from "../../src/analyse/oracle/walk.js";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import { spread } from "../../src/analyse/spread.js";
import { Slices } from "../../src/analyse/way-outcome.js";
import { pairWays } from "../../src/analyse/ways.js";
import type { Device, Interface } from "../../src/model/device.js";
import type { Packet } from "../../src/model/packet.js";
import { formatIPv4 } from "../../src/packets/address.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { contains } from "../../src/packets/intervals.js";
import type { PacketSpace } from "../../src/packets/space.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { doubt, firewall, plan, port, ROUTER, route, rules, step, table, zone } from "../analyse/device-builder.js";
import { fc } from "../seeded.js";
import { tellSoak } from "./soaking.js";

const SEGMENTS = 5;
const RUNS = Number(process.env.ZONEPROOF_RUNS ?? 120);
const HOSTS = [9, 77];
const segment = fc.nat(SEGMENTS - 1);
const network = (number: number) => `10.0.${number}.0/24`;

const rule = fc
  .tuple(
    fc.constantFrom("permit", "permit", "permit", "deny"),
    fc.oneof(segment.map(network), fc.constant("any")),
    fc.oneof(segment.map(network), fc.constant("any")),
    fc.constantFrom("any", "tcp/502", "tcp/1-600"),
  )
  .map(([action, from, to, what]) => `${action} ${from} > ${to} ${what}`);

interface Draft {
  readonly legs: readonly number[];
  readonly lines: readonly string[];
  /** Interfaces that the filter stands on; of the others everything may come in. */
  readonly guarded: readonly boolean[];
  readonly learns: boolean;
  readonly routes: readonly {
    to: number;
    all: boolean;
    over: number;
    hop: number;
    isWritten: boolean;
    within: number;
  }[];
  /** Which of its legs are in a router of their own; each of the two may take over routes of the other. */
  readonly apart: readonly boolean[];
}

const draft: fc.Arbitrary<Draft> = fc.record({
  legs: fc.uniqueArray(segment, { minLength: 1, maxLength: 3 }),
  lines: fc.array(rule, { maxLength: 3 }),
  guarded: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  learns: fc.nat(3).map((number) => number > 0),
  routes: fc.array(
    fc.record({
      to: segment,
      all: fc.nat(4).map((number) => number === 0),
      over: fc.nat(2),
      hop: fc.integer({ min: 1, max: 4 }),
      isWritten: fc.nat(2).map((number) => number === 0),
      within: fc.nat(1),
    }),
    { maxLength: 5 },
  ),
  apart: fc.oneof(fc.constant([false, false, false]), fc.array(fc.boolean(), { minLength: 3, maxLength: 3 })),
});

/**
 * A device as it runs, with every route, or as its file shows it: without those that it learned. These lead to given
 * devices, which are all that join the zones.
 */
function build(drafts: readonly Draft[], number: number, as: "it runs" | "written"): Device {
  const one = drafts[number]!;
  const routerOf = (index: number) => (one.apart[index] ? "inner" : "default");
  const interfaces: Interface[] = one.legs.map((leg, index) =>
    port(`Vlan${leg} 10.0.${leg}.${number + 1}/24`, { router: routerOf(index) }),
  );
  const routes = one.routes.flatMap(({ to, all, over, hop, isWritten, within }) => {
    const index = over % one.legs.length;
    const leg = one.legs[index] ?? 0;
    const isLearned = one.learns && !isWritten && drafts[hop - 1]?.legs.includes(leg) === true;
    if (hop === number + 1 || (isLearned && as === "written")) return [];
    // A router that learns may take over what leads out of the other one.
    const [own, other] = one.apart[index] ? ["inner", "default"] : ["default", "inner"];
    const router = one.learns && within === 1 ? other : own;
    const text = `${all ? "0.0.0.0/0" : network(to)} via 10.0.${leg}.${hop}`;
    return [route(text, { router, nextHopRouter: own })];
  });
  const ingress = one.legs.filter((_, index) => one.guarded[index]).map((leg) => `Vlan${leg}`);
  const learns = one.learns && as === "written";
  return firewall([], {
    id: `core-${number}`,
    interfaces,
    routes,
    routers: ["default", "inner"].map((id, _, ids) => ({
      ...ROUTER,
      id,
      ...(learns ? { dynamicRouting: "ospf", imports: ids.filter((other) => other !== id) } : {}),
    })),
    doubts: learns ? [doubt("ospf", "match")] : [],
    tables: [{ ...table("acl", []), rules: rules(one.lines) }],
    forwarding: [step(["acl"], { ingress })],
  });
}

function packetNode(space: PacketSpace, packet: Packet): number {
  const fields = ["src", "dst", "protocol", "dstPort", "srcPort", "flags"] as const;
  const parts = fields.map((field) => space.field(field, [packet[field], packet[field]]));
  return space.diagram.and(space.universe, space.all([...parts, space.field("tail", [0, 0])]));
}

const MAP = plan([0, 1, 2].map((number) => zone(`cell-${number} ${network(number)}`)));

function packetOf(from: number, to: number, host: number, dstPort: number): Packet {
  const [src, dst] = [0x0a000000 + from * 256 + 77, 0x0a000000 + to * 256 + host];
  const base = { family: 4, protocol: 6, srcPort: 49_152, icmpType: 0, icmpCode: 0, flags: 2, tail: false } as const;
  return { ...base, src, dst, dstPort };
}

/** Whether rules stopped it, not the lack of a route. */
function isDenied(hops: readonly Hop[]): boolean {
  const last = hops.at(-1);
  return last?.walk !== undefined && last.verdict === "deny";
}

describe("routers that learn routes", () => {
  it(`what is said of ${RUNS} random plants holds for what they learned`, { timeout: 300_000 }, () => {
    const seen = { arrives: 0, denied: 0, must: 0, net: 0, proved: 0 };
    fc.assert(
      fc.property(fc.array(draft, { minLength: 2, maxLength: 4 }), (drafts) => {
        const running = drafts.map((_, number) => build(drafts, number, "it runs"));
        const plant = resolvePlant(
          drafts.map((_, number) => build(drafts, number, "written")),
          MAP,
          [],
        );
        const attached = resolvePlant(running, MAP, []).attachments;
        const resolved = rulesOf(plant);
        const walkers = new Map(running.map((device) => [device, createWalker(device)]));
        const walker = (device: Device) => walkers.get(device) ?? createWalker(device);
        const walk: WalkDevice = {
          walk: (device, ...asked) => walker(device)(...asked),
          forwarded: (device, ...asked) => walker(device).forwarded(...asked),
        };
        for (const [from, to] of [0, 1, 2].flatMap((one) =>
          [0, 1, 2].filter((two) => two !== one).map((two) => [one, two] as const),
        )) {
          const question = { from: `cell-${from}`, to: `cell-${to}`, family: 4 } as const;
          const { space, must, may, open } = answerPair(plant, resolved, question);
          const { net, sharedSegments } = pairWays(plant, resolved, question.from, question.to, 4);
          const whole = space.all([
            space.fresh,
            space.field("src", [0x0a000000 + from * 256, 0x0a0000ff + from * 256]),
            space.field("dst", [0x0a000000 + to * 256, 0x0a0000ff + to * 256]),
          ]);
          const byNet = net && spread(space, new Slices(space, resolved, space.fresh), net, whole);
          if (!open && may === EMPTY) seen.proved++;
          for (const host of HOSTS) {
            for (const dstPort of [502, 900]) {
              const packet = packetOf(from, to, host, dstPort);
              const node = packetNode(space, packet);
              const isIn = (set: number) => space.diagram.and(node, set) !== EMPTY;
              const follow = (starts: typeof plant.attachments) =>
                starts
                  .filter((one) => one.zone === question.from && contains(one[4], packet.src))
                  .flatMap(({ device, interface: { id } }) => {
                    const of = running.find((one) => one.id === device.id);
                    const door = of?.interfaces.find((one) => one.id === id);
                    if (of === undefined || door === undefined) return [];
                    return [followPacket(running, packet, [{ device: of, interface: door, told: true }], walk)];
                  });
              const journeys = follow(attached);
              const text = `${formatIPv4(Number(packet.src))} -> ${formatIPv4(Number(packet.dst))}:${dstPort}`;
              const isThere = journeys.some(({ verdict, notes }) => verdict === "permit" && notes.length === 0);
              if (isThere) {
                seen.arrives++;
                expect(isIn(may), `may lacks ${text}`).toBe(true);
                if (byNet && !open && sharedSegments.length === 0) {
                  seen.net++;
                  expect(isIn(byNet.may), `the net lacks ${text}`).toBe(true);
                }
              }
              const known = follow(plant.attachments);
              const denied = known.filter(({ hops }) => isDenied(hops)).length;
              if (denied > 0) seen.denied++;
              if (isIn(must)) {
                seen.must++;
                expect(denied === 0 || denied < known.length, `must has ${text}`).toBe(true);
              }
            }
          }
        }
      }),
      { numRuns: RUNS },
    );
    tellSoak(seen);
    expect(Math.min(seen.arrives, seen.denied, seen.must, seen.net)).toBeGreaterThan(50);
  });
});
