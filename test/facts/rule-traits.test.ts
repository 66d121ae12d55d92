import { describe, expect, it } from "vitest";
import { type Measured, type Side, TraitsPool } from "../../src/facts/rule-traits.js";
import { WIDTHS } from "../../src/facts/widths.js";
import type { Rule } from "../../src/model/rule.js";
import { fc } from "../seeded.js";

const AT = { file: "a.cfg", line: 1, column: 1, endLine: 1, endColumn: 9 };
const ANY = { kind: "any" } as const;

const side: fc.Arbitrary<Side> = fc.record({
  isAny: fc.boolean(),
  isExact: fc.boolean(),
  bits: fc.constantFrom(...WIDTHS),
});
const measured: fc.Arbitrary<Measured> = fc.record({
  source: side,
  destination: side,
  width: fc.record({
    any_service: fc.boolean(),
    full_tcp_or_udp: fc.boolean(),
    open_ports: fc.boolean(),
    wide_ports: fc.boolean(),
  }),
  certain: fc.boolean(),
  isApart: fc.boolean(),
  tools: fc.constantFrom([], ["anydesk"], ["anydesk", "teamviewer"]),
});
const told = fc.constantFrom(undefined, true, false);
const words = fc.constantFrom(undefined, "", "weekdays", "until 2027-01-31", "CHG-4711", "temp");
const lists = fc.constantFrom(undefined, [], ["vendors"], ["ips"]);
const rule: fc.Arbitrary<Rule> = fc.record({
  id: fc.constantFrom("1", "2"),
  name: words,
  comment: words,
  action: fc.constantFrom("permit", "deny", "unknown"),
  enabled: fc.boolean(),
  implicit: fc.constantFrom(undefined, true),
  log: told,
  match: fc.constant({ source: ANY, destination: ANY, service: ANY }),
  at: fc.constant([AT] as const),
  facts: fc.option(
    fc.record({
      schedule: words,
      expires: words,
      users: lists,
      profiles: lists,
      records: fc.constantFrom(undefined, "sessions", "findings", "nothing"),
      translatesSource: told,
    }),
    { nil: undefined },
  ),
});

type Asked = readonly [Rule, Measured];

/** The first one, and the first one with one thing after the other as the second one has it. */
function besides([one, found]: Asked, [other, otherFound]: Asked): Asked[] {
  const facts = changes(one.facts ?? {}, other.facts ?? {});
  const widths = changes(found.width, otherFound.width);
  return [
    [one, found],
    ...changes(one, other).map((changed): Asked => [changed, found]),
    ...facts.map((changed): Asked => [{ ...one, facts: changed }, found]),
    ...changes(found, otherFound).map((changed): Asked => [one, changed]),
    ...widths.map((width): Asked => [one, { ...found, width }]),
  ];
}

function changes<T extends object>(one: T, other: T): T[] {
  return Object.entries(other).map(([key, value]) => ({ ...one, [key]: value }));
}

describe("rules of one device", () => {
  it("have the traits that each has by itself, whatever rules that differ in one thing were asked about before", () => {
    fc.assert(
      fc.property(fc.tuple(rule, measured), fc.tuple(rule, measured), (first, second) => {
        const shared = new TraitsPool("core-1");
        for (const [one, found] of besides(first, second)) {
          expect(shared.of(one, found)).toEqual(new TraitsPool("core-1").of(one, found));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("share them where they differ in their names alone", () => {
    fc.assert(
      fc.property(rule, measured, (one, found) => {
        const pool = new TraitsPool("core-1");
        expect(pool.of({ ...one, id: "7" }, found)).toBe(pool.of(one, found));
      }),
    );
  });
});
