/**
 * Sources of packets that were dialled: translations that ask what translated the destination, before a second firewall that
 * looks at the source. Sets against walks.
 */
import { describe, expect, it } from "vitest";
import type { Device, NatRule } from "../../src/model/device.js";
import type { AddressExpression } from "../../src/model/expression.js";
import type { RuleMatch } from "../../src/model/rule.js";
import { addresses, doubt, firewall, match, plan, port, route, zone } from "../analyse/device-builder.js";
import { fc } from "../seeded.js";
import { type Asked, compareDialled, newCompared } from "./dialled.js";
import { tellSoak } from "./soaking.js";

const RUNS = Number(process.env.ZONEPROOF_RUNS ?? 300);
const HOSTS = [9, 70];
const OUTER = ["192.0.2.5", "192.0.2.6"];
const GIVEN = ["10.9.0.1", "10.9.0.100"];
const AT = { file: "fw-edge.conf", line: 60, column: 1, endLine: 1, endColumn: 2 };
const common = { enabled: true, at: [AT] as const };

const server = fc.tuple(fc.constantFrom(1, 2), fc.constantFrom(...HOSTS)).map(([of, last]) => `10.0.${of}.${last}`);
const from = fc.constantFrom("any", "any", "10.0.0.9", "10.0.0.64-10.0.0.95");
const what = fc.constantFrom("any", "any", "tcp/502", "tcp/1-600");

type Draft = Omit<NatRule, "id">;

/** What is open may be so because of a source that is not known, or an address that may not be dialled. */
const published: fc.Arbitrary<Draft> = fc
  .record({
    from,
    to: fc.constantFrom(...OUTER, "192.0.2.5-192.0.2.6"),
    what,
    server: fc.oneof(server, fc.constant("10.0.1.9-10.0.1.10")),
    doubt: fc.constantFrom("none", "none", "none", "source", "destination"),
    over: fc.constantFrom(undefined, undefined, ["port1"]),
  })
  .map((one) => {
    const { source, destination, service } = match(one.from, one.to, one.what);
    const maybe = (upper: AddressExpression) => ({ kind: "unknown", doubt: "mark", upper }) as const;
    return {
      ...common,
      kind: "destination",
      match: {
        source: one.doubt === "source" ? maybe(source) : source,
        destination: one.doubt === "destination" ? maybe(destination) : destination,
        service,
        ...(one.over && { ingress: one.over }),
      },
      translated: addresses(one.server),
    };
  });

const hiding: fc.Arbitrary<Draft> = fc
  .record({
    from,
    to: fc.oneof(server, fc.constantFrom("any", "any", "10.0.1.0/24")),
    what,
    given: fc.constantFrom(...GIVEN, ...GIVEN, "exempt", "10.9.0.100-10.9.0.101"),
    named: fc.constantFrom(undefined, ["n0"], ["n0"], ["n1"], ["n0", "n1"]),
    translated: fc.constantFrom(undefined, undefined, "never" as const, "unknown" as const),
  })
  .map(({ from: source, to, what: service, given, named, translated }): Draft => {
    const of = match(source, to, service);
    const destination: AddressExpression =
      named === undefined
        ? of.destination
        : { kind: "unknown", doubt: "mark", upper: of.destination, translatedBy: named };
    const asked: RuleMatch = { ...of, destination, ...(translated === undefined ? {} : { translated }) };
    const then = given === "exempt" ? { exempt: true } : { translated: addresses(given) };
    return { ...common, kind: "source", match: asked, ...then };
  });

const line = fc
  .tuple(
    fc.constantFrom("permit", "permit", "deny"),
    fc.constantFrom(...GIVEN, "10.0.0.0/24", "10.0.0.9", "any"),
    fc.constantFrom("any", "any", "10.0.1.0/24", "10.0.2.9"),
  )
  .map(([action, source, to]) => `${action} ${source} > ${to} any`);

const plant = fc
  .record({
    published: fc.array(published, { minLength: 1, maxLength: 2 }),
    hiding: fc.array(hiding, { minLength: 1, maxLength: 3 }),
    lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  })
  .map(({ published: first, hiding: then, lines }): Device[] => [
    firewall(["permit any > any any"], {
      interfaces: [port("port1 10.0.0.1/24"), port("port2 10.9.0.1/24")],
      routes: [route("10.0.1.0/24 via 10.9.0.2"), route("10.0.2.0/24 via 10.9.0.2")],
      nat: [...first, ...then].map((one, index) => ({ id: `n${index}`, ...one })),
      doubts: [doubt("mark", "match")],
    }),
    firewall(lines, {
      id: "fw-cell",
      interfaces: [port("port1 10.9.0.2/24"), port("port2 10.0.1.1/24"), port("port3 10.0.2.1/24")],
      routes: [route("10.0.0.0/24 via 10.9.0.1")],
    }),
  ]);

const ASKED: Asked = {
  map: plan([0, 1, 2].map((number) => zone(`cell-${number} 10.0.${number}.0/24`))),
  family: 4,
  host: (of, last) => `10.0.${of}.${last}`,
  hosts: HOSTS,
  ports: [502, 8502],
  dialled: [...OUTER, ...[0, 1, 2].flatMap((of) => [1, ...HOSTS, 200].map((last) => `10.0.${of}.${last}`))],
};

describe("sources of dialled packets", () => {
  it(`sets hold what walks reach, in ${RUNS} random plants`, { timeout: 1_800_000 }, () => {
    const compared = newCompared();
    fc.assert(
      fc.property(plant, (devices) => compareDialled(devices, ASKED, compared)),
      { numRuns: RUNS },
    );
    tellSoak(compared.verdicts);
    const { arrives, must, dialled } = compared.seen;
    expect(Math.min(arrives, must, dialled)).toBeGreaterThan(RUNS / 6);
  });
});
