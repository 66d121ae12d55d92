/** Ways with translations: what the sets say of real ends against walks of everything somebody could dial to reach them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { followPacket, type Journey, type WalkDevice } from "../../src/analyse/oracle/follow.js";
import { createWalker } from "../../src/analyse/oracle/walk.js";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import type { Device, NatRule } from "../../src/model/device.js";
import type { Packet } from "../../src/model/packet.js";
import { formatIPv4, readIPv4 } from "../../src/packets/address.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { contains } from "../../src/packets/intervals.js";
import type { PacketSpace } from "../../src/packets/space.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import {
  addresses,
  firewall,
  match,
  plan,
  port,
  route,
  rules,
  service,
  step,
  table,
  zone,
} from "../analyse/device-builder.js";
import { tellSoak } from "./soaking.js";

const RUNS = Number(process.env.ZONEPROOF_RUNS ?? 300);
const SEGMENTS = 3;
const HOSTS = [9, 70];
const PORTS = [502, 8502] as const;

const segment = fc.nat(SEGMENTS - 1);
const host = fc.tuple(segment, fc.constantFrom(...HOSTS)).map(([of, last]) => `10.0.${of}.${last}`);
/** What is dialled: nobody's address, one of a segment, that of a device. */
const outer = fc.oneof(
  fc.constantFrom("192.0.2.5", "192.0.2.6"),
  segment.map((of) => `10.0.${of}.200`),
  fc.tuple(segment, fc.nat(2)).map(([of, device]) => `10.0.${of}.${device + 1}`),
);
const end = fc.oneof(
  { arbitrary: segment.map((of) => `10.0.${of}.0/24`), weight: 2 },
  { arbitrary: host, weight: 1 },
  { arbitrary: outer, weight: 1 },
  { arbitrary: fc.constant("any"), weight: 2 },
);
const what = fc.constantFrom("any", "tcp/502", "tcp/8502", "tcp/1-600");

const line = fc
  .tuple(fc.constantFrom("permit", "permit", "deny"), end, end, what)
  .map(([action, from, to, services]) => `${action} ${from} > ${to} ${services}`);

type NatDraft = Omit<NatRule, "id">;
const AT = { file: "fw-edge.conf", line: 60, column: 1, endLine: 1, endColumn: 2 };
const common = { enabled: true, at: [AT] as const };

const inbound: fc.Arbitrary<NatDraft> = fc.oneof(
  fc.tuple(end, outer, what, host, fc.boolean()).map(([from, to, services, server, forwards]) => ({
    ...common,
    kind: "destination" as const,
    match: match(from, to, forwards ? "tcp/8502" : services),
    translated: addresses(server),
    ...(forwards ? { translatedService: service("tcp/502") } : {}),
  })),
  fc.tuple(segment, segment).map(([from, to]) => ({
    ...common,
    kind: "destination" as const,
    match: match("any", `10.0.${from}.192-10.0.${from}.223`, "any"),
    translated: addresses(`10.0.${to}.64-10.0.${to}.95`),
    inOrder: true,
  })),
  fc.tuple(outer, host).map(([to, server]) => ({
    ...common,
    kind: "destination" as const,
    match: match("any", to, "any"),
    translated: { kind: "union" as const, of: [addresses(server), addresses("10.0.0.9")] },
  })),
);

const outbound: fc.Arbitrary<NatDraft> = fc
  .tuple(
    end,
    end,
    fc.oneof(
      host,
      outer,
      segment.map((of) => `10.0.${of}.9-10.0.${of}.70`),
    ),
    fc.nat(5),
  )
  .map(([from, to, then, kind]) => ({
    ...common,
    kind: "source" as const,
    match: match(from, to, "any"),
    ...(kind === 0 ? { exempt: true } : { translated: addresses(then) }),
  }));

interface Draft {
  readonly legs: readonly number[];
  readonly lines: readonly string[];
  readonly routes: readonly { to: string; over: number; hop: number }[];
  readonly nat: readonly NatDraft[];
  readonly sees: "incoming" | "forwarded" | "leaving";
  readonly second: readonly string[];
}

const draft: fc.Arbitrary<Draft> = fc.record({
  legs: fc.uniqueArray(segment, { minLength: 2, maxLength: 3 }),
  lines: fc.array(line, { maxLength: 3 }),
  second: fc.array(line, { maxLength: 2 }),
  sees: fc.constantFrom("incoming", "forwarded", "leaving"),
  nat: fc.array(fc.oneof(inbound, outbound), { maxLength: 2 }),
  routes: fc.array(
    fc.record({
      to: fc.oneof(
        segment.map((of) => `10.0.${of}.0/24`),
        fc.constantFrom("0.0.0.0/0", "192.0.2.0/24"),
      ),
      over: fc.nat(2),
      hop: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 3 },
  ),
});

function build({ legs, lines, second, routes, nat, sees }: Draft, number: number): Device {
  return firewall([], {
    id: `core-${number}`,
    interfaces: legs.map((leg) => port(`Vlan${leg} 10.0.${leg}.${number + 1}/24`)),
    routes: routes.map(({ to, over, hop }) => route(`${to} via 10.0.${legs[over % legs.length] ?? 0}.${hop}`)),
    tables: [
      { ...table("acl", []), rules: rules(lines) },
      { ...table("second", []), rules: rules([...second, "permit any > any any"]) },
    ],
    forwarding: [step(["acl"], { sees }), step(["second"])],
    nat: nat.map((one, index) => ({ id: `n${index}`, ...one })),
  });
}

function tcp(src: string, dst: string, dstPort: number): Packet {
  const ends = { src: readIPv4(src) as number, dst: readIPv4(dst) as number };
  return { family: 4, ...ends, protocol: 6, srcPort: 49_152, dstPort, icmpType: 0, icmpCode: 0, flags: 2, tail: false };
}

function packetNode(space: PacketSpace, { src, dst, dstPort, srcPort }: Packet): number {
  const fields = { src, dst, protocol: 6, dstPort, srcPort, flags: 2, tail: 0 } as const;
  return space.diagram.and(
    space.universe,
    space.all(Object.entries(fields).map(([name, value]) => space.field(name as keyof typeof fields, [value, value]))),
  );
}

/** The packet as it leaves the given devices, where all of them surely let it pass. */
function passed({ verdict, hops }: Journey): Packet | undefined {
  const last = hops.at(-1);
  return verdict === "permit" && last?.egress !== "self" ? last?.leaving?.packet : undefined;
}

const MAP = plan([0, 1, 2].map((number) => zone(`cell-${number} 10.0.${number}.0/24`)));
/** Everything that can be dialled in these plants. */
const DIALLED = [
  "192.0.2.5",
  "192.0.2.6",
  ...[0, 1, 2].flatMap((of) => [1, 2, 3, ...HOSTS, 198, 200].map((last) => `10.0.${of}.${last}`)),
];

describe("ways with translations", () => {
  it(`sets hold what walks of dialled packets reach, in ${RUNS} random plants`, { timeout: 300_000 }, () => {
    const seen = { arrives: 0, dialled: 0, must: 0 };
    const verdicts = { permit: 0, deny: 0, unknown: 0 };
    fc.assert(
      fc.property(fc.array(draft, { minLength: 1, maxLength: 3 }), (drafts) => {
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
          const source = `10.0.${from}.9`;
          const doors = plant.attachments
            .filter((one) => one.zone === `cell-${from}` && contains(one[4], readIPv4(source) as number))
            .map(({ device, interface: door }) => ({ device, interface: door, told: true }));
          // Every packet somebody may send, and where it surely arrives.
          const reached = new Set<string>();
          const left = new Set<string>();
          for (const door of doors) {
            for (const dst of DIALLED) {
              for (const dstPort of PORTS) {
                const journey = followPacket(devices, tcp(source, dst, dstPort), [door], walk);
                const then = passed(journey);
                if (then === undefined) continue;
                const key = `${formatIPv4(Number(then.dst))}:${then.dstPort}`;
                left.add(key);
                // What leaves the given devices has passed them, and need not have arrived.
                if (journey.notes.length === 0) reached.add(key);
                if (key !== `${dst}:${dstPort}`) seen.dialled++;
              }
            }
          }
          for (const to of [0, 1, 2].filter((other) => other !== from)) {
            const { space, must, may } = answerPair(plant, resolved, {
              from: `cell-${from}`,
              to: `cell-${to}`,
              family: 4,
            });
            for (const last of [...HOSTS, 200]) {
              for (const dstPort of PORTS) {
                const real = `10.0.${to}.${last}`;
                const node = packetNode(space, tcp(source, real, dstPort));
                const arrives = reached.has(`${real}:${dstPort}`);
                const text = `${source} -> ${real}:${dstPort}`;
                const passes = space.diagram.and(node, must) !== EMPTY;
                const mayPass = space.diagram.and(node, may) !== EMPTY;
                verdicts[passes ? "permit" : mayPass ? "unknown" : "deny"]++;
                if (arrives) {
                  seen.arrives++;
                  expect(mayPass, `may lacks ${text}`).toBe(true);
                }
                if (passes) {
                  seen.must++;
                  expect(left.has(`${real}:${dstPort}`), `must has ${text}`).toBe(true);
                }
              }
            }
          }
        }
      }),
      { numRuns: RUNS },
    );
    tellSoak(verdicts);
    expect(seen.arrives).toBeGreaterThan(RUNS / 3);
    expect(seen.must).toBeGreaterThan(RUNS / 3);
    expect(seen.dialled).toBeGreaterThan(RUNS / 3);
  });
});
