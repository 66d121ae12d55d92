/** Bridges of pfSense: hosts of one network on two ports, beside networks that are routed. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../../src/analyse/analysis.js";
import { buildFacts } from "../../../src/facts/build-facts.js";
import { resolvePlant } from "../../../src/resolve/plant.js";
import { plan, zone } from "../../analyse/device-builder.js";
import { on, pfsense, rule, type Sections } from "./configuration.js";
import { parseText } from "./walk.js";

const ZONES = [
  zone("office 10.1.0.0/25"),
  zone("plant 10.1.0.128/25"),
  zone("cell 10.2.0.0/24"),
  zone("dmz 10.4.0.0/24"),
];
const DMZ = "<opt4><enable></enable><if>igb4</if><ipaddr>10.4.0.1</ipaddr><subnet>24</subnet></opt4>";
const PORT = "<opt3><enable></enable><if>igb3</if></opt3>";
const BRIDGE = "<bridges><bridged><members>lan,opt3</members><bridgeif>bridge0</bridgeif></bridged></bridges>";

function verdicts(...given: readonly Sections[]): (from: string, to: string) => string | undefined {
  const devices = given.map((sections, index) => {
    const text = pfsense(sections).replace("fw-edge", `fw-${index + 1}`);
    return parseText(text, `fw-${index + 1}.xml`).device;
  });
  const plant = resolvePlant(devices, plan(ZONES));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return (from, to) => pairs.find((pair) => pair.from.id === from && pair.to.id === to)?.verdict;
}

describe("a bridge of pfSense", () => {
  const rules = rule(on("pass", "opt1")) + rule(on("block", "lan")) + rule(on("block", "opt3"));
  const bridged = verdicts({ interfaces: PORT + DMZ, more: BRIDGE, rules });

  it("may stop what hosts of one network send each other", () => expect(bridged("office", "plant")).toBe("unproved"));

  it("leaves pairs beside it as they are", () => {
    expect(bridged("cell", "dmz")).toBe("violated");
    expect(bridged("dmz", "cell")).toBe("proved");
  });

  it("is no router: what its ports pass is filtered in ways that are not followed", () => {
    expect(bridged("office", "cell")).toBe("unproved");
  });

  it("opens hosts of one network to each other where there is none", () => {
    expect(verdicts({ interfaces: PORT + DMZ, rules })("office", "plant")).toBe("violated");
  });
});
