/** What is said of a kind of rule: of each of them, or of all together. */
import { beforeAll, describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { type Bundle, loadBundle } from "../../src/judge/bundle.js";
import { everyMember } from "../../src/judge/members.js";
import type { Said } from "../../src/judge/said.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { firewall, plan, zone } from "../analyse/device-builder.js";
import { judge } from "./judging.js";

const MEMBERS = new Map([["carriers", [[0, 3], [1], [2, 4]]]]);

const said = (over: Partial<Said>): Said => ({
  ...{ check: "a", verdict: "violated", status: "open", severity: "low", message: "by {rule}" },
  evidence: [
    ["carriers", 0],
    ["carriers", 0, "permits"],
  ],
  ...over,
});

describe("what is said of a kind of rule", () => {
  it("is said of each", () => {
    expect(everyMember(said({}), MEMBERS).map(({ evidence }) => evidence)).toEqual([
      [
        ["carriers", 0],
        ["carriers", 0, "permits"],
      ],
      [
        ["carriers", 3],
        ["carriers", 3, "permits"],
      ],
    ]);
  });

  it("is said once of all, in the order of the facts, where they are meant together", () => {
    const evidence = [["carriers", 0], ["carriers", 2], ["carriers", 0, "permits", "witness"], ["reasons"]];
    expect(everyMember(said({ together: true, evidence }), MEMBERS).map((one) => one.evidence)).toEqual([
      [
        ["carriers", 0],
        ["carriers", 2],
        ["carriers", 3],
        ["carriers", 4],
        ["carriers", 0, "permits", "witness"],
        ["reasons"],
      ],
    ]);
  });
});

describe("a finding about rules together", () => {
  let bundle: Bundle;
  beforeAll(async () => {
    bundle = await loadBundle();
  });
  const MAP = plan([zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24")]);
  const MODBUS = ["9", "10", "12"].map((host) => `permit 10.1.0.${host} > 10.2.0.9 tcp/502`);
  const found = (rules: readonly string[]) => {
    const plant = resolvePlant([firewall(rules)], MAP, []);
    const { findings } = judge(bundle, buildFacts(plant, analysePlant(plant)));
    return findings.filter(({ check }) => check === "no-ot-inspection");
  };

  it("shows the lines of all and a packet of the first", () => {
    const [all, ...others] = found(MODBUS);
    expect(others).toEqual([]);
    expect(all?.locations).toHaveLength(3);
    expect(all?.witness?.src).toBe("10.1.0.9");
    expect(all?.rule).toBeUndefined();
  });

  it("names the rule where it is one, and stays the same finding when others are added or removed", () => {
    const [one] = found(MODBUS.slice(1, 2));
    expect(one?.message).toContain(`by ${one?.rule} and does not look into modbus-tcp`);
    expect(found(MODBUS).map(({ fingerprint }) => fingerprint)).toEqual([one?.fingerprint]);
  });

  it("is another one for other services, which a baseline must not take for known", () => {
    const [modbus, opcua] = found([...MODBUS, "permit 10.1.0.9 > 10.2.0.9 tcp/4840"]);
    expect(modbus?.message).toContain("modbus-tcp");
    expect(opcua?.message).toContain("opcua-tcp");
    expect(modbus?.fingerprint).not.toBe(opcua?.fingerprint);
  });
});
