/** Health of rules, trap by trap: empty, redundant, contradicting; several interfaces and translations together. */
import { describe, expect, it } from "vitest";
import { ruleHealth } from "../../../src/analyse/health/rule-health.js";
import { DeviceRules } from "../../../src/analyse/rule-sets.js";
import type { Device } from "../../../src/model/device.js";
import type { Rule } from "../../../src/model/rule.js";
import { SharedDiagrams } from "../../../src/packets/shared-diagrams.js";
import { addresses, doubt, firewall, match, nat, type rules, service, step, table } from "../device-builder.js";

interface Trap {
  readonly trap: string;
  readonly rules: Parameters<typeof rules>[0];
  readonly over?: Partial<Device>;
  /** `dead 2: 1`, `empty 1: source`, `redundant 1: 2`, `contradiction 2: 1`, `exception 2: 1`. */
  readonly told: readonly string[];
}

const PLC = "permit 10.1.0.5 > 10.2.0.9 tcp/502";
const DOUBT = { doubts: [{ doubt: "d1", effect: "narrows" }] } satisfies Partial<Rule>;
const OPEN = { doubts: [{ doubt: "d1", effect: "anything" }] } satisfies Partial<Rule>;

function on(line: string, ingress: readonly string[], egress?: readonly string[]): readonly [string, Partial<Rule>] {
  const [, source = "", destination = "", what = ""] = /^\S+ (\S+) > (\S+) (\S+)$/.exec(line) ?? [];
  return [line, { match: { ...match(source, destination, what), ingress, ...(egress && { egress }) } }];
}

/** The named translation reaches 10.2.0.9; a rule may name it. */
const VIP: Partial<Device> = {
  nat: [nat("destination", "any", "192.0.2.1", { id: "vip", translated: addresses("10.2.0.9") })],
};

function named(line: string): readonly [string, Partial<Rule>] {
  const [, source = "", , what = ""] = /^\S+ (\S+) > (\S+) (\S+)$/.exec(line) ?? [];
  const destination = {
    kind: "unknown",
    doubt: "d1",
    lower: { kind: "none" },
    upper: addresses("10.2.0.9"),
    translatedBy: ["vip"],
  } as const;
  return [line, { match: { source: addresses(source), destination, service: service(what), translated: "unknown" } }];
}

function translated(line: string, how: "never" | "unknown"): readonly [string, Partial<Rule>] {
  const [, source = "", destination = "", what = ""] = /^\S+ (\S+) > (\S+) (\S+)$/.exec(line) ?? [];
  return [line, { match: { ...match(source, destination, what), translated: how } }];
}

const TRAPS: readonly Trap[] = [
  {
    trap: "later fragments that it lets by whatever their ports were",
    rules: [
      "deny any > 10.2.0.9 tcp/1-600",
      [
        "permit 10.1.0.5 > 10.2.0.9 tcp/502",
        { match: { ...match("10.1.0.5", "10.2.0.9", "tcp/502"), fragments: "by-address" } },
      ],
    ],
    told: ["dead 2: 1"],
  },
  { trap: "a later rule takes all of it", rules: [PLC, "permit 10.1.0.0/24 > any tcp"], told: ["redundant 1: 2"] },
  {
    trap: "of two later ones the first is named",
    rules: [PLC, "permit 10.1.0.5 > any tcp/1-502", "permit any > 10.2.0.9 tcp"],
    told: ["redundant 1: 2"],
  },
  {
    trap: "two later ones take a half each",
    rules: ["permit any > 10.2.0.9 tcp/1-100", "permit any > any tcp/1-50", "permit any > any tcp/51-200"],
    told: ["redundant 1: 2, 3"],
  },
  {
    trap: "one of the other action stands between",
    rules: [PLC, "deny 10.1.0.0/28 > any any", "permit 10.1.0.0/24 > any tcp"],
    told: ["exception 2: 1", "contradiction 3: 2"],
  },
  {
    trap: "one of the other action has nothing left because of it, and would have: it is needed",
    rules: ["deny 10.1.0.5 > 10.2.0.9 tcp/502", PLC, "deny 10.1.0.0/24 > any any"],
    told: ["dead 2: 1"],
  },
  {
    trap: "one of the same action has nothing left because of it",
    rules: [PLC, PLC, "permit 10.1.0.0/24 > any any"],
    told: ["dead 2: 1", "redundant 1: 3"],
  },
  {
    trap: "one of the other action between them takes what is taken anyway",
    rules: ["deny any > any tcp/1-10", "permit any > any tcp/5-20", "deny any > any tcp/1-9", "permit any > any tcp"],
    told: ["dead 3: 1", "redundant 2: 4", "contradiction 2: 1", "exception 4: 1"],
  },
  {
    trap: "it lets later fragments by, whatever their ports were, and stands against one of the other action",
    rules: [
      "deny any > 10.2.0.9 tcp/502-510",
      [
        "permit 10.1.0.5 > any tcp/505-600",
        { match: { ...match("10.1.0.5", "any", "tcp/505-600"), fragments: "by-address" } },
      ],
    ],
    told: ["contradiction 2: 1"],
  },
  {
    trap: "it logs and the later one does not",
    rules: [
      [PLC, { log: true }],
      ["permit 10.1.0.0/24 > any tcp", { log: false }],
    ],
    told: [],
  },
  {
    trap: "it is inspected and the later one is not",
    rules: [[PLC, { facts: { profiles: ["ips ot"] } }], "permit 10.1.0.0/24 > any tcp"],
    told: [],
  },
  { trap: "the later one is doubtful", rules: [PLC, ["permit 10.1.0.0/24 > any tcp", DOUBT]], told: [] },
  {
    trap: "a doubtful one of the other action may stand between",
    rules: [PLC, ["deny 10.1.0.0/28 > any any", DOUBT], "permit 10.1.0.0/24 > any tcp"],
    told: [],
  },
  {
    trap: "a default that nobody wrote takes it",
    rules: ["deny any > any tcp", ["deny any > any any", { implicit: true }]],
    told: [],
  },
  { trap: "of two equal rules one is told of", rules: [PLC, PLC], told: ["dead 2: 1"] },
  {
    trap: "of three that could each go for the others, the last goes",
    rules: ["permit any > any tcp/1-2", "permit any > any tcp/2-3", "permit any > any tcp/1-3"],
    told: ["dead 3: 1, 2"],
  },
  {
    trap: "its source port and its destination port contradict its fragments",
    rules: [["permit any > any tcp/80", { match: { ...match("any", "any", "tcp/80"), fragments: "only" } }], PLC],
    told: ["empty 1: service"],
  },
  {
    trap: "an empty group",
    rules: [["permit any > any tcp", { match: { ...match("any", "any", "tcp"), source: { kind: "union", of: [] } } }]],
    told: ["empty 1: source"],
  },
  {
    trap: "an object whose contents are not known is not empty",
    rules: [
      ["permit any > any tcp", { match: { ...match("any", "any", "tcp"), source: { kind: "unknown", doubt: "d1" } } }],
    ],
    told: [],
  },
  {
    trap: "an interface without an address is no object",
    rules: [["permit any > any tcp", { match: { ...match("any", "any", "tcp"), destination: { kind: "none" } } }]],
    told: [],
  },
  { trap: "IPv4 to IPv6", rules: ["permit 10.1.0.5 > 2001:db8::1 tcp"], told: ["empty 1: families"] },
  { trap: "a list of no interfaces", rules: [on(PLC, [])], told: ["empty 1: interfaces"] },
  { trap: "an unknown keyword may make it match", rules: [[on(PLC, [])[0], { ...on(PLC, [])[1], ...OPEN }]], told: [] },
  {
    trap: "IPv6 in a list that only IPv4 meets",
    rules: ["permit 2001:db8::5 > 2001:db8::9 tcp"],
    over: { forwarding: [step(["policy"], { family: 4 })] },
    told: [],
  },
  {
    trap: "two interfaces are covered by a rule each",
    rules: [on("deny any > any any", ["port1"]), on("deny any > any any", ["port2"]), on(PLC, ["port1", "port2"])],
    told: ["dead 3: 1, 2"],
  },
  {
    trap: "two sides are covered crosswise, and one pair of interfaces is not",
    rules: [
      on("deny any > any any", ["port1"], ["port2", "port3"]),
      on("deny any > any any", ["port2"], ["port3"]),
      on(PLC, ["port1", "port2"], ["port2", "port3"]),
    ],
    told: ["contradiction 3: 1, 2"],
  },
  {
    trap: "every interface that is named is not every one",
    rules: [on("deny any > any any", ["port1"]), on("deny any > any any", ["port2"]), PLC],
    told: ["contradiction 3: 1, 2"],
  },
  {
    trap: "neither lies within the other",
    rules: ["deny any > 10.2.0.9 tcp/1-502", "permit 10.1.0.5 > any tcp"],
    told: ["contradiction 2: 1"],
  },
  {
    trap: "an exception lies within",
    rules: ["deny 10.1.0.5 > 10.2.0.9 tcp/1-502", "permit 10.1.0.0/24 > any tcp"],
    told: ["exception 2: 1"],
  },
  {
    trap: "a doubtful rule contradicts nothing",
    rules: [["deny any > 10.2.0.9 tcp/1-502", DOUBT], "permit 10.1.0.5 > any tcp"],
    told: [],
  },
  {
    trap: "an ordinary rule does not cover one that names a translation",
    rules: [translated("deny any > any any", "never"), named("permit 10.1.0.5 > 10.2.0.9 tcp/502")],
    over: VIP,
    told: [],
  },
  {
    trap: "a rule that fits translated packets covers one that names their translation",
    rules: ["deny any > any any", named("permit 10.1.0.5 > 10.2.0.9 tcp/502")],
    over: VIP,
    told: ["dead 2: 1"],
  },
  {
    trap: "whether they fit is not known, and the same for both",
    rules: [translated("permit any > any any", "unknown"), translated(PLC, "unknown")],
    over: VIP,
    told: ["dead 2: 1"],
  },
  {
    trap: "whether the earlier one fits is not known, and the later one does",
    rules: [translated("permit any > any any", "unknown"), PLC],
    over: VIP,
    told: [],
  },
  {
    trap: "the same where translations are too many to look at each",
    rules: [
      translated("permit any > any any", "unknown"),
      PLC,
      translated("permit 10.1.0.6 > 10.3.0.1 tcp", "unknown"),
    ],
    over: {
      nat: Array.from({ length: 40 }, (_, number) =>
        nat("destination", "any", "192.0.2.1", { id: `vip${number}`, translated: addresses("10.2.0.9") }),
      ),
    },
    told: ["dead 3: 1"],
  },
];

function tell(lines: Trap["rules"], over: Partial<Device> = {}): string[] {
  const device = firewall([], { tables: [table("policy", lines)], doubts: [doubt("d1", "rule")], ...over });
  const { dead, empty, redundant, overruled } = ruleHealth(new DeviceRules(device), new SharedDiagrams());
  const ids = (list: readonly Rule[]) => list.map(({ id }) => id).join(", ");
  return [
    ...dead.map(({ rule, coveredBy }) => `dead ${rule.id}: ${ids(coveredBy)}`),
    ...empty.map(({ rule, because }) => `empty ${rule.id}: ${because}`),
    ...redundant.map(({ rule, decidedBy }) => `redundant ${rule.id}: ${ids(decidedBy)}`),
    ...overruled.map(({ rule, kind, by }) => `${kind} ${rule.id}: ${ids(by)}`),
  ];
}

describe("the health of rules", () => {
  it.each(TRAPS)("$trap", ({ rules: lines, over, told }) => {
    expect(tell(lines, over)).toEqual(told);
  });

  it("counts earlier rules of the other action as far as it looks, and says when that was not all", () => {
    const denies = Array.from({ length: 200 }, (_, port) => `deny any > 10.2.0.9 tcp/${port + 1}`);
    const device = firewall([...denies, "permit 10.1.0.0/24 > any tcp"]);
    const { overruled } = ruleHealth(new DeviceRules(device), new SharedDiagrams());
    expect(overruled.map(({ by, more, isCounted }) => [by.length, more, isCounted])).toEqual([[3, 125, false]]);
  });
});
