/** What is not known moves verdicts only towards `unproved`, in random plants: a doubt about anything, a device left out. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { answerPair, rulesOf } from "../../src/analyse/pairs.js";
import { sliceFacts } from "../../src/facts/build-facts.js";
import type { Device } from "../../src/model/device.js";
import type { Rule, RuleMatch } from "../../src/model/rule.js";
import { EMPTY } from "../../src/packets/diagram.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import type { ZoneMap } from "../../src/zones/map.js";
import { at, doubt, flow, plan, zone } from "../analyse/device-builder.js";
import { fc } from "../seeded.js";
import { buildDevice, deviceDrafts, HOSTS, hostOf, networkOf } from "./plants.js";

const RUNS = Number(process.env.ZONEPROOF_RUNS ?? 150);
const ZONES = [0, 1, 2];
const PAIRS = ZONES.flatMap((from) => ZONES.filter((to) => to !== from).map((to) => [from, to] as const));

/** Flows that leave some of what passes undeclared, and some pairs all of it. */
const declared = fc.array(
  fc
    .tuple(fc.constantFrom(...PAIRS), fc.constantFrom("any", "tcp", "tcp/502"))
    .map(([[from, to], what]) => `cell-${from} > cell-${to} ${what}`),
  { maxLength: 5 },
);

function mapOf(family: 4 | 6, flows: readonly string[]): ZoneMap {
  return plan(
    ZONES.map((of) => zone(`cell-${of} ${networkOf(family, of)}`)),
    flows.map((text, index) => flow(text, `F-${index}`)),
  );
}

/** Verdicts by pair. */
function verdictsOf(devices: readonly Device[], map: ZoneMap): Map<string, string> {
  const plant = resolvePlant(devices, map, []);
  const pairs = sliceFacts(plant, analysePlant(plant)).pairs.map(({ build }) => build());
  return new Map(pairs.map(({ from, to, verdict }) => [`${from.id} to ${to.id}`, verdict]));
}

/** One thing of a device that was known and is not any more. The truth stays among what may be. */
type Doubting = (device: Device, place: number) => Device;

const DOUBT = { doubt: "asked" } as const;

const DOUBTINGS: Readonly<Record<string, Doubting>> = {
  "the action of a rule": (device, place) => inRule(device, place, () => ({ action: "unknown" })),
  "whether a rule matches all of it": (device, place) =>
    inRule(device, place, () => ({ doubts: [{ ...DOUBT, effect: "narrows" }] })),
  "what a rule matches": (device, place) =>
    inRule(device, place, () => ({ doubts: [{ ...DOUBT, effect: "anything" }] })),
  "the sources of a rule": (device, place) => inMatch(device, place, () => ({ source: { kind: "unknown", ...DOUBT } })),
  "all but some destinations of a rule": (device, place) =>
    inMatch(device, place, ({ destination }) => ({
      destination: { kind: "unknown", ...DOUBT, lower: destination, upper: { kind: "any" } },
    })),
  "whether a rule has its service": (device, place) =>
    inMatch(device, place, ({ service }) => ({ service: { kind: "unknown", ...DOUBT, upper: service } })),
  "whether translated packets match": (device, place) => inMatch(device, place, () => ({ translated: "unknown" })),
  "whether a route is there": (device, place) => ({
    ...device,
    routes: device.routes.map((route, index) =>
      index === place % device.routes.length ? { ...route, ...DOUBT } : route,
    ),
  }),
  "what passes an interface": (device, place) => ({
    ...device,
    doubts: [...device.doubts, doubt("wide", "interfaces", { interfaces: [interfaceOf(device, place)] })],
  }),
  "what passes the device": (device) => ({ ...device, doubts: [...device.doubts, doubt("wide", "device")] }),
  "a translation's matches": (device, place) => ({
    ...device,
    nat: device.nat.map((one, index) =>
      index === place % device.nat.length
        ? { ...one, match: { ...one.match, service: unknownService(one.match) } }
        : one,
    ),
  }),
};

function unknownService({ service }: RuleMatch): RuleMatch["service"] {
  return { kind: "unknown", ...DOUBT, upper: service };
}

function interfaceOf(device: Device, place: number): string {
  return device.interfaces[place % device.interfaces.length]?.id ?? "";
}

function inRule(device: Device, place: number, change: (rule: Rule) => Partial<Rule>): Device {
  const count = device.tables.reduce((sum, { rules }) => sum + rules.length, 0);
  let number = 0;
  const tables = device.tables.map((table) => ({
    ...table,
    rules: table.rules.map((rule) => (number++ === place % count ? { ...rule, ...change(rule) } : rule)),
  }));
  return { ...device, tables };
}

function inMatch(device: Device, place: number, change: (match: RuleMatch) => Partial<RuleMatch>): Device {
  return inRule(device, place, ({ match }) => ({ match: { ...match, ...change(match) } }));
}

function withDoubt(device: Device, kind: string, place: number): Device {
  const made = DOUBTINGS[kind]?.(device, place) ?? device;
  return { ...made, doubts: [...made.doubts, doubt("asked", "match", { at: at(51) })] };
}

/** Packets of each pair whose sets are compared. */
function probes(family: 4 | 6, devices: readonly Device[], map: ZoneMap): { must: string[]; may: string[] } {
  const plant = resolvePlant(devices, map, []);
  const resolved = rulesOf(plant);
  const found = { must: [] as string[], may: [] as string[] };
  for (const [from, to] of PAIRS) {
    const { space, must, may } = answerPair(plant, resolved, { from: `cell-${from}`, to: `cell-${to}`, family });
    const addressOf = (of: number, last: number) => {
      const [{ from: first } = { from: 0 }] = map.zones[of]?.networks ?? [];
      return typeof first === "bigint" ? first + BigInt(last) : first + last;
    };
    for (const [source, target, port] of HOSTS.flatMap((one) =>
      HOSTS.flatMap((two) => [502, 8502].map((p) => [one, two, p] as const)),
    )) {
      const [src, dst] = [addressOf(from, source), addressOf(to, target)];
      const packet = space.all([
        space.field("src", [src, src]),
        space.field("dst", [dst, dst]),
        space.field("protocol", [6, 6]),
        space.field("dstPort", [port, port]),
        space.field("srcPort", [49_152, 49_152]),
        space.field("flags", [2, 2]),
        space.field("tail", [0, 0]),
      ]);
      const text = `${hostOf(family, from, source)} > ${hostOf(family, to, target)}:${port}`;
      if (space.diagram.and(packet, must) !== EMPTY) found.must.push(text);
      if (space.diagram.and(packet, may) !== EMPTY) found.may.push(text);
    }
  }
  return found;
}

/** Kinds of doubts that opened some pair. */
let opening = 0;

describe("a doubt", () => {
  it.each(Object.keys(DOUBTINGS))("about %s moves verdicts only towards unproved", { timeout: 300_000 }, (kind) => {
    const seen = { kept: 0, opened: 0 };
    const given = fc.constantFrom(4 as const, 4 as const, 6 as const).chain((family) =>
      fc.record({
        family: fc.constant(family),
        drafts: deviceDrafts(family),
        flows: declared,
        of: fc.nat(2),
        place: fc.nat(20),
      }),
    );
    fc.assert(
      fc.property(given, ({ family, drafts, flows, of, place }) => {
        const devices = drafts.map((draft, number) => buildDevice(family, draft, number));
        const doubted = devices.map((device, index) =>
          index === of % devices.length ? withDoubt(device, kind, place) : device,
        );
        const map = mapOf(family, flows);
        const [before, after] = [verdictsOf(devices, map), verdictsOf(doubted, map)];
        for (const [pair, verdict] of after) {
          const known = before.get(pair);
          if (verdict !== "unproved") expect(verdict, pair).toBe(known);
          seen[verdict === known ? "kept" : "opened"]++;
        }
        const [sure, less] = [probes(family, devices, map), probes(family, doubted, map)];
        expect(sure.must).toEqual(expect.arrayContaining(less.must));
        expect(less.may).toEqual(expect.arrayContaining(sure.may));
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
    opening += Math.min(seen.opened, 1);
  });

  it("of many kinds opens something", () => {
    expect(opening).toBeGreaterThan(Object.keys(DOUBTINGS).length / 4);
  });
});

describe("a device left out", () => {
  it("of a row of devices makes nothing proved", { timeout: 300_000 }, () => {
    const seen = { proved: 0, others: 0 };
    const given = fc.record({ drafts: deviceDrafts(4), out: fc.nat(2) });
    fc.assert(
      fc.property(given, ({ drafts, out }) => {
        // Each joins two segments of its own: there is one way only, and no other device can show what the missing one does.
        // The missing one translates nothing: that routers which were not given do not is what every verdict assumes.
        const row = drafts.slice(0, 2).map((draft, number) => ({
          ...draft,
          nat: number === out % 2 ? [] : draft.nat,
          legs: [number, number + 1],
          routes: [{ to: networkOf(4, 2 - number * 2), over: 1 - number, hop: 2 - number }],
        }));
        const devices = row.map((draft, number) => buildDevice(4, draft, number));
        // Nothing is declared: whether answers to a flow are declared as well depends on the filters that are given.
        const map = mapOf(4, []);
        const before = verdictsOf(devices, map);
        const after = verdictsOf(
          devices.filter((_, index) => index !== out % devices.length),
          map,
        );
        for (const [pair, verdict] of after) {
          if (verdict === "proved") expect(before.get(pair), pair).toBe("proved");
          seen[verdict === "proved" ? "proved" : "others"]++;
        }
      }),
      { numRuns: RUNS },
    );
    expect(Math.min(seen.proved, seen.others)).toBeGreaterThan(10);
  });
});
