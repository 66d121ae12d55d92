/** What is told of a rule because the map demands something: remarks above it, days, and how much it names. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import type { Rule } from "../../src/model/rule.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import type { Demands } from "../../src/zones/map.js";
import { at, firewall, plan, step, table, zone } from "../analyse/device-builder.js";

const ZONES = [zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24")];
const EVERYTHING: Demands = {
  ...{ comment: true, commentPattern: ".", mostSources: 1, mostDestinations: 1, mostServices: 1 },
  ...{ hitWithinDays: 9, at: at(1, "zones.yaml") },
};
const DAY = "2027-01-31";

type Lines = readonly (string | readonly [string, Partial<Rule>])[];

function pairOf(lines: Lines, kind: "acl" | "policy" = "policy", demands: Demands = EVERYTHING) {
  const device = firewall([], { tables: [table("T", lines, { kind })], forwarding: [step(["T"])] });
  const map = { ...plan(ZONES), demands: [{ ...demands, level: 1 }] };
  const plant = resolvePlant([device], map, []);
  return buildFacts(plant, analysePlant(plant), { day: DAY, hashes: new Map() }).pairs.find(
    ({ from }) => from.id === "cell-a",
  );
}

const asked = (...of: Parameters<typeof pairOf>) => pairOf(...of)?.carriers.map((carrier) => carrier.asked);

describe("what demands ask of a rule", () => {
  it.each([
    ["hosts and ports one by one", "permit 10.1.0.4-10.1.0.9 > 10.2.0.8,10.2.0.9 tcp/80,udp/53,tcp/90-99", [6, 2, 12]],
    ["what overlaps once", "permit 10.1.0.4/30,10.1.0.5 > 10.2.0.8 tcp/1-10,tcp/5-20", [4, 1, 20]],
    ["protocols without ports as one each", "permit 10.1.0.4 > 10.2.0.8 icmp/8,ip/50", [1, 1, 2]],
  ])("counts %s", (_, line, [sources, destinations, services]) => {
    const exactly = (count: number | undefined) => ({ least: count, most: count });
    expect(asked([line])).toMatchObject([
      { sources: exactly(sources), destinations: exactly(destinations), services: exactly(services) },
    ]);
  });

  it("counts no more than there are of IPv4", () => {
    const everything = 2 ** 32;
    expect(asked(["permit any > 10.2.0.8 any"])).toMatchObject([{ sources: { least: everything, most: everything } }]);
  });

  it("takes a remark of an access list for all entries below it, and the comment of a policy for itself", () => {
    const lines: Lines = [
      "permit 10.1.0.7 > 10.2.0.8 tcp/1",
      ["permit 10.1.0.2 > 10.2.0.8 tcp/1", { comment: "OT-1" }],
      "permit 10.1.0.3 > 10.2.0.8 tcp/1",
    ];
    expect(asked(lines, "acl")).toMatchObject([
      { has_comment: false },
      { has_comment: true, comment: "OT-1" },
      { has_comment: true, comment: "OT-1" },
    ]);
    expect(asked(lines)?.map((one) => one?.comment)).toEqual([undefined, "OT-1", undefined]);
  });

  it("gives the text of a comment only where a form of it is demanded", () => {
    const lines: Lines = [["permit 10.1.0.2 > 10.2.0.8 tcp/1", { comment: "OT-1, review 2027-03-31" }]];
    const { commentPattern: _, ...others } = EVERYTHING;
    const [found] = asked(lines, "policy", others) ?? [];
    expect(found).toMatchObject({ has_comment: true, review: "2027-03-31" });
    expect(found).not.toHaveProperty("comment");
  });

  it("counts the days since a hit, where the export shows it", () => {
    const hit: Lines = [["permit 10.1.0.2 > 10.2.0.8 tcp/1", { facts: { lastHit: "2026-12-31" } }]];
    expect(asked(hit)).toMatchObject([{ days_since_hit: 31 }]);
    expect(asked(["permit 10.1.0.2 > 10.2.0.8 tcp/1"])?.[0]).not.toHaveProperty("days_since_hit");
  });

  it("says nothing of what nobody wrote", () => {
    expect(asked([["permit any > any any", { implicit: true }]])).toEqual([undefined]);
  });

  it("gives a day only where a demand has to do with days", () => {
    const logged: Demands = { log: true, at: EVERYTHING.at };
    expect(pairOf([], "policy", logged)).not.toHaveProperty("as_of");
    expect(pairOf([])?.as_of).toBe(DAY);
  });
});
