/** Which rules are to blame: each for what it decides after the earlier ones took their share, no others. */
import { describe, expect, it } from "vitest";
import { analysePlant } from "../../src/analyse/analysis.js";
import { buildFacts } from "../../src/facts/build-facts.js";
import { resolvePlant } from "../../src/resolve/plant.js";
import type { Zone } from "../../src/zones/map.js";
import {
  addresses,
  firewall,
  flow,
  match,
  nat,
  plan,
  port,
  route,
  service,
  step,
  table,
  zone,
} from "../analyse/device-builder.js";

const ZONES = [zone("cell-a 10.1.0.0/24"), zone("cell-b 10.2.0.0/24")];
const MODBUS = [flow("cell-a > cell-b tcp/502")];

function pairs(device: ReturnType<typeof firewall>, zones: readonly Zone[] = ZONES) {
  const plant = resolvePlant([device], plan(zones, MODBUS), []);
  return buildFacts(plant, analysePlant(plant)).pairs;
}

function carriers(...rules: Parameters<typeof firewall>[0]) {
  const pair = pairs(firewall(rules)).find(({ from }) => from.id === "cell-a");
  return pair?.carriers.map(({ rule, permits, excess }) => ({
    rule: rule.id,
    permits: permits.boxes.map(({ services }) => services.join(" ")),
    excess: excess?.boxes.map(({ services }) => services.join(" ")) ?? [],
    witness: excess?.witness.text,
  }));
}

describe("the rules that carry a pair", () => {
  it("are blamed for what they let through beyond the declared flows", () => {
    expect(carriers("permit 10.1.0.0/24 > 10.2.0.0/24 tcp/502", "permit any > 10.2.0.0/24 tcp/500-503")).toEqual([
      { rule: "1", permits: ["tcp/502"], excess: [], witness: undefined },
      {
        rule: "2",
        permits: ["tcp/500-501 tcp/503"],
        excess: ["tcp/500-501 tcp/503"],
        witness: "tcp 10.1.0.2:49152 -> 10.2.0.2:500",
      },
    ]);
  });

  it("are not those that an earlier rule leaves nothing", () => {
    expect(carriers("deny any > any tcp/23", "permit any > any tcp/23", "permit any > any udp/53")).toEqual([
      expect.objectContaining({ rule: "3", excess: ["udp/53"] }),
    ]);
  });

  it("are blamed for nothing but what starts, where ports are translated too", () => {
    const forward = nat("destination", "any", "192.0.2.9", {
      match: match("any", "192.0.2.9", "tcp/1502"),
      translated: addresses("10.2.0.9"),
      translatedService: service("tcp/502"),
    });
    const device = firewall(["permit 10.1.0.0/24 > 10.2.0.9 tcp/502"], { nat: [forward] });
    const pair = pairs(device).find(({ from }) => from.id === "cell-a");
    expect(pair?.carriers.map(({ permits }) => permits.boxes.map(({ services }) => services.join(" ")))).toEqual([
      ["tcp/502"],
    ]);
    expect(pair?.carriers.map(({ excess }) => excess)).toEqual([undefined]);
  });

  it("are all steps that permit, where a packet passes several", () => {
    const device = firewall(["permit any > any tcp/80"], {
      tables: [table("in", ["permit any > any tcp/80"]), table("out", ["permit any > any tcp/1-100"])],
      forwarding: [step(["in"]), step(["out"])],
    });
    const [pair] = pairs(device).filter(({ from }) => from.id === "cell-a");
    expect(pair?.carriers.map(({ rule, excess }) => [rule.table, excess?.boxes.map((box) => box.services)])).toEqual([
      ["in", [["tcp/80"]]],
      ["out", [["tcp/80"]]],
    ]);
  });

  it("do not depend on the order of the zones in the map", () => {
    const device = firewall(["permit 10.1.0.0/24 > any tcp/80", "permit any > 10.1.0.0/24 tcp/22"]);
    const sorted = (zones: readonly Zone[]) =>
      pairs(device, zones)
        .map(({ from, to, verdict, carriers: by }) => ({ pair: `${from.id} ${to.id}`, verdict, by }))
        .toSorted((a, b) => (a.pair < b.pair ? -1 : 1));
    expect(sorted(ZONES.toReversed())).toEqual(sorted(ZONES));
  });
});

describe("a pair that surely meets no device", () => {
  const shared = [zone("cell-a 10.1.0.0/25"), zone("cell-b 10.1.0.128/25 10.8.0.0/24")];
  const routes = [route("10.8.0.0/24 via 10.1.0.9")];
  const witnesses = (...lines: Parameters<typeof firewall>[0]) => {
    const pair = pairs(firewall(lines, { routes }), shared).find(({ from }) => from.id === "cell-a");
    return {
      verdict: pair?.verdict,
      sure: pair?.violated_witness?.text,
      by: pair?.carriers.map(({ excess }) => excess?.certain),
    };
  };

  it("is shown by packets that do, not by those that a rule may let through", () => {
    const sure = "tcp 10.1.0.2:49152 -> 10.1.0.128:443";
    expect(witnesses("deny any > any any")).toEqual({ verdict: "violated", sure, by: [] });
    expect(witnesses("unknown any > 10.8.0.0/24 tcp/80")).toEqual({
      verdict: "violated",
      sure,
      by: [false],
    });
  });
});

describe("what one device permits and another one stops", () => {
  const edge = (...lines: Parameters<typeof firewall>[0]) =>
    firewall(lines, {
      interfaces: [port("port1 10.1.0.1/24"), port("port2 10.9.0.1/30")],
      routes: [route("10.2.0.0/24 via 10.9.0.2")],
    });
  const core = (...lines: Parameters<typeof firewall>[0]) =>
    firewall(lines, {
      id: "core-1",
      interfaces: [port("Vlan9 10.9.0.2/30"), port("Vlan2 10.2.0.1/24")],
      routes: [route("10.1.0.0/24 via 10.9.0.1")],
    });

  function stopped(devices: ReturnType<typeof firewall>[]) {
    const plant = resolvePlant(devices, plan(ZONES, MODBUS), []);
    const pair = buildFacts(plant, analysePlant(plant)).pairs.find(({ from }) => from.id === "cell-a");
    return {
      verdict: pair?.verdict,
      stopped: pair?.stopped.map(({ rule, permits, stopped_by }) => [
        rule.device,
        rule.id,
        permits.boxes.map(({ services }) => services.join()),
        stopped_by,
      ]),
    };
  }

  it("is told by its rule, with what stops it", () => {
    const devices = [
      edge("permit any > 10.2.0.9 tcp/23", "permit any > any tcp/502"),
      core("permit any > any tcp/502"),
    ];
    expect(stopped(devices)).toEqual({
      verdict: "proved",
      stopped: [["fw-edge", "1", ["tcp/23"], ["core-1"]]],
    });
  });

  it("is nothing where the way as a whole lets it through, or it is declared, or nobody wrote a rule for it", () => {
    expect(stopped([edge("permit any > any tcp/502-503"), core("permit any > any tcp/503")]).stopped).toEqual([]);
    expect(stopped([edge("permit any > any udp"), core("permit any > any udp/1-65535")]).stopped).toEqual([]);
    const open = core();
    const steps = open.forwarding.map((one) => ({
      ...one,
      otherwise: { ...one.otherwise, action: "permit" as const },
    }));
    expect(stopped([edge("deny any > any any"), { ...open, forwarding: steps }]).stopped).toEqual([]);
  });
});
