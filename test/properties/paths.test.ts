/** Ways over several devices: what the sets say of a pair against a walk from device to device. */
import { describe, expect, it } from "vitest";
import { type Budget, budgetOf } from "../../src/analyse/budget.js";
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
import { firewall, plan, port, ROUTER, route, rules, step, table, zone } from "../analyse/device-builder.js";
import { fc } from "../seeded.js";
import { tellSoak } from "./soaking.js";

const SEGMENTS = 4;
const RUNS = Number(process.env.ZONEPROOF_RUNS ?? 400);
const HOSTS = [9, 77];
/** Of no host. */
const LAST = 255;

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
      segment.map((number) => `10.0.${number}.${LAST}`),
      fc.constant("any"),
    ),
    fc.constantFrom("any", "tcp/502", "tcp/1-600", "udp/53"),
  )
  .map(([action, from, to, what]) => `${action} ${from} > ${to} ${what}`);

type RouteDraft = Readonly<{
  to: number;
  host: boolean;
  all: boolean;
  over: number;
  hop: number;
  drop: boolean;
  within: number;
  by: "hop" | "leak" | "leaked hop" | "link" | "linked hop" | "tunnel";
}>;

interface Draft {
  readonly legs: readonly number[];
  readonly lines: readonly string[];
  readonly routes: readonly RouteDraft[];
  /** Which of its legs are in a router of their own, and what joins it to the other inside the device. */
  readonly apart: readonly boolean[];
  readonly link: "none" | "numbered" | "unnumbered";
  /** Where its tunnel ends; its routes may lead over it. */
  readonly tunnel: { readonly over: number; readonly leg: number; readonly hop: number } | undefined;
  readonly innerLines: readonly string[];
  /** Whether it keeps what is sent to all hosts of a network. */
  readonly keeps: boolean;
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
      within: fc.nat(1),
      by: fc.constantFrom("hop", "hop", "hop", "leak", "leaked hop", "link", "linked hop", "tunnel", "tunnel"),
    }),
    { maxLength: 5 },
  ),
  apart: fc.oneof(fc.constant([false, false, false]), fc.array(fc.boolean(), { minLength: 3, maxLength: 3 })),
  link: fc.constantFrom("none", "numbered", "unnumbered"),
  tunnel: fc.option(
    fc.record({ over: fc.nat(2), leg: fc.constantFrom(0, 0, 0, 1, 2), hop: fc.integer({ min: 1, max: 3 }) }),
    {
      nil: undefined,
      freq: 2,
    },
  ),
  innerLines: fc.array(rule, { maxLength: 3 }),
  keeps: fc.boolean(),
});

function build(one: Draft, number: number): Device {
  const routerOf = (leg: number) => (one.apart[leg] ? "inner" : "default");
  const legs: Interface[] = one.legs.map((leg, index) =>
    port(`Vlan${leg} 10.0.${leg}.${number + 1}/24`, {
      router: routerOf(index),
      ...(one.keeps && { keepsBroadcasts: true }),
    }),
  );
  const interfaces = [...legs, ...linkOf(one), ...tunnelOf(one)];
  const routes: Route[] = one.routes.map(({ to, host, all, over, hop, drop, within, by }) => {
    const prefix = all ? "0.0.0.0/0" : host ? `10.0.${to}.${HOSTS[0]}/32` : network(to);
    const index = over % one.legs.length;
    const leg = one.legs[index] ?? 0;
    const router = within === 0 ? "default" : "inner";
    if (drop) return route(`${prefix} drop`, { router });
    if (by === "leak") return route(`${prefix} over Vlan${leg}`, { router });
    if (by === "leaked hop")
      return route(`${prefix} via 10.0.${leg}.${hop}`, { router, nextHopRouter: routerOf(index) });
    if (by === "tunnel" && one.tunnel !== undefined) return route(`${prefix} over tunnel`);
    if (by === "link" && one.link !== "none") return route(`${prefix} over link${within}`, { router });
    if (by === "linked hop" && one.link !== "none") return route(`${prefix} via 169.254.0.${2 - within}`, { router });
    return route(`${prefix} via 10.0.${leg}.${hop}`, { router: routerOf(index) });
  });
  const inside = (router: string) => interfaces.filter((own) => own.router === router).map(({ id }) => id);
  return firewall([], {
    id: `core-${number}`,
    interfaces,
    routers: [ROUTER, { ...ROUTER, id: "inner" }],
    routes,
    tables: [
      { ...table("acl", []), rules: rules(one.lines) },
      { ...table("inner acl", []), rules: rules(one.innerLines) },
    ],
    forwarding: [step(["acl"], { ingress: inside("default") }), step(["inner acl"], { ingress: inside("inner") })],
  });
}

/** A tunnel; it is a link where that of another device starts where it ends, and the other way round. */
function tunnelOf({ legs, tunnel }: Draft): Interface[] {
  if (tunnel === undefined) return [];
  const over = `Vlan${legs[tunnel.over % legs.length]}`;
  const remote = 0x0a000000 + tunnel.leg * 256 + tunnel.hop;
  return [port("tunnel", { kind: "tunnel", tunnel: { over, remote } })];
}

/** A link between the two routers of a device. Every device has the same addresses there, as vendors' examples do. */
function linkOf({ link }: Draft): Interface[] {
  if (link === "none") return [];
  const address = (last: number) => (link === "numbered" ? ` 169.254.0.${last}/30` : "");
  return [
    port(`link0${address(1)}`, { peer: "link1" }),
    port(`link1${address(2)}`, { peer: "link0", router: "inner" }),
  ];
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

/** All ways at once, with legs united; not even that. */
const NARROW: readonly Partial<Budget>[] = [
  { hops: 1, apart: 0, shown: 1 },
  { waysBesideNet: 1, hops: 4, apart: 0, legs: 2, shown: 1 },
];

describe("ways over several devices", () => {
  it(`sets hold what walks pass, in ${RUNS} random plants and whatever the budget`, { timeout: 1_800_000 }, () => {
    const seen = { permit: 0, deny: 0, unknown: 0, must: 0, narrowMust: 0, spent: 0 };
    fc.assert(
      fc.property(fc.array(draft, { minLength: 2, maxLength: 3 }), (drafts) => {
        const devices = drafts.map(build);
        const plant = resolvePlant(devices, MAP, []);
        const budget = budgetOf(plant);
        const resolved = [budget, ...NARROW.map((some) => ({ ...budget, ...some }))].map((one) => rulesOf(plant, one));
        const walkers = new Map(devices.map((device) => [device, createWalker(device)]));
        const walker = (device: Device) => walkers.get(device) ?? createWalker(device);
        const walk: WalkDevice = {
          walk: (device, ...asked) => walker(device)(...asked),
          forwarded: (device, ...asked) => walker(device).forwarded(...asked),
        };
        for (const from of [0, 1, 2]) {
          for (const to of [0, 1, 2].filter((other) => other !== from)) {
            const question = { from: `cell-${from}`, to: `cell-${to}`, family: 4 } as const;
            const answers = resolved.map((rules) => answerPair(plant, rules, question));
            const isSpent = answers
              .at(-1)
              ?.reasons()
              .some(({ text: reason }) => reason.includes("one question may"));
            if (isSpent) seen.spent++;
            expect(isSpent && !answers.at(-1)?.open, "a question that was given up is not left open").toBeFalsy();
            for (const host of [...HOSTS, LAST]) {
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
                const entrances = plant.attachments
                  .filter((one) => one.zone === `cell-${from}` && contains(one[4], packet.src))
                  .map(({ device, interface: door }) => ({ device, interface: door, told: true }));
                const journeys = entrances.map((entrance) => followPacket(devices, packet, [entrance], walk));
                const each = journeys.map(({ verdict }) => verdict);
                // A packet that leaves the given devices has passed them, and need not have arrived.
                const arrives = journeys.some(({ verdict, notes }) => verdict === "permit" && notes.length === 0);
                const text = `${formatIPv4(Number(packet.src))} -> ${formatIPv4(Number(packet.dst))}:${dstPort} ${each.join()}`;
                for (const verdict of each) seen[verdict]++;
                for (const [index, { space, must, may }] of answers.entries()) {
                  const node = packetNode(space, packet);
                  if (arrives) expect(space.diagram.and(node, may), `may ${index} lacks ${text}`).not.toBe(EMPTY);
                  if (space.diagram.and(node, must) === EMPTY) continue;
                  if (index === 0) seen.must++;
                  else seen.narrowMust++;
                  expect(each, `must ${index} has ${text}`).toContain("permit");
                }
              }
            }
          }
        }
      }),
      { numRuns: RUNS },
    );
    tellSoak(seen);
    expect(Math.min(seen.permit, seen.deny, seen.must, seen.narrowMust, seen.spent)).toBeGreaterThan(100);
  });
});
