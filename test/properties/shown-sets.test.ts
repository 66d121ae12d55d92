/** Sets as people read them: the printed boxes, read back, are the same set, and their sizes are what they hold. */
import { describe, expect, it } from "vitest";
import { Names, SetDescriber } from "../../src/facts/sets.js";
import type { ServiceExpression } from "../../src/model/expression.js";
import { readIPv4, readIPv6, readPrefix } from "../../src/packets/address.js";
import { boxesOf, packetsIn, protocolName } from "../../src/packets/boxes.js";
import { EMPTY, type Node } from "../../src/packets/diagram.js";
import { normalize, size } from "../../src/packets/intervals.js";
import { PacketSpace } from "../../src/packets/space.js";
import { domainOf } from "../../src/resolve/address-bounds.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { ServiceSets } from "../../src/resolve/service-sets.js";
import { at, firewall, plan, service, zone } from "../analyse/device-builder.js";
import { fc } from "../seeded.js";

const SERVICES = new Map<string, ServiceExpression>([["plc-web", service("tcp/80,tcp/443")]]);
const HOSTS: Record<string, string> = { "plc-a": "10.1.0.3", "plc-six": "2001:db8::3" };
const ZONES: Record<string, string> = { "zone cell-a": "10.1.0.0/30", "zone cell-six": "2001:db8::/126" };

const map = {
  ...plan([zone("cell-a 10.1.0.0/30"), zone("cell-six 2001:db8::/126")]),
  services: SERVICES,
  hosts: Object.entries(HOSTS).map(([name, text]) => {
    const prefix = readPrefix(text);
    if (prefix === undefined) throw new Error(text);
    return { name, ranges: [prefix], at: at(1, "zones.yaml") };
  }),
};
const describer = new SetDescriber(new Names(resolvePlant([firewall([])], map, [])));
const SPACES = { 4: new PacketSpace(4), 6: new PacketSpace(6) };
const BASE = { 4: 0x0a010000, 6: 0x20010db8_00000000_00000000_00000000n };

type Pair = readonly [number | bigint, number | bigint];

/** `10.1.0.0/24`, `10.1.0.1-10.1.0.9`, an address, or a name of the map. */
function readAddresses(text: string, family: 4 | 6): Pair {
  const written = HOSTS[text] ?? ZONES[text] ?? text;
  const [first = "", last] = written.split("-");
  const read = (one: string) => (family === 4 ? readIPv4(one) : readIPv6(one)) as number | bigint;
  if (last !== undefined) return [read(first), read(last)];
  const prefix = readPrefix(written);
  if (prefix === undefined) throw new Error(`no addresses: ${text}`);
  return [prefix.from, prefix.to];
}

const PROTOCOLS = new Map(Array.from({ length: 256 }, (_, number) => [protocolName(number), number]));

const ranges = (text: string | undefined, most: number): number[] =>
  text === undefined
    ? [0, most]
    : text.split(",").flatMap((one) => [Number(one.split("-")[0]), Number(one.split("-").at(-1))]);

const allOf = (space: PacketSpace, ...conditions: readonly Node[]): Node =>
  conditions.reduce((all, one) => space.diagram.and(all, one), space.universe);

/** `any`, `tcp/80-90 from 500 flags S,SP`, `icmp/3 code 1`, `ip/77`, `ip/20-40`, or a name of the map. */
function readService(space: PacketSpace, text: string): Node {
  const own = SERVICES.get(text);
  if (own !== undefined) return new ServiceSets({ services: [] }, space).of(own).upper;
  if (text === "any") return space.universe;
  const [, name = "", ports, , from, , code, , flags] =
    /^([a-z0-9]+)(?:\/([\d-]+))?( from ([\d,-]+))?( code ([\d,-]+))?( flags ([A-Z0,]+))?$/.exec(text) ?? [];
  if (name === "ip") return allOf(space, space.field("protocol", ranges(ports, 255)));
  const protocol = PROTOCOLS.get(name);
  if (protocol === undefined) throw new Error(`no service: ${text}`);
  const most = name.startsWith("icmp") ? 255 : 65_535;
  const letters = flags
    ?.split(",")
    .map((one) => (one === "0" ? 0 : [...one].reduce((sum, letter) => sum | (1 << "FSRPAU".indexOf(letter)), 0)));
  const tests = letters?.map((value) => space.flags({ mask: 63, value }));
  return allOf(
    space,
    space.field("protocol", [protocol, protocol]),
    ...(ports === undefined ? [] : [space.field("dstPort", ranges(ports, most))]),
    ...(from === undefined ? [] : [space.field("srcPort", ranges(from, most))]),
    ...(code === undefined ? [] : [space.field("srcPort", ranges(code, most))]),
    ...(tests === undefined ? [] : [space.diagram.union(tests)]),
  );
}

const offset = fc.nat(7);
const side = fc.oneof(
  { arbitrary: fc.tuple(offset, offset).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const), weight: 4 },
  { arbitrary: fc.constant([0, 3] as const), weight: 2 },
  { arbitrary: fc.constant([3, 3] as const), weight: 2 },
);
const port = fc.constantFrom(0, 1, 80, 443, 1024, 65_534, 65_535);
const span = fc.tuple(port, port).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const what: fc.Arbitrary<ServiceExpression> = fc.oneof(
  fc.constant(service("any")),
  fc.constant(service("tcp/80,tcp/443")),
  fc.constantFrom(47, 50, 77, 200).map((protocol) => ({ kind: "protocol", protocol }) as const),
  fc.record(
    {
      kind: fc.constant("ports" as const),
      protocol: fc.constantFrom(6, 17, 132),
      destination: fc.array(span, { minLength: 1, maxLength: 3 }),
      source: fc.array(span, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ["kind", "protocol"] },
  ) as fc.Arbitrary<ServiceExpression>,
  fc
    .constantFrom({ mask: 1, value: 1 }, { mask: 8, value: 0 }, { mask: 63, value: 2 })
    .map((test) => ({ kind: "ports", protocol: 6, flags: [test] }) as const),
  fc.record(
    {
      kind: fc.constant("icmp" as const),
      family: fc.constantFrom(4, 6),
      type: fc.constantFrom(0, 3, 255),
      code: fc.constantFrom(0, 1, 255),
    },
    { requiredKeys: ["kind", "family"] },
  ) as fc.Arbitrary<ServiceExpression>,
);
const terms = fc.array(fc.record({ source: side, destination: side, what, isTaken: fc.boolean() }), {
  minLength: 1,
  maxLength: 6,
});

/** Terms added one after the other, those that are taken cut out again. */
function setOf(
  space: PacketSpace,
  list: readonly {
    source: readonly [number, number];
    destination: readonly [number, number];
    what: ServiceExpression;
    isTaken: boolean;
  }[],
): Node {
  const { family } = space.layout;
  const services = new ServiceSets({ services: [] }, space);
  const values = ([from, to]: readonly [number, number]) =>
    family === 4 ? [BASE[4] + from, BASE[4] + to] : [BASE[6] + BigInt(from), BASE[6] + BigInt(to)];
  let all: Node = EMPTY;
  for (const term of list) {
    const product = {
      sources: values(term.source),
      destinations: values(term.destination),
      service: services.of(term.what).upper,
    };
    const one = space.diagram.and(space.diagram.product(product), space.fresh);
    all = term.isTaken ? space.diagram.diff(all, one) : space.diagram.or(all, one);
  }
  return all;
}

describe.each([4, 6] as const)("sets of IPv%i as people read them", (family) => {
  const space = SPACES[family];
  const { diagram } = space;

  it("are the same set when their boxes are read back", () => {
    fc.assert(
      fc.property(terms, (list) => {
        const set = setOf(space, list);
        const boxes = describer.whole(space, set);
        const read = boxes.map(({ sources, destinations, services }) => {
          const pairs = (texts: readonly string[]) =>
            normalize(
              texts.map((text) => readAddresses(text, family)),
              domainOf(family),
            );
          const service = diagram.union(services.map((text) => readService(space, text)));
          return diagram.and(
            diagram.product({ sources: pairs(sources), destinations: pairs(destinations), service }),
            space.fresh,
          );
        });
        expect(diagram.equals(diagram.union(read), set)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("are the same boxes however the set was made", () => {
    fc.assert(
      fc.property(terms, (list) => {
        const added = list.filter(({ isTaken }) => !isTaken);
        const [one, other] = [setOf(space, added), setOf(space, added.toReversed())];
        expect(describer.whole(space, one)).toEqual(describer.whole(space, other));
      }),
      { numRuns: 150 },
    );
  });

  it("hold as many packets as their boxes say, none of them twice, most addresses first", () => {
    fc.assert(
      fc.property(terms, (list) => {
        const boxes = boxesOf(space, setOf(space, list));
        const pairs = boxes.map(({ sources, destinations }) => size(sources) * size(destinations));
        expect(pairs).toEqual(pairs.toSorted((a, b) => Number(b - a)));
        const all = boxes.map((box) => diagram.product(box));
        for (const [index, box] of all.entries())
          for (const later of all.slice(index + 1)) expect(diagram.and(box, later)).toBe(EMPTY);
        for (const box of boxes) {
          const [half, rest] = [
            diagram.and(box.service, space.field("dstPort", [0, 80])),
            diagram.diff(box.service, space.field("dstPort", [0, 80])),
          ];
          expect(packetsIn(space, { ...box, service: half }) + packetsIn(space, { ...box, service: rest })).toBe(
            packetsIn(space, box),
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  it("use the names of the map where they fit", () => {
    const names = describer.whole(
      space,
      setOf(space, [{ source: [0, 3], destination: [3, 3], what: service("tcp/80,tcp/443"), isTaken: false }]),
    );
    expect(names).toMatchObject(
      family === 4
        ? [{ sources: ["zone cell-a"], destinations: ["plc-a"], services: ["plc-web"] }]
        : [{ sources: ["zone cell-six"], destinations: ["plc-six"], services: ["plc-web"] }],
    );
  });

  it("count one packet as one", () => {
    const value = BASE[family];
    const header = space.diagram.and(
      space.diagram.and(space.field("protocol", [17, 17]), space.ports(17, [53, 53], [1024, 1025], 1)),
      space.fresh,
    );
    expect(packetsIn(space, { sources: [value, value], destinations: [value, value], service: header })).toBe(2n);
  });
});
