/** What policies are given of the facts: no evidence, and each kind of services once. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { deviceInput, Kinds, pairInput } from "../../src/judge/input.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import type { DefaultDemands } from "../../src/zones/map.js";
import { firewall, plan, zone } from "../analyse/device-builder.js";

const MAP = plan([zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24")]);
const RULES = [
  "permit 10.1.0.9 > 10.2.0.9 tcp/502",
  "permit 10.1.0.10 > 10.2.0.9 tcp/502",
  "permit 10.1.0.11 > 10.2.0.9 tcp/3389",
  "deny any > any any",
  "permit 10.1.0.12 > 10.2.0.9 tcp/22",
];
const plant = resolvePlant([firewall(RULES)], MAP, []);
const facts = buildFacts(plant, analysePlant(plant));
const nothing = () => ({
  ...{ process: [], engineering: [], safety_engineering: [] },
  ...{ remote_desktop: [], clear_text: [], without_integrity: [] },
});
const kinds = new Kinds(nothing);

describe("what policies are given", () => {
  it("is a pair with each kind of rule and of services once", () => {
    const [handed] = facts.pairs.filter(({ from }) => from.id === "cell-a").map((pair) => pairInput(pair, kinds));
    const pair = handed?.input;
    expect(pair?.carriers.map(({ permits }) => permits.services)).toEqual(["0", "1"]);
    expect(handed?.members.get("carriers")).toEqual([[0, 1], [2]]);
    expect(pair?.services["0"]?.protocols).toMatchObject({ "modbus-tcp": "tcp/502" });
    expect(pair?.services["1"]?.protocols).toMatchObject({ rdp: "tcp/3389" });
  });

  it("is what services may be, asked once for all that have the same candidates", () => {
    const asked: Record<string, string>[] = [];
    const asking = new Kinds((protocols) => {
      asked.push(protocols);
      return { ...nothing(), process: Object.keys(protocols).toSorted() };
    });
    const pairs = [...facts.pairs, ...structuredClone(facts.pairs)].map((pair) => pairInput(pair, asking).input);
    const told = pairs.flatMap(({ services }) => Object.values(services));
    expect(new Set(asked.map((protocols) => JSON.stringify(protocols))).size).toBe(asked.length);
    expect(asked.length).toBeLessThan(told.length);
    for (const { protocols, process } of told) expect(process).toEqual(Object.keys(protocols).toSorted());
  });

  it("is a device with each kind of permit once", () => {
    const [handed] = facts.devices.map((device) => deviceInput(device, kinds));
    expect(handed?.input.permits).toHaveLength(1);
    expect(handed?.members.get("permits")).toEqual([[0, 1, 2]]);
    expect(handed?.members.get("dead_rules")).toEqual([[0]]);
  });

  it("holds neither names, places, packets nor boxes of the rules", () => {
    const carriers = facts.pairs.map((pair) => pairInput(pair, kinds)).flatMap(({ input }) => input.carriers);
    const [device] = facts.devices.map((device) => deviceInput(device, kinds)).map(({ input }) => input);
    const handed = JSON.stringify([carriers, device?.permits, device?.dead_rules]);
    expect(device?.dead_rules).toHaveLength(1);
    expect(handed).not.toMatch(/"(table|name|order|locations|witness|boxes|more_boxes|protocols)"/);
    expect(JSON.stringify(facts.pairs)).toMatch(/"locations".*"witness"/);
  });

  it("holds of comments and counts what the map demands something of, and nothing else", () => {
    const at = { file: "zones.yaml", line: 1, column: 1, endLine: 1, endColumn: 2 };
    const asked = (demands: readonly DefaultDemands[]) => {
      const demanding = resolvePlant([firewall(RULES)], { ...MAP, demands }, []);
      return buildFacts(demanding, analysePlant(demanding))
        .pairs.filter(({ from }) => from.id === "cell-a")
        .flatMap((pair) => pairInput(pair, kinds).input.carriers.map((carrier) => carrier.asked));
    };
    expect(asked([])).toEqual([undefined, undefined]);
    expect(asked([{ level: 1, log: true, at }])).toEqual([{ has_comment: false }, { has_comment: false }]);
    expect(asked([{ level: 4, mostSources: 9, mostServices: 9, at }])).toEqual(
      Array(2).fill({ has_comment: false, sources: { least: 1, most: 1 }, services: { least: 1, most: 1 } }),
    );
  });
});
