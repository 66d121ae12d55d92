/** Dead rules: what earlier rules take, alone or together, and what they do not surely take. */

import { describe, expect, it } from "vitest";
import { ruleHealth } from "../../../src/analyse/health/rule-health.js";
import { DeviceRules } from "../../../src/analyse/rule-sets.js";
import type { Rule } from "../../../src/model/rule.js";
import { BudgetExceeded } from "../../../src/packets/diagram.js";
import { SharedDiagrams } from "../../../src/packets/shared-diagrams.js";
import type { PacketSpace } from "../../../src/packets/space.js";
import { doubt, firewall } from "../device-builder.js";

interface Trap {
  readonly trap: string;
  readonly rules: readonly (string | readonly [string, Partial<Rule>])[];
  /** `DEAD: COVERING, …` by number. */
  readonly dead: readonly string[];
}

const BELOW = "permit 10.1.0.5 > 10.2.0.0/24 tcp/502";
const DOUBT = { doubts: [{ doubt: "d1", effect: "narrows" }] } satisfies Partial<Rule>;

const TRAPS: readonly Trap[] = [
  { trap: "an equal rule above", rules: [BELOW, BELOW], dead: ["2: 1"] },
  { trap: "a wider deny above hides a permit", rules: ["deny 10.1.0.0/24 > any tcp", BELOW], dead: ["2: 1"] },
  {
    trap: "two halves above cover together",
    rules: [
      "permit 10.1.0.0-10.1.0.5 > any any",
      "deny 10.1.0.6-10.1.0.255 > any any",
      "permit 10.1.0.0/24 > any tcp/80",
    ],
    dead: ["3: 1, 2"],
  },
  {
    trap: "ports of two rules cover a range together",
    rules: ["permit any > any tcp/1-1000", "permit any > any tcp/1001-65535", "permit any > any tcp/900-1100"],
    dead: ["3: 1, 2"],
  },
  { trap: "one port is left", rules: ["permit any > any tcp/1-501", "permit any > any tcp/503-600", BELOW], dead: [] },
  { trap: "a narrower rule above leaves a part", rules: ["permit 10.1.0.5 > 10.2.0.9 tcp/502", BELOW], dead: [] },
  { trap: "a disabled rule covers nothing", rules: [["permit any > any any", { enabled: false }], BELOW], dead: [] },
  { trap: "a disabled rule is not dead", rules: ["permit any > any any", [BELOW, { enabled: false }]], dead: [] },
  { trap: "a doubtful rule covers nothing", rules: [["permit any > any any", DOUBT], BELOW], dead: [] },
  {
    trap: "a doubtful rule is dead when its most is covered",
    rules: ["permit any > any any", [BELOW, DOUBT]],
    dead: ["2: 1"],
  },
  { trap: "a rule of unknown action covers nothing surely", rules: ["unknown any > any any", BELOW], dead: [] },
  {
    trap: "another ingress covers nothing",
    rules: [
      ["permit any > any any", { match: { ...any(), ingress: ["port2"] } }],
      ["permit any > any tcp", { match: { ...any(), ingress: ["port1"] } }],
    ],
    dead: [],
  },
  {
    trap: "every ingress covers one",
    rules: ["permit any > any any", ["permit any > any tcp", { match: { ...any(), ingress: ["port1"] } }]],
    dead: ["2: 1"],
  },
  {
    trap: "IPv4 is covered, IPv6 is not",
    rules: ["deny 0.0.0.0/0 > any any", "permit any > any tcp/443"],
    dead: [],
  },
  {
    trap: "covered in the one family it has",
    rules: ["deny ::/0 > any any", "permit 2001:db8::/32 > any tcp/443"],
    dead: ["2: 1"],
  },
];

function any() {
  return { source: { kind: "any" }, destination: { kind: "any" }, service: { kind: "any" } } as const;
}

describe("dead rules", () => {
  it.each(TRAPS)("$trap", ({ rules, dead }) => {
    const device = firewall(rules, { doubts: [doubt("d1", "rule")] });
    const found = ruleHealth(new DeviceRules(device), new SharedDiagrams()).dead.map(
      ({ rule, coveredBy }) => `${rule.id}: ${coveredBy.map(({ id }) => id).join(", ")}`,
    );
    expect(found).toEqual(dead);
  });
});

/** What one service leaves of another can never be found out. */
class Exhausted extends SharedDiagrams {
  override roomySpace(family: 4 | 6): PacketSpace {
    const space = super.roomySpace(family);
    const { base } = space.diagram;
    base.beginQuestion = () => {
      base.diff = () => {
        throw new BudgetExceeded(1);
      };
    };
    return space;
  }
}

describe("a rule whose question takes too much", () => {
  it("is said to be undecided, neither dead nor alive", () => {
    const lines = ["permit any > any tcp/1-1000", "permit any > any tcp/1001-65535", "permit any > any tcp/900-1100"];
    const health = ruleHealth(new DeviceRules(firewall(lines)), new Exhausted());
    expect(health.undecided.map(({ rule }) => rule.id)).toEqual(["3"]);
    expect(health.dead).toEqual([]);
  });

  it.each([
    ["is told to whoever keeps what was found of a table", new Exhausted(), true],
    ["is none where there is room", new SharedDiagrams(), false],
  ])("%s", (_, diagrams, isCutShort) => {
    const lines = ["permit any > any tcp/1-1000", "permit any > any tcp/1001-65535", "permit any > any tcp/900-1100"];
    const found: boolean[] = [];
    ruleHealth(new DeviceRules(firewall(lines)), diagrams, (_device, _table, find) => {
      const findings = find();
      found.push(findings.isCutShort);
      return findings;
    });
    expect(found).toEqual([isCutShort]);
  });
});
