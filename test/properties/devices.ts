/** Small random devices and packets that meet them: few addresses and ports, so that every edge is hit often. */
import type { Device, Doubt, NatRule } from "../../src/model/device.js";
import type { AddressExpression, ServiceExpression } from "../../src/model/expression.js";
import type { Packet } from "../../src/model/packet.js";
import type { FilterStep, Rule, Table } from "../../src/model/rule.js";
import { fc } from "../seeded.js";

const AT = { file: "fw-edge.conf", line: 1, column: 1, endLine: 1, endColumn: 2 };
const BASE4 = 0x0a140000;
const BASE6 = 0x20010db8_00000000_00000000_00000000n;
const SPAN = 15;
const INTERFACES = ["port1", "port2"];

const offset = fc.nat(SPAN);
const span = fc.tuple(offset, offset).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const family = fc.constantFrom(4 as const, 6 as const);

const addressLeaf: fc.Arbitrary<AddressExpression> = fc.oneof(
  fc.constant({ kind: "any" } as const),
  family.map((of) => ({ kind: "any", family: of }) as const),
  fc.constant({ kind: "none" } as const),
  span.map(([from, to]) => ({ kind: "range4", from: BASE4 + from, to: BASE4 + to }) as const),
  fc
    .tuple(offset, offset)
    .map(
      ([value, care]) =>
        ({ kind: "pattern4", value: (BASE4 + (value & care)) >>> 0, care: (~SPAN | care) >>> 0 }) as const,
    ),
  span.map(([from, to]) => ({ kind: "range6", from: BASE6 + BigInt(from), to: BASE6 + BigInt(to) }) as const),
  fc.nat(3).map((number) => ({ kind: "object", object: `a${number}` }) as const),
);

const address: fc.Arbitrary<AddressExpression> = fc.letrec<{ tree: AddressExpression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { arbitrary: addressLeaf, weight: 5 },
    { arbitrary: fc.array(tie("tree"), { maxLength: 3 }).map((of) => ({ kind: "union", of }) as const), weight: 2 },
    {
      arbitrary: fc.tuple(tie("tree"), tie("tree")).map(([base, minus]) => ({ kind: "except", base, minus }) as const),
      weight: 1,
    },
    {
      arbitrary: fc
        .tuple(tie("tree"), fc.constantFrom(4 as const, 6 as const, "both" as const))
        .map(([of, within]) => ({ kind: "not", of, family: within }) as const),
      weight: 1,
    },
    { arbitrary: tie("tree").map((upper) => ({ kind: "unknown", doubt: "d1", upper }) as const), weight: 1 },
    {
      arbitrary: fc
        .tuple(tie("tree"), fc.subarray(["n0", "n1", "n2"], { minLength: 1 }))
        .map(([upper, translatedBy]) => ({ kind: "unknown", doubt: "d1", upper, translatedBy }) as const),
      weight: 1,
    },
  ),
})).tree;

const port = fc.constantFrom(0, 1, 22, 23, 502, 503, 49_152, 65_535);
const ports = fc.array(
  fc.tuple(port, port).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  { minLength: 1, maxLength: 2 },
);
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined });

const serviceLeaf: fc.Arbitrary<ServiceExpression> = fc.oneof(
  fc.constant({ kind: "any" } as const),
  fc.constant({ kind: "none" } as const),
  fc.constantFrom(1, 6, 17, 47, 58).map((protocol) => ({ kind: "protocol", protocol }) as const),
  fc.tuple(fc.constantFrom(6, 17), maybe(ports), maybe(ports), fc.nat(3)).map(
    ([protocol, source, destination, flagged]) =>
      ({
        kind: "ports",
        protocol,
        ...(source && { source }),
        ...(destination && { destination }),
        ...(flagged === 0 &&
          protocol === 6 && {
            flags: [
              { mask: 16, value: 16 },
              { mask: 4, value: 4 },
            ],
          }),
      }) as const,
  ),
  fc.tuple(family, maybe(fc.constantFrom(0, 8, 128)), maybe(fc.constantFrom(0, 1))).map(
    ([of, type, code]) =>
      ({
        kind: "icmp",
        family: of,
        ...(type !== undefined && { type }),
        ...(code !== undefined && { code }),
      }) as const,
  ),
  fc.nat(3).map((number) => ({ kind: "object", object: `s${number}` }) as const),
);

const service: fc.Arbitrary<ServiceExpression> = fc.letrec<{ tree: ServiceExpression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { arbitrary: serviceLeaf, weight: 6 },
    { arbitrary: fc.array(tie("tree"), { maxLength: 3 }).map((of) => ({ kind: "union", of }) as const), weight: 2 },
    { arbitrary: tie("tree").map((of) => ({ kind: "not", of }) as const), weight: 1 },
    { arbitrary: tie("tree").map((upper) => ({ kind: "unknown", doubt: "d1", upper }) as const), weight: 1 },
  ),
})).tree;

const interfaceList = fc.subarray(INTERFACES, { minLength: 1 });

const rule: fc.Arbitrary<Omit<Rule, "id">> = fc.record(
  {
    action: fc.oneof(
      { arbitrary: fc.constantFrom("permit", "deny"), weight: 9 },
      { arbitrary: fc.constant("unknown"), weight: 1 },
    ),
    match: fc.record(
      {
        source: address,
        destination: address,
        service,
        ingress: interfaceList,
        egress: interfaceList,
        fragments: fc.constantFrom("like-others", "by-address", "only"),
        translated: fc.constantFrom("fits", "fits", "never", "unknown"),
      },
      { requiredKeys: ["source", "destination", "service"] },
    ),
    enabled: fc.nat(9).map((number) => number > 0),
    doubts: fc.constantFrom("narrows", "anything").map((effect) => [{ doubt: "d1", effect }]),
    at: fc.constant([AT] as const),
  },
  { requiredKeys: ["action", "match", "enabled", "at"] },
) as fc.Arbitrary<Omit<Rule, "id">>;

const rules = fc.array(rule, { maxLength: 7 }).map((list) => list.map((one, index) => ({ ...one, id: String(index) })));

const table = (id: string): fc.Arbitrary<Table> =>
  rules.map((list) => ({ id, name: id, kind: "acl", rules: list, bound: true, at: [AT] }));

const otherwise = fc.constantFrom("permit" as const, "deny" as const).map(
  (action): Rule => ({
    id: "otherwise",
    action,
    match: { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } },
    enabled: true,
    implicit: true,
    at: [AT],
  }),
);

const filter = fc.record({
  name: fc.constant("other filter"),
  tables: fc.subarray(["t0", "t1"], { minLength: 1 }),
  otherwise,
});

/** One step in four may be decided by another filter. */
const instead = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 3 },
  { arbitrary: fc.array(filter, { minLength: 1, maxLength: 2 }).map((of) => ({ doubt: "d1", of })), weight: 1 },
);

const step: fc.Arbitrary<FilterStep> = fc
  .record(
    {
      name: fc.constant("filter"),
      tables: fc.subarray(["t0", "t1"], { minLength: 1 }),
      otherwise,
      stateful: fc.boolean(),
      at: fc.constant([]),
      ingress: interfaceList,
      egress: interfaceList,
      family,
      sees: fc.constantFrom("incoming", "forwarded", "leaving"),
    },
    { requiredKeys: ["name", "tables", "otherwise", "stateful", "at"] },
  )
  .chain((one) =>
    instead.map((others) => ({ kind: "filter", ...one, ...(others && { instead: others }) }) as FilterStep),
  );

/** Addresses of a translation: mostly one, or a range that starts at the edge of another. */
const place: fc.Arbitrary<AddressExpression> = fc.oneof(
  { arbitrary: span.map(([from, to]) => ({ kind: "range4", from: BASE4 + from, to: BASE4 + to }) as const), weight: 3 },
  { arbitrary: offset.map((at) => ({ kind: "range4", from: BASE4 + at, to: BASE4 + at }) as const), weight: 3 },
  {
    arbitrary: offset.map((at) => ({ kind: "range6", from: BASE6 + BigInt(at), to: BASE6 + BigInt(at) }) as const),
    weight: 1,
  },
  { arbitrary: addressLeaf, weight: 1 },
);

/** Two ranges of one length. */
const inOrder = fc
  .tuple(offset, offset, fc.nat(4))
  .map(([a, b, length]) =>
    [a, b].map((from) => ({ kind: "range4", from: BASE4 + from, to: BASE4 + from + length }) as const),
  );

/** What becomes of source ports; left out: any. */
const sourcePorts = fc.oneof(
  fc.constant("kept" as const),
  fc.constant({ from: 1024, to: 65_535 }),
  ports.map(([one]) => one!),
);

const natRule: fc.Arbitrary<Omit<NatRule, "id">> = fc
  .record({
    kind: fc.constantFrom("destination" as const, "source" as const),
    ends: fc.oneof(
      { arbitrary: fc.tuple(place, place).map(([from, to]) => ({ from, to, inOrder: false })), weight: 3 },
      { arbitrary: inOrder.map(([from, to]) => ({ from, to, inOrder: true })), weight: 2 },
    ),
    other: address,
    service: fc.oneof(
      { arbitrary: fc.constant({ kind: "any" } as const), weight: 2 },
      { arbitrary: service, weight: 1 },
    ),
    ports: maybe(fc.tuple(port, port)),
    extra: fc.record(
      {
        ingress: interfaceList,
        egress: interfaceList,
        exempt: fc.constant(true),
        gone: fc.constant(true),
        translated: fc.constantFrom("fits", "never", "unknown"),
        sourcePorts,
      },
      { requiredKeys: [] },
    ),
    enabled: fc.nat(9).map((number) => number > 0),
  })
  .map(({ kind, ends, other, service: what, ports: pair, extra, enabled }): Omit<NatRule, "id"> => {
    const { ingress, egress, exempt, gone, translated, sourcePorts: given } = extra;
    const { from = { kind: "any" }, to } = ends;
    const forwarded = kind === "destination" && pair !== undefined ? pair : undefined;
    const sides = kind === "source" ? { source: from, destination: other } : { source: other, destination: from };
    const one = (number: number) =>
      ({ kind: "ports", protocol: 6, destination: [{ from: number, to: number }] }) as const;
    return {
      kind,
      match: {
        ...sides,
        service: forwarded === undefined ? what : one(forwarded[0]),
        ...(ingress && { ingress }),
        ...(egress && kind === "source" && { egress }),
        ...(translated && kind === "source" && { translated }),
      },
      ...(gone || to === undefined ? {} : { translated: to }),
      ...(forwarded && { translatedService: one(forwarded[1]) }),
      ...(ends.inOrder && { inOrder: true }),
      ...(exempt && { exempt }),
      ...(given && kind === "source" && { sourcePorts: given }),
      enabled,
      at: [AT],
    };
  });

const nat = fc
  .oneof({ arbitrary: fc.constant([]), weight: 1 }, { arbitrary: fc.array(natRule, { maxLength: 4 }), weight: 2 })
  .map((list) => list.map((one, index): NatRule => ({ id: `n${index}`, ...one })));

const wideDoubt: fc.Arbitrary<readonly Doubt[]> = fc.oneof(
  { arbitrary: fc.constant([]), weight: 18 },
  { arbitrary: fc.constant([{ id: "d2", reason: "unknown statement", scope: "device", at: AT } as const]), weight: 1 },
  {
    arbitrary: fc.constant([
      { id: "d2", reason: "unknown statement", scope: "interfaces", interfaces: ["port1"], at: AT } as const,
    ]),
    weight: 1,
  },
);

/** Devices of two interfaces, two tables and up to three steps each way. */
export const device: fc.Arbitrary<Device> = fc
  .record({
    addresses: fc.tuple(address, address, address, address),
    services: fc.tuple(service, service, service, service),
    tables: fc.tuple(table("t0"), table("t1")),
    forwarding: fc.array(step, { minLength: 1, maxLength: 3 }),
    toDevice: fc.array(step, { maxLength: 2 }),
    doubts: wideDoubt,
    nat,
  })
  .map(({ addresses, services, tables, forwarding, toDevice, doubts, nat: translations }) => ({
    id: "fw-edge",
    vendor: "fortigate",
    platform: "fortios",
    file: "fw-edge.conf",
    at: AT,
    interfaces: INTERFACES.map((id) => ({
      id,
      router: "default",
      kind: "routed",
      enabled: true,
      addresses: [],
      at: [AT],
    })),
    routers: [{ id: "default", forwards: { ipv4: true, ipv6: true } }],
    routes: [],
    addresses: addresses.map((value, index) => ({ id: `a${index}`, name: `a${index}`, value, at: [AT] })),
    services: services.map((value, index) => ({ id: `s${index}`, name: `s${index}`, value, at: [AT] })),
    tables,
    forwarding,
    toDevice,
    nat: translations,
    management: { services: [] },
    doubts: [{ id: "d1", reason: "not in the file", scope: "match", at: AT }, ...doubts],
    unparsed: [],
    idle: [],
  }));

/** Packets whose addresses lie inside and at the edges of what devices speak of. */
export const packet: fc.Arbitrary<Packet> = fc
  .record({
    family,
    src: fc.integer({ min: -1, max: SPAN + 1 }),
    dst: fc.integer({ min: -1, max: SPAN + 1 }),
    protocol: fc.constantFrom(1, 6, 6, 6, 17, 17, 47, 58),
    srcPort: port,
    dstPort: port,
    type: fc.constantFrom(0, 8, 128),
    code: fc.constantFrom(0, 1),
    flags: fc.constantFrom(2, 2, 16, 4, 18),
    tail: fc.nat(4).map((number) => number === 0),
  })
  .map(({ family: of, src, dst, protocol, srcPort, dstPort, type, code, flags, tail }) => {
    const place = (at: number) => (of === 4 ? BASE4 + at : BASE6 + BigInt(at));
    const hasPorts = !tail && (protocol === 6 || protocol === 17);
    const isIcmp = !tail && protocol === (of === 4 ? 1 : 58);
    return {
      family: of,
      src: place(src),
      dst: place(dst),
      protocol,
      srcPort: hasPorts ? srcPort : 0,
      dstPort: hasPorts ? dstPort : 0,
      icmpType: isIcmp ? type : 0,
      icmpCode: isIcmp ? code : 0,
      flags: !tail && protocol === 6 ? flags : 0,
      tail,
    };
  });
