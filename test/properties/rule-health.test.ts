/** The health of rules against brute force: every packet of a small domain, first match, no sets. */
import { describe, expect, it } from "vitest";
import { type RuleHealth, ruleHealth } from "../../src/analyse/health/rule-health.js";
import { DeviceRules } from "../../src/analyse/rule-sets.js";
import type { Rule, RuleMatch } from "../../src/model/rule.js";
import { SharedDiagrams } from "../../src/packets/shared-diagrams.js";
import { firewall, table } from "../analyse/device-builder.js";
import { fc } from "../seeded.js";

/** A rule as brute force sees it: which of the few values of each field it matches. */
interface Small {
  readonly action: Rule["action"];
  readonly ingress: readonly number[] | undefined;
  readonly source: readonly [number, number];
  readonly destination: readonly [number, number];
  readonly ports: readonly [number, number];
  readonly log: boolean;
  readonly doubt: "narrows" | undefined;
}

const ADDRESSES = 6;
const PORTS = 4;
const INTERFACES = 3;
const BASE = { 4: 0x0a010000, 6: 0x20010db8_00000000_00000000_00000000n };

const span = (most: number) =>
  fc.oneof(
    fc.tuple(fc.nat(most - 1), fc.nat(most - 1)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
    fc.constant([0, most - 1] as const),
  );

const small = (doubts: boolean): fc.Arbitrary<Small> =>
  fc.record({
    action: fc.constantFrom("permit", "deny"),
    ingress: fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary: fc.subarray([0, 1]), weight: 2 }),
    source: span(ADDRESSES),
    destination: span(ADDRESSES),
    ports: span(PORTS),
    log: fc.nat(7).map((number) => number === 0),
    doubt: doubts ? fc.constantFrom(undefined, undefined, undefined, "narrows" as const) : fc.constant(undefined),
  });

interface Place {
  readonly ingress: number;
  readonly source: number;
  readonly destination: number;
  readonly port: number;
}

/** Every packet of the domain; the last interface is one that no rule names. */
const EVERY: readonly Place[] = Array.from({ length: INTERFACES * ADDRESSES * ADDRESSES * PORTS }, (_, number) => ({
  ingress: number % INTERFACES,
  source: Math.floor(number / INTERFACES) % ADDRESSES,
  destination: Math.floor(number / INTERFACES / ADDRESSES) % ADDRESSES,
  port: Math.floor(number / INTERFACES / ADDRESSES / ADDRESSES),
}));

const DIAGRAMS = new SharedDiagrams();

const isIn = (value: number, [from, to]: readonly [number, number]) => from <= value && value <= to;

function matches(rule: Small, { ingress, source, destination, port }: Place): boolean {
  return (
    (rule.ingress?.includes(ingress) ?? true) &&
    isIn(source, rule.source) &&
    isIn(destination, rule.destination) &&
    isIn(port, rule.ports)
  );
}

/** The number of the first rule that matches; -1: none. */
function decider(rules: readonly Small[], packet: Place, without: ReadonlySet<number> = new Set()): number {
  return rules.findIndex((rule, index) => !without.has(index) && matches(rule, packet));
}

function matchOf(rule: Small, family: 4 | 6): RuleMatch {
  const side = ([from, to]: readonly [number, number]) =>
    family === 4
      ? ({ kind: "range4", from: BASE[4] + from, to: BASE[4] + to } as const)
      : ({ kind: "range6", from: BASE[6] + BigInt(from), to: BASE[6] + BigInt(to) } as const);
  const [from, to] = rule.ports;
  return {
    ...(rule.ingress && { ingress: rule.ingress.map((number) => `port${number}`) }),
    source: side(rule.source),
    destination: side(rule.destination),
    service: { kind: "ports", protocol: 17, destination: [{ from: 100 + from, to: 100 + to }] },
  };
}

function healthOf(rules: readonly Small[], family: 4 | 6): RuleHealth {
  const written = rules.map(
    (rule, index): Rule => ({
      id: String(index),
      action: rule.action,
      match: matchOf(rule, family),
      enabled: true,
      log: rule.log,
      ...(rule.doubt && { doubts: [{ doubt: "d1", effect: rule.doubt }] }),
      at: [{ file: "fw-edge.conf", line: index + 1, column: 1, endLine: index + 1, endColumn: 2 }],
    }),
  );
  const device = firewall([], { tables: [{ ...table("policy", []), rules: written }] });
  return ruleHealth(new DeviceRules(device), DIAGRAMS);
}

const numbers = (told: readonly { readonly rule: Rule }[]) => new Set(told.map(({ rule }) => Number(rule.id)));
const lists = (doubts: boolean) => fc.array(small(doubts), { minLength: 2, maxLength: 9 });
const family = fc.constantFrom(4 as const, 6 as const);
const RUNS = Number(process.env.ZONEPROOF_SOAK ?? 300);

describe("the health of rules", () => {
  it("calls a rule dead or empty when no packet is decided by it, and only then", () => {
    fc.assert(
      fc.property(lists(false), family, (rules, version) => {
        const { dead, empty } = healthOf(rules, version);
        const deciding = new Set(EVERY.map((packet) => decider(rules, packet)));
        const matched = rules.map((rule) => EVERY.some((packet) => matches(rule, packet)));
        const idle = rules.flatMap((_, index) => (deciding.has(index) ? [] : [index]));
        expect([...numbers(dead)]).toEqual(idle.filter((index) => matched[index]));
        expect([...numbers(empty)]).toEqual(idle.filter((index) => !matched[index]));
      }),
      { numRuns: RUNS },
    );
  });

  it("names rules that together cover a dead one, none of them for nothing", () => {
    fc.assert(
      fc.property(lists(false), family, (rules, version) => {
        for (const { rule, coveredBy } of healthOf(rules, version).dead) {
          const index = Number(rule.id);
          const own = EVERY.filter((packet) => matches(rules[index] as Small, packet));
          const covering = coveredBy.map(({ id }) => rules[Number(id)] as Small);
          expect(coveredBy.every(({ id }) => Number(id) < index)).toBe(true);
          expect(own.every((packet) => covering.some((other) => matches(other, packet)))).toBe(true);
          expect(covering.every((other) => own.some((packet) => matches(other, packet)))).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("finds redundant rules that can go, alone and together with the dead ones, and no others", () => {
    fc.assert(
      fc.property(lists(false), family, (rules, version) => {
        const { dead, empty, redundant } = healthOf(rules, version);
        const gone = new Set([...numbers(dead), ...numbers(empty), ...numbers(redundant)]);
        const treatment = (index: number) => (index < 0 ? "none" : `${rules[index]?.action} ${rules[index]?.log}`);
        const changed = (without: ReadonlySet<number>) =>
          EVERY.find((packet) => treatment(decider(rules, packet, without)) !== treatment(decider(rules, packet)));
        expect(changed(gone)).toBeUndefined();
        for (const index of numbers(redundant)) expect(changed(new Set([index]))).toBeUndefined();
        const keeps = (index: number) =>
          dead.some(({ rule, coveredBy }) => {
            const isOther = treatment(Number(rule.id)) !== treatment(index);
            return isOther && coveredBy.some(({ id }) => Number(id) === index);
          });
        for (const index of rules.keys()) {
          if (!gone.has(index) && !keeps(index)) expect(changed(new Set([...gone, index]))).toBeDefined();
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("keeps to what surely holds: whatever doubtful rules match, dead rules are dead and redundant ones can go", () => {
    fc.assert(
      fc.property(
        lists(true),
        family,
        fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
        (rules, version, are) => {
          const { dead, empty, redundant } = healthOf(rules, version);
          const never = new Set(rules.flatMap(({ doubt }, index) => (doubt && are[index] !== true ? [index] : [])));
          const idle = new Set([...numbers(dead), ...numbers(empty)]);
          const gone = new Set([...never, ...idle, ...numbers(redundant)]);
          const action = (index: number) => rules[index]?.action;
          const wrong = EVERY.find((packet) => {
            const real = decider(rules, packet, never);
            return idle.has(real) || action(decider(rules, packet, gone)) !== action(real);
          });
          expect(wrong).toBeUndefined();
        },
      ),
      { numRuns: RUNS },
    );
  });

  it("tells contradictions from exceptions, and misses none of a short list", () => {
    fc.assert(
      fc.property(lists(false), family, (rules, version) => {
        const { dead, empty, overruled } = healthOf(rules, version);
        const idle = new Set([...numbers(dead), ...numbers(empty)]);
        const expected = rules.flatMap((rule, index) => {
          if (idle.has(index)) return [];
          const kinds = rules.slice(0, index).flatMap((earlier, number) => {
            if (idle.has(number) || earlier.action === rule.action) return [];
            if (!EVERY.some((packet) => matches(earlier, packet) && matches(rule, packet))) return [];
            return isWithin(earlier, rule) ? ["exception"] : ["contradiction"];
          });
          if (kinds.length === 0) return [];
          return [`${index} ${kinds.includes("contradiction") ? "contradiction" : "exception"}`];
        });
        expect(overruled.map(({ rule, kind }) => `${rule.id} ${kind}`)).toEqual(expected);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Lists of interfaces are no set of three: a rule without one also applies where no other does. */
function isWithin(inner: Small, outer: Small): boolean {
  if (outer.ingress !== undefined && inner.ingress === undefined) return false;
  return EVERY.every((packet) => !matches(inner, packet) || matches(outer, packet));
}
