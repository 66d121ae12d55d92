/** One network at two interfaces that the map binds to two zones: packets of one zone are never taken for those of the other. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import { parseInput } from "../../src/run/parse-input.js";
import { at, plan, zone } from "./device-builder.js";

/** Two machines with one address plan, each in a VRF of its own with what it talks to. */
const CORE = `version 15.2
hostname core-1
vrf definition RED
 address-family ipv4
vrf definition BLUE
 address-family ipv4
interface GigabitEthernet0/0
 vrf forwarding RED
 ip address 10.1.0.1 255.255.255.0
interface GigabitEthernet0/1
 vrf forwarding RED
 ip address 10.2.0.1 255.255.255.0
interface GigabitEthernet0/2
 vrf forwarding BLUE
 ip address 10.1.0.1 255.255.255.0
interface GigabitEthernet0/3
 vrf forwarding BLUE
 ip address 10.3.0.1 255.255.255.0
end
`;

const on = (name: string) => ({ interfaces: [{ device: "core-1", interface: name, at: at(1, "zones.yaml") }] });

async function verdicts(): Promise<string[]> {
  const file = { path: "core-1.cfg", text: CORE, encoding: "utf-8" as const, sha256: "" };
  const parsed = await parseInput(file, new Diagnostics());
  const devices = parsed.kind === "parsed" ? parsed.devices : [];
  const zones = [
    zone("red", "cell", on("GigabitEthernet0/0")),
    zone("blue", "cell", on("GigabitEthernet0/2")),
    zone("red-ops 10.2.0.0/24"),
    zone("blue-ops 10.3.0.0/24"),
  ];
  const plant = resolvePlant(devices, plan(zones));
  const { pairs } = buildFacts(plant, analysePlant(plant));
  return pairs.map(({ from, to, verdict }) => `${from.id} > ${to.id} ${verdict}`);
}

describe("equal networks of two bound interfaces", () => {
  it("let pass surely what is of the zone's own interface, and perhaps what is of the other's", async () => {
    const found = await verdicts();
    expect(found).toContain("red > red-ops violated");
    expect(found).toContain("red > blue-ops unproved");
    expect(found).toContain("blue-ops > red unproved");
    expect(found.filter((one) => one.startsWith("blue ") && !one.endsWith("unproved"))).toEqual([]);
  });
});
