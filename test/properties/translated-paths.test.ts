/** Ways with translations: what the sets say of real ends against walks of everything somebody could dial to reach them. */
import { describe, expect, it } from "vitest";
import type { Device, NatRule } from "../../src/model/device.js";
import type { AddressExpression } from "../../src/model/expression.js";
import type { RuleMatch } from "../../src/model/rule.js";
import {
  addresses,
  doubt,
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
import { fc } from "../seeded.js";
import { type Asked, compareDialled, newCompared } from "./dialled.js";
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
    fc.constantFrom(undefined, undefined, "kept" as const, { from: 1024, to: 65_535 }),
    fc.record({
      named: fc.option(fc.constantFrom("n0", "n1"), { nil: undefined, freq: 2 }),
      translated: fc.constantFrom(undefined, undefined, "never" as const, "unknown" as const),
    }),
  )
  .map(([from, to, then, kind, sourcePorts, asks]) => ({
    ...common,
    kind: "source" as const,
    match: askingFor(match(from, to, "any"), asks),
    ...(kind === 0 ? { exempt: true } : { translated: addresses(then) }),
    ...(sourcePorts && { sourcePorts }),
  }));

/** A match that asks what translated the packets before: the one of this id, or whether any did. */
function askingFor(
  of: RuleMatch,
  { named, translated }: { readonly named: string | undefined; readonly translated: RuleMatch["translated"] },
): RuleMatch {
  const upper = of.destination;
  const destination: AddressExpression =
    named === undefined ? upper : { kind: "unknown", doubt: "mark", upper, translatedBy: [named] };
  return { ...of, destination, ...(translated === undefined ? {} : { translated }) };
}

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
    doubts: [doubt("mark", "match")],
  });
}

const MAP = plan([0, 1, 2].map((number) => zone(`cell-${number} 10.0.${number}.0/24`)));
/** Everything that can be dialled in these plants. */
const DIALLED = [
  "192.0.2.5",
  "192.0.2.6",
  ...[0, 1, 2].flatMap((of) => [1, 2, 3, ...HOSTS, 198, 200].map((last) => `10.0.${of}.${last}`)),
];

const ASKED: Asked = {
  map: MAP,
  family: 4,
  host: (of, last) => `10.0.${of}.${last}`,
  hosts: HOSTS,
  ports: PORTS,
  dialled: DIALLED,
};

describe("ways with translations", () => {
  it(`sets hold what walks of dialled packets reach, in ${RUNS} random plants`, { timeout: 1_800_000 }, () => {
    const compared = newCompared();
    fc.assert(
      fc.property(fc.array(draft, { minLength: 1, maxLength: 3 }), (drafts) =>
        compareDialled(drafts.map(build), ASKED, compared),
      ),
      { numRuns: RUNS },
    );
    tellSoak(compared.verdicts);
    expect(Math.min(...Object.values(compared.seen))).toBeGreaterThan(RUNS / 6);
  });
});
